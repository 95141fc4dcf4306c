"""Development panels as data packages in the project's own format.

    python benchmarks/panels.py cities --panels ../shared/data/panels --out /tmp/cities [--to 2012]

The panels do not belong to the repository, and neither does what is made of them: without
`--out` a new temporary folder is used, and a folder inside the repository is refused. A package
takes nothing from the packaged facts (`"complete": true`) unless the nation's own GDP is asked
for (`--nation`). Dates are assumed by the rules of the data (`data/README.md`): a target is known
on 31 January of its year, an annual outturn on 28 February after it.

* `cities`: GDP targets and outturns 2008-2016 without 2013, and growth 2000-2016; where both
  publish a year, the outturn of the targets' file stands. 2013 is in neither.
* `provinces`: GDP targets and outturns 2000-2017 of 27 provinces. The outturns are later
  revisions and the only ones there are: they stand as first announcements and say so.
* `china`: both, with the nation: the parents of cities are provinces, and theirs is the nation.
* `provinces_multi`: growth in other indicators 2001-2019, computed from levels of one vintage and
  never into a break. No industrial value added: its levels are in current prices, its targets not.
* `us_counties`, `us_states`, `eu_regions`: growth without targets. Their areas have codes by rank:
  900001 is the first of the panel's own codes in order, which stands in name_zh.

`--development` leaves out the years that are held back for the proof (`calibration.py`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from panel_rows import (
    GDP,
    KEY,
    NATION,
    REPOSITORY,
    Tables,
    growth_of,
    no_targets,
    observations_of,
    origins_of,
    packaged,
    read_panel,
    targets_of,
)
from panels_abroad import eu_regions, us_counties, us_states

from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES

PANELS = REPOSITORY.parent / "shared/data/panels"
JOINED = {"china": ("provinces", "cities")}
"""Packages of several panels; where two tell of the same, the first one stands."""
DEVELOPMENT = {"cities": 2012, "provinces": 2014, "provinces_multi": 2014}
"""Last year of a panel that may be looked at before the proof; the other panels hold none back."""
REVISED = "post-census revision, the only outturn there is; stands as a first announcement"

MULTI = {
    "cpi_prev100": "cpi",
    "disposable_income_pc_all": "disposable_income",
    "disposable_income_pc_rural": "rural_income",
    "disposable_income_pc_urban": "urban_income",
    "disposable_income_pc_urban_old_basis": "urban_income",
    "fiscal_revenue_general_budget": "fiscal_revenue",
    "fixed_asset_investment": "fixed_investment",
    "net_income_pc_rural_old_basis": "rural_income",
    "retail_sales": "retail_sales",
    "trade_total": "trade_usd",
}
"""Series of the provinces' panel by the indicator that they tell of."""


def main() -> None:
    """Build one package and print its folder and size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=sorted([*BUILDERS, *JOINED]))
    parser.add_argument("--panels", type=Path, default=PANELS, help="folder of the panels")
    parser.add_argument("--out", type=Path, help="folder of the package; else a temporary one")
    parser.add_argument("--to", type=int, help="leave out targets and outturns of later years")
    parser.add_argument("--nation", action="store_true", help="add the nation's GDP as packaged")
    parser.add_argument("--development", action="store_true", help="leave out years held back")
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp(prefix=f"{options.name}-"))
    folder = build(
        options.name,
        options.panels,
        out,
        to=options.to,
        nation=options.nation,
        development=options.development,
    )
    for table in ("areas", "targets", "observations"):
        rows = (folder / TABLES[table].file).read_text("utf-8").count("\n") - 1
        print(f"{rows:8,} {table}")
    print(folder)


def build(
    name: str,
    panels: Path,
    out: Path,
    *,
    to: int | None = None,
    nation: bool = False,
    development: bool = False,
) -> Path:
    """Write one panel, or some joined, as a data package.

    Parameters
    ----------
    name
        A key of `BUILDERS` or `JOINED`.
    panels
        Folder of the panels.
    out
        Folder of the package, made if need be, outside the repository.
    to
        Last year whose targets and outturns are written; all where not given.
    nation
        Whether the nation's own targets and outturns of GDP are added from the packaged facts;
        joined panels have them anyway.
    development
        Whether the years of `DEVELOPMENT` are the last ones.

    Returns
    -------
    Path
        The folder.
    """
    if out.resolve().is_relative_to(REPOSITORY):
        raise SystemExit(f"{out} is inside the repository: name a folder outside of it")
    if not panels.is_dir():
        raise SystemExit(f"there is no folder of panels at {panels}: name it with --panels")
    parts = JOINED.get(name, (name,))
    lasts = [DEVELOPMENT.get(part) if development else None for part in parts]
    tables = [_until(BUILDERS[part](panels), last) for part, last in zip(parts, lasts, strict=True)]
    if nation or name in JOINED:
        if not {"cities", "provinces"}.issuperset(parts):
            raise SystemExit(f"{name} has no GDP of Chinese areas to put the nation's above")
        newest = max(filter(None, lasts), default=None)
        tables.append(_until(_nation(), newest))
    _write(name, _until(_joined(tables), to), out)
    return out


def _until(tables: Tables, last: int | None) -> Tables:
    """Leave out targets and outturns of later years."""
    if last is None:
        return tables
    dated = {name: tables[name] for name in ("targets", "observations")}
    return tables | {
        name: rows[rows["time_period"].astype(int) <= last] for name, rows in dated.items()
    }


def _joined(panels: list[Tables]) -> Tables:
    """Tables of some panels in one; where two tell of the same, the first one's rows stand."""
    joined = {}
    for name in panels[0]:
        told = [tables[name].assign(_panel=n) for n, tables in enumerate(panels) if name in tables]
        rows = pd.concat(told, ignore_index=True)
        key = [column for column in KEY if column in rows] or ["origin_id"]
        first = rows.groupby([rows[column].astype(str) for column in key])["_panel"].transform(
            "min"
        )
        joined[name] = rows[rows["_panel"] == first].drop(columns="_panel")
    used = pd.concat([joined["targets"]["origin_id"], joined["observations"]["origin_id"]])
    joined["origins"] = joined["origins"][joined["origins"]["origin_id"].isin(used)]
    return joined


