"""Fit a scenario to published totals: which values within their plausible ranges make the model say what was counted.

An *unknown* is a number of the scenario with the range in which it is plausible; a *target* is a published figure, what
the model says in its place, and how far apart the two may lie before it counts as a miss of one. The fit makes the sum
of squared misses small. Every trial runs on the same luck (seed and replications), so two trials differ by their
values alone; no unknown ever leaves its range; a target that cannot be met stays missed and is shown as missed.

The search is SciPy's bounded least squares (trust region reflective: Branch, Coleman and Li, SIAM Journal on
Scientific Computing 21, 1999) with slopes over steps that are large beside the noise that common luck leaves, and
Broyden's update of them between (Mathematics of Computation 19, 1965). How well the data tell the unknowns apart is
read off the slopes at the end, see :class:`Fit`.
"""

from __future__ import annotations

import contextlib
import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tqdm.auto import tqdm

from caseload.compare import run
from caseload.errors import ScenarioError, UsageError
from caseload.progress import is_watched
from caseload.results import Results
from caseload.scenario import Scenario, Value

Array = NDArray[np.float64]
#: Values of the unknowns by name; what they change in the scenario by path.
Changes = Callable[[Mapping[str, float]], Mapping[str, Value]]

_ROW = ("measure", "service", "need", "stratum", "area")
#: Variance of a number of which only its range is known, on the scale of the range: uniform.
_UNIFORM = 1 / 12
#: The search goes on from new slopes while they bring the cost down by this part.
_WORTH_WHILE = 0.02
#: A direction along which the whole range costs less than this many misses is one the data do not see.
UNSEEN = 1.0


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A number of the scenario that is to be found.

    Attributes:
        name: its path in the scenario; with ``changes`` given to :func:`fit`, any name that function understands.
        low, high: the range in which it is plausible; it is never left.
        start: where the search begins, and what a pull pulls to; by default the middle of the range.
        unit: written behind the number, as in ``"/ week"``.
        log: search on the logarithm, for what is known to a factor.
        decimals: digits behind the point that a fitted value keeps, in every trial; by default three significant ones
            of the width of the range.
        why: where the range comes from, in words.
    """

    name: str
    low: float
    high: float
    start: float | None = None
    unit: str = ""
    log: bool = False
    decimals: int | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise UsageError(f"unknown {self.name!r}: low = {self.low} must be below high = {self.high}")
        if self.log and self.low <= 0:
            raise UsageError(f"unknown {self.name!r}: on a logarithm low = {self.low} must be above 0")
        if self.start is not None and not self.low <= self.start <= self.high:
            raise UsageError(f"unknown {self.name!r}: start = {self.start} lies outside {self.low} to {self.high}")

    def at(self, place: float) -> float:
        """The value at a place in the range, 0 to 1, rounded, and never outside the range."""
        width = self.high - self.low
        value = self.low * math.exp(place * math.log(self.high / self.low)) if self.log else self.low + width * place
        digits = self.decimals if self.decimals is not None else 2 - math.floor(math.log10(width))
        return min(max(round(value, digits), self.low), self.high)

    def place(self, value: float) -> float:
        """Where a value lies in the range: 0 at low, 1 at high."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    @property
    def begins(self) -> float:
        """The place of ``start``."""
        return 0.5 if self.start is None else self.place(self.start)


