"""The town of town.toml in SimPy. Time is in weeks.

An hour of staff is a resource that a person holds from the offer until their last appointment, at which it is offered
to the next; the first appointment is a week after the offer, the others a week apart. So an assessment holds its hour
for a week, and a course with n appointments for n weeks.

By hand, for as many replications as you like:  python tests/validation/peers/simpy_town.py 400
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Generator

import simpy

WARM_UP, LENGTH = 26.0, 130.0
REFERRALS = 20.0
SHARE_SEVERE = 0.3
ASSESSMENTS, COURSES = 22, 80
TO_THERAPY = 0.8
SESSIONS, WEIGHTS = (4, 8, 12), (0.4, 0.4, 0.2)
MISSED = 0.1
DROP_OUT_FIRST, DROP_OUT_LATER = 0.10, 0.05
PATIENCE_TRIAGE, PATIENCE_THERAPY = 1 / 0.02, 1 / 0.06
AGAIN_AFTER_DROP_OUT, WEEKS_AFTER_DROP_OUT = 0.4, 10.0
AGAIN_AFTER_LEAVING, WEEKS_AFTER_LEAVING = 0.3, 8.0


class Town:
    """One replication. What happens within the window is added up as it happens."""

    def __init__(self, seed: int) -> None:
        self.env = simpy.Environment()
        self.luck = random.Random(f"simpy {seed}")  # a seed in words is hashed
        self.assessor = simpy.PriorityResource(self.env, ASSESSMENTS)
        self.therapist = simpy.PriorityResource(self.env, COURSES)
        self.counts: Counter[str] = Counter()
        self.waited: Counter[str] = Counter()
        self.levels = {name: Level(self.env) for name in ("triage: list", "therapy: list", "therapy: in treatment")}
        self.env.process(self.gp())

    def run(self) -> dict[str, float]:
        self.env.run(until=LENGTH)
        found = {name: float(count) for name, count in self.counts.items()}
        for who, waited in self.waited.items():
            found[f"{who}: wait of those seen"] = waited / self.counts[f"{who}: seen"]
        return found | {name: level.mean() for name, level in self.levels.items()}

    def gp(self) -> Generator:
        while True:
            yield self.env.timeout(self.luck.expovariate(REFERRALS))
            severe = self.luck.random() < SHARE_SEVERE
            self.env.process(self.person(severe))

    def person(self, severe: bool) -> Generator:
        while True:  # once for each referral
            if not (yield from self.triage(severe)) or self.luck.random() >= TO_THERAPY:
                return
            ended = yield from self.therapy(severe)
            if ended == "left":
                again, weeks = AGAIN_AFTER_LEAVING, WEEKS_AFTER_LEAVING
            elif ended == "dropped out":
                again, weeks = AGAIN_AFTER_DROP_OUT, WEEKS_AFTER_DROP_OUT
            else:
                return
            if self.luck.random() >= again:
                return
            yield self.env.timeout(self.luck.expovariate(1 / weeks))

    def triage(self, severe: bool) -> Generator:
        """Whether they were seen."""
        joined = self.env.now
        self.count("triage: joined")
        self.levels["triage: list"].change(+1)
        with self.assessor.request(priority=first_if(severe)) as hour:
            yield hour | self.env.timeout(self.luck.expovariate(1 / PATIENCE_TRIAGE))
            if hour.triggered:
                yield self.env.timeout(1)
                self.seen("triage", joined)
        self.levels["triage: list"].change(-1)
        if not hour.triggered:
            self.count("triage: left")
        return hour.triggered

    def therapy(self, severe: bool) -> Generator:
        """How it ended."""
        joined = self.env.now
        self.levels["therapy: list"].change(+1)
        with self.therapist.request(priority=first_if(severe)) as hour:
            yield hour | self.env.timeout(self.luck.expovariate(1 / PATIENCE_THERAPY))
            if hour.triggered:
                yield self.env.timeout(1)
                self.seen("therapy, severe" if severe else "therapy, moderate", joined)
            self.levels["therapy: list"].change(-1)
            ended = "left"
            if hour.triggered:
                self.levels["therapy: in treatment"].change(+1)
                ended = yield from self.course()
                self.levels["therapy: in treatment"].change(-1)
        self.count(f"therapy: {ended}")
        return ended

    def course(self) -> Generator:
        """From the first session, which is always attended, to the last."""
        planned = self.luck.choices(SESSIONS, WEIGHTS)[0]
        attended = 0
        missed = False
        while True:
            if not missed:
                attended += 1
                self.count("therapy: sessions")
                if attended == planned:
                    return "completed"
                if self.luck.random() < (DROP_OUT_FIRST if attended == 1 else DROP_OUT_LATER):
                    return "dropped out"
            yield self.env.timeout(1)
            missed = self.luck.random() < MISSED

    def count(self, what: str) -> None:
        if self.env.now >= WARM_UP:
            self.counts[what] += 1

    def seen(self, who: str, joined: float) -> None:
        if self.env.now >= WARM_UP:
            self.counts[f"{who}: seen"] += 1
            self.waited[who] += self.env.now - joined


def first_if(severe: bool) -> int:
    """A priority: lower numbers go first, then who asked first."""
    return 0 if severe else 1


class Level:
    """A number that goes up and down, and its mean over the window."""

    def __init__(self, env: simpy.Environment) -> None:
        self.env = env
        self.now = 0
        self.since = WARM_UP
        self.area = 0.0

    def change(self, by: int) -> None:
        if self.env.now > self.since:
            self.area += self.now * (self.env.now - self.since)
            self.since = self.env.now
        self.now += by

    def mean(self) -> float:
        self.change(0)
        return self.area / (LENGTH - WARM_UP)


def replicate(seed: int) -> dict[str, float]:
    return Town(seed).run()


if __name__ == "__main__":
    runs = [replicate(seed) for seed in range(int(sys.argv[1]))]
    for name in sorted(runs[0]):
        print(f"{name:40} {sum(run[name] for run in runs) / len(runs):10.3f}")
