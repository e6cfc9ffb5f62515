"""Rows of the frames of a result: by their keys, and those of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from caseload.results import Results

#: A row of a frame, by column.
Row = dict[Any, Any]


def by(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], Row]:
    """The rows by the text in some of their columns, in order."""
    return {tuple(str(row[key]) for key in keys): row for row in frame.to_dict("records")}


def area_of(results: Results, area: str | None = None) -> str:
    """The area asked for; by default all areas together, or the one that was run."""
    if area is not None:
        return area
    found = results.measures["area"]
    return "" if (found == "").any() else str(results.provenance.areas[0])


def of_everybody(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows of one area, all needs and strata together."""
    return frame[(frame["area"] == area) & (frame["need"] == "") & (frame["stratum"] == "")]


def in_table(label: str) -> str:
    """A label as a row begins with it.

    Examples:
        >>> in_table("the number who gave up waiting"), in_table("the cost")
        ('People who gave up waiting', 'Cost')
    """
    short = label.removeprefix("the ").removeprefix("number of ")
    if short.startswith("number who"):
        short = short.replace("number", "people", 1)
    return short[:1].upper() + short[1:]
