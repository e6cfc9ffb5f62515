"""How fast is it? Each program is timed in turn with the hand-written loop that does the same work.

Machines are shared and noisy, so what travels is the ratio: the median over pairs run one after the other, beside the
checksums, by which one sees that both did the same work. Nothing here asserts a time. Called by ``./dev bench``, which
builds the programs; ``--pairs N`` sets how many pairs. Prints one table and writes it to ``build/bench.md``.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "build/release/tests/benchmarks"
W2_REPLICATIONS = 200

WARM = """
import time
import caseload
scenario = caseload.load("local/one_town")
for _ in range(2):
    began = time.perf_counter()
    results = caseload.compare(scenario, ["more_staff", "app_first"], replications=20, progress=False)
    results.table()
print(f"{time.perf_counter() - began:.4f} s")
"""


def timed(*command: str) -> tuple[float, str]:
    """Run a program that tells its own seconds last but for a rate: ``…, 0.1234 s``."""
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    found = re.search(r"([0-9.]+) s\b", line)
    if found is None:
        raise SystemExit(f"bench: no seconds in what {command[0]} says: {line}")
    return float(found[1]), line[: found.start()].rstrip(", ")


def pairs(n: int, reference: list[str], ours: list[str]) -> tuple[float, float, float, str, str]:
    """Median seconds of both, the median ratio, and what both computed."""
    times: list[tuple[float, float]] = []
    said = ours_said = ""
    for _ in range(n):
        theirs, said = timed(*reference)
        mine, ours_said = timed(*ours)
        times.append((theirs, mine))
    ratio = statistics.median(mine / theirs for theirs, mine in times)
    return statistics.median(t for t, _ in times), statistics.median(m for _, m in times), ratio, said, ours_said


def cold() -> float:
    """Seconds from pressing return to the table."""
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        command = [str(ROOT / ".venv/bin/caseload"), "compare", "local/one_town", "more_staff", "app_first"]
        subprocess.run([*command, "--replications", "20", "--out", f"{out}/compared"], check=True, capture_output=True)
        return time.perf_counter() - began


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5, help="how many pairs of runs (default: 5)")
    n = parser.parse_args().pairs
    rows, sums = [], []
    for name, what, reference, ours, replications in [
        ("W1", "M/M/10, a million customers, on the engine alone", ["w1_by_hand"], ["w1_queue"], 1),
        ("W2", "a pathway as a scenario, all statistics", ["w2_by_hand"], ["w2_caseload"], W2_REPLICATIONS),
    ]:
        arguments = [str(replications)] if replications > 1 else []
        commands = [[str(PROGRAMS / program[0]), *arguments] for program in (reference, ours)]
        by_hand, mine, ratio, said, ours_said = pairs(n, *commands)
        unit = 1000 / replications
        rows.append(f"| {name} | {what} | {by_hand * unit:.2f} ms | {mine * unit:.2f} ms | {ratio:.2f} |")
        sums += [said, ours_said]
    starts = statistics.median(cold() for _ in range(n))
    rows.append(f"| W4 | compare one_town with two policies, 20 replications, cold | | {starts:.2f} s | |")
    warm = statistics.median(timed(sys.executable, "-c", WARM)[0] for _ in range(n))
    rows.append(f"| W4 | the same from a warm Python session | | {warm:.2f} s | |")
    header = ["| | what | by hand | Caseload | ratio |", "|---|---|---|---|---|"]
    table = "\n".join([*header, *rows, "", f"Medians of {n} pairs. What both computed:", "", *(f"- {s}" for s in sums)])
    print(table)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/bench.md").write_text(table + "\n")


if __name__ == "__main__":
    main()
