"""An outlook made by hand: real classes, figures of the usual size, draws from a fixed seed."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from tianqiao_econ.assessment.outlook import Outlook
from tianqiao_econ.assessment.rows import COLUMNS
from tianqiao_econ.assessment.trending import Trend, TrendBasis
from tianqiao_econ.framework import (
    Area,
    Direction,
    Level,
    NotKnown,
    Origin,
    Qualifier,
    Target,
    Transformation,
)

NAMES = {
    "gdp": ("地区生产总值", "Gross domestic (regional) product"),
    "fiscal_revenue": ("一般公共预算收入", "General public budget revenue"),
    "fixed_investment": ("固定资产投资", "Fixed-asset investment"),
    "industrial_va": ("规模以上工业增加值", "Value added of industry above designated size"),
    "services_revenue": ("规模以上服务业营业收入", "Revenue of service enterprises"),
    "retail_sales": ("社会消费品零售总额", "Total retail sales of consumer goods"),
    "trade": ("货物进出口总额", "Goods trade, imports and exports"),
    "fdi": ("实际使用外资", "Foreign direct investment, actually utilised"),
    "disposable_income": ("居民人均可支配收入", "Disposable income per head, all residents"),
    "urban_income": ("城镇居民人均可支配收入", "Disposable income per head, urban"),
    "rural_income": ("农村居民人均可支配收入", "Disposable income per head, rural"),
    "cpi": ("居民消费价格", "Consumer prices"),
    "population": ("常住人口", "Resident population"),
}

AREAS = {
    "370105": Area("370105", "天桥区", "Tianqiao District, Jinan", Level.COUNTY, "370100"),
    "370100": Area("370100", "济南市", "Jinan", Level.PREFECTURE, "370000"),
    "370000": Area("370000", "山东省", "Shandong", Level.PROVINCE, "CN"),
    "CN": Area("CN", "全国", "China", Level.NATION, None),
}

ORIGINS = {
    "report-2024": Origin(
        "report-2024",
        "济南市天桥区人民政府",
        "天桥区2024年政府工作报告",
        "https://example.org/2024",
        dt.date(2024, 1, 16),
        None,
        "mirror",
    ),
    "bulletin": Origin(
        "bulletin", "统计局", "2023年统计公报", "https://example.org/2023", None, None, "official"
    ),
    "odd": Origin("odd", "<b>某网</b>", "标题 & 其他", "javascript:alert(1)", None, None, "press"),
}

NAN = float("nan")

OBSERVATION = (
    "ref_area",
    "indicator",
    "transformation",
    "time_period",
    "origin_id",
    "obs_status",
    "comment",
)


@dataclass
class Case:
    """One target of a stand-in: figures as in the table, gaps from a normal distribution."""

    indicator: str
    goal: float | None
    last: float = NAN
    middle: float = NAN
    spread: float = 2.0
    trend: float = NAN
    qualifier: str = "exact"
    upper: float | None = None
    level: bool = False
    probability: bool = True
    outturn: float = NAN
    wording: str = ""
    unit: str = "PERCENT"
    reference: str | None = None
    direction: str = "higher"

    @property
    def target(self):
        return Target(
            ref_area="370105",
            indicator=self.indicator,
            time_period="2024",
            transformation=Transformation.LEVEL if self.level else Transformation.GROWTH,
            qualifier=Qualifier(self.qualifier),
            lower=self.goal,
            upper=self.upper,
            unit_measure=self.unit,
            wording=self.wording,
            direction=Direction(self.direction),
            reference_indicator=self.reference,
            as_of=dt.date(2024, 1, 16),
            origin_id="report-2024",
        )


TIANQIAO = [
    Case("gdp", 6.5, 6.5, 5.4, 2.2, 5.1, wording="地区生产总值增长6.5%"),
    Case("fiscal_revenue", 7.0, 35.3, 8.6, 5.4, 6.4, wording="一般公共预算收入增长7%"),
    Case("fixed_investment", 5.5, 13.6, 6.1, 5.0, 4.4),
    Case("industrial_va", 9.5, 13.2, 9.4, 4.6, 6.2, wording="规模以上工业增加值增长9.5%"),
    Case("retail_sales", 5.5, 7.0, 4.9, 3.6, 5.8),
    Case("trade", 5.0, NAN, 6.0, 9.0, 4.0),
    Case(
        "fdi",
        7000,
        8092,
        8000,
        3300,
        8300,
        level=True,
        unit="USD_10K",
        wording="实际使用外资7000万美元",
    ),
    Case("disposable_income", 5.5, NAN, 5.4, 1.1, 5.9),
]


class StandIn(SimpleNamespace):
    """Something with a few attributes that can be a key, as packages can."""

    __hash__ = object.__hash__


def package_of(cases=(), remark="预计"):
    def indicator(code):
        zh, en = NAMES[code]
        return SimpleNamespace(code=code, name_zh=zh, name_en=en)

    def parents(code):
        chain = ["370105", "370100", "370000", "CN"]
        return tuple(AREAS[name] for name in chain[chain.index(code) + 1 :])

    return StandIn(
        indicator=indicator,
        area=AREAS.__getitem__,
        parents=parents,
        origin=ORIGINS.__getitem__,
        origins=pd.DataFrame(
            {"origin_id": list(ORIGINS), "title": [one.title for one in ORIGINS.values()]}
        ),
        observations=pd.DataFrame(
            [_observation(case, remark) for case in cases], columns=list(OBSERVATION)
        ),
        indicators=pd.DataFrame({"indicator": list(NAMES)}),
    )


def build(cases, *, status="P", remark="预计", area="370105", joint=0.3):
    """Return an `Outlook` of these cases, as of 2024-01-16; `joint` is the draws' correlation."""
    targets = tuple(case.target for case in cases)
    events = tuple(None if _no_event(case) else case.target.event() for case in cases)
    noise = _noise(len(cases), joint)
    columns = tuple(
        f"{c.indicator}:level" if c.level and _twice(c, cases) else c.indicator for c in cases
    )
    draws, met = {}, {}
    for index, (column, case, event) in enumerate(zip(columns, cases, events, strict=True)):
        if case.probability and event is not None:
            draws[column] = case.middle + case.spread * noise[:, index]
            values = draws[column]
            met[column] = (values >= event.latent_lower) & (values < event.latent_upper)
    rows = [
        _line(case, event, draws.get(column), met.get(column), status)
        for column, case, event in zip(columns, cases, events, strict=True)
    ]
    return Outlook(
        view=StandIn(
            package=package_of(cases, remark), date=dt.date(2024, 1, 16), series=_level_series
        ),
        area=AREAS[area],
        year=2024,
        columns=columns,
        targets=targets,
        events=events,
        table=pd.DataFrame(rows, columns=list(COLUMNS)),
        draws=pd.DataFrame(draws, index=range(len(noise))),
        met=pd.DataFrame(met, index=range(len(noise))),
        trends={column: _trend(case) for column, case in zip(columns, cases, strict=True)},
        verdicts={},
    )


