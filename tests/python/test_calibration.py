"""England's calibration: scenario, result and page agree. Nothing is fitted here; calibrate.py does that."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import caseload as cl
from calibration import confirm, derive, page
from calibration.targets import MEASURES, published, targets
from calibration.unknowns import in_scenario, unknowns

ROOT = Path(__file__).parents[2]
ENGLAND = ROOT / "scenarios" / "england"
SCENARIO = ENGLAND / "talking_therapies.toml"
STALE = "run .venv/bin/python scenarios/england/calibrate.py confirm, or page if only its words have changed"


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return json.loads((ENGLAND / "calibration" / "result.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return tomllib.loads(SCENARIO.read_text("utf-8"))


def standing(document: dict[str, Any], path: str) -> Any:
    """The number at a path, and the table of its evidence where it has one."""
    value: Any = document
    for key in path.split("."):
        value = value[key]
    return value


# ---- what is written down agrees


def test_the_result_is_of_the_scenario_as_shipped(result):
    assert result["scenario_hash"] == cl.load(SCENARIO).hash == cl.load("england/talking_therapies").hash, STALE


def test_the_page_and_its_picture_are_those_of_the_result(result):
    assert (ROOT / "docs" / "calibration.md").read_text("utf-8") == page.text(result), STALE
    assert (ROOT / "docs" / "calibration_areas.svg").read_text("utf-8") == page.picture(result), STALE


def test_the_readme_has_the_figures_of_the_result(result):
    assert page.summary(result) in (ENGLAND / "README.md").read_text("utf-8"), page.summary(result)


def test_the_fitted_values_stand_in_the_scenario_and_within_their_ranges(result, document):
    fitted = {u["name"]: u["value"] for u in result["fit"]["unknowns"]}
    changes = in_scenario(fitted)
    assert len(changes) > 30
    for path, value in changes.items():
        stands = standing(document, path)
        if not isinstance(stands, dict):
            assert stands == value, path
            continue
        assert stands["value"] == value, path
        several = isinstance(value, list)
        bounds = zip(*(stands[k] if several else [stands[k]] for k in ("low", "value", "high")), strict=True)
        for low, number, high in bounds:
            low, number, high = (float(str(n).split()[0]) for n in (low, number, high))
            assert low <= number <= high, path


def test_the_unknowns_and_targets_of_the_result_are_those_of_the_tables(result):
    fit = result["fit"]
    for told, unknown in zip(fit["unknowns"], unknowns(), strict=True):
        assert (told["name"], told["low"], told["high"], told["why"]) == (
            unknown.name, unknown.low, unknown.high, unknown.why,
        )  # fmt: skip
        assert unknown.low <= told["value"] <= unknown.high
    for told, target in zip(fit["targets"], targets(), strict=True):
        assert (told["name"], told["value"], told["scale"]) == (target.name, target.value, target.scale)
        assert told["misses"] == pytest.approx((told["model"] - told["value"]) / told["scale"])


def test_the_derived_columns_of_the_areas_follow_from_the_fitted_values(document):
    table = ENGLAND / "areas.csv"
    rows = derive.read(table)
    assert derive.text(derive.derived(rows, document)) == table.read_text("utf-8")


# ---- the published figures


def test_every_target_is_of_the_year_it_is_fitted_to_and_has_a_source():
    for target in targets():
        assert target.source
        assert "2023/24" not in target.source + target.note
    figures = published("2022/23")
    assert {figure for figure, *_ in MEASURES} <= set(figures)
    assert all(f.status == "published" or "computed" in f.source for f in figures.values())


def test_shares_of_ended_referrals_are_those_of_the_months_of_2022_23():
    months = [row for row in confirm.published_months() if row["month"] < "2023-04"]
    assert len(months) == 9
    received, accessed, ended, finished = (
        sum(int(row[k]) for row in months) for k in ("referrals", "accessed", "ended", "finished")
    )
    figures = published("2022/23")
    for figure, value in {
        "no_contact": 1 - accessed / ended,
        "one_contact": (accessed - finished) / ended,
        "two_or_more": finished / ended,
        "ended_a_referral": ended / received,
    }.items():
        assert figures[figure].value == pytest.approx(value, abs=5e-4)


def test_figures_with_an_arithmetic_follow_from_it():
    year = published("2022/23")
    low, both, high = 241_200, 262_063, 141_437
    contacts_high = (8.7 * high + 10.3 * both) / (high + both)
    contacts = (5.5 * low + contacts_high * (high + both)) / (low + high + both)
    attended = contacts * 672_193 + 1_220_000 - 672_193
    hours = attended / 0.88 * (0.311 * 30 + 0.689 * 55) / 60
    bands = (525_976, 600_286, 630_800, 653_963, 661_005)
    for figure, value in {
        "low_only": low / (low + both + high),
        "contacts_high": contacts_high,
        "contacts_all": contacts,
        "contacts_a_referral": attended / 1_759_581,
        "booked_hours_a_referral": hours / 1_759_581,
        "first_contacts_a_referral": 1_220_000 / 1_759_581,
        "finished_a_referral": 672_193 / 1_759_581,
        "recovery": 316_251 / 634_388,
        "improvement": 446_968 / 672_193,
        "deterioration": 39_919 / 672_193,
        **{f"within_{d}_days": n / 672_193 for d, n in zip((28, 42, 56, 90, 126), bands, strict=True)},
    }.items():
        assert year[figure].value == pytest.approx(value, rel=2e-3), figure


# ---- how it is confirmed


def test_each_area_gets_its_own_growth_from_april_2023_and_none_before(tmp_path):
    rows = derive.read(ENGLAND / "areas.csv")
    scenario = cl.load(SCENARIO)
    own = confirm.own_demand(scenario, rows, tmp_path)
    grown = sum(float(r["tt_referrals_2023_24"]) for r in rows) / sum(float(r["tt_referrals_2022_23"]) for r in rows)
    for row in rows[:3]:
        area = row["ods_code"]
        graph = [
            of.graph(policies=policies, area=area, week=week).services.set_index("service").joined_a_week["assessment"]
            for of, policies in ((scenario, []), (own, confirm.demand_of(own, area)))
            for week in (80, 130)
        ]
        relative = float(row["tt_referrals_2023_24"]) / float(row["tt_referrals_2022_23"]) / grown
        assert graph[2] == pytest.approx(graph[0])
        assert graph[3] == pytest.approx(graph[1] * relative, rel=1e-5)
    assert confirm.demand_of(scenario, rows[0]["ods_code"]) == []


def test_areas_together_are_weighted_by_what_a_share_is_taken_over():
    names = {name for name, *_ in MEASURES} | {"two_or_more", "contacts_all"}
    small = dict.fromkeys(names, 0.1) | {"referrals": 100.0, "finished": 20.0, "first_contacts": 60.0}
    large = dict.fromkeys(names, 0.5) | {"referrals": 300.0, "finished": 180.0, "first_contacts": 200.0}
    both = confirm.together({"A": small, "B": large})
    assert (both["referrals"], both["finished"]) == (400, 200)
    assert both["finished_a_referral"] == pytest.approx(0.4)  # (100 × 0.1 + 300 × 0.5) / 400
    assert both["recovery"] == pytest.approx(0.46)  # (20 × 0.1 + 180 × 0.5) / 200
    assert both["contacts_low_only"] == pytest.approx((2 * 0.1 + 90 * 0.5) / 92)  # 20 × 0.1, 180 × 0.5 of low only
    assert both["no_contact"] == pytest.approx((10 * 0.1 + 150 * 0.5) / 160)  # over ended: 100 × 0.1, 300 × 0.5
