"""The derived columns of areas.csv: England's fitted values, shifted by what was published of each area.

README.md beside areas.csv has the arithmetic in words; a test does it again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: England, 2022/23: finished courses that begin with low intensity, 0.374 / (1 - 0.1945); of these step up, 2024/25.
LOW_FIRST, STEP_UP = 0.464, 0.1945
#: England, 2023/24: low intensity only, of finished courses whose intensities are known.
LOW_ONLY_2324 = 257_602 / 637_720

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows of areas.csv as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(rows: list[Row]) -> str:
    """Rows as areas.csv has them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def derived(rows: list[Row], scenario: Mapping[str, Any]) -> list[Row]:
    """The same areas with their derived columns worked out anew from a scenario's values (the TOML file, parsed)."""
    found = [dict(row) for row in rows]
    England(rows, scenario).fill(found)
    return found


class England:
    """England's values and totals, which areas are compared with."""

    def __init__(self, rows: list[Row], scenario: Mapping[str, Any]) -> None:
        assessment = scenario["service"]["assessment"]
        moderate = scenario["route"]["assessment"]["need"]["moderate"]["seen"]
        self.silent = assessment["no_reply"]["chance"]["value"]
        self.accepted = 1 - moderate["signposted"]
        self.low = moderate["step2"] / self.accepted
        self.app = scenario["service"]["app"]["share"]["value"]
        self.for_assessments = assessment["share"]["value"] + self.app / 2
        self.posts = {role: scenario["staff"][role]["wte"]["value"] for role in ("pwp", "hit")}
        self.access = _total(rows, "tt_accessed_jul22_may23") / _total(rows, "tt_referrals_jul22_may23")
        self.finished = _total(rows, "tt_finished_2022_23") / _total(rows, "tt_referrals_2022_23")

    def fill(self, rows: list[Row]) -> None:
        """Shares of one area first, then its staff: practitioners for the work there is, therapists are the rest."""
        for row in rows:
            self._paths(row)
        contacts = sum(self._contacts(row) for row in rows)
        step2, finished = _total(rows, "step2_courses"), _total(rows, "tt_finished_2022_23")
        practitioners = finished * self.posts["pwp"] / sum(self.posts.values())  # in the unit of finished courses
        for row in rows:
            assessments = self.for_assessments * self._contacts(row) / contacts
            courses = (1 - self.for_assessments) * float(row["step2_courses"]) / step2
            row["assessment_share"] = f"{assessments / (assessments + courses) - self.app / 2:.4f}"
            row["step2_share"] = f"{1 - self.app - float(row['assessment_share']):.4f}"
            row["pwp_posts"] = f"{practitioners * (assessments + courses):.0f}"
            row["hit_posts"] = f"{float(row['tt_finished_2022_23']) - float(row['pwp_posts']):.0f}"

    @staticmethod
    def _access(row: Row) -> float:
        return float(row["tt_accessed_jul22_may23"]) / float(row["tt_referrals_jul22_may23"])

    def _contacts(self, row: Row) -> float:
        return self._access(row) * float(row["tt_referrals_2022_23"])

    def _paths(self, row: Row) -> None:
        finished = float(row["tt_finished_2022_23"])
        silent = max(0.0, 1 - (1 - self.silent) * self._access(row) / self.access)
        relative = finished / float(row["tt_referrals_2022_23"]) / self.finished
        accepted = min(0.98, self.accepted * relative * (1 - self.silent) / (1 - silent))
        known = sum(float(row[f"tt_{kind}_2023_24"]) for kind in ("low_only", "both", "high_only"))
        shift = float(row["tt_low_only_2023_24"]) / known / LOW_ONLY_2324
        low = self.low * shift
        row["no_reply"] = f"{silent:.4f}"
        row["signposted"] = f"{1 - accepted:.4f}"
        for need, share in (("mild", 1 - (1 - low) ** 2), ("moderate", low), ("severe", low**2)):
            row[f"{need}_step2"] = f"{accepted * share:.4f}"
            row[f"{need}_step3"] = f"{1 - float(row['signposted']) - float(row[f'{need}_step2']):.4f}"
        low_first = finished * LOW_FIRST * shift
        row["step2_courses"] = f"{low_first:.0f}"
        row["step3_courses"] = f"{finished - low_first + STEP_UP * low_first:.0f}"


def _total(rows: list[Row], column: str) -> float:
    return sum(float(row[column]) for row in rows)
