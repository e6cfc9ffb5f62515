"""Numbers and differences as people read them: no more digits than the interval supports, units in words.

A number never stands without its interval or the words that take its place, and the interval is called what it is:
chance only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from caseload import statistics

CHANCE_ONLY = "95 % interval, chance only"
ONE_HISTORY = "one possible history"
FEW = "few replications"
NOTHING = "–"


@dataclass(frozen=True)
class Unit:
    """How values of a unit are shown.

    Attributes:
        factor: shown value = value × factor.
        after: what follows a value.
        after_difference: what follows a difference.
        whole: a number of people or events, never shown with decimals.
    """

    factor: float = 1.0
    after: str = ""
    after_difference: str = ""
    whole: bool = False


_SHARE = Unit(100.0, " %", " percentage points")
_COUNTED = ("people", "episodes", "courses", "appointments", "contacts", "crises", "presentations", "changes")
_UNITS = {
    "share": _SHARE,
    "GBP": Unit(after=" GBP", after_difference=" GBP", whole=True),
    **dict.fromkeys(_COUNTED, Unit(whole=True)),  # what is counted stands in the name of the measure
    "hours a person": Unit(after=" hours", after_difference=" hours"),
    "contacts a person": Unit(after=" contacts", after_difference=" contacts"),
}


def unit_of(name: str) -> Unit:
    """The unit by the name in the ``unit`` column; an unknown one is shown by that name."""
    if name in _UNITS:
        return _UNITS[name]
    words = f" {name}" if name else ""
    return Unit(after=words, after_difference=words)


def plain_name(world: str) -> str:
    """The name of a world as a reader meets it.

    Examples:
        >>> plain_name("more_staff + app_first")
        'more staff + app first'
    """
    return world.replace("_", " ")


def number(value: float, places: int) -> str:
    """A number with thousands set apart and a true minus; negative places round to tens or hundreds.

    Examples:
        >>> print(number(-345.678, 1), number(345.678, -2), number(0.04, 1))
        −345.7 300 0.0
    """
    if not math.isfinite(value):
        return NOTHING
    rounded = round(value, places) + 0.0
    text = f"{abs(rounded):,.{max(places, 0)}f}".replace(",", "\u202f")
    return f"\u2212{text}" if rounded < 0 else text


def signed(value: float, places: int) -> str:
    """The same with a plus where it is positive."""
    text = number(value, places)
    return f"+{text}" if round(value, places) > 0 and math.isfinite(value) else text


def places_for(half_width: float, value: float, unit: Unit, *, few: bool = False) -> int:
    """Decimals for a value whose interval has this half-width, both as shown; without one, three figures."""
    if math.isfinite(half_width) and half_width > 0:
        places = statistics.decimals(half_width, few=few)
    elif value and math.isfinite(value):
        places = 2 - math.floor(math.log10(abs(value)))
    else:
        places = 0
    return min(places, 0 if unit.whole else 3)


def _places_off_zero(places: int, low: float, high: float) -> int:
    """One digit more where rounding would put an end of the interval on the zero that it does not reach."""
    return places + 1 if low * high > 0 and 0.0 in (round(low, places), round(high, places)) else places


def estimate(mean: float, low: float, high: float, unit_name: str, *, few: bool = False) -> str:
    """A value with half its interval and its unit, rounded as the interval allows.

    Without an interval (NaN) the value stands alone, with three figures: whoever shows it says that it is one possible
    history.

    Examples:
        >>> estimate(0.41234, 0.39234, 0.43234, "share"), estimate(4.31, 3.9, 4.72, "weeks")
        ('41.2 ± 2.0 %', '4.3 ± 0.4 weeks')
        >>> estimate(0.0, 0.0, 0.0, "people"), estimate(12.3, 12.1, 12.5, "people")
        ('0 ± 0', '12 ± 1')
    """
    unit = unit_of(unit_name)
    shown, half = mean * unit.factor, (high - low) / 2 * unit.factor
    if not math.isfinite(shown):
        return NOTHING
    places = places_for(half, shown, unit, few=few)
    if not math.isfinite(half):
        return number(shown, places) + unit.after
    if half > 0 and round(half, places) == 0.0:  # what is not certain must not look so
        half = 10.0**-places
    if half == 0:  # the same in every replication
        plain = number(shown, places)
        return f"{plain.rstrip('0').rstrip('.') if places > 0 else plain} ± 0{unit.after}"
    return f"{number(shown, places)} ± {number(half, places)}{unit.after}"


def difference(
    mean: float, low: float, high: float, words: str, unit_name: str, *, with_unit: bool = True, few: bool = False
) -> str:
    """A difference with its interval, or the words that take its place.

    Examples:
        >>> print(difference(-2.134, -2.42, -1.85, "", "weeks"))
        −2.13 weeks (−2.42 to −1.85)
        >>> print(difference(0.3, -0.2, 0.8, "no clear difference", "weeks"))
        no clear difference
    """
    if words:
        return words
    unit = unit_of(unit_name)
    mean, low, high = (x * unit.factor for x in (mean, low, high))
    places = _places_off_zero(places_for((high - low) / 2, mean, unit, few=few), low, high)
    after = unit.after_difference if with_unit else ""
    if low == high:
        return f"{signed(mean, places)}{after} (in every replication)"
    return f"{signed(mean, places)}{after} ({signed(low, places)} to {signed(high, places)})"


def sentence(
    label: str,
    baseline: str,
    now: str,
    mean: float,
    low: float,
    high: float,
    words: str,
    unit: str,
    *,
    few: bool = False,
) -> str:
    """What a difference says, as a sentence, its interval in brackets.

    ``label`` is a noun phrase such as "the mean wait of those seen", ``baseline`` and ``now`` are the values in both
    worlds as they are shown, the others as in :func:`difference`.
    """
    begin = label[:1].upper() + label[1:]
    if words == statistics.NO_CLEAR_DIFFERENCE:
        return f"{begin}: no clear difference."
    if words == statistics.NOT_TOUCHED:
        return f"{begin}: not touched."
    if words:
        return f"{begin}: {words}."
    shown = unit_of(unit)
    mean, low, high = (x * shown.factor for x in (mean, low, high))
    places = _places_off_zero(places_for((high - low) / 2, mean, shown, few=few), low, high)
    verb = "falls" if mean < 0 else "rises"
    near, far = sorted((abs(low), abs(high)))
    by = number(abs(mean), places) + shown.after_difference
    between = f"{number(near, places)} to {number(far, places)}"
    return f"{begin} {verb} by {by} ({between}), from {baseline} to {now}."


def replications_note(replications: int) -> str:
    """What has to be said about the number of replications; empty where there are enough."""
    if replications == 1:
        return f"{ONE_HISTORY}: another seed gives another; no interval can be given"
    if replications < statistics.FEW_REPLICATIONS:
        return f"{FEW} ({replications}): intervals are wide and themselves uncertain"
    return ""
