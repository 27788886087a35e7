"""Formulas take one figure or an array of them, and check either."""

import doctest

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from course.staffing import arrays

FIGURES = st.floats(-1e6, 1e6)


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_the_extremes_of_an_array_are_its_lowest_and_its_highest(figures):
    assert arrays.extremes(np.array(figures)) == (min(figures), max(figures))


@given(FIGURES)
def test_a_single_figure_is_both(figure):
    assert arrays.extremes(figure) == (figure,)


def test_an_empty_array_has_nothing_to_be_checked():
    assert arrays.extremes(np.array([])) == ()


@given(st.lists(FIGURES, max_size=20))
def test_the_positive_part_leaves_what_is_above_zero_and_nothing_else(figures):
    assert arrays.positive_part(np.array(figures)).tolist() == [max(figure, 0.0) for figure in figures]


def test_the_examples_are_true():
    ran = doctest.testmod(arrays)
    assert ran.attempted and not ran.failed
