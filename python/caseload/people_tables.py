"""People better and worse off, in words and as tables; the same people, with the same luck, in two worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from caseload import statistics, wording
from caseload.columns import aligned
from caseload.results import MEAN_SHIFT, PEOPLE_PAIRS
from caseload.rows import Row, area_of, by

if TYPE_CHECKING:
    from caseload.results import Comparison

#: What a pair of counts is about, who is better off, and who worse.
_PAIRS_IN_WORDS = {
    "people_time_without_help": ("First human help", "4 weeks sooner or more", "4 weeks later or more"),
    "people_human_help": ("Human help at all", "reach it", "no longer reach it"),
    "people_drop_outs": ("Dropping out", "no longer do", "now do"),
    "people_recovery": ("Recovery in a course", "now recover", "no longer recover"),
    "people_crises": ("Crises", "have fewer", "have more"),
}


def counts(results: Comparison) -> pd.DataFrame:
    """The counts of people of all needs, as :meth:`People.counts` has them."""
    found = results.people.counts()
    chosen = found[(found["area"] == area_of(results)) & (found["need"] == "")]
    return chosen.assign(policy=chosen["policy"].astype(str), measure=chosen["measure"].astype(str))


def cells(results: Comparison, world: str) -> list[tuple[str, ...]]:
    """People better and worse off in one world, a row a pair; the first row is the heading."""
    found = by(counts(results), "policy", "measure")
    rows: list[tuple[str, ...]] = [("people", "better off", "", "worse off", "", "floor")]
    for pair, (better, worse) in PEOPLE_PAIRS.items():
        if (world, better) in found:
            what, sooner, later = _PAIRS_IN_WORDS[pair]
            gain, loss = found[world, better], found[world, worse]
            rows.append((what, sooner, shown_count(gain), later, shown_count(loss), _floor(gain)))
    return rows


def as_text(results: Comparison) -> list[str]:
    """A block of lines for each policy; none where people were not compared."""
    lines: list[str] = []
    for world in results.worlds[1:] if not results.people.frame.empty else []:
        heading = f"people better and worse off: {world}"
        lines += ["", heading, *aligned(cells(results, world), "lllllr"), *notes(results, world)]
    return lines


def as_html(results: Comparison) -> str:
    """People better and worse off as HTML. Everything is escaped."""
    body = Markup()
    for world in results.worlds[1:]:
        _, *rows = cells(results, world)
        body += Markup("<tr class='group'><th colspan='6'>{}</th></tr>").format(wording.plain_name(world))
        for what, sooner, gain, later, loss, floor in rows:
            body += Markup(
                "<tr><td>{}</td><td class='quiet'>{}</td><td class='n'>{}</td><td class='quiet'>{}</td>"
                "<td class='n'>{}</td><td class='n'>{}</td></tr>"
            ).format(what, sooner, gain, later, loss, floor)
        told = " ".join(notes(results, world))
        body += Markup("<tr><td colspan='6' class='quiet'>{}</td></tr>").format(told) if told else Markup()
    head = Markup(
        "<th class='key'>people ± {}</th><th colspan='2'>Better off</th><th colspan='2'>Worse off</th>"
        "<th class='n'>Floor</th>"
    ).format(wording.CHANCE_ONLY)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def notes(results: Comparison, world: str) -> list[str]:
    """What does not depend on who is paired with whom, and who is in one world only, as sentences."""
    found = by(counts(results), "policy", "measure")
    if (world, MEAN_SHIFT) not in found:
        return []
    paired = results.differences
    rows = by(paired[(paired["need"] == "") & (paired["area"] == area_of(results))], "policy", "measure")
    shift = rows[world, MEAN_SHIFT]
    shown = wording.difference(
        shift["difference"], shift["low"], shift["high"], shift["words"], str(shift["unit"]), few=_few(shift)
    )
    told = [f"Time without human help, mean of all compared: {shown}."]
    least = shown_count(found[world, "people_sooner_any_pairing"])
    told.append(f"Under any pairing of the two worlds at least {least} are four weeks sooner.")
    recovered = found[world, "people_lost_recovered"]
    if not recovered["words"] and recovered["count"]:
        told.append(f"Of those who no longer reach help {shown_count(recovered)} recover without it.")
    added, absent = (found[world, f"people_{name}"] for name in ("additional", "absent"))
    if added["count"] or absent["count"]:
        told.append(f"In this world only: {shown_count(added)}; in the baseline only: {shown_count(absent)}.")
    return told


def who(results: Comparison) -> str:
    """Who is counted, as a sentence."""
    found = by(counts(results), "policy", "measure")
    parts = [
        f"{shown_count(found[world, 'people_compared'])} with {wording.plain_name(world)}"
        for world in results.worlds[1:]
        if (world, "people_compared") in found
    ]
    return (
        "The same people, with the same luck, in both worlds. Counted are those referred long enough before the end to "
        f"be followed for a year (or a third of the time reported, if that is shorter): {', '.join(parts)}."
    )


def shown_count(row: Row) -> str:
    """A count of people with half its interval, or the words in its place."""
    if row["words"]:
        return str(row["words"])
    return wording.estimate(row["count"], row["low"], row["high"], str(row["unit"]), few=_few(row))


def counts_in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of :meth:`People.counts` as they are read."""
    rows = [
        {
            **{key: row[key] for key in ("policy", "area", "measure", "need")},
            "count": shown_count(row),
            "floor": _floor(row),
        }
        for row in frame.to_dict("records")
    ]
    return pd.DataFrame(rows, index=frame.index)


def _floor(row: Row) -> str:
    return wording.estimate(row["floor"], row["floor_low"], row["floor_high"], "", few=_few(row))


def _few(row: Row) -> bool:
    return bool(row["used"] < statistics.FEW_REPLICATIONS)
