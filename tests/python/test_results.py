import json
import threading

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import caseload as cl
from caseload import results, statistics, tables
from caseload.progress import watch

TIDY = ["policy", "replication", "area", "measure", "service", "need", "stratum", "unit", "value"]


# ---- on a made-up result


def test_differences_are_paired_by_replication(comparison):
    row = comparison.differences.set_index("measure").loc["path_seen_wait_mean"]
    frame = comparison.measures.query("measure == 'path_seen_wait_mean'")
    wide = frame.pivot_table(index="replication", columns="policy", values="value")
    assert row["difference"] == pytest.approx((wide["more_staff"] - wide["baseline"]).mean())
    assert row["high"] < 0
    assert row["words"] == ""


def test_what_no_policy_touches_is_said_to_be_so(comparison):
    words = comparison.differences.set_index(["measure", "service"])["words"]
    assert words["courses_completed", "step2"] == statistics.NOT_TOUCHED
    assert words["expected_crises", ""] == statistics.NO_CLEAR_DIFFERENCE


def test_an_empty_denominator_is_counted_and_told(comparison):
    row = comparison.differences.set_index("measure").loc["recovery_rate"]
    assert (row["used"], row["left_out"]) == (3, 1)
    assert "recovery rate" in tables.left_out_words(comparison)
    assert "1 of 4" in tables.left_out_words(comparison)


def test_people_are_filled_on_people_measures_only(comparison):
    frame = comparison.differences
    pair = frame.set_index("measure").loc["people_time_without_help"]
    assert pair["people_better"] == pytest.approx(700, abs=5)
    assert np.isnan(pair["people_worse"])  # 10 people, where reshuffling alone moves 9
    others = frame[~frame["measure"].str.startswith("people_")]
    assert others["people_better"].isna().all()
    assert others["people_worse"].isna().all()


def test_a_count_near_the_floor_is_no_number(comparison):
    counts = comparison.people.counts().set_index("measure")
    assert counts.loc["people_sooner", "words"] == ""
    assert counts.loc["people_later", "words"] == statistics.NO_MORE_THAN_CHANCE
    assert "no more than chance" in tables.as_text(comparison)


def test_the_table_holds_each_measure_once(comparison):
    table = comparison.table()
    assert table["label"].duplicated().sum() == len(table) / 2  # two worlds
    assert comparison.table().equals(table)


def test_the_text_table_has_values_intervals_and_words(comparison):
    text = tables.as_text(comparison)
    assert "few replications" in text
    assert "95 % interval, chance only" in text
    assert "no clear difference" in text
    assert "nan" not in text.lower()


def test_no_replication_means_no_difference_in_the_numbers_of_one_history(make_comparison):
    one = make_comparison(replications=1)
    assert one.differences["low"].isna().all()
    assert (one.differences.dropna(subset="difference")["words"] == statistics.TOO_FEW).all()
    assert "one possible history" in tables.as_text(one)


def test_frames_leave_as_arrow(comparison):
    arrow = comparison.arrow()
    assert isinstance(arrow["measures"], pa.Table)
    assert arrow["measures"].column_names == TIDY
    assert arrow["series"].num_rows == len(comparison.series)


def test_a_weekly_series_that_is_not_there_is_an_error(comparison):
    with pytest.raises(cl.UsageError, match="no weekly 'list_size' of service 'nowhere'"):
        comparison.weekly("list_size", service="nowhere")


def test_ctrl_c_is_heard_and_the_work_is_told_to_stop():
    class Work:
        done, total = 0, 0
        stopped = threading.Event()

        def cancel(self):
            self.stopped.set()

    work = Work()

    def interrupted(*_):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("caseload.progress._draw", interrupted)
        with pytest.raises(KeyboardInterrupt):
            watch(lambda: work.stopped.wait(10), work, description="", show=False)
    assert work.stopped.is_set()


def test_an_error_of_the_work_is_raised_where_it_was_started():
    class Work:
        done, total = 0, 0

        def cancel(self):
            pass

    def fail():
        raise ZeroDivisionError("inside")

    with pytest.raises(ZeroDivisionError, match="inside"):
        watch(fail, Work(), description="", show=False)


# ---- on a real one


def test_columns_are_those_promised(worlds):
    assert list(worlds.measures.columns) == TIDY
    assert list(worlds.series.columns) == ["policy", "replication", "area", "week", "measure", "service", "value"]
    assert list(worlds.differences.columns[:14]) == results.DIFFERENCE_COLUMNS
    assert worlds.worlds == ["baseline", "more_staff", "app_first"]


