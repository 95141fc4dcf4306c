"""Shapley shares: the four axioms that only they keep, and the average over all orders."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tianqiao_econ.forecasting import shapley

worth = st.floats(-1e3, 1e3)


def games(least=0):
    return st.integers(least, 5).flatmap(lambda n: arrays(np.float64, 2**n, elements=worth))


def swapped(coalition, one, other):
    """Coalition with two players in each other's place."""
    bits = {one: coalition >> other & 1, other: coalition >> one & 1}
    rest = coalition & ~(1 << one) & ~(1 << other)
    return rest | bits[one] << one | bits[other] << other


def over_all_orders(values):
    """Mean addition of each player, order by order."""
    n = len(values).bit_length() - 1
    total = np.zeros(n)
    orders = list(permutations(range(n)))
    for order in orders:
        present = 0
        for player in order:
            total[player] += values[present | 1 << player] - values[present]
            present |= 1 << player
    return total / len(orders)


@given(games())
def test_efficiency_the_shares_add_up_to_what_everybody_is_worth(values):
    assert shapley(values).sum() == pytest.approx(values[-1] - values[0], abs=1e-9)


@given(games(2), st.data())
def test_symmetry_two_players_who_add_the_same_get_the_same(values, data):
    n = len(values).bit_length() - 1
    one, other = data.draw(st.permutations(range(n)))[:2]
    alike = np.array([values[s] + values[swapped(s, one, other)] for s in range(len(values))])
    shares = shapley(alike)
    assert shares[one] == pytest.approx(shares[other], abs=1e-9)


@given(games(1), st.data())
def test_null_player_one_who_never_adds_anything_gets_exactly_nothing(values, data):
    player = data.draw(st.integers(0, len(values).bit_length() - 2))
    idle = np.array([values[s & ~(1 << player)] for s in range(len(values))])
    assert shapley(idle)[player] == 0


@given(st.data(), st.integers(0, 5), worth, worth)
def test_linearity_shares_of_a_sum_of_games_are_the_sum_of_shares(data, n, by, to):
    one, other = (data.draw(arrays(np.float64, 2**n, elements=worth)) for _ in range(2))
    together = shapley(by * one + to * other)
    np.testing.assert_allclose(together, by * shapley(one) + to * shapley(other), atol=1e-6)


@given(games())
def test_a_share_is_the_mean_addition_over_all_orders(values):
    np.testing.assert_allclose(shapley(values), over_all_orders(values), atol=1e-9)


@given(games(1))
def test_games_side_by_side_are_solved_as_each_alone(values):
    both = shapley(np.column_stack([values, 2 * values]))
    np.testing.assert_allclose(
        both, np.column_stack([shapley(values), 2 * shapley(values)]), atol=1e-9
    )


def test_the_glove_game_gives_the_scarce_hand_two_thirds():
    left, right_one, right_two = 1, 2, 4
    pairs = [bool(s & left and s & (right_one | right_two)) for s in range(8)]
    np.testing.assert_allclose(shapley(pairs), [2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("values", [[], [1.0, 2.0, 3.0], 1.0])
def test_a_missing_coalition_is_refused(values):
    with pytest.raises(ValueError, match="all 2\\*\\*n coalitions"):
        shapley(values)
