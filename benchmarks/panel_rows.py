"""Rows of a data package from rows of a panel: what all panels have in common.

Dates are assumed by the rules of the data (`data/README.md`): a target is known on 31 January of
its year, an annual outturn on 28 February after it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets.schema import TABLES

REPOSITORY = Path(__file__).resolve().parents[1]
NATION, GDP = "CN", "gdp"
KEY = ["ref_area", "indicator", "time_period"]

Tables = dict[str, pd.DataFrame]


def read_panel(panels: Path, file: str, prefix: str) -> pd.DataFrame:
    """Read a panel; its area codes lose their prefix, its vintage is a comment."""
    frame = pd.read_csv(panels / file, dtype={"ref_area": str})
    frame = frame.rename(columns={"vintage": "comment"})
    code = frame["ref_area"].str.removeprefix(prefix)
    return frame.assign(ref_area=code, origin_id=file.partition(".")[0])


def packaged(table: str) -> pd.DataFrame:
    """Return a table of the packaged facts as text."""
    return pd.read_csv(REPOSITORY / "data" / f"{table}.csv", dtype=str, keep_default_na=False)


def growth_of(panel: pd.DataFrame) -> pd.DataFrame:
    """Growth in per cent between levels a year apart of one series, never into a break."""
    ordered = panel.sort_values(KEY)
    series = ordered.groupby(KEY[:2])
    rate = (ordered["obs_value"] / series["obs_value"].shift() - 1) * 100
    broken = ordered["obs_flag"].astype("string").str.startswith("break").fillna(value=False)
    usable = (series["time_period"].diff() == 1) & ~broken
    return ordered.assign(obs_value=rate, basis="derived")[usable]


def observations_of(outturns: pd.DataFrame, price_basis: str | pd.Series) -> pd.DataFrame:
    """Outturns of growth (columns ref_area, indicator, time_period, obs_value) as observations."""
    rows = outturns.assign(
        freq="A",
        transformation="growth",
        obs_value=outturns["obs_value"].round(4),
        unit_measure="PERCENT",
        price_basis=price_basis,
        obs_status="A",
        as_of=(outturns["time_period"] + 1).astype(str) + "-02-28",
        as_of_basis="assumed",
    )
    return rows if "comment" in rows else rows.assign(comment="")


def targets_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """Targets of GDP growth, their wording lost on the way."""
    return pairs.assign(
        indicator=GDP,
        transformation="growth",
        qualifier="unknown",
        lower=pairs["target_growth"].round(4),
        upper="",
        unit_measure="PERCENT",
        as_of=pairs["time_period"].astype(str) + "-01-31",
        as_of_basis="assumed",
    )


def no_targets() -> pd.DataFrame:
    """Return an empty table of targets."""
    return pd.DataFrame(columns=[column.name for column in TABLES["targets"].columns])


def origins_of(*panels: pd.DataFrame) -> pd.DataFrame:
    """One source for each panel."""
    names = pd.concat(panels)["origin_id"].unique()
    title = [f"Development panel {name} from a public repository" for name in names]
    blank = dict.fromkeys(("producer", "url", "date_published", "date_accessed"), "")
    return pd.DataFrame({"origin_id": names, "title": title, **blank, "grade": "secondary"})
