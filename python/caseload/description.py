"""A scenario described by the reporting guideline STRESS-DES, as far as it knows itself.

What only a person can write is listed first and stands at its item.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from caseload import assumptions, document, files, stress_des
from caseload.description_parts import APPENDICES, ITEMS, Subject
from caseload.document import Block, Bullets, Code, Paragraph, Picture, Piece, ToWrite
from caseload.errors import UsageError
from caseload.facts import Facts
from caseload.graph import Graph
from caseload.scenario import Scenario
from caseload.versions import versions as all_versions

NO_REPLACEMENT = "It describes the model. It does not say whether the model is right, nor what to conclude from it."


def describe(
    scenario: Scenario,
    policies: Sequence[str] = (),
    *,
    areas: str | Sequence[str] | None = None,
    versions: bool = True,
) -> Description:
    """Describe a scenario by the items of STRESS-DES (Monks et al. 2019).

    Args:
        scenario: what to describe.
        policies: policies to describe with it; by default those that stand in its file.
        areas: ``"all"``, ``"one"``, a code or codes; by default all where the scenario has areas. The picture shows one
            area where one is named, else the whole.
        versions: tell the versions of the present installation; without them the text is the same on every machine.

    Raises:
        ScenarioError: a policy does not exist or does not fit the scenario.
        UsageError: an area that does not exist.

    Examples:
        >>> import caseload as cl
        >>> cl.describe(cl.load("local/one_town")).to_write[0][0]
        '1.1'
    """
    names = list(policies) or [policy.name for policy in scenario.policies]
    chosen = tuple(scenario.choose_areas(areas))
    area = chosen[0] if len(chosen) == 1 else ""
    graph = scenario.graph(area=area)
    subject = Subject(
        scenario=scenario,
        policies=tuple(scenario.policy(name) for name in names),
        areas=chosen,
        facts=Facts(scenario, names),
        world=scenario.compile([], area),
        graph=graph,
        picture=_picture(graph),
        versions=all_versions() if versions else {},
        command=_command(scenario, policies, areas, versions=versions),
    )
    return Description(subject)


@dataclass(frozen=True)
class Entry:
    """One item of the guideline, answered."""

    item: stress_des.Item
    blocks: tuple[Block, ...]


class Description:
    """A scenario described item by item.

    Attributes:
        title, question: of the scenario.
        entries: the items, in the order of the guideline.
        appendices: by title.
        picture: the pathway.
    """

    def __init__(self, subject: Subject) -> None:
        self.title = subject.scenario.title
        self.question = subject.scenario.question
        self.picture = subject.picture
        items = [item for part in stress_des.parts() for item in part.items]
        self.entries = tuple(Entry(item, tuple(_blocks(item, subject))) for item in items)
        self.appendices = {title: tuple(build(subject)) for title, build in APPENDICES.items()}
        self._rests = assumptions.rests(subject.facts.ledger, [policy.name for policy in subject.policies])

    @property
    def to_write(self) -> list[tuple[str, str, str]]:
        """What only a person can write: number and title of the item, and what of it is missing."""
        return [(e.item.number, e.item.title, e.item.to_write) for e in self.entries if e.item.to_write]

    def markdown(self, *, picture: str = "") -> str:
        """The description as Markdown; ``picture`` is the pathway's file, without one it stands as Graphviz text."""
        lines = [f"# {document.in_markdown(self.title)}", document.markdown(self._introduction())]
        for part in stress_des.parts():
            lines.append(f"## {part.number}. {part.title}")
            for entry in self._entries_of(part):
                lines += [f"### {entry.item.number} {entry.item.title}", f"*{entry.item.asks}*"]
                lines.append(document.markdown(entry.blocks, picture=picture))
        for title, blocks in self.appendices.items():
            lines += [f"## Appendix {title}", document.markdown(blocks)]
        return "\n\n".join(lines) + "\n"

    def html(self) -> str:
        """The description as a self-contained page that opens without a network."""
        from caseload.report import environment

        folder = resources.files("caseload") / "templates"
        css = (folder / "report.css").read_text(encoding="utf-8")
        parts = [
            {
                "number": part.number,
                "title": part.title,
                "entries": [(entry.item, document.html(entry.blocks)) for entry in self._entries_of(part)],
            }
            for part in stress_des.parts()
        ]
        return (
            environment()
            .get_template("description.html.j2")
            .render(
                title=self.title,
                question=self.question,
                css=Markup(css),  # noqa: S704  (ours, from the package)
                introduction=document.html(self._introduction(with_question=False)),
                parts=parts,
                appendices=[(title, document.html(blocks)) for title, blocks in self.appendices.items()],
            )
        )

    def write(self, path: str | Path, *, format: str = "") -> Path:  # noqa: A002  (as on the command line)
        """Write ``path``, and beside Markdown the picture as an SVG of the same name; return the path.

        Args:
            path: a file.
            format: ``"markdown"`` or ``"html"``; by default HTML where the name ends so.
        """
        path = Path(path)
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file")
        if (format or ("html" if path.suffix.lower() in (".html", ".htm") else "markdown")) == "html":
            files.write_text(path, self.html())
            return path
        picture = path.with_suffix(".svg") if self.picture.svg else None
        text = self.markdown(picture=picture.name if picture else "")
        if picture:
            files.write_text(picture, self.picture.svg)
        files.write_text(path, text)
        return path

    def _entries_of(self, part: stress_des.Part) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.item in part.items)

    def _introduction(self, *, with_question: bool = True) -> Iterable[Block]:
        if with_question and self.question:
            yield Paragraph(self.question)
        yield Paragraph(
            [
                "Written by caseload from the scenario itself, by the items of STRESS-DES: ",
                *document.pieces(stress_des.CITATION),
                f" {NO_REPLACEMENT}",
            ]
        )
        mainly = f"Whatever is answered with it rests mainly on assumptions. {self._rests.sentence}"
        yield Paragraph(mainly if self._rests.mainly_assumed else self._rests.sentence)
        if self._rests.mainly_assumed and self._rests.footings:
            yield Bullets([_footing(footing) for footing in self._rests.footings])
        yield Paragraph("What only a person can write, and must:")
        yield Bullets([f"{number} {title}: {what}" for number, title, what in self.to_write])

    def __repr__(self) -> str:
        return f"<Description of {self.title}: {len(self.entries)} items, {len(self.to_write)} to be written in part>"

    def _repr_markdown_(self) -> str:
        return self.markdown()


