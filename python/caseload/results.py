"""What an experiment found: tidy frames, their differences, and where they came from.

Nothing here draws or formats; ``plots`` and ``tables`` and ``report`` do, from what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from caseload import _core, statistics
from caseload.errors import UsageError
from caseload.scenario import Policy
from caseload.shown import Shown

if TYPE_CHECKING:
    from caseload.plots import Plots

KEYS = ["area", "measure", "service", "need", "stratum", "unit"]
MEASURE_COLUMNS = ["policy", "replication", *KEYS, "value"]
SERIES_COLUMNS = ["policy", "replication", "area", "week", "measure", "service", "value"]
CURVE_COLUMNS = ["policy", "measure", "service", "need", "day", "value"]
PEOPLE_COLUMNS = ["policy", "replication", "area", "measure", "need", "unit", "value", "floor"]
DIFFERENCE_COLUMNS = [
    "policy",
    *KEYS,
    "baseline",
    "value",
    "difference",
    "low",
    "high",
    "people_better",
    "people_worse",
]


JUDGEMENT = ["words", "used", "left_out"]
#: Ends the names of the measures that hold the floor of a count of people.
FLOOR = "_floor"


@dataclass(frozen=True)
class Provenance:
    """What it takes to get the same result again.

    Attributes:
        scenario, scenario_hash: the name it was loaded by, and a hash of its text with all changes.
        title, question: in words.
        command: the command line that gives the same result.
        seed, replications, areas: as run; area ``""`` is the scenario as one service.
        start: the first day; ``weeks`` from there to the horizon.
        window_from, window_to: weeks since the start; what is reported lies between.
        tables_hash: of every table a draw passed through; results with different ones do not mix.
        events: how many events were simulated.
        versions: of everything that has a say.
    """

    scenario: str
    scenario_hash: str
    title: str
    question: str
    command: str
    seed: int
    replications: int
    areas: tuple[str, ...]
    start: str
    weeks: float
    window_from: float
    window_to: float
    tables_hash: str
    events: int
    versions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Results:
    """One world, run many times.

    Attributes:
        provenance: how to get it again.
        policies: what was in force in each world, by its name in the ``policy`` column.
        measures: one value a row: ``policy, replication, area, measure, service, need, stratum, unit, value``; an empty
            area, service, need or stratum is all of them together; NaN where nothing was there to take a share of.
        series: one value a week: ``policy, replication, area, week, measure, service, value``.
        curves: competing risks: ``policy, measure, service, need, day, value``, all areas and replications together.
        meanings: of each measure, in one sentence.
        ledger: every number of the scenario and the policies with its evidence.
        logs: event logs of the first replication as CSV text, by world, where they were asked for.
        warnings: what a reader of the numbers should know.
        area_names: by code.
    """

    provenance: Provenance
    policies: Mapping[str, tuple[Policy, ...]]
    measures: pd.DataFrame
    series: pd.DataFrame
    curves: pd.DataFrame
    people_rows: pd.DataFrame
    meanings: Mapping[str, str]
    ledger: pd.DataFrame
    logs: Mapping[str, str]
    warnings: tuple[str, ...]
    area_names: Mapping[str, str]

    @property
    def worlds(self) -> list[str]:
        """The worlds by name, the unchanged one first."""
        return list(self.policies)

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """Every measure of every world with its mean over replications and its interval (chance only).

        Columns: ``policy, area, measure, service, need, stratum, unit, mean, low, high, used, left_out``. Shown
        rounded; the numbers inside have all digits.
        """
        from caseload import tables

        values, index = matrix(self.measures, ["policy", *KEYS], "value")
        e = statistics.estimate(values)
        frame = index.assign(mean=e.mean, low=e.low, high=e.high, used=e.used, left_out=e.left_out)
        return Shown.of(frame, tables.estimates_in_words)

    def weekly(self, measure: str, *, service: str = "", area: str = "") -> pd.DataFrame:
        """One weekly measure of one service (``""``: of all) in one area: ``policy, replication, week, value``.

        Raises:
            UsageError: there is no such series.
        """
        frame = self.series
        chosen = (frame["measure"] == measure) & (frame["service"] == service) & (frame["area"] == area)
        if not chosen.any():
            raise UsageError(f"no weekly {measure!r} of service {service!r} in area {area!r}")
        return frame.loc[chosen, ["policy", "replication", "week", "value"]].reset_index(drop=True)

    def table(self) -> pd.DataFrame:
        """The main measures, one row each. Shown rounded; the numbers inside have all digits."""
        from caseload import tables

        return Shown.of(tables.summary(self), tables.summary_in_words)

    def waits(self) -> pd.DataFrame:
        """Waits of those seen, of those who left and of those still waiting, as they are shown; a row a list."""
        from caseload import wait_tables

        return wait_tables.waits(self)

    @property
    def plot(self) -> Plots:
        """Figures: ``waits()``, ``lists()``, ``flows()``, ``curves()`` and, of a comparison, ``differences()``."""
        from caseload.plots import Plots

        return Plots(self)

    def arrow(self) -> dict[str, pa.Table]:
        """The frames as Arrow tables, by name."""
        return {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in self.tidy().items()}

    def tidy(self) -> dict[str, pd.DataFrame]:
        """The frames that are saved, by name."""
        return {"measures": self.measures, "series": self.series, "curves": self.curves}

    def report(self, path: str | Path) -> Path:
        """Write a self-contained page that opens without a network; return its path."""
        from caseload import report

        return report.write(self, Path(path))

    def save(self, folder: str | Path) -> Path:
        """Write everything into a folder, whole or not at all; return the folder.

        Raises:
            UsageError: the folder holds something else or cannot be written.
        """
        from caseload import saving

        return saving.save(self, Path(folder))

    def manifest(self) -> dict[str, Any]:
        """Where the result came from, for machines."""
        return {**asdict(self.provenance), "worlds": self.worlds, "warnings": list(self.warnings)}

    def __repr__(self) -> str:
        p = self.provenance
        worlds = ", ".join(self.worlds)
        return f"<{type(self).__name__} of {p.title}: {worlds}; {p.replications} replications, seed {p.seed}>"

    def _repr_html_(self) -> str:
        from caseload import html

        return html.results_card(self)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Comparison(Results):
    """Several worlds on common luck; the first is the scenario as it is."""

    @property
    def people(self) -> People:
        """People better and worse off, with the floor of mere reshuffling."""
        return People(self.people_rows)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """Paired differences from the baseline, with intervals (chance only), one row a policy and measure.

        Columns are those of ``differences.csv`` and three more: ``words`` is what to say in place of the number (empty
        where the number may be said), ``used`` and ``left_out`` count replications with and without a value. Shown
        rounded; the numbers inside have all digits.
        """
        from caseload import tables

        counts = set(self.people_rows["measure"].unique())
        own = self.measures[~self.measures["measure"].isin(counts | {m + FLOOR for m in counts})]
        found = differences(own, baseline=self.worlds[0], keys=KEYS)
        plain = found.astype(dict.fromkeys(["policy", *KEYS], "str"))
        empty = plain.assign(people_better=np.nan, people_worse=np.nan)
        frame = pd.concat([empty, self.people.differences()], ignore_index=True)[[*DIFFERENCE_COLUMNS, *JUDGEMENT]]
        return Shown.of(frame, tables.differences_in_words)

    def weekly_differences(self, measure: str, *, service: str = "", area: str = "") -> pd.DataFrame:
        """Paired differences of one weekly measure from the baseline: ``policy, week, difference, low, high``."""
        weekly = self.weekly(measure, service=service, area=area)
        found = differences(weekly, baseline=self.worlds[0], keys=["week"])
        return found[["policy", "week", "difference", "low", "high"]]

    def tidy(self) -> dict[str, pd.DataFrame]:
        """The frames that are saved, by name."""
        return {**super().tidy(), "people": self.people_rows, "differences": self.differences}


class People:
    """People better and worse off: the same person, with the same luck, in two worlds.

    Attributes:
        frame: counts by replication: ``policy, replication, area, measure, need, value, floor``. The floor is the same
            count between the baseline and the baseline with a handful of referrals left out: what reshuffling does.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def counts(self) -> pd.DataFrame:
        """Means over replications, with intervals. Shown rounded; the numbers inside have all digits.

        Columns: ``policy, area, measure, need, unit, count, low, high, floor, floor_low, floor_high, words, used,
        left_out``. ``words`` is ``"no more than chance"`` where the interval of a count of people better or worse off
        does not lie above three times the floor.
        """
        from caseload import people_tables

        keys = ["policy", "area", "measure", "need", "unit"]
        value, index = matrix(self.frame, keys, "value")
        floor, _ = matrix(self.frame, keys, "floor")
        count = statistics.estimate(value)
        floors = statistics.estimate(floor)
        words = [
            "" if measure not in FLOORED or statistics.above_floor(low, f) else statistics.NO_MORE_THAN_CHANCE
            for measure, low, f in zip(index["measure"], count.low, floors.mean, strict=True)
        ]
        found = index.assign(count=count.mean, low=count.low, high=count.high, floor=floors.mean)
        found = found.assign(floor_low=floors.low, floor_high=floors.high, words=words)
        found = found.assign(used=count.used, left_out=count.left_out)
        return Shown.of(found, people_tables.counts_in_words)

    def differences(self) -> pd.DataFrame:
        """The rows of people in :attr:`Comparison.differences`.

        A pair of counts is one row: ``difference`` is better less worse with its interval, ``people_better`` and
        ``people_worse`` are filled where they are more than chance. The mean shift is a difference itself; of other
        counts the mean stands under ``value``.
        """
        keys = ["policy", "area", "measure", "need", "unit"]
        plain = self.frame.astype(dict.fromkeys(keys, "str"))
        counts = self.counts().astype(dict.fromkeys(keys, "str"))
        parts = []
        for pair, (better, worse) in PEOPLE_PAIRS.items():
            both = plain[plain["measure"].isin([better, worse])]
            signed = both.assign(value=both["value"].where(both["measure"] == better, -both["value"]), measure=pair)
            net = signed.groupby([*keys, "replication"], sort=False, as_index=False).agg({"value": "sum"})
            rows = _judged(net, keys)
            for column, measure in (("people_better", better), ("people_worse", worse)):
                shown = counts[(counts["measure"] == measure) & (counts["words"] == "")]
                shown = shown[["policy", "area", "need", "count"]].rename(columns={"count": column})
                rows = rows.merge(shown, on=["policy", "area", "need"], how="left")
            parts.append(rows)
        parts.append(_judged(plain.loc[plain["measure"] == MEAN_SHIFT, :], keys))
        alone = counts[~counts["measure"].isin({*(m for pair in PEOPLE_PAIRS.values() for m in pair), MEAN_SHIFT})]
        parts.append(
            alone.rename(columns={"count": "value"}).drop(columns=["low", "high", "floor", "floor_low", "floor_high"])
        )
        rows = pd.concat(parts, ignore_index=True).assign(service="", stratum="")
        return rows.reindex(columns=[*DIFFERENCE_COLUMNS, *JUDGEMENT])

    def __repr__(self) -> str:
        return repr(self.counts())

    def _repr_html_(self) -> str:
        return str(self.counts()._repr_html_())  # type: ignore[operator]


