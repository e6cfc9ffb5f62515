"""The event log holds what the measures are made of: all of them are worked out anew from it and are equal."""

import io
import math
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import caseload as cl
from recompute import WEEK, About, Recomputed, people_counts

ROOT = Path(__file__).parents[2]
EXITS = ("seen", "completed", "early", "dropped_out", "left", "no_reply", "balked", "better", "moved")
COURSES = ("course", "group", "digital")


@pytest.fixture(scope="module")
def worlds() -> cl.Comparison:
    # The log is that of the first replication.
    return cl.compare(cl.load("local/one_town"), ["more_staff"], replications=2, seed=3, log=True, progress=False)


@pytest.fixture(scope="module")
def about(worlds: cl.Comparison) -> About:
    """From the file itself, for the log does not tell it."""
    file = tomllib.loads((ROOT / "scenarios" / "local" / "one_town.toml").read_text(encoding="utf-8"))
    scenario = file["scenario"]
    start = pd.Timestamp(scenario["start"])
    # The file says "3 years" and reports from the start, for it does not begin empty.
    assert scenario["length"] == "3 years"
    assert not {"warm_up", "report_from"} & scenario.keys()
    length = (start + pd.DateOffset(years=3) - start).days
    services = file["service"]
    change = {
        key: {n: next(iter(t)) for n, need in file["need"].items() if (t := need.get(key))}
        for key in ("worsens_to", "improves_to")
    }
    return About(
        window=(0, length),
        length=length,
        kinds={name: s["kind"] for name, s in services.items()},
        entries=frozenset(r["to"] for r in file["referrals"].values()),
        unlisted=frozenset(
            n for n, s in services.items() if s["kind"] == "crisis" or not {"staff", "places"} & s.keys()
        ),
        **change,
    )


@pytest.fixture(scope="module")
def logs(worlds: cl.Comparison, about: About) -> dict[str, Recomputed]:
    return {
        world: Recomputed(pd.read_csv(io.StringIO(text), dtype={"entity_id": str}), about)
        for world, text in worlds.logs.items()
    }