class Found:
    """What one run says, by measure: means over its replications.

    Examples:
        >>> import caseload as cl
        >>> half_a_year = {"scenario.length": "1 year", "scenario.warm_up": "26 weeks", "scenario.settle": True}
        >>> town = cl.load("local/one_town").with_(half_a_year)
        >>> found = Found(cl.run(town, replications=1, progress=False))
        >>> found("referrals") > 1000
        True
    """

    def __init__(self, results: Results) -> None:
        self.results = results
        means = results.measures.groupby(list(_ROW), sort=False, observed=True)["value"].mean()
        self._means: dict[tuple[str, ...], float] = dict(means.items())  # type: ignore[arg-type]

    def __call__(self, measure: str, *, service: str = "", need: str = "", stratum: str = "", area: str = "") -> float:
        """The mean over replications; those without a value are left out.

        Raises:
            UsageError: there is no such row, or it has no value in any replication.
        """
        key = (measure, service, need, stratum, area)
        if key not in self._means:
            raise UsageError(self._unknown(measure, service, key))
        if math.isnan(self._means[key]):
            raise UsageError(f"{measure!r} of service {service!r} has no value in any replication")
        return float(self._means[key])

    def _unknown(self, measure: str, service: str, key: tuple[str, ...]) -> str:
        measures = sorted({row[0] for row in self._means})
        if measure not in measures:
            near = difflib.get_close_matches(measure, measures, n=1)
            return f"there is no measure {measure!r}" + (f"; the nearest is {near[0]!r}" if near else "")
        return f"there is no {measure!r} for service {service!r}, need, stratum and area {key[2:]}"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A published figure and what the model says in its place.

    Attributes:
        name: what it is, in words.
        value: as published.
        scale: how far the model may lie from it before that counts as a miss of one. Its inverse is the weight.
        measure: the name of a measure, or a function of :class:`Found` where no single measure will do.
        service, need, stratum: of the measure.
        source: where it was published.
        note: what it counts, and what it must not be compared with.
    """

    name: str
    value: float
    scale: float
    measure: str | Callable[[Found], float]
    service: str = ""
    need: str = ""
    stratum: str = ""
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and math.isfinite(self.scale) and self.scale > 0):
            raise UsageError(f"target {self.name!r}: value = {self.value} and scale = {self.scale} > 0 must be numbers")

    def of(self, found: Found) -> float:
        """What the model says."""
        if callable(self.measure):
            return float(self.measure(found))
        return found(self.measure, service=self.service, need=self.need, stratum=self.stratum)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Fit:
    """What a fit found, and how far to believe it.

    Attributes:
        scenario: the scenario with the fitted values.
        fitted: values of the unknowns, by name.
        unknowns: one row each: ``name, unit, low, start, high, value, at_bound, left_open, why``. ``left_open`` is how
            much of what the range alone left open the targets still leave open: 0 is pinned down, 1 is as unknown as
            before. It is the standard deviation that the slopes and the scales imply (each range taken as all that is
            known besides) over that of the range.
        targets: one row each: ``name, value, model, miss, scale, misses, source, note``; ``miss`` is model less value,
            ``misses`` the same in scales.
        slopes: targets × unknowns: misses gained when an unknown crosses its whole range, from central steps.
        correlation: unknowns × unknowns, what the slopes leave: near 1 or −1 the targets know only the sum or the
            difference of the two.
        directions: one row a direction of the unknowns, best seen first: ``misses`` when crossing the whole range along
            it, then the part of each unknown in it. Those below :data:`UNSEEN` cannot be told by the targets.
        trace: one row a trial: ``cost`` (half the sum of squared misses, the pull included), then the values.
        cost: of the fitted values.
        trials, replications, seed, areas, pull: as run.
        scenario_hash, fitted_hash: of the scenario before, and with the fitted values.
    """

    scenario: Scenario
    fitted: Mapping[str, float]
    unknowns: pd.DataFrame
    targets: pd.DataFrame
    slopes: pd.DataFrame
    correlation: pd.DataFrame
    directions: pd.DataFrame
    trace: pd.DataFrame
    cost: float
    trials: int
    replications: int
    seed: int
    areas: str | tuple[str, ...]
    pull: float
    scenario_hash: str
    fitted_hash: str

    def unseen(self) -> pd.DataFrame:
        """The directions that the targets cannot tell: :attr:`directions` below :data:`UNSEEN` misses."""
        return self.directions[self.directions["misses"] < UNSEEN].reset_index(drop=True)

    def confused(self, least: float = 0.8) -> pd.DataFrame:
        """Pairs of unknowns of which the targets know little more than a sum or a difference: ``a, b, correlation``."""
        names, table = list(self.correlation.columns), self.correlation.to_numpy()
        rows = [
            (names[i], names[j], table[i, j]) for i in range(len(names)) for j in range(i) if abs(table[i, j]) >= least
        ]
        found = pd.DataFrame(rows, columns=["a", "b", "correlation"])
        return found.sort_values("correlation", key=abs, ascending=False, ignore_index=True)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the scenario, in plain values for JSON."""
        return {
            "unknowns": self.unknowns.to_dict("records"),
            "targets": self.targets.to_dict("records"),
            "slopes": self.slopes.to_dict("index"),
            "directions": self.directions.to_dict("records"),
            "confused": self.confused().to_dict("records"),
            "cost": self.cost,
            "trials": self.trials,
            "replications": self.replications,
            "seed": self.seed,
            "areas": self.areas if isinstance(self.areas, str) else list(self.areas),
            "pull": self.pull,
            "scenario_hash": self.scenario_hash,
            "fitted_hash": self.fitted_hash,
        }

    def __repr__(self) -> str:
        worst = self.targets.iloc[int(self.targets["misses"].abs().to_numpy().argmax())]
        return (
            f"<Fit of {self.scenario.title}: {len(self.fitted)} unknowns, {len(self.targets)} targets, "
            f"{self.trials} trials; worst missed by {abs(worst['misses']):.1f} scales: {worst['name']}>"
        )

    def _repr_html_(self) -> str:
        return str(self.targets.to_html(index=False)) + str(self.unknowns.to_html(index=False))


