"""The engine: members pooled into one joint distribution of an area's outturns."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tianqiao_econ.assessment.knowledge import kinship
from tianqiao_econ.assessment.members import HEIRS, MEMBERS
from tianqiao_econ.forecasting import Noise, Said, Shocks, alternatives, mixed
from tianqiao_econ.forecasting.growth import TOTAL_LOSS
from tianqiao_econ.framework import EconError

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from tianqiao_econ.assessment.knowledge import Knowledge
    from tianqiao_econ.assessment.outlook import Outlook

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


#: Seed of the draws where no ``rng`` is passed: the same call gives the same numbers.
SEED = 370105
#: Weight of a member that is believed nothing, where it alone speaks.
LEAST_WEIGHT = 1e-9


@dataclass(frozen=True, slots=True)
class Pool(Said):
    """What the members say of some targets, and how far each is believed.

    Members stand in the order of `MEMBERS`; growth in per cent, spreads in points.

    Attributes
    ----------
    indicator, area
        Numbers of the targets, shape (m,).
    """

    indicator: Ints
    area: Ints

    def taken(self, chosen: Ints | NDArray[np.bool_]) -> Pool:
        """Chosen targets."""
        return Pool(*(getattr(self, field.name)[..., chosen] for field in fields(self)))

    def of(self, area: int) -> Pool:
        """Targets of one area."""
        return self.taken(np.flatnonzero(self.area == area))


def pooled(
    knowledge: Knowledge, indicator: Ints, area: Ints, members: Collection[str] = tuple(MEMBERS)
) -> Pool:
    """Ask the members about some targets.

    Parameters
    ----------
    knowledge
        What is known.
    indicator, area
        Numbers of the targets, as `Panel.asked` gives them.
    members
        Which members are asked; the weights of the others fall to them. That of a member which
        has nothing to say falls to its heir (`HEIRS`).
    """
    panel = knowledge.panel
    said = [member(knowledge, indicator, area) for member in MEMBERS.values()]
    centre = np.array([one.centre for one in said])
    given = [knowledge.priors.weights.get(name, 0.0) * (name in members) for name in MEMBERS]
    weight = np.maximum(given, LEAST_WEIGHT * np.isin(tuple(MEMBERS), tuple(members)))
    weight = weight[:, None] * np.ones(centre.shape)
    for silent, heir in HEIRS.items():
        one, other = (tuple(MEMBERS).index(name) for name in (silent, heir))
        weight[other] += weight[one] * np.isnan(centre[one]) * (heir in members)
    weight *= ~np.isnan(centre)
    total = weight.sum(axis=0)
    return Pool(
        centre=centre,
        year_sd=np.array([one.year_sd for one in said]),
        own_sd=knowledge.priors.spread * np.array([one.own_sd for one in said]),
        weight=weight / np.where(total > 0, total, 1.0),
        exact=np.array([one.exact for one in said]),
        target=panel.target[indicator, area, panel.place(knowledge.year)],
        indicator=indicator,
        area=area,
    )


def shocks_of(knowledge: Knowledge, n: int, rng: np.random.Generator) -> Shocks:
    """Shocks of the year for every indicator, level and area."""
    return Shocks.of(knowledge.shocks, correlation(knowledge), knowledge.priors.cluster, n, rng)


@lru_cache(maxsize=8)
def usual_shocks(knowledge: Knowledge, n: int) -> Shocks:
    """Shocks of the fixed seed, the same for all areas of a year."""
    noise = _usual_noise(n, knowledge.shocks.indicator.size, len(knowledge.panel.indicators))
    cluster = knowledge.priors.cluster
    return Shocks.made_of(noise, knowledge.shocks, correlation(knowledge), cluster)


@lru_cache(maxsize=2)
def _usual_noise(n: int, entries: int, indicators: int) -> Noise:
    """Noise of the fixed seed, the same for all dates and years."""
    return Noise.of(n, entries, indicators, np.random.default_rng(SEED))


def shocks_again(knowledge: Knowledge, outlook: Outlook) -> Shocks:
    """Shocks of an outlook: those that are there already if it has the fixed seed, else redrawn.

    Raises
    ------
    EconError
        For an outlook that was not made by `assess`.
    """
    if outlook.rng is None:
        raise EconError(
            "the outlook does not say how its draws were made, so they cannot be made again:"
            " take one from assess(...)"
        )
    n, usual = len(outlook.draws), np.random.default_rng(SEED).bit_generator.state
    if outlook.rng.bit_generator.state == usual:
        return usual_shocks(knowledge, n)
    return shocks_of(knowledge, n, deepcopy(outlook.rng))


def draws_of(knowledge: Knowledge, pool: Pool, shocks: Shocks) -> Floats:
    """Joint draws of one area's targets, shape (n, m), growth in per cent.

    Parameters
    ----------
    pool
        Targets of one area (`Pool.of`).
    """
    year, own = _shared_and_own(knowledge, int(pool.area[0]), shocks)
    k = pool.indicator
    return np.maximum(mixed(pool, shocks.member[:, k], year[:, k], own[:, k]), TOTAL_LOSS)


def alternative_draws(knowledge: Knowledge, pool: Pool, shocks: Shocks) -> Floats:
    """Draws of one target, shape (n, m), for m pools of it: as `draws_of`, in another order.

    Parameters
    ----------
    pool
        One target of one area again and again.
    """
    year, own = _shared_and_own(knowledge, int(pool.area[0]), shocks)
    k = int(pool.indicator[0])
    drawn = alternatives(pool, shocks.member[:, k], year[:, k], own[:, k])
    return np.maximum(drawn, TOTAL_LOSS)


def _shared_and_own(knowledge: Knowledge, area: int, shocks: Shocks) -> tuple[Floats, Floats]:
    """Shocks of an area's level in the year, and its own, shape (n, k) each."""
    panel = knowledge.panel
    above = int(panel.parent[area])
    own = shocks.own(panel.areas[area], panel.areas[above] if above >= 0 else "")
    return shocks.year(int(panel.level[area])), own


def correlation(knowledge: Knowledge) -> Floats:
    """Correlation of own errors between the panel's indicators, made positive definite."""
    codes = knowledge.panel.indicators
    found = kinship(knowledge.panel, knowledge.priors)  # where no pairs tell
    for (one, other), value in knowledge.priors.correlation.items():
        if one in codes and other in codes:
            i, j = codes.index(one), codes.index(other)
            found[i, j] = found[j, i] = value
    values, vectors = np.linalg.eigh(found)
    fixed = (vectors * np.maximum(values, 0.05)) @ vectors.T
    size = np.sqrt(np.diag(fixed))
    return np.asarray(fixed / size[:, None] / size[None, :])
