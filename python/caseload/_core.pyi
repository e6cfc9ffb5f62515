"""
The compiled half of caseload: scenarios, pathways, worlds and experiments. Use the package, not this.
"""
from __future__ import annotations
import collections.abc
import numpy
import os
import typing
__all__: list[str] = ['ExperimentResult', 'Flow', 'LedgerEntry', 'MOST_REPLICATIONS', 'MOST_VALUES_IN_ALL', 'Measure', 'Pathway', 'PathwayFinding', 'PolicyInfo', 'Problem', 'Progress', 'ResultNames', 'RoleLoad', 'Scenario', 'ServiceFlow', 'Statement', 'World', 'build', 'check_policy', 'examine_pathway', 'format_reference', 'json_schema', 'key_meaning', 'measures', 'run_experiment', 'version']
class Problem:
    """
    One thing wrong, or worth a warning, at one place of a file.
    """
    def __getstate__(self) -> tuple[str, int, int, str, str]:
        ...
    def __init__(self, *, file: str = '', line: typing.SupportsInt | typing.SupportsIndex = 0, column: typing.SupportsInt | typing.SupportsIndex = 0, key: str = '', message: str = '') -> None:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple) -> None:
        ...
    def text(self) -> str:
        """
        file:line:column: key: message
        """
    @property
    def column(self) -> int:
        """
        From 1; 0 is the whole line.
        """
    @property
    def file(self) -> str:
        """
        The file it stands in.
        """
    @property
    def key(self) -> str:
        """
        The dotted path, e.g. service.triage.time.
        """
    @property
    def line(self) -> int:
        """
        From 1; 0 is the whole file.
        """
    @property
    def message(self) -> str:
        """
        What was found, what was expected, the nearest valid name.
        """
class World:
    """
    One scenario, one area and one combination of policies, ready to run.
    """
    def __repr__(self) -> str:
        ...
    @property
    def area(self) -> str:
        """
        The area's code; empty for the scenario as one service.
        """
    @property
    def changes_at(self) -> list[float]:
        """
        Weeks at which a policy changes a value, the start included.
        """
    @property
    def policy(self) -> str:
        """
        baseline, or the names of the policies in force.
        """
    @property
    def services(self) -> list[str]:
        """
        Names of the services, in the order of the file.
        """
    @property
    def start(self) -> str:
        """
        The first day, as 2021-04-01.
        """
    @property
    def value_count(self) -> float:
        """
        How many values it holds, those of every date at which a policy changes some.
        """
    @property
    def weeks(self) -> float:
        """
        Weeks from start to horizon.
        """
    @property
    def window_from(self) -> float:
        """
        First week of what is reported.
        """
    @property
    def window_to(self) -> float:
        """
        End of what is reported.
        """
class LedgerEntry:
    """
    One number of a scenario or a policy with what it rests on.
    """
    def __repr__(self) -> str:
        ...
    @property
    def file(self) -> str:
        """
        The file it stands in.
        """
    @property
    def high(self) -> str:
        """
        As written; empty where no range is given.
        """
    @property
    def is_list(self) -> bool:
        """
        Whether the value is a list.
        """
    @property
    def line(self) -> int:
        """
        From 1.
        """
    @property
    def low(self) -> str:
        """
        As written; empty where no range is given.
        """
    @property
    def note(self) -> str:
        """
        What else there is to say.
        """
    @property
    def number(self) -> float:
        """
        In the unit the model uses: days, per day, minutes, fraction; the first of a list.
        """
    @property
    def path(self) -> str:
        """
        Dotted path, e.g. service.step2.drop_out.by_session.
        """
    @property
    def policy(self) -> str:
        """
        The policy it belongs to; empty for the scenario itself.
        """
    @property
    def publisher(self) -> str:
        """
        Of the source.
        """
    @property
    def source(self) -> str:
        """
        The id under [sources], or empty.
        """
    @property
    def status(self) -> str:
        """
        published, published-unchecked, assumption, or empty.
        """
    @property
    def title(self) -> str:
        """
        Of the source.
        """
    @property
    def unit(self) -> str:
        """
        The unit of the value.
        """
    @property
    def url(self) -> str:
        """
        Of the source.
        """
    @property
    def value(self) -> str:
        """
        As written.
        """
    @property
    def year(self) -> str:
        """
        Of the source.
        """
