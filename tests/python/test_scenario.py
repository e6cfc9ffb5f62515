import datetime
import pickle

import pytest

import caseload as cl
from caseload.scenario import _as_written


def test_with_gives_another_scenario_and_leaves_this_one(town):
    changed = town.with_({"staff.pwp.wte": 20.0, "referrals.gp.rate": "100 / week"})
    values = changed.evidence().set_index("path")["number"] if "number" in changed.evidence() else None
    assert values is None or values["staff.pwp.wte"] == 20.0
    assert changed.hash != town.hash
    assert town.hash == cl.load("local/one_town").hash


def test_a_path_that_is_not_there_is_an_error_that_names_the_nearest(town):
    with pytest.raises(cl.ScenarioError, match=r"wte") as raised:
        town.with_({"staff.pwp.wtee": 20.0})
    assert raised.value.problems


def test_a_scenario_error_is_a_value_error_with_fields_and_can_be_pickled(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text('schema = 1\n[scenario]\ntitel = "x"\n')
    with pytest.raises(ValueError) as raised:
        cl.load(path)
    error = raised.value
    assert isinstance(error, cl.ScenarioError)
    assert error.file.endswith("bad.toml")
    assert error.line >= 1
    assert error.column >= 1
    assert any("titel" in problem.text() for problem in error.problems)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert again.line == error.line


def test_the_ledger_has_a_row_a_number(town):
    ledger = town.evidence(["more_staff"])
    assert list(ledger.columns) == list(cl.scenario.LEDGER_COLUMNS)
    assert "referrals.gp.rate" in set(ledger["path"])
    assert set(ledger["policy"]) == {"", "more_staff"}
    assert set(ledger["status"]) <= {"published", "published-unchecked", "assumption", ""}


def test_the_town_is_shown_in_a_notebook(town):
    card = town._repr_html_()
    assert town.title in card
    assert "assumptions" in card


def test_the_pathway_has_flows_and_loads(town):
    graph = town.graph()
    assert {"from", "exit", "to", "a_week"} == set(graph.flows.columns)
    assert (graph.roles["supply_minutes"] > 0).all()
    assert graph.dot.startswith("digraph")


def test_areas_are_chosen_by_word_or_code():
    england = cl.load("england/talking_therapies")
    assert len(england.areas) == 42
    codes = list(england.areas)
    assert england.choose_areas(None) == codes
    assert england.choose_areas("all") == codes
    assert england.choose_areas("one") == [""]
    assert england.choose_areas(codes[3]) == [codes[3]]
    with pytest.raises(cl.UsageError, match="'XXX' is not an area"):
        england.choose_areas(["XXX"])
    with pytest.raises(cl.UsageError, match="each area once"):
        england.choose_areas([codes[0], codes[0]])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (8, "8"),
        (0.1, "0.1"),
        (True, "true"),
        ("100 / week", '"100 / week"'),
        ('say "hi"\n', '"say \\"hi\\"\\n"'),
        (datetime.date(2023, 4, 1), "2023-04-01"),
        ([0.1, 2], "[0.1, 2]"),
        ({"dist": "gamma", "mean": "9 weeks"}, '{ "dist" = "gamma", "mean" = "9 weeks" }'),
    ],
)
def test_values_are_written_as_in_a_file(value, written):
    assert _as_written(value) == written


def test_what_a_file_cannot_say_is_refused(town):
    with pytest.raises(cl.UsageError, match="not something a scenario file can say"):
        town.with_({"staff.pwp.wte": object()})
