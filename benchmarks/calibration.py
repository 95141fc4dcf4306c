"""The proof: back-tests against rivals, written as docs/calibration.md with its pictures.

    python benchmarks/calibration.py            # the development part alone
    python benchmarks/calibration.py --all      # the held-out origins as well, once

It needs the panels (`--panels`), which do not belong to the repository. Rivals have an environment
of their own (`statsforecast/README.md`); without it their rows are left out, in words. Their
forecasts take long and are kept in the folder that `--work` names.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from datetime import date
from pathlib import Path

from calibration_figures import draw
from calibration_inputs import frozen_table
from calibration_studies import facts_study, growth_table, panel_studies, together
from calibration_text import Measured, document
from panel_rows import REPOSITORY
from panels import PANELS

from tianqiao_econ.assessment.priors import from_table

LOG = logging.getLogger("calibration")


def main() -> None:
    """Measure, draw and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--panels", type=Path, default=PANELS, help="folder of the panels")
    parser.add_argument("--all", action="store_true", help="open the held-out origins")
    parser.add_argument("--commit", default="{commit}", help="where the configuration was fixed")
    parser.add_argument("--work", type=Path, help="folder for packages and rivals' forecasts")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs", help="folder of documents")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        measured = measure(options.panels, work, options.commit, development=not options.all)
    pictures = draw({**measured.panels, "facts": measured.facts}, options.out / "images")
    (options.out / "calibration.md").write_text(document(measured, pictures), "utf-8")
    LOG.info("%s", options.out / "calibration.md")


def measure(panels: Path, work: Path, commit: str, *, development: bool) -> Measured:
    """Run every back-test.

    Parameters
    ----------
    panels
        Folder of the panels.
    work
        Folder for packages and rivals' forecasts, outside the repository.
    commit
        Where the configuration was fixed.
    development
        Whether the held-out origins stay shut.
    """
    table = frozen_table(panels, work)
    priors = from_table(table, date.fromisoformat(table["as_of"].max()))
    LOG.info("hyper-parameters learnt")
    studies = panel_studies(panels, work, priors, development=development)
    LOG.info("provinces and cities done")
    facts = facts_study(work, priors, development=development)
    LOG.info("facts done")
    growth, asked = growth_table(panels, work, priors, development=development)
    LOG.info("growth done")
    return Measured(
        panels=studies,
        both=together(studies),
        facts=facts,
        growth=growth,
        priors=table,
        rivals=asked,
        opened=not development,
        commit=commit,
    )


if __name__ == "__main__":
    main()
