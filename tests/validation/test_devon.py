"""Devon's assertive outreach for children and young people: a service without a queue, as its author documents it."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

import caseload as cl
from claims import Estimate, section
from histories import run, scenario, seed_of, values

WARM_UP, WINDOW, REPLICATIONS = 365, 1825, 400
ED_SHARE, URGENT = 0.559, 42 / 106
#: Below a threshold log-normal (mu, sigma), above it generalised Pareto (shape, scale); the chance to lie below.
LENGTHS = {
    "ed": (0.615, (4.64, 0.46), (0.213, 125.3), 200),
    "other": (0.76, (4.5, 0.58), (0.095, 130.0), 220),
    "everybody": (0.67, (4.65, 0.35), (0.164, 130.0), 200),
}
SHORTEST, LONGEST = 30, 750
MIDPOINTS = (np.arange(2000) + 0.5) / 2000

Quantile = Callable[[np.ndarray], np.ndarray]


def length_of_stay(below: float, lognormal: tuple, pareto: tuple, threshold: float) -> Quantile:
    """Days, by inversion: each part is cut off to its side of the threshold and at the shortest and longest stay."""
    short = stats.lognorm(lognormal[1], scale=math.exp(lognormal[0]))
    long = stats.genpareto(pareto[0], loc=threshold, scale=pareto[1])
    least, most = short.cdf([SHORTEST, threshold])

    def quantile(u: np.ndarray) -> np.ndarray:
        of_short = short.ppf(least + (most - least) * np.minimum(u, below) / below)
        of_long = long.ppf(long.cdf(LONGEST) * np.maximum(u - below, 0) / (1 - below))
        return np.where(u < below, of_short, of_long)

    return quantile


def days_of(group: str) -> np.ndarray:
    """2 000 equally likely stays. The authors' code also multiplies stays of the others by 0.9 to 1.1, uniformly."""
    stays = length_of_stay(*LENGTHS[group])(MIDPOINTS)
    if group != "other":
        return stays
    spread = np.sort(np.outer(stays, np.linspace(0.905, 1.095, 20)).ravel())
    return spread.reshape(len(MIDPOINTS), -1).mean(axis=1)


def time_between_arrivals() -> tuple[float, float]:
    """Mean and variance, days: 0.86 + exponential with mean 6.5 (the fitted Erlang shape 0.93 is rounded to 1), cut off
    at 40."""
    cut = stats.truncexpon((40 - 0.86) / 6.5, loc=0.86, scale=6.5)
    return float(cut.mean()), float(cut.var())


def devon(groups: dict[str, float], days: int) -> cl.Scenario:
    """The service with these groups and their shares; everybody is on the way for a day (urgent) or five."""
    a_day = 1 / time_between_arrivals()[0]
    needs = "".join(f"[need.{group}]\nshare = {share}\n" for group, share in groups.items())
    body = f"""
[referrals.camhs]
to = "referral"
rate = "{a_day:.10f} / day"
[service.referral]
kind = "stay"
places = 100000
length = {{ dist = "empirical", values = ["1 day", "5 days"], weights = [{URGENT}, {1 - URGENT}] }}
"""
    for group in groups:
        stays = ", ".join(f'"{d:.3f} days"' for d in days_of(group))
        body += f'[service.{group}_team]\nkind = "stay"\nplaces = 100000\n'
        body += f'length = {{ dist = "empirical", values = [{stays}] }}\n'
        body += f"[route.referral.need.{group}]\nseen = {{ {group}_team = 1.0 }}\n"
    return scenario(body, needs=needs, length=f"{days} days", warm_up=f"{WARM_UP} days")


def median_present(found: cl.Results, groups: dict[str, float]) -> np.ndarray:
    """By replication: the median of weekly numbers present, summed over groups as the authors' code does."""
    total = np.zeros(REPLICATIONS)
    for group in groups:
        weekly = found.weekly("in_treatment", service=f"{group}_team")
        reported = weekly[weekly["week"] >= WARM_UP / 7]
        total += reported.groupby("replication")["value"].median().to_numpy()
    return total


