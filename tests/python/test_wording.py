import pytest

from caseload import wording

MINUS = "\u2212"


def test_no_more_digits_than_the_interval_supports():
    assert wording.difference(-44.3, -69.1, -20.6, "", "crises") == f"{MINUS}44 ({MINUS}69 to {MINUS}21)"
    assert wording.difference(1234.5, 834.5, 1634.5, "", "people") == "+1\u202f200 (+800 to +1\u202f600)"


def test_shares_differ_by_percentage_points():
    text = wording.difference(0.0512, 0.0471, 0.0553, "", "share")
    assert text == "+5.1 percentage points (+4.7 to +5.5)"


def test_an_interval_off_zero_does_not_look_as_if_it_touched_it():
    assert wording.difference(0.15, 0.003, 0.297, "", "weeks") == "+0.150 weeks (+0.003 to +0.297)"


def test_words_take_the_place_of_the_number():
    assert wording.difference(-0.1, -0.3, 0.1, "no clear difference", "weeks") == "no clear difference"


def test_people_are_whole_and_what_is_uncertain_does_not_look_certain():
    assert wording.estimate(12.34, 12.3, 12.4, "people") == "12 ± 1"


def test_a_value_has_as_many_decimals_as_its_interval():
    assert wording.estimate(4.3125, 3.9, 4.725, "weeks") == "4.3 ± 0.4 weeks"
    assert wording.estimate(4.3125, 4.0, 4.625, "weeks") == "4.31 ± 0.31 weeks"
    assert wording.estimate(0.7281, 0.7221, 0.7341, "share") == "72.8 ± 0.6 %"
    assert wording.estimate(53_471.0, 52_271.0, 54_671.0, "people") == "53\u202f500 ± 1\u202f200"


def test_of_few_replications_an_interval_has_one_figure():
    assert wording.estimate(4.3125, 4.0, 4.625, "weeks", few=True) == "4.3 ± 0.3 weeks"
    assert (
        wording.difference(-2.134, -2.42, -1.85, "", "weeks", few=True)
        == f"{MINUS}2.1 weeks ({MINUS}2.4 to {MINUS}1.9)"
    )


def test_the_same_in_every_replication_is_said_with_no_more_digits_than_it_has():
    assert wording.estimate(0.5, 0.5, 0.5, "share") == "50 ± 0 %"
    assert wording.estimate(0.0, 0.0, 0.0, "people") == "0 ± 0"


def test_nothing_is_a_dash_and_never_nan():
    nan = float("nan")
    assert wording.estimate(nan, nan, nan, "weeks") == wording.NOTHING


def test_a_rounded_zero_has_no_sign():
    assert wording.number(-0.0004, 2) == "0.00"
    assert wording.signed(0.0004, 2) == "0.00"


def test_a_sentence_says_what_by_how_much_and_how_sure():
    text = wording.sentence("the mean wait", "10.1 ± 0.3 weeks", "8.0 ± 0.2 weeks", -2.134, -2.42, -1.85, "", "weeks")
    assert text == "The mean wait falls by 2.13 weeks (1.85 to 2.42), from 10.1 ± 0.3 weeks to 8.0 ± 0.2 weeks."


@pytest.mark.parametrize(("replications", "begins"), [(1, "one possible history"), (9, "few replications"), (10, "")])
def test_few_replications_are_called_few(replications, begins):
    note = wording.replications_note(replications)
    assert note.startswith(begins)
    assert bool(note) == bool(begins)
