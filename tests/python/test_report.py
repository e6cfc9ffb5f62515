import re
from html.parser import HTMLParser

import altair as alt
import pytest

from caseload import html, report, tables

NASTY = '<script>alert("x")</script> & "quotes"'


class Reader(HTMLParser):
    """Collects tags, text and addresses, and checks that tags close in order."""

    VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text, self.addresses = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [v for k, v in attrs if k in ("src", "href", "xlink:href") and v]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page(comparison):
    return report.page(comparison)


def test_the_page_needs_no_network_and_no_script(page):
    reader = read(page)
    assert "script" not in reader.tags
    assert "link" not in reader.tags
    assert all(address.startswith(("#", "http")) for address in reader.addresses)
    assert not re.search(r"@import|url\((?!#)", page)


def test_the_page_says_what_it_should(page):
    text = " ".join(" ".join(read(page).text).split())
    for words in (
        "Would more staff help?",
        "A fifth more staff",
        "Few replications (4)",
        "The mean wait of those seen falls by",
        "95 % interval, chance only",
        "No clear difference: the expected number of crises",
        "no more than chance",
        "Of 3 numbers, 1 are published, 1 are assumptions",
        "referrals.gp.rate",
        "the window is short",
        "caseload compare local/made_up more_staff",
        "0000000000000000",
    ):
        assert words in text, words
    assert "nan" not in re.findall(r"[a-z]+", text.lower())


def test_every_picture_is_there_and_its_ids_are_its_own(page):
    assert page.count("<svg") >= 4
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_names_from_files_come_out_harmless(make_comparison):
    evil = make_comparison(title=NASTY, area="")
    evil.ledger.loc[0, "note"] = NASTY
    evil.ledger.loc[1, "url"] = "javascript:alert(1)"
    reader = read(report.page(evil))
    assert "script" not in reader.tags
    assert not any(address.startswith("javascript") for address in reader.addresses)
    assert 'alert("x")' in "".join(reader.text)
    assert "<script" not in html.results_card(evil)


def test_a_page_is_the_same_text_twice(comparison, page):
    assert report.page(comparison) == page


def test_writing_returns_the_path(comparison, tmp_path):
    path = comparison.report(tmp_path / "page.html")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_figures_change_no_global_setting(comparison):
    before = (alt.theme.active, alt.data_transformers.active, dict(alt.data_transformers.options))
    for draw in (comparison.plot.lists, comparison.plot.waits, comparison.plot.flows, comparison.plot.differences):
        assert draw().to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert (alt.theme.active, alt.data_transformers.active, dict(alt.data_transformers.options)) == before


def test_bands_are_drawn_of_paired_differences_only(comparison):
    spec = comparison.plot.lists().to_dict()
    upper, lower = spec["vconcat"]
    assert "area" not in str(upper)
    assert "'type': 'area'" in str(lower)


def test_the_notebook_shows_the_main_table(comparison):
    card = comparison._repr_html_()
    assert "Mean wait of those seen" in card
    assert "few replications" in card


# ---- on a real result


def test_a_real_page_has_every_part(worlds):
    page = report.page(worlds)
    read(page)
    for part in (
        "answer",
        "rests-on",
        "numbers",
        "people",
        "waits",
        "pictures",
        "lists",
        "flows",
        "curve",
        "ledger",
        "again",
    ):
        assert f'id="{part}"' in page, part
    assert len(tables.summary(worlds)["label"].unique()) > 15
