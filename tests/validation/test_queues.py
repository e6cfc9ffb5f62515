"""Plain queues, run through the whole model: a stay with places is a queue with servers. Times in days."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

import theory
from claims import Estimate, section
from histories import curves, run, scenario, values

DAYS = 7  # in a week: waits are reported in weeks

#: One list, one kind of person; `places` people are in at once, each for an exponential time with mean one day.
QUEUE = """
[referrals.door]
to = "queue"
rate = "{rate} / day"
[service.queue]
kind = "stay"
places = {places}
length = {{ dist = "exponential", mean = "{length} days" }}
"""


def shares_within(found: pd.DataFrame, measure: str, days: int, service: str = "queue") -> Estimate:
    """One replication's curve each, at one day; a curve that ended earlier keeps its last value."""
    rows = found[(found["measure"] == measure) & (found["service"] == service) & (found["need"] == "")]
    return Estimate.of(rows[rows["day"] <= days].groupby("replication")["value"].last())


def test_waits_of_many_servers_are_those_of_erlang() -> None:
    theirs = theory.ManyServers(servers=5, arrivals=4.0, length=1.0)
    what = scenario(QUEUE.format(rate=4, places=5, length=1), length="10 years", warm_up="1 year")
    found = run(what, "many servers", 300)
    by_day = curves(what, "many servers", 100)
    with section(
        "many_servers",
        "Many servers, one list: M/M/c",
        """4 people a day (Poisson), 5 places, stays exponential with mean 1 day: four fifths busy. Nine years after one
        of warm-up, 300 replications (100 for the shares by wait, which come from the curves of competing risks).""",
    ) as s:
        s.claim(
            "mean wait, days",
            theirs.mean_wait,
            "C/(cμ − λ), C Erlang's second formula",
            DAYS * values(found, "seen_wait_mean", "queue"),
        )
        s.claim(
            "people on the list, mean",
            4 * theirs.mean_wait,
            "Little: λ × mean wait",
            values(found, "list_mean", "queue"),
        )
        s.claim("people in, mean", 4.0, "λ/μ", values(found, "places_held", "queue"))
        s.claim("chance to have no wait", 1 - theirs.chance_to_wait, "1 − C", shares_within(by_day, "curve_seen", 0))
        for day in (1, 3):
            s.claim(
                f"chance to be in within {day} d",
                theirs.within(day),
                "1 − C e^(−(cμ − λ)t)",
                shares_within(by_day, "curve_seen", day),
            )


def test_a_list_with_room_for_few_turns_away_as_many_as_erlang_says() -> None:
    """The scenario turns people away by the wait they expect, people ahead ÷ mean starts a week: with about 2 000
    starts in four weeks that mean is within 12 % of the long run's in all but one week in ten million, so a step
    halfway between 4 and 5 people ahead is a step between 4 and 5 people ahead."""
    servers, room, arrivals, length = 3, 5, 300.0, 0.01
    chances = theory.turned_away(servers, room, arrivals, length)
    passed = 1 - chances[-1]
    step = (room - 0.5) / (arrivals * passed) * 24 * 60  # minutes
    body = QUEUE.format(rate=arrivals, places=servers, length=length)
    body += f'balk = {{ wait = ["{step:.6f} minutes", "{step + 0.001:.6f} minutes"], chance = [0, 1] }}\n'
    found = run(scenario(body, length="40 weeks", warm_up="8 weeks"), "turned away", 60)
    joined, seen = values(found, "joined", "queue"), values(found, "seen", "queue")
    n = np.arange(len(chances))
    waiting = float((np.maximum(0, n - servers) * chances).sum())
    with section(
        "turned_away",
        "Room for few: M/M/c/K",
        f"""{arrivals:.0f} people a day, {servers} places, stays exponential with mean {length} days (as much work as
        places), room for {room} on the list. A scenario knows no such room: people turn away by the wait they expect
        (people ahead ÷ mean weekly starts of four weeks), here by a step halfway between {room - 1} and {room} people
        ahead, which at so many starts is the same thing. 32 weeks after 8 of warm-up, 60 replications.""",
    ) as s:
        s.claim(
            "share turned away",
            chances[-1],
            "π_K of the birth-and-death chain",
            values(found, "left_balked", "queue") / joined,
        )
        s.claim("people on the list, mean", waiting, "Σ (n − c)⁺ π_n", values(found, "list_mean", "queue"))
        s.claim(
            "mean wait of those let in, hours",
            24 * waiting / (arrivals * passed),
            "Little on the list",
            DAYS * 24 * values(found, "seen_wait_mean", "queue"),
        )
        s.claim("people in, mean", arrivals * passed * length, "λ(1 − π_K)/μ", values(found, "places_held", "queue"))
        s.claim("let in a day", arrivals * passed, "λ(1 − π_K)", seen / (32 * 7))


