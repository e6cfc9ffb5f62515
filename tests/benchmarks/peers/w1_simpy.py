"""W1 in SimPy: M/M/10, arrivals 9, service 1, first come first served. Argument: how many customers."""

import random
import sys
import time

import simpy


def customer(env, servers, waits):
    arrived = env.now
    with servers.request() as request:
        yield request
        waits.append(env.now - arrived)
        yield env.timeout(random.expovariate(1))


def arrivals(env, servers, waits, customers):
    for _ in range(customers):
        yield env.timeout(random.expovariate(9))
        env.process(customer(env, servers, waits))


customers = int(sys.argv[1])
random.seed(1)
began = time.perf_counter()
env = simpy.Environment()
waits: list[float] = []
env.process(arrivals(env, simpy.Resource(env, 10), waits, customers))
env.run()
took = time.perf_counter() - began
print(f"W1 SimPy    mean wait {sum(waits) / customers:.5f} minutes, customers {customers}, {took:.4f} s")
