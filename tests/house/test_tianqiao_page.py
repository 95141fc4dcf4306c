"""The page on the district's targets of 2024 says what the packaged data say.

A failing comparison shows the line that the page ought to have.
"""

from __future__ import annotations

import re

import pandas as pd
import pytest

import tianqiao_econ as te
from tianqiao_econ.assessment.drivers import FACTORS
from tianqiao_econ.showing.drivers import drivers_of, path_sentence
from tianqiao_econ.showing.rows import rows_of
from tianqiao_econ.showing.tables import condition_sentences
from tianqiao_econ.showing.wording import text
from tianqiao_econ.showing.wording.amounts import points, signed, threshold_amount
from tianqiao_econ.showing.wording.chances import chance_text, shown_percent

PAGE = "docs/tianqiao-2024.md"
AREA, YEAR = "370105", 2024
WINTER, SPRING = "2024-01-16", "2024-04-01"
PARENTS = ("370100", "370000", "CN")
PAIRS = re.compile(
    r"(\d+) pairs of \w+ at county level and (\d+) at other levels, "
    r"from (\d+) areas, (\d+) years and (\d+) clusters"
)
WEIGHTS = re.compile(r"(anchored|trend|parent) (\d+%)")
UNITS = r"(?=%|万美元|个百分点)"


def line(*cells):
    return f"| {' | '.join(cells)} |"


def on(package, date):
    return te.assess(package.as_of(date), area=AREA, year=YEAR)


def number(row, value):
    return threshold_amount(value, row.target.transformation, row.target.unit_measure, "zh")


def bound(target):
    """Return what a parent aims at: '5.5%以上', '5%左右'."""
    suffix = {"at_least": "以上", "about": "左右", "exact": ""}[target.qualifier]
    return f"{target.lower:g}%{suffix}"


def chances_table(outlook):
    asked = te.targets_for(outlook).set_index("column")
    for row in rows_of(outlook, "zh"):
        gap = row.figure("target_minus_trend")
        yield line(
            f"{row.name}{row.goal()}",
            row.chance(),
            row.last(),
            row.estimate(row.figure("trend")),
            f"{signed(gap, 0)}万美元" if row.is_level else points(gap, "zh"),
            row.estimate(row.figure("median")),
            row.interval(),
            number(row, asked.loc[row.column, "number"]),
            announced(row, asked.loc[row.column]),
        )


def announced(row, asked):
    """Return the number that would have the chance if announced, else the nearest."""
    shown = number(row, asked["announced"])
    if asked["announced_reached"]:
        return shown
    told = int(100 * asked["announced_probability"])
    return f"–（{text('ambition.short', 'zh', number=shown, chance=told)}）"


def drivers_table(outlook):
    found = drivers_of(te.drivers(outlook))
    for row in rows_of(outlook, "zh"):
        one = found.get(row.column)
        if one is None:
            yield line(row.name, *["–"] * (len(FACTORS) + 2), row.chance())
            continue
        moves = [signed(moved, 0) for moved in one.points]
        met = "–" if one.met is None else f"{one.met.shown('zh')}（{one.met.of('zh')}）"
        start = f"约{shown_percent(one.start)}%"
        yield line(row.name, met, start, *moves, row.chance())


def evidence_table(package, outlook):
    areas = package.areas.set_index("ref_area")["name_zh"]
    for row in rows_of(outlook, "zh"):
        note = str(row.data["note"])
        pairs = PAIRS.search(note)
        weights = dict(WEIGHTS.findall(note))
        members = [weights.get(name, "–") for name in ("anchored", "trend", "parent")]
        leans = "、".join(areas[code] for code in str(row.data["trend_areas"]).split("+"))
        trend = f"{leans}，到{row.data['trend_last']}年"
        yield line(row.name, *(pairs.groups() if pairs else "–––––"), *members, trend)


def spring_table(winter, spring, targets):
    known = targets[(targets["time_period"] == str(YEAR)) & (targets["as_of"] <= SPRING)]
    known = known.set_index(["ref_area", "indicator"])
    for before, after in zip(rows_of(winter, "zh"), rows_of(spring, "zh"), strict=True):
        keys = [(area, str(after.data["indicator"])) for area in PARENTS]
        aims = [bound(known.loc[key]) if key in known.index else "–" for key in keys]
        median = after.estimate(after.figure("median"))
        cells = (before.chance(), after.chance(), median, after.interval(), *aims)
        yield line(f"{after.name}{after.goal()}", *cells)


def figures_told(package, names):
    """Return the figures that the page leans on, each with the source that carries it."""
    seen, goals = package.observations, package.targets
    growth = seen[seen["freq"].eq("A") & seen["as_of"].le(SPRING)]
    growth = growth[growth["indicator"].isin(names) & growth["time_period"].isin(["2022", "2023"])]
    growth = growth[growth["ref_area"].isin([AREA, *PARENTS])]
    own_fdi = growth["ref_area"].eq(AREA) & growth["indicator"].eq("fdi")
    growth = growth[growth["transformation"].eq("growth") | own_fdi]
    growth = growth.assign(value=growth["obs_value"], kind="")
    goals = goals[goals["time_period"].eq(str(YEAR)) & goals["as_of"].le(SPRING)]
    goals = goals[goals["indicator"].isin(names) & goals["ref_area"].isin([AREA, *PARENTS])]
    goals = goals.assign(value=goals["lower"], kind="目标")
    return pd.concat([goals, growth])


