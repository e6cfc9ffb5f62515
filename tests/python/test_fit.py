"""A fit finds what made the data, never leaves a range, and says what the data cannot tell."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

import caseload as cl

TOWN = """
schema = 1
[scenario]
title = "A town to fit"
start = 2024-01-01
length = "2 years"
warm_up = "26 weeks"
[need.any]
share = 1.0
[referrals.gp]
to = "assessment"
rate = "30 / week"
[referrals.self]
to = "assessment"
rate = "10 / week"
[staff.pwp]
wte = 8
hours = "20 hours / week"
[service.assessment]
kind = "assessment"
staff = "pwp"
time = "45 minutes"
no_reply = { chance = 0.2, after = "0 days" }
[service.step2]
kind = "course"
staff = "pwp"
time = "30 minutes"
sessions = { dist = "gamma", mean = 6.0, sd = 2.0, at_least = 1, at_most = 12 }
[route.assessment]
seen = { step2 = 0.7, signposted = 0.3 }
"""
#: What the data were made with; other than what stands in the file.
TRUTH = {"service.assessment.no_reply.chance": 0.31, "service.step2.sessions.mean": 4.5}
MADE, TRIED = 8, 4  # chance histories of the data and of a trial


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> cl.Scenario:
    path: Path = tmp_path_factory.mktemp("fit") / "town.toml"
    path.write_text(TOWN, encoding="utf-8")
    return cl.load(path)


def run(scenario: cl.Scenario, seed: int, replications: int) -> cl.Found:
    return cl.Found(cl.run(scenario, replications=replications, seed=seed, threads=1, progress=False))


def silent(found: cl.Found) -> float:
    return found("left_no_reply", service="assessment") / found("joined", service="assessment")


UNKNOWNS = [
    cl.Unknown(name="service.assessment.no_reply.chance", low=0.05, high=0.5),
    cl.Unknown(name="service.step2.sessions.mean", low=3, high=9, decimals=2),
]


@pytest.fixture(scope="module")
def data(town: cl.Scenario) -> cl.Found:
    return run(town.with_(TRUTH), 11, MADE)


@pytest.fixture(scope="module")
def recovered(town: cl.Scenario, data: cl.Found) -> cl.Fit:
    targets = [
        cl.Target(name="never reply", value=silent(data), scale=0.01, measure=silent, source="made"),
        cl.Target(
            name="sessions",
            value=data("sessions_a_finished_course", service="step2"),
            scale=0.1,
            measure="sessions_a_finished_course",
            service="step2",
        ),
    ]
    return cl.fit(town, UNKNOWNS, targets, replications=TRIED, seed=1, threads=1, progress=False)


def test_a_fit_finds_the_values_that_made_the_data(recovered: cl.Fit, data: cl.Found) -> None:
    """Data and trials have chance histories of their own: tolerance 4 standard errors of both, 1 in 16 000 each."""
    of_both = math.sqrt(1 / MADE + 1 / TRIED)
    joined, courses = data("joined", service="assessment"), data("courses_completed", service="step2")
    chance, sessions = recovered.fitted.values()
    assert abs(chance - 0.31) < 4 * math.sqrt(0.31 * 0.69 / joined) * of_both
    # The mean of cut and rounded quantiles is not the mean in the file, but moves with it, one for one or nearly.
    assert abs(sessions - 4.5) < 4 * 2.1 / math.sqrt(courses) * of_both
    assert (recovered.targets["misses"].abs() < 0.2).all()


def test_it_says_how_it_was_made(recovered: cl.Fit, town: cl.Scenario) -> None:
    assert recovered.scenario_hash == town.hash
    assert recovered.fitted_hash == recovered.scenario.hash == town.with_(recovered.fitted).hash != town.hash
    assert (recovered.seed, recovered.replications, recovered.areas) == (1, TRIED, "one")
    assert recovered.trials == len(recovered.trace) < 40
    assert recovered.cost == recovered.trace["cost"].min()
    told = recovered.to_dict()
    assert told["unknowns"][0]["value"] == recovered.fitted["service.assessment.no_reply.chance"]
    assert "2 unknowns, 2 targets" in repr(recovered)


def test_the_residuals_are_those_of_a_run_with_the_fitted_values(recovered: cl.Fit) -> None:
    again = run(recovered.scenario, 1, TRIED)
    assert list(recovered.targets["model"]) == [silent(again), again("sessions_a_finished_course", service="step2")]
    np.testing.assert_allclose(recovered.targets["miss"], recovered.targets["model"] - recovered.targets["value"])


def test_what_the_targets_pin_down_is_not_left_open(recovered: cl.Fit) -> None:
    assert (recovered.unknowns["left_open"] < 0.15).all()
    assert recovered.unseen().empty
    assert recovered.confused().empty


def test_a_target_out_of_reach_stays_missed_and_no_range_is_left(town: cl.Scenario) -> None:
    target = cl.Target(name="half the sessions", value=2.0, scale=0.1, measure="sessions_a_course", service="step2")
    found = cl.fit(town, UNKNOWNS[1:], [target], replications=1, threads=1, progress=False)
    assert found.fitted["service.step2.sessions.mean"] == pytest.approx(3, abs=0.05)
    assert found.targets["misses"][0] > 5
    assert found.trace["service.step2.sessions.mean"].between(3, 9).all()


def test_only_a_sum_is_known_of_two_sources_when_only_their_sum_is_published(town: cl.Scenario) -> None:
    sources = [cl.Unknown(name=f"referrals.{s}.rate", low=5, high=45, unit="/ week") for s in ("gp", "self")]
    total = cl.Target(name="referrals", value=3900, scale=40, measure="referrals")
    found = cl.fit(town, sources, [total], replications=1, threads=1, progress=False)
    assert abs(found.targets["misses"][0]) < 0.5
    (pair,) = found.confused().itertuples()
    assert {pair.a, pair.b} == {s.name for s in sources}
    assert pair.correlation < -0.95
    (unseen,) = found.unseen().to_dict("records")
    parts = [unseen[s.name] for s in sources]
    assert parts[0] == pytest.approx(-parts[1], abs=0.05)  # more of one, less of the other
    assert (found.unknowns["left_open"] > 0.6).all()


def test_an_unknown_that_no_target_speaks_of_stays_where_it_starts_if_pulled(town: cl.Scenario) -> None:
    unknowns = [UNKNOWNS[0], cl.Unknown(name="staff.pwp.turnover", low=0.01, start=0.12, high=0.4, unit="/ year")]
    target = cl.Target(name="never reply", value=0.4, scale=0.01, measure=silent)
    found = cl.fit(town, unknowns, [target], replications=1, threads=1, pull=0.5, progress=False)
    assert found.fitted["staff.pwp.turnover"] == pytest.approx(0.12, abs=0.002)
    assert found.unknowns["left_open"][1] == pytest.approx(1)
    assert abs(found.targets["misses"][0]) < 0.5


def test_one_unknown_may_stand_for_several_paths(town: cl.Scenario) -> None:
    found = cl.fit(
        town,
        [cl.Unknown(name="taken on", low=0.4, high=0.9, decimals=3)],
        [cl.Target(name="taken on", value=0.55, scale=0.01, measure=_taken_on)],
        changes=lambda v: {
            "route.assessment.seen.step2": v["taken on"],
            "route.assessment.seen.signposted": round(1 - v["taken on"], 3),
        },
        replications=1,
        threads=1,
        progress=False,
    )
    assert abs(found.targets["misses"][0]) < 0.5


def _taken_on(found: cl.Found) -> float:
    return found("joined", service="step2") / found("seen", service="assessment")


def test_the_same_fit_twice_is_the_same_and_trials_can_be_limited(town: cl.Scenario) -> None:
    target = cl.Target(name="never reply", value=0.4, scale=0.01, measure=silent)
    one, two = (
        cl.fit(town, UNKNOWNS, [target], replications=1, threads=n, most_trials=3, progress=False) for n in (1, 2)
    )
    assert one.trace.equals(two.trace)
    assert one.trials <= 3 + 2 + 2 * 2  # a round of slopes that had begun, and those at the end


@pytest.mark.parametrize(
    ("unknown", "target", "says"),
    [
        ({}, {"measure": "referals"}, "there is no measure 'referals'; the nearest is 'referrals'"),
        ({}, {"measure": "joined", "service": "step9"}, "there is no 'joined' for service 'step9'"),
        ({"low": 0.5}, {}, "low = 0.5 must be below high = 0.5"),
        ({"start": 0.9}, {}, "start = 0.9 lies outside"),
        ({"low": 0, "log": True}, {}, "low = 0 must be above 0"),
        ({}, {"scale": 0}, "scale = 0 > 0"),
    ],
)
def test_a_mistake_is_told_in_one_clear_sentence(town: cl.Scenario, unknown: dict, target: dict, says: str) -> None:
    with pytest.raises(cl.UsageError, match=says.replace("(", r"\(")):
        cl.fit(
            town,
            [cl.Unknown(**{"name": "service.assessment.no_reply.chance", "low": 0.1, "high": 0.5} | unknown)],
            [cl.Target(**{"name": "a", "value": 1, "scale": 1, "measure": "referrals"} | target)],
            replications=1,
            progress=False,
        )


def test_nothing_to_fit_and_names_twice_are_refused(town: cl.Scenario) -> None:
    target = cl.Target(name="a", value=1, scale=1, measure="referrals")
    with pytest.raises(cl.UsageError, match="at least one unknown"):
        cl.fit(town, [], [target])
    with pytest.raises(cl.UsageError, match="at least one target"):
        cl.fit(town, UNKNOWNS, [])
    with pytest.raises(cl.UsageError, match="'a' stands there twice"):
        cl.fit(town, UNKNOWNS, [target, target])


def test_a_value_that_cannot_stand_there_names_the_trial(town: cl.Scenario) -> None:
    unknown = cl.Unknown(name="route.assessment.seen.step2", low=0.2, high=0.6)
    target = cl.Target(name="a", value=1, scale=1, measure="referrals")
    with pytest.raises(cl.ScenarioError) as caught:
        cl.fit(town, [unknown], [target], replications=1, progress=False)
    assert "in a trial of the fit with {'route.assessment.seen.step2'" in caught.value.__notes__[0]
