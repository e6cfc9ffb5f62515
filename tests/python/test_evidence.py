"""What an answer rests on is read off the ledger, and said."""

import pandas as pd
import pytest

from caseload import assumptions, evidence
from caseload.scenario import LEDGER_COLUMNS


def ledger(*rows):
    """Rows of path, policy, value, status; a source stands behind what is published."""
    blank = dict.fromkeys(LEDGER_COLUMNS, "") | {"line": 1}
    return pd.DataFrame(
        [
            blank
            | {"path": path, "policy": policy, "value": value, "status": status}
            | {"source": "report" if status.startswith("published") else ""}
            for path, policy, value, status in rows
        ],
        columns=list(LEDGER_COLUMNS),
    )


BASE = (
    ("need.mild.share", "", "0.5", "published"),
    ("referrals.gp.rate", "", "60", "published"),
    ("staff.pwp.wte", "", "10", "published"),
    ("staff.pwp.absence", "", "0.08", "published"),
    ("staff.hit.wte", "", "12", "published"),
    ("service.step2.sessions.mean", "", "6", "published"),
    ("service.step2.time", "", "35", "published"),
    ("service.step2.recovery.top", "", "0.5", "published"),
    ("service.app.time", "", "5", "published"),
    ("service.app.recovery.top", "", "0.45", "published"),
    ("route.app.completed.away", "", "1", "published"),
)


def paths(rows):
    return rows["path"].tolist()


def test_a_diversion_passes_through_the_service_it_leads_to_and_out_of_it():
    rows = ledger(*BASE, ("divert.triage>app", "app_first", "0.5", "published"))
    found = assumptions.footing(rows, "app_first")
    assert paths(found.numbers) == [
        "divert.triage>app", "service.app.recovery.top", "service.app.time", "route.app.completed.away",
    ]  # fmt: skip
    assert found.decisive == 4


def test_a_change_passes_through_what_it_changes_and_the_table_around_it():
    rows = ledger(
        *BASE, ("staff.pwp.*", "more", "+ 20 %", "published"), ("service.*.sessions", "more", "8", "published")
    )
    found = assumptions.footing(rows, "more")
    assert paths(found.numbers[: found.decisive]) == [
        "staff.pwp.*", "service.*.sessions", "staff.pwp.wte", "staff.pwp.absence", "service.step2.sessions.mean",
    ]  # fmt: skip
    assert paths(found.numbers[found.decisive :]) == ["service.step2.recovery.top", "service.step2.time"]


def test_a_share_of_a_route_sends_people_to_where_it_leads():
    rows = ledger(*BASE, ("route.triage.seen.app", "more", "0.2", "published"))
    assert "service.app.recovery.top" in paths(assumptions.footing(rows, "more").numbers)


def test_columns_of_areas_count_where_their_pattern_meets_the_policys():
    rows = ledger(("staff.*.wte", "", "column posts", "assumption"), ("staff.pwp.wte", "more", "+ 20 %", "published"))
    assert assumptions.footing(rows, "more").rests_on_assumptions


@pytest.mark.parametrize(
    ("changed", "mainly"),
    [
        ({}, False),
        ({"need.mild.share": "assumption"}, False),  # one of twelve, and nothing that the policy touches
        ({"service.app.recovery.top": "assumption"}, True),  # where people are sent
        ({"service.app.time": ""}, True),  # … and nothing is stated of it
        ({"divert.triage>app": "assumption"}, True),  # the policy's own
        ({"service.app.time": "published-unchecked"}, False),
        (dict.fromkeys([path for path, *_ in BASE[:7]], "assumption"), True),  # more than half of all
        (dict.fromkeys([path for path, *_ in BASE[:6]], "assumption"), False),  # half of them
    ],
)
def test_mainly_means_more_than_half_or_any_that_decides(changed, mainly):
    rows = [*BASE, ("divert.triage>app", "app_first", "0.5", "published")]
    rows = ledger(*((path, policy, value, changed.get(path, status)) for path, policy, value, status in rows))
    assert assumptions.rests(rows, ["app_first"]).mainly_assumed is mainly


def test_the_numbers_around_a_change_count_by_more_than_half_only():
    rows = [*BASE, ("staff.pwp.wte", "more", "+ 20 %", "published")]
    assumed = {"staff.pwp.absence": "assumption"}
    few = ledger(*((p, o, v, assumed.get(p, s)) for p, o, v, s in rows))
    assert not assumptions.footing(few, "more").rests_on_assumptions  # one of three
    many = ledger(*rows, ("staff.pwp.turnover", "", "0.2", "assumption"), ("staff.pwp.vacant", "", "0.2", "assumption"))
    many.loc[many["path"] == "staff.pwp.absence", "status"] = "assumption"
    assert assumptions.footing(many, "more").rests_on_assumptions  # three of five


def test_it_is_said_with_names_values_and_how_many_more():
    rows = ledger(*BASE, ("divert.triage>app", "app_first", "0.5", "assumption"))
    rows.loc[rows["path"].str.startswith(("service.app", "route.app")), ["status", "low", "high"]] = [
        "assumption", "0.1", "0.9",
    ]  # fmt: skip
    text = "\n".join(assumptions.as_text(assumptions.rests(rows, ["app_first"])))
    assert text.startswith("This answer rests mainly on assumptions. 4 of the 12 numbers behind it are assumptions.")
    assert "app_first: All 4 numbers that its effect passes through are assumptions, first of all" in text
    assert "service.app.recovery.top = 0.45 (0.1 to 0.9)" in text
    assert "and 1 more" in text


def test_nothing_is_said_where_nothing_is_assumed():
    rows = ledger(*BASE, ("divert.triage>app", "app_first", "0.5", "published"))
    assert assumptions.as_text(assumptions.rests(rows, ["app_first"])) == []


def test_sections_add_up_to_the_whole():
    rows = ledger(*BASE, ("divert.triage>app", "app_first", "0.5", ""))
    sections = evidence.by_section(rows)
    assert sections["numbers"].sum() == evidence.count_evidence(rows).total == len(rows)
    assert sections["assumed"].sum() == evidence.count_evidence(rows).assumed == 1
    assert {"service.app", "staff.pwp", "need", "policy.app_first"} <= set(sections["section"])


@pytest.mark.parametrize("policy", ["more_staff", "longer_courses", "session_cap", "app_first"])
def test_every_shipped_policy_touches_something(town, policy):
    found = assumptions.footing(town.evidence([policy]), policy)
    assert found.decisive >= 3
    assert found.numbers["path"].iloc[0] in paths(town.evidence([policy]).query("policy != ''"))