def _write(name: str, tables: Tables, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for table, frame in tables.items():
        columns = [column.name for column in TABLES[table].columns if column.name in frame]
        ordered = frame.sort_values(list(TABLES[table].key[:3]), key=_text)[columns]
        ordered.to_csv(out / TABLES[table].file, index=False, lineterminator="\n")
    declared = {"name": name.replace("_", "-"), "complete": True}
    (out / DESCRIPTOR).write_text(json.dumps(declared) + "\n", "utf-8")


def cities(panels: Path) -> Tables:
    """Cities: targets and outturns, with earlier growth."""
    pairs = read_panel(panels, "cn_city_gdp_target_actual_2008_2016.csv", "CN-")
    growth = read_panel(panels, "cn_city_gdp_growth_2000_2016.csv.gz", "CN-")
    judged = pairs.rename(columns={"actual_growth_real": "obs_value"})
    outturns = pd.concat([judged, growth]).drop_duplicates(["ref_area", "time_period"])
    names = pairs.drop_duplicates("ref_area").set_index("ref_area")["area_name"]
    english = growth.drop_duplicates("ref_area").set_index("ref_area")["area_name"]
    return {
        "areas": _chinese_areas(outturns["ref_area"], names, english),
        "indicators": packaged("indicators").query("indicator == @GDP"),
        "observations": observations_of(outturns.assign(indicator=GDP), "real"),
        "targets": targets_of(pairs),
        "origins": origins_of(pairs, growth),
    }


def provinces(panels: Path) -> Tables:
    """Provinces: targets and revised outturns."""
    pairs = read_panel(panels, "cn_prov_gdp_target_actual_2000_2017.csv", "CN-")
    outturns = pairs.rename(columns={"actual_growth_real": "obs_value"})
    return {
        "areas": _chinese_areas(outturns["ref_area"]),
        "indicators": packaged("indicators").query("indicator == @GDP"),
        "observations": observations_of(outturns.assign(indicator=GDP, comment=REVISED), "real"),
        "targets": targets_of(pairs),
        "origins": origins_of(pairs),
    }


def provinces_multi(panels: Path) -> Tables:
    """Provinces: growth in other indicators, from levels or from indices."""
    panel = read_panel(panels, "cn_prov_annual_2000_2019.csv.gz", "CN-")
    panel = panel[panel["indicator"].isin(list(MULTI))]
    prices = panel["indicator"] == "cpi_prev100"
    index = panel[prices].assign(obs_value=lambda rows: rows["obs_value"] - 100, basis="derived")
    grown = pd.concat([index, growth_of(panel[~prices])])
    grown = grown.assign(comment=grown["indicator"] + ": " + grown["comment"])
    grown["indicator"] = grown["indicator"].map(MULTI)
    return {
        "areas": _chinese_areas(grown["ref_area"]),
        "indicators": packaged("indicators").query("indicator in @MULTI.values()"),
        "observations": observations_of(grown, "nominal"),
        "targets": no_targets(),
        "origins": origins_of(panel),
    }


BUILDERS: dict[str, Callable[[Path], Tables]] = {
    "cities": cities,
    "provinces": provinces,
    "provinces_multi": provinces_multi,
    "us_counties": us_counties,
    "us_states": us_states,
    "eu_regions": eu_regions,
}


def _text(cells: pd.Series) -> pd.Series:
    return cells.astype(str)


def _chinese_areas(
    codes: pd.Series, names: pd.Series | None = None, english: pd.Series | None = None
) -> pd.DataFrame:
    """Areas by their GB/T 2260 codes, with the provinces and the nation above them.

    Names are the packaged ones where there are any, else the panel's, else the English one.
    """
    known = packaged("areas").set_index("ref_area")
    wanted = sorted({NATION, *codes, *(codes.str[:2] + "0000")})
    areas = pd.DataFrame(index=pd.Index(wanted, name="ref_area"))
    areas["name_en"] = known["name_en"].reindex(wanted)
    areas["name_zh"] = known["name_zh"].reindex(wanted)
    if english is not None:
        areas["name_en"] = areas["name_en"].fillna(english)
    if names is not None:
        areas["name_zh"] = areas["name_zh"].fillna(names).fillna(areas["name_en"])
    areas["level"] = [_level(code) for code in wanted]
    areas["parent"] = [_parent(code) for code in wanted]
    return areas.reset_index()


def _level(code: str) -> str:
    if code == NATION:
        return "nation"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _parent(code: str) -> str:
    if code == NATION:
        return ""
    return NATION if code.endswith("0000") else f"{code[:2]}0000"


def _nation() -> Tables:
    """Growth targets and outturns of the nation's GDP, as the packaged facts have them."""
    tables = {"origins": packaged("origins")}
    for name in ("targets", "observations"):
        rows = packaged(name)
        growth = rows["transformation"] == "growth"
        annual = rows["time_period"].str.fullmatch("[0-9]{4}")
        ours = (rows["ref_area"] == NATION) & (rows["indicator"] == GDP) & growth & annual
        tables[name] = rows[ours]
    return tables


if __name__ == "__main__":
    main()
