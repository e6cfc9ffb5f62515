"""How time and memory grow with the work: measure (some five minutes) into docs/growth.csv, draw docs/growth.svg.

    .venv/bin/python tests/benchmarks/growth.py           measure and draw
    .venv/bin/python tests/benchmarks/growth.py --draw    draw what was measured

A test draws the committed figures again and compares.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/release/tests/benchmarks/growth"
MEASURED = ROOT / "docs/growth.csv"
PICTURE = ROOT / "docs/growth.svg"
SIZES = {
    "people": [1_000, 10_000, 100_000, 1_000_000, 10_000_000],
    "services": [3, 10, 30, 100, 300],
    "years": [1, 3, 10, 30],
    "replications": [1, 10, 100, 1000],
}
TITLES = {
    "people": "people referred in two years",
    "services": "services, 100 000 people",
    "years": "years, 50 000 people each",
    "replications": "replications of 10 000 people",
}


def measure() -> pd.DataFrame:
    """One row a point; the least time of three runs (one of the largest)."""
    rows = []
    for of, sizes in SIZES.items():
        for size in sizes:
            runs = 1 if size >= 1_000_000 else 3
            told = [subprocess.check_output([PROGRAM, of, str(size)], text=True).strip() for _ in range(runs)]
            found = [line.split(",") for line in told]
            seconds = min(float(line[3]) for line in found)
            events, megabytes = int(found[0][2]), float(found[0][4])
            rows.append((of, size, events, round(1e9 * seconds / events, 1), megabytes))
            print(rows[-1], flush=True)
    return pd.DataFrame(rows, columns=["of", "size", "events", "ns_per_event", "megabytes"])


def draw(measured: pd.DataFrame) -> str:
    """Two rows of small charts: nanoseconds an event, megabytes; one column for each way to grow."""
    columns = []
    for of in SIZES:
        mine = measured[measured["of"] == of]
        column = []
        for measure, title in (("ns_per_event", "ns an event"), ("megabytes", "MB at the most")):
            chart = (
                alt.Chart(mine, width=170, height=130)
                .mark_line(point=True, color="#1f6f8b")
                .encode(
                    x=alt.X("size:Q", title=TITLES[of], scale=alt.Scale(type="log"), axis=alt.Axis(tickCount=4)),
                    y=alt.Y(f"{measure}:Q", title=title, scale=alt.Scale(zero=True)),
                )
            )
            column.append(chart)
        columns.append(alt.vconcat(*column))
    return vl_convert.vegalite_to_svg(alt.hconcat(*columns).to_json()) + "\n"


def main() -> None:
    """Measure, unless told only to draw; then draw."""
    if "--draw" not in sys.argv:
        measure().to_csv(MEASURED, index=False, lineterminator="\n")
    PICTURE.write_text(draw(pd.read_csv(MEASURED)), "utf-8")


if __name__ == "__main__":
    main()
