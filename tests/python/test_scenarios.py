"""Shipped scenarios and policies: evidence that exists, arithmetic that can be redone, policies that fit everywhere."""

import csv
import datetime
import json
import tomllib
from pathlib import Path

import pytest

import caseload as cl
from caseload import _core
from caseload.scenario import library_folders

ROOT = Path(__file__).parents[2]
SCENARIOS = ["england/talking_therapies", "local/one_town"]
POLICIES = ["more_staff", "longer_courses", "session_cap", "app_first"]
STATUSES = {"published", "published-unchecked", "assumption"}

# England, 2022/23 and 2023/24: the annual reports' counts that the comments of the scenario compute with.
REFERRALS_2223, REFERRALS_2324 = 1_759_581, 1_829_202
MONTHS = {  # referrals; July 2022 to March 2023, April and May of 2023
    (2022, 7): 131_080, (2022, 8): 144_725, (2022, 9): 141_915, (2022, 10): 151_955, (2022, 11): 158_755,
    (2022, 12): 109_825, (2023, 1): 163_335, (2023, 2): 148_340, (2023, 3): 167_085, (2023, 4): 129_450,
    (2023, 5): 146_355,
}  # fmt: skip
FINANCIAL_YEAR = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]


def read(path: str) -> dict:
    return tomllib.loads((ROOT / "scenarios" / f"{path}.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def england() -> dict:
    return read("england/talking_therapies")


@pytest.fixture(scope="module")
def areas() -> list[dict[str, str]]:
    with (ROOT / "scenarios/england/areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weekdays(year: int, month: int) -> int:
    first = datetime.date(year, month, 1)
    days = (datetime.date(year + month // 12, month % 12 + 1, 1) - first).days
    return sum((first + datetime.timedelta(d)).weekday() < 5 for d in range(days))


def days_of_year_at_the_rate_of_the_start(year: int, growth: float, monthly: dict[int, float]) -> float:
    """A financial year's referrals over the rate of a day at the start, 1 April 2021 (weights scaled to mean 1)."""
    start, mean = datetime.date(2021, 4, 1), sum(monthly.values()) / 12
    day, total = datetime.date(year, 4, 1), 0.0
    while day < datetime.date(year + 1, 4, 1):
        if day.weekday() < 5:
            total += growth ** ((day - start).days / 365.25) * monthly[day.month] / mean * 7 / 5
        day += datetime.timedelta(1)
    return total


# ---- evidence


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_of_a_shipped_scenario_has_a_source_or_is_called_an_assumption(name):
    scenario = cl.load(name)
    scenario.check(strict=True, policies=POLICIES)  # raises where one has neither
    ledger = scenario.evidence(POLICIES)
    assert len(ledger) > 100
    stated = ledger[(ledger["status"] != "") | (ledger["source"] != "")]
    assert set(stated["status"]) <= STATUSES | {""}
    published = ledger[ledger["status"].isin(["published", "published-unchecked"])]
    assert (published["source"] != "").all()


@pytest.mark.parametrize("path", [*SCENARIOS, *(f"policies/{name}" for name in POLICIES)])
def test_every_source_cited_is_listed_and_every_source_listed_is_cited(path):
    def cited(value) -> set[str]:
        if isinstance(value, list):
            return {source for item in value for source in cited(item)}
        if not isinstance(value, dict):
            return set()
        own = {value["source"]} if isinstance(value.get("source"), str) else set()
        return own | {source for item in value.values() for source in cited(item)}

    document = read(path)
    listed = set(document.pop("sources"))
    words = json.dumps(document, default=str)
    assert cited(document) <= listed
    if path.startswith("policies/"):  # evidence in words cites publishers, not ids
        sources = read(path)["sources"]
        uncited = {s for s in listed - cited(document) if sources[s]["publisher"].split(" (")[0] not in words}
        assert not uncited
    else:
        assert listed == cited(document)


@pytest.mark.parametrize("path", [*SCENARIOS, *(f"policies/{name}" for name in POLICIES)])
def test_an_assumption_says_why(path):
    bare = []

    def walk(value, at: str, reason: bool) -> None:
        if isinstance(value, list):
            for item in value:
                walk(item, at, reason)
        if not isinstance(value, dict):
            return
        reason = reason or bool(value.get("note"))
        if value.get("status") == "assumption" and not reason:
            bare.append(at)
        for key, inner in value.items():
            walk(inner, f"{at}.{key}", reason)

    walk(read(path), "", False)
    assert bare == []


def test_the_ledger_of_a_policy_says_what_speaks_for_it_and_what_against():
    scenario = cl.load("local/one_town")
    for name in POLICIES:
        policy = scenario.policy(name)
        assert policy.question.endswith("?")
        assert len(policy.evidence) > 100
        assert len(policy.counter_evidence) > 100


# ---- England's referrals


def test_month_weights_are_the_referrals_of_a_month_over_its_weekdays(england):
    per_weekday = {month: n / weekdays(year, month) for (year, month), n in MONTHS.items()}
    per_weekday[6] = sum(MONTHS.values()) / sum(weekdays(*at) for at in MONTHS)  # 1 592 820 / 239
    expected = [round(per_weekday[month]) for month in FINANCIAL_YEAR]
    for source in england["referrals"].values():
        assert source["monthly"]["first"] == "april"
        assert source["monthly"]["values"] == expected


def test_the_rate_at_the_start_gives_the_referrals_of_2022_23_and_2023_24(england):
    values = england["referrals"]["gp"]["monthly"]["values"]
    monthly = dict(zip(FINANCIAL_YEAR, map(float, values), strict=True))
    growth = 1 + float(england["referrals"]["gp"]["growth"]["value"].removesuffix("% / year")) / 100
    a_year = sum(float(s["rate"]["value"].removesuffix("/ year")) for s in england["referrals"].values())
    for year, published in [(2022, REFERRALS_2223), (2023, REFERRALS_2324)]:
        model = a_year / 365.25 * days_of_year_at_the_rate_of_the_start(year, growth, monthly)
        assert model == pytest.approx(published, rel=2e-4)


# ---- areas


def test_there_are_42_areas_each_once(areas):
    assert len(areas) == 42
    assert len({a["ods_code"] for a in areas}) == 42
    assert list(cl.load("england/talking_therapies").areas) == [a["ods_code"] for a in areas]


def test_derived_columns_follow_from_the_published_ones(areas, england):
    """The arithmetic of scenarios/england/README.md, again."""

    def total(column: str) -> float:
        return sum(float(a[column]) for a in areas)

    no_reply = england["service"]["assessment"]["no_reply"]["chance"]["value"]
    moderate = england["route"]["assessment"]["need"]["moderate"]["seen"]
    accepted = 1 - moderate["signposted"]
    low = moderate["step2"] / accepted
    app_share = england["service"]["app"]["share"]["value"]
    for_assessments = england["service"]["assessment"]["share"]["value"] + app_share / 2
    posts = {role: england["staff"][role]["wte"]["value"] for role in ("pwp", "hit")}
    access_england = total("tt_accessed_jul22_may23") / total("tt_referrals_jul22_may23")
    finished_england = total("tt_finished_2022_23") / total("tt_referrals_2022_23")
    low_england = 257_602 / (257_602 + 257_808 + 122_310)  # 2023/24
    contacts_england = sum(_first_contacts(area) for area in areas)
    for area in areas:
        a = {column: float(v) for column, v in area.items() if column not in ("ods_code", "name")}
        access = a["tt_accessed_jul22_may23"] / a["tt_referrals_jul22_may23"]
        silent = max(0.0, 1 - (1 - no_reply) * access / access_england)
        assert a["no_reply"] == pytest.approx(silent, abs=1e-4)
        finished = a["tt_finished_2022_23"]
        taken_on = accepted * finished / a["tt_referrals_2022_23"] / finished_england * (1 - no_reply) / (1 - silent)
        assert 1 - a["signposted"] == pytest.approx(min(taken_on, 0.98), abs=2e-4)
        known = a["tt_low_only_2023_24"] + a["tt_both_2023_24"] + a["tt_high_only_2023_24"]
        relative = a["tt_low_only_2023_24"] / known / low_england
        area_low = low * relative
        for need, share in [("mild", 1 - (1 - area_low) ** 2), ("moderate", area_low), ("severe", area_low**2)]:
            assert a[f"{need}_step2"] == pytest.approx((1 - a["signposted"]) * share, abs=2e-4)
            assert a[f"{need}_step2"] + a[f"{need}_step3"] + a["signposted"] == pytest.approx(1, abs=1e-9)
        low_first = finished * 0.464 * relative
        assert a["step2_courses"] == pytest.approx(low_first, abs=1)
        assert a["step3_courses"] == pytest.approx(finished - low_first + 0.1945 * low_first, abs=2)
        assessments = for_assessments * _first_contacts(area) / contacts_england
        low_courses = (1 - for_assessments) * a["step2_courses"] / total("step2_courses")
        pwp_minutes = assessments + low_courses
        assert a["assessment_share"] == pytest.approx(assessments / pwp_minutes - app_share / 2, abs=2e-4)
        assert a["assessment_share"] + a["step2_share"] == pytest.approx(1 - app_share, abs=1e-9)
        practitioners = total("tt_finished_2022_23") * posts["pwp"] / sum(posts.values())
        assert a["pwp_posts"] == pytest.approx(practitioners * pwp_minutes, abs=2)
        assert a["pwp_posts"] + a["hit_posts"] == finished


def _first_contacts(area: dict[str, str]) -> float:
    of_eleven_months = float(area["tt_accessed_jul22_may23"]) / float(area["tt_referrals_jul22_may23"])
    return of_eleven_months * float(area["tt_referrals_2022_23"])


def test_an_area_has_its_share_of_finished_courses_of_all_staff(areas, england):
    posts = {role: england["staff"][role]["wte"]["value"] for role in ("pwp", "hit")}
    totals = {role: sum(float(a[f"{role}_posts"]) for a in areas) for role in posts}
    finished = sum(float(a["tt_finished_2022_23"]) for a in areas)
    for area in areas:
        staff = sum(posts[role] * float(area[f"{role}_posts"]) / totals[role] for role in posts)
        share = float(area["tt_finished_2022_23"]) / finished
        assert staff / sum(posts.values()) == pytest.approx(share, rel=0.005)


def test_areas_add_up_to_england(england):
    whole = cl.load("england/talking_therapies")
    joined = [sum(s.joined_a_week for s in _flows(whole, area)[0] if s.service == "assessment") for area in whole.areas]
    assert sum(joined) == pytest.approx(_joined(whole, "assessment"), rel=1e-6)


# ---- policies


def _flows(scenario: cl.Scenario, area: str = "", policies: tuple[str, ...] = (), week: float = 0.0):
    pathway = _core.examine_pathway(scenario.compile(list(policies), area), week=week)
    return pathway.services, pathway.flows


def _joined(scenario: cl.Scenario, service: str, policies: tuple[str, ...] = (), week: float = 0.0) -> float:
    services, _ = _flows(scenario, "", policies, week)
    return sum(s.joined_a_week for s in services if s.service == service)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_file_stands_alone(policy):
    info = _core.check_policy(f"policies/{policy}", folders=library_folders(), strict=True)
    assert info.name == policy


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_policy_fits_every_shipped_scenario_and_begins_after_a_year(name, policy):
    scenario = cl.load(name)
    for area in ["", *list(scenario.areas)[:2]]:
        changes = scenario.compile([policy], area).changes_at
        assert any(52 <= week < 54 for week in changes)  # a ramp takes its first step after a week


@pytest.mark.parametrize("name", SCENARIOS)
def test_nobody_enters_the_app_unless_a_policy_sends_them(name):
    scenario = cl.load(name)
    assert _joined(scenario, "app") == 0
    assert _joined(scenario, "app", week=100.0) == 0
    sent = _joined(scenario, "app", ("app_first",), week=100.0)
    assert sent == pytest.approx(_joined(scenario, "assessment", ("app_first",), week=100.0), rel=0.5)
    assert sent > 0


# ---- scenarios of the tests


EVIDENCE_KEYS = {"value", "low", "high", "varies", "status", "source", "note"}


def test_one_scenario_of_the_tests_has_every_key_of_the_format():
    schema = json.loads(_core.json_schema())
    documents = [
        tomllib.loads((ROOT / "tests/scenarios" / f"{name}.toml").read_text("utf-8"))
        for name in ("every_key", "every_key_daily")
    ]
    known: set[str] = set()
    used: set[str] = set()
    _keys(schema, schema, documents, "", known, used)
    # The exits of one need group are those of everyone.
    known = {key for key in known if not key.startswith("route.*.need.*.")}
    assert known - used == set()


def _keys(schema: dict, node: dict, here: list, at: str, known: set[str], used: set[str]) -> None:
    """Collect the keys a schema knows, and those the tables found in its place have. What has a definition of its own
    (a distribution, shares with delays) is one thing wherever it stands; evidence is left out."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        at = "#distribution" if name.startswith("distribution_of") else f"#{name}"
        node = schema["$defs"][name]
    for alternatives in ("anyOf", "oneOf", "allOf"):
        for inner in node.get(alternatives, []):
            _keys(schema, inner, here, at, known, used)
    if isinstance(node.get("items"), dict):
        _keys(schema, node["items"], [i for h in here if isinstance(h, list) for i in h], at, known, used)
    tables = [h for h in here if isinstance(h, dict)]
    for key, inner in node.get("properties", {}).items():
        if key in EVIDENCE_KEYS:
            continue
        path = f"{at}.{key}" if at else key
        known.add(path)
        below = [t[key] for t in tables if key in t]
        if below:
            used.add(path)
        _keys(schema, inner, below, path, known, used)
    names = node.get("additionalProperties")
    if isinstance(names, dict):
        below = [v for t in tables for k, v in t.items() if k not in node.get("properties", {})]
        known.add(f"{at}.*")
        if below:
            used.add(f"{at}.*")
        _keys(schema, names, below, f"{at}.*", known, used)
