"""The baseline of Murch et al. 2021 in this model, set beside the reference: by period, by service.

Times are in days, as in the paper; the paper counts its days from 1, so its day 731 is day 730 after the start.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import caseload as cl
from claims import Estimate
from histories import run, values

HERE = Path(__file__).parent
PERIODS = {"pre": (730, 1095), "during": (1095, 1165), "post": (1165, 1531)}
REFERENCE_REPLICATIONS, PUBLISHED_REPLICATIONS = 200, 35


@cache
def baseline() -> cl.Scenario:
    return cl.load(HERE / "baseline.toml")


def of_period(period: str) -> cl.Scenario:
    """The same, reported from the period's first day and run to its last: what comes later changes nothing before."""
    first, end = PERIODS[period]
    return baseline().with_({"scenario.warm_up": f"{first} days", "scenario.length": f"{end} days"})


def table(name: str) -> pd.DataFrame:
    """One of the CSV files here."""
    return pd.read_csv(HERE / name)


@dataclass(frozen=True)
class Row:
    """One figure of the reference, and ours one by replication."""

    service: str
    what: str
    reference: Estimate
    ours: Estimate


def compare(period: str, replications: int) -> Iterator[Row]:
    """Every mean of the reference's table for one period, in the order of the table.

    The reference gives the standard error of its mean queues only. Where it gives none it is ours, scaled to its 200
    replications, for the two programs are meant to have the same law. Its figures are rounded: queues and occupancies
    to a tenth, the others to a hundredth, which adds a twelfth of the step's square to the error's.
    """
    first, end = PERIODS[period]
    found = run(of_period(period), f"murch {period}", replications)
    reference = table("reference.csv")
    for _, row in reference[reference["period"] == period].iterrows():
        yield from of_service(row, found, end - first)


def of_service(row: pd.Series, found: cl.Results, days: int) -> Iterator[Row]:
    """One line of the reference's table."""

    def of(measure: str) -> np.ndarray:
        return values(found, measure, row["service"])

    def made(what: str, column: str, ours: Estimate, *, step: float, error: float = math.nan) -> Row:
        if math.isnan(error):
            error = ours.error * math.sqrt((ours.freedom + 1) / REFERENCE_REPLICATIONS)
        theirs = Estimate(row[column], math.hypot(error, step / math.sqrt(12)), REFERENCE_REPLICATIONS - 1)
        return Row(row["service"], what, theirs, ours)

    queue = Estimate.of(of("list_mean"))
    yield made("queue, mean", "queue_mean", queue, step=0.1, error=row["queue_error"])
    waited = mean_wait(of("seen_wait_mean"), of("seen"))
    yield made("wait of starters, mean, days", "start_wait_mean", waited, step=0.01)
    if not math.isnan(row["left_wait_mean"]):
        waited = mean_wait(of("left_wait_mean"), of("left"))
        yield made("wait of drop-outs, mean, days", "left_wait_mean", waited, step=0.01)
    yield made("starts a day", "starts_a_day", Estimate.of(of("starts") / days), step=0.01)
    if row["left_a_day"] > 0:
        yield made("drop-outs a day", "left_a_day", Estimate.of(of("left") / days), step=0.01)
    yield made("occupancy, mean", "occupancy", Estimate.of(of("places_held")), step=0.1)


def mean_wait(weeks: np.ndarray, people: np.ndarray) -> Estimate:
    """Mean wait in days of all people of all replications; a replication weighs as much as it has people."""
    return Estimate.ratio(7 * np.where(people > 0, weeks, 0.0) * people, people)
