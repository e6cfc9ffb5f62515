"""A scenario: a mental-health service as a file describes it, with the evidence for every number."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from caseload import _core
from caseload.errors import ScenarioError, UsageError
from caseload.graph import Graph

#: What may stand as a new value in :meth:`Scenario.with_`.
Value = bool | int | float | str | datetime.date | Sequence["Value"] | Mapping[str, "Value"]

LEDGER_COLUMNS = (
    "path",
    "policy",
    "value",
    "low",
    "high",
    "unit",
    "status",
    "source",
    "title",
    "publisher",
    "year",
    "url",
    "note",
    "file",
    "line",
)


def library_folders() -> list[Path]:
    """The folders in which names of shipped scenarios and policies are looked up."""
    import caseload

    # An editable install has its sources and its data in different places; __path__ knows both.
    places = [Path(place) / "scenarios" for place in caseload.__path__]
    return [place for place in places if place.is_dir()]


@dataclass(frozen=True)
class Policy:
    """What a policy says of itself.

    Attributes:
        name: its name in files and results.
        title: its name in words.
        question: the question it puts; may be empty.
        begins: when it begins, as written.
        over: how long it takes from there to full force, as written; empty for at once.
        evidence, counter_evidence: what speaks for its numbers and what against, in words.
        file: where it stands.
    """

    name: str
    title: str
    question: str
    begins: str
    over: str
    evidence: str
    counter_evidence: str
    file: str

    @classmethod
    def of(cls, info: _core.PolicyInfo) -> Policy:
        """From what the core read."""
        return cls(
            info.name,
            info.title,
            info.question,
            info.from_,
            info.over,
            info.evidence,
            info.counter_evidence,
            info.file,
        )


class Scenario:
    """A checked scenario. Nothing changes it: :meth:`with_` gives another one.

    Examples:
        >>> import caseload as cl
        >>> town = cl.load("local/one_town")
        >>> longer = town.with_({"staff.pwp.wte": 16})
    """

    def __init__(self, core: _core.Scenario) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """The name or path it was loaded by."""
        return self._core.name

    @property
    def title(self) -> str:
        """Its title."""
        return self._core.title

    @property
    def question(self) -> str:
        """The question it puts; empty where the file puts none."""
        return self._core.question

    @property
    def text(self) -> str:
        """Its main file, as read."""
        return self._core.text

    @property
    def hash(self) -> str:
        """A hash of all the files it is made of and of every change made since: 16 hexadecimal digits."""
        return self._core.hash

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies that stand in the file itself; shipped ones can be named besides."""
        return tuple(Policy.of(info) for info in self._core.policies())

    def policy(self, name: str) -> Policy:
        """A policy of the file, a shipped one, or one from a path.

        Raises:
            ScenarioError: there is no such policy, or it does not fit this scenario.
        """
        return Policy.of(self._core.policy(name))

    @property
    def areas(self) -> dict[str, str]:
        """Names of the areas by their codes, in the order of the file; empty where there are none."""
        return {code: self._core.area_name(code) for code in self._core.areas()}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is allowed and yet worth a look, each with its place in the file."""
        return tuple(problem.text() for problem in self._core.warnings)

    @property
    def problems(self) -> list[_core.Problem]:
        """The same with file, place, key and message apart."""
        return list(self._core.warnings)

    def statements(self) -> list[_core.Statement]:
        """What the file says beside the numbers of its ledger, and what it leaves to the format."""
        return list(self._core.statements())

    def with_(self, changes: Mapping[str, Value]) -> Scenario:
        """The same scenario with some values replaced.

        Args:
            changes: values by dotted path; quantities with units are strings, as in a file.

        Raises:
            ScenarioError: a path that does not exist or a value that cannot stand there.

        Examples:
            >>> import caseload as cl
            >>> cl.load("local/one_town").with_({"referrals.gp.rate": "100 / week"}).name
            'local/one_town'
        """
        written = [(path, _as_written(value)) for path, value in changes.items()]
        return Scenario(self._core.with_(written))

    def evidence(self, policies: Sequence[str] = ()) -> pd.DataFrame:
        """Every number with what it rests on; one row a number, those of ``policies`` after the scenario's."""
        entries = self._core.ledger(policies=list(policies))
        rows = [[getattr(entry, column) for column in LEDGER_COLUMNS] for entry in entries]
        return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS)).astype({"line": "int64"})

    def check(self, *, strict: bool = False, policies: Sequence[str] = ()) -> list[str]:
        """Look for what reading alone does not show; return what is worth a look.

        Args:
            strict: also demand a source or the word *assumption* for every number.
            policies: policies to check along with the scenario.

        Raises:
            ScenarioError: numbers without evidence (strict only), or a pathway that cannot be run.
        """
        if strict:
            missing = self._core.strict_problems(policies=list(policies))
            if missing:
                raise ScenarioError(missing)
        found = self.graph().findings
        errors = [_core.Problem(file=self.name, key=f.where, message=f.message) for f in found if f.is_error]
        if errors:
            raise ScenarioError(errors)
        for policy in policies:  # a policy must fit: its paths, dates and sums are seen when a world is made
            self._core.compile(policies=[policy])
        return [*self.warnings, *(f"{f.where}: {f.message}" for f in found)]

    def graph(self, *, policies: Sequence[str] = (), area: str = "", week: float = 0.0) -> Graph:
        """The pathway with the flows and loads that the traffic equations expect in one week of the run."""
        world = self._core.compile(policies=list(policies), area=area)
        return Graph(_core.examine_pathway(world, week=week), title=self.title)

    def choose_areas(self, areas: str | Sequence[str] | None) -> list[str]:
        """The codes to run: ``""`` alone stands for the scenario as one service.

        Args:
            areas: ``"all"``, ``"one"``, or codes; ``None`` is all where there are areas, else one.

        Raises:
            UsageError: a code that does not exist, or areas asked of a scenario without any.
        """
        known = self._core.areas()
        if areas is None:
            areas = "all" if known else "one"
        if areas == "one":
            return [""]
        if not known:
            raise UsageError(f"{self.name} has no areas: only areas = 'one' can be run")
        if areas == "all":
            return known
        codes = [areas] if isinstance(areas, str) else list(areas)
        for code in codes:
            if code not in known:
                raise UsageError(f"{code!r} is not an area of {self.name}; the areas are {_some(known)}")
        if not codes or len(set(codes)) < len(codes):
            raise UsageError("each area once, and at least one")
        return codes

    def compile(self, policies: Sequence[str], area: str) -> _core.World:
        """What the core runs: this scenario with these policies, in one area (``""``: as one service)."""
        return self._core.compile(policies=list(policies), area=area)

    def __repr__(self) -> str:
        areas = f", {len(self._core.areas())} areas" if self._core.areas() else ""
        return f"<Scenario {self.name}: {self.title}{areas}>"

    def _repr_html_(self) -> str:
        from caseload import html

        return html.scenario_card(self)