def test_every_main_measure_exists(worlds):
    known = set(worlds.meanings)
    assert {main.measure for main in tables.MAIN} <= known
    for pair in results.PEOPLE_PAIRS.values():
        assert set(pair) <= known


def test_rows_are_unique(worlds):
    assert not worlds.measures.duplicated(TIDY[:-1]).any()
    assert not worlds.differences.duplicated(["policy", *results.KEYS]).any()
    assert not worlds.series.duplicated(["policy", "replication", "area", "week", "measure", "service"]).any()


def test_the_table_can_be_redone_from_the_measures_alone(worlds, tmp_path):
    worlds.save(tmp_path / "out")
    saved = pd.read_csv(tmp_path / "out" / "measures.csv", keep_default_na=False, na_values={"value": [""]})
    chosen = saved[(saved["measure"] == "list_at_end") & (saved["service"] == "") & (saved["need"] == "")]
    wide = chosen.pivot_table(index="replication", columns="policy", values="value")
    row = worlds.differences.query(
        "policy == 'more_staff' and measure == 'list_at_end' and service == '' and need == '' and stratum == ''"
    ).iloc[0]
    assert row["difference"] == pytest.approx((wide["more_staff"] - wide["baseline"]).mean(), rel=1e-12)
    floors = saved[saved["measure"] == "people_sooner_floor"]
    assert set(floors["policy"]) == {"more_staff", "app_first"}


def test_a_saved_folder_holds_what_it_should(worlds, tmp_path):
    folder = worlds.save(tmp_path / "out")
    assert sorted(p.name for p in folder.iterdir()) == [
        "differences.csv", "manifest.json", "measures.csv", "measures.parquet", "report.html", "series.parquet",
    ]  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 1
    assert manifest["scenario_hash"] == worlds.provenance.scenario_hash
    assert manifest["versions"]["caseload"] == cl.__version__
    assert manifest["command"].startswith("caseload compare local/one_town more_staff app_first")
    parquet = pd.read_parquet(folder / "measures.parquet")
    pd.testing.assert_series_equal(parquet["value"], worlds.measures["value"])
    header = (folder / "differences.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == results.DIFFERENCE_COLUMNS


def test_threads_change_no_byte(town, tmp_path):
    folders = []
    for threads in (1, 2):
        found = cl.compare(town, ["more_staff"], replications=2, threads=threads, progress=False)
        folders.append(found.save(tmp_path / str(threads)))
    for name in ("measures.csv", "differences.csv", "measures.parquet", "series.parquet"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_the_core_gives_columns_that_cannot_be_written(town):
    core = cl._core.run_experiment([[town.compile([], "")]], replications=1)
    values = core.rows["value"]
    assert not values.flags.writeable
    assert values.base is not None  # no copy: the result is kept alive instead
    kept = values[:3].tolist()
    del core
    assert values[:3].tolist() == kept


def test_one_world_has_values_and_no_differences(town):
    found = cl.run(town, replications=2, progress=False)
    assert not isinstance(found, cl.Comparison)
    assert found.worlds == ["baseline"]
    with pytest.raises(cl.UsageError, match="one world has no differences"):
        found.plot.differences()
    assert "no clear difference" not in tables.as_text(found)


def test_a_policy_run_alone_keeps_its_name(town):
    found = cl.run(town, policies=["more_staff"], replications=1, progress=False)
    assert found.worlds == ["more_staff"]
    assert found.provenance.command.startswith("caseload run local/one_town more_staff ")


def test_one_replication_is_no_comparison(town):
    with pytest.raises(cl.UsageError, match="one possible history"):
        cl.compare(town, ["more_staff"], replications=1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"replications": 0}, "replications = 0"),
        ({"seed": -1}, "seed = -1"),
        ({"threads": -1}, "threads = -1"),
        ({"areas": "all"}, "has no areas"),
        ({"areas": ["QHG"]}, "has no areas"),
    ],
)
def test_arguments_that_cannot_be_are_refused(town, arguments, message):
    with pytest.raises(cl.UsageError, match=message):
        cl.run(town, **arguments)


def test_a_policy_that_is_not_there_is_located_or_named(town):
    with pytest.raises(cl.ScenarioError, match="more_stuff"):
        cl.compare(town, ["more_stuff"], replications=2)


def test_two_policies_in_one_world(town):
    found = cl.compare(town, ["more_staff + app_first"], replications=2, progress=False)
    assert len(found.worlds) == 2
    assert [p.name for p in found.policies[found.worlds[1]]] == ["more_staff", "app_first"]
