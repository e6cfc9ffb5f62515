"""Closed forms of queueing and renewal theory, worked out without the model. Times and rates in any one unit.

Sources: L. Kleinrock, Queueing Systems, volume 1 (1975), for M/M/c, M/M/c/K and M/G/1; J. R. Jackson, "Networks of
waiting lines", Operations Research 5 (1957); A. Cobham, "Priority assignment in waiting line problems", Operations
Research 2 (1954); O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with impatient customers",
Manufacturing & Service Operations Management 4 (2002), for M/M/c+M; S. G. Eick, W. A. Massey and W. Whitt, "The physics
of the Mt/G/∞ queue", Operations Research 41 (1993); D. R. Cox, Renewal Theory (1962). Where a docstring derives what it
says, the derivation is the source.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def birth_and_death(up: Callable[[int], float], down: Callable[[int], float], most: int) -> Array:
    """The long-run chances of 0 … ``most`` in a system: those of n+1 are those of n × up(n) ÷ down(n+1)."""
    logs = [0.0]
    for n in range(most):
        logs.append(logs[-1] + math.log(up(n)) - math.log(down(n + 1)) if up(n) > 0 else -math.inf)
    chances = np.exp(np.array(logs) - max(logs))
    return chances / chances.sum()


def erlang_c(servers: int, load: float) -> float:
    """The chance to wait in M/M/c: load = arrival rate × mean length (Erlang's second formula)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


@dataclass(frozen=True)
class ManyServers:
    """M/M/c."""

    servers: int
    arrivals: float
    length: float

    @property
    def chance_to_wait(self) -> float:
        return erlang_c(self.servers, self.arrivals * self.length)

    @property
    def spare(self) -> float:
        """The rate at which the conditional wait ends: cμ − λ."""
        return self.servers / self.length - self.arrivals

    @property
    def mean_wait(self) -> float:
        return self.chance_to_wait / self.spare

    def within(self, wait: float) -> float:
        """The chance to wait no longer than that."""
        return 1 - self.chance_to_wait * math.exp(-self.spare * wait)


@dataclass(frozen=True)
class Impatient:
    """M/M/c+M: whoever waits gives up at rate ``giving_up``."""

    servers: int
    arrivals: float
    length: float
    giving_up: float
    most: int = 2000

    @property
    def chances(self) -> Array:
        c, mu, theta = self.servers, 1 / self.length, self.giving_up
        return birth_and_death(lambda n: self.arrivals, lambda n: min(n, c) * mu + max(0, n - c) * theta, self.most)

    @property
    def no_wait(self) -> float:
        return float(self.chances[: self.servers].sum())

    @property
    def list_size(self) -> float:
        n = np.arange(self.most + 1)
        return float((np.maximum(0, n - self.servers) * self.chances).sum())

    @property
    def left(self) -> float:
        """The share that leave: everyone on the list leaves at the same rate."""
        return self.giving_up * self.list_size / self.arrivals

    @property
    def wait_of_seen(self) -> float:
        """Who finds c−1+k people goes through k stages; in stage j (of k … 1) something happens at rate cμ + jθ, and
        it is they who leave with chance θ of that. Seen with chance cμ/(cμ + kθ), after Σ 1/(cμ + jθ)."""
        full = self.servers / self.length
        k = np.arange(1, self.most - self.servers + 2)
        rates = full + k * self.giving_up
        found = self.chances[self.servers - 1 + k]
        seen = found * full / rates
        return float((seen * np.cumsum(1 / rates)).sum() / (seen.sum() + self.no_wait))

    @property
    def wait_of_leavers(self) -> float:
        """Little's law on the list, less what those who are seen wait."""
        return (self.list_size / self.arrivals - (1 - self.left) * self.wait_of_seen) / self.left


def turned_away(servers: int, room: int, arrivals: float, length: float) -> Array:
    """Long-run chances of 0 … servers + room in M/M/c/K, K = servers + room."""
    return birth_and_death(lambda n: arrivals, lambda n: min(n, servers) / length, servers + room)


def one_server_wait(arrivals: float, mean: float, second_moment: float) -> float:
    """Pollaczek and Khinchine: M/G/1, mean wait."""
    return arrivals * second_moment / (2 * (1 - arrivals * mean))


def priority_waits(residual: float, loads: Sequence[float]) -> list[float]:
    """Cobham: mean waits by class, the first class first, nobody interrupted; ``residual`` is the mean wait of somebody
    who finds no list ahead of them (for one server λE[S²]/2; for M/M/c chance to wait × length ÷ c) and ``loads`` are
    of each class, as shares of all servers."""
    before = [sum(loads[:k]) for k in range(len(loads) + 1)]
    return [residual / ((1 - before[k]) * (1 - before[k + 1])) for k in range(len(loads))]


def network_flows(outside: Sequence[float], routes: Sequence[Sequence[float]]) -> Array:
    """The traffic equations: what joins each place, from outside and from the others."""
    return np.linalg.solve(np.eye(len(outside)) - np.array(routes).T, np.array(outside))


def people_in(daily_rates: Array, at: float, staying: Callable[[Array], Array], steps: int = 200) -> float:
    """Mean number present at time ``at`` (days) where nobody waits: the past arrivals, each with the chance of still
    being there, ∫ λ(s) P(S > at − s) ds. Rates are constant within days; the integral is by midpoints."""
    days = math.ceil(at)
    s = (np.arange(days * steps) + 0.5) / steps
    s = s[s < at]
    rates = np.repeat(daily_rates[:days], steps)[: len(s)]
    return float((rates * staying(at - s)).sum() / steps)


def renewals(lengths: Array, until: int) -> tuple[float, float]:
    """Mean and variance of how many renewals there are by time ``until``; lengths[k] is the chance of a length of k+1.
    By their definition: at least n by then if the sum of n lengths is at most that."""
    step = np.concatenate([[0.0], lengths])
    sum_of = np.zeros(until + 1)
    sum_of[0] = 1.0
    at_least = []
    for _ in range(until):
        sum_of = np.convolve(sum_of, step)[: until + 1]
        at_least.append(sum_of.sum())
    n = np.arange(1, until + 1)
    mean = float(np.sum(at_least))
    return mean, float(np.sum((2 * n - 1) * at_least)) - mean**2


@dataclass(frozen=True)
class Course:
    """A course of appointments, each attended or not, by the rules of the scenario format.

    ``first_missed`` and ``missed`` are the chances that the first and a later appointment is not attended; after
    ``offers`` first appointments not attended the person has left. After an attended one: complete if all are attended
    that were planned (``planned[k]`` is the chance of k), else an early end, else drop-out, by the number attended (the
    last chance holds for all later); after a missed one drop-out with chance ``drop_missed``.
    """

    planned: dict[int, float]
    first_missed: float
    missed: float
    offers: int
    drop_out: Sequence[float]
    early: Sequence[float]
    drop_missed: float

    def walk(self, most: int = 400) -> dict[tuple[str, int, int], float]:
        """The chance of every way through: (exit, attended, appointments); at most ``most`` appointments."""
        ends: dict[tuple[str, int, int], float] = {}

        def end(how: str, attended: int, appointments: int, chance: float) -> None:
            key = how, attended, appointments
            ends[key] = ends.get(key, 0.0) + chance

        end("left", 0, self.offers, self.first_missed**self.offers)
        for plan, of_plan in self.planned.items():
            # going[d]: the chance to go on after d attended appointments, after as many appointments as have been
            going = dict.fromkeys(range(plan), 0.0)
            for n in range(1, most):
                arrived = {d + 1: chance * (1 - self.missed) for d, chance in going.items()}
                going = {d: chance * self.missed for d, chance in going.items()}
                for d, chance in going.items():
                    end("dropped_out", d, n, chance * self.drop_missed)
                    going[d] = chance * (1 - self.drop_missed)
                if n <= self.offers:
                    arrived[1] = of_plan * self.first_missed ** (n - 1) * (1 - self.first_missed)
                for d, chance in arrived.items():
                    if d == plan:
                        end("completed", d, n, chance)
                        continue
                    early, leave = (chances[min(d, len(chances)) - 1] for chances in (self.early, self.drop_out))
                    end("early", d, n, chance * early)
                    end("dropped_out", d, n, chance * (1 - early) * leave)
                    going[d] = going.get(d, 0.0) + chance * (1 - early) * (1 - leave)
        return ends