class Statement:
    """
    What a scenario says beside its numbers, or leaves to the format.
    """
    def __repr__(self) -> str:
        ...
    @property
    def left_out(self) -> bool:
        """
        Whether the file does not say it.
        """
    @property
    def meaning(self) -> str:
        """
        Of the key, in the words of the format.
        """
    @property
    def path(self) -> str:
        """
        Dotted path, e.g. service.step2.staff.
        """
    @property
    def value(self) -> str:
        """
        As written; of what is left out, what holds instead, in words.
        """
class PolicyInfo:
    """
    What a policy says of itself.
    """
    def __repr__(self) -> str:
        ...
    @property
    def counter_evidence(self) -> str:
        """
        What speaks against them, in words.
        """
    @property
    def evidence(self) -> str:
        """
        What speaks for its numbers, in words.
        """
    @property
    def file(self) -> str:
        """
        The file it stands in.
        """
    @property
    def from_(self) -> str:
        """
        When it begins, as written.
        """
    @property
    def line(self) -> int:
        """
        From 1.
        """
    @property
    def name(self) -> str:
        """
        Its name in files and on the command line.
        """
    @property
    def over(self) -> str:
        """
        How long it takes to be in full force, as written; empty for at once.
        """
    @property
    def question(self) -> str:
        """
        The question it puts.
        """
    @property
    def title(self) -> str:
        """
        Its name in words.
        """
class Scenario:
    """
    A checked scenario. Immutable.
    """
    @staticmethod
    def load(name_or_path: str, *, folders: collections.abc.Sequence[os.PathLike | str | bytes]) -> Scenario:
        """
        Reads a scenario file. Raises ScenarioError with all problems of the file.
        """
    @staticmethod
    def parse(toml: str, *, name: str, folders: collections.abc.Sequence[os.PathLike | str | bytes]) -> Scenario:
        """
        Reads a scenario from text. Raises ScenarioError.
        """
    def __repr__(self) -> str:
        ...
    def area_name(self, code: str) -> str:
        """
        The name that stands beside an area's code.
        """
    def areas(self) -> list[str]:
        """
        Codes of the regions table; empty where there is none.
        """
    def compile(self, *, policies: collections.abc.Sequence[str] = [], area: str = '') -> World:
        """
        What a simulation runs. Raises ScenarioError.
        """
    def ledger(self, *, policies: collections.abc.Sequence[str] = []) -> list[LedgerEntry]:
        """
        Every number with its evidence, those of the policies after the scenario's.
        """
    def policies(self) -> list[PolicyInfo]:
        """
        The policies that stand in the file.
        """
    def policy(self, name_or_path: str) -> PolicyInfo:
        """
        A policy of the file, a shipped one or one from a path. Raises ScenarioError.
        """
    def statements(self) -> list[Statement]:
        """
        What the file says beside the numbers of the ledger, and what it leaves to the format.
        """
    def strict_problems(self, *, policies: collections.abc.Sequence[str] = []) -> list[Problem]:
        """
        Numbers with neither source nor the word assumption.
        """
    def with_(self, changes: collections.abc.Sequence[tuple[str, str]]) -> Scenario:
        """
        The same scenario with values replaced, each written as in a file. Raises ScenarioError.
        """
    @property
    def hash(self) -> str:
        """
        Of all files it is made of: 16 hexadecimal digits.
        """
    @property
    def name(self) -> str:
        """
        The name or path it was loaded by.
        """
    @property
    def question(self) -> str:
        """
        The question it puts; empty where the file puts none.
        """
    @property
    def text(self) -> str:
        """
        Its main file, as read.
        """
    @property
    def title(self) -> str:
        """
        Its title.
        """
    @property
    def warnings(self) -> list[Problem]:
        """
        What is allowed and yet worth a look.
        """
