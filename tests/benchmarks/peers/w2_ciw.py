"""W2 in Ciw: the pathway of tests/scenarios/w2_pathway.toml. Argument: how many replications.

A course is one service that lasts its weeks; whether it ends by dropping out is drawn with its length.
"""

import sys
import time

import ciw

HORIZON = 104
EXIT = -1


class Course(ciw.dists.Distribution):
    """Weeks held: a session at the end of each, after any of which the person may drop out."""

    def __init__(self, sessions, drop_out):
        super().__init__()
        self.sessions, self.drop_out = sessions, drop_out

    def sample(self, t=None, ind=None):
        ind.dropped_out = False
        for session in range(1, self.sessions + 1):
            if ciw.random.random() < self.drop_out:
                ind.dropped_out = True
                return session
        return self.sessions


class AfterCourse(ciw.routing.NodeRouting):
    """One in ten of those who drop out or renege comes back after a time at node 4; some who complete go on."""

    def __init__(self, goes_on):
        self.goes_on = goes_on

    def next_node(self, ind):
        if ind.dropped_out:
            return self.next_node_for_jockeying(ind)
        if ciw.random.random() < self.goes_on:
            return self.simulation.nodes[3]
        self.simulation.completed = getattr(self.simulation, "completed", 0) + 1
        return self.simulation.nodes[EXIT]

    def next_node_for_jockeying(self, ind):
        return self.simulation.nodes[4 if ciw.random.random() < 0.1 else EXIT]


def network():
    exponential, infinite = ciw.dists.Exponential, float("inf")
    return ciw.create_network(
        arrival_distributions=[exponential(100), None, None, None],
        service_distributions=[exponential(1 / 0.05), Course(6, 0.08), Course(12, 0.05), exponential(1 / 12)],
        number_of_servers=[6, 55, 70, infinite],
        reneging_time_distributions=[None, exponential(1 / 20), exponential(1 / 20), None],
        routing=ciw.routing.NetworkRouting(
            routers=[
                ciw.routing.Probabilistic([2, 3], [0.7, 0.3]),
                AfterCourse(0.15),
                AfterCourse(0.0),
                ciw.routing.Direct(1),
            ]
        ),
    )


replications = int(sys.argv[1])
reneged = completed = 0
began = time.perf_counter()
for seed in range(replications):
    ciw.seed(seed)
    simulation = ciw.Simulation(network())
    simulation.simulate_until_max_time(HORIZON)
    completed += simulation.completed
    reneged += sum(record.record_type == "renege" for record in simulation.get_all_records())
took = time.perf_counter() - began
print(f"W2 Ciw      reneged {reneged / replications:.1f}, completed {completed / replications:.1f}, {took:.4f} s")
