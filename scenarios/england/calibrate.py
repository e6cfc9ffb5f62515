"""Fit england/talking_therapies to the published year 2022/23, confirm it on England, and write down what came of it.

    .venv/bin/python scenarios/england/calibrate.py            # fit, write the values, confirm, write the page
    .venv/bin/python scenarios/england/calibrate.py confirm    # keep the values of the last fit; run England anew
    .venv/bin/python scenarios/england/calibrate.py page       # only the page, from the last result

The fit runs on one service of the size of a mean area: England's referrals, staff and first lists over 42. Written are
the fitted values in talking_therapies.toml, the derived columns of areas.csv, calibration/result.json, and from it
docs/calibration.md with its picture. The same command gives the same files, whatever values stood there before.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import tomlkit

import caseload as cl
from calibration import confirm, derive, page
from calibration.targets import said, targets
from calibration.unknowns import AREAS, in_scenario, unknowns
from caseload.files import write_json, write_text

HERE = Path(__file__).parent
SCENARIO = HERE / "talking_therapies.toml"
TABLE = HERE / "areas.csv"
RESULT = HERE / "calibration" / "result.json"
#: Of the fit; what it says is confirmed on other luck.
SEED, OTHER_SEED, THREADS = 1, 2, 1
#: Chance histories: of a trial of the fit; of a mean area, England as one service, and its areas to confirm.
TRIAL, MEAN_AREA, WHOLE, BY_AREA = 8, 16, 1, 2
#: What lying at the far end of its range costs an unknown, in misses: enough to hold those that no target speaks of.
PULL = 1.0


def main(arguments: list[str]) -> int:
    """The command line; see the top of the file."""
    match arguments:
        case []:
            began = time.process_time()
            write_values(fitted := fit())
            result = confirmed(fitted.to_dict())
            result["minutes"] = round((time.process_time() - began) / 60, 1)
            write_json(RESULT, result)
        case ["confirm"]:
            result = confirmed(page.read(RESULT)["fit"]) | {"minutes": page.read(RESULT)["minutes"]}
            write_json(RESULT, result)
        case ["page"]:
            pass
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    page.write(page.read(RESULT))
    return 0


def mean_area(scenario: cl.Scenario) -> cl.Scenario:
    """England's referrals, staff and first lists over 42; everything else as it is."""
    written = tomlkit.parse(SCENARIO.read_text("utf-8")).unwrap()
    changes: dict[str, Any] = {}
    for source, values in written["referrals"].items():
        yearly = float(values["rate"]["value"].removesuffix("/ year"))
        changes[f"referrals.{source}.rate"] = f"{yearly / AREAS:.3f} / year"
    for role, values in written["staff"].items():
        changes[f"staff.{role}.wte"] = round(values["wte"]["value"] / AREAS, 4)
    for service, places in written["initial"].items():
        for place in ("waiting", "in"):
            if place in places:
                changes[f"initial.{service}.{place}.count"] = round(places[place]["count"] / AREAS)
    return scenario.with_(changes)


def fit() -> cl.Fit:
    """On a mean area, 2022/23."""
    return cl.fit(
        mean_area(cl.load(SCENARIO)).with_(confirm.YEARS["2022/23"]),
        unknowns(),
        targets(),
        changes=lambda values: in_scenario(values, AREAS),
        replications=TRIAL,
        seed=SEED,
        threads=THREADS,
        pull=PULL,
    )


def write_values(fitted: cl.Fit) -> None:
    """Into the scenario, where each value stands; then into the columns that are derived from them."""
    document = tomlkit.parse(SCENARIO.read_text("utf-8"))
    for path, value in in_scenario(fitted.fitted).items():
        put(document, path, value)
    write_text(SCENARIO, tomlkit.dumps(document))
    write_text(TABLE, derive.text(derive.derived(derive.read(TABLE), document.unwrap())))


def put(document: Any, path: str, value: Any) -> None:
    """Replace one value; its evidence and everything around it stay as written."""
    *tables, key = path.split(".")
    for table in tables:
        document = document[table]
    if isinstance(document[key], dict):
        document, key = document[key], "value"
    whole = isinstance(value, float) and value.is_integer() and isinstance(document[key], int)
    document[key] = int(value) if whole else value


def confirmed(fit_told: dict[str, Any]) -> dict[str, Any]:
    """What the scenario as shipped says, as a mean area, as one service and as its areas."""
    scenario = cl.load(SCENARIO)  # the file of this folder, not the installed copy
    how = {"seed": OTHER_SEED, "threads": THREADS}
    small = mean_area(scenario)
    result: dict[str, Any] = {
        "scenario": "england/talking_therapies",
        "scenario_hash": scenario.hash,
        "seed": OTHER_SEED,
        "replications": {"trial": TRIAL, "mean area": MEAN_AREA, "one service": WHOLE, "areas": BY_AREA},
        "fit": fit_told,
        "months": confirm.by_month(small, replications=MEAN_AREA // 2, **how),
        "years": {},
    }
    for year, window in confirm.YEARS.items():
        result["years"][year] = {
            "mean area": said(confirm.found(small.with_(window), areas="one", replications=MEAN_AREA, **how)),
            "one service": said(confirm.found(scenario.with_(window), areas="one", replications=WHOLE, **how)),
        }
    rows = derive.read(TABLE)
    by_area = confirm.by_area(scenario, rows, replications=BY_AREA, **how)
    for year, told in by_area.items():
        result["years"][year]["42 areas"] = confirm.together(told)
    result["areas"] = confirm.side_by_side(rows, by_area)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
