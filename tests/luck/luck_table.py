"""What is it worth that people keep their own luck? Measures it, and writes ``docs/luck.json`` and ``docs/luck.md``.

Every shipped policy is compared with the scenario as it is, many times over, under three ways of drawing numbers:

own
    every draw a function of the person, the service and the purpose, as everywhere in Caseload;
streams
    one stream of numbers for each purpose, taken in the order of events, the same in both worlds (the textbook's
    common random numbers);
independent
    the policy's world with a seed of its own.

What is compared is the variance of the paired difference, measure by measure. Its interval comes from the jackknife of
the logarithm of each variance: differences need not be normal.

    .venv/bin/python tests/luck/luck_table.py --replications 200   # some ten minutes of processor time
    .venv/bin/python tests/luck/luck_table.py --page               # only docs/luck.md, from docs/luck.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

import caseload as cl
from caseload import _core, files, wording
from caseload.scenario import library_folders
from caseload.statistics import NOT_TOUCHED, decimals
from caseload.tables import MAIN

DOCS = Path(__file__).resolve().parents[2] / "docs"
RESULT, PAGE = DOCS / "luck.json", DOCS / "luck.md"
COMMAND = ".venv/bin/python tests/luck/luck_table.py --replications {replications}"
SCENARIO = "local/one_town"
SEED = 1
SCHEMES = ("own", "streams", "independent")
#: Which counts of people stand beside the floor, and what they are called.
PEOPLE = {
    "people_sooner": "helped four weeks or more sooner",
    "people_later": "helped four weeks or more later",
    "people_drop_outs_more": "drop out, and did not",
    "people_drop_outs_fewer": "do not drop out, and did",
    "people_recovered_gained": "recover, and did not",
    "people_recovered_lost": "do not recover, and did",
    "people_more_crises": "more crises",
    "people_fewer_crises": "fewer crises",
}

INTRODUCTION = """\
In Caseload every random draw belongs to a person (or a post, or a day): the same person has the same luck with the
policy and without. So the difference of two worlds is the policy's doing, and few replications show it. This page sets
that against the two usual ways:

- **independent**: each world has a seed of its own;
- **streams**: one stream of numbers for each purpose, the same in both worlds, taken in the order of events: the
  textbook's common random numbers. One person more, and from then on everybody has somebody else's luck.
"""
LEGEND = """\
- *Difference*: policy less baseline, mean over replications under own luck.
- *Variance ÷ own*: of the difference in one replication, over that under own luck; in brackets a 95 % interval
  (jackknife of the logarithms of both variances). ∞: under own luck the difference is the same in every replication.
- *Replications*: for a 95 % interval of ± a tenth of the difference, (1.96 s ÷ 0.1 d)², s by scheme, d under own luck;
  at least 2. –: the difference lies within three standard errors of zero.
- Where the effect itself differs from one history to the next, no way of drawing helps: ratios near 1.
- The tables show the main measures; all others are in `luck.json`.
"""
FLOOR = """\
Who is better and who worse off can be counted only where people keep their luck. *The floor* is what the counts show
when next to nothing has happened: the baseline against itself without the first referral of each day of its first week,
mean of both directions. Each cell: own luck / streams, of 1 000 people compared. With independent seeds there are no
people in common to count. A report shows a count as a number only where it lies above three times the floor.
"""
PROTOTYPE = """\
Under streams a handful of missing referrals moves more people, each way, than most policies do: a count of people
better off would be a count of noise.

## Against the prototype

