"""Which measures are the main ones, what they are called, and tables of them for terminals, notebooks and pages.

``MAIN`` is the one place where a measure gets its name in words. Tables take numbers from ``results`` and wording from
``wording``. No value stands without its interval, and no average over some without those whom it leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from markupsafe import Markup

from caseload import assumptions, people_tables, statistics, wording
from caseload.beside import with_beside
from caseload.columns import aligned
from caseload.results import Comparison
from caseload.rows import Row, area_of, by, in_table, of_everybody

if TYPE_CHECKING:
    from caseload.results import Results

#: What a table of values says of the numbers in it.
PLUS_MINUS = f"± {wording.CHANCE_ONLY}"


@dataclass(frozen=True)
class Main:
    """A measure that stands in the main table.

    Attributes:
        measure: its name in the ``measure`` column.
        label: a noun phrase that can begin or end a sentence.
        group: the heading it stands under.
        headline: whether a report says it as a sentence.
    """

    measure: str
    label: str
    group: str
    headline: bool = True


_WAITS = "Waits, from referral to first human contact"
_AGAIN = "Waits, from first to second contact"
_LISTS = "Lists"
_CARE = "Care given"
_OUTCOMES = "Outcomes"
_CRISES = "Crises"

#: Rows that are nothing in every world are left out. Expected counts add up the chances with which things could have
#: happened: the same mean as the count beside them, less noise.
MAIN = (
    Main("path_seen_wait_mean", "the mean wait of those seen", _WAITS),
    Main("path_left_wait_mean", "the mean wait of those who left unseen", _WAITS),
    Main("path_still_wait_mean", "the mean wait so far of those still waiting", _WAITS),
    Main("path_within_6_weeks", "the share of all referred seen within 6 weeks", _WAITS),
    Main("path_within_18_weeks", "the share of all referred seen within 18 weeks", _WAITS, headline=False),
    Main("second_seen_wait_mean", "the mean wait of those seen again", _AGAIN),
    Main("second_left_wait_mean", "the mean wait of those who left before they were seen again", _AGAIN),
    Main("second_still_wait_mean", "the mean wait so far of those not yet seen again", _AGAIN),
    Main("list_at_end", "the number of people on lists at the end", _LISTS),
    Main("list_mean", "the mean number of people on lists", _LISTS, headline=False),
    Main("left_reneged", "the number who gave up waiting", _LISTS),
    Main("left_better", "the number who recovered while waiting", _LISTS, headline=False),
    Main("referrals", "the number of people referred", _CARE, headline=False),
    Main("finished_courses", "the number of courses finished (2 contacts or more)", _CARE),
    Main("finished_courses_share", "the share of episodes that end as finished courses", _CARE, headline=False),
    Main("ended_after_one_contact_share", "the share of episodes that end after one contact", _CARE, headline=False),
    Main("sessions_a_finished_course", "the mean length of a finished course", _CARE, headline=False),
    Main("sessions_a_course", "the mean length of a course, however it ended", _CARE, headline=False),
    Main("human_contact_hours_a_referral", "the human contact for each person referred", _CARE),
    Main("digital_only_endings", "the number of episodes with digital help only", _CARE),
    Main("drop_outs", "the number of drop-outs", _CARE, headline=False),
    Main("expected_drop_outs", "the expected number of drop-outs", _CARE, headline=False),
    Main("drop_out_share", "the share of courses that end by dropping out", _CARE),
    Main("recoveries", "the number of recoveries", _OUTCOMES, headline=False),
    Main("expected_recoveries", "the expected number of recoveries", _OUTCOMES),
    Main("recovery_rate", "the recovery rate of finished courses (official)", _OUTCOMES, headline=False),
    Main("deterioration_rate", "the deterioration rate of finished courses", _OUTCOMES, headline=False),
    Main("crises", "the number of crises", _CRISES, headline=False),
    Main("expected_crises", "the expected number of crises", _CRISES),
    Main("presentations", "the number of crises recorded", _CRISES, headline=False),
    Main("unmet_crises", "the number of crises that nobody recorded", _CRISES, headline=False),
    Main("cost", "the cost", "Money", headline=False),
)
_BY_NAME = {main.measure: main for main in MAIN}


# ---- the main measures


def summary(results: Results, *, area: str | None = None) -> pd.DataFrame:
    """The main measures of every world, one row a world and measure.

    Columns: ``label, group, headline, measure, unit, policy, value, value_low, value_high, used, left_out, difference,
    low, high, words``; the baseline's own rows have no difference.
    """
    area = area_of(results, area)
    values = _main_rows(results.estimates, area)
    frame = values.rename(columns={"mean": "value", "low": "value_low", "high": "value_high"})
    if isinstance(results, Comparison):
        paired = _main_rows(results.differences, area)[["policy", "measure", "difference", "low", "high", "words"]]
        frame = frame.merge(paired, on=["policy", "measure"], how="left")
    else:
        frame = frame.assign(difference=np.nan, low=np.nan, high=np.nan, words="")
    frame = frame[frame["measure"].isin(_told(frame))]
    order = {main.measure: number for number, main in enumerate(MAIN)}
    for column in ("label", "group", "headline"):
        frame[column] = [getattr(MAIN[order[m]], column) for m in frame["measure"]]
    worlds = {world: number for number, world in enumerate(results.worlds)}
    position = [(order[m], worlds[p]) for m, p in zip(frame["measure"], frame["policy"], strict=True)]
    return frame.iloc[sorted(range(len(frame)), key=position.__getitem__)].reset_index(drop=True)


def _told(frame: pd.DataFrame) -> set[str]:
    """Measures that are something in some world, and those that stand beside them."""
    something = frame.loc[frame["value"].fillna(0.0) != 0.0, "measure"]
    return {told for measure in something.unique() for told in with_beside(str(measure))}


def as_text(results: Results) -> str:
    """The main table for a terminal: one block a policy, no line is ever wrapped."""
    p = results.provenance
    note = wording.replications_note(p.replications)
    lines = [f"{p.title}: {p.replications} replications, seed {p.seed}", *([note] if note else [])]
    lines += [f"± and brackets: {wording.CHANCE_ONLY}"] if p.replications > 1 else []
    lines += assumptions.as_text(assumptions.of(results))
    frame = summary(results)
    first, *others = results.worlds
    base = by(frame[frame["policy"] == first], "measure")
    cells: list[tuple[str, ...]]
    if not others:
        cells = [(first, wording.ONE_HISTORY if p.replications == 1 else "value")]
        cells += [(in_table(row["label"]), shown_value(row)) for row in base.values()]
        lines += ["", *aligned(cells)]
    for world in others:
        cells = [(world, first, "value", "difference")]
        for row in frame[frame["policy"] == world].to_dict("records"):
            before = shown_value(base[(row["measure"],)])
            cells.append((in_table(row["label"]), before, shown_value(row), shown_difference(row, with_unit=False)))
        lines += ["", *aligned(cells)]
    if isinstance(results, Comparison):
        lines += people_tables.as_text(results)
    left_out = left_out_words(results)
    return "\n".join([*lines, *(["", left_out] if left_out else [])])


def as_html(results: Results) -> str:
    """The main table as HTML: a row a measure, a column a world. Everything is escaped."""
    frame = summary(results)
    worlds = results.worlds
    body, group = Markup(), ""
    for (name, label), rows in frame.groupby(["group", "label"], sort=False):
        if name != group:
            group = str(name)
            body += Markup("<tr class='group'><th colspan='{}'>{}</th></tr>").format(len(worlds) + 1, group)
        cells = Markup().join(_cell(row, worlds[0]) for row in rows.to_dict("records"))
        body += Markup("<tr><td>{}</td>{}</tr>").format(in_table(str(label)), cells)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heading(results), body)


def _cell(row: Row, baseline: str) -> Markup:
    below = Markup()
    if row["policy"] != baseline:
        difference = shown_difference(row, with_unit=False)
        below = Markup("<span class='interval'>{}</span>").format(difference)
    return Markup("<td class='n'>{}{}</td>").format(shown_value(row), below)


def heading(results: Results) -> Markup:
    """The first row: what the values are, and the worlds."""
    names = Markup().join(Markup("<th class='n'>{}</th>").format(wording.plain_name(w)) for w in results.worlds)
    what = values_heading(results)
    if len(results.worlds) > 1:
        what += "; below it the difference"
    return Markup("<th class='key'>{}</th>{}").format(what, names)


def values_heading(results: Results) -> str:
    """What stands above a column of values."""
    return wording.ONE_HISTORY if results.provenance.replications == 1 else f"value {PLUS_MINUS}"


def left_out_words(results: Results) -> str:
    """Which rows leave out replications because nothing was there to take a mean or a share of."""
    frame = _main_rows(results.estimates, area_of(results))
    rows = frame[(frame["left_out"] > 0) & frame["measure"].isin(summary(results)["measure"])]
    told = [
        f"{_BY_NAME[r['measure']].label} in {r['policy']} ({r['left_out']} of {r['left_out'] + r['used']})"
        for r in rows.to_dict("records")
    ]
    return f"Left out, for there was nobody to count: {'; '.join(told)}." if told else ""


def _main_rows(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    whole = of_everybody(frame, area)
    chosen = whole[(whole["service"] == "") & whole["measure"].isin(list(_BY_NAME))].copy()
    for column in ("policy", "measure", "unit"):
        chosen[column] = chosen[column].astype(str)
    return chosen


def label(measure: str) -> str:
    """A main measure in words, as a row begins with it."""
    return in_table(_BY_NAME[measure].label)


# ---- one row


def shown_value(row: Row) -> str:
    """The value of a row of the summary with its interval, rounded as that allows."""
    return _shown(row, row["value"], row["value_low"], row["value_high"])


def shown_estimate(row: Row) -> str:
    """The same of a row of the estimates, with the number of replications it is left out of."""
    shown = _shown(row, row["mean"], row["low"], row["high"])
    if not row["left_out"] or not row["used"]:
        return shown
    return f"{shown} in {row['used']} of {row['used'] + row['left_out']}"


def _shown(row: Row, mean: float, low: float, high: float) -> str:
    if row["used"] == 1 and row["left_out"]:
        return statistics.TOO_FEW
    return wording.estimate(mean, low, high, str(row["unit"]), few=_few(row))


def shown_difference(row: Row, *, with_unit: bool = True) -> str:
    """The difference of a row of the summary with its interval, or the words in its place."""
    return wording.difference(
        row["difference"],
        row["low"],
        row["high"],
        row["words"],
        str(row["unit"]),
        with_unit=with_unit,
        few=_few(row),
    )


def sentence(row: Row, baseline: Row) -> str:
    """What a row of the summary says of one policy, as a sentence; ``baseline`` is the same row of the baseline."""
    return wording.sentence(
        row["label"],
        shown_value(baseline),
        shown_value(row),
        row["difference"],
        row["low"],
        row["high"],
        row["words"],
        str(row["unit"]),
        few=_few(row),
    )


def _few(row: Row) -> bool:
    return bool(row["used"] < statistics.FEW_REPLICATIONS)


# ---- frames as they are shown


def summary_in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of :func:`summary` as they are read."""
    compared = bool((frame["words"].notna() & frame["difference"].notna()).any())
    told = [
        {
            "measure": in_table(row["label"]),
            "world": row["policy"],
            "value": shown_value(row),
            **({"difference": _shown_if_any(row)} if compared else {}),
        }
        for row in frame.to_dict("records")
    ]
    return _as_read(frame, told)


def estimates_in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the estimates as they are read."""
    told = [{**_keys(row), "value": shown_estimate(row)} for row in frame.to_dict("records")]
    return _as_read(frame, told)


def differences_in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the differences as they are read."""
    told = [{**_keys(row), "difference": _shown_if_any(row)} for row in frame.to_dict("records")]
    return _as_read(frame, told)


def _keys(row: Row) -> Row:
    return {key: row[key] for key in ("policy", "area", "measure", "service", "need", "stratum")}


def _shown_if_any(row: Row) -> str:
    words = row["words"] if isinstance(row["words"], str) else ""
    return shown_difference(row) if words or np.isfinite(row["difference"]) else ""


def _as_read(frame: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=frame.index)