def test_people_who_lose_patience_leave_as_in_palms_model() -> None:
    with section(
        "leavers",
        "People who lose patience: M/M/c+M (Erlang-A)",
        """5 places, stays exponential with mean 1 day; whoever waits gives up at a rate of 3.5 a week, so patience is
        exponential with mean 2 days. Once with 6 people a day, more than there is room for, once with 4. Nine years
        after one of warm-up, 100 replications (60 for the chance of no wait).""",
    ) as s:
        for arrivals in (6.0, 4.0):
            theirs = theory.Impatient(servers=5, arrivals=arrivals, length=1.0, giving_up=0.5)
            body = QUEUE.format(rate=arrivals, places=5, length=1) + 'renege = { rate = "3.5 / week" }\n'
            what = scenario(body, length="10 years", warm_up="1 year")
            found = run(what, f"leavers {arrivals}", 100)
            by_day = curves(what, f"leavers {arrivals}", 60)
            load = f"{arrivals:.0f} a day: "
            s.claim(
                load + "share that leave",
                theirs.left,
                "θ E[list]/λ",
                values(found, "left", "queue") / values(found, "joined", "queue"),
            )
            s.claim(
                load + "mean wait of those seen, days",
                theirs.wait_of_seen,
                "sum over places in the line",
                DAYS * values(found, "seen_wait_mean", "queue"),
            )
            s.claim(
                load + "mean wait of those who left, days",
                theirs.wait_of_leavers,
                "Little, less those seen",
                DAYS * values(found, "left_wait_mean", "queue"),
            )
            s.claim(
                load + "people on the list, mean",
                theirs.list_size,
                "birth-and-death chain",
                values(found, "list_mean", "queue"),
            )
            s.claim(
                load + "chance to have no wait",
                theirs.no_wait,
                "birth-and-death chain",
                shares_within(by_day, "curve_seen", 0),
            )


#: Lengths with mean one day, and their second moments (days²).
LENGTHS = {
    "the same for all": ('"1 day"', 1.0),
    "uniform, 0 to 2 days": ('{ dist = "uniform", from = "0 days", to = "2 days" }', 4 / 3),
    "exponential": ('{ dist = "exponential", mean = "1 day" }', 2.0),
    "gamma, s.d. 1.5 days": ('{ dist = "gamma", mean = "1 day", sd = "1.5 days" }', 1 + 1.5**2),
    "log-normal, s.d. 1 day": ('{ dist = "lognormal", mean = "1 day", sd = "1 day" }', 2.0),
    "Weibull, shape 2": (
        f'{{ dist = "weibull", shape = 2.0, scale = "{1 / math.gamma(1.5):.12f} days" }}',
        math.gamma(2.0) / math.gamma(1.5) ** 2,
    ),
}


def test_the_wait_for_one_server_depends_on_the_spread_of_lengths_as_pollaczek_and_khinchine_say() -> None:
    arrivals = 0.7
    with section(
        "one_server",
        "One server: M/G/1",
        """0.7 people a day, one place, stays with mean 1 day and several distributions: seven tenths busy. Thirty years
        after two of warm-up, 200 replications each. The exponential stays are 3.9 standard errors too low, which one in
        ten thousand such figures would be; 6 000 further replications gave 2.330 ± 0.003 for 2.333, 1.2 too low.""",
    ) as s:
        for name, (length, second) in LENGTHS.items():
            body = f"""
[referrals.door]
to = "queue"
rate = "{arrivals} / day"
[service.queue]
kind = "stay"
places = 1
length = {length}
"""
            found = run(scenario(body, length="32 years", warm_up="2 years"), f"one server {name}", 200)
            s.claim(
                f"mean wait, days; {name}",
                theory.one_server_wait(arrivals, 1.0, second),
                "λE[S²]/(2(1 − ρ))",
                DAYS * values(found, "seen_wait_mean", "queue"),
            )


def test_with_room_for_all_only_the_mean_length_counts() -> None:
    present, replications = 20.0, 1500
    # Of squared deviations from a Poisson mean m: their variance is m + 2m².
    error = math.sqrt((present + 2 * present**2) / replications)
    with section(
        "no_limit",
        "Room for all: M/G/∞",
        f"""20 people a day into a service without limit, stays with mean 1 day and several distributions. However long
        the stays spread, the number present is Poisson with mean (and variance) 20. Two weeks after six for the mean,
        the last day of them for the variance, {replications} replications each. The standard error of a variance is
        that of the Poisson law. Estimated from the deviations themselves it follows them, being small where they are,
        and a first version of this table, with 300 replications, so had the exponential stays 4.4 standard errors too
        low (3.1 by the Poisson law's); 6 000 further replications gave 40.3 for 40, 0.4 standard errors too high.""",
    ) as s:
        for name, (length, _) in LENGTHS.items():
            body = f"""
[referrals.door]
to = "queue"
rate = "{present:.0f} / day"
[service.queue]
kind = "stay"
places = 1000000
length = {length}
"""
            found = run(scenario(body, length="8 weeks", warm_up="6 weeks"), f"no limit {name}", replications)
            s.claim(f"people in, mean; {name}", present, "λE[S]", values(found, "in_treatment_mean", "queue"))
            last = values(found, "in_treatment_at_end", "queue")
            variance = Estimate(float(((last - present) ** 2).mean()), error)
            s.claim(f"variance of people in; {name}", present, "λE[S]", variance)


