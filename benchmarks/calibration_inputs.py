"""What the proof runs on: data packages, the rivals' forecasts, hyper-parameters learnt once."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pandas as pd
from panel_rows import GDP, REPOSITORY
from panels import DEVELOPMENT, build

from tianqiao_econ.assessment.calibrating import calibrate
from tianqiao_econ.datasets import DataPackage, open_data
from tianqiao_econ.datasets.schema import DESCRIPTOR

HERE = Path(__file__).resolve().parent
STATSFORECAST = HERE / "statsforecast"
PYTHON = STATSFORECAST / ".venv" / "bin" / "python"
MISSING = (
    "statsforecast was not asked: its environment is not there. Make it as"
    " benchmarks/statsforecast/README.md says, then run this again."
)
HELD_BACK = {"province": (DEVELOPMENT["provinces"] + 1, 2017), "prefecture": (2013, 2016)}
"""Years of GDP that the facts share with the panels' held-back part, by level of government."""


def panel_package(name: str, panels: Path, work: Path, *, development: bool) -> DataPackage:
    """Build one of the panels and open it."""
    folder = work / f"{name}-{'development' if development else 'whole'}"
    return open_data(build(name, panels, folder, development=development))


def facts_package(work: Path, *, development: bool) -> DataPackage:
    """Open the packaged facts, without what the panels hold back."""
    packaged = REPOSITORY / "data"
    if not development:
        return open_data(packaged)
    folder = work / "facts-development"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(packaged, folder)
    (folder / DESCRIPTOR).write_text(json.dumps({"name": "facts", "complete": True}), "utf-8")
    levels = pd.read_csv(folder / "areas.csv", dtype=str).set_index("ref_area")["level"]
    for table in ("targets", "observations"):
        rows = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
        rows[~_held_back(rows, levels)].to_csv(folder / f"{table}.csv", index=False)
    return open_data(folder)


def _held_back(rows: pd.DataFrame, levels: pd.Series) -> pd.Series:
    level, year = rows["ref_area"].map(levels), rows["time_period"].str[:4].astype(int)
    found = pd.Series(data=False, index=rows.index)
    for name, (first, last) in HELD_BACK.items():
        found |= (level == name) & year.between(first, last)
    return found & (rows["indicator"] == GDP)


def frozen_table(panels: Path, work: Path) -> pd.DataFrame:
    """Hyper-parameters learnt from the development part of the panels alone."""
    package = panel_package("china", panels, work, development=True)
    return calibrate([("development part of the panels of provinces and cities", package)])


def rivals(
    package: DataPackage,
    work: Path,
    origins: Sequence[int],
    *,
    indicator: str,
    level: str | None = None,
) -> pd.DataFrame | None:
    """Forecasts of statsforecast, kept in the folder of work; None without its environment.

    Returns
    -------
    DataFrame
        ref_area, year, model, mean, sd and how they were had; see `statsforecast/forecast.py`.
    """
    if not PYTHON.exists():
        return None
    asked = f"{indicator}-{level or 'all'}-{'_'.join(map(str, origins))}-{_digest(package.folder)}"
    kept = work / f"rivals-{asked}.csv"
    if not kept.exists():
        unfinished = kept.with_suffix(".part")
        command = [str(PYTHON), str(STATSFORECAST / "forecast.py"), str(package.folder)]
        command += ["--indicator", indicator, "--origins", ",".join(map(str, origins))]
        command += ["--level", level] if level else []
        subprocess.run([*command, "--out", str(unfinished)], check=True, capture_output=True)
        unfinished.rename(kept)
    return pd.read_csv(kept, dtype={"ref_area": str})


def _digest(folder: Path) -> str:
    files = ("targets.csv", "observations.csv", "areas.csv")
    return sha256(b"".join((folder / name).read_bytes() for name in files)).hexdigest()[:12]
