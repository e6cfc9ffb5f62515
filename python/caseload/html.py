"""What Jupyter shows for a scenario, its pathway and its results. Everything from a file is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from caseload import assumptions, evidence, tables, wording
from caseload.errors import UsageError

if TYPE_CHECKING:
    from caseload.graph import Graph
    from caseload.results import Results
    from caseload.scenario import Scenario

_QUIET = "color:#666;font-size:90%"


def scenario_card(scenario: Scenario) -> str:
    """Title, question, what is in the file, and how well its numbers are founded."""
    rows = [
        ("name", scenario.name),
        ("policies in the file", ", ".join(policy.name for policy in scenario.policies) or "none"),
        ("areas", str(len(scenario.areas)) if scenario.areas else "one service"),
        ("evidence", evidence.counted_evidence(scenario.evidence())),
        ("hash", scenario.hash),
    ]
    body = Markup().join(Markup("<tr><th style='text-align:left'>{}</th><td>{}</td></tr>").format(*row) for row in rows)
    return Markup("<div><h4>{}</h4><p><em>{}</em></p><table>{}</table></div>").format(
        scenario.title, scenario.question, body
    )


def results_card(results: Results) -> str:
    """The main table, with what has to be said about it."""
    p = results.provenance
    note = wording.replications_note(p.replications)
    head = Markup("<div><h4>{}</h4><p style='{}'>{} replications, seed {}{}</p>").format(
        p.title, _QUIET, p.replications, p.seed, f"; {note}" if note else ""
    )
    rests = assumptions.of(results)
    if rests.mainly_assumed:
        head += Markup("<p><strong>{}.</strong> {} {}</p>").format(
            assumptions.MAINLY, rests.sentence, " ".join(assumptions.in_one_line(rests))
        )
    warnings = Markup().join(Markup("<p style='{}'>warning: {}</p>").format(_QUIET, w) for w in results.warnings)
    return head + Markup(tables.as_html(results)) + warnings + Markup("</div>")  # noqa: S704  (escaped there)


def graph_card(graph: Graph) -> str:
    """The picture if it can be drawn here, the load of each role, and what is odd."""
    try:
        picture = Markup(graph.svg())  # noqa: S704  (Graphviz escapes the names)
    except UsageError as error:
        picture = Markup("<p>{}</p>").format(str(error))
    roles = Markup(graph.roles.round(3).to_html(index=False))  # noqa: S704  (pandas escapes the names)
    findings = Markup().join(Markup("<li>{}: {}</li>").format(f.where, f.message) for f in graph.findings)
    return Markup("<div><h4>{}</h4>{}{}<ul>{}</ul></div>").format(escape(graph.title), picture, roles, findings)
