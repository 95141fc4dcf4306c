"""What targets have in common: pairs, conditions, how many are met together, 同步."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from tianqiao_econ.assessment import assess, dependence, given, joint
from tianqiao_econ.framework import EconError, NotKnown, UnknownName

GDP = "gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"
INCOME = "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"
UNKNOWN = "gdp,2024,growth,6%以内,at_most,,6,PERCENT,2024-01-10"


def with_met(outlook, **columns):
    """Outlook whose targets are met as given."""
    met = pd.DataFrame({name: np.asarray(hits, dtype=bool) for name, hits in columns.items()})
    return replace(outlook, columns=tuple(columns), met=met, draws=met.astype(float))


def test_pairs_are_those_of_scipy_and_of_numpy(outlook):
    table = dependence(outlook)
    for row in table.itertuples():
        one, other = outlook.draws[row.column], outlook.draws[row.other]
        assert row.spearman == pytest.approx(spearmanr(one, other).statistic, abs=1e-12)
        hits = np.corrcoef(outlook.met[row.column], outlook.met[row.other])[0, 1]
        assert row.met == pytest.approx(hits, abs=1e-12)


def test_every_pair_stands_once_in_the_order_of_the_report(outlook):
    table = dependence(outlook)
    names = list(outlook.met.columns)
    places = [(names.index(row.column), names.index(row.other)) for row in table.itertuples()]
    assert places == sorted(places)
    assert len(places) == len(names) * (len(names) - 1) // 2
    assert all(one < other for one, other in places)


def test_a_target_that_is_always_met_has_no_correlation(outlook):
    mixed = np.arange(1000) % 3 == 0
    table = dependence(with_met(outlook, sure=np.ones(1000), mixed=mixed))
    assert table[["spearman", "met"]].isna().all(axis=None)


def test_missed_and_met_together_make_the_whole_chance(outlook):
    missed = given(outlook, "fixed_investment").set_index("column")
    held = given(outlook, "fixed_investment", met=True).set_index("column")
    assert "fixed_investment" not in missed.index
    share = outlook.probability("fixed_investment")
    whole = (1 - share) * missed["given"] + share * held["given"]
    pd.testing.assert_series_equal(whole, missed["probability"], check_names=False)
    assert (missed["n"] + held["n"] == len(outlook.draws)).all()


def test_if_investment_misses_growth_is_less_likely(outlook):
    row = given(outlook, "fixed_investment").set_index("column").loc["gdp"]
    assert row["given"] < row["probability"]
    assert row["difference"] == row["given"] - row["probability"]


@pytest.mark.parametrize(("draws", "told"), [(199, False), (200, True)])
def test_a_condition_needs_two_hundred_draws(outlook, draws, told):
    rare = np.arange(5000) < draws
    table = given(with_met(outlook, rare=rare, even=np.arange(5000) % 2), "rare", met=True)
    assert table["n"].tolist() == [draws]
    assert table["given"].notna().tolist() == [told]


def test_conditions_on_what_is_not_there_are_refused(outlook, own_outlook):
    with pytest.raises(UnknownName, match="gdp"):
        given(outlook, "gpd")
    with pytest.raises(NotKnown, match="no prediction for gdp"):
        given(own_outlook([UNKNOWN]), "gdp")


def test_joint_facts_agree_with_the_distribution_of_the_number_met(outlook):
    facts, counts = joint(outlook), outlook.number_met()
    assert facts.targets == 8
    assert facts.expected == pytest.approx((counts * counts.index).sum())
    assert facts.all == facts.at_least[8] == pytest.approx(counts[8])
    assert facts.none == pytest.approx(counts[0]) == pytest.approx(1 - facts.at_least[1])
    for k in range(1, 9):
        assert facts.at_least[k] == pytest.approx(counts.loc[k:].sum())


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_the_range_holds_at_least_its_level_and_no_end_can_be_spared(outlook, level):
    facts, counts = joint(outlook, level), outlook.number_met()
    assert counts.loc[facts.low : facts.high].sum() >= level
    assert counts.loc[: facts.low - 1].sum() <= (1 - level) / 2
    assert counts.loc[facts.high + 1 :].sum() <= (1 - level) / 2


def test_joint_facts_without_a_prediction_or_with_a_silly_level_are_refused(outlook, own_outlook):
    with pytest.raises(NotKnown, match="no target has a prediction"):
        joint(own_outlook([UNKNOWN]))
    with pytest.raises(EconError, match="above 0 and below 1"):
        joint(outlook, 80)


@pytest.fixture
def aligned(own_outlook):
    return own_outlook([GDP, INCOME])


def test_income_in_step_with_growth_is_scored_on_the_draws_of_growth(aligned):
    """Own growth, which is growth plus the difference, rises with growth but by less."""
    growth, over = aligned.draws["gdp"], aligned.draws["disposable_income"]
    assert 0.2 < (growth + over).corr(growth) < 0.9
    assert over.corr(growth) < -0.2
    own = growth + over
    met = own - growth >= aligned.events[1].latent_lower
    assert (met == aligned.met["disposable_income"]).mean() > 0.999
    assert "drawn with the reference" in aligned.table["note"].iloc[1]


def test_the_reference_keeps_its_draws_and_the_difference_its_centre(aligned, own_outlook):
    alone = own_outlook([GDP])
    pd.testing.assert_series_equal(alone.draws["gdp"], aligned.draws["gdp"])
    apart = own_outlook([INCOME]).draws["disposable_income"]
    beside = aligned.draws["disposable_income"]
    assert beside.mean() == pytest.approx(apart.mean(), abs=0.1)
    assert beside.std() == pytest.approx(apart.std(), rel=0.5)


def test_the_order_of_the_targets_does_not_matter(own_outlook, aligned):
    turned = own_outlook([INCOME, GDP])
    for column in ("gdp", "disposable_income"):
        pd.testing.assert_series_equal(turned.draws[column], aligned.draws[column])


def test_a_what_if_on_growth_leaves_income_where_it_is(own_outlook, aligned):
    what_if = own_outlook([GDP, INCOME], targets={"gdp": 3.0})
    name = "disposable_income"
    pd.testing.assert_series_equal(what_if.draws[name], aligned.draws[name])


def test_without_a_target_for_the_reference_the_record_alone_tells(own_outlook):
    note = own_outlook([INCOME]).table["note"].iloc[0]
    assert "drawn with the reference" not in note


def test_one_draw_is_enough_for_a_table(own_outlook):
    assert len(own_outlook([GDP, INCOME], n_draws=1).draws.columns) == 2


def test_districts_of_the_packaged_facts_with_such_targets_are_in_step(package):
    view = package.as_of("2023-03-01")
    outlook = assess(view, area="410100", year=2023, n_draws=4000)
    table = dependence(outlook).set_index(["column", "other"])
    assert table.loc[("gdp", "disposable_income"), "spearman"] < -0.2
