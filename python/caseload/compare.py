"""Run a scenario, alone or against itself with policies, many times on common luck."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from caseload import _core
from caseload.errors import UsageError
from caseload.progress import watch
from caseload.results import Comparison, Provenance, Results, frames
from caseload.scenario import Policy, Scenario
from caseload.versions import versions

BASELINE = "baseline"


def run(
    scenario: Scenario,
    *,
    replications: int = 10,
    seed: int = 1,
    threads: int = 0,
    areas: str | Sequence[str] | None = None,
    policies: Sequence[str] = (),
    log: bool = False,
    log_people: int = 0,
    progress: bool = True,
) -> Results:
    """Run one world.

    Args:
        scenario: what to run.
        replications: how many chance histories; one of them alone has no interval.
        seed: the same seed gives the same bits, on any number of threads and any machine.
        threads: how many at once; 0 is as many as the machine has.
        areas: ``"all"``, ``"one"``, a code or codes; by default all where the scenario has areas.
        policies: policies in force together.
        log: keep an event log of the first replication.
        log_people: log only that many people; 0 is everybody.
        progress: show a bar in a terminal or in Jupyter.

    Raises:
        ScenarioError: a policy does not fit the scenario.
        UsageError: an argument that cannot be.
        KeyboardInterrupt: within a second of Ctrl-C.
    """
    experiment = _Experiment(scenario, [tuple(policies)], areas, replications, seed, threads, log, log_people)
    return experiment.perform(progress=progress, compare=False)


def compare(
    scenario: Scenario,
    policies: Sequence[str],
    *,
    replications: int = 20,
    seed: int = 1,
    threads: int = 0,
    areas: str | Sequence[str] | None = None,
    people: bool = True,
    log: bool = False,
    log_people: int = 0,
    progress: bool = True,
) -> Comparison:
    """Run the scenario as it is and once with each policy, every person with the same luck in every world.

    Args:
        scenario: what to run.
        policies: names of policies in the file, of shipped ones, or paths; ``"a + b"`` is both in one world.
        replications: how many chance histories; at least 2, better 10 or more.
        seed: the same seed gives the same bits, on any number of threads and any machine.
        threads: how many at once; 0 is as many as the machine has.
        areas: ``"all"``, ``"one"``, a code or codes; by default all where the scenario has areas.
        people: also count people better and worse off.
        log: keep an event log of the first replication of every world.
        log_people: log only that many people; 0 is everybody.
        progress: show a bar in a terminal or in Jupyter.

    Raises:
        ScenarioError: a policy does not exist or does not fit the scenario.
        UsageError: an argument that cannot be, such as one replication.
        KeyboardInterrupt: within a second of Ctrl-C.
    """
    if not policies:
        raise UsageError("nothing to compare with: name at least one policy")
    if replications < 2:
        raise UsageError(
            "one replication is one possible history: a difference needs at least 2 of them, better 10 or more"
        )
    own = {policy.name for policy in scenario.policies}  # whose names may hold a plus
    worlds = [(policy,) if policy in own else tuple(scenario_names(policy)) for policy in policies]
    if len(set(worlds)) < len(worlds):
        raise UsageError("each policy once")
    experiment = _Experiment(scenario, [(), *worlds], areas, replications, seed, threads, log, log_people)
    result = experiment.perform(progress=progress, compare=people)
    assert isinstance(result, Comparison)
    return result


def scenario_names(policy: str) -> list[str]:
    """The policies in force in the world that ``policy`` names: ``"a + b"`` is two, the name of a file is one."""
    if "+" not in policy or Path(policy).exists():
        return [policy]
    return [part.strip() for part in policy.split("+")]


class _Experiment:
    """The arguments of a run, checked before anything long begins."""

    def __init__(
        self,
        scenario: Scenario,
        worlds: list[tuple[str, ...]],
        areas: str | Sequence[str] | None,
        replications: int,
        seed: int,
        threads: int,
        log: bool,
        log_people: int,
    ) -> None:
        for name, value, least, most in (
            ("replications", replications, 1, _core.MOST_REPLICATIONS),
            ("seed", seed, 0, 2**64 - 1),
            ("threads", threads, 0, 4096),
            ("log_people", log_people, 0, 2**63),
        ):
            if not least <= value <= most:
                raise UsageError(f"{name} = {value}: from {least} to {most}")
        self.scenario = scenario
        self.worlds = worlds
        self.areas = scenario.choose_areas(areas)
        self.replications = replications
        self.seed = seed
        self.threads = threads
        self.log = log or log_people > 0
        self.log_people = log_people
        self.policies = {name: scenario.policy(name) for world in worlds for name in world}
        if any(policy.name == BASELINE for policy in self.policies.values()):
            raise UsageError(f"a policy cannot be called {BASELINE!r}: that is the scenario as it is")

    def perform(self, *, progress: bool, compare: bool) -> Results:
        """Compile the worlds, run them, and put the columns into frames."""
        compared = len(self.worlds) > 1
        jolted = 1 if compare else 0  # the baseline once more, for the floor
        watched = _Watched(len(self.areas) * self.replications * (len(self.worlds) + jolted))
        core = watch(
            lambda: self._simulate(watched, people=compare),
            watched,
            description=f"{self.scenario.title} × {self.replications}",
            show=progress,
        )
        kind = Comparison if compared else Results
        return kind(
            provenance=self._provenance(core),
            policies=self._told_policies(),
            ledger=self._ledger(),
            logs=dict(zip(core.names.policies, core.logs, strict=False)),
            warnings=(*self.scenario.warnings, *core.warnings),
            area_names=self.scenario.areas,
            **frames(core),
        )

    def _simulate(self, watched: _Watched, *, people: bool) -> _core.ExperimentResult:
        worlds: list[list[_core.World]] = []
        values = 0.0
        for names in self.worlds:
            worlds.append([])
            for area in self.areas:
                if watched.cancelled:
                    raise KeyboardInterrupt
                worlds[-1].append(self.scenario.compile(names, area))
                if area == self.areas[0]:  # the others are as large
                    values += worlds[-1][0].value_count * len(self.areas)
                    _refuse_too_many(values)
        self.first_world = worlds[0][0]
        return _core.run_experiment(
            worlds,
            replications=self.replications,
            seed=self.seed,
            threads=self.threads,
            people=people,
            area_rows=len(self.areas) > 1 or self.areas != [""],
            log=self.log,
            log_people=self.log_people,
            progress=watched.core,
        )

    def _told_policies(self) -> dict[str, tuple[Policy, ...]]:
        return {
            " + ".join(self.policies[n].name for n in world) or BASELINE: tuple(self.policies[n] for n in world)
            for world in self.worlds
        }

    def _ledger(self) -> pd.DataFrame:
        return self.scenario.evidence(policies=list(self.policies))

    def _provenance(self, core: _core.ExperimentResult) -> Provenance:
        world = self.first_world
        return Provenance(
            scenario=self.scenario.name,
            title=self.scenario.title,
            question=self.scenario.question,
            scenario_hash=self.scenario.hash,
            seed=self.seed,
            replications=self.replications,
            areas=tuple(self.areas),
            start=world.start,
            weeks=world.weeks,
            window_from=world.window_from,
            window_to=world.window_to,
            tables_hash=f"{core.tables_hash:016x}",
            events=core.events,
            versions=versions(),
            command=self._command(),
        )

    def _command(self) -> str:
        known = list(self.scenario.areas)
        areas = "one" if self.areas == [""] else "all" if self.areas == known else ",".join(self.areas)
        worlds = [" + ".join(world) for world in self.worlds if world]
        words = [
            "caseload",
            "compare" if len(self.worlds) > 1 else "run",
            self.scenario.name,
            *worlds,
            "--replications",
            str(self.replications),
            "--seed",
            str(self.seed),
        ]
        if known:
            words += ["--areas", areas]
        return shlex.join(words)


def _refuse_too_many(values: float) -> None:
    if values > _core.MOST_VALUES_IN_ALL:
        raise UsageError(
            f"these worlds and areas would hold {values:.2g} values, and at most {_core.MOST_VALUES_IN_ALL:.2g} "
            "are held; ask for fewer areas or policies at once, or for shorter ramps"
        )


class _Watched:
    """The core's progress with what the core does not know: how much there is to do."""

    def __init__(self, total: int) -> None:
        self.core = _core.Progress()
        self.total = total
        self.cancelled = False

    @property
    def done(self) -> int:
        return self.core.done

    def cancel(self) -> None:
        self.cancelled = True
        self.core.cancel()
