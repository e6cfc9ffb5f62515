"""W1 in Ciw: M/M/10, arrivals 9, service 1, first come first served. Argument: how many customers."""

import sys
import time

import ciw

customers = int(sys.argv[1])
ciw.seed(1)
began = time.perf_counter()
network = ciw.create_network(
    arrival_distributions=[ciw.dists.Exponential(9)],
    service_distributions=[ciw.dists.Exponential(1)],
    number_of_servers=[10],
)
simulation = ciw.Simulation(network)
simulation.simulate_until_max_customers(customers, method="Finish")
records = simulation.get_all_records()
took = time.perf_counter() - began
mean = sum(record.waiting_time for record in records) / len(records)
print(f"W1 Ciw      mean wait {mean:.5f} minutes, customers {customers}, {took:.4f} s")