def expected_rows(r: Recomputed, about: About, need: str) -> dict[tuple[str, str], float]:
    """Every row of one need group ("" for everybody), by measure and service."""
    found: dict[tuple[str, str], float] = {}
    days = about.window[1] - about.window[0]

    def ratio(a: float, b: float) -> float:
        return a / b if b > 0 else math.nan

    def count(fact: str, service: str = "") -> int:
        return r.count(fact, service, need)

    for service, kind in about.kinds.items():
        row = {}
        if service not in about.unlisted:
            row |= r.spell_values(service, need)
            row["joined"] = count("joined", service)
            row |= {
                f"left_{name}": count(f"left.{exit_}", service)
                for name, exit_ in (
                    ("reneged", "left"),
                    ("no_reply", "no_reply"),
                    ("balked", "balked"),
                    ("better", "better"),
                    ("moved", "moved"),
                )
            }
            row["list_at_end"] = r.list_size(service, r.b, need)
            row["booked_at_end"] = r.booked(service, need)
            row["waiting_at_end"] = row["list_at_end"] - row["booked_at_end"]
            row["list_mean"] = r.list_days(service, need) / days
            row["list_burden"] = r.list_days(service, need) / 7
            row["first_appointments_offered"] = count("offered", service)
            row["first_appointments_rebooked"] = count("rebooked", service)
            row["mid_course_returns"] = count("joined_mid_course", service)
        if kind == "crisis":
            row["presentations_answered"] = count("answered", service)
        row["starts"] = count("started", service)
        row["in_treatment_at_end"] = r.in_service(service, need)
        row["in_treatment_mean"] = r.in_days(service, need) / days
        exits = {e: count(f"ended.{e}", service) for e in EXITS}
        ended = sum(exits.values())
        row["visits_ended"] = ended
        row |= {end: count(end, service) for end in ("signposted", "rejected")}
        if kind not in ("stay", "crisis"):
            told = {a: count(a, service) for a in ("attended", "missed", "cancelled", "by_service")}
            row["appointments_attended"], row["appointments_missed"] = told["attended"], told["missed"]
            row["appointments_cancelled"] = told["cancelled"]
            row["appointments_cancelled_by_service"] = told["by_service"]
            row["missed_share"] = ratio(told["missed"], sum(told.values()))
            row["contact_hours"] = r.amount("seconds", service, need) / 3600
            row["finished_courses_begun_here"] = count("begun_here", service)
            row["finished_courses_ended_here"] = count("ended_here", service)
            contacts = r.amount("contacts_ended_here", service, need)
            row["contacts_a_finished_course"] = ratio(contacts, row["finished_courses_ended_here"])
        if kind in COURSES:
            row["courses_completed"], row["courses_ended_early"] = exits["completed"], exits["early"]
            row["drop_outs"], row["drop_out_share"] = exits["dropped_out"], ratio(exits["dropped_out"], ended)
            row["sessions_a_course"] = ratio(r.amount("dose", service, need), ended)
            row["sessions_a_finished_course"] = ratio(
                r.amount("finished_dose", service, need), exits["completed"] + exits["early"]
            )
            row["expected_drop_outs"] = r.amount("expected.drop_outs", service, need)
            row["expected_recoveries"] = r.amount("expected.recoveries", service, need)
            for measure, outcome in (
                ("recoveries", "recovered"),
                ("improvements", "improved"),
                ("unchanged", "unchanged"),
                ("deteriorations", "deteriorated"),
            ):
                row[measure] = count(f"outcome.{outcome}", service)
        found |= {(measure, service): value for measure, value in row.items()}

    totals: dict[str, float] = defaultdict(float)
    for (measure, _), value in found.items():
        totals[measure] += value
    summed = (
        "joined",
        "left_reneged",
        "left_no_reply",
        "left_balked",
        "left_better",
        "left_moved",
        "list_at_end",
        "waiting_at_end",
        "booked_at_end",
        "list_mean",
        "list_burden",
        "first_appointments_offered",
        "first_appointments_rebooked",
        "mid_course_returns",
        "starts",
        "in_treatment_at_end",
        "in_treatment_mean",
        "appointments_attended",
        "appointments_missed",
        "appointments_cancelled",
        "appointments_cancelled_by_service",
        "contact_hours",
        "finished_courses_begun_here",
        "finished_courses_ended_here",
        "visits_ended",
        "courses_completed",
        "courses_ended_early",
        "drop_outs",
        "expected_drop_outs",
        "recoveries",
        "expected_recoveries",
        "improvements",
        "unchanged",
        "deteriorations",
        "presentations_answered",
        "signposted",
        "rejected",
    )
    found |= {(measure, ""): totals[measure] for measure in summed}
    told = sum(value for measure, value in totals.items() if measure.startswith("appointments_"))
    courses = [s for s, kind in about.kinds.items() if kind in COURSES]
    ended = sum(found["visits_ended", s] for s in courses)
    finished = totals["courses_completed"] + totals["courses_ended_early"]
    contacts = sum(r.amount("contacts_ended_here", s, need) for s in about.kinds)
    found["contacts_a_finished_course", ""] = ratio(contacts, totals["finished_courses_ended_here"])
    found["missed_share", ""] = ratio(totals["appointments_missed"], told)
    found["drop_out_share", ""] = ratio(totals["drop_outs"], ended)
    found["sessions_a_course", ""] = ratio(sum(r.amount("dose", s, need) for s in courses), ended)
    found["sessions_a_finished_course", ""] = ratio(sum(r.amount("finished_dose", s, need) for s in courses), finished)

    for family in ("path", "second"):
        found |= {(f"{family}_{m}", ""): v for m, v in r.spell_values(family, need).items()}
    referred = count("appeared") - count("initial")
    ended, finished = count("episode_ended"), count("ended_with_2")
    seconds = sum(r.amount("seconds", s, need) for s in about.kinds)
    people = {
        "referrals": referred,
        "returns": count("episode") - count("appeared"),
        "episodes_ended": ended,
        "ended_without_contact": count("ended_with_0"),
        "ended_after_one_contact": count("ended_with_1"),
        "finished_courses": finished,
        "ended_without_contact_share": ratio(count("ended_with_0"), ended),
        "ended_after_one_contact_share": ratio(count("ended_with_1"), ended),
        "finished_courses_share": ratio(finished, ended),
        "finished_below_threshold": count("below"),
        "recovery_rate": ratio(count("finished_recovered"), finished - count("below")),
        "improvement_rate": ratio(count("finished_improved"), finished),
        "deterioration_rate": ratio(count("finished_deteriorated"), finished),
        "within_28_days_official": ratio(count("timed_28"), count("timed")),
        "within_6_weeks_official": ratio(count("timed_42"), count("timed")),
        "within_56_days_official": ratio(count("timed_56"), count("timed")),
        "within_90_days_official": ratio(count("timed_90"), count("timed")),
        "within_18_weeks_official": ratio(count("timed_126"), count("timed")),
        "digital_only_endings": count("digital_only"),
        "human_contacts": count("contact"),
        "digital_contacts": sum(count("attended", s) for s, k in about.kinds.items() if k == "digital"),
        "human_contact_hours": seconds / 3600,
        "human_contact_hours_a_referral": ratio(seconds / 3600, referred),
        "human_contacts_a_referral": ratio(count("contact"), referred),
        "crises": count("crisis"),
        "expected_crises": r.amount("expected.crises", "", need),
        "presentations": count("recorded"),
        "unmet_crises": count("unmet"),
        "represented_within_30_days": ratio(r.amount("represented_30", "", need), r.amount("followed_30", "", need)),
        "represented_within_90_days": ratio(r.amount("represented_90", "", need), r.amount("followed_90", "", need)),
        "worsened": count("worsened"),
        "bettered": count("bettered"),
        "relapses": count("relapsed"),
        "in_services_at_end": totals["list_at_end"] + totals["in_treatment_at_end"],
    }
    in_episode = r.ever("episode", "", need) - r.ever("episode_ended", "", need)
    people["on_the_way_at_end"] = in_episode - people["in_services_at_end"]
    people["away_at_end"] = r.ever("appeared", "", need) - in_episode
    found |= {(measure, ""): value for measure, value in people.items()}
    return found


