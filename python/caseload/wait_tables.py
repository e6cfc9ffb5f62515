"""Waits told three ways, of every list and of every area: of those seen, of those who left, of those still waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from caseload import figures, tables, wording
from caseload.beside import with_beside
from caseload.results import Comparison
from caseload.rows import Row, area_of, by, in_table, of_everybody

if TYPE_CHECKING:
    from caseload.results import Results

_THREE_WAYS = (
    "seen",
    "seen_wait_mean",
    "left",
    "left_wait_mean",
    "still",
    "still_wait_mean",
    "median_time_to_be_seen",
)


def waits(results: Results) -> pd.DataFrame:
    """Waits told three ways, one row a list and world.

    Columns: ``what, policy``, then ``seen, seen_wait_mean, left, left_wait_mean, still, still_wait_mean,
    median_time_to_be_seen`` (people and weeks) as they are shown, each with its interval.
    """
    frame = of_everybody(results.estimates, area_of(results))
    lists = [str(s) for s in frame.loc[frame["measure"] == "still_wait_mean", "service"].drop_duplicates()]
    kinds = [
        ("path_", "", "referral to first human contact"),
        *(("", name, f"list of {name}") for name in lists),
        ("second_", "", "first to second contact"),
    ]
    rows = []
    for prefix, service, what in kinds:
        part = by(frame[frame["service"] == service], "policy", "measure")
        for world in results.worlds:
            cells = {c: _wait(part, (world, prefix + c)) for c in _THREE_WAYS}
            if any(cell not in (wording.NOTHING, _NOT_REACHED) for cell in cells.values()):
                rows.append({"what": what, "policy": world, **cells})
    return pd.DataFrame(rows, columns=["what", "policy", *_THREE_WAYS])


_NOT_REACHED = "not reached"


def _wait(part: Mapping[tuple[str, ...], Row], key: tuple[str, str]) -> str:
    if key not in part:
        return wording.NOTHING
    row = part[key]
    if key[1].endswith("median_time_to_be_seen") and row["left_out"]:  # a mean over where it was would be too short
        return _NOT_REACHED if not row["used"] else f"{_NOT_REACHED} in {row['left_out']} of {sum(_counts(row))}"
    return tables.shown_estimate(row)


def _counts(row: Row) -> tuple[int, int]:
    return row["used"], row["left_out"]


def waits_html(results: Results) -> str:
    """Waits told three ways as HTML. Everything is escaped."""
    head = Markup(
        "<tr><th class='key' colspan='2' rowspan='2'>{}</th>"
        "<th class='n' colspan='2'>Seen</th><th class='n' colspan='2'>Left unseen</th>"
        "<th class='n' colspan='2'>Still waiting</th><th class='n'>Half of all</th></tr><tr>{}"
        "<th class='n'>seen by</th></tr>"
    ).format(tables.values_heading(results), Markup("<th class='n'>people</th><th class='n'>mean wait</th>") * 3)
    body = Markup()
    for what, rows in waits(results).groupby("what", sort=False):
        body += Markup("<tr class='group'><th colspan='9'>{}</th></tr>").format(in_table(str(what)))
        for row in rows.to_dict("records"):
            cells = Markup().join(Markup("<td class='n'>{}</td>").format(row[c]) for c in _THREE_WAYS)
            body += Markup("<tr><td></td><td>{}</td>{}</tr>").format(wording.plain_name(row["policy"]), cells)
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(head, body)


def exits_html(results: Results) -> str:
    """How visits ended in the window, people with their intervals, as HTML. Everything is escaped."""
    body = Markup()
    frame = figures.exits(results)
    for service, visits in frame.groupby("service", sort=False):
        body += Markup("<tr class='group'><th colspan='{}'>{}</th></tr>").format(len(results.worlds) + 1, service)
        for _, rows in visits.sort_values("order", kind="stable").groupby("order", sort=True):
            found = by(rows, "policy")
            shown = [found.get((world,)) for world in results.worlds]
            cells = [tables.shown_estimate({**r, "mean": r["value"]}) if r else wording.NOTHING for r in shown]
            row = Markup().join(Markup("<td class='n'>{}</td>").format(cell) for cell in cells)
            body += Markup("<tr><td>{}</td>{}</tr>").format(in_table(str(rows["exit"].iloc[0])), row)
    names = Markup().join(Markup("<th class='n'>{}</th>").format(wording.plain_name(w)) for w in results.worlds)
    head = Markup("<th class='key'>{}</th>{}").format(tables.values_heading(results), names)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def areas_html(results: Results, measure: str = "path_seen_wait_mean") -> str:
    """One measure, and those that stand beside it, in every area, with the differences. Everything is escaped."""
    told = with_beside(measure)
    values = by(_of_measures(results.estimates, told), "area", "measure", "policy")
    differences: dict[tuple[str, ...], Row] = {}
    if isinstance(results, Comparison):
        differences = by(_of_measures(results.differences, told), "area", "measure", "policy")
    body = Markup()
    for area in results.provenance.areas:
        name = results.area_names.get(area, area) or area
        body += Markup("<tr class='group'><th colspan='{}'>{}</th></tr>").format(len(results.worlds) + 1, name)
        for one in told:
            cells = Markup()
            for world in results.worlds:
                if (area, one, world) not in values:
                    continue
                value = tables.shown_estimate(values[area, one, world])
                paired = differences.get((area, one, world))
                below = tables.shown_difference(paired, with_unit=False) if paired else ""
                cells += Markup("<td class='n'>{}<span class='interval'>{}</span></td>").format(value, below)
            body += Markup("<tr><td>{}</td>{}</tr>").format(tables.label(one), cells)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(tables.heading(results), body)


def _of_measures(frame: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    whole = (frame[["service", "need", "stratum"]] == "").all(axis=1)
    return frame[whole & frame["measure"].isin(list(measures))]
