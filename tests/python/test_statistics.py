import numpy as np
import pytest
from scipy import stats

from caseload import statistics as s


def test_an_interval_is_the_mean_and_t_times_the_standard_error():
    values = np.array([[3.0, 5.0, 4.0, 8.0]])
    low, high = stats.t.interval(0.95, 3, loc=values.mean(), scale=stats.sem(values[0]))
    e = s.estimate(values)
    assert e.mean[0] == 5.0
    assert e.low[0] == pytest.approx(low, rel=1e-12)
    assert e.high[0] == pytest.approx(high, rel=1e-12)


def test_a_replication_without_a_value_is_left_out_and_counted():
    e = s.estimate(np.array([[1.0, np.nan, 3.0, np.nan]]))
    assert (e.mean[0], e.used[0], e.left_out[0]) == (2.0, 2, 2)


def test_one_value_has_no_interval_and_none_has_no_mean():
    e = s.estimate(np.array([[1.0, np.nan], [np.nan, np.nan]]))
    assert e.mean[0] == 1.0
    assert np.isnan([e.low[0], e.high[0], e.mean[1], e.low[1]]).all()


def test_equal_values_have_an_interval_of_no_width():
    e = s.estimate(np.full((1, 3), 0.1))
    assert (e.mean[0], e.low[0], e.high[0]) == (0.1, 0.1, 0.1)


def test_differences_are_taken_replication_by_replication():
    # Large common noise, a constant shift: independent samples would see nothing.
    noise = np.array([[100.0, 900.0, 400.0]])
    d = s.paired(noise, noise + np.array([[1.0, 1.5, 2.0]]))
    assert d.difference.mean[0] == pytest.approx(1.5)
    assert d.difference.low[0] > 0
    assert d.words == [""]


def test_a_replication_missing_in_one_world_is_left_out_of_both():
    d = s.paired(np.array([[1.0, 5.0, 9.0]]), np.array([[2.0, np.nan, 12.0]]))
    assert (d.baseline[0], d.value[0], d.difference.mean[0]) == (5.0, 7.0, 2.0)
    assert d.difference.left_out[0] == 1


@pytest.mark.parametrize(
    ("differences", "words"),
    [
        ([0.0, 0.0, 0.0], "not touched"),
        ([-1.0, 0.5, 1.0], "no clear difference"),
        ([1.0, 1.1, 0.9], ""),
        ([2.0, 2.0, 2.0], ""),
        ([np.nan, np.nan, 1.0], "too few replications with a value"),
    ],
)
def test_what_is_said_of_a_difference(differences, words):
    zero = np.zeros((1, 3))
    assert s.paired(zero, np.array([differences])).words == [words]


def test_differences_that_cancel_are_not_untouched():
    assert s.paired(np.zeros((1, 2)), np.array([[1.0, -1.0]])).words == ["no clear difference"]


def test_a_count_of_people_needs_three_times_the_floor():
    assert s.above_floor(31.0, 10.0)
    assert not s.above_floor(30.0, 10.0)


@pytest.mark.parametrize(
    ("half_width", "decimals"), [(0.35, 2), (0.36, 1), (3.5, 1), (3.6, 0), (24.0, 0), (47.0, -1), (0.0, 0), (np.nan, 0)]
)
def test_decimals_follow_the_half_width(half_width, decimals):
    assert s.decimals(half_width) == decimals


def test_intervals_cover_as_often_as_they_say():
    # 2 000 samples of 5: the covered share lies within 4 standard errors (0.0049) of 0.95.
    values = np.random.default_rng(1).normal(size=(2000, 5))
    e = s.estimate(values)
    covered = ((e.low < 0) & (e.high > 0)).mean()
    assert abs(covered - 0.95) < 4 * 0.0049
