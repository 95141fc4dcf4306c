"""Shapley shares: what each of several causes adds to a figure, so that the shares add up."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def shapley(values: ArrayLike) -> NDArray[np.float64]:
    """Average addition of each player over all orders in which players may come.

    Parameters
    ----------
    values : array_like(float), shape (2**n,) or (2**n, m)
        Worth of every coalition of n players: entry ``s`` is that of the players whose bits are
        set in ``s``, entry 0 that of nobody. With a second axis, m games at once.

    Returns
    -------
    Shape (n,) or (n, m); they sum to the worth of everybody minus that of nobody.

    Raises
    ------
    ValueError
        When the number of coalitions is no power of two.

    Notes
    -----
    ``sum over S without i of |S|! (n - |S| - 1)! / n! * (v(S + i) - v(S))``. Shapley (1953), A
    value for n-person games, Contributions to the Theory of Games II, 307-317.

    Examples
    --------
    Alone the first brings 1 and the second 2, together they bring 5:

    >>> shapley([0, 1, 2, 5]).tolist()
    [2.0, 3.0]
    """
    worth = np.asarray(values, dtype=np.float64)
    players = worth.shape[0].bit_length() - 1 if worth.ndim else 0
    if worth.ndim == 0 or worth.shape[0] != 2**players:
        msg = f"a game needs the worth of all 2**n coalitions, got an array of shape {worth.shape}"
        raise ValueError(msg)
    coalition = np.arange(worth.shape[0])
    size = np.array([s.bit_count() for s in range(worth.shape[0])])
    order = [factorial(s) * factorial(players - s - 1) for s in range(players)]
    share = np.array(order, dtype=np.float64) / factorial(players)
    shares = np.empty((players, *worth.shape[1:]))
    for player in range(players):
        without = coalition[coalition >> player & 1 == 0]
        added = worth[without | 1 << player] - worth[without]
        shares[player] = share[size[without]] @ added
    return shares