The idea was tried before this model was built, on a simpler town (weekly slots, 60 referrals a week, + 10 % clinicians,
400 replications). Its variances, independent and streams over own luck: mean wait of those seen 12 and 2.9, list at the
end 27 and 4.5, gave up waiting 48 and 4.3, drop-outs 18 and 3.8, crises 94 and 27, recoveries 21 and 4.7. The rows of
`more_staff` above are the nearest to it.
"""

Values = dict[str, np.ndarray]  # of one world: by measure, one value a replication


# ---- measuring


def shipped_policies() -> list[str]:
    """Names of all shipped policies."""
    names = {path.stem for folder in library_folders() for path in (folder / "policies").glob("*.toml")}
    return sorted(names)


def hash_of(scenario: cl.Scenario, policies: Iterable[str]) -> str:
    """Of the scenario and of the files of the policies."""
    texts = [scenario.hash, *(Path(scenario.policy(name).file).read_text("utf-8") for name in policies)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def totals(result: _core.ExperimentResult) -> tuple[list[Values], dict[str, str]]:
    """Of each world the measures of everybody in all services, and their units."""
    names, rows = result.names, result.rows
    everybody = (rows["service"] == 0) & (rows["need"] == 0) & (rows["stratum"] == 0) & (rows["area"] == 0)
    worlds: list[Values] = []
    for world in range(len(names.policies)):
        chosen = everybody & (rows["policy"] == world)
        measures, values = rows["measure"][chosen], rows["value"][chosen]
        worlds.append({names.measures[m]: values[measures == m] for m in np.unique(measures)})
    return worlds, dict(zip(names.measures, names.units, strict=True))


def people(result: _core.ExperimentResult, policies: list[str]) -> dict[str, dict[str, float]]:
    """Counts of people for each 1 000 compared, mean over replications: of the floor and of each policy."""
    names, rows = result.names, result.people
    everybody = (rows["need"] == 0) & (rows["area"] == 0)

    def mean(measure: str, column: str, policy: int) -> float:
        chosen = everybody & (rows["measure"] == names.measures.index(measure)) & (rows["policy"] == policy)
        return float(rows[column][chosen].mean())

    def counts(column: str, policy: int) -> dict[str, float]:
        compared = mean("people_compared", column, policy)
        return {measure: 1000 * mean(measure, column, policy) / compared for measure in PEOPLE}

    return {"floor": counts("floor", 1), **{name: counts("value", k + 1) for k, name in enumerate(policies)}}


def spread(differences: np.ndarray) -> dict[str, float]:
    """Mean and variance of the differences, and the standard error of the variance's logarithm (jackknife)."""
    d = differences[~np.isnan(differences)]
    n, mean = len(d), float(d.mean())
    squares = float(((d - mean) ** 2).sum())
    if squares == 0:
        return {"used": n, "mean": mean, "variance": 0.0, "error": 0.0}
    # Without one of them, the sum of squares about the mean of the others is less by n / (n − 1) of its own square.
    left = (squares - (d - mean) ** 2 * n / (n - 1)) / (n - 2)
    logs = np.log(np.maximum(left, 1e-300))
    error = math.sqrt((n - 1) / n * float(((logs - logs.mean()) ** 2).sum()))
    return {"used": n, "mean": mean, "variance": squares / (n - 1), "error": error}


def measure(scenario: cl.Scenario, policies: list[str], replications: int) -> dict[str, Any]:
    """Runs everything; what comes back is what stands in ``docs/luck.json``."""
    worlds = [[scenario.compile([], "")], *([scenario.compile([name], "")] for name in policies)]

    def run(these: list[list[_core.World]], seed: int, luck: str, people: bool) -> _core.ExperimentResult:
        return _core.run_experiment(
            these, replications=replications, seed=seed, people=people, series=False, area_rows=False, luck=luck
        )

    paired = {luck: run(worlds, SEED, luck, True) for luck in ("own", "streams")}
    values = {luck: totals(result)[0] for luck, result in paired.items()}
    units = totals(paired["own"])[1]
    apart = [totals(run([world], SEED + k + 1, "own", False))[0][0] for k, world in enumerate(worlds[1:])]
    rows = []
    for k, policy in enumerate(policies):
        for name in values["own"][0]:
            of_scheme = {
                "own": values["own"][k + 1][name] - values["own"][0][name],
                "streams": values["streams"][k + 1][name] - values["streams"][0][name],
                "independent": apart[k][name] - values["own"][0][name],
            }
            if all(np.isnan(d).sum() <= len(d) - 3 for d in of_scheme.values()):
                spreads = {scheme: spread(d) for scheme, d in of_scheme.items()}
                if any(one["variance"] > 0 or one["mean"] != 0 for one in spreads.values()):
                    rows.append({"policy": policy, "measure": name, "unit": units[name], **spreads})
    return {
        "scenario": scenario.name,
        "hash": hash_of(scenario, policies),
        "seed": SEED,
        "replications": replications,
        "policies": {name: scenario.policy(name).title for name in policies},
        "rows": rows,
        "people": {luck: people(result, policies) for luck, result in paired.items()},
    }


