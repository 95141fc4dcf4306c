"""Development panels from abroad: growth without targets."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from panel_rows import Tables, growth_of, no_targets, observations_of, origins_of, read_panel

FOREIGN = {
    "gdp": ("Real gross domestic product", "USD_2012_1M", "real"),
    "gdp_nominal": ("Gross domestic product at current prices", "USD_1M", "nominal"),
    "gva": ("Real gross value added", "EUR_1M", "real"),
}
"""Name, unit of a level and prices of the indicators of foreign panels."""


def us_counties(panels: Path) -> Tables:
    """Counties of the United States, their states and the nation: nominal growth."""
    panel = read_panel(panels, "us_county_gdp_bea_2001_2021.csv.gz", "US-")
    regions = (panel["area_level"] == "state") & (panel["ref_area"] > "90")
    panel = panel[~regions]
    above = {code: f"{code[:2]}000" for code in panel["ref_area"]}
    above |= dict.fromkeys(set(above.values()), "00000") | {"00000": ""}
    levels = {"nation": "nation", "state": "province", "county": "county"}
    return _foreign(panel, growth_of(panel), above, levels)


def us_states(panels: Path) -> Tables:
    """States of the United States: real growth from 2006, nominal growth from 1964."""
    panel = read_panel(panels, "us_state_bea.csv.gz", "US-")
    codes = {"gdp_real": "gdp", "gdp_nominal_spliced": "gdp_nominal"}
    panel = panel[panel["indicator"].isin(list(codes))]
    panel = panel.assign(indicator=panel["indicator"].map(codes))
    panel.loc[panel["ref_area"] == "US", "area_level"] = "nation"
    above = dict.fromkeys(panel["ref_area"], "US") | {"US": ""}
    return _foreign(panel, growth_of(panel), above, {"nation": "nation", "state": "province"})


def eu_regions(panels: Path) -> Tables:
    """Regions of Europe (NUTS 0, 1 and 2): real growth of value added, as published."""
    panel = read_panel(panels, "eu_nuts2_eurostat_2000_2015.csv.gz", "EU-")
    panel = panel[panel["indicator"] == "gva_growth_real"].assign(indicator="gva")
    codes = set(panel["ref_area"])
    above = {code: code[:-1] if code[:-1] in codes else code[:2] for code in codes}
    above = {code: parent if parent in codes - {code} else "" for code, parent in above.items()}
    levels = {"NUTS0": "province", "NUTS1": "prefecture", "NUTS2": "county"}
    return _foreign(panel, panel, above, levels)


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
        "observations": observations_of(rows, prices),
        "targets": no_targets(),
        "origins": origins_of(panel),
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