def history_of():
    """Growth of the area and its parents, as `history` gives it."""
    rng = np.random.default_rng(5)
    rows = [("370105", 2022, 0.3, "A"), ("370105", 2023, 6.5, "P")]
    for code, first in (("370100", 2008), ("370000", 2005), ("CN", 2003)):
        rows += [
            (code, year, round(8.5 - 0.2 * (year - 2008) + rng.normal(), 1), "A")
            for year in range(first, 2024)
        ]
    frame = pd.DataFrame(rows, columns=["ref_area", "year", "obs_value", "obs_status"])
    return frame.assign(basis="as_published", origin_id="report-2024")


@pytest.fixture
def make_outlook():
    return build


@pytest.fixture(scope="session")
def outlook():
    return build(TIANQIAO)


@pytest.fixture(scope="session")
def history():
    return history_of()


@pytest.fixture(scope="session")
def names():
    return tuple(NAMES)


@pytest.fixture(scope="session")
def case():
    return Case


def _level_series(indicator, *, area, transformation):
    """Levels of 2022 and 2023 of foreign investment alone."""
    if indicator != "fdi" or transformation != "level":
        msg = f"no series of {indicator} of {area}"
        raise NotKnown(msg)
    frame = {"obs_value": [7400.0, 8092.0], "obs_status": ["A", "P"]}
    return pd.DataFrame(frame, index=pd.Index(["2022", "2023"], name="time_period"))


