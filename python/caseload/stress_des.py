"""The reporting guideline STRESS-DES: its items, and what can be said of every model made with caseload.

They stand in ``templates/stress_des.toml``, which names the source.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from caseload.document import Link, Text

CITATION: Text = (
    "Monks T, Currie CSM, Onggo BS, Robinson S, Kunc M, Taylor SJE. Strengthening the reporting of empirical "
    "simulation studies: introducing the STRESS guidelines. Journal of Simulation 13 (1), 2019, 55–67. ",
    Link("doi:10.1080/17477778.2018.1442155", "https://doi.org/10.1080/17477778.2018.1442155"),
)


@dataclass(frozen=True)
class Item:
    """One item of the checklist.

    Attributes:
        number, title: the guideline's.
        asks: what is to be reported, in short.
        to_write: what of it no model knows; empty where it knows all.
        standing: paragraphs that are true of every model made with caseload.
    """

    number: str
    title: str
    asks: str
    to_write: str = ""
    standing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One section of the checklist."""

    number: int
    title: str
    items: tuple[Item, ...]


@functools.cache
def parts() -> tuple[Part, ...]:
    """The sections of the checklist, in order."""
    text = (resources.files("caseload") / "templates" / "stress_des.toml").read_text(encoding="utf-8")
    return tuple(
        Part(
            part["number"],
            part["title"],
            tuple(Item(**{**item, "standing": tuple(item.get("standing", ()))}) for item in part["item"]),
        )
        for part in tomllib.loads(text)["part"]
    )
