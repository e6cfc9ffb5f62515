"""Claims: what is claimed, the reference and where it comes from, what the simulation gave, and whether they agree.

A test opens a section of the page, adds claims to it, and on leaving the section compares its text with the page and
demands that every claim agrees or says why it does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from page import compare_or_write


@dataclass(frozen=True)
class Estimate:
    """A mean with its standard error; ``freedom`` is infinite where the error is known and not estimated."""

    mean: float
    error: float
    freedom: float = math.inf

    @classmethod
    def of(cls, values: Iterable[float]) -> Estimate:
        """From one value a replication."""
        x = np.asarray(list(values), dtype=float)
        if len(x) < 2 or not np.isfinite(x).all():
            raise ValueError(f"an estimate needs two values or more, all of them numbers: {x}")
        return cls(float(x.mean()), float(x.std(ddof=1)) / math.sqrt(len(x)), len(x) - 1)

    @classmethod
    def ratio(cls, above: Iterable[float], below: Iterable[float]) -> Estimate:
        """Of two sums, each with one term a replication; the error is that of the terms' residuals (delta method)."""
        a, b = (np.asarray(list(x), dtype=float) for x in (above, below))
        mean = a.sum() / b.sum()
        return cls(float(mean), float((a - mean * b).std(ddof=1)) / math.sqrt(len(a)) / float(b.mean()), len(a) - 1)

    def minus(self, other: Estimate) -> Estimate:
        """The difference of two independent estimates (Welch and Satterthwaite's degrees of freedom)."""
        squares = self.error**2, other.error**2
        below = sum(s**2 / e.freedom for s, e in zip(squares, (self, other), strict=True) if s > 0)
        return Estimate(
            self.mean - other.mean,
            math.sqrt(sum(squares)),
            sum(squares) ** 2 / below if below > 0 else math.inf,
        )

    @property
    def half_width(self) -> float:
        """Of the 95 % interval."""
        return float(stdtrit(min(self.freedom, 1e9), 0.975)) * self.error


@dataclass(frozen=True)
class Claim:
    """One row: ``result`` is an estimate of what ``reference`` says exactly, or estimates as well."""

    what: str
    reference: Estimate
    source: str
    result: Estimate
    limit: float
    explained: str = ""

    @property
    def difference(self) -> Estimate:
        return self.result.minus(self.reference)

    @property
    def distance(self) -> float:
        """Between result and reference, in standard errors."""
        d = self.difference
        if d.error > 0:
            return d.mean / d.error
        return 0.0 if math.isclose(self.result.mean, self.reference.mean, rel_tol=1e-9, abs_tol=1e-12) else math.inf

    @property
    def agrees(self) -> bool:
        return abs(self.distance) <= self.limit

    @property
    def false_alarm(self) -> float:
        """The chance that this claim does not agree although it is true, were the seeds drawn anew."""
        d = self.difference
        return 2 * float(stdtr(min(d.freedom, 1e9), -self.limit)) if d.error > 0 else 0.0

    @property
    def outside_95(self) -> bool:
        return abs(self.difference.mean) > self.difference.half_width

    def row(self) -> str:
        decimals = _decimals(self.result, self.reference)
        result = _number(self.result.mean, decimals)
        interval = _interval(self.result, decimals)
        reference = _number(self.reference.mean, decimals)
        if self.reference.error > 0:
            reference += f" ({_interval(self.reference, decimals)})"
        verdict = "agrees" if self.agrees else "**differs**" + (f": {self.explained}" if self.explained else "")
        distance = f"{self.distance:+.1f}".replace("-", "−")
        cells = (self.what, self.source, reference, result, interval, distance, verdict)
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


class Section:
    """The claims of one section, in the order in which they are made."""

    def __init__(self, key: str, title: str, about: str, limit: float) -> None:
        self.key, self.title, self.about, self.limit = key, title, " ".join(about.split()), limit
        self.claims: list[Claim] = []
        self.parts: list[str] = []
        self._table: list[Claim] = []

    def claim(
        self,
        what: str,
        reference: float | Estimate,
        source: str,
        result: Estimate | Iterable[float],
        *,
        explained: str = "",
    ) -> None:
        """Adds a row; ``explained`` says why a claim that does not agree does not (one that agrees may not have it)."""
        if not isinstance(reference, Estimate):
            reference = Estimate(float(reference), 0.0)
        if not isinstance(result, Estimate):
            result = Estimate.of(result)
        made = Claim(what, reference, source, result, self.limit, explained)
        self.claims.append(made)
        self._table.append(made)

    def write(self, paragraph: str) -> None:
        """Adds text, or a table of one's own, after the rows so far."""
        self._end_table()
        self.parts.append(paragraph)

    def _end_table(self) -> None:
        if self._table:
            head = "| claim | formula or source | reference | result | 95 % interval | distance | verdict |"
            self.parts.append("\n".join([head, "|---|---|--:|--:|:-:|--:|---|", *(c.row() for c in self._table)]))
            self._table = []

    def text(self) -> str:
        self._end_table()
        tally = (
            f"{len(self.claims)} claims, {sum(c.agrees for c in self.claims)} agree, "
            f"{sum(c.outside_95 for c in self.claims)} outside 95 %, "
            f"false alarm {sum(c.false_alarm for c in self.claims):.2g}"
        )
        heading = [f"### {self.title}", self.about] if self.title else [self.about]
        if self.claims:
            heading[-1] += f" *Agrees: within {self.limit:g} standard errors.*"
        return "\n\n".join([f"<!-- section {self.key}: {tally} -->", *heading, *self.parts]) + "\n"


@contextmanager
def section(key: str, title: str, about: str, *, limit: float = 4.0) -> Iterator[Section]:
    """One section of the page, compared (or written) when the block ends."""
    made = Section(key, title, about, limit)
    yield made
    compare_or_write(key, made.text())
    wrong = [c for c in made.claims if not c.agrees and not c.explained]
    assert not wrong, "does not agree:\n" + "\n".join(c.row() for c in wrong)
    idle = [c for c in made.claims if c.agrees and c.explained]
    assert not idle, "explained although it agrees:\n" + "\n".join(c.row() for c in idle)


def _decimals(result: Estimate, reference: Estimate) -> int:
    """So many that the larger standard error shows with two figures; of exact numbers, four figures."""
    error = max(result.error, reference.error)
    if error > 0:
        return max(0, min(8, 1 - math.floor(math.log10(error))))
    size = abs(reference.mean)
    return max(0, 3 - math.floor(math.log10(size))) if size > 0 else 0


def _number(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}".replace(",", "\u202f").replace("-", "−")
    return text.lstrip("−") if float(f"{value:.{decimals}f}") == 0 else text


def _interval(e: Estimate, decimals: int) -> str:
    return f"{_number(e.mean - e.half_width, decimals)} to {_number(e.mean + e.half_width, decimals)}"
