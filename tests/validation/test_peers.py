"""The same small town in Caseload, SimPy and Ciw: programs written apart, each with its own random numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import caseload as cl
from claims import Estimate, section
from histories import run, values
from peers import ciw_town, simpy_town

#: What a peer calls it: measure, service and need of ours, and a unit.
SAME = {
    "triage: joined": ("joined", "triage", "", "people"),
    "triage: seen": ("seen", "triage", "", "people"),
    "triage: wait of those seen": ("seen_wait_mean", "triage", "", "weeks, mean"),
    "triage: left": ("left_reneged", "triage", "", "people"),
    "triage: list": ("list_mean", "triage", "", "people, mean"),
    "therapy, severe: seen": ("seen", "therapy", "severe", "people"),
    "therapy, severe: wait of those seen": ("seen_wait_mean", "therapy", "severe", "weeks, mean"),
    "therapy, moderate: seen": ("seen", "therapy", "moderate", "people"),
    "therapy, moderate: wait of those seen": ("seen_wait_mean", "therapy", "moderate", "weeks, mean"),
    "therapy: left": ("left_reneged", "therapy", "", "people"),
    "therapy: list": ("list_mean", "therapy", "", "people, mean"),
    "therapy: in treatment": ("in_treatment_mean", "therapy", "", "people, mean"),
    "therapy: sessions": ("appointments_attended", "therapy", "", "attended"),
    "therapy: completed": ("courses_completed", "therapy", "", "courses"),
    "therapy: dropped out": ("drop_outs", "therapy", "", "courses"),
}
REPLICATIONS = 40


@pytest.fixture(scope="module")
def ours() -> cl.Results:
    return run(cl.load(Path(__file__).parent / "peers" / "town.toml"), "town", 400)


def compare(key: str, about: str, replicate: Callable[[int], dict[str, float]], ours: cl.Results) -> None:
    runs = [replicate(seed) for seed in range(REPLICATIONS)]
    assert set(runs[0]) == set(SAME)
    name = "SimPy" if key == "simpy" else "Ciw"
    with section(key, name, about, limit=3) as s:
        for what, (measure, service, need, unit) in SAME.items():
            theirs = Estimate.of(r[what] for r in runs)
            s.claim(
                f"{what} ({unit})", theirs, f"{name}, {REPLICATIONS} replications", values(ours, measure, service, need)
            )


def test_simpy_says_the_same_of_a_small_town(ours: cl.Results) -> None:
    compare(
        "simpy",
        """tests/validation/peers/town.toml: 20 referrals a week, 22 assessments a week, 80 weekly hours of therapy;
        courses of 4, 8 or 12 sessions with missed ones and drop-out, severe first, people who give up either list,
        and referral again after dropping out or leaving. Two years after half a year from empty. The program in
        SimPy 4.1.2 (peers/simpy_town.py) has the same weekly sessions one by one; nothing is simplified. Ours: 400
        replications. Distance: in standard errors of the difference of the two means.""",
        simpy_town.replicate,
        ours,
    )


def test_ciw_says_the_same_of_a_small_town(ours: cl.Results) -> None:
    compare(
        "ciw",
        """The same town in Ciw 3.2.7 (peers/ciw_town.py). Ciw has no recurring slot: there a course is one service,
        held for as many weeks as it has appointments, which are drawn when it starts; and priorities are the same
        at all nodes, so the town has them at both. Neither changes what is measured.""",
        ciw_town.replicate,
        ours,
    )
