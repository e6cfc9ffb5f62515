// All statistics at once. Each is streaming (no list of what was seen) and mergeable, merged equal to whole to the bit.
#pragma once

#include "engine/competing_risks.hpp"
#include "engine/histogram.hpp"
#include "engine/moments.hpp"
#include "engine/time_weighted.hpp"
#include "engine/weekly_series.hpp"
