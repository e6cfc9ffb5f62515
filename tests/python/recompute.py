"""Every measure of a run, worked out anew from its event log with pandas.

The second opinion on models/measures: it shares no code with it, only the meaning of the measures and the words of the
log. What the log does not hold (kinds of services, prices, which need worsens to which) is given as `About`.
Times are whole ticks (microseconds); a wait of more than d - 1 and up to d days lies in bin d.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

DAY = 86_400_000_000
WEEK = 7 * DAY
UNSEEN = ("left", "no_reply", "balked", "better", "moved")


@dataclass(frozen=True)
class About:
    """What the scenario knows and the log does not say. Times in days, prices in pounds."""

    window: tuple[int, int]
    length: int
    kinds: dict[str, str]  # of services
    entries: frozenset[str]  # services that sources lead to
    worsens_to: dict[str, str] = field(default_factory=dict)
    improves_to: dict[str, str] = field(default_factory=dict)
    unlisted: frozenset[str] = frozenset()
    prices: dict[str, float] = field(default_factory=dict)


@dataclass
class Spell:
    """One wait: on a list, of the whole path, or between two contacts."""

    joined: int
    began: int  # when it was told: later than `joined` for those who waited before the start
    need: str
    ended: int | None = None
    how: str = ""


@dataclass
class Person:
    """What has to be remembered of one entity while its events are read in order."""

    need: str
    referred: int
    initial: bool
    level: str
    list_spell: Spell | None = None
    mid_course: Spell | None = None
    path: Spell | None = None
    second: Spell | None = None
    in_service: int | None = None
    of_service: str = ""
    on_list: str = ""
    booked: bool = False
    episode: int = 0
    before: bool = False  # the episode began before the start
    contacts: int = 0
    contact_at: int = 0
    second_contact_at: str = ""  # services
    last_contact_at: str = ""
    below: bool = False
    standing: str = ""
    digital: bool = False
    presented: int | None = None
    first_contact: int | None = None
    crises: list[int] = field(default_factory=list)
    dropped_out: list[int] = field(default_factory=list)
    recovered: list[int] = field(default_factory=list)


def ticks(days: float) -> int:
    """The tick a logged time stands for."""
    return round(days * DAY)


class Recomputed:
    """Reads a log once, in order, and answers for every measure."""

    def __init__(self, log: pd.DataFrame, about: About) -> None:
        self.about = about
        self.a, self.b = about.window[0] * DAY, about.window[1] * DAY
        self.people: dict[str, Person] = {}
        self.spells: dict[str, list[Spell]] = defaultdict(list)  # by list; also "path" and "second"
        self.mid_course: dict[str, list[Spell]] = defaultdict(list)
        self.stays: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self.events: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)  # (fact, service)
        self.sums: dict[tuple[str, str, str], float] = defaultdict(float)  # (amount, service, need), in the window
        self.levels: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        rows = zip(log.entity_id, log.pathway, log.event_type, log.event, log.time, log.value, strict=True)
        for entity, pathway, kind, event, time, value in rows:
            self._read(entity, pathway, kind, event, ticks(time), value)
        for person in self.people.values():
            if person.in_service is not None:
                self.stays[person.of_service].append((person.in_service, self.b, person.need))

    # ---- reading

    def _read(self, entity: str, pathway: object, kind: str, event: str, t: int, value: float) -> None:
        if isinstance(pathway, float):  # staff and places have none
            self.levels[entity.removeprefix("service."), event].append((t, value))
            return
        need = str(pathway).split("/")[0]
        if event == "arrival":
            self.people[entity] = Person(need, t, value == 1, need)
            if value != 1:
                self._open(self.people[entity], "path", t, t)
            self._fact("appeared", "", t, need)
            if value == 1:
                self._fact("initial", "", t, need)
            return
        if event == "depart":
            return
        person = self.people[entity]
        if kind == "attribute":
            self._attribute(person, event, t, value)
        elif kind == "resource_use":
            person.in_service = t
            person.of_service = event.rsplit(".", 1)[0]
        elif kind == "resource_use_end" and person.in_service is not None:
            self.stays[event.rsplit(".", 1)[0]].append((person.in_service, t, need))
            person.in_service = None

    def _fact(self, fact: str, service: str, t: int, need: str) -> None:
        self.events[fact, service].append((t, need))

    def _open(self, person: Person, name: str, joined: int, t: int) -> None:
        spell = Spell(joined, t, person.need)
        self.spells[name].append(spell)
        setattr(person, name, spell)

    @staticmethod
    def _close(spell: Spell | None, t: int, how: str) -> None:
        if spell is not None:
            spell.ended, spell.how = t, how

    def _attribute(self, p: Person, event: str, t: int, value: float) -> None:
        for prefix, read in (("level.", self._level), ("episode.", self._episode), ("expected.", self._expected)):
            if event.startswith(prefix):
                return read(p, event.removeprefix(prefix), t, value)
        if event.startswith("crisis") or event.endswith(".crisis.recorded"):
            return self._crisis(p, event, t)
        service, fact = event.split(".", 1)
        if fact.startswith(("joined", "offered", "rebooked")):
            p.on_list, p.booked = service, fact == "offered"
        elif fact == "seen" or fact.startswith(("left.", "ended.")):
            p.on_list = ""
        if fact.startswith("expected."):
            self.sums[fact, service, p.need] += value
        elif fact.startswith("joined"):
            self._joined(p, service, fact, t, value)
        elif fact == "seen":
            self._close(p.mid_course, t, "seen")
            self._close(p.list_spell, t, "seen")
            p.mid_course = p.list_spell = None
        elif fact.startswith("left."):
            self._fact(fact, service, t, p.need)
            self._close(p.list_spell, t, "moved" if fact == "left.moved" else "left")
            p.list_spell = None
        elif fact.startswith("appointment."):
            self._appointment(p, service, fact.removeprefix("appointment."), t, value)
        elif fact.startswith("ended."):
            self._ended(p, service, fact.removeprefix("ended."), t, value)
        elif fact.startswith("outcome."):
            self._outcome(p, service, fact.removeprefix("outcome."), t, value)
        else:
            if fact == "started" and self.about.kinds[service] == "digital":
                p.digital = True
            self._fact(fact, service, t, p.need)
        return None

    def _joined(self, p: Person, service: str, fact: str, t: int, waited: float) -> None:
        spell = Spell(t - round(waited * DAY), t, p.need)
        if fact == "joined_mid_course":
            self._fact(fact, service, t, p.need)
            self.mid_course[service].append(spell)
            p.mid_course = spell
            return
        self._fact("joined", service, t, p.need)
        self.spells[service].append(spell)
        p.list_spell = spell
        if p.initial and t == 0 and service in self.about.entries:
            self._open(p, "path", spell.joined, t)

    def _appointment(self, p: Person, service: str, attendance: str, t: int, seconds: float) -> None:
        self._fact(attendance, service, t, p.need)
        if attendance != "attended" or math.isnan(seconds):
            return
        self._fact("contact", "", t, p.need)
        if self.a <= t < self.b:
            self.sums["seconds", service, p.need] += int(seconds)
        p.first_contact = t if p.first_contact is None else p.first_contact
        self._close(p.path, t, "seen")
        p.path = None
        p.contacts += 1
        p.last_contact_at = service
        if p.contacts == 1:
            p.contact_at, p.below = t, p.level == "recovered"
            if not p.before:
                self._open(p, "second", t, t)
        elif p.contacts == 2:
            p.second_contact_at = service
            self._close(p.second, t, "seen")
            p.second = None

    def _ended(self, p: Person, service: str, how: str, t: int, dose: float) -> None:
        for spell in (p.list_spell, p.mid_course):
            self._close(spell, t, "moved" if how == "moved" else "left")
        p.list_spell = p.mid_course = None
        self._fact("ended." + how, service, t, p.need)
        if self.a <= t < self.b:
            self.sums["dose", service, p.need] += int(dose)
            if how in ("completed", "early"):
                self.sums["finished_dose", service, p.need] += int(dose)
        if how == "dropped_out":
            p.dropped_out.append(t)

    def _outcome(self, p: Person, service: str, what: str, t: int, chance: float) -> None:
        self._fact("outcome." + what, service, t, p.need)
        if self.a <= t < self.b:
            self.sums["expected.recoveries", service, p.need] += chance
        if what == "recovered":
            p.recovered.append(t)
        if what != "unchanged":
            p.standing = what

    def _level(self, p: Person, to: str, t: int, _: float) -> None:
        worse = to != "recovered" and self.about.worsens_to.get(p.level) == to != self.about.improves_to.get(p.level)
        self._fact("relapsed" if p.level == "recovered" else "worsened" if worse else "bettered", "", t, p.need)
        if to == "recovered":
            p.recovered.append(t)
        p.level = to

    def _expected(self, p: Person, what: str, t: int, value: float) -> None:
        self.sums["expected." + what, "", p.need] += value

    def _crisis(self, p: Person, event: str, t: int) -> None:
        if event == "crisis":
            p.crises.append(t)
            self._fact("crisis", "", t, p.need)
            return
        if event == "crisis.unmet":
            self._fact("unmet", "", t, p.need)
            return
        self._fact("recorded", "", t, p.need)
        self._fact("answered", event.split(".")[0], t, p.need)
        for within in (30, 90):
            if self.a <= t <= self.b - within * DAY:
                self.sums[f"followed_{within}", "", p.need] += 1
            before = p.presented
            if before is not None and self.a <= before <= self.b - within * DAY and t - before <= within * DAY:
                self.sums[f"represented_{within}", "", p.need] += 1
        p.presented = t

    def _episode(self, p: Person, event: str, t: int, _: float) -> None:
        if event == "began":
            p.episode, p.before = t, p.initial and t == 0
            p.contacts, p.below, p.standing, p.digital = 0, False, "", False
            self._fact("episode", "", t, p.need)
            return
        self._fact("episode_ended", "", t, p.need)
        self._close(p.path, t, "left")
        self._close(p.second, t, "left")
        p.path = p.second = None
        self._fact(f"ended_with_{min(p.contacts, 2)}", "", t, p.need)
        if p.contacts == 0 and p.digital:
            self._fact("digital_only", "", t, p.need)
        if p.contacts < 2:
            return
        self._fact("begun_here", p.second_contact_at, t, p.need)
        self._fact("ended_here", p.last_contact_at, t, p.need)
        if self.a <= t < self.b:
            self.sums["contacts_ended_here", p.last_contact_at, p.need] += p.contacts
        standing = {"recovered": "", "improved": "", "deteriorated": ""} | ({p.standing: "yes"} if p.standing else {})
        if p.below:
            self._fact("below", "", t, p.need)
        elif standing["recovered"]:
            self._fact("finished_recovered", "", t, p.need)
        if standing["recovered"] or standing["improved"]:
            self._fact("finished_improved", "", t, p.need)
        if standing["deteriorated"]:
            self._fact("finished_deteriorated", "", t, p.need)
        if not p.before:
            self._fact("timed", "", t, p.need)
            for days in (28, 42, 56, 90, 126):
                if p.contact_at - p.episode <= days * DAY:
                    self._fact(f"timed_{days}", "", t, p.need)

    # ---- answering

    def count(self, fact: str, service: str = "", need: str = "") -> int:
        """How often it was told within the window."""
        return sum(self.a <= t < self.b and need in ("", n) for t, n in self.events[fact, service])

    def ever(self, fact: str, service: str = "", need: str = "") -> int:
        """How often it was told before the end of the window."""
        return sum(t < self.b and need in ("", n) for t, n in self.events[fact, service])

    def amount(self, what: str, service: str = "", need: str = "") -> float:
        """A sum within the window."""
        return sum(v for (w, s, n), v in self.sums.items() if w == what and s == service and need in ("", n))

    def spell_values(self, name: str, need: str = "") -> dict[str, float]:
        """The measures of a family of spells, by the names they have for lists."""
        spells = [s for s in self.spells[name] if need in ("", s.need)]
        waits = {
            how: np.array(
                [
                    s.ended - s.joined
                    for s in spells
                    if s.how == how and s.ended is not None and self.a <= s.ended < self.b
                ]
            )
            for how in ("seen", "left", "moved")
        }
        still = np.array(
            [self.b - s.joined for s in spells if s.began < self.b and (s.ended is None or s.ended >= self.b)]
        )
        found: dict[str, float] = {
            "begun": sum(self.a <= s.began < self.b for s in spells),
            "seen": len(waits["seen"]),
            "left": len(waits["left"]),
            "moved": len(waits["moved"]),
            "still": len(still),
        }
        for how, of in (("seen", waits["seen"]), ("left", waits["left"]), ("still", still)):
            found[f"{how}_wait_mean"] = of.mean() / WEEK if len(of) else math.nan
            found[f"{how}_wait_p50"] = percentile(of, 0.5)
            found[f"{how}_wait_p90"] = percentile(of, 0.9)
        for weeks in (6, 18):
            seen = waits["seen"]
            found[f"within_{weeks}_weeks_of_seen"] = (seen <= weeks * WEEK).mean() if len(seen) else math.nan
        curve = self.curve(name, need)
        half = curve.index[curve.seen >= 0.5]
        found["median_time_to_be_seen"] = half[0] / 7 if len(half) else math.nan
        for measure, how, day in (
            ("within_6_weeks", "seen", 42),
            ("within_18_weeks", "seen", 126),
            ("left_within_18_weeks", "left", 126),
        ):
            known = day < len(curve) or (len(curve) > 0 and curve.waiting.iloc[-1] == 0)
            found[measure] = curve[how].iloc[min(day, len(curve) - 1)] if known else math.nan
        return found

    def curve(self, name: str, need: str = "") -> pd.DataFrame:
        """Aalen-Johansen by day, as far as anybody is at risk."""
        last = max([bins(self.b - s.joined) for s in self.spells[name]], default=0) + 1
        entered, censored = np.zeros(last + 1), np.zeros(last + 1)
        ended = {how: np.zeros(last + 1) for how in ("seen", "left", "moved")}
        for s in self.spells[name]:
            if need not in ("", s.need) or s.began >= self.b or (s.ended is not None and s.ended < self.a):
                continue
            entered[bins(max(self.a - s.joined, 0))] += 1
            if s.ended is None or s.ended >= self.b:
                censored[bins(self.b - s.joined)] += 1
            else:
                ended[s.how][bins(s.ended - s.joined)] += 1
        at_risk, survival = 0.0, 1.0
        reached = dict.fromkeys(ended, 0.0)
        rows = []
        for day in range(last + 1):
            at_risk += entered[day]
            if at_risk == 0:
                if survival > 0 or not entered[day + 1 :].any():
                    break
                rows.append({"waiting": survival, **reached})
                continue
            here = {how: n[day] for how, n in ended.items()}
            for how, n in here.items():
                reached[how] += survival * n / at_risk
            survival *= 1 - sum(here.values()) / at_risk
            rows.append({"waiting": survival, **reached})
            at_risk -= sum(here.values()) + censored[day]
        return pd.DataFrame(rows, columns=["waiting", "seen", "left", "moved"], dtype=float)

    def list_days(self, service: str, need: str = "") -> float:
        """Person-days on the list within the window, in the middle of a course too."""
        spells: Iterable[Spell] = self.spells[service] + self.mid_course[service]
        total = 0
        for s in spells:
            if need in ("", s.need):
                until = self.b if s.ended is None else min(s.ended, self.b)
                total += max(0, until - max(s.began, self.a))
        return total / DAY

    def in_days(self, service: str, need: str = "") -> float:
        """Person-days in the service within the window."""
        return (
            sum(
                max(0, min(until, self.b) - max(since, self.a))
                for since, until, n in self.stays[service]
                if need in ("", n)
            )
            / DAY
        )

    def list_size(self, service: str, t: int, need: str = "") -> int:
        """On the list at a moment, after all that happened by then."""
        spells = [s for s in self.spells[service] + self.mid_course[service] if need in ("", s.need)]
        return sum(s.began <= t and (s.ended is None or s.ended > t) for s in spells)

    def booked(self, service: str, need: str = "") -> int:
        """On the list at the end, with an appointment ahead."""
        return sum(
            p.booked and p.on_list == service and need in ("", p.need) for p in self.people.values() if p.on_list
        )

    def in_service(self, service: str, need: str = "") -> int:
        """In the service at the end."""
        return sum(
            p.in_service is not None and p.of_service == service and need in ("", p.need) for p in self.people.values()
        )

    def mean_level(self, of: str, what: str) -> float:
        """A level of staff or places, mean over the window."""
        steps = sorted(self.levels[of, what], key=lambda step: step[0])
        area = 0.0
        for (t, value), (end, _) in zip(steps, [*steps[1:], (self.b, 0.0)], strict=True):
            area += value * max(0, min(end, self.b) - max(t, self.a))
        return area / (self.b - self.a)


def bins(wait: int) -> int:
    """The day a wait lies in: more than d - 1 and up to d days."""
    return -(-wait // DAY)


def percentile(waits: np.ndarray, p: float) -> float:
    """In weeks, linear within the day's bin."""
    if len(waits) == 0:
        return math.nan
    wanted, below = p * len(waits), 0
    for day, n in sorted(Counter(bins(int(w)) for w in waits).items()):
        if below + n >= wanted:
            return 0.0 if day == 0 else (day - 1 + (wanted - below) / n) / 7
        below += n
    raise AssertionError("not reached")