def fit(
    scenario: Scenario,
    unknowns: Sequence[Unknown],
    targets: Sequence[Target],
    *,
    changes: Changes | None = None,
    replications: int = 4,
    seed: int = 1,
    threads: int = 0,
    areas: str | Sequence[str] = "one",
    pull: float = 0.0,
    step: float = 0.05,
    most_trials: int = 500,
    progress: bool = True,
) -> Fit:
    """Find the values of the unknowns, each within its range, with which the model comes closest to the targets.

    Args:
        scenario: what to fit; its values of the unknowns do not matter.
        unknowns: what to find.
        targets: what to come close to; at least one.
        changes: what values of the unknowns change in the scenario, where an unknown is not simply one path.
        replications: chance histories of a trial, the same in all of them.
        seed: of the luck of all trials.
        threads: for the replications of a trial; 0 is as many as the machine has.
        areas: ``"one"``, ``"all"``, a code or codes; fit on the smallest thing that has the figures.
        pull: how many misses it costs to lie at the end of the range that is farther from the start. Keeps an unknown
            that no target speaks of at its start; 0 is none, 2 takes the range for a 95 % interval.
        step: of the slopes, as a part of the range; large beside the noise, small beside the curvature.
        most_trials: runs at most, before the last ones that take the slopes at the end (two an unknown).
        progress: show a bar of trials in a terminal or in Jupyter.

    Raises:
        UsageError: no unknown, no target, the same name twice, or a measure that does not exist.
        ScenarioError: a value that cannot stand in the scenario.
        KeyboardInterrupt: within a second of Ctrl-C.

    Examples:
        >>> import caseload as cl
        >>> half_a_year = {"scenario.length": "1 year", "scenario.warm_up": "26 weeks", "scenario.settle": True}
        >>> town = cl.load("local/one_town").with_(half_a_year)
        >>> found = cl.fit(
        ...     town,
        ...     [cl.Unknown(name="referrals.gp.rate", low=20, high=200, unit="/ week")],
        ...     [cl.Target(name="referrals in half a year", value=3000, scale=30, measure="referrals")],
        ...     replications=1,
        ...     progress=False,
        ... )
        >>> bool(abs(found.targets["misses"][0]) < 1)
        True
    """
    _check(unknowns, targets, pull, step, most_trials)
    with tqdm(desc="trials", disable=not (progress and is_watched()), unit="trial", leave=False) as bar:
        trials = _Trials(scenario, unknowns, targets, changes or _by_path(unknowns), pull, bar)
        trials.arguments = {"replications": replications, "seed": seed, "threads": threads, "areas": areas}
        begin = np.array([unknown.begins for unknown in unknowns])
        _search(trials, begin, step, most_trials)
        best = trials.best()
        slopes = trials.slopes(best.places, step, central=True)
    return _told(trials, best, slopes, pull)


