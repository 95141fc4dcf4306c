"""Scoring recorded forecasts when the outturns are out."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.assessment.ledger import BrokenLedger, record, score
from tianqiao_econ.assessment.ledger.entries import QUANTILES
from tianqiao_econ.assessment.ledger.scoring import quantile_score
from tianqiao_econ.datasets import open_data
from tianqiao_econ.forecasting.scores import crps
from tianqiao_econ.framework import NotKnown

AREAS = "ref_area,name_zh,name_en,level,parent\n370102,历下区,Lixia District,county,370100\n"
TARGETS = (
    "ref_area,indicator,time_period,transformation,wording,qualifier,lower,upper,unit_measure,as_of"
)
OBSERVATIONS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of,bound"
)
INDICATORS = (
    "indicator,name_zh,name_en,unit_measure,unit_mult,price_basis,direction,theme,authority,"
    "definition_zh,definition_en,caveat_zh,caveat_en,display_order"
)
GDP = "gdp,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"
GDP_CAME = "gdp,A,2024,growth,5.7,PERCENT,real,P,2025-01-20,"


@pytest.fixture
def district(tmp_path):
    """Write the folder of 历下区 and open it: targets, then observations, without the area."""

    def build(targets, observations=(), indicators=()):
        folder = tmp_path / "district"
        folder.mkdir(exist_ok=True)
        files = (
            ("targets", TARGETS, targets, "370102,"),
            ("observations", OBSERVATIONS, observations, "370102,"),
            ("indicators", INDICATORS, indicators, ""),
        )
        for name, head, lines, begin in files:
            if lines:
                body = "".join(f"{begin}{line}\n" for line in lines)
                (folder / f"{name}.csv").write_text(f"{head}\n{body}", "utf-8")
        (folder / "areas.csv").write_text(AREAS, "utf-8")
        return open_data(folder)

    return build


@pytest.fixture
def recorded(district, tmp_path):
    """Record the district's forecast in `tmp_path / "forecasts"`."""

    def build(targets, observations=(), *, day="2024-01-16", at=None, **more):
        package = district(targets, observations, **more)
        outlook = assess(package.as_of(day), area="370102", year=2024, n_draws=2000)
        record(outlook, tmp_path / "forecasts", recorded=at)
        return tmp_path / "forecasts"

    return build


def numbers(ledger, indicator):
    """Probability of the event and quantiles by level, as they stand in the file."""
    frame = pd.read_csv(ledger / "ledger.csv")
    own = frame[frame["indicator"] == indicator].set_index("output_type_id")["value"]
    quantiles = own.drop(["met", "missed"])
    quantiles.index = quantiles.index.astype(float)
    return own["met"], quantiles


def only(scores):
    (row,) = scores.table.to_dict("records")
    return row


def test_without_an_outturn_nothing_is_scored_and_it_is_said(recorded, district):
    scores = score(recorded([GDP]), district([GDP]))
    assert scores.table.empty
    assert scores.summary.empty
    assert (scores.entries, scores.forecasts) == (1, 1)
    assert "1 entry, 1 forecast, none of them with an outturn yet" in str(scores)


def test_scores_are_those_of_the_recorded_numbers(recorded, district):
    ledger = recorded([GDP])
    probability, quantiles = numbers(ledger, "gdp")
    row = only(score(ledger, district([GDP], [GDP_CAME])))
    assert (row["outturn"], row["met"]) == (5.7, False)
    assert row["brier"] == pytest.approx(probability**2)
    assert row["log_score"] == pytest.approx(-math.log(1 - probability))
    assert row["crps_approx"] == pytest.approx(quantile_score(quantiles, quantiles.index, 5.7))
    for level, low, high in [(50, 0.25, 0.75), (80, 0.1, 0.9), (95, 0.025, 0.975)]:
        assert row[f"covered_{level}"] == (quantiles[low] <= 5.7 <= quantiles[high])
    assert row["outturn_as_of"] == "2025-01-20"


