"""W2 in salabim: the pathway of tests/scenarios/w2_pathway.toml. Argument: how many replications."""

import random
import sys
import time

import salabim

salabim.yieldless(False)
HORIZON = 104
STEPS = {2: (55, 6, 0.08), 3: (70, 12, 0.05)}  # places, sessions, chance of drop-out after each


class Person(salabim.Component):
    def process(self):
        env = self.env
        while True:
            yield self.request(env.triage)
            yield self.hold(random.expovariate(1 / 0.05))
            self.release(env.triage)
            step = 3 if random.random() < 0.3 else 2
            while True:
                _, sessions, drop_out = STEPS[step]
                yield self.request(env.places[step], fail_delay=random.expovariate(1 / 20))
                if self.failed():
                    env.reneged += 1
                    end = "reneged"
                    break
                end = "completed"
                for _ in range(sessions):
                    yield self.hold(1)
                    if random.random() < drop_out:
                        end = "dropped out"
                        break
                self.release(env.places[step])
                if end == "completed" and step == 2 and random.random() < 0.15:
                    step = 3
                    continue
                break
            if end == "completed":
                env.completed += 1
                return
            if random.random() >= 0.1:
                return
            yield self.hold(random.expovariate(1 / 12))


class Referrals(salabim.Component):
    def process(self):
        while True:
            yield self.hold(random.expovariate(100))
            Person()


replications = int(sys.argv[1])
reneged = completed = 0
began = time.perf_counter()
for seed in range(replications):
    random.seed(seed)
    env = salabim.Environment(trace=False)
    env.reneged = env.completed = 0
    env.triage = salabim.Resource(capacity=6)
    env.places = {step: salabim.Resource(capacity=places) for step, (places, _, _) in STEPS.items()}
    Referrals()
    env.run(HORIZON)
    reneged += env.reneged
    completed += env.completed
took = time.perf_counter() - began
print(f"W2 salabim  reneged {reneged / replications:.1f}, completed {completed / replications:.1f}, {took:.4f} s")
