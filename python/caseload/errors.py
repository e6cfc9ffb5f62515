"""What can be wrong with what somebody wrote, as opposed to what we got wrong.

A :class:`ScenarioError` is raised by the compiled core for a scenario or policy file; a :class:`UsageError` by this
package for an argument. Both are ``ValueError``. Anything else that escapes is a fault of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseload._core import Problem


class ScenarioError(ValueError):
    """One or more problems of a scenario or policy file, all of a file at once.

    Attributes:
        problems: every problem, each with ``file``, ``line``, ``column``, ``key`` and ``message``.
        file, line, column, key: those of the first problem; lines and columns count from 1, 0 is the whole file.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.text() for problem in problems))
        self.problems: tuple[Problem, ...] = tuple(problems)

    @property
    def file(self) -> str:
        """The file of the first problem."""
        return self.problems[0].file if self.problems else ""

    @property
    def line(self) -> int:
        """The line of the first problem, from 1; 0 means the whole file."""
        return self.problems[0].line if self.problems else 0

    @property
    def column(self) -> int:
        """The column of the first problem, from 1; 0 means the whole line."""
        return self.problems[0].column if self.problems else 0

    @property
    def key(self) -> str:
        """The dotted key of the first problem, e.g. ``service.triage.time``."""
        return self.problems[0].key if self.problems else ""

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        """Pickle by the problems, so that the error crosses processes whole."""
        return type(self), (self.problems,)


class UsageError(ValueError):
    """An argument that cannot be: an unknown area, one replication to compare, a folder that is in use."""