class PathwayFinding:
    """
    Something odd in the graph of services.
    """
    def __repr__(self) -> str:
        ...
    @property
    def is_error(self) -> bool:
        """
        Whether it cannot be run as it is.
        """
    @property
    def message(self) -> str:
        """
        What is odd and what would be right.
        """
    @property
    def where(self) -> str:
        """
        The key it concerns, e.g. route.triage.seen.
        """
class ServiceFlow:
    """
    What the traffic equations expect of one service, if nobody reneged.
    """
    def __repr__(self) -> str:
        ...
    @property
    def joined_a_week(self) -> float:
        """
        People joining, all causes.
        """
    @property
    def minutes_a_week(self) -> float:
        """
        Minutes they need of its role.
        """
    @property
    def places(self) -> float:
        """
        Mean places they need, for services with places.
        """
    @property
    def service(self) -> str:
        """
        Its name.
        """
class RoleLoad:
    """
    What is asked of a role and what it has, minutes a week after absence.
    """
    def __repr__(self) -> str:
        ...
    @property
    def offered_minutes(self) -> float:
        """
        Asked.
        """
    @property
    def role(self) -> str:
        """
        Its name.
        """
    @property
    def supply_minutes(self) -> float:
        """
        There.
        """
class Flow:
    """
    People going from one service to the next by one exit.
    """
    def __repr__(self) -> str:
        ...
    @property
    def a_week(self) -> float:
        """
        People a week.
        """
    @property
    def exit(self) -> str:
        """
        How it was left.
        """
    @property
    def from_(self) -> str:
        """
        The service left, or a referral source.
        """
    @property
    def to(self) -> str:
        """
        The next service, or away, signposted, rejected.
        """
class Pathway:
    """
    The graph of services with its expected flows and loads.
    """
    def __repr__(self) -> str:
        ...
    @property
    def dot(self) -> str:
        """
        Graphviz text.
        """
    @property
    def findings(self) -> list[PathwayFinding]:
        """
        What is odd, errors and warnings.
        """
    @property
    def flows(self) -> list[Flow]:
        """
        Expected flows by exit.
        """
    @property
    def roles(self) -> list[RoleLoad]:
        """
        Offered load against supply by role.
        """
    @property
    def services(self) -> list[ServiceFlow]:
        """
        Expected flows by service.
        """
class Measure:
    """
    One measure of the table that rows, series, curves and counts of people share.
    """
    def __repr__(self) -> str:
        ...
    @property
    def by_area(self) -> bool:
        """
        Whether it is also told of each area.
        """
    @property
    def meaning(self) -> str:
        """
        In one sentence.
        """
    @property
    def name(self) -> str:
        """
        As in the measure column.
        """
    @property
    def people(self) -> bool:
        """
        Whether it counts people better or worse off.
        """
    @property
    def unit(self) -> str:
        """
        Of its values.
        """
class Progress:
    """
    Work under way, seen and stopped from another thread.
    """
    def __init__(self) -> None:
        ...
    def __repr__(self) -> str:
        ...
    def cancel(self) -> None:
        """
        Asks the work to stop at its next look.
        """
    @property
    def done(self) -> int:
        """
        How many parts are finished.
        """
