"""Which measures are the main ones, what they are called, and tables of them for terminals, notebooks and pages.

``MAIN`` is the one place where a measure gets its name in words. Tables take numbers from ``results`` and wording from
``wording``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from caseload import wording
from caseload.errors import UsageError
from caseload.results import MEAN_SHIFT, PEOPLE_PAIRS, Comparison

if TYPE_CHECKING:
    from caseload.results import Results

#: A row of a frame, by column.
Row = dict[Any, Any]


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
_LISTS = "Lists"
_CARE = "Care given"
_OUTCOMES = "Outcomes"
_CRISES = "Crises"

#: Rows that are nothing in every world are left out. Expected counts add up the chances with which things could have
#: happened: the same mean as the count beside them, less noise.
MAIN = (
    Main("path_seen_wait_mean", "the mean wait of those seen", _WAITS),
    Main("path_within_6_weeks", "the share of all referred seen within 6 weeks", _WAITS),
    Main("path_within_18_weeks", "the share of all referred seen within 18 weeks", _WAITS, headline=False),
    Main("path_left_wait_mean", "the mean wait of those who left unseen", _WAITS, headline=False),
    Main("path_still_wait_mean", "the mean wait so far of those still waiting", _WAITS, headline=False),
    Main("second_seen_wait_mean", "the mean wait from first to second contact", _WAITS),
    Main("list_at_end", "the number of people on lists at the end", _LISTS),
    Main("list_mean", "the mean number of people on lists", _LISTS, headline=False),
    Main("left_reneged", "the number who gave up waiting", _LISTS),
    Main("left_better", "the number who recovered while waiting", _LISTS, headline=False),
    Main("referrals", "the number of people referred", _CARE, headline=False),
    Main("finished_courses", "the number of courses finished (2 contacts or more)", _CARE),
    Main("ended_after_one_contact_share", "the share of episodes that end after one contact", _CARE, headline=False),
    Main("sessions_a_finished_course", "the mean length of a finished course", _CARE, headline=False),
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

_SERIES = {
    "list_size": "people on the list",
    "in_treatment": "people in treatment",
    "weekly_still_wait": "weeks waited so far, mean",
    "weekly_seen_wait": "weeks waited by those seen, mean",
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


def summary(results: Results, *, area: str | None = None) -> pd.DataFrame:
    """The main measures of every world, one row a world and measure.

    Columns: ``label, group, headline, measure, unit, policy, value, value_low, value_high, difference, low, high,
    words, baseline``; the baseline's own rows have no difference.
    """
    area = _area(results, area)
    values = _main_rows(results.estimates, area)
    frame = values.rename(columns={"mean": "value", "low": "value_low", "high": "value_high"})
    if isinstance(results, Comparison):
        paired = _main_rows(results.differences, area)[
            ["policy", "measure", "baseline", "difference", "low", "high", "words"]
        ]
        frame = frame.merge(paired, on=["policy", "measure"], how="left")
    else:
        frame = frame.assign(baseline=np.nan, difference=np.nan, low=np.nan, high=np.nan, words="")
    frame = frame[frame["measure"].isin(_told(frame))]
    order = {main.measure: number for number, main in enumerate(MAIN)}
    for column in ("label", "group", "headline"):
        frame[column] = [getattr(MAIN[order[m]], column) for m in frame["measure"]]
    worlds = {world: number for number, world in enumerate(results.worlds)}
    position = [(order[m], worlds[p]) for m, p in zip(frame["measure"], frame["policy"], strict=True)]
    return frame.iloc[sorted(range(len(frame)), key=position.__getitem__)].reset_index(drop=True)


def wide(results: Results) -> pd.DataFrame:
    """The main measures, one row each; columns ``(world, value | difference | low | high | words)``."""
    frame = summary(results)
    columns: dict[tuple[str, str], pd.Series[Any]] = {}
    index = pd.Index(frame["label"].drop_duplicates(), name="measure")
    for world in results.worlds:
        rows = frame[frame["policy"] == world].set_index("label").reindex(index)
        columns[world, "value"] = rows["value"]
        if world != results.worlds[0]:
            columns.update({(world, c): rows[c] for c in ("difference", "low", "high", "words")})
    return pd.DataFrame(columns, index=index)


def waits(results: Results) -> pd.DataFrame:
    """Waits told three ways, one row a list and world.

    Columns: ``what, policy``, then ``seen, seen_wait_mean, left, left_wait_mean, still, still_wait_mean,
    median_time_to_be_seen`` (people and weeks) as they are shown.
    """
    area = _area(results, None)
    frame = results.estimates
    frame = frame[(frame["area"] == area) & (frame["need"] == "") & (frame["stratum"] == "")]
    lists = [str(s) for s in frame.loc[frame["measure"] == "still_wait_mean", "service"].drop_duplicates()]
    kinds = [
        ("path_", "", "referral to first human contact"),
        *(("", name, f"list of {name}") for name in lists),
    ]
    kinds.append(("second_", "", "first to second contact"))
    rows = []
    for prefix, service, what in kinds:
        part = _by(frame[frame["service"] == service], "policy", "measure")
        for world in results.worlds:
            cells = {c: _shown_at(part, (world, prefix + c)) for c in _THREE_WAYS}
            if any(cell != wording.NOTHING for cell in cells.values()):
                rows.append({"what": what, "policy": world, **cells})
    return pd.DataFrame(rows, columns=["what", "policy", *_THREE_WAYS])


_THREE_WAYS = (
    "seen",
    "seen_wait_mean",
    "left",
    "left_wait_mean",
    "still",
    "still_wait_mean",
    "median_time_to_be_seen",
)


def _shown_at(part: Mapping[tuple[str, ...], Row], key: tuple[str, str]) -> str:
    if key not in part:
        return wording.NOTHING
    row = part[key]
    return wording.value(row["mean"], row["low"], row["high"], str(row["unit"]))


def waits_html(results: Results) -> str:
    """Waits told three ways as HTML. Everything is escaped."""
    head = Markup(  # noqa: S704  (ours)
        "<tr><th></th><th></th>"
        "<th class='n' colspan='2'>Seen</th><th class='n' colspan='2'>Left unseen</th>"
        "<th class='n' colspan='2'>Still waiting</th>"
        "<th class='n'>Half of all</th></tr><tr><th></th><th></th>"
        + "<th class='n'>people</th><th class='n'>mean wait</th>" * 3
        + "<th class='n'>seen by</th></tr>"
    )
    body = Markup()
    for what, rows in waits(results).groupby("what", sort=False):
        body += Markup("<tr class='group'><th colspan='9'>{}</th></tr>").format(str(what)[:1].upper() + str(what)[1:])
        for row in rows.to_dict("records"):
            cells = Markup().join(Markup("<td class='n'>{}</td>").format(row[c]) for c in _THREE_WAYS)
            body += Markup("<tr><td></td><td>{}</td>{}</tr>").format(wording.plain_name(row["policy"]), cells)
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(head, body)


def areas_html(results: Comparison | Results, measure: str = "path_seen_wait_mean") -> str:
    """One measure in every area: the baseline's value, and the difference of each policy. Everything is escaped."""
    whole = ["service", "need", "stratum"]
    values = results.estimates[(results.estimates["measure"] == measure) & (results.estimates[whole] == "").all(axis=1)]
    found = _by(values, "area", "policy")
    compared = isinstance(results, Comparison)
    if isinstance(results, Comparison):
        paired = results.differences[
            (results.differences["measure"] == measure) & (results.differences[whole] == "").all(axis=1)
        ]
        differences = _by(paired, "area", "policy")
    first, *others = results.worlds
    body = Markup()
    for area in results.provenance.areas:
        if (area, first) not in found:
            continue
        row = found[area, first]
        cells = [wording.value(row["mean"], row["low"], row["high"], str(row["unit"]))]
        cells += [shown_difference(differences[area, world], with_unit=False) for world in others if compared]
        shown = Markup().join(Markup("<td class='n'>{}</td>").format(cell) for cell in cells)
        body += Markup("<tr><td>{}</td>{}</tr>").format(results.area_names.get(area, area) or area, shown)
    names = Markup().join(Markup("<th class='n'>{}</th>").format(wording.plain_name(w)) for w in results.worlds)
    return Markup("<table><thead><tr><th>{}</th>{}</tr></thead><tbody>{}</tbody></table>").format(
        _in_table(_BY_NAME[measure].label), names, body
    )


