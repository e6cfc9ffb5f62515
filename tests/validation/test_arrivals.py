"""People who come at rates that change: how many, and how many are present where nobody waits."""

from __future__ import annotations

import datetime
import io

import numpy as np
import pandas as pd
from scipy import stats

import caseload as cl
import theory
from claims import section
from histories import run, scenario, seed_of

START = datetime.date(2024, 1, 1)
MONTHS = (1.0, 0.9, 1.1, 1.2, 0.8, 1.0, 0.7, 0.5, 1.3, 1.4, 1.2, 0.6)
DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = (1.6, 1.3, 1.1, 1.0, 0.8, 0.2, 0.0)
HOURS = (0,) * 8 + (1, 3, 4, 4, 2, 3, 3, 2, 1) + (0,) * 7


def daily_rates(base: float, growth: float, days: int) -> np.ndarray:
    """By their meaning: weights have mean 1 over the days of a year and of a week; growth is compound, by the day."""
    of_year = sum(w * n for w, n in zip(MONTHS, DAYS_OF_MONTHS, strict=True)) / 365
    rates = []
    for day in range(days):
        date = START + datetime.timedelta(days=day)
        month = MONTHS[date.month - 1] / of_year
        weekday = WEEKDAYS[date.weekday()] / (sum(WEEKDAYS) / 7)
        rates.append(base * month * weekday * (1 + growth) ** (day / 365.25))
    return np.array(rates)


def referrals(base: int, growth: str) -> str:
    return f"""
[referrals.door]
to = "room"
rate = "{base} / day"
growth = "{growth}"
monthly = {{ values = {list(MONTHS)} }}
weekday = {{ values = {list(WEEKDAYS)} }}
"""


def arrivals_of(what: cl.Scenario, name: str, histories: int) -> list[np.ndarray]:
    """Moments of arrival in days, one array a history."""
    found = []
    for k in range(histories):
        one = cl.run(what, replications=1, seed=seed_of(f"{name} {k}"), threads=1, log=True, progress=False)
        log = pd.read_csv(io.StringIO(one.logs["baseline"]), usecols=["event", "time"])
        found.append(log.loc[log["event"] == "arrival", "time"].to_numpy())
    return found


def test_counts_of_arrivals_are_poisson_with_the_rates_of_their_days() -> None:
    days = 366  # 2024
    body = referrals(12, "10 % / year") + f"by_hour = {{ values = {list(HOURS)} }}\n"
    body += '[service.room]\nkind = "stay"\nplaces = 1000000\nlength = "1 day"\n'
    moments = arrivals_of(scenario(body, length="1 year"), "arrivals", 40)
    rates = daily_rates(12, 0.10, days)
    counts = np.array([np.bincount(np.floor(m).astype(int), minlength=days) for m in moments])
    dates = pd.date_range(START, periods=days)
    with section(
        "arrivals",
        "How many come",
        """12 people a day with weights for months and weekdays, a profile of hours and growth of 10 % a year: one year,
        40 replications, counted in the event log. Exact rates: base × month × weekday × growth. A Poisson count has its
        mean as its variance; counts of different days are independent.""",
    ) as s:
        for month in range(1, 13):
            here = dates.month == month
            s.claim(f"in {dates[here][0]:%B}", rates[here].sum(), "sum of daily rates", counts[:, here].sum(axis=1))
        for weekday in range(6):
            here = dates.day_of_week == weekday
            s.claim(f"on {dates[here][0]:%A}s", rates[here].sum(), "sum of daily rates", counts[:, here].sum(axis=1))
        assert counts[:, dates.day_of_week == 6].sum() == 0, "Sundays have weight 0"
        open_days = rates > 0
        deviation = (counts[:, open_days] - rates[open_days]) / np.sqrt(rates[open_days])
        s.claim("variance ÷ mean, of days", 1.0, "Poisson", (deviation**2).mean(axis=1))
        monthly = [(counts[:, dates.month == m].sum(axis=1) - rates[dates.month == m].sum()) for m in range(1, 13)]
        by_month = np.array(monthly) ** 2 / np.array([[rates[dates.month == m].sum()] for m in range(1, 13)])
        s.claim("variance ÷ mean, of months", 1.0, "Poisson", by_month.mean(axis=0))
        s.claim(
            "correlation of a day with the next",
            0.0,
            "independent",
            (deviation[:, 1:] * deviation[:, :-1]).mean(axis=1),
        )
        hour = [np.floor((m % 1) * 24).astype(int) for m in moments]
        for first, last in ((8, 9), (10, 12), (13, 16)):
            share = sum(HOURS[first : last + 1]) / sum(HOURS)
            s.claim(
                f"share from {first} to {last + 1} o'clock",
                share,
                "profile of hours",
                [((h >= first) & (h <= last)).mean() for h in hour],
            )


def test_with_changing_rates_the_number_present_is_the_convolution_of_rates_and_stays() -> None:
    mean, sd, weeks = 20.0, 15.0, 110
    body = referrals(20, "20 % / year")
    body += '[service.room]\nkind = "stay"\nplaces = 1000000\n'
    body += f'length = {{ dist = "gamma", mean = "{mean} days", sd = "{sd} days" }}\n'
    body += '[policy.busier]\nfrom = "30 weeks"\nchange = { "referrals.door.rate" = "+ 50 %" }\n'
    body += '[policy.quieter]\nfrom = 2024-12-30\nchange = { "referrals.door.rate" = "- 60 %" }\n'
    what = scenario(body, length=f"{weeks} weeks", more='apply = ["busier", "quieter"]\n')
    present = run(what, "changing rates", 400).weekly("in_treatment", service="room")
    by_week = present.pivot_table(index="replication", columns="week", values="value").to_numpy()

    rates = daily_rates(20, 0.20, 7 * weeks)
    rates[7 * 30 :] *= 1.5
    rates[(datetime.date(2024, 12, 30) - START).days :] *= 0.4
    gamma = stats.gamma((mean / sd) ** 2, scale=sd**2 / mean)
    expected = [theory.people_in(rates, 7.0 * (week + 1), gamma.sf) for week in range(weeks)]
    with section(
        "changing_rates",
        "Rates that change: M_t/G/∞",
        """20 people a day with months, weekdays and growth of 20 % a year, half as many more from week 30 and 60 %
        fewer from 30 December (policies always in force), into a service where nobody waits; stays gamma with mean
        20 and s.d. 15 days; empty start. The number present is Poisson; its mean at time t is ∫ λ(s) P(S > t − s)
        ds. 400 replications.""",
    ) as s:
        for week in (1, 4, 12, 26, 30, 32, 40, 51, 53, 56, 78, 109):
            s.claim(f"people in after {week} weeks", expected[week - 1], "∫ λ(s) P(S > t − s) ds", by_week[:, week - 1])
        squares = (by_week - np.array(expected)) ** 2 / np.array(expected)
        s.claim("variance ÷ mean, of all weeks", 1.0, "Poisson", squares[:, 12:].mean(axis=1))
