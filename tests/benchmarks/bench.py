"""How fast is it? Each program is timed in turn with the hand-written loop that does the same work.

Machines are shared and noisy, so what travels is the ratio: the median over pairs run one after the other, beside the
checksums, by which one sees that both did the same work. Nothing here asserts a time. Called by ``./dev bench``, which
builds the programs. Prints one table and writes it to ``build/bench.md``.

``--pairs N`` sets how many pairs, ``--years N`` the length of W3, ``--only W2`` picks workloads, ``--peers`` also runs
SimPy, Ciw and salabim (installed into an environment of their own), ``--micro`` the parts of the engine one by one.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "build/release/tests/benchmarks"
PEERS = ROOT / "build/peers"
PEER_PACKAGES = ["simpy==4.1.2", "ciw==3.2.7", "salabim==26.0.2"]
MICRO = ["micro_calendar", "micro_draws", "micro_waiting_line", "micro_statistics"]
W2_REPLICATIONS = 200
CUSTOMERS = 1_000_000

WARM = """
import time
import caseload
scenario = caseload.load("local/one_town")
for _ in range(2):
    began = time.perf_counter()
    results = caseload.compare(
        scenario, ["more_staff", "app_first"], replications=20, people=PEOPLE, progress=False
    )
    results.table()
print(f"{time.perf_counter() - began:.4f} s")
"""

IMPORT = """
import time
began = time.perf_counter()
import caseload
print(f"{time.perf_counter() - began:.4f} s")
"""

# One replication of two weeks: what is left is what a run costs however little it does.
SMALL_RUN = """
import time
import caseload
scenario = caseload.load("local/one_town").with_({"scenario.length": "55 weeks"})
caseload.run(scenario, replications=1, threads=1, progress=False)
began = time.perf_counter()
for _ in range(10):
    caseload.run(scenario, replications=1, threads=1, progress=False).measures
