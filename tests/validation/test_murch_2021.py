"""A published model, fed with its own inputs: murch_2021/README.md says what is compared with what."""

from __future__ import annotations

import tomllib

import pytest

from claims import section
from murch_2021.compare import HERE, PERIODS, REFERENCE_REPLICATIONS, compare

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
