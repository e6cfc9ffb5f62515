"""The page: a question, what the worlds answer, what that rests on, and how to get it again.

It arranges what ``results``, ``tables`` and ``plots`` provide and computes nothing. Everything that came out of a file
is escaped; the page needs no network and no script.
"""

from __future__ import annotations

import functools
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import altair as alt
import jinja2
import pandas as pd
from markupsafe import Markup

from caseload import (
    assumptions,
    evidence,
    figures,
    files,
    people_tables,
    plots,
    statistics,
    tables,
    wait_tables,
    wording,
)
from caseload.beside import with_beside
from caseload.errors import UsageError
from caseload.rows import Row, by

if TYPE_CHECKING:
    from caseload.results import Results

READING = (
    f"In brackets and after ± stands the {wording.CHANCE_ONLY}: how far another set of chance histories of the same "
    "scenario would lie. Every person has the same luck in every world, so differences come from the policy alone. The "
    "intervals do not tell how far the scenario itself may be wrong: for that, see what it rests on."
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
            rests=_rests(results),
            claims=_claims(results),
            reading=READING if compared else _reading_alone(results),
            evidence=_evidence(results.ledger),
            policies=_policies(results),
            main_table=Markup(tables.as_html(results)),  # noqa: S704  (escaped there)
            table_note=_table_note(results),
            people=_people(results) if isinstance(results, Comparison) else None,
            waits_table=Markup(wait_tables.waits_html(results)),  # noqa: S704
            areas=Markup(wait_tables.areas_html(results)) if len(results.provenance.areas) > 1 else "",  # noqa: S704
            figures=list(_figures(results)),
            warnings=results.warnings,
            ledger=_ledger(results.ledger),
            describe=_describe(results),
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
    """No line ends between a number and its per cent, nor around ±."""
    return value.replace(" %", "\u00a0%").replace(" ± ", "\u00a0±\u00a0") if isinstance(value, str) else value


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


def _describe(results: Results) -> str:
    policies = dict.fromkeys(policy.name for world in results.policies.values() for policy in world)
    return shlex.join(["caseload", "describe", results.provenance.scenario, *policies, "--format", "html"])


def _reading_alone(results: Results) -> str:
    if results.provenance.replications == 1:
        return f"All of it is {wording.ONE_HISTORY}; another seed gives another."
    return f"After ± stands the {wording.CHANCE_ONLY}."


def _notices(results: Results) -> list[str]:
    note = wording.replications_note(results.provenance.replications)
    return [note[:1].upper() + note[1:] + "."] if note else []


_NAMED = 5


def _rests(results: Results) -> dict[str, Any]:
    """The first block: whether the answer rests mainly on assumptions, and on which."""
    rests = assumptions.of(results)
    titles = {policy.name: policy.title or policy.name for world in results.policies.values() for policy in world}
    counted = evidence.by_section(results.ledger).to_dict("records")
    return {
        "mainly": f"{assumptions.MAINLY}." if rests.mainly_assumed else "",
        "sentence": rests.sentence,
        "rule": assumptions.RULE,
        "policies": [
            {
                "title": titles[footing.policy],
                "sentence": footing.sentence,
                "first": [_number(row) for row in footing.assumed.head(_NAMED).to_dict("records")],
                "others": [_number(row) for row in footing.assumed.iloc[_NAMED:].to_dict("records")],
            }
            for footing in rests.footings
        ],
        "sections": [row for row in counted if row["assumed"]],
    }


@dataclass(frozen=True)
class _Claim:
    title: str
    colour: str
    sentences: list[str]
    unclear: list[str]
    untouched: list[str]


def _claims(results: Results) -> Iterator[_Claim]:
    summary = tables.summary(results)
    headlines = summary[summary["headline"]]
    colours = (plots.BASELINE_COLOUR, *plots.COLOURS)
    first, *others = results.worlds
    baseline = by(headlines[headlines["policy"] == first], "measure")
    for number, world in enumerate(results.worlds):
        if world == first and others:
            continue
        rows = headlines[headlines["policy"] == world].to_dict("records")
        title = " + ".join(policy.title or policy.name for policy in results.policies[world]) or "As it is"
        claim = _Claim(title, colours[number % len(colours)], [], [], [])
        if others:
            _say(claim, rows, baseline)
        else:
            claim.sentences.extend(f"{_capital(row['label'])}: {tables.shown_value(row)}." for row in rows)
        yield claim


def _say(claim: _Claim, rows: list[Row], baseline: Mapping[tuple[str, ...], Row]) -> None:
    """What is clear is said, and what must stand beside it; the rest is gathered at the end."""
    gathered = {statistics.NO_CLEAR_DIFFERENCE: claim.unclear, statistics.NOT_TOUCHED: claim.untouched}
    clear = {other for row in rows if row["words"] not in gathered for other in with_beside(row["measure"])}
    for row in rows:
        if row["measure"] in clear:
            claim.sentences.append(tables.sentence(row, baseline[(row["measure"],)]))
        else:
            gathered[row["words"]].append(row["label"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _evidence(ledger: pd.DataFrame) -> dict[str, Any]:
    assumed = ledger[evidence.is_assumption(ledger)]
    return {
        "sentence": evidence.counted_evidence(ledger, as_sentence=True),
        "assumed": list(dict.fromkeys(evidence.ledger_name(row) for row in assumed.to_dict("records"))),
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


def _number(row: Row) -> dict[str, Any]:
    return {
        "path": row["path"],
        "meaning": evidence.ledger_meaning(row),
        "value": evidence.ledger_value(row),
        "range": evidence.ledger_range(row),
        "assumption": row["status"] == "assumption",
        "source": evidence.ledger_source(row),
        "note": row["note"],
    }


def _people(results: Results) -> dict[str, Any] | None:
    from caseload.results import Comparison

    assert isinstance(results, Comparison)
    if results.people.frame.empty:
        return None
    return {
        "sentence": people_tables.who(results),
        "table": Markup(people_tables.as_html(results)),  # noqa: S704  (escaped there)
        "note": PEOPLE_NOTE,
    }


def _table_note(results: Results) -> str:
    left_out = tables.left_out_words(results)
    if results.provenance.replications == 1:
        return f"Values are {wording.ONE_HISTORY}. {left_out}"
    rows = len(tables.summary(results)["label"].unique())
    return (
        f"{rows} rows. After ± and in brackets the {wording.CHANCE_ONLY}, each row by itself: of many such intervals "
        "one in twenty misses. Expected numbers add up the chances with which things could have happened: the same "
        f"mean as the number itself, less noise. {left_out}"
    )


@dataclass(frozen=True)
class _Figure:
    id: str
    title: str
    draw: Callable[[], alt.TopLevelMixin]
    caption: str
    table: str = ""  # what the figure cannot show, as HTML


def _wanted(results: Results) -> Iterator[_Figure]:
    compared = len(results.worlds) > 1
    plot = results.plot
    paths = "Thin lines are single chance histories, thick ones their mean; a dashed line is where reporting begins."
    paths += " Below, the difference on the same luck, with its interval." if compared else ""
    yield _Figure("lists", "People on lists", plot.lists, paths)
    for number, service in enumerate(figures.longest_lists(results, 3)):
        title = f"Waits on the list of {service}: those seen, those still waiting, and how many left"
        yield _Figure(f"waited-{number}", title, functools.partial(plot.waits, service=service), paths)
    caption = "People, in the window reported; means. Their intervals stand in the table below."
    yield _Figure("flows", "How visits ended", plot.flows, caption, wait_tables.exits_html(results))
    sure = "" if results.provenance.replications == 1 else " " + figures.MARKS_NOTE
    yield _Figure("curve", "What becomes of those who are referred", plot.curves, figures.CURVE_NOTE + sure)
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
        table = Markup(figure.table)  # noqa: S704  (escaped there)
        yield {"id": figure.id, "title": figure.title, "svg": svg, "caption": figure.caption, "table": table}


def _ledger(ledger: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for row in ledger.to_dict("records"):
        status = row["status"] or ("published" if row["source"] else "")
        rows.append(
            {
                "path": evidence.ledger_name(row),
                "value": evidence.ledger_value(row),
                "range": evidence.ledger_range(row),
                "kind": status.split("-")[0] if status else "unstated",
                "tag": {
                    "published": "",
                    "published-unchecked": "unchecked",
                    "": "nothing stated",
                }.get(status, status),
                "source": evidence.ledger_source(row),
                "url": row["url"] if urlsplit(row["url"]).scheme in ("http", "https") else "",
                "note": row["note"],
            }
        )
    return rows
