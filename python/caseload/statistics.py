"""Means, paired differences and their intervals, over replications.

Everything here is about chance only: how far another set of replications of the same scenario would lie. How far the
scenario itself may be wrong is another question and needs other worlds.

Source of the rules: docs/model.md, section 12. An interval is ``mean ± t(0.975, n−1) · s / √n`` over the replications
that have a value; a replication with an empty denominator is left out and counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Array = NDArray[np.float64]

CONFIDENCE = 0.95
FEW_REPLICATIONS = 10
#: A count of people is shown as a number only where its interval lies above this many times the floor.
FLOOR_FACTOR = 3.0

NOT_TOUCHED = "not touched"
NO_CLEAR_DIFFERENCE = "no clear difference"
NO_MORE_THAN_CHANCE = "no more than chance"
TOO_FEW = "too few replications with a value"


@dataclass(frozen=True)
class Estimates:
    """One estimate a row.

    Attributes:
        mean, low, high: float, NaN where there is nothing to say (no value; fewer than two for an interval).
        used: how many replications have a value.
        left_out: how many do not.
    """

    mean: Array
    low: Array
    high: Array
    used: NDArray[np.int64]
    left_out: NDArray[np.int64]


@dataclass(frozen=True)
class Differences:
    """One paired difference a row.

    Attributes:
        baseline, value: means over the replications in which both worlds have a value.
        difference: of value and baseline, with its interval.
        words: what to say in place of the number, or ``""`` where the number may be said.
    """

    baseline: Array
    value: Array
    difference: Estimates
    words: list[str]


def estimate(values: Array) -> Estimates:
    """Mean and 95 % interval of each row of ``values`` (rows × replications; NaN = no value).

    Examples:
        >>> import numpy as np
        >>> e = estimate(np.array([[1.0, 2.0, 3.0]]))
        >>> round(float(e.low[0]), 3), round(float(e.high[0]), 3)
        (-0.484, 4.484)
    """
    present = ~np.isnan(values)
    used = present.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, values, 0.0).sum(axis=1) / used
        squares = np.where(present, values - mean[:, None], 0.0) ** 2
        spread = np.sqrt(squares.sum(axis=1) / (used - 1))
        half = np.where(used > 1, stdtrit(np.maximum(used - 1, 1), 0.5 + CONFIDENCE / 2), np.nan)
        half = half * spread / np.sqrt(used)
    # Equal values have no spread; the mean's last bit must not invent one.
    same = (used > 1) & _all_equal(values, present)
    first = np.take_along_axis(values, present.argmax(axis=1)[:, None], axis=1)[:, 0]
    mean = np.where(same, first, mean)
    half = np.where(same, 0.0, half)
    return Estimates(mean, mean - half, mean + half, used, values.shape[1] - used)


def paired(baseline: Array, value: Array) -> Differences:
    """Paired differences ``value − baseline`` of each row (rows × replications; column k is the same luck in both)."""
    both = ~(np.isnan(baseline) | np.isnan(value))
    kept_baseline = np.where(both, baseline, np.nan)
    kept_value = np.where(both, value, np.nan)
    difference = estimate(kept_value - kept_baseline)
    exact = both.any(axis=1) & (np.where(both, value - baseline, 0.0) == 0.0).all(axis=1)
    words = [
        _words(d, low, high, bool(e))
        for d, low, high, e in zip(difference.mean, difference.low, difference.high, exact, strict=True)
    ]
    return Differences(estimate(kept_baseline).mean, estimate(kept_value).mean, difference, words)


def above_floor(low: float, floor: float) -> bool:
    """Whether a count of people may be shown as a number: its interval lies above three times the floor."""
    return bool(low > FLOOR_FACTOR * floor)


def decimals(half_width: float, *, few: bool = False) -> int:
    """How many decimals an estimate with this half-width supports; negative means rounding to tens or hundreds.

    Two figures of the half-width if they are below 36, else one: the rule by which the Particle Data Group rounds. Of
    ``few`` replications always one: the half-width is itself a guess, with a standard error of 24 % of it at ten
    replications and 71 % at two (1 / √(2 (n − 1))).

    Examples:
        >>> decimals(24.6), decimals(0.31), decimals(0.062), decimals(480.0)
        (0, 2, 2, -2)
        >>> decimals(24.6, few=True), decimals(0.31, few=True)
        (-1, 1)
    """
    if not math.isfinite(half_width) or half_width <= 0:
        return 0
    power = math.floor(math.log10(half_width))
    leading = half_width / 10.0**power
    return -power + (1 if leading < 3.55 and not few else 0)


def _all_equal(values: Array, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
    low = np.where(present, values, np.inf).min(axis=1)
    high = np.where(present, values, -np.inf).max(axis=1)
    return np.asarray(low == high)


def _words(difference: float, low: float, high: float, exactly_zero: bool) -> str:
    if math.isnan(low):
        return TOO_FEW
    if exactly_zero:
        return NOT_TOUCHED
    if low <= 0.0 <= high:
        return NO_CLEAR_DIFFERENCE
    return "" if math.isfinite(difference) else TOO_FEW
