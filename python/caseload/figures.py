"""The frames that the figures draw: how visits ended, what became of people, weekly means, differences as shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from caseload import statistics, wording
from caseload.errors import UsageError
from caseload.results import matrix
from caseload.rows import area_of, by, in_table, of_everybody

if TYPE_CHECKING:
    from caseload.results import Results

_SERIES = {
    "list_size": "people on the list",
    "in_treatment": "people in treatment",
    "weekly_still_wait": "weeks so far, still waiting",
    "weekly_seen_wait": "weeks waited, those seen",
    "weekly_left": "people leaving unseen",
}

#: How a visit ends, in words and in the order of the figure: whichever of the measures a service has.
_EXITS = (
    (("courses_completed", "seen"), "seen, or completed"),
    (("courses_ended_early",), "ended early, by agreement"),
    (("drop_outs",), "dropped out"),
    (("left_reneged",), "gave up waiting"),
    (("left_no_reply",), "no reply to the letter"),
    (("left_balked",), "turned away by the wait"),
    (("left_better",), "recovered while waiting"),
    (("left_moved",), "moved by a crisis"),
    (("list_at_end",), "still on the list at the end"),
    (("in_treatment_at_end",), "still in treatment at the end"),
)

CURVE_NOTE = (
    "All who were referred, by what had become of them so many weeks later. Leaving and being seen compete: those who "
    "leave are not counted as if they would have been seen (Aalen and Johansen's estimate). A curve ends where "
    "nobody is left to tell."
)


MARKS_NOTE = (
    f"The bars at weeks 6 and 18 are the {wording.CHANCE_ONLY}, of the share seen by then; where none is to be seen it "
    "is narrower than a line."
)


def exits(results: Results, *, area: str | None = None) -> pd.DataFrame:
    """How visits ended in the window: ``service, policy, exit, value, low, high, used, left_out, unit, order``.

    Values are means over replications with their intervals.
    """
    frame = of_everybody(results.estimates, area_of(results, area))
    found = by(frame[frame["service"] != ""], "service", "policy", "measure")
    rows = []
    for service in dict.fromkeys(name for name, _, _ in found):
        for world in results.worlds:
            for order, (measures, exit_) in enumerate(_EXITS):
                row = next((found[service, world, m] for m in measures if (service, world, m) in found), None)
                if row:
                    kept = {key: row[key] for key in ("low", "high", "used", "left_out")}
                    named = {"service": service, "policy": world, "exit": exit_, "value": row["mean"], "unit": "people"}
                    rows.append({**named, **kept, "order": order})
    columns = ["service", "policy", "exit", "value", "low", "high", "used", "left_out", "unit", "order"]
    table = pd.DataFrame(rows, columns=columns)
    used = table.groupby("service")["value"].transform("sum") > 0
    table = table[used & ~table["service"].str.startswith("staff.")]
    return table[table.groupby("exit")["value"].transform("sum") > 0].reset_index(drop=True)


def curve(results: Results, *, service: str = "", need: str = "") -> pd.DataFrame:
    """What has become of people by day: ``policy, day, end, value, order``; a week's step between days.

    Args:
        results: of a run.
        service: a list; ``""`` is the whole path, from referral to first human contact.
        need: people of this first need; ``""`` is everybody.

    Raises:
        UsageError: there is no such curve.
    """
    prefix = "curve_" if service else "path_curve_"
    frame = results.curves
    frame = frame[(frame["service"] == service) & (frame["need"] == need)]
    parts = []
    for order, (name, end) in enumerate(_ENDS.items()):
        chosen = frame.loc[frame["measure"] == prefix + name, ["policy", "day", "value"]]
        parts.append(chosen.assign(policy=chosen["policy"].astype(str), end=end, order=order))
    found = pd.concat(parts, ignore_index=True)
    if found.empty:
        raise UsageError(f"no curve of service {service!r} and need {need!r}")
    last = int(found["day"].max())
    step = max(1, last // _CURVE_POINTS)
    drawn = found[found["day"] % step == 0]
    return pd.concat([drawn, _settled(drawn, last)], ignore_index=True)


_ENDS = {"seen": "seen", "left": "left unseen", "moved": "moved", "waiting": "still waiting"}
_CURVE_POINTS = 150
_SETTLED = 1e-3  # fewer than an eye can see


def _settled(curves: pd.DataFrame, last: int) -> pd.DataFrame:
    """Where next to nobody waits any more, curves are drawn on to the end; others end where the data end."""
    final = curves.loc[curves.groupby(["policy", "end"], sort=False)["day"].idxmax()]
    nobody = final.loc[(final["end"] == "still waiting") & (final["value"] < _SETTLED), "policy"]
    short = final["policy"].isin(nobody) & (
        final["day"] < last
    )  # whoever has the last day already must not stack twice
    return final[short].assign(day=last)


def seen_by(results: Results, *, service: str = "", need: str = "") -> pd.DataFrame:
    """Of all referred (or of all who join a list) those seen by weeks 6 and 18: ``policy, week, value, low, high``.

    These are means over replications with their intervals, to stand on the curves, which have none.
    """
    frame = results.estimates
    frame = frame[(frame["area"] == area_of(results)) & (frame["stratum"] == "")]
    frame = frame[(frame["service"] == service) & (frame["need"] == need)]
    prefix = "" if service else "path_"
    parts = [frame[frame["measure"] == f"{prefix}within_{week}_weeks"].assign(week=week) for week in _MARKED_WEEKS]
    marks = pd.concat(parts, ignore_index=True).rename(columns={"mean": "value"})
    return marks[["policy", "week", "value", "low", "high"]].dropna().reset_index(drop=True)


_MARKED_WEEKS = (6, 18)


def weekly_means(weekly: pd.DataFrame) -> pd.DataFrame:
    """Means over replications of a weekly series, with their intervals: ``policy, week, value, low, high``."""
    values, index = matrix(weekly, ["policy", "week"], "value")
    found = statistics.estimate(values)
    return index.assign(value=found.mean, low=found.low, high=found.high)


def longest_lists(results: Results, number: int) -> list[str]:
    """The services with the longest lists in the baseline, at most ``number`` of them."""
    frame = results.estimates
    chosen = frame[
        (frame["measure"] == "list_mean")
        & (frame["policy"] == results.worlds[0])
        & (frame["area"] == area_of(results))
        & (frame["service"] != "")
        & (frame["need"] == "")
        & (frame["stratum"] == "")
        & (frame["mean"] > 0)
    ]
    return [str(service) for service in chosen.sort_values("mean", ascending=False, kind="stable")["service"][:number]]


def series_title(measure: str, service: str) -> str:
    """What stands beside the axis of a weekly series."""
    title = _SERIES.get(measure, measure.removeprefix("weekly_").replace("_", " "))
    return f"{title}, {service}" if service else title


def scaled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with differences as they are shown: shares in percentage points."""
    factor = np.array([wording.unit_of(str(unit)).factor for unit in rows["unit"]])
    shown = {column: rows[column].to_numpy() * factor for column in ("difference", "low", "high")}
    units = [wording.unit_of(str(unit)).after_difference.strip() for unit in rows["unit"]]
    labels = [
        in_table(label) + (f" ({unit})" if unit else "") for label, unit in zip(rows["label"], units, strict=True)
    ]
    return pd.DataFrame({"label": labels, "policy": rows["policy"].astype(str).tolist(), **shown})
