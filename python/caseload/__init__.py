"""Caseload: a fast discrete-event simulation of mental-health services, for people who have to argue about them.

Examples:
    >>> import caseload as cl
    >>> town = cl.load("local/one_town")
    >>> worlds = cl.compare(town, ["more_staff"], replications=2, progress=False)
    >>> worlds.worlds
    ['baseline', 'more_staff']
"""

from caseload import _core
from caseload.compare import compare, run
from caseload.description import Description, describe
from caseload.errors import ScenarioError, UsageError
from caseload.fit import Fit, Found, Target, Unknown, fit
from caseload.graph import Graph
from caseload.results import Comparison, People, Provenance, Results
from caseload.scenario import Policy, Scenario, load, shipped
from caseload.versions import versions

__version__ = _core.version()

__all__ = [
    "Comparison",
    "Description",
    "Fit",
    "Found",
    "Graph",
    "People",
    "Policy",
    "Provenance",
    "Results",
    "Scenario",
    "ScenarioError",
    "Target",
    "Unknown",
    "UsageError",
    "compare",
    "describe",
    "fit",
    "load",
    "run",
    "shipped",
    "versions",
]
