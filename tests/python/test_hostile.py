"""Words of a scenario that try to be HTML, formulas or paths stay words, on every surface; see hostile.toml."""

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import caseload as cl
from caseload import _core, cli, evidence, tables

SCENARIO = Path(__file__).parents[1] / "scenarios" / "hostile.toml"
WORLDS = ("<svg onload=alert('policy')", "=2+5+cmd|' C calc'!A0", "CON", "con")
ALIVE = frozenset({"script", "iframe", "img", "object", "embed", "link", "form", "input", "base", "video", "audio"})
needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")


class Alive(HTMLParser):
    """Everything in a page that could act: elements, handlers, addresses; and what it says."""

    def __init__(self):
        super().__init__()
        self.acts, self.text, self.styles = [], [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ALIVE:
            self.acts.append(f"<{tag}>")
        self.styles += tag == "style"
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "http-equiv", "formaction"):
                self.acts.append(f"<{tag} {name}=…>")
            if name in ("href", "src", "xlink:href") and not re.match(r"#|https?://", value or ""):
                self.acts.append(f"<{tag} {name}={value}>")

    def handle_comment(self, data):
        if re.search("[<>]", data):  # Graphviz puts names into comments
            self.acts.append(f"<!--{data}-->")

    def handle_data(self, data):
        self.text.append(data)


def read(html: str) -> Alive:
    page = Alive()
    page.feed(html)
    page.close()
    return page


@pytest.fixture(scope="module")
def scenario():
    return cl.load(SCENARIO)


@pytest.fixture(scope="module")
def results(scenario):
    return cl.compare(scenario, WORLDS, replications=2, seed=1, log=True, progress=False)


@pytest.fixture(scope="module")
def folder(results, tmp_path_factory):
    return results.save(tmp_path_factory.mktemp("hostile") / "out")


# ---- pages


def test_the_report_holds_no_element_handler_or_address_of_the_scenario(folder):
    page = read((folder / "report.html").read_text(encoding="utf-8"))
    assert page.acts == []
    assert page.styles == 1  # ours
    text = " ".join(page.text)
    for words in ("title", "question", "source", "note", "policy", "change", "area"):
        assert f"alert('{words}')" in text, words
    assert "{{ 777 * 777 }} ${777*777}" in text
    assert str(777 * 777) not in text


def test_what_a_notebook_shows_does_not_act(scenario, results):
    for html in (scenario._repr_html_(), results._repr_html_(), results.people._repr_html_()):
        assert read(html).acts == []
    assert "alert('title')" in " ".join(read(scenario._repr_html_()).text)


def test_a_figure_cannot_end_the_script_of_a_page_it_is_put_into(results):
    service = "<svg onload=alert('service')"
    for chart in (
        results.plot.lists(),
        results.plot.waits(service=service),
        results.plot.flows(),
        results.plot.curves(),
        results.plot.differences(),
    ):
        assert "</" not in json.dumps(chart.to_dict())


@needs_graphviz
def test_the_pathway_is_drawn_with_its_names_as_words(scenario):
    graph = scenario.graph()
    page = read(graph._repr_html_())
    assert page.acts == []
    drawing = ET.fromstring(graph.svg())
    tags = {element.tag.split("}")[-1] for element in drawing.iter()}
    assert tags <= {"svg", "g", "title", "polygon", "path", "text", "ellipse", "polyline", "rect"}
    nodes = [e for e in drawing.iter() if e.get("class") == "node"]
    assert len(nodes) == 3 + 2 + len({f.to for f in graph._pathway.flows} & {"away", "signposted", "rejected"})
    words = " ".join(e.text or "" for e in drawing.iter())
    assert "<svg onload=alert('service')" in words
    again = subprocess.run(["dot", "-Tdot"], input=graph.dot, capture_output=True, text=True, check=True)
    assert again.stderr == ""


# ---- tables


def formulas(text: str) -> list[str]:
    """Cells that a spreadsheet would run, whether it parts them at commas or at semicolons."""
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    cells += [part for cell in cells for part in cell.split(";")]
    number = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
    return [cell for cell in cells if re.match(r"\s*[-=+@]", cell) and not number.fullmatch(cell)]


def test_no_cell_of_a_csv_is_a_formula(folder):
    tables_written = sorted(folder.glob("*.csv"))
    assert len(tables_written) == 2 + 1 + len(WORLDS)  # measures, differences, a log a world
    for file in tables_written:
        assert formulas(file.read_text(encoding="utf-8")) == [], file.name


def test_the_evidence_as_csv_holds_no_formula_and_no_line_of_its_own(capsys, scenario):
    assert cli.main(["evidence", str(SCENARIO), *WORLDS, "--csv"]) == 0
    text = capsys.readouterr().out
    assert formulas(text) == []
    assert len(text.splitlines()) == 1 + len(scenario.evidence(WORLDS))


def test_an_apostrophe_is_all_that_parts_a_csv_from_what_was_written(folder, scenario):
    in_parquet = pd.read_parquet(folder / "measures.parquet")
    in_csv = pd.read_csv(folder / "measures.csv", keep_default_na=False, dtype={"area": str})
    for column in ("service", "need", "stratum", "area", "policy"):
        pd.testing.assert_series_equal(
            in_csv[column].str.replace(r"(^|;)'(?=\s*[-=+@])", r"\1", regex=True),
            in_parquet[column].astype(str),
            check_dtype=False,
        )
    values = pd.read_csv(folder / "measures.csv")["value"]
    pd.testing.assert_series_equal(values, in_parquet["value"], check_exact=True)


def test_parquet_holds_the_words_as_they_were_written(folder, scenario):
    measures = pd.read_parquet(folder / "measures.parquet")
    assert {"=cmd|' C calc'!A0", "<svg onload=alert('service')"} <= set(measures["service"])
    assert set(scenario.areas) <= set(measures["area"])
    assert {"-2+3", "<img src=x onerror=alert('need')"} <= set(measures["need"])


# ---- files


def test_names_lead_to_no_file_outside_the_folder_and_to_none_twice(folder):
    names = [path.name for path in folder.iterdir()]
    logs = [name for name in names if name.startswith("log_")]
    assert len({name.lower() for name in logs}) == len(logs) == 1 + len(WORLDS)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) for name in names)
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["logs"].values()) == sorted(logs)
    assert set(manifest["logs"]) == {"baseline", *WORLDS}


# ---- a terminal


def test_what_is_printed_obeys_nobody(results, scenario):
    for text in (tables.as_text(results), evidence.ledger_text(results.ledger), *scenario.check()):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("code", ["001b[2J", "0085", "202e", "2066"])
def test_control_characters_are_refused_where_they_stand(code):
    text = SCENARIO.read_text(encoding="utf-8").replace("alert('title')", f"\\u{code}")
    with pytest.raises(
        cl.ScenarioError, match=rf"hostile\.toml:6:9: found a control character .*\\u{code[:4].upper()}"
    ):
        _core.Scenario.parse(text, name="hostile.toml", folders=[])
