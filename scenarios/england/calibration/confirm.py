"""What the fitted scenario says of England: as a mean area, as one service, as its 42 areas; by month; a year later.

Nothing is fitted here. A run reports one window, so each year and each month is a run of its own, on the same luck.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import caseload as cl
from calibration.targets import HERE, said
from caseload import Found, Scenario

MONTHS = ["04", "05", "06", "07", "08", "09", "10", "11", "12", "01", "02", "03"]
#: The second year of the run, and the third.
YEARS = {
    "2022/23": {"scenario.length": "2 years", "scenario.report_from": "1 year"},
    "2023/24": {"scenario.length": "3 years", "scenario.report_from": "2 years"},
}
COUNTS = ("referrals", "first_contacts", "finished")
Numbers = dict[str, float]


def found(scenario: Scenario, *, areas: str, replications: int, seed: int, threads: int) -> Found:
    """One run."""
    return Found(
        cl.run(
            scenario, areas=areas, replications=replications, seed=seed, threads=threads,
            policies=demand_of(scenario, areas), progress=False,
        )
    )  # fmt: skip


def demand_of(scenario: Scenario, area: str) -> list[str]:
    """The policy that gives an area its own growth, where the scenario has one."""
    own = f"demand_{area}"
    return [own] if any(policy.name == own for policy in scenario.policies) else []


def by_month(mean_area: Scenario, *, replications: int, seed: int, threads: int) -> list[dict[str, Any]]:
    """Of 2022/23, each as a share of the year: referrals, first contacts, referrals ended, courses finished."""
    rows: list[dict[str, Any]] = []
    for k, month in enumerate(MONTHS):
        window = {"scenario.length": f"{13 + k} months", "scenario.report_from": f"{12 + k} months"}
        one = found(mean_area.with_(window), areas="one", replications=replications, seed=seed, threads=threads)
        rows.append(
            {
                "month": f"{2022 if k < 9 else 2023}-{month}",
                "referrals": one("referrals"),
                "accessed": one("path_seen"),
                "ended": one("episodes_ended"),
                "finished": one("finished_courses"),
            }
        )
    return rows


def own_demand(scenario: Scenario, rows: list[dict[str, str]], folder: Path) -> Scenario:
    """The same with a policy for each area, demand_CODE: from April 2023 its own growth in place of England's."""
    whole = [sum(float(row[f"tt_referrals_{year}"]) for row in rows) for year in ("2022_23", "2023_24")]
    lines = ["schema = 1", f'extends = "{Path(scenario.name).as_posix()}"']
    for row in rows:
        own = float(row["tt_referrals_2023_24"]) / float(row["tt_referrals_2022_23"])
        change = 100 * (own / (whole[1] / whole[0]) - 1)
        lines += [
            f"[policy.demand_{row['ods_code']}]",
            "from = 2023-04-01",
            f'change = {{ "referrals.*.rate" = "{"+" if change >= 0 else "-"} {abs(change):.4f} %" }}',
            'status = "assumption"',
            'note = "referrals of 2023/24 over 2022/23, over those of all areas"',
        ]
    path = folder / "own_demand.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return cl.load(path)


def by_area(scenario: Scenario, rows: list[dict[str, str]], **how: int) -> dict[str, dict[str, Numbers]]:
    """Both years, area by area, each with its own demand; the same bits as in a run of all areas."""
    with tempfile.TemporaryDirectory() as folder:
        own = own_demand(scenario, rows, Path(folder))
        return {
            year: {row["ods_code"]: said(found(own.with_(window), areas=row["ods_code"], **how)) for row in rows}
            for year, window in YEARS.items()
        }


def together(areas: dict[str, Numbers]) -> Numbers:
    """England as the sum of its areas: counts added, shares and means weighted by what they are taken over."""
    over = {
        "referrals": (
            "ended_a_referral", "first_contacts_a_referral", "finished_a_referral", "contacts_a_referral",
            "booked_hours_a_referral",
        ),
        "ended": ("no_contact", "one_contact", "two_or_more"),
        "finished": (
            "low_only", "within_28_days", "within_42_days", "within_56_days", "within_90_days", "within_126_days",
            "recovery", "improvement", "deterioration", "contacts_all",
        ),
        "low": ("contacts_low_only",),
        "high": ("contacts_high",),
    }  # fmt: skip
    of = {name: np.array([area[name] for area in areas.values()]) for names in over.values() for name in names}
    counts = {name: np.array([area[name] for area in areas.values()]) for name in COUNTS}
    weights = counts | {
        "ended": counts["referrals"] * of["ended_a_referral"],
        "low": counts["finished"] * of["low_only"],
        "high": counts["finished"] * (1 - of["low_only"]),
    }
    values = {name: float(count.sum()) for name, count in counts.items()}
    return values | {
        name: float(np.average(of[name], weights=weights[weight])) for weight, names in over.items() for name in names
    }


def side_by_side(rows: list[dict[str, str]], by_area: dict[str, dict[str, Numbers]]) -> list[dict[str, Any]]:
    """One row an area: what was published of it, and what the model says."""
    sides: list[dict[str, Any]] = []
    for row in rows:
        one = {key: float(value) for key, value in row.items() if key.startswith("tt_")}
        before, after = (by_area[year][row["ods_code"]] for year in YEARS)
        known = sum(one[f"tt_{kind}_2023_24"] for kind in ("low_only", "both", "high_only"))
        sides.append(
            {
                "code": row["ods_code"],
                "name": row["name"],
                "referrals_2223": one["tt_referrals_2022_23"],
                "growth": one["tt_referrals_2023_24"] / one["tt_referrals_2022_23"] - 1,
                "access": one["tt_accessed_jul22_may23"] / one["tt_referrals_jul22_may23"],
                "finished_a_referral": one["tt_finished_2022_23"] / one["tt_referrals_2022_23"],
                "intensity_known": known,
                "low_only": one["tt_low_only_2023_24"] / known,
                "finished_2223": one["tt_finished_2022_23"],
                "finished_2324": one["tt_finished_2023_24"],
                "within_42_2324": one["tt_within_6wk_2023_24"],
                "within_126_2324": one["tt_within_18wk_2023_24"],
                "recovery_2324": one["tt_recovery_2023_24"],
                "model_finished_2223": before["finished"],
                "model_finished_2324": after["finished"],
                "model_within_42_2223": before["within_42_days"],
                "model_within_42_2324": after["within_42_days"],
                "model_within_126_2324": after["within_126_days"],
                "model_recovery_2324": after["recovery"],
            }
        )
    return sides


def published_months() -> list[dict[str, str]]:
    """July 2022 to May 2023, as published."""
    with (HERE / "months.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
