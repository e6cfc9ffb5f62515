"""What a toy would not do: areas that are one another's neighbours and not copies, inputs that reach every answer."""

from __future__ import annotations

import pandas as pd
import pytest

import caseload as cl


def totals(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    rows = frame[frame["area"].astype(str) == area]
    keys = ["policy", "replication", "measure", "service", "need", "stratum"]
    return rows.astype(dict.fromkeys(keys, str)).set_index(keys).sort_index()[["value"]]


@pytest.fixture(scope="module")
def england() -> cl.Scenario:
    return cl.load("england/talking_therapies").with_({"scenario.length": "15 months"})


def test_one_area_alone_is_what_it_is_within_england_and_the_42_differ(england: cl.Scenario) -> None:
    whole = cl.run(england, replications=1, seed=1, areas="all").measures
    alone = cl.run(england, replications=1, seed=1, areas=["QOP"]).measures
    pd.testing.assert_frame_equal(totals(whole, "QOP"), totals(alone, "QOP"), check_exact=True)
    assert len(totals(alone, "QOP")) > 50
    rows = whole[(whole["measure"].astype(str) == "path_seen_wait_p50") & (whole["area"].astype(str) != "")]
    assert rows["area"].nunique() == 42
    assert rows["value"].nunique() == 42


def test_doubling_the_share_of_a_route_moves_load_floor_and_interval() -> None:
    town = cl.load("local/one_town")
    doubled = town.with_(
        {"route.assessment.need.mild.seen.step2": 0.57, "route.assessment.need.mild.seen.step3": 0.0}
        | {"route.assessment.need.moderate.seen.step2": 0.48, "route.assessment.need.moderate.seen.step3": 0.14}
    )
    before, after = (s.graph().services.set_index("service")["joined_a_week"] for s in (town, doubled))
    assert after["step2"] > 1.3 * before["step2"]
    assert after["step3"] < before["step3"]
    first, second = (cl.compare(s, ["more_staff"], replications=3, seed=1) for s in (town, doubled))
    floors = [w.measures.query("measure == 'people_sooner_floor'")["value"].sum() for w in (first, second)]
    assert floors[0] != floors[1]
    assert floors[0] > 0
    intervals = [
        w.differences.query("measure == 'list_mean' and service == 'step2' and need == '' and stratum == ''").iloc[0]
        for w in (first, second)
    ]
    assert intervals[0]["low"] != intervals[1]["low"]
    assert intervals[0]["difference"] != intervals[1]["difference"]
