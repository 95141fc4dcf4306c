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
* `provinces_multi`: growth in other indicators 2001-2019, computed from levels of one vintage and
  never into a break. No industrial value added: its levels are in current prices, its targets not.
* `us_counties`, `us_states`, `eu_regions`: growth without targets. Their areas have codes by rank:
  900001 is the first of the panel's own codes in order, which stands in name_zh.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES

REPOSITORY = Path(__file__).resolve().parents[1]
PANELS = REPOSITORY.parent / "shared/data/panels"
NATION, GDP = "CN", "gdp"
KEY = ["ref_area", "indicator", "time_period"]
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

FOREIGN = {
    "gdp": ("Real gross domestic product", "USD_2012_1M", "real"),
    "gdp_nominal": ("Gross domestic product at current prices", "USD_1M", "nominal"),
    "gva": ("Real gross value added", "EUR_1M", "real"),
}
"""Name, unit of a level and prices of the indicators of foreign panels."""

Tables = dict[str, pd.DataFrame]


def main() -> None:
    """Build one package and print its folder and size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=sorted(BUILDERS))
    parser.add_argument("--panels", type=Path, default=PANELS, help="folder of the panels")
    parser.add_argument("--out", type=Path, help="folder of the package; else a temporary one")
    parser.add_argument("--to", type=int, help="leave out targets and outturns of later years")
    parser.add_argument("--nation", action="store_true", help="add the nation's GDP as packaged")
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp(prefix=f"{options.name}-"))
    folder = build(options.name, options.panels, out, to=options.to, nation=options.nation)
    for table in ("areas", "targets", "observations"):
        rows = (folder / TABLES[table].file).read_text("utf-8").count("\n") - 1
        print(f"{rows:8,} {table}")
    print(folder)


def build(
    name: str, panels: Path, out: Path, *, to: int | None = None, nation: bool = False
) -> Path:
    """Write one panel as a data package.

    Parameters
    ----------
    name
        A key of `BUILDERS`.
    panels
        Folder of the panels.
    out
        Folder of the package, made if need be, outside the repository.
    to
        Last year whose targets and outturns are written; all where not given.
    nation
        Whether the nation's own targets and outturns of GDP are added from the packaged facts.

    Returns
    -------
    Path
        The folder.
    """
    if out.resolve().is_relative_to(REPOSITORY):
        raise SystemExit(f"{out} is inside the repository: name a folder outside of it")
    if not panels.is_dir():
        raise SystemExit(f"there is no folder of panels at {panels}: name it with --panels")
    tables = BUILDERS[name](panels)
    if nation:
        if name not in {"cities", "provinces"}:
            raise SystemExit(f"{name} has no GDP of Chinese areas to put the nation's above")
        tables = _with_nation(tables)
    if to is not None:
        for table in ("targets", "observations"):
            years = tables[table]["time_period"].astype(int)
            tables[table] = tables[table][years <= to]
    out.mkdir(parents=True, exist_ok=True)
    for table, frame in tables.items():
        columns = [column.name for column in TABLES[table].columns if column.name in frame]
        ordered = frame.sort_values(list(TABLES[table].key[:3]), key=_text)[columns]
        ordered.to_csv(out / TABLES[table].file, index=False, lineterminator="\n")
    declared = {"name": name.replace("_", "-"), "complete": True}
    (out / DESCRIPTOR).write_text(json.dumps(declared) + "\n", "utf-8")
    return out


def cities(panels: Path) -> Tables:
    """Cities: targets and outturns, with earlier growth."""
    pairs = _read(panels, "cn_city_gdp_target_actual_2008_2016.csv", "CN-")
    growth = _read(panels, "cn_city_gdp_growth_2000_2016.csv.gz", "CN-")
    judged = pairs.rename(columns={"actual_growth_real": "obs_value"})
    outturns = pd.concat([judged, growth]).drop_duplicates(["ref_area", "time_period"])
    names = pairs.drop_duplicates("ref_area").set_index("ref_area")["area_name"]
    english = growth.drop_duplicates("ref_area").set_index("ref_area")["area_name"]
    return {
        "areas": _chinese_areas(outturns["ref_area"], names, english),
        "indicators": _packaged("indicators").query("indicator == @GDP"),
        "observations": _observations(outturns.assign(indicator=GDP), "real"),
        "targets": _targets(pairs),
        "origins": _origins(pairs, growth),
    }


def provinces(panels: Path) -> Tables:
    """Provinces: targets and revised outturns."""
    pairs = _read(panels, "cn_prov_gdp_target_actual_2000_2017.csv", "CN-")
    outturns = pairs.rename(columns={"actual_growth_real": "obs_value"})
    return {
        "areas": _chinese_areas(outturns["ref_area"]),
        "indicators": _packaged("indicators").query("indicator == @GDP"),
        "observations": _observations(outturns.assign(indicator=GDP, comment=REVISED), "real"),
        "targets": _targets(pairs),
        "origins": _origins(pairs),
    }


def provinces_multi(panels: Path) -> Tables:
    """Provinces: growth in other indicators, from levels or from indices."""
    panel = _read(panels, "cn_prov_annual_2000_2019.csv.gz", "CN-")
    panel = panel[panel["indicator"].isin(list(MULTI))]
    prices = panel["indicator"] == "cpi_prev100"
    index = panel[prices].assign(obs_value=lambda rows: rows["obs_value"] - 100, basis="derived")
    grown = pd.concat([index, _growth(panel[~prices])])
    grown = grown.assign(comment=grown["indicator"] + ": " + grown["comment"])
    grown["indicator"] = grown["indicator"].map(MULTI)
    return {
        "areas": _chinese_areas(grown["ref_area"]),
        "indicators": _packaged("indicators").query("indicator in @MULTI.values()"),
        "observations": _observations(grown, "nominal"),
        "targets": _no_targets(),
        "origins": _origins(panel),
    }


def us_counties(panels: Path) -> Tables:
    """Counties of the United States, their states and the nation: nominal growth."""
    panel = _read(panels, "us_county_gdp_bea_2001_2021.csv.gz", "US-")
    regions = (panel["area_level"] == "state") & (panel["ref_area"] > "90")
    panel = panel[~regions]
    above = {code: f"{code[:2]}000" for code in panel["ref_area"]}
    above |= dict.fromkeys(set(above.values()), "00000") | {"00000": ""}
    levels = {"nation": "nation", "state": "province", "county": "county"}
    return _foreign(panel, _growth(panel), above, levels)


def us_states(panels: Path) -> Tables:
    """States of the United States: real growth from 2006, nominal growth from 1964."""
    panel = _read(panels, "us_state_bea.csv.gz", "US-")
    codes = {"gdp_real": "gdp", "gdp_nominal_spliced": "gdp_nominal"}
    panel = panel[panel["indicator"].isin(list(codes))]
    panel = panel.assign(indicator=panel["indicator"].map(codes))
    panel.loc[panel["ref_area"] == "US", "area_level"] = "nation"
    above = dict.fromkeys(panel["ref_area"], "US") | {"US": ""}
    return _foreign(panel, _growth(panel), above, {"nation": "nation", "state": "province"})


def eu_regions(panels: Path) -> Tables:
    """Regions of Europe (NUTS 0, 1 and 2): real growth of value added, as published."""
    panel = _read(panels, "eu_nuts2_eurostat_2000_2015.csv.gz", "EU-")
    panel = panel[panel["indicator"] == "gva_growth_real"].assign(indicator="gva")
    codes = set(panel["ref_area"])
    above = {code: code[:-1] if code[:-1] in codes else code[:2] for code in codes}
    above = {code: parent if parent in codes - {code} else "" for code, parent in above.items()}
    levels = {"NUTS0": "province", "NUTS1": "prefecture", "NUTS2": "county"}
    return _foreign(panel, panel, above, levels)


BUILDERS: dict[str, Callable[[Path], Tables]] = {
    "cities": cities,
    "provinces": provinces,
    "provinces_multi": provinces_multi,
    "us_counties": us_counties,
    "us_states": us_states,
    "eu_regions": eu_regions,
}


def _read(panels: Path, file: str, prefix: str) -> pd.DataFrame:
    """Read a panel; its area codes lose their prefix, its vintage is a comment."""
    frame = pd.read_csv(panels / file, dtype={"ref_area": str})
    frame = frame.rename(columns={"vintage": "comment"})
    code = frame["ref_area"].str.removeprefix(prefix)
    return frame.assign(ref_area=code, origin_id=file.partition(".")[0])


def _text(cells: pd.Series) -> pd.Series:
    return cells.astype(str)


def _packaged(table: str) -> pd.DataFrame:
    """Return a table of the packaged facts as text."""
    return pd.read_csv(REPOSITORY / "data" / f"{table}.csv", dtype=str, keep_default_na=False)


def _growth(panel: pd.DataFrame) -> pd.DataFrame:
    """Growth in per cent between levels a year apart of one series, never into a break."""
    ordered = panel.sort_values(KEY)
    series = ordered.groupby(KEY[:2])
    growth = (ordered["obs_value"] / series["obs_value"].shift() - 1) * 100
    broken = ordered["obs_flag"].astype("string").str.startswith("break").fillna(value=False)
    usable = (series["time_period"].diff() == 1) & ~broken
    return ordered.assign(obs_value=growth, basis="derived")[usable]


def _observations(outturns: pd.DataFrame, price_basis: str | pd.Series) -> pd.DataFrame:
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


def _targets(pairs: pd.DataFrame) -> pd.DataFrame:
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


def _no_targets() -> pd.DataFrame:
    return pd.DataFrame(columns=[column.name for column in TABLES["targets"].columns])


def _origins(*panels: pd.DataFrame) -> pd.DataFrame:
    """One source for each panel."""
    names = pd.concat(panels)["origin_id"].unique()
    title = [f"Development panel {name} from a public repository" for name in names]
    blank = dict.fromkeys(("producer", "url", "date_published", "date_accessed"), "")
    return pd.DataFrame({"origin_id": names, "title": title, **blank, "grade": "secondary"})


def _chinese_areas(
    codes: pd.Series, names: pd.Series | None = None, english: pd.Series | None = None
) -> pd.DataFrame:
    """Areas by their GB/T 2260 codes, with the provinces and the nation above them.

    Names are the packaged ones where there are any, else the panel's, else the English one.
    """
    packaged = _packaged("areas").set_index("ref_area")
    wanted = sorted({NATION, *codes, *(codes.str[:2] + "0000")})
    areas = pd.DataFrame(index=pd.Index(wanted, name="ref_area"))
    areas["name_en"] = packaged["name_en"].reindex(wanted)
    areas["name_zh"] = packaged["name_zh"].reindex(wanted)
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


def _foreign(
    panel: pd.DataFrame, growth: pd.DataFrame, above: dict[str, str], levels: dict[str, str]
) -> Tables:
    """Tables of a panel from elsewhere; `above` and `levels` in the panel's own codes."""
    places = panel.drop_duplicates("ref_area").sort_values("ref_area")
    codes = {own: f"{900001 + rank}" for rank, own in enumerate(places["ref_area"])}
    areas = pd.DataFrame(
        {
            "ref_area": places["ref_area"].map(codes),
            "name_zh": places["ref_area"],
            "name_en": places["area_name"],
            "level": places["area_level"].map(levels),
            "parent": places["ref_area"].map(above).map(codes).fillna(""),
        }
    )
    used = {code: FOREIGN[code] for code in sorted(growth["indicator"].unique())}
    rows = growth.assign(ref_area=growth["ref_area"].map(codes))
    prices = rows["indicator"].map({code: prices for code, (_, _, prices) in used.items()})
    return {
        "areas": areas,
        "indicators": pd.DataFrame(
            [_foreign_indicator(code, order) for order, code in enumerate(used, start=1)]
        ),
        "observations": _observations(rows, prices),
        "targets": _no_targets(),
        "origins": _origins(panel),
    }