def sources_table(package, names):
    areas = package.areas.set_index("ref_area")["name_zh"]
    origins = package.origins.set_index("origin_id")
    told = figures_told(package, names)
    for origin_id, rows in told.groupby("origin_id", sort=False):
        origin = origins.loc[origin_id]
        day = origin["date_published"]
        first = rows["as_of"].min()
        when = f"{first:%Y-%m-%d}（推定）" if pd.isna(day) else f"{day:%Y-%m-%d}"
        what = []
        for (area, year, kind), group in rows.groupby(["ref_area", "time_period", "kind"]):
            figures = "、".join(
                f"{names[one.indicator]}{one.value:g}"
                f"{'万美元' if one.unit_measure == 'USD_10K' else '%'}".replace("-", "−")
                for one in group.itertuples()
            )
            what.append(f"{areas[area]}{year}年{kind}{figures}")
        title = str(origin["title"]).replace("|", "·")
        grade = text(f"grade.{origin['grade']}", "zh")
        yield line(title, when, grade, "；".join(what))


def sentences(package, winter, spring):
    """Yield the computed sentences of the text."""
    paths = drivers_of(te.drivers(winter))
    for row in rows_of(winter, "zh"):
        yield f"{row.name}{row.goal()}：{row.chance()}"
        yield row.event_text()
        yield path_sentence(paths.get(row.column), "zh")
        gap = row.figure("target_minus_trend")
        if not row.is_level:
            yield f"目标比趋势{'高' if gap > 0 else '低'}{abs(gap):.1f}个百分点"
    for outlook in (winter, spring):
        joint = te.joint(outlook)
        yield (
            f"预计完成{joint.expected:.1f}项，八成可能在{joint.low}至{joint.high}项之间；"
            f"全部完成{chance_text(joint.all, 'zh')}，一项也完不成{chance_text(joint.none, 'zh')}"
        )
    yield from condition_sentences(winter)
    tied = te.dependence(winter)["spearman"]
    yield f"两两之间的秩相关在{tied.min():.2f}至{tied.max():.2f}之间"
    gdp = package.observations.query("ref_area == @AREA and indicator == 'gdp' and freq == 'A'")
    growth = gdp[gdp["transformation"] == "growth"].set_index("time_period")["obs_value"]
    mean = (((1 + growth["2022"] / 100) * (1 + growth["2023"] / 100)) ** 0.5 - 1) * 100
    yield f"两年平均只有{mean:.1f}%"
    implied = winter.table.set_index("indicator").loc["fdi", "event_implied_growth"]
    yield f"比上年实际低{-implied:.1f}%"
    yield from record_sentences(package)
    joint = te.joint(winter)
    yield f"expects {joint.expected:.1f} of the eight to be met"


def record_sentences(package):
    pool = package.record.query("model == 'pool'").set_index("scope")
    for scope, name in (("all", "全部"), ("county", "其中区县级")):
        one = pool.loc[scope]
        yield (
            f"{name}{one['n']}项目标：概率误差（Brier分）{one['brier']:.2f}，"
            f"只报历史完成率为{one['brier_base']:.2f}；八成区间实际罩住{one['coverage_80']:.0%}"
        )
    yield f"{pool.loc['all', 'first_year']}—{pool.loc['all', 'last_year']}年"
    low = package.reliability.query("bin_low == 0.2").iloc[0]
    yield f"说“两三成”的{low['n']:.0f}项目标后来完成了{low['observed']:.0%}"


@pytest.fixture(scope="module")
def package():
    return te.open_data()


@pytest.fixture(scope="module")
def winter(package):
    return on(package, WINTER)


@pytest.fixture(scope="module")
def spring(package):
    return on(package, SPRING)


@pytest.fixture(scope="module")
def names(winter):
    return {str(row.data["indicator"]): row.name for row in rows_of(winter, "zh")}


@pytest.fixture(scope="module")
def page(repository):
    return (repository / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tables(package, winter, spring, names):
    return {
        "chances": [*chances_table(winter)],
        "drivers": [*drivers_table(winter)],
        "evidence": [*evidence_table(package, winter)],
        "spring": [*spring_table(winter, spring, package.targets)],
        "sources": [*sources_table(package, names)],
    }


@pytest.mark.parametrize("name", ["chances", "drivers", "evidence", "spring", "sources"])
def test_table_is_what_the_data_give(name, tables, page):
    lines = set(page.splitlines())
    assert [row for row in tables[name] if row not in lines] == []


def test_page_has_no_other_rows(tables, page):
    rows = [row for row in page.splitlines() if row.startswith("|")]
    heads = [k for k, row in enumerate(rows) if row.startswith("| ---")]
    computed = [row for found in tables.values() for row in found]
    assert len(heads) == len(tables)
    assert len(rows) == len(computed) + 2 * len(heads)


def test_sentences_are_what_the_data_give(package, winter, spring, page):
    assert [said for said in sentences(package, winter, spring) if said not in page] == []


def test_numbers_of_the_text_stand_in_a_table_or_a_computed_sentence(
    package, winter, spring, tables, page
):
    prose = "\n".join(row for row in page.splitlines() if not row.startswith("|"))
    computed = "\n".join(
        [
            *(row for found in tables.values() for row in found),
            *sentences(package, winter, spring),
        ]
    )
    figure = re.compile(rf"−?\d+(?:\.\d+)?{UNITS}")
    assert set(figure.findall(prose)) - set(figure.findall(computed)) == set()


def test_goals_reached_are_those_of_the_calibration(repository, page):
    proof = (repository / "docs/calibration.md").read_text(encoding="utf-8")
    found = re.search(r"provinces (\d) of (\d), cities (\d) of (\d)", proof)
    assert found
    assert (
        "省级{}个目标达到{}个、城市{}个达到{}个".format(*(found[k] for k in (2, 1, 4, 3))) in page
    )


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readmes_link_to_the_page(readme, repository):
    assert f"]({PAGE})" in (repository / readme).read_text(encoding="utf-8")