def _check(unknowns: Sequence[Unknown], targets: Sequence[Target], pull: float, step: float, most: int) -> None:
    for what, names in (("unknown", [u.name for u in unknowns]), ("target", [t.name for t in targets])):
        if not names:
            raise UsageError(f"nothing to fit: name at least one {what}")
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise UsageError(f"{what} {sorted(twice)[0]!r} stands there twice")
    if pull < 0 or not 0 < step <= 0.5 or most < 1:
        raise UsageError(f"pull = {pull} from 0, step = {step} from above 0 to 0.5, most_trials = {most} from 1")


def _by_path(unknowns: Sequence[Unknown]) -> Changes:
    """Each unknown is the value at its own path."""
    units = {unknown.name: unknown.unit for unknown in unknowns}
    return lambda values: {path: f"{value} {units[path]}" if units[path] else value for path, value in values.items()}


@dataclass(frozen=True)
class _Trial:
    places: Array
    chosen: dict[str, float]
    model: Array
    misses: Array  # those of the targets, then those of the pull
    cost: float


@dataclass
class _Trials:
    """Runs trials and remembers them: the same values are never run twice."""

    scenario: Scenario
    unknowns: Sequence[Unknown]
    targets: Sequence[Target]
    changes: Changes
    pull: float
    bar: tqdm[Any]
    arguments: dict[str, Any] = field(default_factory=dict)
    done: dict[tuple[float, ...], _Trial] = field(default_factory=dict)

    def at(self, places: Array) -> _Trial:
        values = {u.name: u.at(float(p)) for u, p in zip(self.unknowns, places, strict=True)}
        key = tuple(values.values())
        if key not in self.done:
            self.done[key] = self._run(places, values)
            self.bar.update()
        return self.done[key]

    def changed(self, values: Mapping[str, float]) -> Scenario:
        try:
            return self.scenario.with_(self.changes(values))
        except ScenarioError as error:
            error.add_note(f"in a trial of the fit with {dict(values)}")
            raise

    def _run(self, places: Array, values: dict[str, float]) -> _Trial:
        found = Found(run(self.changed(values), progress=False, **self.arguments))
        model = np.array([target.of(found) for target in self.targets])
        misses = (model - [t.value for t in self.targets]) / [t.scale for t in self.targets]
        if self.pull > 0:
            misses = np.append(misses, self.pull * self._strain(places))
        return _Trial(places.copy(), values, model, misses, float(misses @ misses) / 2)

    def _strain(self, places: Array) -> Array:
        """How far each is from its start, over the farther end's distance."""
        begin = np.array([u.begins for u in self.unknowns])
        return np.asarray((places - begin) / np.maximum(begin, 1 - begin))

    def best(self) -> _Trial:
        return min(self.done.values(), key=lambda trial: trial.cost)

    def slopes(self, places: Array, step: float, *, central: bool) -> Array:
        """Misses gained per range, by a step towards the farther end, or one to each side. Nothing leaves the range."""
        columns = []
        for k in range(len(places)):
            up, down = places.copy(), places.copy()
            towards = step if places[k] <= 0.5 else -step
            up[k] = min(places[k] + (step if central else towards), 1.0)
            if central:
                down[k] = max(places[k] - step, 0.0)
            a, b = self.at(up), self.at(down)
            # Where the values came to lie after rounding, not where they were sent.
            unknown = self.unknowns[k]
            moved = unknown.place(a.chosen[unknown.name]) - unknown.place(b.chosen[unknown.name])
            columns.append((a.misses - b.misses) / moved)
        return np.column_stack(columns)


class _Enough(Exception):  # noqa: N818  (nothing is wrong)
    """As many trials as were allowed."""


