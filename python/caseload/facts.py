"""What a scenario says, by path: its numbers, its names and choices, and what it leaves to the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseload import _core
from caseload.evidence import is_assumed, ledger_value, path_parts, with_range
from caseload.rows import Row
from caseload.scenario import Scenario
from caseload.wording import NOTHING

#: Behind an assumption, and behind what the file leaves to the format.
ASSUMED, LEFT_OUT = "†", "‡"
MARKS = f"{ASSUMED} an assumption, or nothing stated; {LEFT_OUT} left to the format."

Path = tuple[str, ...]


class Facts:
    """A scenario with some policies, read off the core's own descriptions.

    Attributes:
        ledger: every number, those of the policies last.
        numbers: rows of the scenario's own numbers by path; those that are columns of areas are not among them.
        by_area: rows of the numbers that areas have of their own.
        statements: what is not a number of the ledger, by path.
    """

    def __init__(self, scenario: Scenario, policies: Sequence[str]) -> None:
        self.ledger = scenario.evidence(policies)
        rows = self.ledger.assign(assumed=is_assumed(self.ledger)).to_dict("records")
        own = [row for row in rows if not row["policy"]]
        self.by_area = [row for row in own if row["value"].startswith("column ")]
        self.numbers = {_path(row["path"]): row for row in own if row not in self.by_area}
        self.of_policies = [row for row in rows if row["policy"]]
        self.statements: dict[Path, _core.Statement] = {_path(s.path): s for s in scenario.statements()}

    def names(self, table: str) -> list[str]:
        """The names that the user gave in a table, such as services, roles or need groups."""
        paths = [*self.statements, *self.numbers]
        return list(dict.fromkeys(path[1] for path in paths if path[0] == table and len(path) > 2))

    def row(self, *path: str) -> Row | None:
        """The row of a number."""
        return self.numbers.get(path)

    def below(self, *path: str) -> Iterator[tuple[Path, Row]]:
        """The numbers at and below a path; paths are relative to it."""
        for found, row in self.numbers.items():
            if found[: len(path)] == path:
                yield found[len(path) :], row

    def text(self, *path: str) -> str:
        """A name or a choice as written; empty where the file does not say it."""
        found = self.statements.get(path)
        return "" if found is None or found.left_out else found.value

    def value(self, *path: str) -> str:
        """A number with its range, a distribution, or a statement; marked where assumed or left to the format."""
        if (row := self.numbers.get(path)) is not None:
            return marked(with_range(row), row["assumed"])
        if (shape := self.statements.get((*path, "dist"))) is not None:
            return self._distribution(path, shape.value)
        if (found := self.statements.get(path)) is not None:
            return f"{found.value} {LEFT_OUT}" if found.left_out else found.value
        return NOTHING

    def _distribution(self, path: Path, shape: str) -> str:
        words, assumed = [], False
        for key in _PARAMETERS:
            row, said = self.numbers.get((*path, key)), self.statements.get((*path, key))
            if row is not None:
                words.append(f"{key.replace('_', ' ')} {ledger_value(row)}")
                assumed = assumed or row["assumed"]
            elif said is not None and not said.left_out:
                words.append(f"{key.replace('_', ' ')} {said.value}")
        return marked(f"{shape}: {', '.join(words)}", assumed)


_PARAMETERS = tuple(
    "mean sd shape scale mu sigma from to values weights at_least at_most".split()  # noqa: SIM905  (reads better)
)


def marked(words: str, assumed: bool) -> str:
    """Words with the mark of an assumption behind them."""
    return f"{words} {ASSUMED}" if assumed else words


def _path(path: str) -> Path:
    return tuple(path_parts(path))
