"""Odd data packages: each gets a sensible, finite answer or an empty one with its reason."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess

YEAR, DAY = 2016, "2016-03-31"
PLACE = "110100"
FEW = {"n_draws": 4000}


def sound(outlook):
    """Hold an outlook to the rule of this file; return its table by column of the outlook."""
    table = outlook.table.assign(column=outlook.columns).set_index("column")
    for column, row in table.iterrows():
        told = row[["probability", "p10", "median", "p90"]].astype(float)
        if row["model"]:
            assert np.isfinite(told).all()
            assert 0 <= told["probability"] <= 1
            assert told["p10"] <= told["median"] <= told["p90"]
            assert np.isfinite(outlook.draws[column]).all()
        else:
            assert told.isna().all()
            assert row["note"]
            assert column not in outlook.draws
    return table


@pytest.fixture(params=[True, False], ids=["complete", "laid over the packaged facts"])
def assessed(request, opened):
    """Assess areas of a made-up package; one table."""

    def build(tables, areas=(PLACE,), day=DAY):
        view = opened(tables, complete=request.param).as_of(day)
        outlooks = [assess(view, area=area, year=YEAR, **FEW) for area in areas]
        return pd.concat([sound(outlook) for outlook in outlooks])

    build.complete = request.param
    return build


def test_nothing_but_targets(assessed, made_up_panel, frames):
    bare = made_up_panel() | {"observations": frames.outturns([])}
    table = assessed(bare, ("CN", "110000", PLACE))
    assert (table["model"] == "pool").all()
    assert table["probability"].between(0.2, 0.8).all()
    alone = table["note"].str.contains("no pair in these data, so its usual gap is that of priors")
    assert (alone == assessed.complete).all()  # else the packaged record tells how they are met


def test_an_indicator_that_no_prior_knows_gets_the_reason_instead(assessed, made_up_panel, frames):
    bare = made_up_panel() | {"observations": frames.outturns([])}
    bare["targets"] = bare["targets"].query("indicator == 'gdp'").assign(indicator="population")
    table = assessed(bare, ("CN", PLACE))
    assert (table["model"] == "").all()
    assert table["note"].str.startswith("no record of targets and only").all()


def test_one_area_with_two_observations(assessed, frames):
    tables = {
        "areas": frames.areas([PLACE]).assign(parent=""),
        "targets": frames.targets([(PLACE, "gdp", year, 8.0) for year in (2014, 2015, YEAR)]),
        "observations": frames.outturns([(PLACE, "gdp", 2014, 8.4), (PLACE, "gdp", 2015, 7.7)]),
    }
    (row,) = assessed(tables).to_dict("records")
    assert row["last_outturn"] == 7.7
    assert 0.05 < row["probability"] < 0.95
    assert 5 < row["median"] < 10


def test_two_pairs_near_the_target_take_little_off_the_interval(opened, frames):
    """A single small gap is the commonest case, and no proof of a small spread."""
    widths = []
    for outturns in ((), (7.2,), (7.2, 6.9)):
        years = (2014, 2015)[: len(outturns)]
        rows = [(PLACE, "gdp", y, v) for y, v in zip(years, outturns, strict=True)]
        tables = {
            "areas": frames.areas([PLACE]).assign(parent=""),
            "targets": frames.targets([(PLACE, "gdp", year, 7.0) for year in (2014, 2015, YEAR)]),
            "observations": frames.outturns(rows),
        }
        view = opened(tables, complete=True).as_of(DAY)
        (row,) = assess(view, area=PLACE, year=YEAR, **FEW).table.to_dict("records")
        widths.append(row["p90"] - row["p10"])
    assert widths[0] >= widths[1] * 0.98
    assert widths[2] > 0.6 * widths[0]


def test_a_target_of_an_area_without_outturns_is_held_against_its_parent_s(opened, made_up_panel):
    """The chance is not blind to the number where anything above is known."""
    tables = made_up_panel()
    silent = tables["observations"].query("ref_area != @PLACE")
    chances = []
    for number in (4.0, 8.0, 16.0):
        targets = tables["targets"]
        mine = (targets["ref_area"] == PLACE) & (targets["time_period"].astype(int) == YEAR)
        changed = targets.assign(lower=targets["lower"].where(~mine, number))
        view = opened(tables | {"observations": silent, "targets": changed}).as_of(DAY)
        table = assess(view, area=PLACE, year=YEAR, **FEW).table
        chances.append(float(table.query("indicator == 'gdp'")["probability"].iloc[0]))
        assert not table["note"].str.contains("hardly depends").any()
    assert chances[0] > chances[1] > chances[2]


def test_three_hundred_areas(assessed, made_up_panel):
    """With one indicator, three of the areas looked at."""
    tables = made_up_panel(prefectures=300, first=2010)
    gdp = {name: tables[name].query("indicator == 'gdp'") for name in ("targets", "observations")}
    table = assessed(tables | gdp, ("CN", "110000", PLACE))
    assert (table["model"] == "pool").all()
    assert table["n_pool"].min() >= 326 * 2


def test_a_gap_of_years(assessed, made_up_panel):
    tables = made_up_panel(first=2000)
    kept = {
        name: tables[name][~tables[name]["time_period"].between(2006, 2013)]
        for name in ("targets", "observations")
    }
    table = assessed(tables | kept, ("CN", "110000", PLACE))
    assert (table["model"] == "pool").all()
    assert table["probability"].between(0.02, 0.98).all()


def test_outturns_that_equal_the_target_in_every_year(assessed, made_up_panel):
    tables = made_up_panel()
    key = ["ref_area", "indicator", "time_period"]
    numbers = tables["observations"].set_index(key)["obs_value"].rename("lower").reset_index()
    equal = tables | {"targets": tables["targets"].drop(columns="lower").merge(numbers, on=key)}
    usual, kept = (assessed(some, ("CN", "110000", PLACE)) for some in (tables, equal))
    assert (kept["model"] == "pool").all()
    # eight years of them, against the usual three in a hundred of priors
    assert kept["probability"].between(0.6, 0.97).all()
    widths = [(some["p90"] - some["p10"]).mean() for some in (usual, kept)]
    assert widths[1] < widths[0]


def test_growth_that_is_always_zero(assessed, made_up_panel):
    tables = made_up_panel()
    flat = tables | {
        "targets": tables["targets"].assign(lower=0.0),
        "observations": tables["observations"].assign(obs_value=0.0),
    }
    table = assessed(flat, ("CN", "110000", PLACE))
    assert (table["model"] == "pool").all()
    # over the packaged facts a province leans a little on those that grow
    assert table["median"].abs().max() < (0.5 if assessed.complete else 3.0)
    assert table["probability"].between(0.3, 0.9).all()
    assert (table["last_outturn"] == 0).all()


def test_an_area_that_never_published_and_has_no_parent(assessed, made_up_panel):
    tables = made_up_panel()
    lone = tables["areas"]["ref_area"] == PLACE
    tables["areas"] = tables["areas"].assign(parent=tables["areas"]["parent"].mask(lone, ""))
    tables["observations"] = tables["observations"].query("ref_area != @PLACE")
    table = assessed(tables)
    assert (table["model"] == "pool").all()
    assert (table["n_own"] == 0).all()


def test_a_year_with_a_level_target_before_any_growth_is_known(assessed, frames):
    """What came out on the growth of later years says nothing of an earlier one."""
    later = [(PLACE, "retail_sales", year, 90.0) for year in range(2017, 2025)]
    level = {"transformation": "level", "unit_measure": "CNY_100M"}
    tables = {
        "areas": frames.areas(["CN", "110000", PLACE]),
        "targets": frames.together(
            frames.targets([(PLACE, "retail_sales", YEAR, 1000.0)], **level),
            frames.targets([(PLACE, "retail_sales", year, 1.0) for year in range(2017, 2025)]),
        ),
        "observations": frames.outturns(later),
    }
    (row,) = assessed(tables, day="2025-12-31").to_dict("records")
    assert row["probability"] != row["probability"]
    assert "no published level" in row["note"]


WORDINGS = {
    "8.5%以上": {"qualifier": "at_least", "lower": 8.5},
    "8.5%左右": {"qualifier": "about", "lower": 8.5},
    "8%-9%": {"qualifier": "range", "lower": 8.0, "upper": 9.0},
    "增长8.5%": {"qualifier": "exact", "lower": 8.5},
    "": {"qualifier": "unknown", "lower": 8.5},
    "负增长控制在3%以内": {"qualifier": "exact", "lower": -3.0, "wording": ""},
    "不增不减": {"qualifier": "exact", "lower": 0.0, "wording": ""},
    "翻两番": {"qualifier": "exact", "lower": 300.0, "wording": ""},
    "千倍": {"qualifier": "exact", "lower": 1000.0, "wording": ""},
    "几近归零": {"qualifier": "exact", "lower": -99.0, "wording": ""},
    "8.5%以内": {"qualifier": "at_most", "upper": 8.5},
    "保持正增长": {"qualifier": "qualitative", "lower": 0.0},
    "下降": {"qualifier": "qualitative", "upper": 0.0},
    "高于全市": {"qualifier": "relative", "reference_area": "110000"},
}


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_wording_gets_an_answer_or_a_reason(assessed, made_up_panel, wording):
    said = {"wording": wording, "upper": np.nan, "lower": np.nan} | WORDINGS[wording]
    tables = made_up_panel()
    mine = tables["targets"].eval(f"ref_area == '{PLACE}' and time_period == {YEAR}")
    changed = tables["targets"][mine].assign(**said)
    tables["targets"] = pd.concat([tables["targets"][~mine], changed], ignore_index=True)
    table = assessed(tables).set_index("indicator")
    chance, model = table.loc["gdp", "probability"], table.loc["gdp", "model"]
    if said["qualifier"] == "at_most":
        assert "no record of such targets" in table.loc["gdp", "note"]
    elif said["qualifier"] == "relative":
        assert model == "difference"
    elif said["qualifier"] == "qualitative":
        assert model == "trend"
        assert chance > 0.8 if said["lower"] == 0 else chance < 0.2
    else:
        assert model == "pool"
        far = {300.0: 0, 1000.0: 0, -99.0: 1, -3.0: 1}.get(said["lower"])
        assert 0.01 < chance < 0.98 if far is None else chance == pytest.approx(far, abs=0.02)


def test_income_in_step_with_the_economy_without_a_record_says_why(assessed, made_up_panel, frames):
    tables = made_up_panel()
    aligned = frames.targets([(PLACE, "disposable_income", YEAR, None)], qualifier="aligned")
    tables["targets"] = frames.together(tables["targets"], aligned)
    row = assessed(tables).set_index("indicator").loc["disposable_income"]
    assert bool(row["model"]) != bool(row["note"].startswith("only "))


def test_a_ceiling_of_prices_has_a_record_of_ceilings(assessed, frames):
    years = range(2006, YEAR)
    tables = {
        "areas": frames.areas(["CN", "110000"]),
        "targets": frames.targets(
            [("CN", "cpi", year, None) for year in [*years, YEAR]], qualifier="at_most", upper=3.5
        ),
        "observations": frames.outturns([("CN", "cpi", t, 2.0 + 0.3 * (t % 4)) for t in years]),
    }
    (row,) = assessed(tables, ("CN",)).to_dict("records")
    assert row["model"] == "pool"
    assert row["probability"] > 0.6
    assert row["event_upper"] == 3.5


@pytest.fixture(scope="module")
def view(panel_package):
    return panel_package.as_of(DAY)


def test_the_chance_falls_with_the_number_that_has_to_be_reached(view):
    numbers = [-90.0, -5.0, 0.0, 3.0, 5.0, 6.0, 7.0, 8.0, 10.0, 20.0, 500.0, 1e6]
    chances = [
        assess(view, area=PLACE, year=YEAR, targets={"gdp": number}, **FEW).probability("gdp")
        for number in numbers
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.99
    assert chances[-3] < 0.01
    assert chances[4] > chances[8] + 0.5


def announced(tables, number):
    """Return the tables with another number as the announced target of GDP in one place."""
    targets = tables["targets"]
    mine = (targets["ref_area"] == PLACE) & (targets["time_period"] == YEAR)
    mine &= targets["indicator"] == "gdp"
    return tables | {"targets": targets.assign(lower=targets["lower"].mask(mine, number))}


def test_the_chance_falls_with_the_number_that_is_announced(made_up_panel, opened):
    """Not what if: the anchored member moves with the target, but not out of all bounds."""
    numbers = [-99.0, -40.0, 0.0, 4.0, 6.0, 8.0, 12.0, 40.0, 1000.0]
    views = [opened(announced(made_up_panel(), number)).as_of(DAY) for number in numbers]
    rows = [sound(assess(view, area=PLACE, year=YEAR, **FEW)).loc["gdp"] for view in views]
    chances = [row["probability"] for row in rows]
    assert chances == sorted(chances, reverse=True)
    assert chances[1] > 0.99
    assert chances[-2] < 0.01
    assert rows[-1]["p90"] < 25
    assert rows[0]["p10"] > -10


def test_an_absurd_target_of_one_place_hardly_moves_the_others(made_up_panel, opened):
    tables = made_up_panel()
    usual, absurd = (
        assess(opened(some).as_of(DAY), area="110200", year=YEAR).table.set_index("indicator")
        for some in (tables, announced(tables, 900.0))
    )
    assert absurd.loc["gdp", "median"] == pytest.approx(usual.loc["gdp", "median"], abs=0.4)


def test_the_shell_assesses_every_area_of_a_panel_of_targets_and_outturns(made_up_panel, opened):
    pytest.importorskip("click", reason="the shell is not installed on the lower floors alone")
    tables = made_up_panel(prefectures=12)
    growth = {
        name: tables[name].query("indicator == 'gdp'") for name in ("targets", "observations")
    }
    named = {name: frame.assign(origin_id="made-up") for name, frame in growth.items()}
    origin = {"origin_id": ["made-up"], "producer": "", "title": "Made-up figures", "url": ""}
    dates = {"date_published": "", "date_accessed": "", "grade": "secondary"}
    package = opened(tables | named | {"origins": pd.DataFrame(origin | dates)})
    verb = ["assess", "--area", "all", "--year", str(YEAR), "--as-of", DAY, "--format", "csv"]
    run = subprocess.run(
        [
            sys.executable,
            "-W",
            "always",
            "-m",
            "tianqiao_econ.cli",
            *verb,
            "--data",
            package.folder,
        ],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert [row["ref_area"] for row in rows] == sorted(tables["areas"]["ref_area"])
    assert all(0 < float(row["probability"]) < 1 for row in rows)
    assert run.stderr == ""