def exits(results: Results, *, area: str | None = None) -> pd.DataFrame:
    """How visits ended in the window: ``service, policy, exit, value, order``; means over replications."""
    area = _area(results, area)
    frame = results.estimates
    frame = frame[(frame["area"] == area) & (frame["need"] == "") & (frame["stratum"] == "") & (frame["service"] != "")]
    values = {key: float(row["mean"]) for key, row in _by(frame, "service", "policy", "measure").items()}
    rows = []
    for service in dict.fromkeys(name for name, _, _ in values):
        for world in results.worlds:
            for order, (measures, exit_) in enumerate(_EXITS):
                found = [values[service, world, m] for m in measures if (service, world, m) in values]
                if found:
                    rows.append((service, world, exit_, found[0], order))
    table = pd.DataFrame(rows, columns=["service", "policy", "exit", "value", "order"])
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
    return pd.concat([found[found["day"] % step == 0], _settled(found, last)], ignore_index=True)


_ENDS = {"seen": "seen", "left": "left unseen", "moved": "moved", "waiting": "still waiting"}
_CURVE_POINTS = 150
_SETTLED = 1e-3  # fewer than an eye can see


def _settled(curves: pd.DataFrame, last: int) -> pd.DataFrame:
    """Where next to nobody waits any more, curves are drawn on to the end; others end where the data end."""
    final = curves.loc[curves.groupby(["policy", "end"], sort=False)["day"].idxmax()]
    nobody = final.loc[(final["end"] == "still waiting") & (final["value"] < _SETTLED), "policy"]
    return final[final["policy"].isin(nobody)].assign(day=last)


