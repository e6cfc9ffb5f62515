"""What own luck is worth: the page is what its result says, and the result what its command would measure."""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path

import numpy as np
import pytest

import caseload as cl
from caseload import _core
from caseload.tables import MAIN

ROOT = Path(__file__).parents[2]
SHORT = {"scenario.length": "90 weeks", "scenario.warm_up": "20 weeks", "scenario.settle": True}


@pytest.fixture(scope="module")
def table():
    spec = importlib.util.spec_from_file_location("luck_table", ROOT / "tests/luck/luck_table.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def result(table) -> dict:
    return json.loads(table.RESULT.read_text("utf-8"))


def test_the_page_says_what_the_result_has(table, result):
    assert table.PAGE.read_text("utf-8") == table.page(result)
    assert table.as_json(result) == table.RESULT.read_text("utf-8")


def test_the_result_is_of_the_scenario_and_the_policies_that_are_shipped(table, result):
    """If not: run the command that stands at the top of docs/luck.md."""
    assert list(result["policies"]) == table.shipped_policies()
    assert result["hash"] == table.hash_of(cl.load(result["scenario"]), result["policies"])
    assert result["replications"] >= 100
    for policy in result["policies"]:
        told = {row["measure"] for row in result["rows"] if row["policy"] == policy}
        assert {main.measure for main in MAIN} - told <= {
            "referrals",
            "cost",
            "digital_only_endings",
        }  # not told where a policy touches none


def test_own_luck_is_worth_most_for_what_befalls_people(result):
    """The floor under own luck is far below that of streams, and no main measure's variance is larger without it."""
    for measure, floor in result["people"]["own"]["floor"].items():
        assert floor < result["people"]["streams"]["floor"][measure] / 10
    crises = [row for row in result["rows"] if row["measure"] == "crises"]
    assert len(crises) == len(result["policies"])
    for row in crises:
        assert row["independent"]["variance"] > 3 * row["own"]["variance"]


def test_a_small_run_has_the_shape_of_the_result(table, result, town):
    small = table.rounded(table.measure(town.with_(SHORT), ["more_staff"], 6))
    assert small.keys() == result.keys()
    assert json.loads(table.as_json(small)) == small
    assert small["rows"][0].keys() == result["rows"][0].keys()
    assert table.page(small).startswith("# What own luck is worth")
    referrals = [row for row in small["rows"] if row["measure"] == "referrals"]
    assert [row["own"]["variance"] for row in referrals] == [0.0]  # the same people, so the same number
    assert referrals[0]["independent"]["variance"] > 0


def test_a_variance_and_its_error_are_those_of_the_textbook(table):
    """For normal values the logarithm of a variance has the standard error √(2 / (n − 1))."""
    values = np.random.default_rng(3).normal(5, 2, 4000)
    found = table.spread(np.append(values, np.nan))
    assert found["used"] == 4000
    assert found["mean"] == pytest.approx(values.mean())
    assert found["variance"] == pytest.approx(values.var(ddof=1))
    assert found["error"] == pytest.approx(math.sqrt(2 / 3999), rel=0.1)
    without = [np.delete(values[:50], i).var(ddof=1) for i in range(50)]
    logs = np.log(without)
    jackknife = math.sqrt(49 / 50 * ((logs - logs.mean()) ** 2).sum())
    assert table.spread(values[:50])["error"] == pytest.approx(jackknife)


def test_streams_are_another_assignment_of_the_same_law(town):
    """The same seed gives the same bits on any number of threads; the means are those of own luck."""
    world = [[town.with_(SHORT).compile([], "")]]

    def run(luck: str, threads: int = 2) -> _core.ExperimentResult:
        return _core.run_experiment(world, replications=30, seed=5, threads=threads, people=False, luck=luck)

    own, streams, alone = run("own"), run("streams"), run("streams", 1)
    assert np.array_equal(streams.rows["value"], alone.rows["value"], equal_nan=True)
    assert not np.array_equal(streams.rows["value"], own.rows["value"], equal_nan=True)
    totals = (own.rows["service"] == 0) & (own.rows["need"] == 0) & (own.rows["stratum"] == 0)
    scores = []
    for measure in np.unique(own.rows["measure"][totals]):
        a, b = (r.rows["value"][totals & (r.rows["measure"] == measure)] for r in (own, streams))
        if np.isnan(a).any() or np.isnan(b).any() or a.var() + b.var() == 0:
            continue
        scores.append((a.mean() - b.mean()) / math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 30))
    assert len(scores) > 40
    # Some 70 scores, most of them of the same people: a false alarm in 2 000 choices of the seed at most.
    assert max(map(abs, scores)) < 4.5
    with pytest.raises(ValueError, match=r"expected \"own\" or \"streams\""):
        run("mine")