@pytest.mark.parametrize("world", ["baseline", "more_staff"])
def test_every_measure_is_what_the_log_says(
    worlds: cl.Comparison, logs: dict[str, Recomputed], about: About, world: str
) -> None:
    rows = worlds.measures[(worlds.measures.policy == world) & (worlds.measures.replication == 1)]
    rows = rows.astype({"measure": str, "service": str, "need": str})
    checked: set[str] = set()
    for need in ["", *sorted({str(n) for n in rows.need} - {""})]:
        told = {
            (m, s): v for m, s, n, v in zip(rows.measure, rows.service, rows.need, rows.value, strict=True) if n == need
        }
        worked_out = expected_rows(logs[world], about, need)
        for key, value in told.items():
            measure, service = key
            if service.startswith("staff.") or measure.startswith("people_") or measure == "cost":
                continue
            assert value == pytest.approx(worked_out[key], rel=1e-9, abs=1e-9, nan_ok=True), (key, need)
            checked.add(measure)
    for service in {s for s in rows.service if s.startswith("staff.")}:
        levels = {m: logs[world].mean_level(service, m) for m in ("minutes_in_force", "minutes_held", "posts_vacant")}
        levels["utilisation"] = levels["minutes_held"] / levels["minutes_in_force"]
        for measure, value in levels.items():
            told_level = rows[(rows.service == service) & (rows.measure == measure)].value.item()
            assert told_level == pytest.approx(value, rel=1e-4, abs=1e-4)
            checked.add(measure)
    # Prices are not in the log, and this town has no places.
    left = {str(m) for m in rows.measure if not str(m).startswith("people_")} - checked
    assert left <= {"cost", "places_in_force", "places_held", "occupancy"}