def load(name_or_path: str | Path) -> Scenario:
    """Read a scenario: a shipped name such as ``england/talking_therapies``, or the path of a file.

    Raises:
        ScenarioError: the file cannot be read; all its problems at once, each with file, line and column.
    """
    return Scenario(_core.Scenario.load(str(name_or_path), folders=library_folders()))


def shipped() -> list[str]:
    """Names of everything that comes with the package: scenarios, and policies under ``policies/``."""
    found = {
        path.relative_to(folder).with_suffix("").as_posix()
        for folder in library_folders()
        for path in folder.rglob("*.toml")
    }
    return sorted(found)


def _as_written(value: Value) -> str:
    """A Python value as it would stand in a scenario file."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(float(value)) if isinstance(value, float) else str(int(value))
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case datetime.date():
            return value.isoformat()
        case Mapping():
            inner = ", ".join(f"{json.dumps(key)} = {_as_written(v)}" for key, v in value.items())
            return f"{{ {inner} }}"
        case _ if isinstance(value, Iterable):
            return f"[{', '.join(_as_written(v) for v in value)}]"
    raise UsageError(f"{value!r} is not something a scenario file can say")


def _some(codes: Sequence[Any]) -> str:
    shown = ", ".join(map(str, codes[:8]))
    return shown + (f" … ({len(codes)} in all)" if len(codes) > 8 else "")