def _foreign_indicator(code: str, order: int) -> dict[str, object]:
    name, unit, prices = FOREIGN[code]
    texts = ("theme", "authority", "definition_zh", "definition_en", "caveat_zh", "caveat_en")
    return {
        "indicator": code,
        "name_zh": name,
        "name_en": name,
        "unit_measure": unit,
        "unit_mult": 6,
        "price_basis": prices,
        "direction": "higher",
        **dict.fromkeys(texts, ""),
        "theme": "national accounts",
        "display_order": order,
    }


def _with_nation(tables: Tables) -> Tables:
    """Add the nation's growth targets and outturns of GDP, as the packaged facts have them."""
    added = dict(tables)
    for name in ("targets", "observations"):
        rows = _packaged(name)
        growth = rows["transformation"] == "growth"
        annual = rows["time_period"].str.fullmatch("[0-9]{4}")
        ours = (rows["ref_area"] == NATION) & (rows["indicator"] == GDP) & growth & annual
        added[name] = pd.concat([tables[name], rows[ours]])
    origins = _packaged("origins")
    named = pd.concat([added["targets"]["origin_id"], added["observations"]["origin_id"]])
    rest = origins[origins["origin_id"].isin(named)]
    added["origins"] = pd.concat([tables["origins"], rest])
    return added


if __name__ == "__main__":
    main()
