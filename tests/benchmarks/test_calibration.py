"""The proof on made-up panels: what is compared with what, and what stays shut."""

from __future__ import annotations

import gzip
from dataclasses import replace

import calibration_goals as goals
import calibration_inputs as inputs
import calibration_scores as scores
import calibration_studies as studies
import numpy as np
import pandas as pd
import pytest
from calibration_figures import draw
from calibration_losses import panel_losses
from calibration_tables import span
from calibration_text import Measured, document
from scipy.special import ndtr

from tianqiao_econ.assessment.priors import COLUMNS, START, to_values
from tianqiao_econ.forecasting import YearInterval

PROVINCES = [f"CN-{code}0000" for code in (*range(11, 16), *range(21, 24), *range(31, 38))]
CITIES = [f"{code[:5]}{n:02d}00" for code in PROVINCES[:4] for n in range(1, 7)]
PAIRS = {
    "cn_city_gdp_target_actual_2008_2016.csv": (CITIES, [*range(2008, 2013), 2014, 2015, 2016]),
    "cn_prov_gdp_target_actual_2000_2017.csv": (PROVINCES, [*range(2000, 2018)]),
}
GROWTH = "cn_city_gdp_growth_2000_2016.csv.gz"
HEAD = "ref_area,area_name,time_period,target_growth,actual_growth_real"


def write_panels(folder, held_back=0.0):
    """Provinces and cities; ``held_back`` is added to every figure of the years held back."""
    rng = np.random.default_rng(4)
    folder.mkdir()
    for name, (codes, years) in PAIRS.items():
        opened = 2014 if "prov" in name else 2012
        lines = [HEAD]
        for code in codes:
            for year in years:
                target, gap = 10 + rng.normal(0, 1), rng.normal(0, 1.5)
                more = held_back * (year > opened)
                lines.append(f"{code},{code},{year},{target + more:.1f},{target + gap + more:.1f}")
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    lines = ["ref_area,area_name,time_period,obs_value"]
    for code in CITIES:
        for year in range(2000, 2017):
            more = held_back * (year > 2012)
            lines.append(f"{code},{code},{year},{10 + rng.normal(0, 1.5) + more:.1f}")
    (folder / GROWTH).write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


