"""The engine's record on the packaged facts, written into them: data/record.csv, reliability.csv.

python benchmarks/record.py && python -m tianqiao_econ.datasets.descriptor data

A brief tells this record; a test works it out again.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from tianqiao_econ.assessment.backtest import backtest
from tianqiao_econ.assessment.backtest_tables import record, reliability
from tianqiao_econ.datasets import open_data

LOG = logging.getLogger("record")
DATA = Path(__file__).resolve().parents[1] / "data"
FIRST, LAST, SEED, DIGITS = 2013, 2023, 370105, 4


def main() -> None:
    """Replay the facts and write what came of it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    past = backtest(open_data(DATA), FIRST, LAST, rng=np.random.default_rng(SEED))
    for name, table in (("record", record(past)), ("reliability", reliability(past))):
        path = DATA / f"{name}.csv"
        table.round(DIGITS).to_csv(path, index=False, lineterminator="\n")
        LOG.info("%s: %d rows", path, len(table))


if __name__ == "__main__":
    main()
