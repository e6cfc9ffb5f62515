"""The page: a question, what the worlds answer, what that rests on, and how to get it again.

It arranges what ``results``, ``tables`` and ``plots`` provide and computes nothing. Everything that came out of a file
is escaped; the page needs no network and no script.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import altair as alt
import jinja2
import pandas as pd
from markupsafe import Markup

from caseload import files, plots, statistics, tables, wording
from caseload.errors import UsageError

if TYPE_CHECKING:
    from caseload.results import Results

READING = (
    f"In brackets stands the {wording.CHANCE_ONLY}: how far another set of chance histories of the same scenario would "
    "lie. Every person has the same luck in every world, so differences come from the policy alone. The intervals do "
    "not tell how far the scenario itself may be wrong: for that, see what it rests on."
)
PEOPLE_NOTE = (
    "Who exactly gains depends on the convention that a person's luck stays with them from world to world. The floor "
    "is what a handful of referrals fewer in the first week changes: reshuffling and nothing else. A count is shown as "
    "a number only where its interval lies above three times the floor."
)


def write(results: Results, path: Path) -> Path:
    """Write the page to ``path``, whole or not at all; return the path."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    files.write_text(path, page(results))
    return path


def page(results: Results) -> str:
    """The page as text."""
    from caseload.results import Comparison

    compared = isinstance(results, Comparison)
    folder = resources.files("caseload") / "templates"
    css = (folder / "report.css").read_text(encoding="utf-8")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            p=results.provenance,
            css=Markup(css),  # noqa: S704  (ours, from the package)
            compared=compared,
            facts=_facts(results),
            notices=_notices(results),
            claims=_claims(results),
            reading=READING if compared else f"In brackets stands the {wording.CHANCE_ONLY}.",
            evidence=_evidence(results.ledger),
            policies=_policies(results),
            main_table=Markup(tables.as_html(results)),  # noqa: S704  (escaped there)
            table_note=_table_note(results),
            people=_people(results) if isinstance(results, Comparison) else None,
            waits_table=Markup(tables.waits_html(results)),  # noqa: S704
            areas=Markup(tables.areas_html(results)) if len(results.provenance.areas) > 1 else "",  # noqa: S704
            figures=list(_figures(results)),
            warnings=results.warnings,
            ledger=_ledger(results.ledger),
            events=wording.number(results.provenance.events, 0),
        )
    )