def test_summary_has_the_means_by_year_and_over_all(recorded, district):
    targets = [GDP, "trade,2024,growth,增长5%,exact,5,,PERCENT,2024-01-10"]
    ledger = recorded(targets)
    came = [GDP_CAME, "trade,A,2024,growth,9.0,PERCENT,nominal,P,2025-01-20,"]
    scores = score(ledger, district(targets, came))
    year, every = scores.summary.to_dict("records")
    assert (year["target_period"], every["target_period"]) == ("2024", "all")
    assert (year["model_id"], year["forecasts"]) == ("tianqiao_econ-pool", 2)
    for name in ("brier", "log_score", "crps_approx", "probability", "met", "covered_80"):
        assert year[name] == pytest.approx(scores.table[name].mean())
        assert every[name] == pytest.approx(year[name])


def test_a_level_is_scored_in_its_unit_and_kept_out_of_the_mean_of_per_cents(recorded, district):
    fdi = "fdi,2024,level,3亿美元以上,at_least,30000,,USD_10K,2024-01-10"
    history = [
        f"fdi,A,{year},level,{value},USD_10K,nominal,A,{year + 1}-01-10,"
        for year, value in zip(
            range(2012, 2024), np.linspace(20_000, 30_000, 12).round(), strict=True
        )
    ]
    ledger = recorded([GDP, fdi], history)
    came = [*history, GDP_CAME, "fdi,A,2024,level,30500,USD_10K,nominal,P,2025-01-20,"]
    scores = score(ledger, district([GDP, fdi], came))
    rows = scores.table.set_index("indicator")
    assert rows.loc["fdi:level", "outturn"] == 30500
    assert rows.loc["fdi:level", "met"]
    assert rows.loc["fdi:level", "crps_approx"] > 10
    assert scores.summary["crps_approx"].iloc[0] == rows.loc["gdp", "crps_approx"]


def test_a_difference_is_scored_against_the_difference_of_the_outturns(recorded, district):
    aligned = "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"
    history = [
        f"{code},A,{year},growth,{5 + (year % 3)},PERCENT,real,A,{year + 1}-02-01,"
        for code in ("gdp", "disposable_income")
        for year in range(2012, 2024)
    ]
    ledger = recorded([aligned], history)
    came = [*history, GDP_CAME, "disposable_income,A,2024,growth,5.5,PERCENT,real,P,2025-01-20,"]
    row = only(score(ledger, district([aligned], came)))
    assert row["indicator"] == "disposable_income:difference"
    assert (row["outturn"], row["met"]) == (-0.2, False)


def test_a_reference_that_is_not_out_is_waited_for(recorded, district):
    aligned = "disposable_income,2024,growth,与经济增长同步,aligned,,,PERCENT,2024-01-10"
    history = [
        f"{code},A,{year},growth,{5 + (year % 3)},PERCENT,real,A,{year + 1}-02-01,"
        for code in ("gdp", "disposable_income")
        for year in range(2012, 2024)
    ]
    ledger = recorded([aligned], history)
    came = [*history, "disposable_income,A,2024,growth,5.5,PERCENT,real,P,2025-01-20,"]
    assert score(ledger, district([aligned], came)).table.empty


def test_the_event_is_the_recorded_one_whatever_the_data_say_of_the_target_now(recorded, district):
    ledger = recorded([GDP])
    mended = GDP.replace("增长6%,exact,6", "增长5.5%,exact,5.5")
    row = only(score(ledger, district([mended], [GDP_CAME])))
    assert row["event_text"].startswith("growth >= 6 PERCENT")
    assert not row["met"]


def test_forecasts_of_several_dates_are_all_scored_on_one_target(recorded, district):
    recorded([GDP], day="2024-01-16")
    ledger = recorded([GDP], day="2024-08-01")
    scores = score(ledger, district([GDP], [GDP_CAME]))
    assert scores.table["reference_date"].tolist() == ["2024-01-16", "2024-08-01"]
    assert set(scores.table["status"]) == {"counted"}
    summary = scores.summary.iloc[0]
    assert (summary["forecasts"], summary["targets"]) == (2, 1)


def test_an_outturn_announced_by_the_reference_date_is_no_forecast(recorded, district):
    recorded([GDP], day="2024-12-01")
    ledger = recorded([GDP], day="2025-01-20")
    scores = score(ledger, district([GDP], [GDP_CAME]))
    assert scores.table["status"].tolist() == ["counted", "known"]
    summary = scores.summary.iloc[0]
    assert (summary["forecasts"], summary["left_out"]) == (1, 1)
    assert summary["brier"] == scores.table["brier"].iloc[0]