def _judged(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Values that are differences already, with interval and words."""
    values, index = matrix(frame, keys, "value")
    found = statistics.paired(np.where(np.isnan(values), np.nan, 0.0), values)
    d = found.difference
    return index.assign(
        difference=d.mean,
        low=d.low,
        high=d.high,
        words=found.words,
        used=d.used,
        left_out=d.left_out,
    )


#: Pairs of counts of people, better off and worse off, and the name of the pair in ``differences.csv``.
PEOPLE_PAIRS = {
    "people_time_without_help": ("people_sooner", "people_later"),
    "people_human_help": ("people_reached", "people_lost"),
    "people_drop_outs": ("people_drop_outs_fewer", "people_drop_outs_more"),
    "people_recovery": ("people_recovered_gained", "people_recovered_lost"),
    "people_crises": ("people_fewer_crises", "people_more_crises"),
}
#: Counts that are shown as a number only above the floor.
FLOORED = frozenset({*(measure for pair in PEOPLE_PAIRS.values() for measure in pair), "people_lost_recovered"})
MEAN_SHIFT = "people_mean_shift"


def frames(core: _core.ExperimentResult) -> dict[str, Any]:
    """The core's columns as frames, names in place of codes."""
    names = core.names
    tables = {name: _decoded(getattr(core, name), names) for name in ("rows", "series", "curves", "people")}
    people = tables["people"][PEOPLE_COLUMNS]
    return {
        "measures": _with_people(tables["rows"], people)[MEASURE_COLUMNS],
        "series": tables["series"][SERIES_COLUMNS],
        "curves": tables["curves"][CURVE_COLUMNS],
        "people_rows": people,
        "meanings": dict(zip(names.measures, names.meanings, strict=True)),
    }


def matrix(frame: pd.DataFrame, keys: list[str], value: str) -> tuple[statistics.Array, pd.DataFrame]:
    """Values as rows × replications (NaN where a row is missing), and the keys of the rows in order of appearance."""
    groups = frame.groupby(keys, observed=True, sort=False)
    row = groups.ngroup().to_numpy()
    replications, column = np.unique(frame["replication"].to_numpy(), return_inverse=True)
    index = frame[keys].drop_duplicates(ignore_index=True)
    values = np.full((len(index), max(len(replications), 1)), np.nan)
    values[row, column] = frame[value].to_numpy()
    return values, index


def differences(frame: pd.DataFrame, *, baseline: str, keys: list[str]) -> pd.DataFrame:
    """Paired differences of every policy from the baseline in each row of ``keys``."""
    values, index = matrix(frame, ["policy", *keys], "value")
    number = index.groupby(keys, observed=True, sort=False).ngroup().to_numpy()
    of_baseline = (index["policy"] == baseline).to_numpy()
    unchanged = np.full((number.max(initial=-1) + 1, values.shape[1]), np.nan)
    unchanged[number[of_baseline]] = values[of_baseline]
    found = statistics.paired(unchanged[number[~of_baseline]], values[~of_baseline])
    return (
        index[~of_baseline]
        .reset_index(drop=True)
        .assign(
            baseline=found.baseline,
            value=found.value,
            difference=found.difference.mean,
            low=found.difference.low,
            high=found.difference.high,
            words=found.words,
            used=found.difference.used,
            left_out=found.difference.left_out,
        )
    )


def _with_people(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The measures, and below them the counts of people and their floors: all it takes to redo the tables."""
    if people.empty:
        return rows
    counts = people.drop(columns="floor")
    floors = people.drop(columns="value").rename(columns={"floor": "value"})
    floors["measure"] = floors["measure"].cat.rename_categories(lambda name: name + FLOOR)
    parts = [rows, *(part.assign(service="", stratum="") for part in (counts, floors))]
    joined = {
        column: pd.api.types.union_categoricals([pd.Categorical(part[column]) for part in parts])
        for column in ("policy", *KEYS)
    }
    return pd.concat(parts, ignore_index=True).assign(**joined)


def _decoded(columns: Mapping[str, Any], names: _core.ResultNames) -> pd.DataFrame:
    """Codes become categories; the unit comes with the measure."""
    texts = {
        "policy": names.policies,
        "area": names.areas,
        "measure": names.measures,
        "service": names.services,
        "need": names.needs,
        "stratum": names.strata,
    }
    data: dict[str, Any] = {
        column: _category(codes, texts[column]) if column in texts else codes for column, codes in columns.items()
    }
    data["unit"] = _category(columns["measure"], names.units)
    return pd.DataFrame(data, copy=False)


def _category(codes: Any, texts: list[str]) -> pd.Categorical[Any]:
    """Codes as a category; several codes may stand for the same text."""
    distinct = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(distinct)}
    of_code = np.array([place[text] for text in texts], dtype="int32")
    return pd.Categorical.from_codes(of_code[np.asarray(codes)], categories=pd.Index(distinct))
