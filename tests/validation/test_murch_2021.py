"""A published model, fed with its own inputs: murch_2021/README.md says what is compared with what."""

from __future__ import annotations

import json
import math
import tomllib

import numpy as np
import pytest

from claims import Claim, Estimate, section
from murch_2021.compare import HERE, PERIODS, PUBLISHED_REPLICATIONS, REFERENCE_REPLICATIONS, baseline, compare, table
from murch_2021.long_run import fingerprint

REPLICATIONS = 40
LIMIT = 3
TITLES = {
    "pre": "Murch et al. 2021: before lockdown",
    "during": "Murch et al. 2021: during lockdown",
    "post": "Murch et al. 2021: the year after",
}
ABOUT = {
    "pre": f"""The mental-health services of Bristol, North Somerset and South Gloucestershire in the first wave of
        COVID-19, baseline (Operations Research for Health Care 30: 100311), in day steps from the authors' input
        files: tests/validation/murch_2021/ has the scenario and says what was read. Reference: an independent
        re-implementation of the same inputs and logic, {REFERENCE_REPLICATIONS} replications; ours: {REPLICATIONS}. A
        year after two of warm-up. Where the reference gives no standard error it is ours, scaled to its number of
        replications; that its figures are rounded counts, too. Distance: in standard errors of the difference of the
        two means.""",
    "during": "The next 70 days, with half the arrivals.",
    "post": "The year after that, with arrivals that change every month.",
}


def name(service: str) -> str:
    return service.replace("_", " ").replace("iapt", "IAPT").replace("gp", "GP")


@pytest.mark.parametrize("period", PERIODS)
def test_each_service_has_the_queue_waits_and_flows_of_the_reference(period: str) -> None:
    with section(f"murch_{period}", TITLES[period], ABOUT[period], limit=LIMIT) as s:
        for row in compare(period, REPLICATIONS):
            s.claim(f"{name(row.service)}: {row.what}", row.reference, "re-implementation", row.ours)


def test_the_long_run_is_of_this_scenario_and_this_model_and_stands_on_the_page() -> None:
    long_run = json.loads((HERE / "long_run.json").read_text(encoding="utf-8"))
    again = f"run {long_run['command']}"
    assert long_run["scenario_hash"] == baseline().hash, f"the scenario has changed: {again}"
    assert long_run["fingerprint"] == fingerprint(), f"the model gives other numbers: {again}"

    published = table("published.csv").set_index(["service", "measure"])
    logs = len(long_run["paths"][0][2])
    with section(
        "murch_long",
        "Murch et al. 2021: the published table, paths of queues, and all of it with 200 replications",
        f"""What takes too long for the tests is run by hand (tests/validation/murch_2021/long_run.py, some
        seven minutes) and its results are kept beside it; a test checks that scenario and model are still the same, to
        the bit.
        First the paper's table 2, under the definitions that give its numbers: a queue is the median over days and
        replications, a "wait" the median of everybody who leaves the queue, to start or by dropping out. The paper has
        {PUBLISHED_REPLICATIONS} replications and no standard errors; they are taken to be ours, scaled.
        {logs} replications, of each the median.""",
        limit=LIMIT,
    ) as s:
        for measure, found in (("queue", "queue_medians"), ("wait", "leavers_wait_medians")):
            for service, period, medians in long_run[found]:
                value = published.loc[(service, measure), period] if (service, measure) in published.index else math.nan
                if math.isnan(value):
                    continue
                ours = Estimate.of(medians)
                theirs = scaled(ours, value, PUBLISHED_REPLICATIONS, step=1)
                s.claim(f"{name(service)}: {measure}, {period}", theirs, "table 2", ours)
        s.write(f"Mean queues at the ends of single days, counted from 1; {logs} replications of ours:")
        paths = table("reference_paths.csv").set_index(["service", "day"])["queue"]
        for service, day, queues in long_run["paths"]:
            ours = Estimate.of(queues)
            theirs = scaled(ours, paths[service, day], REFERENCE_REPLICATIONS, step=1)
            s.claim(f"{name(service)}: queue on day {day}", theirs, "re-implementation", ours)
        s.write(all_of_it(long_run["periods"]))


def scaled(ours: Estimate, value: float, replications: int, step: float) -> Estimate:
    """A figure that comes without its error: ours, scaled to its number of replications, and that it is rounded."""
    error = ours.error * math.sqrt((ours.freedom + 1) / replications)
    return Estimate(float(value), math.hypot(error, step / math.sqrt(12)), replications - 1)


def all_of_it(periods: list[list]) -> str:
    """The comparison of the sections above, as long as the reference."""
    claims = [
        Claim(
            f"{name(service)}, {period}: {what}",
            Estimate(*numbers[:3]),
            "re-implementation",
            Estimate(*numbers[3:]),
            LIMIT,
        )
        for period, service, what, *numbers in periods
    ]
    distances = np.array([claim.distance for claim in claims])
    furthest = sorted(claims, key=lambda claim: -abs(claim.distance))[:10]
    rows = "\n".join(claim.row() for claim in furthest)
    agree, close = sum(claim.agrees for claim in claims), int((np.abs(distances) < 2).sum())
    return f"""The comparison by period once more, with {REFERENCE_REPLICATIONS} replications of ours: of {len(claims)}
figures {agree} agree, {close} within 2 standard errors. The mean of the distances is {distances.mean():+.2f}, their
mean square {np.mean(distances**2):.2f} (independent ones would have 0 and 1). The ten largest:

| claim | formula or source | reference | result | 95 % interval | distance | verdict |
|---|---|--:|--:|:-:|--:|---|
{rows}"""


def test_the_chances_to_drop_out_are_those_of_the_formula() -> None:
    scales = {
        "social_prescribing": (30, 5),
        "iapt_assessment": (100, 5),
        "iapt_therapy": (120, 1),
        "community": (60, 5),
    }
    services = tomllib.loads((HERE / "baseline.toml").read_text(encoding="utf-8"))["service"]
    assert {service for service, told in services.items() if "renege" in told} == set(scales)
    for service, (scale, power) in scales.items():
        odds = [(day / scale) ** power for day in range(1, 2 * scale + 1)]
        assert services[service]["renege"]["daily"] == pytest.approx([o / (1 + o) for o in odds], rel=1e-7)