def test_with_nothing_but_known_outturns_there_is_no_mean(recorded, district):
    scores = score(recorded([GDP], day="2025-02-01"), district([GDP], [GDP_CAME]))
    summary = scores.summary.iloc[0]
    assert (summary["forecasts"], summary["left_out"]) == (0, 1)
    assert np.isnan(summary["brier"])


def test_of_one_target_and_date_the_first_recorded_counts(recorded, district):
    recorded([GDP])
    ledger = recorded([GDP], ["gdp,A,2023,growth,6.1,PERCENT,real,P,2024-01-10,"])
    scores = score(ledger, district([GDP], [GDP_CAME]))
    assert scores.table["status"].tolist() == ["counted", "again"]
    assert scores.summary["forecasts"].iloc[0] == 1


def test_what_was_recorded_before_the_announcement_is_told(recorded, district):
    recorded([GDP], at=datetime(2024, 1, 17, tzinfo=UTC))
    ledger = recorded([GDP], day="2024-02-01", at=datetime(2025, 1, 20, tzinfo=UTC))
    scores = score(ledger, district([GDP], [GDP_CAME]))
    assert scores.table["ahead"].tolist() == [True, False]
    assert set(scores.table["status"]) == {"counted"}
    assert scores.summary["ahead"].iloc[0] == 1


def test_an_indicator_that_the_data_do_not_know_is_waited_for(recorded, package):
    tourists = "tourists,游客,Tourists,PERSON_10K,0,nominal,higher,consumption,文旅局,,,,,90"
    target = "tourists,2024,growth,增长6%,exact,6,,PERCENT,2024-01-10"
    history = [
        f"tourists,A,{year},growth,{5 + year % 3},PERCENT,nominal,A,{year + 1}-02-01,"
        for year in range(2008, 2023)
    ]
    scores = score(recorded([target], history, indicators=[tourists]), package)
    assert scores.forecasts == 1
    assert scores.table.empty


def test_a_broken_ledger_is_not_scored(recorded, package):
    ledger = recorded([GDP])
    path = ledger / "ledger.csv"
    path.write_text(path.read_text("utf-8").replace("met,0", "met,1"), "utf-8", newline="")
    with pytest.raises(BrokenLedger, match="value"):
        score(ledger, package)


def test_no_ledger_is_said_to_be_none(tmp_path, package):
    with pytest.raises(NotKnown, match="there is no ledger"):
        score(tmp_path / "nowhere", package)


def test_an_outturn_is_the_first_announced_one(recorded, district):
    revised = GDP_CAME.replace("5.7", "6.2").replace("2025-01-20", "2025-12-20")
    row = only(score(recorded([GDP]), district([GDP], [revised, GDP_CAME])))
    assert (row["outturn"], row["met"]) == (5.7, False)
    assert date.fromisoformat(row["outturn_as_of"]) == date(2025, 1, 20)


def test_quantile_score_of_even_quantiles_is_the_weighted_interval_score():
    levels, quantiles = [1 / 6, 1 / 2, 5 / 6], [-1.0, 0.3, 1.4]
    for outturn in (-3.0, 0.0, 0.3, 2.0):
        outside = max(quantiles[0] - outturn, 0) + max(outturn - quantiles[2], 0)
        interval = quantiles[2] - quantiles[0] + 6 * outside
        weighted = (abs(outturn - quantiles[1]) / 2 + interval / 6) / 1.5
        assert quantile_score(quantiles, levels, outturn) == pytest.approx(weighted)


def test_quantile_score_of_the_recorded_quantiles_is_near_the_crps():
    rng = np.random.default_rng(3)
    draws, outturns = rng.normal(size=5_000), rng.normal(size=2_000)
    quantiles = np.quantile(draws, QUANTILES)
    own = np.mean([quantile_score(quantiles, QUANTILES, x) for x in outturns])
    exact = crps(np.tile(draws[:, None], len(outturns)), outturns).mean()
    assert own == pytest.approx(exact, rel=0.04)


def test_quantile_score_comes_near_the_crps_with_many_quantiles():
    draws = np.random.default_rng(3).normal(size=20_000)
    levels = (np.arange(500) + 0.5) / 500
    for outturn in (-1.0, 0.2, 3.0):
        approximate = quantile_score(np.quantile(draws, levels), levels, outturn)
        assert approximate == pytest.approx(float(crps(draws, outturn)), rel=0.005)
