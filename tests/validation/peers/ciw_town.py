"""The town of town.toml in Ciw. Time is in weeks.

Four nodes: triage, therapy, and two waits without a list before people are referred again, one for those who dropped
out and one for those who left the list of therapy. Two classes of customers, the severe with the higher priority.

Ciw has no recurring slot, so a course is one service held for its length: as many weeks as it has appointments, drawn
when it starts by going through the course appointment by appointment, with the way it ends. An hour of staff is taken
at the offer, a week before the first appointment, so people are seen a week after their service starts.

By hand, for as many replications as you like:  python tests/validation/peers/ciw_town.py 400
"""

from __future__ import annotations

import random
import sys
from collections import Counter

import ciw

WARM_UP, LENGTH = 26.0, 130.0
TRIAGE, THERAPY, AFTER_DROP_OUT, AFTER_LEAVING = 1, 2, 3, 4
CLASSES = {"severe": 0.3, "moderate": 0.7}
INFINITE = float("inf")


class CourseLength(ciw.dists.Distribution):
    """Weeks until the last appointment. Writes on the individual what happened, and when sessions were attended."""

    def sample(self, t: float | None = None, ind: ciw.Individual | None = None) -> float:
        planned = random.choices((4, 8, 12), (0.4, 0.4, 0.2))[0]
        week, ind.sessions, ind.dropped_out = 1, [t + 1], random.random() < 0.10
        while len(ind.sessions) < planned and not ind.dropped_out:
            week += 1
            if random.random() < 0.1:  # missed
                continue
            ind.sessions.append(t + week)
            ind.dropped_out = len(ind.sessions) < planned and random.random() < 0.05
        courses.append((ind.sessions, "dropped out" if ind.dropped_out else "completed", t + week))
        return float(week)


class AfterTherapy(ciw.routing.NodeRouting):
    """Referred again, some of them, after dropping out or after leaving the list."""

    def next_node(self, ind: ciw.Individual) -> ciw.Node:
        again = ind.dropped_out and random.random() < 0.4
        return self.simulation.nodes[AFTER_DROP_OUT if again else -1]

    def next_node_for_jockeying(self, ind: ciw.Individual) -> ciw.Node:
        return self.simulation.nodes[AFTER_LEAVING if random.random() < 0.3 else -1]


#: Of every course begun in the replication that runs: dates of its sessions, how it ends, when (perhaps after the run).
courses: list[tuple[list[float], str, float]] = []


def town() -> ciw.Network:
    def exponential(mean: float) -> ciw.dists.Exponential:
        return ciw.dists.Exponential(1 / mean)

    return ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(20 * share), None, None, None] for name, share in CLASSES.items()
        },
        service_distributions={
            name: [ciw.dists.Deterministic(1.0), CourseLength(), exponential(10), exponential(8)] for name in CLASSES
        },
        reneging_time_distributions={
            name: [exponential(1 / 0.02), exponential(1 / 0.06), None, None] for name in CLASSES
        },
        routing={
            name: ciw.routing.NetworkRouting(
                [
                    ciw.routing.Probabilistic(destinations=[THERAPY], probs=[0.8]),
                    AfterTherapy(),
                    ciw.routing.Direct(to=TRIAGE),
                    ciw.routing.Direct(to=TRIAGE),
                ]
            )
            for name in CLASSES
        },
        number_of_servers=[22, 80, INFINITE, INFINITE],
        priority_classes={"severe": 0, "moderate": 1},
    )


def replicate(seed: int) -> dict[str, float]:
    ciw.seed(seed)
    courses.clear()
    simulation = ciw.Simulation(town())
    simulation.simulate_until_max_time(LENGTH)
    records = simulation.get_all_records(only=["service", "renege"], include_incomplete=True)
    return of_lists(records) | of_courses()


def reported(moment: float) -> bool:
    return WARM_UP <= moment < LENGTH


def overlap(begin: float, end: float) -> float:
    """Of a stretch of time with the window."""
    return max(0.0, min(end, LENGTH) - max(begin, WARM_UP))


def of_lists(records: list[ciw.DataRecord]) -> dict[str, float]:
    found: Counter[str] = Counter()
    waited: Counter[str] = Counter()
    for r in records:
        if r.node not in (TRIAGE, THERAPY):
            continue
        where = "triage" if r.node == TRIAGE else "therapy"
        if r.record_type == "renege":
            end = r.exit_date
            found[f"{where}: left"] += reported(end)
        elif r.service_start_date is None:  # still on the list
            end = LENGTH
        else:
            end = r.service_start_date + 1
            who = where if r.node == TRIAGE else f"{where}, {r.customer_class}"
            found[f"{who}: seen"] += reported(end)
            waited[who] += (end - r.arrival_date) if reported(end) else 0
        found[f"{where}: list"] += overlap(r.arrival_date, end) / (LENGTH - WARM_UP)
        if r.node == TRIAGE:
            found["triage: joined"] += reported(r.arrival_date)
    return found | {f"{who}: wait of those seen": waited[who] / found[f"{who}: seen"] for who in waited}


def of_courses() -> dict[str, float]:
    found: Counter[str] = Counter()
    for sessions, how, last in courses:
        found["therapy: sessions"] += sum(map(reported, sessions))
        found["therapy: in treatment"] += overlap(sessions[0], last) / (LENGTH - WARM_UP)
        found[f"therapy: {how}"] += reported(last)
    return dict(found)


if __name__ == "__main__":
    runs = [replicate(seed) for seed in range(int(sys.argv[1]))]
    for name in sorted(runs[0]):
        print(f"{name:40} {sum(run[name] for run in runs) / len(runs):10.3f}")
