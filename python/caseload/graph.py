"""The pathway of a scenario as a picture and as tables: who is expected to go where, and whether the staff suffices."""

from __future__ import annotations

import shutil
import subprocess
from functools import cached_property

import pandas as pd

from caseload import _core
from caseload.errors import UsageError


class Graph:
    """The services of a scenario with the flows and loads that the traffic equations expect of them.

    Attributes:
        title: what stands above the picture.
    """

    def __init__(self, pathway: _core.Pathway, *, title: str = "") -> None:
        self._pathway = pathway
        self.title = title

    @property
    def findings(self) -> list[_core.PathwayFinding]:
        """Services nobody can reach, dead ends, loops without a way out, loads above supply."""
        return self._pathway.findings

    @property
    def dot(self) -> str:
        """The picture as Graphviz text."""
        return self._pathway.dot

    @cached_property
    def flows(self) -> pd.DataFrame:
        """People a week by exit: ``from, exit, to, a_week``."""
        rows = [(f.from_, f.exit, f.to, f.a_week) for f in self._pathway.flows]
        return pd.DataFrame(rows, columns=["from", "exit", "to", "a_week"])

    @cached_property
    def services(self) -> pd.DataFrame:
        """Expected people, minutes and places: ``service, joined_a_week, minutes_a_week, places``."""
        rows = [(s.service, s.joined_a_week, s.minutes_a_week, s.places) for s in self._pathway.services]
        return pd.DataFrame(rows, columns=["service", "joined_a_week", "minutes_a_week", "places"])

    @cached_property
    def roles(self) -> pd.DataFrame:
        """Offered load against supply: ``role, offered_minutes, supply_minutes, load`` (load is their ratio)."""
        rows = [(r.role, r.offered_minutes, r.supply_minutes) for r in self._pathway.roles]
        frame = pd.DataFrame(rows, columns=["role", "offered_minutes", "supply_minutes"])
        return frame.assign(load=frame["offered_minutes"] / frame["supply_minutes"])

    def svg(self) -> str:
        """The picture as SVG, drawn by Graphviz.

        Raises:
            UsageError: the program ``dot`` is not installed.
        """
        program = shutil.which("dot")
        if program is None:
            raise UsageError("drawing needs Graphviz (the program 'dot'), which is not installed; .dot needs nothing")
        drawn = subprocess.run(  # noqa: S603
            [program, "-Tsvg"], input=self.dot, capture_output=True, text=True, encoding="utf-8", check=True
        )
        return drawn.stdout

    def __repr__(self) -> str:
        return f"<Graph of {len(self._pathway.services)} services, {len(self._pathway.findings)} findings>"

    def _repr_html_(self) -> str:
        from caseload import html

        return html.graph_card(self)