@pytest.fixture(scope="module", autouse=True)
def _alone():
    """No rivals, and few draws."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "PYTHON", inputs.HERE / "no-such-python")
        patch.setattr(studies, "DRAWS", 400)
        yield


@pytest.fixture(scope="module")
def panels_of(tmp_path_factory):
    def build(development, **options):
        home = tmp_path_factory.mktemp("proof")
        folder = write_panels(home / "panels", **options)
        return studies.panel_studies(folder, home / "work", START, development=development)

    return build


@pytest.fixture(scope="module")
def shut(panels_of):
    return panels_of(development=True)


@pytest.fixture(scope="module")
def opened(panels_of):
    return panels_of(development=False)


def test_while_it_is_shut_no_held_out_year_is_scored(shut):
    for name, study in shut.items():
        held = set(studies.HELD_OUT[name])
        assert held.isdisjoint(study.rows["year"])
        assert held.isdisjoint(study.past.table["year"])
        assert study.parts[studies.HELD] == ()


def test_while_it_is_shut_held_out_figures_change_nothing(shut, panels_of):
    for name, study in panels_of(development=True, held_back=7.0).items():
        pd.testing.assert_frame_equal(study.rows, shut[name].rows)


def test_once_it_is_open_the_earlier_origins_are_as_they_were(shut, opened):
    key = ["model", *scores.KEY]
    for name, study in opened.items():
        years = study.parts[studies.DEVELOPMENT]
        assert set(study.past.years) == {*studies.EARLIER[name], *years, *studies.HELD_OUT[name]}
        same = [year for year in years if year < 2014]  # in 2014 the cities' 2013 is known as well
        before, now = (
            one.of(same).rows.sort_values(key, ignore_index=True) for one in (shut[name], study)
        )
        pd.testing.assert_frame_equal(now, before)


def test_the_facts_lose_what_the_panels_hold_back(tmp_path):
    whole = inputs.facts_package(tmp_path, development=False)
    cut = inputs.facts_package(tmp_path, development=True)
    levels = whole.areas.set_index("ref_area")["level"]
    for table in ("targets", "observations"):
        rows, kept = (getattr(one, table) for one in (whole, cut))
        level, year = rows["ref_area"].map(levels), rows["time_period"].str[:4].astype(int)
        held = (level == "province") & year.between(2015, 2017)
        held |= (level == "prefecture") & year.between(2013, 2016)
        assert 0 < (held & (rows["indicator"] == "gdp")).sum() == len(rows) - len(kept)


def facts(targets, outturns):
    n = len(targets)
    frame = pd.DataFrame({"target": targets, "outturn": outturns, "level": "province"})
    frame = frame.assign(ref_area=[str(number) for number in range(n)], year=2010, indicator="gdp")
    return frame.assign(met=frame["outturn"] >= frame["target"] - 0.05)


def test_a_normal_forecast_is_scored_against_the_rounded_target():
    judged = facts([8.0, 8.0], [8.0, 12.0])
    said = judged[["ref_area", "year"]].assign(model="one", mean=8.0, sd=2.0)
    rows = scores.normal_rows(judged, said)
    chance = ndtr(0.05 / 2)
    assert rows["probability"].tolist() == pytest.approx([chance, chance])
    assert rows["brier"].tolist() == pytest.approx([(1 - chance) ** 2] * 2)
    assert rows["covered_80"].tolist() == [1.0, 0.0]


def test_targets_of_which_nothing_is_said_have_no_row():
    judged = facts([8.0, 8.0], [8.0, 9.0])
    said = judged[["ref_area", "year"]].assign(model="one", mean=[8.0, np.nan], sd=1.0)
    assert len(scores.normal_rows(judged, said)) == 1


def scored(model, values, years=(2010, 2010, 2011)):
    areas = [str(number) for number in range(len(values))]
    frame = pd.DataFrame({"ref_area": areas, "year": years[: len(values)], "crps": values})
    return frame.assign(model=model, indicator="gdp", brier=frame["crps"], covered_80=1.0)


def test_every_year_counts_the_same():
    found = goals.means(scored("pool", [1.0, 3.0, 6.0]))
    assert found["crps"].tolist() == [4.0]
    assert found[["n", "years"]].to_numpy().tolist() == [[3, 2]]


def test_a_ratio_is_taken_on_the_rows_that_both_speak_of():
    rows = pd.concat([scored("pool", [1.0, 3.0, 100.0]), scored("other", [2.0, 6.0])])
    pairs = goals.against(rows, "other", "crps")
    found = goals.ratio(pairs)
    assert (found.estimate, found.n_years) == (0.5, 1)
    assert "one year" in goals.interval_text(found)
    assert len(goals.common(rows, ["pool", "other"], "crps")) == 4


def test_the_best_rival_is_the_one_that_was_best_afterwards():
    rows = pd.concat([scored("Theta", [1.0] * 3), scored("AutoETS", [0.5] * 3)])
    assert goals.best(rows, goals.RIVALS, "crps") == "AutoETS"
    assert goals.best(rows, ("nobody",), "crps") is None


def findings(study, rows):
    return [one.reached for one in goals.findings(rows, study.past)]


def test_goals_are_reached_or_not_by_what_was_measured(opened):
    study = opened["provinces"]
    pool = study.rows[study.rows["model"] == goals.POOL]

    def beside(model, factor):
        return pool.assign(model=model, crps=pool["crps"] * factor, brier=pool["brier"] * factor)

    for factor, reached in ((2.0, True), (1.05, False)):
        others = [
            beside(model, factor) for model in ("Theta", scores.LAST_VALUE, scores.LEVEL_RATE)
        ]
        found = findings(study, pd.concat([pool, *others]))
        assert found[:3] == [reached] * 3
        assert found[3]  # better in every year, however little
    last = pool.assign(model=scores.LAST_VALUE)
    assert findings(study, pd.concat([pool, last]))[0] is None  # no rival was asked


def test_a_forecaster_who_says_the_opposite_is_unreliable(opened):
    study = opened["provinces"]
    table = study.past.table
    wrong = study.past.where(table["model"] == goals.POOL, "none")
    wrong.table["met"] = wrong.table["probability"] < 0.5
    assert not goals.findings(study.rows, wrong)[-1].reached
    assert goals.shared_error(study.past) < 0.5  # the made-up years share nothing


@pytest.fixture(scope="module")
def measured_of(tmp_path_factory):
    told = YearInterval(0.9, 0.8, 1.0, 4)
    line = {"panel": "eu_regions", "indicator": "gva", "level": "county", "n": 9, "years": 4}
    scored = {"crps": 1.0, "rival": "", "ratio": None, "last_ratio": told, "covered": told}
    figures = to_values(START) | {("stretch", "gdp"): -0.6}
    priors = pd.DataFrame([(*key, value, 3) for key, value in figures.items()])
    work = tmp_path_factory.mktemp("facts")
    shared = {
        "facts": studies.facts_study(work, START, development=True),
        "growth": pd.DataFrame([line | scored]),
        "priors": priors.set_axis(list(COLUMNS[1:5]), axis=1),
        "rivals": False,
        "commit": "{commit}",
    }
    return lambda panels, opened: Measured(
        panels=panels, both=studies.together(panels), opened=opened, **shared
    )


@pytest.mark.parametrize("is_open", [False, True])
def test_the_document_is_whole_and_its_pictures_are_there(
    shut, opened, measured_of, is_open, tmp_path
):
    panels = opened if is_open else shut
    measured = measured_of(panels, is_open)
    pictures = draw({**panels, "facts": measured.facts}, tmp_path / "images")
    text = document(measured, pictures)
    assert "{commit}" in text
    assert "statsforecast was not asked" in text
    assert ("Development part only" in text) == ("not opened" in text) == (not is_open)
    assert ("| 2016 held out |" in text) == is_open
    assert "nan" not in text
    assert all((tmp_path / "images" / name).stat().st_size > 1000 for name in pictures)
    filled = [line for line in text.splitlines() if line and line[0] not in "|*!#"]
    assert max(map(len, filled)) <= 100


def test_every_model_that_beats_the_pool_anywhere_is_listed_with_its_years(opened):
    study = opened["provinces"]
    found = panel_losses(study)
    told = {(line["model"], line["score"]): line for line in found}
    for model in set(study.rows["model"]) - {goals.POOL}:
        for score, called in (("crps", "CRPS"), ("brier", "Brier")):
            pairs = goals.against(study.rows, model, score)
            yearly = pairs.groupby("year")[["own", "other"]].mean()
            lost = yearly.index[yearly["own"] > yearly["other"]].tolist()
            if lost:
                line = told[model, called]
                assert line["years lost"] == f"{span(lost)} ({len(lost)} of {len(yearly)})"
                part = goals.ratio(pairs).estimate
                assert line[studies.ALL] == (f"**{part:.3f}**" if part > 1 else f"{part:.3f}")
    assert any(model in {"anchored", "trend", "parent"} for model, _ in told)


def test_a_model_that_is_never_ahead_is_not_listed(opened):
    study = opened["provinces"]
    pool = study.rows[study.rows["model"] == goals.POOL]
    worse = pool.assign(model="worse", crps=pool["crps"] * 2, brier=pool["brier"] + 1)
    better = pool.assign(model="better", crps=pool["crps"] / 2, brier=np.nan)
    found = panel_losses(replace(study, rows=pd.concat([pool, worse, better])))
    assert [(line["model"], line["score"], line[studies.ALL]) for line in found] == [
        ("better", "CRPS", "**2.000**")
    ]


def test_one_year_tells_counts_said_and_met_beside_its_reliability(opened):
    one = opened["cities"].of([2014]).findings()[-1]
    assert "said" in one.measured
    assert "one year" in one.measured
    assert "one year" not in opened["provinces"].findings()[-1].measured


def test_years_are_told_as_spans():
    assert span((2012, 2014, 2015, 2016)) == "2012, 2014 to 2016"