def _footing(footing: assumptions.Footing) -> list[Piece]:
    told: list[Piece] = [Code(footing.policy), f": {footing.sentence[:-1]}"]
    for number, words in enumerate(footing.first(_NAMED)):
        told += [", " if number else ", first of all ", Code(words)]
    return [*told, "."]


_NAMED = 3
_MANY = 5  # paragraphs that are better a list


def _blocks(item: stress_des.Item, subject: Subject) -> Iterator[Block]:
    yield from ITEMS[item.number](subject) if item.number in ITEMS else ()
    if len(item.standing) > _MANY:
        yield Bullets(item.standing)
    else:
        yield from (Paragraph(words) for words in item.standing)
    if item.to_write:
        yield ToWrite(item.to_write)


def _picture(graph: Graph) -> Picture:
    caption = (
        "People a week that the traffic equations expect in the first week, if nobody gave up waiting; dashed lines "
        "are ways that nobody takes then. Not a result of a simulation."
    )
    alternative = f"The pathway of {graph.title}: services, and arrows between them with the people who go along them"
    try:
        return Picture(graph.svg(), graph.dot, caption, alternative)
    except UsageError:  # no Graphviz here
        return Picture("", graph.dot, caption, alternative)


def _command(scenario: Scenario, policies: Sequence[str], areas: str | Sequence[str] | None, *, versions: bool) -> str:
    words = ["caseload", "describe", scenario.name, *policies]
    if areas is not None:
        words += ["--areas", areas if isinstance(areas, str) else ",".join(areas)]
    return shlex.join(words if versions else [*words, "--no-versions"])
