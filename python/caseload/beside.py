"""What must stand beside a measure, so that an average over some is never told without the others.

An average over those who were seen says nothing of those who left and those who still wait; one over finished courses
says nothing of the courses that did not finish. Every measure of the core's table is told apart here: it counts, it is
about all concerned, or it is about some and has others that stand beside it. A measure that is none of these is an
error, so that a new one cannot be shown before somebody has thought about it.
"""

from __future__ import annotations

import re

from caseload import _core

#: Units in which things are counted or added up: nobody is left out of a sum.
_COUNTED = frozenset(
    {
        *("people", "episodes", "courses", "appointments", "contacts", "crises", "presentations", "changes"),
        *("hours", "minutes a week", "person-weeks", "posts", "places", "GBP"),
    }
)

#: Means and shares over all concerned, by name; %: one of the families of waits (a list, ``path_``, ``second_``).
_OF_ALL = re.compile(
    r"(path_|second_)?(median_time_to_be_seen|within_\d+_weeks|left_within_\d+_weeks|curve_\w+)"
    r"|missed_share|drop_out_share|sessions_a_course|ended_\w+_share|finished_courses_share"
    r"|human_contact\w*_a_referral|represented_within_\d+_days|utilisation|occupancy|people_mean_shift"
)
_WAIT = re.compile(r"(?P<family>path_|second_|)(?P<who>seen|left|still)_wait_(?P<how>\w+)")
_OF_SEEN = re.compile(r"(?P<family>path_|second_|)(?P<within>within_\d+_weeks)_of_seen")
_OFFICIAL = re.compile(r"within_\d+_(weeks|days)_official")  # of finished courses

_OTHERS = {
    "weekly_seen_wait": ("weekly_still_wait", "weekly_left"),
    "weekly_still_wait": ("weekly_seen_wait", "weekly_left"),
    "sessions_a_finished_course": ("sessions_a_course",),
    "contacts_a_finished_course": ("finished_courses_share",),
    "recovery_rate": ("finished_courses_share",),
    "improvement_rate": ("finished_courses_share",),
    "deterioration_rate": ("finished_courses_share",),
    **{f"within_{days}_days_official": ("finished_courses_share",) for days in (28, 56, 90)},
}


def beside(measure: str) -> tuple[str, ...]:
    """The measures that must stand beside ``measure``; none where it leaves nobody out.

    Raises:
        KeyError: nobody has said yet whom the measure leaves out.

    Examples:
        >>> beside("path_seen_wait_mean")
        ('path_left_wait_mean', 'path_still_wait_mean')
        >>> beside("crises")
        ()
    """
    if measure in _OTHERS:
        return _OTHERS[measure]
    if found := _WAIT.fullmatch(measure):
        family, who, how = found.group("family", "who", "how")
        return tuple(f"{family}{other}_wait_{how}" for other in ("seen", "left", "still") if other != who)
    if found := _OF_SEEN.fullmatch(measure):
        return (found["family"] + found["within"],)
    if _OFFICIAL.fullmatch(measure):
        return ("path_within_6_weeks", "path_within_18_weeks", "finished_courses_share")
    if _OF_ALL.fullmatch(measure) or _unit_of(measure) in _COUNTED:
        return ()
    raise KeyError(measure)


def with_beside(measure: str) -> tuple[str, ...]:
    """A measure and those that must stand beside it, in the order in which they are told."""
    return (measure, *beside(measure))


def _unit_of(measure: str) -> str:
    return next((info.unit for info in _core.measures() if info.name == measure), "")
