"""What the model knows of itself, item by item of the reporting guideline: a function an item, from facts to blocks.

Everything is read off the scenario and the core's own descriptions (its ledger, the meanings of its keys, its table of
measures, its pathway). What holds for every scenario stands in ``stress_des``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from caseload import _core, evidence, statistics, tables, wording
from caseload.beside import beside
from caseload.compare import compare
from caseload.document import Block, Bullets, Code, Link, Paragraph, Picture, Table, Text, words
from caseload.facts import ASSUMED, LEFT_OUT, MARKS, Facts, marked
from caseload.graph import Graph
from caseload.rows import Row, in_table
from caseload.scenario import Policy, Scenario


@dataclass(frozen=True)
class Subject:
    """What is described.

    Attributes:
        scenario: the scenario.
        policies: those described with it.
        areas: codes of the areas; ``""`` alone is the scenario as one service.
        facts: all that the file says.
        world: what a simulation would run, without policies.
        graph: the pathway with its expected flows.
        picture: the pathway drawn.
        versions: of everything that has a say; empty where they are left out.
        command: what writes the same description.
    """

    scenario: Scenario
    policies: tuple[Policy, ...]
    areas: tuple[str, ...]
    facts: Facts
    world: _core.World
    graph: Graph
    picture: Picture
    versions: dict[str, str]
    command: str


# ---- 1 objectives


def purpose(s: Subject) -> list[Block]:
    """1.1."""
    told: list[Block] = [
        Paragraph([f"{s.scenario.title}. The question it was written to answer: {s.scenario.question}"])
    ]
    if not s.scenario.question:
        told = [Paragraph(f"{s.scenario.title}. The file states no question.")]
    return told


def outputs(_: Subject) -> list[Block]:
    """1.2."""
    meanings = {m.name: m for m in _core.measures()}
    rows = [
        (in_table(main.label), Code(main.measure), meanings[main.measure].meaning, meanings[main.measure].unit,
         _listed(beside(main.measure)))
        for main in tables.MAIN
    ]  # fmt: skip
    return [
        Paragraph(
            "The main measures; appendix A has all of them, which are also told by service, need group and stratum."
        ),
        Table(("Measure", "Name", "Definition", "Unit", "Stands beside"), rows),
        Paragraph(_intervals()),
    ]


def _shown(row: Row) -> str:
    """A number with its range, marked where it is assumed."""
    return marked(evidence.with_range(row), row["assumed"])


def _keyed(path: tuple[str, ...], row: Row) -> str:
    """The same with the last part of its path before it."""
    return f"{path[-1].replace('_', ' ')} {_shown(row)}"


def _intervals() -> str:
    quantile = f"t({0.5 + statistics.CONFIDENCE / 2:g}, R − 1)"
    factor = f"{statistics.FLOOR_FACTOR:g} times"
    return (
        f"Error: over R replications a value is its mean ± {quantile} · s ÷ √R, and a policy's effect the mean of the "
        f"paired differences with the same interval ({wording.CHANCE_ONLY}: it does not tell how far the scenario may "
        "be wrong). Means, shares and percentiles are formed within each replication, areas summed first; a "
        "replication with nobody to count is left out and counted. An interval over zero is told as "
        f"“{statistics.NO_CLEAR_DIFFERENCE}”, one replication as “{wording.ONE_HISTORY}”, fewer than "
        f"{statistics.FEW_REPLICATIONS} as “{wording.FEW}”. A count of people better or worse off is a number only "
        f"where its interval lies above {factor} what mere reshuffling does."
    )


def aims(s: Subject) -> list[Block]:
    """1.3."""
    always = [name for name in s.facts.text("scenario", "apply").split(", ") if name]
    compared = [policy.name for policy in s.policies if policy.name not in always]
    told: list[Block] = []
    if always:
        told.append(Paragraph(["Always in force, as what has already happened: ", *_listed(always), "."]))
    if compared:
        told.append(Paragraph("Each policy is compared with the scenario as it is, on common luck."))
    else:
        told.append(Paragraph("No policy is described here: the scenario as it is."))
    for policy in s.policies:
        title = f" {policy.title}." if policy.title != policy.name else ""
        told.append(Paragraph([Code(policy.name), f":{title} {policy.question}"]))
        told.append(
            Bullets(
                [
                    f"Begins {_when(policy)}.",
                    f"For it: {policy.evidence or 'nothing is stated in its file.'}",
                    f"Against it: {policy.counter_evidence or 'nothing is stated in its file.'}",
                ]
            )
        )
    return told


def _when(policy: Policy) -> str:
    date = policy.begins[:4].isdigit() and "-" in policy.begins
    begins = f"on {policy.begins}" if date else f"{policy.begins} after the start"
    return begins + (f", in full force {policy.over} later" if policy.over else ", at once")


# ---- 2 logic


def diagram(s: Subject) -> list[Block]:
    """2.1."""
    return [s.picture]


def logic(s: Subject) -> list[Block]:
    """2.2."""
    step = s.facts.text("scenario", "step")
    otherwise = s.facts.statements["scenario", "step"].value
    return [Paragraph(f"Decisions are taken once in {step}." if step else f"Decisions are taken in {otherwise}.")]


def scenario_logic(s: Subject) -> list[Block]:
    """2.3."""
    if not s.policies:
        return []
    rows = [
        (
            Code(row["policy"]),
            Code(row["path"]),
            _shown(row),
            _meaning(row),
            _rests_on(row),
        )
        for row in s.facts.of_policies
    ]
    return [Table(("Policy", "Number", "Change", "What it is", "Rests on"), rows), Paragraph(MARKS)]


def entities(s: Subject) -> list[Block]:
    """2.5.1."""
    f = s.facts
    rows = [
        (Code(need), f.value("need", need, "share"), f.value("need", need, "crisis_rate"),
         _changes(f, need, "worsens_to"), _changes(f, need, "improves_to"), f.value("need", need, "relapse"))
        for need in f.names("need")
    ]  # fmt: skip
    head = ("Need group", "Share of referrals", "Crises", "Worsens to", "Improves to", "Relapse")
    strata = [_keyed(name, row) for name, row in f.below("people", "strata")]
    told = f"Frailty: {f.value('people', 'frailty')}. Strata: {', '.join(strata) or 'none'}. {MARKS}"
    return [Table(head, rows), Paragraph(told)]


def _changes(f: Facts, need: str, how: str) -> str:
    found = [_keyed(path, row) for path, row in f.below("need", need, how)]
    return "; ".join(found) or wording.NOTHING


def activities(s: Subject) -> list[Block]:
    """2.5.2."""
    f = s.facts
    rows = [
        (Code(name), f.text("service", name, "kind"), _done_by(f, name), f.value("service", name, "time"),
         f.value("service", name, "every"), _how_long(f, name), _contact(f, name))
        for name in f.names("service")
    ]  # fmt: skip
    head = ("Service", "Kind", "Needs", "Time of an appointment", "Every", "How long", "A human contact")
    return [Table(head, rows), Paragraph(f"Routes in and out, with their shares, are in appendix B. {MARKS}")]


def _done_by(f: Facts, service: str) -> Text:
    if role := f.text("service", service, "staff"):
        return ["staff: ", Code(role)]
    places = f.row("service", service, "places")
    return f"places: {f.value('service', service, 'places')}" if places else wording.NOTHING


def _contact(f: Facts, service: str) -> str:
    said = f.statements["service", service, "contact"]
    if not said.left_out:
        return {"true": "yes", "false": "no"}[said.value]
    return (
        f"{'yes' if f.text('service', service, 'kind') in said.value else 'no'} {LEFT_OUT}"  # "true for assessment, …"
    )


def _how_long(f: Facts, service: str) -> str:
    for key, what in (("sessions", "sessions, "), ("use", ""), ("length", "")):
        if (found := f.value("service", service, key)) != wording.NOTHING:
            return what + found
    return "one appointment" if f.text("service", service, "kind") == "assessment" else wording.NOTHING


def resources(s: Subject) -> list[Block]:
    """2.5.3."""
    f = s.facts
    rows = [
        (Code(role), f.value("staff", role, "wte"), f.value("staff", role, "hours"), f.value("staff", role, "absence"),
         f.value("staff", role, "turnover"), f.value("staff", role, "recruit"), f.value("staff", role, "shared_by"),
         _listed(name for name in f.names("service") if f.text("service", name, "staff") == role))
        for role in f.names("staff")
    ]  # fmt: skip
    head = (
        "Role",
        "Whole-time equivalents",
        "Contact time of each",
        "Absence",
        "Leaving",
        "A post stays empty",
        "Shared by",
        "Used by",
    )
    places = [name for name in f.names("service") if f.row("service", name, "places")]
    told: list[Block] = [Table(head, rows)] if rows else []
    if places:
        told.append(
            Table(("Service with places", "Places"), [(Code(n), f.value("service", n, "places")) for n in places])
        )
    return [*told, Paragraph(MARKS)]


def queues(s: Subject) -> list[Block]:
    """2.5.4."""
    f = s.facts
    listed = [name for name in f.names("service") if f.text("service", name, "kind") != "crisis"]
    rows = [
        (Code(name), _order(f, name), _tables(f, name, "renege"), _tables(f, name, "balk"),
         _tables(f, name, "no_reply"), f.value("service", name, "rebook"), f.value("service", name, "notice"))
        for name in listed
    ]  # fmt: skip
    head = (
        "List of",
        "Order",
        "Giving up",
        "Turned away by the wait",
        "No reply to a letter",
        "Offered again",
        "Offered ahead by",
    )
    return [Table(head, rows), Paragraph(MARKS)]


def _order(f: Facts, service: str) -> str:
    starts = _tables(f, service, "head_start")
    order = "date of joining" + (" (first come, first served)" if starts == _NONE else f", with a head start: {starts}")
    group = _tables(f, service, "group")
    return order if group == _NONE else f"{order}; a group begins by {group}"


def _tables(f: Facts, service: str, key: str) -> str:
    found = [_keyed(path, row) for path, row in f.below("service", service, key)]
    return "; ".join(found) or _NONE


_NONE = "none"


def entry_and_exit(s: Subject) -> list[Block]:
    """2.5.5."""
    f = s.facts
    rows = [
        (Code(name), Code(f.text("referrals", name, "to")), f.value("referrals", name, "rate"),
         f.value("referrals", name, "growth"), _varies(f, name))
        for name in f.names("referrals")
    ]  # fmt: skip
    ends = s.graph.flows[~s.graph.flows["to"].isin(s.world.services)]
    leaving = ends.groupby("to", sort=False)["from"].agg(lambda places: ", ".join(dict.fromkeys(places)))
    told: list[Block] = [Table(("People come from", "To", "Rate at the start", "Growth", "Varies by"), rows)]
    if len(leaving):
        told.append(Table(("They leave to", "From"), [(Code(str(to)), places) for to, places in leaving.items()]))
    return [*told, Paragraph(MARKS)]


def _varies(f: Facts, source: str) -> str:
    ways = {"monthly": "month", "weekday": "weekday", "by_hour": "hour"}
    found = [word for key, word in ways.items() if f.row("referrals", source, key, "values") is not None]
    return ", ".join(found) or "nothing"


# ---- 3 data


def sources(s: Subject) -> list[Block]:
    """3.1."""
    used: dict[tuple[str, str], list[Row]] = {}
    for row in s.facts.ledger.to_dict("records"):
        if row["source"]:
            used.setdefault((row["source"], row["title"]), []).append(row)
    rows: list[list[Text]] = []
    for (name, title), numbers in used.items():
        first = numbers[0]
        published = ", ".join(part for part in (first["publisher"], first["year"]) if part)
        note = "" if first["policy"] else s.facts.text("sources", name, "note")
        said: Text = [
            Link(title, first["url"]) if first["url"] else title,
            f". {published}. {note}".replace(". .", "."),
        ]
        rows.append([Code(name), said, str(len(numbers))])
    told: list[Block] = [Table(("Source", "What it is, and how it was read", "Numbers"), rows)]
    named = {name for name, _ in used}
    if unused := [name for name in s.facts.names("sources") if name not in named]:
        told.append(Paragraph(["Named in the file and not behind any number: ", *_listed(unused), "."]))
    return told


def preprocessing(s: Subject) -> list[Block]:
    """3.2."""
    told: list[Block] = [
        Paragraph("How a published figure was turned into an input stands in the note beside that input (appendix B).")
    ]
    if not s.facts.by_area:
        return told
    rows = [(Code(row["path"]), evidence.ledger_value(row), _rests_on(row)) for row in s.facts.by_area]
    told.append(
        Paragraph(
            [
                f"{len(s.scenario.areas)} areas have values of their own, from ",
                Code(s.facts.text("regions", "file")),
                ", a row an area; a README.md beside the scenario, where there is one, tells how its columns were "
                "made. All else is the same everywhere.",
            ]
        )
    )
    told.append(
        Table(("Number", "By area", "Rests on"), rows, fold=f"The {len(rows)} numbers that areas have of their own")
    )
    return told


def inputs(s: Subject) -> list[Block]:
    """3.3."""
    c = evidence.count_evidence(s.facts.ledger)
    areas = "" if s.areas == ("",) else f" Described for {_areas(s)}."
    left = sum(statement.left_out for statement in s.facts.statements.values())
    return [
        Paragraph(
            f"{c.total} numbers, each with value, range and what it rests on: {len(s.facts.by_area)} by area, under "
            f"3.2, the others in appendix B; names, choices and limits, and the {left} keys that the file leaves to "
            f"the format, in appendix C. Ranges are 95 % ranges of what is known, where the file gives one.{areas}"
        )
    ]


def _areas(s: Subject) -> str:
    if len(s.areas) == 1:
        return f"one area, {s.scenario.areas[s.areas[0]]} ({s.areas[0]})"
    return f"{len(s.areas)} areas side by side, each with people of its own"


def assumed(s: Subject) -> list[Block]:
    """3.4."""
    sections = [row for row in evidence.by_section(s.facts.ledger).to_dict("records") if row["assumed"]]
    rows = [(Code(row["section"]), str(row["numbers"]), str(row["assumed"])) for row in sections]
    told: list[Block] = [
        Paragraph(evidence.counted_evidence(s.facts.ledger, as_sentence=True)),
        Table(("Part of the scenario", "Numbers", "Assumed"), rows),
    ]
    remarks = [f"{problem.key}: {problem.message}" for problem in s.scenario.problems]
    remarks += [f"{finding.where}: {finding.message}" for finding in s.graph.findings]
    if remarks:
        told += [Paragraph("What the checker remarks on:"), Bullets(remarks)]
    return told


# ---- 4 experimentation


def initialisation(s: Subject) -> list[Block]:
    """4.1."""
    f = s.facts
    warm_up, settle = f.value("scenario", "warm_up"), f.text("scenario", "settle")
    began = [f"Run-in that is simulated and not reported: {warm_up}."]
    rows = [
        (Code(name), f.value("initial", name, "waiting", "count"), f.value("initial", name, "waiting", "waited"),
         f.value("initial", name, "in", "count"), f.value("initial", name, "in", "to_go"))
        for name in f.names("initial")
    ]  # fmt: skip
    if not rows:
        return [Paragraph([*began, " The lists are empty at the start."])]
    if settle == "true":
        began.append(" It begins from the lists and caseloads below, which then settle.")
    head = ("Service", "Waiting at the start", "Having waited", "In treatment", "Sessions to go")
    return [Paragraph(began), Table(head, rows), Paragraph(MARKS)]


def run_length(s: Subject) -> list[Block]:
    """4.2."""
    w, length = s.world, s.facts.value("scenario", "length")
    weeks, first, last = (wording.number(x, 0) for x in (w.weeks, w.window_from, w.window_to))
    told = f"From {w.start}: {length}, {weeks} weeks. Reported are weeks {first} to {last}."
    return [Paragraph(f"{told} Results are in weeks, people and the units of 1.2.")]


def estimation(_: Subject) -> list[Block]:
    """4.3."""
    usual = inspect.signature(compare).parameters["replications"].default
    return [
        Paragraph(
            f"Independent replications, of a fixed length; {usual} of them where nothing else is asked for. Worlds are "
            f"compared pairwise within a replication, on common luck (5.2). {_intervals()}"
        )
    ]


# ---- 5 implementation, 6 access


def software(s: Subject) -> list[Block]:
    """5.1."""
    what = "caseload: a core in C++20 and a package for Python. "
    if not s.versions:
        return [Paragraph([what, Code("caseload version"), " prints the versions; every result carries them."])]
    return [
        Paragraph(f"{what}Every result carries these versions."),
        Table(("What", "Version"), [(name, version) for name, version in s.versions.items()]),
    ]


def sampling(_: Subject) -> list[Block]:
    """5.2."""
    first_seed = inspect.signature(compare).parameters["seed"].default
    return [
        Paragraph(
            f"{_core.build()['draws']}, a counter-based generator (Random123). Every draw is a pure function of seed, "
            "replication and area, of the person (or post, or day of a source), the place, the purpose, the visit and "
            "a count: no stream is shared, and nothing depends on the order of events. All draws are inversions, one "
            "uniform each."
        ),
        Paragraph(
            "Common random numbers are therefore each person's own luck: the same person has the same luck in the "
            f"world of every policy. Seeds are whole numbers ({first_seed} where none is given); a seed is hashed "
            "before it is used, so that neighbouring ones have nothing in common."
        ),
    ]


def access(s: Subject) -> list[Block]:
    """6.1."""
    licence = metadata.metadata("caseload")["License-Expression"]
    return [
        Paragraph([f"caseload {_core.version()}, licence {licence}. Scenario ", Code(s.scenario.name), ", hash ",
                   Code(s.scenario.hash), ". Its text, and the files it extends, are TOML. This is written by"]),
        Paragraph([Code(s.command)]),
        Paragraph("and a result by the command that stands in its report and its manifest."),
    ]  # fmt: skip


# ---- appendices


def every_measure(_: Subject) -> list[Block]:
    """Appendix A."""
    rows = [(Code(m.name), m.meaning, m.unit, _listed(beside(m.name))) for m in _core.measures()]
    return [Table(("Name", "Definition", "Unit", "Stands beside"), rows, fold=f"All {len(rows)} measures")]


def every_number(s: Subject) -> list[Block]:
    """Appendix B."""
    told: list[Block] = []
    sections: dict[str, list[Row]] = {}
    for row in [*s.facts.numbers.values(), *s.facts.of_policies]:
        sections.setdefault(evidence.section_of(row), []).append(row)
    for section, numbers in sections.items():
        rows: list[list[Text]] = []
        before: Text = ""
        for row in numbers:
            meaning = _meaning(row)
            value, spread = evidence.ledger_value(row), evidence.ledger_range(row)
            rows.append([Code(row["path"]), "″" if meaning == before else meaning, value, spread, _rests_on(row)])
            before = meaning
        head = ("Number", "What it is", "Value", "Range", "Rests on")
        told.append(Paragraph([Code(section)]))
        told.append(Table(head, rows, fold=f"{len(rows)} numbers"))
    return told


def every_choice(s: Subject) -> list[Block]:
    """Appendix C."""
    told = [x for path, x in s.facts.statements.items() if path[0] not in ("sources", "schema") and path[-1] != "title"]
    stated = [(Code(x.path), words(x.value), words(x.meaning)) for x in told if not x.left_out]
    left = [(Code(x.path), words(x.value), words(x.meaning)) for x in told if x.left_out]
    return [
        Paragraph("What the file says beside its numbers:"),
        Table(("Key", "As written", "What it is"), stated, fold=f"{len(stated)} names, choices and limits"),
        Paragraph("What it leaves to the format, and what holds instead:"),
        Table(("Key", "What holds", "What it is"), left, fold=f"{len(left)} keys left to the format"),
    ]


# ---- helpers


def _meaning(row: Row) -> Text:
    return words(evidence.ledger_meaning(row)) or wording.NOTHING


def _rests_on(row: Row) -> Text:
    told: list[str | Code | Link] = [
        f"{evidence.ledger_status(row)} {ASSUMED}" if row["assumed"] else evidence.ledger_status(row)
    ]
    if row["source"]:
        told += ["; ", Code(row["source"])]
    if row["note"]:
        told.append(f"; {row['note']}")
    return told


def _listed(names: object) -> list[str | Code | Link]:
    told: list[str | Code | Link] = []
    for name in names:  # type: ignore[attr-defined]
        told += [", " if told else "", Code(str(name))]
    return told


Builder = Callable[[Subject], list[Block]]

ITEMS: dict[str, Builder] = {
    "1.1": purpose,
    "1.2": outputs,
    "1.3": aims,
    "2.1": diagram,
    "2.2": logic,
    "2.3": scenario_logic,
    "2.5.1": entities,
    "2.5.2": activities,
    "2.5.3": resources,
    "2.5.4": queues,
    "2.5.5": entry_and_exit,
    "3.1": sources,
    "3.2": preprocessing,
    "3.3": inputs,
    "3.4": assumed,
    "4.1": initialisation,
    "4.2": run_length,
    "4.3": estimation,
    "5.1": software,
    "5.2": sampling,
    "6.1": access,
}
APPENDICES: dict[str, Builder] = {
    "A. Every measure": every_measure,
    "B. Every number": every_number,
    "C. Every name, choice and limit": every_choice,
}
