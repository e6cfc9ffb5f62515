"""When an answer rests mainly on assumptions, and on which.

A number is *assumed* if its file calls it an assumption or says nothing of where it comes from. The effect of a policy
passes through

1. the policy's own numbers, the values it changes, and the services it sends people to, with the routes out of them;
2. the other numbers of the tables in which it changes something (``staff.pwp``, ``service.step2`` …).

:data:`RULE` says what *mainly* means. All of it is read off the ledger: it tells how an answer is founded, not how much
each number moves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from caseload.evidence import Counted, count_evidence, is_assumed, path_parts, with_range

if TYPE_CHECKING:
    from caseload.results import Results

RULE = (
    "An answer is said to rest mainly on assumptions when more than half of the numbers behind it are assumed, or more "
    "than half of those that a policy's effect passes through (its own, those of the tables it changes, those of the "
    "services it sends people to), or any number that a policy sets or changes, or that belongs to a service it sends "
    "people to."
)
MAINLY = "This answer rests mainly on assumptions"

#: What decides most is named first: what help does, who stays for it, how long it is.
_DECIDES = ("recovery", "drop_out", "sessions", "use", "length", "no_reply", "present", "improvement", "deterioration")
_NAMED = 3  # in a terminal


@dataclass(frozen=True, eq=False)
class Footing:
    """What the effect of one policy passes through.

    Attributes:
        policy: its name.
        numbers: rows of the ledger, those that decide most first.
        decisive: how many of them, from the first, are the policy's own, changed by it, or of services it sends to.
    """

    policy: str
    numbers: pd.DataFrame
    decisive: int

    @property
    def assumed(self) -> pd.DataFrame:
        """The numbers that are assumed, those that decide most first."""
        return self.numbers[is_assumed(self.numbers)]

    def first(self, most: int) -> list[str]:
        """The assumed numbers that decide most, with value and range; at most so many."""
        return [f"{row['path']} = {with_range(row)}" for row in self.assumed.head(most).to_dict("records")]

    @property
    def rests_on_assumptions(self) -> bool:
        """Whether more than half are assumed, or any that decides."""
        first = is_assumed(self.numbers.iloc[: self.decisive])
        return bool(first.any()) or 2 * len(self.assumed) > len(self.numbers)

    @property
    def sentence(self) -> str:
        """How many of them are assumed."""
        return _how_many(count_evidence(self.numbers), "that its effect passes through")


def footing(ledger: pd.DataFrame, policy: str) -> Footing:
    """What the effect of ``policy`` passes through, from a ledger that holds the scenario's and the policy's rows."""
    rows = ledger.to_dict("records")
    own = [k for k, row in enumerate(rows) if row["policy"] == policy]
    scenario = [k for k, row in enumerate(rows) if not row["policy"]]

    def below(table: str) -> list[int]:
        return [k for k in scenario if _covers(table, rows[k]["path"])]

    changed, around, reached = [], [], []
    for k in own:
        path = rows[k]["path"]
        if not path.startswith("divert."):
            changed += below(path)
            around += [n for table in _tables(path, [rows[c]["path"] for c in below(path)]) for n in below(table)]
        reached += [n for table in _sent_to(path) for n in below(table)]
    for found in (reached, around):
        found.sort(key=lambda k: _decides(rows[k]["path"]))
    decisive = list(dict.fromkeys([*own, *changed, *reached]))
    everything = list(dict.fromkeys([*decisive, *around]))
    return Footing(policy, ledger.iloc[everything], len(decisive))


@dataclass(frozen=True, eq=False)
class Rests:
    """What an answer rests on.

    Attributes:
        counted: all the numbers behind it.
        footings: of each policy.
    """

    counted: Counted
    footings: tuple[Footing, ...]

    @property
    def mainly_assumed(self) -> bool:
        """Whether the answer rests mainly on assumptions; :data:`RULE` says when."""
        most = 2 * self.counted.assumed > self.counted.total
        return most or any(footing.rests_on_assumptions for footing in self.footings)

    @property
    def sentence(self) -> str:
        """How many of all numbers are assumed."""
        return _how_many(self.counted, "behind it")


def rests(ledger: pd.DataFrame, policies: Iterable[str]) -> Rests:
    """What an answer on these policies rests on."""
    return Rests(count_evidence(ledger), tuple(footing(ledger, name) for name in dict.fromkeys(policies)))


def of(results: Results) -> Rests:
    """What a result rests on."""
    return rests(results.ledger, [policy.name for world in results.policies.values() for policy in world])


def as_text(rests: Rests) -> list[str]:
    """Lines that say when the answer rests mainly on assumptions, and on which; none where it does not."""
    if not rests.mainly_assumed:
        return []
    lines = [f"{MAINLY}. {rests.sentence}"]
    for footing in rests.footings:
        named = footing.first(_NAMED)
        more = len(footing.assumed) - len(named)
        lines.append(f"  {footing.policy}: {footing.sentence[:-1]}" + (", first of all" if named else ""))
        lines += [f"    {name}" for name in named]
        lines += [f"    and {more} more ('caseload evidence' has them all)"] if more else []
    return lines


def in_one_line(rests: Rests) -> list[str]:
    """The same a sentence a policy."""
    told = []
    for footing in rests.footings:
        named = footing.first(_NAMED)
        first = f", first of all {'; '.join(named)}." if named else "."
        told.append(f"{footing.policy}: {footing.sentence[:-1]}{first}")
    return told


def _how_many(c: Counted, which: str) -> str:
    """How many numbers are assumed, as a sentence."""
    silent = " or state no source" if c.unstated else ""
    if c.assumed < c.total or c.total == 0:
        return f"{c.assumed} of the {c.total} numbers {which} are assumptions{silent}."
    if c.total == 1:
        return f"The one number {which} is an assumption{silent.replace('state', 'states')}."
    return f"All {c.total} numbers {which} are assumptions{silent}."


# ---- paths


def _decides(path: str) -> int:
    """The rank of a number by what it is about; routes come last."""
    parts = path_parts(path)
    if parts[0] == "route":
        return len(_DECIDES) + 1
    return min((_DECIDES.index(part) for part in parts if part in _DECIDES), default=len(_DECIDES))


def _tables(pattern: str, changed: list[str]) -> list[str]:
    """The tables in which a pattern changes something, such as ``staff.pwp``."""
    return list(
        dict.fromkeys(".".join(_quoted(part) for part in path_parts(path)[:2]) for path in changed or [pattern])
    )


def _sent_to(path: str) -> list[str]:
    """The tables of the service to which a policy's number sends people, if it does."""
    if path.startswith("divert."):
        to = path_parts(path.partition(">")[2])[0]
    elif path.startswith("route."):
        to = path_parts(path.removesuffix(".delay"))[-1]
    else:
        return []
    return [f"service.{_quoted(to)}", f"route.{_quoted(to)}"]


def _covers(pattern: str, path: str) -> bool:
    """Whether ``path`` is what the pattern names or lies below it; ``*`` is any part, on either side."""
    wanted, found = path_parts(pattern), path_parts(path)
    return len(found) >= len(wanted) and all(a == b or "*" in (a, b) for a, b in zip(wanted, found, strict=False))


def _quoted(part: str) -> str:
    return f'"{part}"' if "." in part else part
