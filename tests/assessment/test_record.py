"""The record that the brief tells, worked out again from the packaged facts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tianqiao_econ.assessment.backtest import backtest
from tianqiao_econ.assessment.backtest_tables import record, reliability

SEED = 370105


@pytest.fixture(scope="module")
def replayed(package):
    years = package.record[["first_year", "last_year"]].astype(int)
    first, last = int(years["first_year"].min()), int(years["last_year"].max())
    return backtest(package, first, last, rng=np.random.default_rng(SEED))


@pytest.mark.parametrize(("name", "table"), [("record", record), ("reliability", reliability)])
def test_the_packaged_record_is_the_engine_s(package, replayed, name, table):
    told, found = package.table(name), table(replayed)
    text = [c for c in found if not pd.api.types.is_numeric_dtype(found[c])]
    assert told[text].astype(str).equals(found[text].astype(str))
    for column in [c for c in found if c not in text]:
        pd.testing.assert_series_equal(
            told[column].astype(float), found[column].astype(float), atol=2e-3, check_index=False
        )
