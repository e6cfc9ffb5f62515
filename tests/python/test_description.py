"""A scenario described by STRESS-DES: whole, harmless, the same everywhere, and committed for England."""

import hashlib
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import caseload as cl
from caseload import _core, cli, document, evidence, stress_des, tables
from caseload.document import Bullets, Code, Link, Paragraph, Table

DOCS = Path(__file__).parents[2] / "docs"
POLICIES = ["more_staff", "longer_courses", "session_cap", "app_first"]
ENGLAND = "england/talking_therapies"
NASTY = '<script>alert("x")</script> | *bold* [link](javascript:alert(1)) `code` & # <b>'


@pytest.fixture(scope="module")
def england():
    return cl.describe(cl.load(ENGLAND), POLICIES, versions=False)


@pytest.fixture(scope="module")
def page(england):
    return england.markdown(picture="england_description.svg")


# ---- the guideline


def test_the_24_items_are_there_in_order(england):
    numbers = [item.number for part in stress_des.parts() for item in part.items]
    assert len(numbers) == 24
    assert numbers == sorted(numbers, key=lambda n: [int(k) for k in n.split(".")])
    assert [part.title for part in stress_des.parts()] == [
        "Objectives", "Logic", "Data", "Experimentation", "Implementation", "Code access",
    ]  # fmt: skip
    assert [entry.item.number for entry in england.entries] == numbers


def test_every_item_says_something_and_what_is_left_to_a_person_stands_first_and_at_its_item(england, page):
    for entry in england.entries:
        assert entry.blocks, entry.item.number
    first = page.index("## 1. Objectives")
    assert {number for number, *_ in england.to_write} >= {"1.1", "1.3", "5.4", "6.1"}
    for number, title, what in england.to_write:
        assert f"{number} {title}: {what}" in page[:first]
        assert page.count(what) == 2


def test_the_guideline_is_cited(page):
    assert "doi.org/10.1080/17477778.2018.1442155" in page
    assert "Journal of Simulation 13 (1), 2019, 55–67" in page


# ---- everything the model knows


def test_every_number_is_told_with_value_range_and_what_it_rests_on(page):
    ledger = cl.load(ENGLAND).evidence(POLICIES)
    lines = page.splitlines()
    for row in ledger.to_dict("records"):
        own = [line for line in lines if line.startswith(f"| `{row['path']}` |")]
        wanted = [
            document.in_markdown(text) for text in (evidence.ledger_value(row), evidence.ledger_range(row), row["note"])
        ]
        source = f"`{row['source']}`" if row["source"] else ""
        assert any(all(word in line for word in (*wanted, source)) for line in own), row["path"]


def test_every_assumption_is_marked_and_they_are_counted(page):
    ledger = cl.load(ENGLAND).evidence(POLICIES)
    counted = evidence.count_evidence(ledger)
    rows = [line for line in page[page.index("### 3.2") :].splitlines() if re.search(r"\| assumption †", line)]
    assert len(rows) == counted.assumption
    assert evidence.counted_evidence(ledger, as_sentence=True) in page
    assert f"{counted.assumed} of the {counted.total} numbers behind it are assumptions" in page[: page.index("## 1.")]


def test_every_measure_is_told_in_the_cores_own_words(page):
    for m in _core.measures():
        assert f"| `{m.name}` | {document.in_markdown(m.meaning)} | {m.unit} |" in page
    for main in tables.MAIN:
        assert f"| `{main.measure}` |" in page[: page.index("### 1.3")]


def test_every_source_service_role_policy_and_choice_is_told(page):
    scenario = cl.load(ENGLAND)
    for row in scenario.evidence(POLICIES).to_dict("records"):
        assert not row["source"] or f"| `{row['source']}` | " in page
    for statement in scenario.statements():
        if not statement.path.startswith(("sources.", "schema", "scenario.title")):
            assert f"| `{statement.path}` | " in page, statement.path
    for name in scenario.compile([], "").services:
        assert f"| `{name}` | " in page[page.index("### 2.5.2") : page.index("### 2.5.3")], name
    for name in POLICIES:
        assert scenario.policy(name).title in page
        assert document.in_markdown(scenario.policy(name).counter_evidence) in page


