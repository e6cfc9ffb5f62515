"""A small made-up result, so that tables, figures and pages are tested without a simulation; and one real scenario."""

import itertools

import numpy as np
import pandas as pd
import pytest

import caseload as cl
from caseload.results import CURVE_COLUMNS, MEASURE_COLUMNS, PEOPLE_COLUMNS, SERIES_COLUMNS, Comparison, Provenance
from caseload.scenario import LEDGER_COLUMNS, Policy

WORLDS = ("baseline", "more_staff")


def made_up(replications: int = 4, title: str = "One town", area: str = "") -> Comparison:
    """Two worlds: with more staff waits fall by about two weeks, crises do not change, referrals are the same."""
    luck = np.random.default_rng(5)
    noise = luck.normal(size=(replications, 8))
    measures, series = [], []
    for world, r in itertools.product(WORLDS, range(1, replications + 1)):
        gain = 2.0 + 0.1 * noise[r - 1, 0] if world != "baseline" else 0.0
        jitter = noise[r - 1]
        values = {
            ("path_seen_wait_mean", "", "weeks"): 10.0 + jitter[1] - gain,
            ("path_left_wait_mean", "", "weeks"): 5.0 + 0.1 * jitter[1],
            ("path_still_wait_mean", "", "weeks"): 6.0 + 0.1 * jitter[4],
            ("path_within_6_weeks", "", "share"): 0.4 + 0.02 * jitter[2] + 0.05 * gain,
            ("path_seen", "", "people"): 4000 + round(10 * jitter[3]),
            ("still_wait_mean", "step2", "weeks"): 8.0 + jitter[4] - gain,
            ("still", "step2", "people"): 300 + round(10 * jitter[4]),
            ("list_at_end", "", "people"): 400 + round(20 * jitter[4]) - round(50 * gain),
            ("list_mean", "step2", "people"): 380.0 + jitter[4],
            ("referrals", "", "people"): 5000 + round(30 * jitter[5]),
            ("expected_crises", "", "crises"): 120.0 + jitter[6] + (0.5 * jitter[7] if gain else 0.0),
            ("recovery_rate", "", "share"): np.nan if r == 1 else 0.5,
            ("finished_courses_share", "", "share"): 0.38 + 0.01 * jitter[2],
            ("courses_completed", "step2", "courses"): 900.0,
            ("left_reneged", "step2", "people"): 90.0 - 10 * gain,
        }
        for (measure, service, unit), value in values.items():
            measures.append((world, r, area, measure, service, "", "", unit, value))
        for week in range(20):
            series.append((world, r, area, week, "list_size", "", 300 + 5 * week + jitter[0] - gain * week))
            series.append((world, r, area, week, "weekly_still_wait", "step2", 6 + 0.1 * week - 0.05 * gain * week))
            series.append((world, r, area, week, "weekly_seen_wait", "step2", 9 + 0.1 * week - 0.05 * gain * week))
            series.append((world, r, area, week, "weekly_left", "step2", 12.0 + round(jitter[2])))
    people = [
        ("more_staff", r, area, measure, "", "people", count + round(3 * noise[r - 1, 1]), floor)
        for r in range(1, replications + 1)
        for measure, count, floor in [
            ("people_compared", 3000, 2995),
            ("people_sooner", 700, 3.0),
            ("people_later", 10, 9.0),
        ]
    ]
    curves = [
        (world, f"path_curve_{end}", "", "", day, share)
        for world in WORLDS
        for day in range(0, 100, 7)
        for end, share in [("seen", day / 200), ("left", day / 400), ("moved", 0.0), ("waiting", 1 - day * 3 / 400)]
    ]
    ledger = pd.DataFrame(
        [
            ("referrals.gp.rate", "", "60", "50", "70", "/ week", "assumption", "", "", "", "", "", "a town", "f", 3),
            (
                "staff.pwp.turnover",
                "",
                "25",
                "",
                "",
                "% / year",
                "",
                "census",
                "Census",
                "NHS",
                "2016",
                "http://x",
                "",
                "f",
                4,
            ),
            ("staff.*.wte", "more_staff", "+ 20 %", "", "", "", "", "", "", "", "", "", "", "p", 5),
        ],
        columns=list(LEDGER_COLUMNS),
    )
    policy = Policy(
        "more_staff", "A fifth more staff", "Would it help?", "52 weeks", "", "for", "against", "more_staff.toml"
    )
    return Comparison(
        provenance=Provenance(
            scenario="local/made_up", scenario_hash="0" * 16, title=title, question="Would more staff help?",
            command="caseload compare local/made_up more_staff", seed=1, replications=replications, areas=(area,),
            start="2022-04-01", weeks=156.5, window_from=52.0, window_to=156.0, tables_hash="f" * 16, events=10,
            versions=cl.versions(),
        ),
        policies={"baseline": (), "more_staff": (policy,)},
        measures=pd.DataFrame(measures, columns=MEASURE_COLUMNS),
        series=pd.DataFrame(series, columns=SERIES_COLUMNS),
        curves=pd.DataFrame(curves, columns=CURVE_COLUMNS),
        people_rows=pd.DataFrame(people, columns=PEOPLE_COLUMNS),
        meanings={},
        ledger=ledger,
        logs={},
        warnings=("the window is short",),
        area_names={},
    )  # fmt: skip


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return made_up()


@pytest.fixture(scope="session")
def make_comparison():
    return made_up


@pytest.fixture(scope="session")
def town() -> cl.Scenario:
    return cl.load("local/one_town")


@pytest.fixture(scope="session")
def worlds(town: cl.Scenario) -> Comparison:
    """One town, short, compared for real."""
    return cl.compare(town, ["more_staff", "app_first"], replications=3, seed=1, progress=False)
