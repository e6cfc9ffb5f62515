"""W2 in SimPy: the pathway of tests/scenarios/w2_pathway.toml. Argument: how many replications."""

import random
import sys
import time

import simpy

HORIZON = 104
STEPS = {2: (55, 6, 0.08), 3: (70, 12, 0.05)}  # places, sessions, chance of drop-out after each


class Pathway:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.env = simpy.Environment()
        self.triage = simpy.Resource(self.env, 6)
        self.places = {step: simpy.Resource(self.env, places) for step, (places, _, _) in STEPS.items()}
        self.reneged = self.completed = 0
        self.env.process(self.referrals())
        self.env.run(HORIZON)

    def referrals(self):
        while True:
            yield self.env.timeout(self.random.expovariate(100))
            self.env.process(self.person())

    def person(self):
        while True:
            with self.triage.request() as request:
                yield request
                yield self.env.timeout(self.random.expovariate(1 / 0.05))
            step = 3 if self.random.random() < 0.3 else 2
            while (end := (yield from self.course(step))) == "completed" and step == 2 and self.random.random() < 0.15:
                step = 3
            if end == "completed":
                self.completed += 1
                return
            if self.random.random() >= 0.1:
                return
            yield self.env.timeout(self.random.expovariate(1 / 12))

    def course(self, step):
        _, sessions, drop_out = STEPS[step]
        with self.places[step].request() as request:
            patience = self.env.timeout(self.random.expovariate(1 / 20))
            if request not in (yield request | patience):
                self.reneged += 1
                return "reneged"
            for _ in range(sessions):
                yield self.env.timeout(1)
                if self.random.random() < drop_out:
                    return "dropped out"
        return "completed"


replications = int(sys.argv[1])
began = time.perf_counter()
runs = [Pathway(seed) for seed in range(replications)]
took = time.perf_counter() - began
reneged, completed = (sum(getattr(run, what) for run in runs) / replications for what in ("reneged", "completed"))
print(f"W2 SimPy    reneged {reneged:.1f}, completed {completed:.1f}, {took:.4f} s")
