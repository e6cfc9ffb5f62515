"""Nothing in the format is for show: moving any number of a scenario that uses every key changes what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import caseload as cl

EVERY_KEY = Path(__file__).parents[1] / "scenarios" / "every_key.toml"

# Numbers that move nothing on their own, and why.
EXCEPTIONS: dict[str, str] = {}

# Shares of one whole: what one gains another loses.
WHOLES = [
    r"need\.\w+\.share",
    r"people\.strata\.\w+",
    r"referrals\.gp\.need\.\w+",
    r"initial\.\w+\.need\.\w+",
    r"service\.\w+\.share",
    r"service\.\w+\.takes",
    r"route\.\w+(\.need\.\w+)?\.\w+\.\w+",
]

FACTORS = (0.8, 0.4, 1.25, 3.0, 20.0)  # a small move may fall between two whole numbers; one of these must tell
Value = str | float | list[str | float]


def written(number: float, unit: str) -> str | float:
    """A number with its unit, as a file would have it."""
    if not unit:
        return number
    return f"£ {number}" if unit == "£" else f"{number} {unit}"


def is_list(value: str) -> bool:
    return ", " in value


def entries(value: str) -> list[tuple[float, str]]:
    """The numbers of a list, each with its own unit where it has one."""
    found = [re.fullmatch(r"([\d.]+)\s*(.*)", entry.strip()) for entry in value.split(",")]
    assert all(found), f"not a list of numbers: {value}"
    return [(float(match[1]), match[2]) for match in found if match]


def moves(value: str, unit: str) -> Iterator[tuple[int, list[Value]]]:
    """For each number of the value its new values, to be tried in turn."""
    if value == "always":
        yield 0, ["20 days"]
    elif is_list(value):
        numbers = entries(value)
        for k, (number, _) in enumerate(numbers):
            if number == 0:
                continue  # the first break of a hazard is 0 by definition
            tried: list[Value] = []
            for new in [number * factor for factor in FACTORS] + [number + 1]:
                changed = [(new if j == k else n, own or unit) for j, (n, own) in enumerate(numbers)]
                tried.append([written(n, u) for n, u in changed])
            yield k, tried
    else:
        number = float(value.replace(",", ""))
        whole = "." not in value and not unit
        yield (
            0,
            [number + 1, number + 3, number - 1, 0]
            if whole
            else [written(number * factor, unit) for factor in FACTORS],
        )


def partners(path: str, paths: list[str]) -> list[str]:
    """The other shares of the whole that this one is a share of."""
    for pattern in WHOLES:
        if not re.fullmatch(pattern, path):
            continue
        table = path.rsplit(".", 1)[0] if pattern.endswith(r"\w+") else ""
        return [p for p in paths if p != path and re.fullmatch(pattern, p) and p.startswith(table)]
    return []


@pytest.fixture(scope="module")
def scenario() -> cl.Scenario:
    return cl.load(str(EVERY_KEY))


def measures(scenario: cl.Scenario) -> pd.DataFrame:
    return cl.run(scenario, replications=1, seed=1, threads=1, areas="one").measures


def changes(scenario: cl.Scenario) -> Iterator[tuple[str, list[dict[str, Value]]]]:
    """Each number of the scenario, and the changes that move it."""
    ledger = scenario.evidence()
    own = ledger[(ledger["policy"] == "") & ~ledger["path"].str.contains("*", regex=False)]
    own = own[~own["value"].str.startswith("column") & ~own["value"].str.endswith(".csv")]
    values = {str(row.path): (str(row.value), str(row.unit)) for row in own.itertuples()}
    for path, (value, unit) in values.items():
        others = partners(path, list(values))
        if others:
            tried: list[dict[str, Value]] = []
            for other in others:
                a, b = float(value), float(values[other][0])
                steps = (min(0.05, b / 2), b / 2, -a / 2)
                tried.extend({path: round(a + step, 6), other: round(b - step, 6)} for step in steps)
            yield path, tried
            continue
        for k, tried_values in moves(value, unit):
            yield f"{path}[{k}]", [{path: new} for new in tried_values]


def moves_something(scenario: cl.Scenario, before: pd.DataFrame, change: dict[str, Value]) -> bool:
    try:
        changed = scenario.with_(change)
    except cl.ScenarioError:
        return False  # out of its range: the next move is smaller or the other way
    after = measures(changed)
    return len(after) != len(before) or not after["value"].equals(before["value"])


def test_moving_any_number_changes_some_measure(scenario: cl.Scenario) -> None:
    before = measures(scenario)
    idle = {
        label
        for label, tried in changes(scenario)
        if not any(moves_something(scenario, before, change) for change in tried)
    }
    assert idle == set(EXCEPTIONS), f"move nothing: {sorted(idle - set(EXCEPTIONS))}"