def test_what_the_format_leaves_open_is_marked(page):
    assert "| `service.step2.priority` | 0 | Rank among services" in page
    assert "longest_wait ‡" in page


def test_run_length_and_initialisation_are_those_of_the_world(page):
    world = cl.load(ENGLAND).compile([], "")
    assert f"From {world.start}: 3 years, {world.weeks:.0f} weeks. Reported are weeks {world.window_from:.0f}" in page
    assert "Run-in that is simulated and not reported: 1 year. It begins from the lists" in page


@pytest.mark.parametrize("name", ["every_key", "w2_pathway"])
def test_a_scenario_with_other_kinds_of_service_is_described(name):
    path = next((Path(__file__).parents[1] / "scenarios").glob(f"{name}*.toml"), None)
    if path is None:
        pytest.skip(f"no such scenario: {name}")
    told = cl.describe(cl.load(path), versions=False)
    assert "nan" not in re.findall(r"[a-z]+", told.markdown().lower())
    assert told.html().count("<article") == 24


def test_an_area_is_described_with_its_own_flows(england):
    scenario = cl.load(ENGLAND)
    area = cl.describe(scenario, areas="QOP", versions=False)
    assert f"Described for one area, {document.in_markdown(scenario.areas['QOP'])} (QOP)" in area.markdown()
    assert area.picture.dot != england.picture.dot
    with pytest.raises(cl.UsageError, match="'XXX' is not an area"):
        cl.describe(cl.load(ENGLAND), areas="XXX")


def test_versions_are_told_unless_left_out(town):
    told = cl.describe(town).markdown()
    for name, version in cl.versions().items():
        assert f"| {name} | {document.in_markdown(version)} |" in told
    assert "caseload version" in cl.describe(town, versions=False).markdown()
    assert cl.versions()["pandas"] not in cl.describe(town, versions=False).markdown()


# ---- committed


def test_the_description_of_england_is_what_the_scenario_says_now(page, england):
    """CASELOAD_WRITE_DOCS=1 writes page and picture anew. Another Graphviz draws otherwise: then the text it draws from
    is compared by its hash."""
    again = f"CASELOAD_WRITE_DOCS=1 pytest {__file__}"
    picture, text = DOCS / "england_description.svg", DOCS / "england_description.md"
    drawn_from = f"<!-- drawn from {hashlib.sha256(england.picture.dot.encode()).hexdigest()} -->\n"
    if os.environ.get("CASELOAD_WRITE_DOCS") == "1":
        picture.write_text(england.picture.svg + drawn_from, encoding="utf-8")
        text.write_text(page, encoding="utf-8")
    assert text.read_text(encoding="utf-8") == page, f"{text.name} is stale: {again}"
    committed = picture.read_text(encoding="utf-8")
    assert committed.endswith(drawn_from), f"{picture.name} is stale: {again}"
    graphviz = re.compile(r"Generated by graphviz version .*")
    if graphviz.search(committed)[0] == graphviz.search(england.picture.svg)[0]:
        assert committed == england.picture.svg + drawn_from, f"{picture.name} is stale: {again}"


def test_nothing_of_this_machine_is_in_it(page, england):
    for place in (str(Path.home()), str(DOCS.parent), *cl.__path__):
        assert place not in page
        assert place not in england.html()


# ---- Markdown and HTML


class Reader(HTMLParser):
    VOID = frozenset({"meta", "br", "img", "link", "hr", "input", "polygon", "path", "ellipse"})

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.addresses, self.ids = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        self.addresses += [v for k, v in attrs if k in ("src", "href", "xlink:href") and v]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


def read(text):
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def test_the_page_stands_alone(england):
    html = england.html()
    reader = read(html)
    assert not {"script", "link", "iframe"} & set(reader.tags)
    assert len(reader.ids) == len(set(reader.ids))
    assert {a[1:] for a in reader.addresses if a.startswith("#")} <= set(reader.ids)
    assert all(a.startswith(("#", "http")) for a in reader.addresses)
    assert "<svg" in html