def follow_up(about: About) -> float:
    """How long everybody is followed in a comparison, in ticks."""
    return min(52 * WEEK, (about.window[1] - about.window[0]) * DAY // 3)


def people_counts(baseline: Recomputed, policy: Recomputed, need: str = "") -> dict[str, float]:
    """People better and worse off, from two logs of the same people."""
    follow, end = follow_up(baseline.about), baseline.b
    found: Counter[str] = Counter()
    shifts: list[float] = []
    cohorts: dict[tuple[str, int], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))

    def helped(p: Person, referred: int) -> float:
        return follow if p.first_contact is None else min(p.first_contact - referred, follow)

    def times(moments: list[int], referred: int) -> int:
        return sum(t - referred <= follow for t in moments)

    for name in baseline.people.keys() | policy.people.keys():
        before, after = baseline.people.get(name), policy.people.get(name)
        one = before or after
        assert one is not None
        if need not in ("", one.need):
            continue
        if before is None or after is None:
            found["people_absent" if after is None else "people_additional"] += 1
            continue
        found["people_in_both"] += 1
        referred = before.referred
        if referred + follow > end:
            continue
        found["people_compared"] += 1
        h0, h1 = helped(before, referred), helped(after, referred)
        shifts.append(h1 - h0)
        found["people_sooner"] += h1 - h0 <= -4 * WEEK
        found["people_later"] += h1 - h0 >= 4 * WEEK
        found["people_reached"] += h0 >= follow > h1
        found["people_lost"] += h1 >= follow > h0
        found["people_lost_recovered"] += h1 >= follow > h0 and times(after.recovered, referred) > 0
        for what, gained, lost in (
            ("dropped_out", "people_drop_outs_more", "people_drop_outs_fewer"),
            ("recovered", "people_recovered_gained", "people_recovered_lost"),
        ):
            was, now = times(getattr(before, what), referred) > 0, times(getattr(after, what), referred) > 0
            found[gained] += now and not was
            found[lost] += was and not now
        found["people_more_crises"] += times(after.crises, referred) > times(before.crises, referred)
        found["people_fewer_crises"] += times(after.crises, referred) < times(before.crises, referred)
        cohort = cohorts[one.need, referred // (4 * WEEK)]
        cohort[0].append(h0)
        cohort[1].append(h1)
    for h_before, h_after in cohorts.values():
        old, new = np.sort(h_before), np.sort(h_after)
        surplus = np.arange(1, len(new) + 1) - np.searchsorted(old, new + 4 * WEEK, side="left")
        found["people_sooner_any_pairing"] += max(0, int(surplus.max()))
    return {**found, "people_mean_shift": float(np.mean(shifts)) / WEEK}
