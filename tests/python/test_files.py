import csv
import json
import os

import pandas as pd
import pytest

from caseload import UsageError, files


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_a_folder_appears_whole(tmp_path):
    files.write_folder(tmp_path / "deep" / "out", lambda place: (place / "measures.csv").write_text("x"))
    assert contents(tmp_path / "deep" / "out") == {"measures.csv": b"x"}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_when_writing_fails_the_old_result_stays_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    files.write_folder(out, lambda place: (place / "measures.csv").write_text("old"))

    def fail(place):
        (place / "measures.csv").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.write_folder(out, fail)
    assert contents(out) == {"measures.csv": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_old_result_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    files.write_folder(out, lambda place: (place / "log_a.csv").write_text("old"))
    files.write_folder(out, lambda place: (place / "measures.csv").write_text("new"))
    assert contents(out) == {"measures.csv": b"new"}


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.docx"):
        files.check_folder(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        files.check_folder(tmp_path / "out")
    with pytest.raises(UsageError, match="is a file"):
        files.check_folder(tmp_path / "out" / "deeper")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        files.check_folder(tmp_path / "out")


@pytest.mark.parametrize("name", ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(tmp_path, name):
    files.write_csv(tmp_path / "a.csv", pd.DataFrame({"area": [name, "Bath"], "value": [-1.5, 2.0]}))
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["area"] == "'" + name.replace("\t", " ").replace("\r", " ")
    assert rows[1]["area"] == "Bath"
    assert rows[0]["value"] == "-1.5"  # numbers stay numbers


def test_floats_read_back_exactly_and_nan_is_empty(tmp_path):
    frame = pd.DataFrame({"week": [1, 2, 3, 4], "value": [0.1 + 0.2, 1e-300, float("nan"), 3.0]})
    files.write_csv(tmp_path / "a.csv", frame)
    assert (tmp_path / "a.csv").read_text() == "week,value\n1,0.30000000000000004\n2,1e-300\n3,\n4,3.0\n"
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "a.csv"), frame)


def test_file_names_stay_in_the_folder_and_differ():
    names = files.file_names(["../../etc/passwd", "a/b", "a b", "", "C:\\x", "a + b"], "log_{}.csv")
    assert len(set(names)) == len(names)
    assert all(name.startswith("log_") and "/" not in name and "\\" not in name and ".." not in name for name in names)


def test_json_is_readable_and_sorted(tmp_path):
    files.write_json(tmp_path / "m.json", {"b": 1, "a": "é"})
    text = (tmp_path / "m.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"a": "é", "b": 1}
    assert text.index('"a"') < text.index('"b"')


def test_a_text_file_is_replaced_whole(tmp_path):
    target = tmp_path / "page.html"
    target.write_text("old")
    files.write_text(target, "new")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["new"]