def longest_lists(results: Results, number: int) -> list[str]:
    """The services with the longest lists in the baseline, at most ``number`` of them."""
    frame = results.estimates
    chosen = frame[
        (frame["measure"] == "list_mean")
        & (frame["policy"] == results.worlds[0])
        & (frame["area"] == _area(results, None))
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


def _in_table(label: str) -> str:
    short = label.removeprefix("the ").removeprefix("number of ")
    if short.startswith("number who"):
        short = short.replace("number", "people", 1)
    return short[:1].upper() + short[1:]


def _told(frame: pd.DataFrame) -> list[str]:
    something = frame[frame["value"].fillna(0.0) != 0.0]
    return list(dict.fromkeys(something["measure"]))


# ---- people

#: What a pair of counts is about, who is better off, and who worse.
_PAIRS_IN_WORDS = {
    "people_time_without_help": ("First human help", "4 weeks sooner or more", "4 weeks later or more"),
    "people_human_help": ("Human help at all", "reach it", "no longer reach it"),
    "people_drop_outs": ("Dropping out", "no longer do", "now do"),
    "people_recovery": ("Recovery in a course", "now recover", "no longer recover"),
    "people_crises": ("Crises", "have fewer", "have more"),
}


def people_counts(results: Comparison) -> pd.DataFrame:
    """The counts of people of all needs: ``policy, measure, count, low, high, floor, words``."""
    counts = results.people.counts()
    area = _area(results, None)
    chosen = counts[(counts["area"] == area) & (counts["need"] == "")]
    return chosen.assign(policy=chosen["policy"].astype(str), measure=chosen["measure"].astype(str))


def people_cells(results: Comparison, world: str) -> list[tuple[str, ...]]:
    """People better and worse off in one world, a row a pair; the first row is the heading."""
    found = _by(people_counts(results), "policy", "measure")
    rows: list[tuple[str, ...]] = [("people", "better off", "", "worse off", "", "floor")]
    for pair, (better, worse) in PEOPLE_PAIRS.items():
        if (world, better) in found:
            what, sooner, later = _PAIRS_IN_WORDS[pair]
            gain, loss = found[world, better], found[world, worse]
            rows.append((what, sooner, _count(gain), later, _count(loss), wording.number(gain["floor"], 1)))
    return rows


def people_html(results: Comparison) -> str:
    """People better and worse off as HTML. Everything is escaped."""
    body = Markup()
    for world in results.worlds[1:]:
        _, *rows = people_cells(results, world)
        body += Markup("<tr class='group'><th colspan='6'>{}</th></tr>").format(wording.plain_name(world))
        for what, sooner, gain, later, loss, floor in rows:
            body += Markup(
                "<tr><td>{}</td><td class='quiet'>{}</td><td class='n'>{}</td><td class='quiet'>{}</td>"
                "<td class='n'>{}</td><td class='n'>{}</td></tr>"
            ).format(what, sooner, gain, later, loss, floor)
        notes = " ".join(people_notes(results, world))
        body += Markup("<tr><td colspan='6' class='quiet'>{}</td></tr>").format(notes) if notes else Markup()
    head = Markup("<th></th><th colspan='2'>Better off</th><th colspan='2'>Worse off</th><th class='n'>Floor</th>")
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def people_notes(results: Comparison, world: str) -> list[str]:
    """What does not depend on who is paired with whom, and who is in one world only, as sentences."""
    found = _by(people_counts(results), "policy", "measure")
    if (world, MEAN_SHIFT) not in found:
        return []
    paired = results.differences
    row = _by(paired[(paired["need"] == "") & (paired["area"] == _area(results, None))], "policy", "measure")
    shift = shown_difference(row[world, MEAN_SHIFT])
    notes = [f"Time without human help, mean of all compared: {shift}."]
    least = found[world, "people_sooner_any_pairing"]["count"]
    notes.append(f"Under any pairing of the two worlds at least {wording.number(least, 0)} are four weeks sooner.")
    recovered = found[world, "people_lost_recovered"]
    if not recovered["words"] and recovered["count"]:
        notes.append(f"Of those who no longer reach help {_count(recovered)} recover without it.")
    added, absent = (found[world, f"people_{name}"]["count"] for name in ("additional", "absent"))
    if added or absent:
        notes.append(
            f"In this world only: {wording.number(added, 0)}; in the baseline only: {wording.number(absent, 0)}."
        )
    return notes


def people_sentence(results: Comparison) -> str:
    """Who is counted, and by how much the mean moves."""
    found = _by(people_counts(results), "policy", "measure")
    parts = []
    for world in results.worlds[1:]:
        if (world, "people_compared") not in found:
            continue
        compared = found[world, "people_compared"]["count"]
        parts.append(f"{wording.number(compared, 0)} with {wording.plain_name(world)}")
    return (
        "The same people, with the same luck, in both worlds. Counted are those referred long enough before the end to "
        f"be followed for a year (or a third of the time reported, if that is shorter): {', '.join(parts)}."
    )


def _count(row: Row) -> str:
    if row["words"]:
        return str(row["words"])
    places = wording.places_for((row["high"] - row["low"]) / 2, row["count"], wording.unit_of("people"))
    interval = f"{wording.number(row['low'], places)} to {wording.number(row['high'], places)}"
    return f"{wording.number(row['count'], places)} ({interval})"


def scaled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with differences as they are shown: shares in percentage points."""
    factor = np.array([wording.unit_of(str(unit)).factor for unit in rows["unit"]])
    shown = {column: rows[column].to_numpy() * factor for column in ("difference", "low", "high")}
    units = [wording.unit_of(str(unit)).after_difference.strip() for unit in rows["unit"]]
    labels = [
        _in_table(label) + (f" ({unit})" if unit else "") for label, unit in zip(rows["label"], units, strict=True)
    ]
    return pd.DataFrame({"label": labels, "policy": rows["policy"].astype(str).tolist(), **shown})


def sentence(row: Row) -> str:
    """What a row of the summary says of one policy, as a sentence."""
    unit = str(row["unit"])
    before = _rounded_like(row["baseline"], row, unit)
    now = _rounded_like(row["baseline"] + row["difference"], row, unit)
    return wording.sentence(row["label"], before, now, row["difference"], row["low"], row["high"], row["words"], unit)


def shown_value(row: Row) -> str:
    """The value of a row of the summary, rounded as its own interval allows."""
    return wording.value(row["value"], row["value_low"], row["value_high"], str(row["unit"]))


def shown_interval(row: Row) -> str:
    """The interval of the value of a row of the summary; empty where there is none."""
    return wording.interval(row["value_low"], row["value_high"], str(row["unit"]))


def shown_difference(row: Row, *, with_unit: bool = True) -> str:
    """The difference of a row of the summary with its interval, or the words in its place."""
    return wording.difference(
        row["difference"],
        row["low"],
        row["high"],
        row["words"],
        str(row["unit"]),
        with_unit=with_unit,
    )


def as_text(results: Results) -> str:
    """The main table for a terminal: one block a policy, no line is ever wrapped."""
    note = wording.replications_note(results.provenance.replications)
    lines = [
        f"{results.provenance.title}: {results.provenance.replications} replications, seed {results.provenance.seed}"
    ]
    lines += [note] if note else []
    frame = summary(results)
    worlds = results.worlds
    for world in worlds[1:] or worlds:
        rows = frame[frame["policy"] == world].to_dict("records")
        base = _by(frame[frame["policy"] == worlds[0]], "measure")
        cells: list[tuple[str, ...]]
        if len(worlds) == 1:
            cells = [(world, "value", wording.CHANCE_ONLY)]
            cells += [(_in_table(row["label"]), shown_value(row), shown_interval(row)) for row in rows]
        else:
            cells = [(world, worlds[0], "value", f"difference ({wording.CHANCE_ONLY})")]
            for row in rows:
                before = shown_value(base[(row["measure"],)])
                cells.append(
                    (_in_table(row["label"]), before, shown_value(row), shown_difference(row, with_unit=False))
                )
        lines += ["", *_aligned(cells)]
    if isinstance(results, Comparison) and not results.people.frame.empty:
        for world in worlds[1:]:
            lines += ["", f"people better and worse off: {world}", *_aligned(people_cells(results, world), "lllllr")]
            lines += people_notes(results, world)
    left_out = left_out_words(results)
    return "\n".join([*lines, *(["", left_out] if left_out else [])])


def as_html(results: Results) -> str:
    """The main table as HTML: a row a measure, two columns a policy. Everything is escaped."""
    frame = summary(results)
    worlds = results.worlds
    names = Markup().join(Markup("<th class='n'>{}</th>").format(wording.plain_name(world)) for world in worlds)
    head = Markup("<th></th>") + names
    body, group = Markup(), ""
    for (name, label), rows in frame.groupby(["group", "label"], sort=False):
        if name != group:
            group = str(name)
            body += Markup("<tr class='group'><th colspan='{}'>{}</th></tr>").format(len(worlds) + 1, group)
        cells = Markup().join(_cell(row, worlds[0]) for row in rows.to_dict("records"))
        body += Markup("<tr><td>{}</td>{}</tr>").format(_in_table(str(label)), cells)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def _cell(row: Row, baseline: str) -> Markup:
    value = shown_value(row)
    if row["policy"] == baseline:
        return Markup("<td class='n'>{}<span class='interval'>{}</span></td>").format(value, shown_interval(row))
    return Markup("<td class='n'>{}<span class='interval'>{}</span></td>").format(
        value, shown_difference(row, with_unit=False)
    )


def left_out_words(results: Results) -> str:
    """Which rows leave out replications because nothing was there to take a mean or a share of."""
    frame = _main_rows(results.estimates, _area(results, None))
    rows = frame[frame["left_out"] > 0]
    told = [
        f"{_BY_NAME[r['measure']].label} in {r['policy']} ({r['left_out']} of {r['left_out'] + r['used']})"
        for r in rows.to_dict("records")
    ]
    return f"Left out, for there was nobody to count: {'; '.join(told)}." if told else ""


# ---- evidence


@dataclass(frozen=True)
class Counted:
    """How many numbers there are, and how many rest on what."""

    total: int
    published: int
    unchecked: int
    assumption: int
    unstated: int


def is_assumption(ledger: pd.DataFrame) -> pd.Series[bool]:
    """Which numbers are called assumptions."""
    return ledger["status"] == "assumption"


def count_evidence(ledger: pd.DataFrame) -> Counted:
    """Count the numbers of a ledger by what they rest on."""
    status, sourced = ledger["status"], ledger["source"] != ""
    return Counted(
        total=len(ledger),
        published=int(((status == "published") | ((status == "") & sourced)).sum()),
        unchecked=int((status == "published-unchecked").sum()),
        assumption=int((status == "assumption").sum()),
        unstated=int(((status == "") & ~sourced).sum()),
    )


def counted_evidence(ledger: pd.DataFrame, *, as_sentence: bool = False) -> str:
    """The count in words."""
    c = count_evidence(ledger)
    if as_sentence:
        unchecked = f", {c.unchecked} are published but were not seen at their source" if c.unchecked else ""
        unstated = f", and {c.unstated} say nothing about where they come from" if c.unstated else ""
        return (
            f"Of {c.total} numbers, {c.published} are published{unchecked}, {c.assumption} are assumptions of whoever "
            f"wrote the scenario{unstated}."
        )
    return (
        f"{c.total} numbers: {c.published} published, {c.unchecked} published but unchecked, "
        f"{c.assumption} assumptions, {c.unstated} without a word"
    )


def ledger_value(row: Row) -> str:
    """A number as written, with its unit where that is not part of it."""
    value, unit = str(row["value"]), str(row["unit"])
    return value if not unit or unit in value else f"{value} {unit}"


def ledger_source(row: Row) -> str:
    """Where a number comes from, in one line."""
    parts = [str(row[column]) for column in ("title", "publisher", "year") if row[column]]
    return ", ".join(parts) or str(row["source"])


def ledger_text(ledger: pd.DataFrame) -> str:
    """The ledger for a terminal."""
    head = ("number", "value", "range", "status", "rests on")
    rows = [
        (
            row["path"] + (f" ({row['policy']})" if row["policy"] else ""),
            ledger_value(row),
            f"{row['low']} to {row['high']}" if row["low"] else "",
            row["status"] or ("published" if row["source"] else "nothing stated"),
            " – ".join(part for part in (ledger_source(row), row["note"]) if part),
        )
        for row in ledger.to_dict("records")
    ]
    return "\n".join([*_aligned([head, *rows], "lllll"), "", counted_evidence(ledger)])


# ---- helpers


def _by(frame: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], Row]:
    """The rows by the text in some of their columns, in order."""
    return {tuple(str(row[key]) for key in keys): row for row in frame.to_dict("records")}


def _area(results: Results, area: str | None) -> str:
    """All areas together; where only one was run, that one."""
    if area is not None:
        return area
    found = results.measures["area"]
    return "" if (found == "").any() else str(results.provenance.areas[0])


def _main_rows(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    whole = (frame["service"] == "") & (frame["need"] == "") & (frame["stratum"] == "") & (frame["area"] == area)
    chosen = frame[whole & frame["measure"].isin(list(_BY_NAME))].copy()
    for column in ("policy", "measure", "unit"):
        chosen[column] = chosen[column].astype(str)
    return chosen


def _rounded_like(value: float, row: Row, unit_name: str) -> str:
    return wording.value(
        value,
        value - (row["high"] - row["low"]) / 2,
        value + (row["high"] - row["low"]) / 2,
        unit_name,
    )


def _aligned(rows: Sequence[Sequence[str]], how: str = "") -> list[str]:
    """Columns side by side, a rule under the first row.

    Args:
        rows: all of one length.
        how: ``l`` or ``r`` for each column; by default the first to the left and the others to the right.
    """
    how = how or "l" + "r" * (len(rows[0]) - 1)
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        cells = zip(row, widths, how, strict=True)
        return "  ".join(c.rjust(w) if h == "r" else c.ljust(w) for c, w, h in cells).rstrip()

    return [line(rows[0]), "  ".join("-" * w for w in widths), *(line(row) for row in rows[1:])]