def test_strict_priority_by_need_gives_the_waits_of_cobham() -> None:
    servers, arrivals, shares = 3, 2.55, (0.2, 0.3, 0.5)
    needs = "".join(f"[need.{n}]\nshare = {p}\n" for n, p in zip(("severe", "moderate", "mild"), shares, strict=True))
    line = theory.ManyServers(servers, arrivals, 1.0)
    alone = line.chance_to_wait / servers  # × length 1 day: the wait when nobody is on the list
    theirs = theory.priority_waits(alone, [arrivals / servers * p for p in shares])
    body = QUEUE.format(rate=arrivals, places=servers, length=1)
    strict = body + '[service.queue.head_start]\nsevere = "always"\nmoderate = "5000 weeks"\n'
    ageing = body + '[service.queue.head_start]\nsevere = "6 days"\nmoderate = "2 days"\n'
    with section(
        "priority",
        "Priority by need: Cobham",
        """2.55 people a day, 3 places, stays exponential with mean 1 day (0.85 busy). Of those who come 20 % are
        severe and always first, 30 % moderate and before the 50 % who are mild; nobody's stay is interrupted. Then
        the same with head starts of 6 and 2 days in place of strict priority: which of them wait longer has no
        simple formula, but as lengths do not depend on need the mean over all must be that of first come, first
        served. Fourteen years after one of warm-up, 200 replications each.""",
    ) as s:
        found = run(scenario(strict, needs=needs, length="15 years", warm_up="1 year"), "priority", 200)
        for need, wait in zip(("severe", "moderate", "mild"), theirs, strict=True):
            s.claim(
                f"mean wait, days; {need}",
                wait,
                "W₀/((1 − σ_(k−1))(1 − σ_k))",
                DAYS * values(found, "seen_wait_mean", "queue", need),
            )
        s.claim(
            "mean wait of all, days; strict",
            line.mean_wait,
            "as M/M/c",
            DAYS * values(found, "seen_wait_mean", "queue"),
        )
        found = run(scenario(ageing, needs=needs, length="15 years", warm_up="1 year"), "ageing", 200)
        s.claim(
            "mean wait of all, days; head starts",
            line.mean_wait,
            "as M/M/c",
            DAYS * values(found, "seen_wait_mean", "queue"),
        )


def test_an_open_network_is_as_many_queues_as_jackson_says() -> None:
    names, places, outside = ("front", "middle", "back"), (4, 2, 3), (2.0, 0.5, 0.0)
    lengths = (1.2, 1.0, 1.5)
    routes = ((0.0, 0.5, 0.3), (0.2, 0.0, 0.4), (0.1, 0.0, 0.1))
    joining = theory.network_flows(outside, routes)
    body = '[referrals.gp]\nto = "front"\nrate = "2 / day"\n[referrals.self]\nto = "middle"\nrate = "0.5 / day"\n'
    for k, name in enumerate(names):
        onward = {to: share for to, share in zip(names, routes[k], strict=True) if share > 0}
        onward["away"] = round(1 - sum(onward.values()), 10)
        body += f'[service.{name}]\nkind = "stay"\nplaces = {places[k]}\n'
        body += f'length = {{ dist = "exponential", mean = "{lengths[k]} days" }}\n'
        body += f"[route.{name}]\nseen = {{ {', '.join(f'{to} = {share}' for to, share in onward.items())} }}\n"
    found = run(scenario(body, length="13 years", warm_up="1 year"), "network", 200)
    with section(
        "network",
        "An open network: Jackson",
        """Three services with 4, 2 and 3 places; people come to the first two from outside, are sent on, back, and
        some round again to where they have just been. By Jackson's theorem each is M/M/c with the flow of the
        traffic equations, and the numbers at one moment are independent. Twelve years after one of warm-up, 200
        replications.""",
    ) as s:
        for k, name in enumerate(names):
            alone = theory.ManyServers(places[k], joining[k], lengths[k])
            flow = values(found, "joined", name) / (12 * 365.25)
            s.claim(f"{name}: joining a day", joining[k], "traffic equations", flow)
            s.claim(
                f"{name}: mean wait, days", alone.mean_wait, "as M/M/c", DAYS * values(found, "seen_wait_mean", name)
            )
            s.claim(f"{name}: people in, mean", joining[k] * lengths[k], "λ/μ", values(found, "places_held", name))
        sizes = [values(found, "list_at_end", n) + values(found, "in_treatment_at_end", n) for n in names]
        for a, b in ((0, 1), (0, 2), (1, 2)):
            together = (sizes[a] - sizes[a].mean()) * (sizes[b] - sizes[b].mean())
            s.claim(f"covariance of people at {names[a]} and {names[b]}", 0.0, "independent", together)
