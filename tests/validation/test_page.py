"""The page as a whole: it has all its sections, each made by a test, and its head says what they say."""

from __future__ import annotations

import re
from pathlib import Path

from scipy import stats

from page import CHAPTERS, PAGE, SECTIONS, SUMMARY, WRITE, Tally, assemble, compare_or_write, sections, tally_of

HERE = Path(__file__).parent


def test_every_section_is_made_by_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    made = set(re.findall(r'(?:section|compare)\(\s*f?"(\w+)', tests)) - {"murch_"}
    made |= {f"murch_{period}" for period in ("pre", "during", "post")}
    assert made == set(SECTIONS)


def test_the_page_is_its_sections() -> None:
    found = sections()
    assert set(found) == {SUMMARY, *SECTIONS}
    assert PAGE.read_text(encoding="utf-8") == assemble(found)


def test_as_many_claims_lie_outside_their_intervals_as_should() -> None:
    """Claims with an exact reference are outside their 95 % interval once in twenty times. Those of one section depend
    on each other a little, so the limit is generous: passed by chance once in ten thousand were they independent."""
    found = sections()
    theory = [tally_of(found[key]) for key in CHAPTERS["Theory"]]
    claims, outside = sum(t.claims for t in theory), sum(t.outside for t in theory)
    assert claims > 100
    assert outside <= stats.binom(claims, 0.05).ppf(0.9999)


def test_the_head_says_what_the_sections_say() -> None:
    compare_or_write(SUMMARY, summary(sections()))


def summary(found: dict[str, str]) -> str:
    rows, everything = [], Tally()
    for key, seconds in SECTIONS.items():
        tally = tally_of(found[key])
        title = re.search(r"^### (.*)$", found[key], flags=re.MULTILINE)
        assert title, key
        rows.append(
            f"| [{title[1]}](#{anchor(title[1])}) | {tally.claims} | {tally.agree} | {tally.outside} | "
            f"{tally.false_alarm:.2g} | {seconds} s |"
        )
        everything.add(tally)
    minutes = sum(SECTIONS.values()) / 60
    differing = "\n".join(f"- {row}" for row in everything.differing) or "None."
    return f"""<!-- section {SUMMARY} -->

What this model gives, beside what it ought to give: closed forms of queueing theory, the same pathway written in other
programs, published models. Each claim has a reference and where it comes from, the mean of many replications with its
95 % interval (chance only), and the distance between the two in standard errors. *Agrees* means a distance of at most 4
standard errors (3 where the reference is itself a simulation); that number was set before the runs, and nothing was
adjusted afterwards. Seeds are hashes of names, so nobody chose them.

All {everything.claims} claims are made anew by the tests, in about {minutes:.0f} minutes on one core, and compared with
this page letter for letter:

    .venv/bin/python -m pytest -n 2 tests/validation          # checks the page
    {WRITE}    # writes it

**{everything.agree} of {everything.claims} claims agree.** Were all of them true and the seeds drawn anew, some claim
would disagree with a chance of at most {everything.false_alarm:.2g} (the chances of all claims added up). The reference
lies outside the 95 % interval of the difference in {everything.outside}; one in twenty would be
{everything.claims / 20:.0f}.

| section | claims | agree | outside 95 % | chance of a false alarm | time |
|---|--:|--:|--:|--:|--:|
{chr(10).join(rows)}

What does not agree, and why:

{differing}
"""


def anchor(title: str) -> str:
    """As GitHub makes them from headings."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