def environment() -> jinja2.Environment:
    """Templates of the package; what is put into them is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("caseload"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        finalize=_unbroken,
    )


def _unbroken(value: Any) -> Any:
    """No line ends between a number and its per cent."""
    return value.replace(" %", "\u00a0%") if isinstance(value, str) else value


def _facts(results: Results) -> str:
    p = results.provenance
    areas = f"{len(p.areas)} areas, each with people of its own" if len(p.areas) > 1 else "One service"
    if len(p.areas) == 1 and p.areas[0]:
        areas = f"One area: {results.area_names.get(p.areas[0], p.areas[0])}"
    years = p.weeks * 7 / 365.25
    return (
        f"{areas}; {wording.number(years, 0 if abs(years - round(years)) < 0.02 else 1)} years from {p.start}, "
        f"reported from week {wording.number(p.window_from, 0)} to week {wording.number(p.window_to, 0)}; "
        f"{p.replications} chance histories of each world."
    )


def _notices(results: Results) -> list[str]:
    note = wording.replications_note(results.provenance.replications)
    notices = [note[:1].upper() + note[1:] + "."] if note else []
    counted = tables.count_evidence(results.ledger)
    if counted.assumption:
        notices.append(
            f"{counted.assumption} of the {counted.total} numbers behind this page are assumptions"
            + (f", and {counted.unstated} state nothing about where they come from" if counted.unstated else "")
            + ". They are named below, and marked wherever they stand."
        )
    return notices


@dataclass(frozen=True)
class _Claim:
    title: str
    colour: str
    sentences: list[str]
    unclear: list[str]
    untouched: list[str]


def _claims(results: Results) -> Iterator[_Claim]:
    summary = tables.summary(results)
    colours = (plots.BASELINE_COLOUR, *plots.COLOURS)
    worlds = results.worlds
    for number, world in enumerate(worlds):
        if number == 0 and len(worlds) > 1:
            continue
        rows = summary[(summary["policy"] == world) & summary["headline"]]
        title = " + ".join(policy.title or policy.name for policy in results.policies[world]) or "As it is"
        said, unclear, untouched = [], [], []
        for row in rows.to_dict("records"):
            if len(worlds) == 1:
                shown = f"{tables.shown_value(row)} {tables.shown_interval(row)}".strip()
                said.append(f"{row['label'][:1].upper() + row['label'][1:]}: {shown}.")
            elif row["words"] == statistics.NO_CLEAR_DIFFERENCE:
                unclear.append(row["label"])
            elif row["words"] == statistics.NOT_TOUCHED:
                untouched.append(row["label"])
            else:
                said.append(tables.sentence(row))
        yield _Claim(title, colours[number % len(colours)], said, unclear, untouched)


def _evidence(ledger: pd.DataFrame) -> dict[str, Any]:
    assumed = ledger[tables.is_assumption(ledger)]
    names = [f"{row['path']}" + (f" ({row['policy']})" if row["policy"] else "") for row in assumed.to_dict("records")]
    return {
        "sentence": tables.counted_evidence(ledger, as_sentence=True),
        "assumed": list(dict.fromkeys(names)),
    }


def _policies(results: Results) -> list[dict[str, Any]]:
    told = {policy.name: policy for world in results.policies.values() for policy in world}
    ledger = results.ledger
    return [
        {
            "title": policy.title or policy.name,
            "question": policy.question,
            "begins": policy.begins,
            "evidence": policy.evidence,
            "counter_evidence": policy.counter_evidence,
            "numbers": [_number(row) for row in ledger[ledger["policy"] == policy.name].to_dict("records")],
        }
        for policy in told.values()
    ]


def _number(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        "path": row["path"],
        "value": tables.ledger_value(row),
        "assumption": row["status"] == "assumption",
        "source": tables.ledger_source(row),
        "note": row["note"],
    }


def _people(results: Results) -> dict[str, Any] | None:
    from caseload.results import Comparison

    assert isinstance(results, Comparison)
    if results.people.frame.empty:
        return None
    return {
        "sentence": tables.people_sentence(results),
        "table": Markup(tables.people_html(results)),  # noqa: S704  (escaped there)
        "note": PEOPLE_NOTE,
    }


def _table_note(results: Results) -> str:
    rows = len(tables.summary(results)["label"].unique())
    note = (
        f"{rows} rows. In brackets the {wording.CHANCE_ONLY}, each row by itself: of many such intervals one in twenty "
        "misses. Expected numbers add up the chances with which things could have happened: the same mean as the "
        "number itself, less noise. "
    )
    left_out = tables.left_out_words(results)
    if results.provenance.replications == 1:
        note = f"Values are {wording.ONE_HISTORY}. "
    return note + left_out


@dataclass(frozen=True)
class _Figure:
    id: str
    title: str
    draw: Callable[[], alt.TopLevelMixin]
    caption: str


def _wanted(results: Results) -> Iterator[_Figure]:
    compared = len(results.worlds) > 1
    plot = results.plot
    paths = "Thin lines are single chance histories, thick ones their mean; a dashed line is where reporting begins."
    paths += " Below, the difference on the same luck, with its interval." if compared else ""
    yield _Figure("lists", "People on lists", plot.lists, paths)
    for number, service in enumerate(tables.longest_lists(results, 3)):
        title = f"How long those on the list of {service} have waited"
        yield _Figure(f"waited-{number}", title, functools.partial(plot.waits, service=service), paths)
    yield _Figure("flows", "How visits ended", plot.flows, "People, in the window reported; means.")
    yield _Figure("curve", "What becomes of those who are referred", plot.curves, tables.CURVE_NOTE)
    if compared:
        caption = f"Points are mean differences, bars the {wording.CHANCE_ONLY}. Left of zero is less, right is more."
        yield _Figure("differences", "The main measures against the baseline", plot.differences, caption)


def _figures(results: Results) -> Iterator[dict[str, Any]]:
    for figure in _wanted(results):
        try:
            drawn = plots.svg(figure.draw(), prefix=figure.id)
        except UsageError:  # this scenario has no such thing
            continue
        svg = Markup(drawn)  # noqa: S704  (Vega escapes the names)
        yield {"id": figure.id, "title": figure.title, "svg": svg, "caption": figure.caption}


def _ledger(ledger: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for row in ledger.to_dict("records"):
        status = row["status"] or ("published" if row["source"] else "")
        rows.append(
            {
                "path": row["path"] + (f" ({row['policy']})" if row["policy"] else ""),
                "value": tables.ledger_value(row),
                "range": f"{row['low']} to {row['high']}" if row["low"] else "",
                "kind": status.split("-")[0] if status else "unstated",
                "tag": {
                    "published": "",
                    "published-unchecked": "unchecked",
                    "": "nothing stated",
                }.get(status, status),
                "source": tables.ledger_source(row),
                "url": row["url"] if urlsplit(row["url"]).scheme in ("http", "https") else "",
                "note": row["note"],
            }
        )
    return rows
