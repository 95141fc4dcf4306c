"""Made-up areas with targets and outturns: arrays for the engine, a data package for the shell.

Provinces, their prefectures and the counties in these; every area swings around the path of its
indicator, and its targets stand half a point above. Nothing in them is anybody's figure.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tianqiao_econ.assessment.panel import WORDINGS, Panel
from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES
from tianqiao_econ.framework import Level

CODES = (
    "gdp",
    "fiscal_revenue",
    "fixed_investment",
    "industrial_va",
    "retail_sales",
    "trade",
    "urban_income",
    "rural_income",
)
LEVELS = tuple(Level)
PROVINCES = 20
COUNTIES = 9
"""Counties in a prefecture."""

INDICATORS = Path(__file__).resolve().parents[1] / "data/indicators.csv"


def panel(areas: int, indicators: int, years: range) -> Panel:
    """Panel of so many areas below the nation; the last year has targets, but no outturn yet."""
    rng = np.random.default_rng(areas)
    codes = ("CN", *_codes(areas))
    number = {code: at for at, code in enumerate(codes)}
    described = _indicators(indicators)
    shape = (indicators, len(codes), len(years))
    path = 8 + rng.normal(0, 1, (indicators, 1, len(years))).cumsum(axis=2)
    usual = path + rng.normal(0, 1, (*shape[:2], 1))
    outturn = np.round(usual + rng.normal(0, 2, shape), 1)
    outturn[..., -1] = np.nan
    target = np.round(usual + 0.5, 1)
    target[:, 0] = np.nan  # the nation sets none
    return Panel(
        indicators=tuple(described["indicator"]),
        areas=codes,
        first_year=years[0],
        level=np.array([LEVELS.index(_level(code)) for code in codes], dtype=np.intp),
        parent=np.array([number.get(_parent(code), -1) for code in codes], dtype=np.intp),
        theme=tuple(described["theme"]),
        floor=np.ones(indicators, dtype=bool),
        target=target,
        wording=np.zeros((*shape, len(WORDINGS)), dtype=bool),
        paired=outturn,
        outturn=outturn,
        plain=np.ones((indicators, len(years)), dtype=bool),
    )


def package(made: Panel, folder: Path) -> Path:
    """Write a panel as a data package that takes nothing from the packaged facts."""
    bases = _indicators(len(made.indicators)).set_index("indicator")["price_basis"]
    observations = _long(made, made.outturn, "obs_value")
    years = observations["time_period"]
    targets = _long(made, made.target, "lower")
    tables = {
        "areas": pd.DataFrame(
            {
                "ref_area": made.areas,
                "name_zh": made.areas,
                "name_en": "",
                "level": [_level(code) for code in made.areas],
                "parent": [_parent(code) for code in made.areas],
            }
        ),
        "indicators": _indicators(len(made.indicators)),
        "observations": observations.assign(
            freq="A",
            price_basis=observations["indicator"].map(bases),
            obs_status="A",
            as_of=(years + 1).astype(str) + "-02-28",
        ),
        "targets": targets.assign(
            qualifier="exact", upper="", as_of=targets["time_period"].astype(str) + "-01-31"
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.to_csv(folder / TABLES[name].file, index=False, lineterminator="\n")
    (folder / DESCRIPTOR).write_text('{"name": "made-up", "complete": true}\n', "utf-8")
    return folder


def _long(made: Panel, values: NDArray[np.float64], column: str) -> pd.DataFrame:
    """One row a known value, growth in per cent."""
    k, a, t = np.nonzero(~np.isnan(values))
    return pd.DataFrame(
        {
            "ref_area": np.array(made.areas)[a],
            "indicator": np.array(made.indicators)[k],
            "time_period": made.first_year + t,
            "transformation": "growth",
            column: values[k, a, t],
            "unit_measure": "PERCENT",
        }
    )


def _indicators(count: int) -> pd.DataFrame:
    frame = pd.read_csv(INDICATORS, dtype=str, keep_default_na=False)
    return frame[frame["indicator"].isin(CODES[:count])].sort_values("indicator")


def _codes(count: int) -> list[str]:
    """Six-digit codes in order: provinces, then prefectures with their counties in turn."""
    below = -(-(count - PROVINCES) // PROVINCES)
    found = [f"{11 + p}0000" for p in range(PROVINCES)]
    for rank in range(below):
        prefecture, county = divmod(rank, COUNTIES + 1)
        found += [f"{11 + p}{1 + prefecture:02d}{county:02d}" for p in range(PROVINCES)]
    return sorted(found[:count])


def _level(code: str) -> str:
    if code == "CN":
        return Level.NATION
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def _parent(code: str) -> str:
    if code == "CN":
        return ""
    if code.endswith("0000"):
        return "CN"
    return f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"
