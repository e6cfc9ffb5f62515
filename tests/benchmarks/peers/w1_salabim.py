"""W1 in salabim: M/M/10, arrivals 9, service 1, first come first served. Argument: how many customers."""

import random
import sys
import time

import salabim

salabim.yieldless(False)
waits: list[float] = []


class Customer(salabim.Component):
    def process(self):
        arrived = self.env.now()
        yield self.request(servers)
        waits.append(self.env.now() - arrived)
        yield self.hold(random.expovariate(1))


class Arrivals(salabim.Component):
    def process(self):
        for _ in range(customers):
            yield self.hold(random.expovariate(9))
            Customer()


customers = int(sys.argv[1])
random.seed(1)
began = time.perf_counter()
env = salabim.Environment(trace=False)
servers = salabim.Resource(capacity=10)
Arrivals()
env.run()
took = time.perf_counter() - began
print(f"W1 salabim  mean wait {sum(waits) / customers:.5f} minutes, customers {customers}, {took:.4f} s")