def test_words_from_files_come_out_harmless(town):
    number = {"value": 0.3, "status": "assumption", "note": NASTY}
    evil = town.with_({"scenario.title": NASTY, "scenario.question": NASTY, "need.mild.share": number})
    told = cl.describe(evil, versions=False)
    reader = read(told.html())
    assert "script" not in reader.tags
    assert not any(address.startswith("javascript") for address in reader.addresses)
    text = told.markdown(picture="x.svg")
    assert not re.search(r"(?<!\\)<(?!https?:|x\.svg)", text)
    assert not re.search(r"(?<!\\)\]\((?!<)", text)
    cells = {
        len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("| `need.mild.share` |")
    }
    assert cells == {6}


@pytest.mark.parametrize(
    ("block", "markdown", "html"),
    [
        (Paragraph("- no list"), "\\- no list", "<p>- no list</p>"),
        (Paragraph("1. no list"), "1\\. no list", "<p>1. no list</p>"),
        (Paragraph("# no heading"), "\\# no heading", "<p># no heading</p>"),
        (Paragraph(["a", Code("b`|c")]), "a`` b`\\|c ``", "<p>a<code>b`|c</code></p>"),
        (Paragraph(Link("x", "javascript:1")), "x", "<p>x</p>"),
        (Paragraph(Link("x", "https://a.b/c d>")), "[x](<https://a.b/c%20d%3E>)",
         "<p><a href='https://a.b/c d&gt;' rel='noreferrer'>x</a></p>"),
        (Bullets(["a\nb", "c"]), "- a b\n- c", "<ul><li>a\nb</li><li>c</li></ul>"),
        (Table(("h",), [["a|b"]]), "| h |\n| --- |\n| a\\|b |", None),
    ],
)  # fmt: skip
def test_blocks_are_written_as_they_should(block, markdown, html):
    assert document.markdown([block]) == markdown
    assert html is None or str(document.html([block])) == html


# ---- the command line


def run(capsys, *words):
    code = cli.main([str(word) for word in words])
    return code, *capsys.readouterr()


def test_describe_prints_markdown_with_the_pathway_as_text(capsys):
    code, out, _ = run(capsys, "describe", "local/one_town")
    assert code == 0
    assert out.startswith("# One town\n")
    assert "```dot\ndigraph" in out


def test_describe_writes_a_file_and_beside_markdown_its_picture(capsys, tmp_path):
    code, out, _ = run(capsys, "describe", "local/one_town", "app_first", "--out", tmp_path / "town.md")
    assert (code, out) == (0, f"{tmp_path / 'town.md'}\n")
    assert "](<town.svg>)" in (tmp_path / "town.md").read_text(encoding="utf-8")
    assert (tmp_path / "town.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")
    code, *_ = run(capsys, "describe", "local/one_town", "--out", tmp_path / "town.html")
    assert code == 0
    assert (tmp_path / "town.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["town.html", "town.md", "town.svg"]


def test_the_format_asked_for_wins_over_the_name(capsys, tmp_path):
    run(capsys, "describe", "local/one_town", "--format", "html", "--out", tmp_path / "town.txt")
    assert (tmp_path / "town.txt").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["town.txt"]


def test_without_graphviz_the_text_of_the_picture_stands_in_its_place(monkeypatch, town, tmp_path):
    monkeypatch.setattr("shutil.which", lambda _: None)
    told = cl.describe(town, versions=False)
    assert "<svg" not in told.html()
    assert "digraph" in told.html()
    told.write(tmp_path / "town.md")
    assert [p.name for p in tmp_path.iterdir()] == ["town.md"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["describe", "local/one_town", "no_such_policy"], "no_such_policy"),
        (["describe", "local/one_town", "--areas", "QOP"], "no areas"),
        (["describe", "no/such"], "no/such"),
    ],
)
def test_what_cannot_be_described_is_said_and_nothing_is_written(capsys, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *words, "--out", "x.md")
    assert (code, out) == (2, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []


def test_the_command_in_it_writes_the_same_text(capsys, page):
    """The page tells how it was made; that command gives it, but for the picture's place."""
    command = re.search(r"`(caseload describe [^`]+)`", page)[1]
    code, out, _ = run(capsys, *command.split()[1:])
    assert code == 0
    assert re.sub(r"```dot.*?```", "", out, flags=re.DOTALL) == re.sub(r"!\[The pathway.*?\)\n?", "\n", page).replace(
        "\n\n\n\n*People", "\n\n\n\n*People"
    )
