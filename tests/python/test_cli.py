import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from caseload import cli

MALFORMED = Path(__file__).parents[1] / "malformed"
ROOTS = sorted(MALFORMED.glob("*.toml"))
LOCATED = re.compile(r"^[^\n]+\.(toml|csv):\d+:\d+: ", re.MULTILINE)


def caseload(capsys, *words):
    """Run one command in this process: exit code, stdout, stderr."""
    try:
        code = cli.main([str(word) for word in words])
    except SystemExit as error:  # argparse
        code = error.code
    out, err = capsys.readouterr()
    return code, out, err


def everything(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


@pytest.mark.parametrize("path", ROOTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("command", ["check", "evidence", "graph", "run", "compare"])
def test_a_malformed_file_exits_2_says_where_and_writes_nothing(capsys, tmp_path, monkeypatch, command, path):
    monkeypatch.chdir(tmp_path)
    policies = ["more_staff"] if command == "compare" else []
    code, out, err = caseload(capsys, command, path, *policies)
    assert code == 2
    assert out == ""
    assert LOCATED.search(err), err
    assert "Traceback" not in err
    assert everything(tmp_path) == []


def test_five_mistakes_are_five_located_messages(capsys):
    code, _, err = caseload(capsys, "check", MALFORMED / "five_mistakes.toml")
    assert code == 2
    assert len(LOCATED.findall(err)) == 5


@pytest.mark.parametrize("name", ["local/one_town", "england/talking_therapies"])
def test_shipped_scenarios_are_sound(capsys, name):
    code, out, _ = caseload(capsys, "check", "--strict", name)
    assert code == 0
    assert f"{name}: sound" in out


@pytest.mark.parametrize("name", ["more_staff", "longer_courses", "session_cap", "app_first"])
def test_shipped_policies_are_sound(capsys, name):
    code, out, _ = caseload(capsys, "check", "--strict", f"policies/{name}")
    assert code == 0
    assert "sound" in out


def test_evidence_is_told_number_by_number(capsys):
    code, out, _ = caseload(capsys, "evidence", "local/one_town", "more_staff")
    assert code == 0
    assert "referrals.gp.rate" in out
    assert "(more_staff)" in out
    code, out, _ = caseload(capsys, "evidence", "--csv", "local/one_town")
    assert out.startswith("path,policy,value,low,high,unit,status,source")


def test_the_graph_is_dot(capsys, tmp_path):
    code, out, _ = caseload(capsys, "graph", "local/one_town")
    assert code == 0
    assert out.startswith("digraph")
    code, out, _ = caseload(capsys, "graph", "local/one_town", "--out", tmp_path / "g.dot")
    assert out == f"{tmp_path / 'g.dot'}\n"


def test_compare_prints_a_table_and_the_path_of_the_report_on_a_line_of_its_own(capsys, tmp_path):
    folder = tmp_path / ("a long name " * 12).strip()
    code, out, err = caseload(
        capsys, "compare", "local/one_town", "more_staff", "--replications", "2", "--seed", "3", "--threads", "2",
        "--areas", "one", "--out", folder,
    )  # fmt: skip
    assert code == 0, err
    assert str(folder / "report.html") in out.splitlines()
    assert "Mean wait of those seen" in out
    assert "few replications" in out
    assert (folder / "report.html").is_file()


def test_run_writes_no_differences(capsys, tmp_path):
    code, out, err = caseload(capsys, "run", "local/one_town", "--replications", "1", "--out", tmp_path / "out")
    assert code == 0, err
    assert "one possible history" in out
    assert everything(tmp_path / "out") == [
        "manifest.json", "measures.csv", "measures.parquet", "report.html", "series.parquet",
    ]  # fmt: skip


def test_a_log_is_a_file_a_world(capsys, tmp_path):
    code, _, err = caseload(
        capsys, "compare", "local/one_town", "more_staff", "--replications", "2", "--log-people", "50", "--out",
        tmp_path / "out",
    )  # fmt: skip
    assert code == 0, err
    for world in ("baseline", "more_staff"):
        header = (tmp_path / "out" / f"log_{world}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.startswith("entity_id,pathway,event_type,event,time,resource_id")


def test_names_that_look_like_formulas_pages_or_paths_come_out_harmless(capsys, tmp_path):
    (tmp_path / "areas.csv").write_text(
        'code,name,gp\n=1+1,<script>alert(1)</script>,10\n../../etc,"@SUM(A1)",12\n', encoding="utf-8"
    )
    (tmp_path / "evil.toml").write_text(
        """schema = 1
extends = "local/one_town"
[scenario]
title = "=HYPERLINK(1) <script>alert(2)</script>"
length = "1 year"
[regions]
file = "areas.csv"
key = "code"
name = "name"
set = { "referrals.gp.rate" = { column = "gp", unit = "/ week", status = "assumption" } }
""",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    code, _, err = caseload(
        capsys, "compare", tmp_path / "evil.toml", "more_staff", "--replications", "2", "--log-people", "20",
        "--out", out,
    )  # fmt: skip
    assert code == 0, err
    for name in ("measures.csv", "differences.csv", "log_baseline.csv"):
        with (out / name).open(newline="", encoding="utf-8") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        assert any(cell.startswith("'=1+1") for cell in cells), name
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-[^\d.]", cell)], name
    assert "<script" not in (out / "report.html").read_text(encoding="utf-8")


def test_a_log_that_would_be_too_long_is_refused(capsys, tmp_path):
    (tmp_path / "busy.toml").write_text(
        'schema = 1\nextends = "local/one_town"\n[referrals.gp]\nrate = "20000 / week"\n', encoding="utf-8"
    )
    code, _, err = caseload(
        capsys, "run", tmp_path / "busy.toml", "--replications", "1", "--log", "--out", tmp_path / "o"
    )
    assert code == 2
    assert "--log-people" in err
    assert everything(tmp_path) == ["busy.toml"]


def test_the_same_command_gives_the_same_bytes_on_one_thread_and_two(capsys, tmp_path):
    for threads in ("1", "2"):
        code, _, err = caseload(
            capsys, "compare", "local/one_town", "app_first", "--replications", "2", "--threads", threads, "--out",
            tmp_path / threads,
        )  # fmt: skip
        assert code == 0, err
    for name in ("measures.csv", "differences.csv"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["compare", "local/one_town", "more_staff", "--replications", "1"], "one possible history"),
        (["compare", "local/one_town", "no_such_policy"], "no_such_policy"),
        (["compare", "local/one_town"], "POLICY"),
        (["run", "no/such/scenario"], "no/such/scenario"),
        (["run", "local/one_town", "--areas", "QHG"], "no areas"),
        (["run", "england/talking_therapies", "--areas", "XXX"], "'XXX' is not an area"),
        (["run", "local/one_town", "--replications", "0"], "replications = 0"),
        (["run", "local/one_town", "--replications", "two"], "two"),
        (["frobnicate"], "frobnicate"),
        ([], "COMMAND"),
    ],
)
def test_bad_arguments_exit_2_and_write_nothing(capsys, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    code, out, err = caseload(capsys, *words)
    assert code == 2
    assert message in err
    assert out == ""
    assert everything(tmp_path) == []


def test_a_folder_in_use_is_refused_before_anything_runs(capsys, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    code, _, err = caseload(capsys, "run", "local/one_town", "--out", tmp_path)
    assert code == 2
    assert "thesis.docx" in err
    assert everything(tmp_path) == ["thesis.docx"]


def test_schema_reference_list_and_version_print(capsys):
    for command, begins in (("schema", "{"), ("reference", "#"), ("version", "caseload ")):
        code, out, _ = caseload(capsys, command)
        assert code == 0
        assert out.startswith(begins)
    code, out, _ = caseload(capsys, "list")
    assert {"local/one_town", "england/talking_therapies", "policies/more_staff"} <= set(out.split())


def test_a_fault_of_ours_is_called_one_and_exits_1(capsys, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "load", broken)
    code, _, err = caseload(capsys, "check", "local/one_town")
    assert code == 1
    assert "fault of ours" in err


def test_whoever_stops_reading_is_not_an_error():
    program = subprocess.Popen(
        [sys.executable, "-m", "caseload", "reference"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    program.stdout.close()
    assert program.wait(timeout=60) == 0
    assert program.stderr.read() == b""
