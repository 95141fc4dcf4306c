"""The engine's hyper-parameters, learnt anew as of every spring: data/priors.csv.

    python benchmarks/priors.py && python -m tianqiao_econ.datasets.descriptor data

They are learnt from the panels of provinces and cities (`--panels`), which do not belong to the
repository, and from the packaged facts. Each vintage saw nothing that was published after its
date, so that an old forecast made again leans on what could be known then.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
from calibration_inputs import panel_package
from panel_rows import REPOSITORY
from panels import PANELS

from tianqiao_econ.assessment.calibrating import calibrate
from tianqiao_econ.datasets import open_data

LOG = logging.getLogger("priors")
VINTAGES = range(2005, 2025)
SOURCES = ("panel of provinces and cities", "packaged facts")


def main() -> None:
    """Learn every vintage and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--panels", type=Path, default=PANELS, help="folder of the panels")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "data" / "priors.csv")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    with tempfile.TemporaryDirectory() as work:
        china = panel_package("china", options.panels, Path(work), development=False)
        packages = list(zip(SOURCES, (china, open_data(REPOSITORY / "data")), strict=True))
        tables = []
        for year in VINTAGES:
            tables.append(calibrate(packages, as_of=date(year, 3, 31)))
            LOG.info("as of spring %d", year)
    text = pd.concat(tables).to_csv(index=False, lineterminator="\n")
    options.out.write_text(text, "utf-8")
    LOG.info("%s", options.out)


if __name__ == "__main__":
    main()
