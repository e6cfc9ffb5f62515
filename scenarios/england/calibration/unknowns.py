"""What is not known of England's services, the range in which it is plausible, and where it stands in the scenario.

Ranges of numbers that carry `low` and `high` in the scenario are those; the others are assumptions, with the reason.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from caseload import Unknown

#: England's numbers divided by this are those of a mean area.
AREAS = 42

NEEDS = ("mild", "moderate", "severe")
STEPS = ("step2", "step3")
#: Before the fit; the gradient by need is kept, its level is fitted.
RECOVERY_TOPS = {"step2": (0.64, 0.56, 0.48), "step3": (0.72, 0.63, 0.54)}
IMPROVEMENT_TOPS = {"step2": 0.77, "step3": 0.85}
DROP_OUT = {"step2": (0.06, 0.04, 0.03, 0.02), "step3": (0.05, 0.03, 0.015, 0.01)}
APP_SHARE = 0.20


def unknowns() -> list[Unknown]:
    """Those of unknowns.csv, in its order."""
    with (Path(__file__).parent / "unknowns.csv").open(encoding="utf-8", newline="") as file:
        return [
            Unknown(
                name=row["name"],
                low=float(row["low"]),
                start=float(row["start"]),
                high=float(row["high"]),
                decimals=int(row["decimals"]),
                log=row["scale"] == "log",
                why=row["why"],
            )
            for row in csv.DictReader(file)
        ]


def in_scenario(v: Mapping[str, float], size: float = 1.0) -> dict[str, object]:
    """What values of the unknowns change in the scenario, by path; counts divided by ``size``."""
    share = v["share of practitioners' minutes for assessments"]
    waiting = v["waiting for high intensity in April 2021"]
    changes: dict[str, object] = {
        "staff.pwp.wte": round(v["posts of practitioners"] / size, 4),
        "staff.hit.wte": round(v["posts of therapists"] / size, 4),
        "service.assessment.share": round(share - APP_SHARE / 2, 4),
        "service.step2.share": round(1 - APP_SHARE / 2 - share, 4),
        "service.assessment.no_reply.chance": v["never reply"],
        "service.assessment.missed_first": v["first appointments missed"],
        "service.step2.sessions.mean": v["planned sessions of low intensity"],
        "service.step3.sessions.mean": v["planned sessions of high intensity"],
        "initial.step3.waiting.count": round(waiting / size),
    }
    for source in ("gp", "self"):
        changes[f"referrals.{source}.delay.mean"] = f"{v['days from referral to list, mean']} days"
        changes[f"referrals.{source}.delay.sd"] = f"{v['days from referral to list, standard deviation']} days"
    changes |= _routes(v["taken on after assessment"], v["of these to low intensity"])
    for step in STEPS:
        factor = v["drop-out from courses, times what was judged"]
        changes[f"service.{step}.drop_out.by_session"] = [round(p * factor, 4) for p in DROP_OUT[step]]
        changes[f"service.{step}.renege.rate"] = f"{v['leaving the lists for courses, a month']} / month"
        top = IMPROVEMENT_TOPS[step] + v["improvement, added to both ceilings"]
        changes[f"service.{step}.improvement.top"] = round(top, 4)
        for need, recovery in zip(NEEDS, RECOVERY_TOPS[step], strict=True):
            top = recovery + v["recovery, added to every ceiling"]
            changes[f"service.{step}.recovery.{need}.top"] = round(top, 4)
            changes[f"service.{step}.deterioration.{need}"] = v["deterioration at the end of a course"]
    return changes


def _routes(accepted: float, low: float) -> dict[str, object]:
    """Of those accepted: mild 1 - (1 - low)^2 to low intensity, moderate low, severe low^2; the mean is low."""
    changes: dict[str, object] = {}
    for need, share in zip(NEEDS, (1 - (1 - low) ** 2, low, low**2), strict=True):
        step2 = round(accepted * share, 4)
        signposted = round(1 - accepted, 4)
        route = f"route.assessment.need.{need}.seen"
        changes[f"{route}.step2"] = step2
        changes[f"{route}.step3"] = round(1 - signposted - step2, 4)
        changes[f"{route}.signposted"] = signposted
    return changes
