"""The ledger of evidence, counted and told: every number with what it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from caseload import _core
from caseload.columns import aligned
from caseload.rows import Row

# ---- counting


@dataclass(frozen=True)
class Counted:
    """How many numbers there are, and how many rest on what."""

    total: int
    published: int
    unchecked: int
    assumption: int
    unstated: int

    @property
    def assumed(self) -> int:
        """Assumptions, and numbers that say nothing of where they come from."""
        return self.assumption + self.unstated


def is_assumption(ledger: pd.DataFrame) -> pd.Series[bool]:
    """Which numbers are called assumptions."""
    return ledger["status"] == "assumption"


def is_assumed(ledger: pd.DataFrame) -> pd.Series[bool]:
    """Which numbers are called assumptions or say nothing of where they come from."""
    return is_assumption(ledger) | ((ledger["status"] == "") & (ledger["source"] == ""))


def count_evidence(ledger: pd.DataFrame) -> Counted:
    """Count the numbers of a ledger by what they rest on."""
    status, sourced = ledger["status"], ledger["source"] != ""
    return Counted(
        total=len(ledger),
        published=int(((status == "published") | ((status == "") & sourced)).sum()),
        unchecked=int((status == "published-unchecked").sum()),
        assumption=int((status == "assumption").sum()),
        unstated=int(((status == "") & ~sourced).sum()),
    )


def counted_evidence(ledger: pd.DataFrame, *, as_sentence: bool = False) -> str:
    """The count in words."""
    c = count_evidence(ledger)
    if as_sentence:
        unchecked = f", {c.unchecked} are published but were not seen at their source" if c.unchecked else ""
        unstated = f", and {c.unstated} say nothing about where they come from" if c.unstated else ""
        return (
            f"Of {c.total} numbers, {c.published} are published{unchecked}, {c.assumption} are assumptions of whoever "
            f"wrote the scenario{unstated}."
        )
    return (
        f"{c.total} numbers: {c.published} published, {c.unchecked} published but unchecked, "
        f"{c.assumption} assumptions, {c.unstated} without a word"
    )


def by_section(ledger: pd.DataFrame) -> pd.DataFrame:
    """The count by table of the scenario and by policy: ``section, numbers, assumed``."""
    section = [section_of(row) for row in ledger.to_dict("records")]
    counted = pd.DataFrame({"section": section, "assumed": is_assumed(ledger).to_numpy()})
    groups = counted.groupby("section", sort=False)["assumed"].agg(numbers="size", assumed="sum")
    return groups.reset_index()


def section_of(row: Row) -> str:
    """The part of the scenario, or the policy, to which a number belongs."""
    first, *others = path_parts(row["path"])
    if row["policy"]:
        return f"policy.{row['policy']}"
    return f"{first}.{others[0]}" if first in ("staff", "service") and others else first


def path_parts(path: str) -> list[str]:
    """The parts of a dotted path; a part in quotes is one part.

    Examples:
        >>> path_parts('service."St. Ann".time')
        ['service', 'St. Ann', 'time']
    """
    return [quoted or bare for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|([^."]+)', path)]


# ---- telling


def ledger_value(row: Row) -> str:
    """A number as written, with its unit where that is not part of it."""
    value, unit = str(row["value"]), str(row["unit"])
    if not unit or unit in value:
        return value
    return f"{value}, {unit}" if value.startswith("column ") else f"{value} {unit}"


def ledger_range(row: Row) -> str:
    """The range of a number as written; empty where the file gives none."""
    return f"{row['low']} to {row['high']}" if row["low"] else ""


def with_range(row: Row) -> str:
    """The value of a number and the range that its file gives it."""
    return ledger_value(row) + (f" ({ledger_range(row)})" if row["low"] else "")


def ledger_name(row: Row) -> str:
    """The path of a number, and the policy it belongs to."""
    return str(row["path"]) + (f" ({row['policy']})" if row["policy"] else "")


def ledger_source(row: Row) -> str:
    """Where a number comes from, in one line."""
    parts = [str(row[column]) for column in ("title", "publisher", "year") if row[column]]
    return ", ".join(parts) or str(row["source"])


def ledger_status(row: Row) -> str:
    """What a number rests on, in a word or two."""
    return str(row["status"]) or ("published" if row["source"] else "nothing stated")


def ledger_meaning(row: Row) -> str:
    """What a number is, in the words of the format."""
    path = str(row["path"])
    if path.startswith("divert."):
        return _core.key_meaning("policy.*.divert.share")
    meaning = _core.key_meaning(path)
    parts = path_parts(path)
    table = parts[: 2 if parts[0] == "people" else 3]  # below a name of the user's
    if len(parts) == len(table) or parts[0] in ("route", "need"):
        return meaning
    of_table = _core.key_meaning(".".join(table))
    return meaning if meaning.startswith(of_table.rstrip(".")) else f"{of_table} {meaning}"


def ledger_text(ledger: pd.DataFrame) -> str:
    """The ledger for a terminal."""
    head = ("number", "value", "range", "status", "rests on")
    rows = [
        (
            ledger_name(row),
            ledger_value(row),
            ledger_range(row),
            ledger_status(row),
            " – ".join(part for part in (ledger_source(row), row["note"]) if part),
        )
        for row in ledger.to_dict("records")
    ]
    return "\n".join([*aligned([head, *rows], "lllll"), "", counted_evidence(ledger)])