def rounded(value: Any) -> Any:
    """The same with five significant digits."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def as_json(result: dict[str, Any]) -> str:
    """One row of the table a line."""
    head = {key: value for key, value in result.items() if key != "rows"}
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in result["rows"])
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [\n' + rows + "\n]}\n"


# ---- the page


def ratio(row: dict[str, Any], scheme: str) -> str:
    """Variance under a scheme over that under own luck, with its interval."""
    own, other = row["own"], row[scheme]
    if own["variance"] == 0:
        return "∞" if other["variance"] > 0 else "–"
    value = other["variance"] / own["variance"]
    if value == 0:
        return "0"
    half = 1.96 * math.hypot(own["error"], other["error"])
    return f"{two_digits(value)} ({two_digits(value * math.exp(-half))}–{two_digits(value * math.exp(half))})"


def two_digits(x: float) -> str:
    """Two significant digits, without exponents."""
    if x >= 99.5:
        return f"{round(x, 1 - math.floor(math.log10(x))):.0f}"
    return f"{x:.0f}" if x >= 9.95 else f"{x:.1f}" if x >= 0.095 else f"{x:.2f}"


def is_clear(row: dict[str, Any]) -> bool:
    """Whether the effect lies more than three standard errors from zero, under own luck."""
    own = row["own"]
    return own["mean"] != 0 and abs(own["mean"]) > 3 * math.sqrt(own["variance"] / own["used"])


def needed(row: dict[str, Any], scheme: str) -> str:
    """Replications for a 95 % half-width of a tenth of the difference: (1.96 s ÷ 0.1 d)², at least 2."""
    if not is_clear(row):
        return "–"
    wanted = row[scheme]["variance"] * (1.96 / (0.1 * row["own"]["mean"])) ** 2
    return f"{max(2, math.ceil(wanted)):,}".replace(",", "\u202f")


def effect(row: dict[str, Any]) -> str:
    """The mean difference under own luck, with its interval."""
    own, unit = row["own"], wording.unit_of(row["unit"])
    if own["variance"] == 0 and own["mean"] == 0:
        return NOT_TOUCHED
    half = 1.96 * math.sqrt(own["variance"] / own["used"]) * unit.factor
    places = decimals(half) if half > 0 else 2
    value = own["mean"] * unit.factor
    low, high = (wording.signed(value + sign * half, places) for sign in (-1, 1))
    return f"{wording.signed(value, places)}{unit.after_difference} ({low} to {high})"


def policy_table(result: dict[str, Any], policy: str) -> list[str]:
    """The main measures of one policy."""
    rows = {row["measure"]: row for row in result["rows"] if row["policy"] == policy}
    lines = [
        f"## {result['policies'][policy]} (`{policy}`)",
        "",
        "| measure | difference (95 % interval) | variance, independent ÷ own | variance, streams ÷ own "
        "| replications, independent | streams | own |",
        "|---|---|---|---|---:|---:|---:|",
    ]
    for main in MAIN:
        row = rows.get(main.measure)
        if row is None:
            continue
        wanted = [needed(row, scheme) for scheme in ("independent", "streams", "own")]
        cells = [main.label, effect(row), ratio(row, "independent"), ratio(row, "streams"), *wanted]
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def people_table(result: dict[str, Any]) -> list[str]:
    """The floor of reshuffling, and each policy's counts of people, under own luck and under streams."""
    worlds = ["floor", *result["policies"]]
    lines = [
        "| for each 1 000 people | " + " | ".join("**the floor**" if w == "floor" else f"`{w}`" for w in worlds) + " |",
        "|---|" + "---:|" * len(worlds),
    ]
    for measure_name, label in PEOPLE.items():
        cells = [
            " / ".join(two_digits(result["people"][luck][world][measure_name]) for luck in ("own", "streams"))
            for world in worlds
        ]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def middle_ratios(result: dict[str, Any]) -> dict[str, tuple[float, float, float, int]]:
    """Quartiles over policies and main measures of the ratio to own luck, where the effect is clear."""
    names = {main.measure for main in MAIN}
    rows = [r for r in result["rows"] if r["measure"] in names and is_clear(r) and r["own"]["variance"] > 0]
    found = {}
    for scheme in ("independent", "streams"):
        values = [r[scheme]["variance"] / r["own"]["variance"] for r in rows]
        low, middle, high = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75]))
        found[scheme] = (low, middle, high, len(values))
    return found


def page(result: dict[str, Any]) -> str:
    """``docs/luck.md``."""
    quartiles = middle_ratios(result)

    def told(scheme: str) -> str:
        low, middle, high, _ = quartiles[scheme]
        return f"**{two_digits(middle)} times** as large (half of the rows: {two_digits(low)} to {two_digits(high)})"

    lines = [
        "# What own luck is worth",
        "",
        f"*Generated from `luck.json` by `tests/luck/luck_table.py`; do not edit. `{result['scenario']}`, "
        f"{result['replications']} replications, seed {result['seed']}, hash of scenario and policies "
        f"`{result['hash']}`. To make it again:* `{COMMAND.format(**result)}`",
        "",
        INTRODUCTION,
        f"Over the {quartiles['streams'][3]} rows below whose effect is clear, the variance of a difference is, in the "
        f"middle, {told('independent')} with independent seeds and {told('streams')} with streams. As "
        "many times more replications are needed for an interval as narrow.",
        "",
        LEGEND,
    ]
    for policy in result["policies"]:
        lines += policy_table(result, policy)
    lines += ["## The floor of reshuffling", "", FLOOR, *people_table(result), PROTOTYPE]
    return "\n".join(lines)


def main() -> None:
    """Measure, or only write the page again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--page", action="store_true", help="only the page, from the result that is there")
    arguments = parser.parse_args()
    if not arguments.page:
        result = rounded(measure(cl.load(SCENARIO), shipped_policies(), arguments.replications))
        files.write_text(RESULT, as_json(result))
    files.write_text(PAGE, page(json.loads(RESULT.read_text("utf-8"))))


if __name__ == "__main__":
    main()