@pytest.mark.parametrize("world", ["baseline", "more_staff"])
def test_every_curve_is_what_the_log_says(
    worlds: cl.Comparison, logs: dict[str, Recomputed], about: About, world: str
) -> None:
    # Curves are of all replications together, so of a run that has only one.
    policies = [] if world == "baseline" else [world]
    alone = cl.run(cl.load("local/one_town"), policies=policies, replications=1, seed=3, log=True, progress=False)
    assert list(alone.logs.values()) == [worlds.logs[world]]
    curves = alone.curves.astype({"measure": str, "service": str, "need": str})
    lists = [(s, "") for s in about.kinds if s not in about.unlisted]
    compared = 0
    for name, prefix in [*lists, ("path", "path_"), ("second", "second_")]:
        for need in sorted(set(curves.need)):
            mine = logs[world].curve(name, need)
            for column in mine.columns:
                measure, service = f"{prefix}curve_{column}", "" if prefix else name
                theirs = curves[(curves.measure == measure) & (curves.service == service) & (curves.need == need)]
                np.testing.assert_allclose(theirs.value.to_numpy(), mine[column].to_numpy(), rtol=0, atol=1e-12)
                compared += len(theirs)
    assert compared == len(curves)


@pytest.mark.parametrize("world", ["baseline", "more_staff"])
def test_weekly_series_are_what_the_log_says(
    worlds: cl.Comparison, logs: dict[str, Recomputed], about: About, world: str
) -> None:
    series = worlds.series[(worlds.series.policy == world) & (worlds.series.replication == 1)].astype(
        {"measure": str, "service": str}
    )
    flows = {"weekly_joined": "joined", "weekly_attended": "attended"}
    for service in about.kinds:
        sizes = series[(series.measure == "list_size") & (series.service == service)]
        assert [logs[world].list_size(service, (w + 1) * WEEK) for w in sizes.week] == list(sizes.value)
        for measure, fact in flows.items():
            by_week = Counter(t // WEEK for t, _ in logs[world].events[fact, service])
            told = series[(series.measure == measure) & (series.service == service)]
            assert [by_week[w] for w in told.week] == list(told.value)


def test_people_better_and_worse_off_are_what_the_logs_say(worlds: cl.Comparison, logs: dict[str, Recomputed]) -> None:
    rows = worlds.people_rows[worlds.people_rows.replication == 1].astype({"measure": str, "need": str})
    for need in sorted(set(rows.need)):
        counts = people_counts(logs["baseline"], logs["more_staff"], need)
        told = rows[rows.need == need]
        for measure, value in zip(told.measure, told.value, strict=True):
            assert value == pytest.approx(counts.get(measure, 0), rel=1e-9), (measure, need)


def test_the_log_is_one_that_vidigi_can_draw(worlds: cl.Comparison) -> None:
    log = pd.read_csv(io.StringIO(worlds.logs["baseline"]), dtype={"entity_id": str})
    assert list(log.columns)[:6] == ["entity_id", "pathway", "event_type", "event", "time", "resource_id"]
    ends = log[log.event_type == "arrival_departure"]
    assert set(ends.event) == {"arrival", "depart"}
    assert not ends.duplicated(["entity_id", "event"]).any()
    assert log.time.is_monotonic_increasing
    uses = log[log.event_type.isin(["resource_use", "resource_use_end"])]
    assert uses.resource_id.notna().all()
    assert (uses.resource_id == uses.resource_id.round()).all()