def _observation(case, remark):
    """Last outturn of a case as a row of the observations."""
    kind = "level" if case.level else "growth"
    return "370105", case.indicator, kind, "2023", "bulletin", "P", remark


def _twice(case, cases):
    return sum(other.indicator == case.indicator for other in cases) > 1


def _no_event(case):
    return case.qualifier == "qualitative" and case.goal is None


def _noise(size, joint, n=4000):
    """Standard normal draws, each two equally correlated."""
    rng = np.random.default_rng(370105)
    covariance = joint + (1 - joint) * np.eye(size)
    return rng.multivariate_normal(np.zeros(size), covariance, size=n)


def _trend(case):
    basis = TrendBasis.PARENT_OFFSET if math.isfinite(case.trend) else TrendBasis.NONE
    middle = 2.6 if case.level else case.trend
    sd = 15.0 if case.level else 2.4
    return Trend(
        middle,
        sd,
        middle - 1.28 * sd,
        middle + 1.28 * sd,
        "2010",
        "2023",
        basis,
        "370100",
        2,
        13,
    )


def _line(case, event, draws, met, status):
    quantiles = [NAN] * 3 if draws is None else np.quantile(draws, (0.1, 0.5, 0.9))
    goal = case.upper if event is not None and event.upper is not None else case.goal
    implied = 100 * (case.goal / case.last - 1) if case.level else NAN
    has_last = math.isfinite(case.last)
    return {
        "ref_area": "370105",
        "indicator": case.indicator,
        "year": 2024,
        "as_of": "2024-01-16",
        "transformation": "level" if case.level else "growth",
        "unit_measure": case.unit,
        "wording": case.wording,
        "qualifier": case.qualifier,
        "event_lower": NAN if event is None or event.lower is None else event.lower,
        "event_upper": NAN if event is None or event.upper is None else event.upper,
        "event_text": "" if event is None else event.formula(),
        "event_implied_growth": implied,
        "last_period": "2023" if has_last else "",
        "last_outturn": case.last,
        "trend": case.trend,
        "median": quantiles[1],
        "p10": quantiles[0],
        "p90": quantiles[2],
        "probability": NAN if met is None else float(np.mean(met)),
        "target_minus_trend": (NAN if goal is None else goal) - case.trend,
        "n_own": 2,
        "n_pool": 41,
        "n_pool_clusters": 12,
        "model": "pool" if draws is not None else "",
        "target_origin_id": "report-2024",
        "outturn_origin_id": "bulletin" if has_last else "",
        "note": "pool of anchored 60% + trend 40%" if draws is not None else "only 3 yearly rates",
        "outturn": case.outturn,
        "outturn_as_of": "2025-01-15" if math.isfinite(case.outturn) else "",
        "met": event.happened(case.outturn) if math.isfinite(case.outturn) else None,
        "probability_tolerant": NAN,
        "last_status": status,
    }


@pytest.fixture(scope="session")
def drawn_texts():
    """Return what draws a figure and lists its texts with their boxes."""
    return _drawn_texts


@pytest.fixture(scope="session")
def legible():
    """Return what tells whether a figure has texts, none over another or off the sheet."""
    return _legible


DPI = 100


class Listening(RendererAgg):
    """Notes every text that is drawn, with its box in pixels."""

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self.texts = []

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):  # noqa: FBT002 - matplotlib's own
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        self.texts.append((s, x, y - height + descent, x + width, y + descent))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def _drawn_texts(figure):
    """Draw a figure; a missing glyph is a warning, and so an error."""
    figure.set_dpi(DPI)
    FigureCanvasAgg(figure)
    renderer = Listening(*(figure.get_size_inches() * DPI), DPI)
    figure.draw(renderer)
    return renderer.texts


def _overlapping(texts):
    """Pairs of texts that share more than a pixel each way."""
    return [
        (a[0], b[0])
        for a, b in combinations(texts, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 1 and min(a[4], b[4]) - max(a[2], b[2]) > 1
    ]


def _outside(figure, texts):
    width, height = figure.get_size_inches() * DPI
    return [t[0] for t in texts if t[1] < -1 or t[2] < -1 or t[3] > width + 1 or t[4] > height + 1]


def _legible(figure):
    texts = _drawn_texts(figure)
    return texts and not _overlapping(texts) and not _outside(figure, texts)