print(f"{(time.perf_counter() - began) / 10:.4f} s")
"""


@dataclass
class Table:
    """The rows of the answer, and what the programs computed beside their times."""

    rows: list[str] = field(default_factory=list)
    sums: dict[str, None] = field(default_factory=dict)  # in order, each once

    def put(self, name: str, what: str, by_hand: str, ours: str, ratio: str) -> None:
        """Keep a row and show it."""
        self.rows.append(f"| {name} | {what} | {by_hand} | {ours} | {ratio} |")
        print(self.rows[-1], flush=True)

    def text(self, pairs: int) -> str:
        """The whole as Markdown."""
        header = ["| | what | by hand | Caseload | ratio (least to most) |", "|---|---|---|---|---|"]
        note = f"Medians of {pairs} pairs. What the programs computed:"
        return "\n".join([*header, *self.rows, "", note, "", *(f"- {s}" for s in self.sums)])


@dataclass(frozen=True)
class Workload:
    """One comparison: the same work by hand and by us."""

    name: str
    what: str
    by_hand: list[str]
    ours: list[str]
    per: float = 1  # replications a run does
    unit: str = "s"
    upside_down: bool = False  # how many times faster, instead of slower
    an_event: bool = False  # the ratio is of times an event: the programs do not count quite the same ones


def timed(*command: str) -> tuple[float, str]:
    """Run a program that tells its own seconds last but for a rate: ``…, 0.1234 s``."""
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    found = re.search(r"([0-9.]+) s\b", line)
    if found is None:
        raise SystemExit(f"bench: no seconds in what {command[0]} says: {line}")
    return float(found[1]), line[: found.start()].rstrip(", ")


def seconds(amount: float, unit: str) -> str:
    """A time in the unit of its row."""
    return f"{amount * 1000:.2f} ms" if unit == "ms" else f"{amount:.3g} s"


def events(said: str) -> float:
    """How many millions of them a program says it had."""
    found = re.search(r"([0-9.]+) M events", said)
    if found is None:
        raise SystemExit(f"bench: no events in: {said}")
    return float(found[1])


def side_by_side(table: Table, work: Workload, pairs: int) -> None:
    """Time both in turn and put the row."""
    times: list[tuple[float, float]] = []
    for _ in range(pairs):
        theirs, said = timed(str(PROGRAMS / work.by_hand[0]), *work.by_hand[1:])
        mine, ours_said = timed(str(PROGRAMS / work.ours[0]), *work.ours[1:])
        times.append((theirs, mine))
    table.sums |= dict.fromkeys([re.sub(r", [\d.]+ ns an event", "", s) for s in (said, ours_said)])
    fewer = events(said) / events(ours_said) if work.an_event else 1.0
    ratios = sorted(theirs / mine if work.upside_down else fewer * mine / theirs for theirs, mine in times)
    by_hand, ours = (statistics.median(t[k] for t in times) / work.per for k in (0, 1))
    spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    table.put(work.name, work.what, seconds(by_hand, work.unit), seconds(ours, work.unit), spread)


def workloads(years: int) -> list[Workload]:
    """W1 to W3, the second thread, and what default statistics cost."""
    n = W2_REPLICATIONS
    return [
        Workload("W1", "M/M/10, a million customers, on the engine alone", ["w1_by_hand"], ["w1_queue"], unit="ms"),
        Workload(
            "W2",
            "a pathway as a scenario, all statistics, a replication",
            ["w2_by_hand", f"{n}"],
            ["w2_caseload", f"{n}"],
            n,
            "ms",
        ),
        Workload(
            "W2 threads",
            "two threads (third column) over one (second)",
            ["w2_caseload", f"{n}", "1"],
            ["w2_caseload", f"{n}", "2"],
            n,
            "ms",
            upside_down=True,
        ),
        *(
            Workload(
                "Prices",
                f"W2 without {' and '.join(without)} (second column) and with all statistics (third)",
                ["w2_caseload", f"{n}", "1", *without],
                ["w2_caseload", f"{n}", "1"],
                n,
                "ms",
            )
            for without in (["series"], ["curves"], ["series", "curves"])
        ),
        *(
            Workload(
                "W3",
                f"a country, {years} years, {'as one service' if areas == 1 else f'{areas} areas'}; ratio an event",
                ["w3_by_hand", f"{areas}", f"{years}"],
                ["w3_caseload", f"{areas}", f"{years}"],
                an_event=True,
            )
            for areas in (42, 1)
        ),
    ]


def cold(*, report: bool) -> float:
    """Seconds from pressing return to the table, or to the end of the report as well."""
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        command = [str(ROOT / ".venv/bin/caseload"), "compare", "local/one_town", "more_staff", "app_first"]
        command += ["--replications", "20", "--out", f"{out}/compared"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as asked:
            assert asked.stdout is not None
            while "Crises" not in asked.stdout.readline():
                pass
            table = time.perf_counter() - began
            asked.stdout.read()
        return time.perf_counter() - began if report else table


def from_python(table: Table, pairs: int) -> None:
    """W4, and what Python itself costs."""

    def python(text: str) -> Callable[[], float]:
        return lambda: timed(sys.executable, "-c", text)[0]

    for name, what, measure in (
        ("W4", "compare one_town with two policies, 20 replications, cold, to the table", lambda: cold(report=False)),
        ("W4", "… to the end of files and report", lambda: cold(report=True)),
        ("W4", "the same from a warm Python session, to a table", python(WARM.replace("PEOPLE", "True"))),
        ("W4", "… without people better and worse off", python(WARM.replace("PEOPLE", "False"))),
        ("Python", "import caseload", python(IMPORT)),
        ("Python", "a run of one replication of one_town, 55 weeks, to pandas", python(SMALL_RUN)),
    ):
        times = sorted(measure() for _ in range(pairs))
        table.put(name, what, "", seconds(statistics.median(times), "s"), f"({times[0]:.3g} to {times[-1]:.3g} s)")


def peers(table: Table) -> None:
    """The same work in SimPy, Ciw and salabim, once each: they take long. Ratios are to the loop by hand."""
    python = PEERS / "bin/python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
    by_hand = {
        "w1": timed(str(PROGRAMS / "w1_by_hand"))[0] / CUSTOMERS,
        "w2": timed(str(PROGRAMS / "w2_by_hand"), f"{W2_REPLICATIONS}")[0] / W2_REPLICATIONS,
    }
    for workload, what, amounts in (
        ("w1", "1 000 customers", {"simpy": 200_000, "ciw": 50_000, "salabim": 20_000}),
        ("w2", "a replication", {"simpy": 5, "ciw": 2, "salabim": 1}),
    ):
        per = 1000 if workload == "w1" else 1
        for peer, amount in amounts.items():
            script = Path(__file__).parent / "peers" / f"{workload}_{peer}.py"
            took, said = timed(str(python), str(script), str(amount))
            one, hand = took / amount, by_hand[workload]
            table.sums[said] = None
            told = [seconds(x * per, "ms") for x in (hand, one)]
            table.put(workload.upper(), f"{peer}, {what}", *told, f"{one / hand:.0f}")


def micro() -> str:
    """What the parts of the engine cost; each program says what it answers."""
    return "\n".join(subprocess.check_output([str(PROGRAMS / name)], text=True).rstrip() for name in MICRO)


def main() -> None:
    """Run what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="how many pairs of runs (default: 5)")
    parser.add_argument("--years", type=int, default=10, help="length of W3 (default: 10; a pair takes a minute)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="W1, W2, Prices, W3, W4 or Python")
    parser.add_argument("--peers", action="store_true", help="also SimPy, Ciw and salabim")
    parser.add_argument("--micro", action="store_true", help="also the parts of the engine one by one")
    asked = parser.parse_args()
    table = Table()
    for work in workloads(asked.years):
        if not asked.only or work.name.split()[0] in asked.only:
            side_by_side(table, work, min(asked.pairs, 3) if work.name == "W3" else asked.pairs)
    if not asked.only or {"W4", "Python"} & set(asked.only):
        from_python(table, asked.pairs)
    if asked.peers:
        peers(table)
    text = table.text(asked.pairs)
    if asked.micro:
        text += "\n\n```\n" + micro() + "\n```"
    print("\n" + text)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/bench.md").write_text(text + "\n")


if __name__ == "__main__":
    main()
