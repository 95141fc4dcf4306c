"""The packaged facts, opened once; the outlook of 天桥 on the day of its report; own folders.

Made-up packages are dictionaries of frames (`made_up_panel`), to be changed at will and then
opened (`opened`): whole ones that take nothing from the packaged facts, or laid over them.
"""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment import assess
from tianqiao_econ.datasets import open_data
from tianqiao_econ.framework.locate import packaged_data

AREAS = "ref_area,name_zh,name_en,level,parent\n370102,历下区,Lixia District,county,370100\n"
TARGETS = (
    "ref_area,indicator,time_period,transformation,wording,qualifier,lower,upper,unit_measure,as_of"
)
OBSERVATIONS = (
    "ref_area,indicator,freq,time_period,transformation,obs_value,unit_measure,price_basis,"
    "obs_status,as_of,bound"
)


@pytest.fixture(scope="session")
def package():
    return open_data()


@pytest.fixture(scope="session")
def report_day(package):
    return package.as_of("2024-01-16")


@pytest.fixture(scope="session")
def outlook(report_day):
    return assess(report_day, area="370105", year=2024)


@pytest.fixture
def own_outlook(tmp_path):
    """Assess 历下区 2024 from a folder of targets and observations; lines without the area."""

    def build(rows, observations=(), /, **options):
        for name, head, lines in (
            ("targets", TARGETS, rows),
            ("observations", OBSERVATIONS, observations),
        ):
            if lines:
                body = "".join(f"370102,{line}\n" for line in lines)
                (tmp_path / f"{name}.csv").write_text(f"{head}\n{body}", "utf-8")
        (tmp_path / "areas.csv").write_text(AREAS, "utf-8")
        view = open_data(tmp_path).latest()
        return assess(view, area="370102", year=2024, **options)

    return build


def areas_of(codes):
    """Areas by their codes, each with its parent."""
    level = [
        "nation" if code == "CN" else "province" if code.endswith("0000") else "prefecture"
        for code in codes
    ]
    above = {"nation": "", "province": "CN"}
    parent = [above.get(x, f"{c[:2]}0000") for x, c in zip(level, codes, strict=True)]
    return pd.DataFrame(
        {"ref_area": codes, "name_zh": codes, "name_en": "", "level": level, "parent": parent}
    )


def targets_of(rows, **columns):
    """Growth targets from ref_area, indicator, year and number, announced at the end of January."""
    frame = pd.DataFrame(rows, columns=["ref_area", "indicator", "time_period", "lower"])
    day = frame["time_period"].astype(str) + "-01-31"
    plain = {"transformation": "growth", "wording": "", "qualifier": "exact", "upper": np.nan}
    return frame.assign(**(plain | {"unit_measure": "PERCENT", "as_of": day} | columns))


def outturns_of(rows, **columns):
    """Growth from ref_area, indicator, year and value, known at the end of the next February."""
    frame = pd.DataFrame(rows, columns=["ref_area", "indicator", "time_period", "obs_value"])
    real = frame["indicator"].isin(["gdp", "industrial_va"])
    plain = {
        "freq": "A",
        "transformation": "growth",
        "unit_measure": "PERCENT",
        "price_basis": np.where(real, "real", "nominal"),
        "obs_status": "A",
        "as_of": (frame["time_period"] + 1).astype(str) + "-02-28",
    }
    return frame.assign(**(plain | columns))


def together(*some):
    """Rows of several frames; the older pandas warns of empty ones and of empty columns."""
    filled = [frame.astype(object) for frame in some if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else some[0]


@pytest.fixture(scope="session")
def frames():
    """Builders of the tables of a made-up package."""
    return SimpleNamespace(
        areas=areas_of,
        targets=targets_of,
        outturns=outturns_of,
        together=together,
    )


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """Write the tables of a made-up package and open it."""

    def build(tables, *, complete=True):
        folder = tmp_path_factory.mktemp("made-up")
        if complete:
            (folder / "datapackage.json").write_text(json.dumps({"complete": True}), "utf-8")
            shutil.copy(packaged_data() / "indicators.csv", folder)
        for name, frame in tables.items():
            frame.to_csv(folder / f"{name}.csv", index=False)
        return open_data(folder)

    return build


@pytest.fixture(scope="session")
def made_up_panel():
    """Return GDP and revenue of prefectures, their provinces and the nation, with targets.

    Growth slows down, prefectures deviate for years, targets follow the last outturn upwards.
    """

    def build(prefectures=24, first=2004, last=2016, seed=0):
        rng = np.random.default_rng(seed)
        provinces = [11 + k for k in range(max(prefectures // 12, 1))]
        turns = (divmod(k, len(provinces)) for k in range(prefectures))
        places = sorted(f"{provinces[at]}{1 + turn:02d}00" for turn, at in turns)
        codes = ["CN", *(f"{province}0000" for province in provinces), *places]
        deviation = rng.normal(0, 1.5, len(codes)) * np.isin(codes, places)
        outturns, targets = [], []
        for indicator, size, usual in (("gdp", 1.0, 10.0), ("fiscal_revenue", 2.5, 14.0)):
            before = np.full(len(codes), usual)
            for year in range(first, last + 1):
                path = usual - 0.3 * (year - first) + size * rng.normal(0, 0.7)
                now = path + size * (deviation + rng.normal(0, 0.8, len(codes)))
                goal = 0.5 * before + 0.5 * usual - 0.1 * (year - first)
                for code, outturn, number in zip(codes, now.round(1), goal.round(1), strict=True):
                    outturns.append((code, indicator, year, outturn))
                    targets += [(code, indicator, year, number)] * (year >= first + 4)
                before = now
        return {
            "areas": areas_of(codes),
            "targets": targets_of(targets),
            "observations": outturns_of(outturns),
        }

    return build


@pytest.fixture(scope="session")
def panel_package(made_up_panel, opened):
    return opened(made_up_panel())


@pytest.fixture(scope="session")
def planted():
    """Add absurd rows known only after March 2016: outturns, revisions, targets, an event."""

    def build(tables):
        old, targets = tables["observations"], tables["targets"]
        years, goals = old["time_period"], targets[targets["time_period"] == 2016]
        event = {"code": "tax_refund", "indicator": "gdp", "time_period": [2015]}
        observations = [
            old[years < 2016].assign(vintage="first"),
            old[years < 2015].assign(obs_value=88.0, as_of="2016-06-30", vintage="revised"),
            old[years == 2015].assign(obs_value=-60.0, as_of="2016-06-30"),
            old[years == 2016].assign(obs_value=77.0),
        ]
        following = goals.assign(time_period=2017, lower=55.0, as_of="2017-01-31")
        return tables | {
            "observations": pd.concat(observations, ignore_index=True),
            "targets": pd.concat(
                [targets, goals.assign(lower=66.0, as_of="2016-12-30"), following]
            ),
            "base_effects": pd.DataFrame(event).assign(as_of="2016-06-30"),
        }

    return build
