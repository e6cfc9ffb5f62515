"""Whatever is shown keeps the rules: no point without its interval, no more digits than that supports, no average over
some without the others.

Every measure of the core's table is put into a made-up result and into the main table, and everything that shows
results is walked: the terminal's text, frames, the page, figures. A measure that is added to the core is walked too.
"""

import itertools
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from caseload import _core, html, plots, report, statistics, tables, wait_tables, wording
from caseload.beside import beside, with_beside
from caseload.results import CURVE_COLUMNS, MEASURE_COLUMNS, PEOPLE_PAIRS, SERIES_COLUMNS

WORLDS = ("baseline", "more_staff")
AREAS = ("A", "B")
ROWS = [m for m in _core.measures() if not m.people and "curve_" not in m.name and not m.name.startswith("weekly_")]
WEEKLY = [m for m in _core.measures() if m.name.startswith("weekly_") or m.name in ("list_size", "in_treatment")]

NUMBER = r"[−+]?\d+(?:\u202f\d{3})*(?:\.\d+)?"
UNIT = r"(?: (?:%|percentage points|[a-z][a-z-]*(?: a [a-z]+)?|GBP))?"
ESTIMATE = rf"{NUMBER} ± \d+(?:\u202f\d{{3}})*(?:\.\d+)?{UNIT}"
OF_SOME = r"(?: in \d+ of \d+)?"
DIFFERENCE = rf"{NUMBER}{UNIT} \((?:{NUMBER} to {NUMBER}|in every replication)\)"
WORDS = "|".join(
    [
        statistics.NOT_TOUCHED,
        statistics.NO_CLEAR_DIFFERENCE,
        statistics.NO_MORE_THAN_CHANCE,
        statistics.TOO_FEW,
        r"not reached(?: in \d+ of \d+)?",
        wording.NOTHING,
        "",
    ]
)
CELL = re.compile(rf"(?:{ESTIMATE}{OF_SOME}|{DIFFERENCE}|{WORDS})")
VALUE_THEN_DIFFERENCE = re.compile(rf"(?:{ESTIMATE}{OF_SOME}|{WORDS})(?:{DIFFERENCE}|{WORDS})")
ONE = re.compile(rf"(?:{NUMBER}{UNIT}|{WORDS})")


def everything(make_comparison, replications, monkeypatch):
    """A comparison with every measure of the core, all of them in the main table; some replications lack a value."""
    luck = np.random.default_rng(11)
    small = make_comparison(replications=replications)
    rows, series, curves = [], [], []
    for place, (service, area, info) in enumerate(itertools.product(("", "step2"), ("", *AREAS), ROWS)):
        base = 0.5 if info.unit == "share" else 10.0 ** (place % 5)
        noise = base * 10.0 ** -(1 + place % 3) * luck.normal(size=replications)
        effect = (
            base
            * (0.0, 0.05, 0.3, 0.05)[place % 4]
            * (1 + (0.1, 0.1, 0.1, 9.0)[place % 4] * luck.normal(size=replications))
        )
        for r, world in itertools.product(range(replications), WORLDS):
            lacks = place % 11 == 3 and r == 0
            value = np.nan if lacks else base + noise[r] + (effect[r] if world != "baseline" else 0.0)
            rows.append((world, r + 1, area, info.name, service, "", "", info.unit, value))
    for info, service, world, r in itertools.product(WEEKLY, ("", "step2"), WORLDS, range(replications)):
        series += [(world, r + 1, "", week, info.name, service, 5 + luck.normal()) for week in range(12)]
    for end, world in itertools.product(("seen", "left", "moved", "waiting"), WORLDS):
        curves += [(world, f"path_curve_{end}", "", "", day, 0.25) for day in range(0, 200, 7)]
    monkeypatch.setattr(tables, "MAIN", tuple(tables.Main(m.name, f"the measure {m.name}", m.unit) for m in ROWS))
    monkeypatch.setattr(tables, "_BY_NAME", {main.measure: main for main in tables.MAIN})
    changed = {
        "measures": pd.DataFrame(rows, columns=MEASURE_COLUMNS),
        "series": pd.DataFrame(series, columns=SERIES_COLUMNS),
        "curves": pd.DataFrame(curves, columns=CURVE_COLUMNS),
        "people_rows": people(luck, replications),
        "provenance": small.provenance.__class__(**{**vars(small.provenance), "areas": AREAS}),
    }
    return small.__class__(**{**{k: v for k, v in vars(small).items() if not k.startswith("_")}, **changed})


