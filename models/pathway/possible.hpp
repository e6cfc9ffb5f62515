#pragma once
// What could happen at all, reneging, health and crises included, however rarely: what the checks of the graph go by.

#include "models/world/world.hpp"

namespace caseload {

bool can_end(const World& world, const Epoch& epoch, ServiceId service, NeedId level, Exit exit);

// Is there ever a crisis, or a change of level, at this level?
bool can_have_crisis(const World& world, NeedId level);
bool can_worsen(const World& world, NeedId level);
bool can_improve(const World& world, NeedId level);
bool can_relapse(const World& world, NeedId level);

// Has the service any minutes or places at all?
bool has_capacity(const World& world, const Epoch& epoch, ServiceId service);

}  // namespace caseload