def stays_in_logs(what: cl.Scenario, histories: int) -> list[np.ndarray]:
    """Stays of all with an eating disorder who entered within six years, in days, by history."""
    found = []
    for k in range(histories):
        one = cl.run(what, replications=1, seed=seed_of(f"devon {k}"), threads=1, log=True, progress=False)
        log = pd.read_csv(io.StringIO(one.logs["baseline"]), usecols=["entity_id", "event", "time"])
        moments = {e: log[log["event"] == f"ed_team.{e}"].set_index("entity_id")["time"] for e in ("in", "out")}
        entered = moments["in"][moments["in"] < WARM_UP + WINDOW]
        found.append((moments["out"].reindex(entered.index) - entered).to_numpy())
    return found


def test_devons_outreach_has_the_numbers_its_authors_report() -> None:
    two, one = {"ed": ED_SHARE, "other": 1 - ED_SHARE}, {"everybody": 1.0}
    separate = run(devon(two, WARM_UP + WINDOW), "devon", REPLICATIONS)
    together = run(devon(one, WARM_UP + WINDOW), "devon together", REPLICATIONS)
    stays = stays_in_logs(devon(two, WARM_UP + WINDOW + 850), 100)
    mean, variance = time_between_arrivals()
    median = float(np.median(days_of("ed")))

    def reported(value: float, half_width: float) -> Estimate:
        return Estimate(value, half_width / float(stats.t(29).ppf(0.975)), 29)

    def unreported(value: float, ours: np.ndarray) -> Estimate:
        return Estimate(value, float(ours.std(ddof=1)) / math.sqrt(30), 29)

    admitted = {group: values(separate, "starts", f"{group}_team") for group in two}
    a_year = (admitted["ed"] + admitted["other"]) * 365 / WINDOW
    with section(
        "devon",
        "Devon's assertive outreach",
        f"""M. Whitehouse's model of a service without a queue (github.com/megwhitehouse2/AO-simulation, MIT; read, not
        copied): one stream of referrals, {ED_SHARE:.1%} with an eating disorder (ED), a delay of one day (urgent, 42 of
        106) or five, then a stay by a mixture of distributions, cut off at 30 and 750 days. Five years after one of
        warm-up. The reported figures are those of its documentation, of 30 replications; what its ± stands for is not
        said, and is taken for a 95 % interval of a mean (of the share with ED it is that: 1.2 % against 1.16 % worked
        out). Ours: {REPLICATIONS} replications; lengths are tables of 2 000 quantiles of the mixture, worked out with
        scipy, for the format has no such distribution. Exact: the mixture's own mean and median, and λE[S].""",
        limit=3,
    ) as s:
        s.claim("admissions a year", reported(50.3, 2.1), "documentation", a_year)
        s.claim("admissions a year", 365 / mean, f"exact: 365 ÷ {mean:.3f} days", a_year)
        share = admitted["ed"] / (admitted["ed"] + admitted["other"])
        s.claim("share with ED", reported(0.557, 0.012), "documentation", share)
        s.claim("median stay with ED, days", reported(142.3, 3.4), "documentation", map(np.median, stays))
        below = [(one < median).mean() for one in stays]
        s.claim(f"share of stays with ED below {median:.2f} days", 0.5, "exact: the mixture's median", below)
        for group, share, found in (
            ("ed", ED_SHARE, separate),
            ("other", 1 - ED_SHARE, separate),
            ("everybody", 1, together),
        ):
            present = values(found, "in_treatment_mean", f"{group}_team")
            s.claim(f"present, mean; {group}", share * days_of(group).mean() / mean, "exact: λE[S]", present)
        of_two, of_one = median_present(separate, two), median_present(together, one)
        s.claim("present, median; two groups, summed", unreported(24.3, of_two), "documentation", of_two)
        s.claim("present, median; one group", unreported(24.3, of_one), "documentation", of_one)
        year = values(run(devon(one, WARM_UP + 365), "devon year", 2000), "starts", "everybody_team")
        s.claim(
            "variance of a year's admissions",
            365 * variance / mean**3,
            "exact, long run: 365 Var[gap] ÷ E[gap]³",
            (year - year.mean()) ** 2,
            explained="referrals of a scenario are Poisson; Devon's come more regularly, at least 0.86 days apart",
        )