class ResultNames:
    """
    The names that the codes of a result's columns stand for.
    """
    def __repr__(self) -> str:
        ...
    @property
    def areas(self) -> list[str]:
        """
        By code; 0 is all areas together.
        """
    @property
    def meanings(self) -> list[str]:
        """
        Of the measures, one sentence each, by their code.
        """
    @property
    def measures(self) -> list[str]:
        """
        By code.
        """
    @property
    def needs(self) -> list[str]:
        """
        By code; 0 is all.
        """
    @property
    def people(self) -> list[bool]:
        """
        Whether a measure counts people better or worse off.
        """
    @property
    def policies(self) -> list[str]:
        """
        By code; the first is the baseline.
        """
    @property
    def services(self) -> list[str]:
        """
        By code; 0 is all.
        """
    @property
    def strata(self) -> list[str]:
        """
        By code; 0 is all.
        """
    @property
    def units(self) -> list[str]:
        """
        Of the measures, by their code.
        """
class ExperimentResult:
    """
    Everything an experiment reports, as read-only columns.
    """
    def __repr__(self) -> str:
        ...
    @property
    def curves(self) -> dict[str, numpy.ndarray]:
        """
        Competing risks by days since joining a list (int32).
        """
    @property
    def events(self) -> int:
        """
        How many events were simulated.
        """
    @property
    def logs(self) -> list[str]:
        """
        Event logs as CSV text, one a world, when asked for.
        """
    @property
    def names(self) -> ResultNames:
        """
        What the codes stand for.
        """
    @property
    def people(self) -> dict[str, numpy.ndarray]:
        """
        People on common luck, policy against baseline, and the floor.
        """
    @property
    def rows(self) -> dict[str, numpy.ndarray]:
        """
        Measures: codes (uint16) and value (float64, NaN without a denominator).
        """
    @property
    def series(self) -> dict[str, numpy.ndarray]:
        """
        Weekly values; week (int32) counts from the start of the scenario.
        """
    @property
    def tables_hash(self) -> int:
        """
        Of every table a draw passed through.
        """
    @property
    def warnings(self) -> list[str]:
        """
        What a reader of the numbers should know.
        """
def build() -> dict[str, str]:
    """
    What the core was compiled with.
    """
def check_policy(name_or_path: str, *, folders: collections.abc.Sequence[os.PathLike | str | bytes], strict: bool = False) -> PolicyInfo:
    """
    Checks a policy file that stands alone. Raises ScenarioError.
    """
def examine_pathway(world: World, *, week: typing.SupportsFloat | typing.SupportsIndex = 0.0) -> Pathway:
    """
    Looks at the world's values in force in one week of the run.
    """
def format_reference() -> str:
    """
    Every key with its unit, default and meaning, as Markdown.
    """
def json_schema() -> str:
    """
    The JSON Schema of scenario and policy files, for editors.
    """
def key_meaning(path: str) -> str:
    """
    What the format says of a key; * stands for any name. Empty where there is no such key.
    """
def measures() -> list[Measure]:
    """
    Every measure, in the order of the table.
    """
def run_experiment(worlds: collections.abc.Sequence[collections.abc.Sequence[World]], *, replications: typing.SupportsInt | typing.SupportsIndex, seed: typing.SupportsInt | typing.SupportsIndex = 1, threads: typing.SupportsInt | typing.SupportsIndex = 0, people: bool = True, series: bool = True, curves: bool = True, area_rows: bool = True, log: bool = False, log_people: typing.SupportsInt | typing.SupportsIndex = 0, luck: str = 'own', progress: Progress = None) -> ExperimentResult:
    """
    Runs worlds[policy][area]; the first policy is the baseline. The same result for any number of threads (0: as many as the machine has). `people`, `series`, `curves`, `area_rows`: whether to count people better and worse off (one more simulation for each of the baseline), weekly values, competing risks (without them shares and medians of all who joined are not numbers), and each area beside the whole. `luck` is "own": whatever else happens, people keep theirs. "streams" takes numbers in the order of events, one stream a purpose: slower, and only to see what own luck is worth (docs/luck.md). Raises ValueError for another word, RuntimeError when `progress` is cancelled, UsageError when the results would not fit into memory.
    """
def version() -> str:
    """
    The version of caseload.
    """
MOST_REPLICATIONS: int = 60000
MOST_VALUES_IN_ALL: float = 100000000.0