def _search(trials: _Trials, begin: Array, step: float, most_trials: int) -> None:
    """Least squares from slopes that are taken anew only where steps along the old ones no longer gain much."""
    from scipy.optimize import least_squares  # a fifth of the time that importing caseload would take

    def misses(places: Array) -> Array:
        if len(trials.done) >= most_trials:
            raise _Enough
        return trials.at(places).misses

    here = np.clip(begin, 1e-6, 1 - 1e-6)
    with contextlib.suppress(_Enough):
        cost = np.inf
        while True:
            misses(here)
            slopes = _Secant(trials, here, trials.slopes(here, step, central=False))
            found = least_squares(misses, here, jac=slopes, bounds=(0.0, 1.0), method="trf", ftol=1e-3, xtol=1e-3)
            if found.cost > (1 - _WORTH_WHILE) * cost:
                return
            here, cost = found.x, found.cost


class _Secant:
    """Slopes that follow the search by Broyden's update, at no trial's cost."""

    def __init__(self, trials: _Trials, places: Array, slopes: Array) -> None:
        self._trials, self._places, self._slopes = trials, places.copy(), slopes

    def __call__(self, places: Array) -> Array:
        moved = places - self._places
        length = float(moved @ moved)
        if length > 0:
            gained = self._trials.at(places).misses - self._trials.at(self._places).misses
            self._slopes = self._slopes + np.outer(gained - self._slopes @ moved, moved) / length
            self._places = places.copy()
        return self._slopes


def _told(trials: _Trials, best: _Trial, slopes: Array, pull: float) -> Fit:
    unknowns, targets = trials.unknowns, trials.targets
    names = [unknown.name for unknown in unknowns]
    of_targets = slopes[: len(targets)]
    spread, correlation = _left_open(of_targets)
    fitted = trials.changed(best.chosen)
    areas = trials.arguments["areas"]
    return Fit(
        scenario=fitted,
        fitted=best.chosen,
        unknowns=pd.DataFrame(
            {
                "name": names,
                "unit": [u.unit for u in unknowns],
                "low": [u.low for u in unknowns],
                "start": [u.at(u.begins) for u in unknowns],
                "high": [u.high for u in unknowns],
                "value": [best.chosen[name] for name in names],
                "at_bound": [best.chosen[u.name] in (u.at(0.0), u.at(1.0)) for u in unknowns],
                "left_open": spread / math.sqrt(_UNIFORM),
                "why": [u.why for u in unknowns],
            }
        ),
        targets=pd.DataFrame(
            {
                "name": [t.name for t in targets],
                "value": [t.value for t in targets],
                "model": best.model,
                "miss": best.model - [t.value for t in targets],
                "scale": [t.scale for t in targets],
                "misses": best.misses[: len(targets)],
                "source": [t.source for t in targets],
                "note": [t.note for t in targets],
            }
        ),
        slopes=pd.DataFrame(of_targets, index=[t.name for t in targets], columns=names),
        correlation=pd.DataFrame(correlation, index=names, columns=names),
        directions=_directions(of_targets, names),
        trace=pd.DataFrame([{"cost": trial.cost, **trial.chosen} for trial in trials.done.values()]),
        cost=best.cost,
        trials=len(trials.done),
        replications=trials.arguments["replications"],
        seed=trials.arguments["seed"],
        areas=areas if isinstance(areas, str) else tuple(areas),
        pull=pull,
        scenario_hash=trials.scenario.hash,
        fitted_hash=fitted.hash,
    )


def _left_open(slopes: Array) -> tuple[Array, Array]:
    """Standard deviations (in ranges) and correlations of the unknowns, given the targets and each range."""
    information = slopes.T @ slopes + np.eye(slopes.shape[1]) / _UNIFORM
    covariance = np.linalg.inv(information)
    spread = np.sqrt(np.diag(covariance))
    return spread, covariance / np.outer(spread, spread)


def _directions(slopes: Array, names: list[str]) -> pd.DataFrame:
    """Right singular vectors of the slopes, the largest part of each positive."""
    _, seen, parts = np.linalg.svd(slopes, full_matrices=True)
    seen = np.append(seen, np.zeros(len(names) - len(seen)))
    largest = np.abs(parts).argmax(axis=1)
    parts = parts * np.sign(parts[np.arange(len(names)), largest])[:, None]
    return pd.DataFrame({"misses": seen, **{name: parts[:, k] for k, name in enumerate(names)}})
