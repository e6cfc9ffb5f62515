"""What takes too long for the tests: run by hand, the results kept in long_run.json beside this file.

    python tests/validation/murch_2021/long_run.py        # about 7 minutes on one core, 3 GB of memory

- the comparison by period once more, with 200 replications in place of the tests' 40;
- from the event logs of 20 replications: daily queues, and the wait of everybody who leaves a queue, whether to start
  or by dropping out. That is the paper's "wait"; no measure of ours mixes the two, so it is worked out here.

The tests check that the scenario is still the one that was run, and that the model still gives the same bits for it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

sys.path.insert(0, str(Path(__file__).parents[1]))

import caseload as cl
from histories import values
from murch_2021.compare import HERE, PERIODS, REFERENCE_REPLICATIONS, baseline, compare, table

RESULT = HERE / "long_run.json"
LOGS = 20
SERVICES = list(dict.fromkeys(table("reference.csv")["service"]))


def of_one_log(seed: int) -> tuple[dict[str, np.ndarray], dict[tuple[str, str], np.ndarray]]:
    """The queue of each service at the end of each day; the waits (days) of those who left it, by period."""
    one = cl.run(baseline(), replications=1, seed=seed, threads=1, log=True, progress=False)
    text = one.logs.pop("baseline")
    columns = {"entity_id": pa.string(), "event": pa.dictionary(pa.int32(), pa.string()), "time": pa.float64()}
    convert = csv.ConvertOptions(include_columns=list(columns), column_types=columns)
    log = csv.read_csv(pa.BufferReader(text.encode()), convert_options=convert)
    queues, waits = {}, {}
    for service in SERVICES:
        joined, ended = (
            log.filter(pc.is_in(log["event"], pa.array(names)))
            for names in ([f"{service}.joined"], [f"{service}.seen", f"{service}.left.left"])
        )
        change = np.zeros(baseline_days(), dtype=int)
        np.add.at(change, day_of(joined), 1)
        np.add.at(change, day_of(ended), -1)
        queues[service] = change.cumsum()
        # Somebody may come to a service again, but not before they left.
        began: dict[str, list[int]] = defaultdict(list)
        for person, day in zip(joined["entity_id"].to_pylist(), day_of(joined), strict=True):
            began[person].append(day)
        times: dict[str, int] = defaultdict(int)
        end, wait = day_of(ended), np.zeros(len(ended), dtype=int)
        for k, person in enumerate(ended["entity_id"].to_pylist()):
            wait[k] = end[k] - began[person][times[person]]
            times[person] += 1
        for period, (first, last) in PERIODS.items():
            waits[service, period] = wait[(end >= first) & (end < last)]
    return queues, waits


def baseline_days() -> int:
    return PERIODS["post"][1]


def day_of(rows: pa.Table) -> np.ndarray:
    return np.round(rows["time"].to_numpy()).astype(int)


def fingerprint() -> dict[str, float]:
    """Of one replication: what another model would hardly give, to the last bit."""
    one = cl.run(baseline(), replications=1, seed=1, threads=1, progress=False)
    return {service: float(values(one, "list_mean", service)[0]) for service in SERVICES}


def main() -> None:
    of_the_model = fingerprint()
    periods = []
    for period in PERIODS:
        periods += [
            [period, row.service, row.what, *vars(row.reference).values(), *vars(row.ours).values()]
            for row in compare(period, REFERENCE_REPLICATIONS)
        ]
        print(period, "done", flush=True)
    paths: dict[str, list[np.ndarray]] = defaultdict(list)
    medians: dict[tuple[str, str], list[float]] = defaultdict(list)
    days: dict[tuple[str, str], list[np.ndarray]] = defaultdict(list)
    for seed in range(1, LOGS + 1):
        queues, waits = of_one_log(seed)
        for service in SERVICES:
            paths[service].append(queues[service])
            for period, (first, end) in PERIODS.items():
                medians[service, period].append(float(np.median(waits[service, period])))
                days[service, period].append(queues[service][first:end])
        print("log", seed, "of", LOGS, flush=True)
    reference = table("reference_paths.csv")
    found = {
        "command": "python tests/validation/murch_2021/long_run.py",
        "scenario_hash": baseline().hash,
        "fingerprint": of_the_model,
        "periods": periods,
        "paths": [
            [service, int(day), [int(path[day - 1]) for path in paths[service]]]
            for service, day in zip(reference["service"], reference["day"], strict=True)
        ],
        "leavers_wait_medians": [[*key, found] for key, found in medians.items()],
        "queue_medians": [[*key, [float(np.median(d)) for d in found]] for key, found in days.items()],
    }
    text = json.dumps(found, indent=1, ensure_ascii=False)
    RESULT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
