"""Courses of appointments: how they end, what they use, and how many a full service gets through."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

import caseload as cl
from claims import section
from histories import run, scenario, seed_of, values
from theory import Course, renewals

PLAN = Course(
    planned={3: 0.2, 6: 0.5, 10: 0.3},
    first_missed=0.2 + 0.05,
    missed=0.10 + 0.05,
    offers=2,
    drop_out=(0.12, 0.08, 0.05),
    early=(0.0, 0.0, 0.1),
    drop_missed=0.1,
)
#: The same as a scenario says it. One hour each week.
COURSE = """
[service.therapy]
kind = "course"
staff = "therapist"
time = "60 minutes"
every = "1 week"
sessions = { dist = "empirical", values = [3, 6, 10], weights = [0.2, 0.5, 0.3] }
missed_first = 0.2
missed = 0.1
cancelled = 0.05
rebook = 1
drop_out = { by_session = [0.12, 0.08, 0.05], per_missed = 0.1 }
early = { by_session = [0.0, 0.0, 0.1] }
"""
WAYS = PLAN.walk()


def chance(wanted: str) -> float:
    return sum(p for (how, _, _), p in WAYS.items() if how == wanted)


def ended_courses(what: cl.Scenario, name: str, histories: int) -> list[pd.DataFrame]:
    """Every course that ended, from the event log: ``event``, and in ``value`` the sessions attended."""
    found = []
    for k in range(histories):
        one = cl.run(what, replications=1, seed=seed_of(f"{name} {k}"), threads=1, log=True, progress=False)
        log = pd.read_csv(io.StringIO(one.logs["baseline"]), usecols=["event", "value"])
        found.append(log[log["event"].str.startswith("therapy.ended")])
    return found


def test_courses_end_as_the_chances_of_their_appointments_multiply_out() -> None:
    assert abs(sum(WAYS.values()) - 1) < 1e-12
    body = '[referrals.door]\nto = "therapy"\nrate = "100 / week"\n'
    body += '[staff.therapist]\nwte = 100\nhours = "40 hours / week"\n' + COURSE
    body += '[policy.closed]\nfrom = "26 weeks"\nchange = { "referrals.door.rate" = "0 / week" }\n'
    what = scenario(body, length="90 weeks", more='apply = ["closed"]\n')  # the longest course is over by then
    found = run(what, "courses", 100)
    came = values(found, "joined", "therapy")
    assert (values(found, "in_treatment_at_end", "therapy") == 0).all()
    logs = ended_courses(what, "courses", 40)
    begun = 1 - chance("left")
    with section(
        "courses",
        "Courses with missed appointments, early ends and drop-out",
        """100 people a week for half a year, staff for all of them; then the courses run out. 3, 6 or 10 weekly
        sessions of an hour planned (chances 0.2, 0.5, 0.3); 25 % of first and 15 % of later appointments not
        attended (missed, or cancelled by the person), two offers of the first; drop-out after the first, second and
        later sessions 12 %, 8 %, 5 %, after a missed one 10 %; early end 10 % after the third session and later
        ones. Reference: the chances of all ways through a course, multiplied out. 100 replications; 40 for the
        distribution, from the event log.""",
    ) as s:
        s.claim("share who never attend", chance("left"), "0.25²", values(found, "left_reneged", "therapy") / came)
        for how, measure in (
            ("completed", "courses_completed"),
            ("early", "courses_ended_early"),
            ("dropped_out", "drop_outs"),
        ):
            s.claim(
                f"share of all: {how.replace('_', ' ')}",
                chance(how),
                "sum over ways",
                values(found, measure, "therapy") / came,
            )
        attended = sum(p * d for (_, d, _), p in WAYS.items())
        appointments = sum(p * n for (_, _, n), p in WAYS.items())
        s.claim(
            "sessions attended, for each who comes",
            attended,
            "sum over ways",
            values(found, "appointments_attended", "therapy") / came,
        )
        finished = sum(p * d for (how, d, _), p in WAYS.items() if how in ("completed", "early"))
        s.claim(
            "sessions of a finished course, mean",
            finished / (chance("completed") + chance("early")),
            "sum over ways",
            values(found, "sessions_a_finished_course", "therapy"),
        )
        held = values(found, "minutes_held", "staff.therapist") * 90  # a week × weeks
        s.claim("minutes of staff used, for each who comes", 60 * appointments, "60 × appointments", held / came)
        for k in range(1, 11):
            share = sum(p for (how, d, _), p in WAYS.items() if d == k and how != "left") / begun
            s.claim(
                f"share of courses with {k} attended",
                share,
                "sum over ways",
                [(log["value"] == k).mean() for log in logs],
            )


def test_a_service_that_is_always_busy_gets_through_as_many_as_renewal_theory_says() -> None:
    slots, weeks = 30, 52
    body = '[referrals.door]\nto = "therapy"\nrate = "1 / week"\n'
    body += '[staff.therapist]\nwte = 5\nhours = "6 hours / week"\n' + COURSE
    body += "[initial.therapy]\nwaiting = { count = 1000, waited = '1 week' }\n"
    found = run(scenario(body, length=f"{weeks + 1} weeks"), "always busy", 2000)
    assert (values(found, "waiting_at_end", "therapy") > 0).all()
    through = values(found, "visits_ended", "therapy") + values(found, "left_reneged", "therapy")
    used = np.zeros(weeks)
    for (_, _, n), p in WAYS.items():
        if n <= weeks:
            used[n - 1] += p
    mean, variance = renewals(used, weeks)
    first = sum(p * n for (_, _, n), p in WAYS.items())
    second = sum(p * n * n for (_, _, n), p in WAYS.items())
    with section(
        "always_busy",
        "A service that is always busy",
        f"""Pagel, Richards and Utley ("A mathematical modelling approach for systems where the servers are almost
        always busy", Computational and Mathematical Methods in Medicine 2012, 290360, doi 10.1155/2012/290360)
        estimate mean and variance of the number treated where a queue never runs out, from the distribution of
        appointments each person takes. Only its abstract was at hand, so the reference is renewal theory's own: a
        weekly slot is a renewal process whose steps are the appointments of one person after another, and {slots}
        slots are independent. Courses as above; 1 000 people on the list at the start; 5 posts of 6 weekly hours;
        {weeks} weekly appointments of each slot; 2 000 replications. Long run: {weeks} ÷ E[A] = {weeks / first:.3f}
        a slot, and variance {weeks} Var[A] ÷ E[A]³ = {weeks * (second - first**2) / first**3:.3f}; exactly
        {mean:.3f} and {variance:.3f}, for the last person is still there.""",
    ) as s:
        s.claim("people through in a year, mean", slots * mean, "Σ P(A₁ + … + A_n ≤ 52), × 30", through)
        s.claim(
            "… variance",
            slots * variance,
            "Σ (2n − 1) P(A₁ + … + A_n ≤ 52) − mean², × 30",
            (through - slots * mean) ** 2,
        )
