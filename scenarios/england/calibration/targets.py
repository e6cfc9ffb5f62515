"""What was published of England for 2022/23, what the model says in its place, and how near is near enough.

Everything of one year, 2022/23; every share over what it was published over. A scale is how far the model may lie
from a figure before that counts as a miss of one: what rounding, months that are missing and differences of
definition leave open, never less than chance leaves in the fit.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseload import Found, Target, UsageError

HERE = Path(__file__).parent
#: Minutes of an appointment, as in the scenario; held in the fit.
MINUTES = {"assessment": 45, "step2": 30, "step3": 55}


@dataclass(frozen=True)
class Figure:
    """One published figure with its arithmetic and source."""

    value: float
    status: str
    arithmetic: str
    source: str


def published(year: str) -> dict[str, Figure]:
    """The figures of a year by name."""
    with (HERE / "published.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == year]
    return {r["figure"]: Figure(float(r["value"]), r["status"], r["arithmetic"], r["source"]) for r in rows}


def of_referrals(measure: str) -> Callable[[Found], float]:
    """A flow over the referrals of the same year."""
    return lambda found: found(measure) / found("referrals")


def low_only(found: Found) -> float:
    """Finished courses whose last contact was of low intensity; nobody steps down in the model."""
    return found("finished_courses_ended_here", service="step2") / found("finished_courses")


def booked_hours(found: Found) -> float:
    """Hours of appointments attended or missed; those cancelled in time are not counted."""
    return sum(
        (found("appointments_attended", service=s) + found("appointments_missed", service=s)) * minutes / 60
        for s, minutes in MINUTES.items()
    )


def stepped_up(found: Found) -> float:
    """Finished courses that began with low intensity and ended with high, over those that began with low."""
    began = found("finished_courses_begun_here", service="step2")
    return (began - found("finished_courses_ended_here", service="step2")) / began


def or_never(found: Found, measure: str) -> float | None:
    """A time by which half have come; None where half never come."""
    try:
        return found(measure)
    except UsageError:
        return None


#: Figure, words, scale, and what the model says. In the order of the page.
MEASURES = [
    ("no_contact", "ended without a treatment contact, of referrals ended", 0.005, "ended_without_contact_share"),
    ("one_contact", "ended after exactly one, of referrals ended", 0.005, "ended_after_one_contact_share"),
    ("ended_a_referral", "referrals ended, of referrals received", 0.01, of_referrals("episodes_ended")),
    ("first_contacts_a_referral", "first contacts, of referrals received", 0.005, of_referrals("path_seen")),
    ("finished_a_referral", "finished courses, of referrals received", 0.004, of_referrals("finished_courses")),
    ("low_only", "low intensity only, of finished courses", 0.005, low_only),
    ("contacts_low_only", "contacts a finished course, low intensity only", 0.1,
     lambda found: found("contacts_a_finished_course", service="step2")),
    ("contacts_high", "contacts a finished course, with high intensity", 0.1,
     lambda found: found("contacts_a_finished_course", service="step3")),
    ("contacts_a_referral", "attended contacts, a referral received", 0.1, of_referrals("human_contacts")),
    ("booked_hours_a_referral", "hours attended or missed, a referral received", 0.15,
     lambda found: booked_hours(found) / found("referrals")),
    ("within_28_days", "first contact within 28 days, of finished courses", 0.01, "within_28_days_official"),
    ("within_42_days", "… within 42 days (6 weeks)", 0.01, "within_6_weeks_official"),
    ("within_56_days", "… within 56 days", 0.005, "within_56_days_official"),
    ("within_90_days", "… within 90 days", 0.005, "within_90_days_official"),
    ("within_126_days", "… within 126 days (18 weeks)", 0.003, "within_18_weeks_official"),
    ("recovery", "recovery, of finished courses not below the threshold", 0.005, "recovery_rate"),
    ("improvement", "reliable improvement, of finished courses", 0.005, "improvement_rate"),
    ("deterioration", "reliable deterioration, of finished courses", 0.002, "deterioration_rate"),
]  # fmt: skip


def targets() -> list[Target]:
    """Of 2022/23, for :func:`caseload.fit`."""
    figures = published("2022/23")
    return [
        Target(
            name=words, value=figures[figure].value, scale=scale, measure=measure,
            source=figures[figure].source, note=figures[figure].arithmetic,
        )
        for figure, words, scale, measure in MEASURES
    ]  # fmt: skip


def said(found: Found) -> dict[str, float | None]:
    """What the model says in the place of each figure, by its name, and of a few that are not fitted."""
    values = {figure: measure(found) if callable(measure) else found(measure) for figure, _, _, measure in MEASURES}
    return values | {
        "referrals": found("referrals"),
        "first_contacts": found("path_seen"),
        "finished": found("finished_courses"),
        "two_or_more": found("finished_courses_share"),
        "contacts_all": found("contacts_a_finished_course"),
        "step_up": stepped_up(found),
        "missed": found("missed_share"),
        "second_of_seen": found("second_seen_wait_mean"),
        "second_median": or_never(found, "second_median_time_to_be_seen"),
        "second_within_6_weeks": found("second_within_6_weeks"),
        "second_within_18_weeks": found("second_within_18_weeks"),
        "second_of_left": found("second_left_wait_mean"),
        "second_still": found("second_still_wait_mean"),
        "path_of_seen": found("path_seen_wait_mean"),
        "path_of_left": found("path_left_wait_mean"),
        "path_within_6_weeks": found("path_within_6_weeks"),
        "list_assessment": found("seen_wait_mean", service="assessment"),
        "list_step2": found("seen_wait_mean", service="step2"),
        "list_step3": found("seen_wait_mean", service="step3"),
    }