def people(luck, replications):
    measures = [m for m in _core.measures() if m.people]
    return pd.DataFrame(
        [
            ("more_staff", r + 1, area, m.name, "", m.unit, 100 + 30 * luck.normal(), 3 + luck.normal())
            for m, r, area in itertools.product(measures, range(replications), ("", *AREAS))
        ],
        columns=["policy", "replication", "area", "measure", "need", "unit", "value", "floor"],
    )


@pytest.fixture(scope="module", params=[3, 12], ids=["few", "enough"])
def full(request, make_comparison):
    with pytest.MonkeyPatch.context() as patch:
        yield everything(make_comparison, request.param, patch)


@pytest.fixture(scope="module")
def page(full):
    """The page without its pictures: what they draw is looked at below."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plots, "svg", lambda chart, prefix: "<svg></svg>")
        return report.page(full)


@pytest.fixture(scope="module")
def drawn(make_comparison):
    with pytest.MonkeyPatch.context() as patch:
        yield everything(make_comparison, 3, patch)


@pytest.fixture
def alone(make_comparison, monkeypatch):
    """One world, one replication: a Results with every measure."""
    from caseload.results import Results

    two = everything(make_comparison, 1, monkeypatch)
    kept = {k: v for k, v in vars(two).items() if not k.startswith("_")}
    for name in ("measures", "series", "curves"):
        kept[name] = kept[name][kept[name]["policy"] == "baseline"]
    return Results(**{**kept, "policies": {"baseline": ()}})


# ---- whom a measure leaves out


def test_of_every_measure_it_is_said_whom_it_leaves_out():
    names = {m.name for m in _core.measures()}
    for name in names:
        assert set(beside(name)) <= names, name


def test_waits_of_seen_left_and_still_stand_together_all_three():
    for name in (m.name for m in _core.measures()):
        if re.search(r"(seen|left|still)_wait_", name) and not name.startswith("weekly"):
            for other in beside(name):
                assert set(with_beside(other)) == set(with_beside(name))


def test_what_the_core_calls_a_mean_or_share_of_those_seen_or_finished_leaves_others_out():
    """By the core's own words, so that a name alone does not decide."""
    for m in _core.measures():
        some = re.search(r"those seen|, of finished|in a course completed|a finished course", m.meaning)
        if some and (m.unit in ("weeks", "share") or "mean" in m.meaning):
            assert beside(m.name), m.meaning


def test_a_measure_that_nobody_has_thought_about_is_an_error():
    with pytest.raises(KeyError):
        beside("kindness_mean")


def test_the_main_table_has_what_stands_beside_and_says_it_as_loudly():
    main = {m.measure: m for m in tables.MAIN}
    for measure, told in main.items():
        for other in beside(measure):
            assert other in main, (measure, other)
            assert main[other].headline >= told.headline, (measure, other)


def test_what_stands_beside_is_told_even_where_there_was_nobody(make_comparison):
    sparse = make_comparison()
    sparse.measures.loc[sparse.measures["measure"] == "path_left_wait_mean", "value"] = np.nan
    text = tables.as_text(sparse)
    assert re.search(rf"Mean wait of those who left unseen +{wording.NOTHING}", text)
    assert (
        "Left out, for there was nobody to count: the mean wait of those who left unseen in baseline (4 of 4)" in text
    )


# ---- the terminal


def blocks(text):
    """The tables in a text: their rows as cells, headings first."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch(r"-+( +-+)*", line):
            edges = [m.span() for m in re.finditer("-+", line)]
            rows = itertools.takewhile(lambda row: "  " in row, [lines[number - 1], *lines[number + 1 :]])
            yield [[row[a:b].strip() for a, b in edges] for row in rows]


def test_in_the_terminal_every_number_has_its_interval(full):
    found = list(blocks(tables.as_text(full)))
    assert len(found) == 2
    (_, *rows), (_, *pairs) = found
    assert len(rows) == len(ROWS)
    for label, *cells in rows:
        for cell in cells:
            assert CELL.fullmatch(cell), (label, cell)
    assert len(pairs) == len(PEOPLE_PAIRS)
    for _, _, gain, _, loss, floor in pairs:
        assert all(CELL.fullmatch(cell) for cell in (gain, loss, floor)), (gain, loss, floor)


def test_sentences_about_people_have_intervals_too(full):
    text = tables.as_text(full)
    for sentence in re.findall(r"(?:Under any pairing|In this world only|Time without human help).*", text):
        assert re.search(rf"{ESTIMATE}|{DIFFERENCE}|{statistics.NO_CLEAR_DIFFERENCE}", sentence), sentence


def test_one_history_is_called_one_and_has_no_interval(alone, monkeypatch):
    text = tables.as_text(alone)
    (heading, *rows) = next(blocks(text))
    assert heading == ["baseline", wording.ONE_HISTORY]
    assert "±" not in text
    assert all(ONE.fullmatch(cell) for _, cell in rows)
    monkeypatch.setattr(plots, "svg", lambda chart, prefix: "<svg></svg>")
    for page in (report.page(alone), html.results_card(alone)):
        assert wording.ONE_HISTORY in page
        assert "±" not in page.replace("\u00a0", " ")


# ---- frames


def test_frames_show_no_number_without_its_interval(full):
    for frame, columns in (
        (full.table(), {"value", "difference"}),
        (full.estimates, {"value"}),
        (full.differences, {"difference"}),
        (full.people.counts(), {"count", "floor"}),
    ):
        words = frame.in_words()
        assert columns <= set(words.columns)
        for column in columns:
            for cell in words[column]:
                assert CELL.fullmatch(cell), (column, cell)
        others = words.drop(columns=list(columns))
        assert not any(pd.api.types.is_numeric_dtype(others[column]) for column in others)
        assert repr(frame).startswith(words.to_string())
        assert words.to_html() in frame._repr_html_()


def test_frames_keep_all_digits_inside(full):
    table = full.table()
    rows = full.measures.query("policy == 'baseline' and area == '' and service == '' and measure == 'crises'")
    assert table.query("policy == 'baseline' and measure == 'crises'")["value"].iloc[0] == rows["value"].mean()
    assert "±" in repr(table.head(3))
    assert "±" not in repr(table[["measure", "used"]])


def test_waits_as_a_frame_have_intervals(full):
    shown = full.waits()
    assert set(shown["what"]) == {
        "referral to first human contact",
        "list of step2",
        "first to second contact",
        "list of ",
    }
    for cell in shown.drop(columns=["what", "policy"]).to_numpy().ravel():
        assert CELL.fullmatch(cell), cell


# ---- the page


class Cells(HTMLParser):
    """The numeric cells of every section, text joined; those of the ledger are inputs and are left out."""

    def __init__(self):
        super().__init__()
        self.section, self.found, self.inside, self.ledger = "", [], False, False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in ("section", "figure"):
            self.section = named.get("id") or self.section
        self.ledger = named.get("class") == "ledger" if tag == "table" else self.ledger
        if tag == "td" and named.get("class") == "n" and not self.ledger:
            self.inside = True
            self.found.append([self.section, ""])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.found[-1][1] += data


def cells_of(page):
    reader = Cells()
    reader.feed(page)
    return [(section, text.replace("\u00a0", " ")) for section, text in reader.found]


def test_on_the_page_every_number_has_its_interval(page):
    found = cells_of(page)
    assert {section for section, _ in found} == {"numbers", "people", "waits", "areas", "flows"}
    for section, text in found:
        assert CELL.fullmatch(text) or VALUE_THEN_DIFFERENCE.fullmatch(text), (section, text)


def test_sentences_on_the_page_have_intervals(page):
    answer = page[page.index('id="answer"') : page.index('id="rests-on"')].replace("\u00a0", " ")
    sentences = re.findall(r"<li>(.*?)</li>", answer)
    assert len(sentences) > 40
    said = re.compile(
        rf"The measure \S+(?: (?:falls|rises) by {NUMBER}{UNIT} \({NUMBER} to {NUMBER}\), from {ESTIMATE} to {ESTIMATE}"
        rf"|: (?:{WORDS}))\."
    )
    for sentence in sentences:
        assert said.fullmatch(sentence), sentence


def test_a_sentence_about_some_never_stands_without_the_others(page):
    for claim in re.findall(r'<article class="claim">.*?</article>', page, re.DOTALL):
        said = [re.match(r"The measure (\w+)", s)[1] for s in re.findall(r"<li>(.*?)</li>", claim)]
        assert any(beside(measure) for measure in said)
        for measure in said:
            assert set(beside(measure)) <= set(said), measure


def test_areas_tell_waits_three_ways(full):
    page = wait_tables.areas_html(full)
    for measure in with_beside("path_seen_wait_mean"):
        assert page.count(f"Measure {measure}<") == len(AREAS)


def test_the_notebook_shows_intervals_and_what_it_rests_on(full):
    card = html.results_card(full)
    assert all(CELL.fullmatch(text) or VALUE_THEN_DIFFERENCE.fullmatch(text) for _, text in cells_of(card))
    assert "rests mainly on assumptions" in card
    assert all("±" in repr(shown) for shown in (full.table(), full.people))


def test_what_is_assumed_stands_before_any_answer(page):
    first = page.index("This answer rests mainly on assumptions.")
    assert first < page.index('id="answer"')
    block = page[first : page.index('id="answer"')]
    assert "referrals.gp.rate" not in block  # not the policy's business
    assert "<code>staff.*.wte</code> <b>+ 20\u00a0%</b>" in block
    assert "2 of the 3 numbers behind it are assumptions or state no source." in block


# ---- figures


def datasets(chart):
    return [rows for rows in chart.to_dict()["datasets"].values() if rows]


SHOWN = {"value", "difference"}


def test_whatever_a_figure_draws_has_its_interval_or_is_one_history(drawn):
    plot = drawn.plot
    charts = {"lists": plot.lists(), "waits": plot.waits(service="step2")}
    charts |= {"flows": plot.flows(), "differences": plot.differences(), "curves": plot.curves()}
    for name, chart in charts.items():
        for rows in datasets(chart):
            keys = set(rows[0])
            if not keys & SHOWN or "replication" in keys or "end" in keys:  # curves have bars of their own, below
                continue
            assert {"low", "high"} <= keys, (name, keys)


def test_curves_carry_bars_where_the_measures_have_intervals(drawn):
    bars = [rows for rows in datasets(drawn.plot.curves()) if "low" in rows[0]]
    assert sorted({(row["policy"], row["week"]) for rows in bars for row in rows}) == [
        ("baseline", 6), ("baseline", 18), ("more staff", 6), ("more staff", 18),
    ]  # fmt: skip


@pytest.mark.parametrize("measure", [m.name for m in WEEKLY if beside(m.name)])
def test_a_weekly_average_over_some_is_drawn_with_the_others(drawn, measure):
    spec = str(drawn.plot.trajectory(measure, service="step2").to_dict()["vconcat"])
    for words in ("those seen", "still waiting", "leaving unseen"):
        assert words in spec


def test_figures_of_one_history_say_so(alone):
    for chart in (alone.plot.lists(), alone.plot.waits(service="step2"), alone.plot.curves()):
        assert wording.ONE_HISTORY in str(chart.to_dict())


# ---- digits


def figures_of(number):
    digits = re.sub(r"[^\d]", "", number).lstrip("0")
    return len(digits.rstrip("0") if "." not in number else digits)


@pytest.mark.parametrize("few", [True, False])
def test_no_more_digits_than_the_interval_supports(few):
    luck = np.random.default_rng(3)
    for mean, half in zip(10 ** luck.uniform(-2, 6, 2000), 10 ** luck.uniform(-2, 5, 2000), strict=True):
        text = wording.estimate(mean, mean - half, mean + half, "weeks", few=few)
        value, error = re.fullmatch(rf"({NUMBER}) ± ({NUMBER}) weeks", text).groups()
        assert len(value.partition(".")[2]) == len(error.partition(".")[2]), text
        assert figures_of(error) <= (1 if few else 2) or error.strip("0.\u202f") == "1", text
        shown = float(error.replace("\u202f", ""))
        assert 0.64 * half <= shown <= 1.5 * half or shown == pytest.approx(0.001), text  # rounded, not cut
