import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tianqiao_econ.framework import UnknownName
from tianqiao_econ.showing import charts
from tianqiao_econ.showing.charts import fans
from tianqiao_econ.showing.charts.axes import RoundNumbers
from tianqiao_econ.showing.charts.canvas import ems, inches, spread_apart, wrapped
from tianqiao_econ.showing.charts.descriptions import count_range, expected_number
from tianqiao_econ.showing.charts.dots import place_dots
from tianqiao_econ.showing.charts.scorecard_rows import scale_of, trend_ends
from tianqiao_econ.showing.rows import row_of, rows_of


@pytest.fixture
def odd_cases(case):
    """Extremes: nearly impossible, nearly certain, none, ceiling, reference, over, two of one."""
    return [
        case("gdp", 6.5, -12.0, 0.2, 2.4, -3),
        case("fiscal_revenue", -3, 35.3, 8.6, 3.9, 6.4),
        case("fdi", 7000, 8092, level=True, unit="USD_10K", probability=False),
        case("cpi", None, 0.2, 1.1, 1.0, 1.5, "at_most", upper=3.0, direction="lower"),
        case("disposable_income", None, 6.0, 0.4, 1.2, qualifier="aligned", reference="gdp"),
        case("trade", None, qualifier="qualitative", probability=False),
        case("retail_sales", 5.0, 7.0, 4.9, 3.6, 5.8, "range", upper=6.0, outturn=4.2),
        case("industrial_va", 9.5, 13.2, 9.4, 4.6, 6.2, "about", outturn=9.5),
        case("gdp", 800, 765.6, 780, 30, level=True, unit="CNY_100M"),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_scorecard_is_legible(outlook, lang, legible):
    assert legible(charts.scorecard(outlook, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_scorecard_is_legible_in_odd_cases(make_outlook, odd_cases, lang, legible):
    assert legible(charts.scorecard(make_outlook(odd_cases), lang))


@pytest.mark.parametrize(
    ("last", "outturn", "apart"),
    [(7.0, 7.1, True), (5.0, 8.0, False), (-40.0, 3.0, True), (-40.0, 8.0, False)],
)
def test_outturns_that_would_lie_over_each_other_are_moved_apart(
    make_outlook, case, last, outturn, apart
):
    one = case("retail_sales", 6.5, last, 7.0, 2.0, outturn=outturn)
    (axes,) = charts.scorecard(make_outlook([one])).axes
    (square,) = (line for line in axes.lines if line.get_marker() == "s")
    diamonds = [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "D"]
    numbers = [words.get_position()[1] for words in axes.texts if "40" in words.get_text()]
    (other,) = diamonds or numbers
    distance = other - square.get_ydata()[0]
    assert distance == pytest.approx(0.115 if apart else 0, abs=1e-9)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 13])
def test_the_scorecard_takes_one_target_or_thirteen(
    make_outlook, case, names, lang, count, legible
):
    cases = [case(name, 5 + k, 4.0 + k, 5 + k, 2, 4) for k, name in enumerate(names)]
    figure = charts.scorecard(make_outlook(cases[:count]), lang)
    assert legible(figure)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_fans_and_dotplots_are_legible(make_outlook, odd_cases, history, lang, legible):
    outlook = make_outlook(odd_cases)
    for column in outlook.columns:
        assert legible(charts.fan(outlook, column, lang, history=history)), column
        assert legible(charts.dotplot(outlook, column, lang)), column


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_number_met_is_legible(outlook, make_outlook, case, lang, legible):
    assert legible(charts.number_met(outlook, lang))
    assert legible(charts.number_met(make_outlook([case("gdp", 6.5, 6.5, 7, 0.3)]), lang))
    none = make_outlook([case("gdp", 6.5, 6.5, probability=False)])
    assert legible(charts.number_met(none, lang))


def test_charts_are_figures_and_never_touch_pyplot():
    code = (
        "import sys; from tianqiao_econ.showing import charts;"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert issubclass(charts.Chart, Figure)


def test_the_floor_itself_imports_nothing_heavy():
    code = (
        "import sys; import tianqiao_econ.showing;"
        "sys.exit(any(name in sys.modules for name in ('matplotlib', 'jinja2', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_unknown_target_is_named_with_its_neighbours(outlook):
    with pytest.raises(UnknownName, match=r"gpd.*gdp"):
        charts.dotplot(outlook, "gpd")


def test_a_history_may_be_missing(outlook, drawn_texts):
    texts = [t[0] for t in drawn_texts(charts.fan(outlook, "gdp", history=pd.DataFrame()))]
    assert "没有可用的历史数字" in texts


def test_a_level_target_is_shown_with_its_own_levels(outlook, history, drawn_texts):
    texts = " ".join(t[0] for t in drawn_texts(charts.fan(outlook, "fdi", history=history)))
    assert "天桥区 8092" in texts
    assert "山东省" not in texts


def test_parents_are_labelled_beside_the_area(outlook, history, drawn_texts):
    texts = " ".join(t[0] for t in drawn_texts(charts.fan(outlook, "gdp", history=history)))
    assert all(name in texts for name in ("天桥区 6.5%", "济南市", "山东省", "全国"))


@given(
    centre=st.floats(-20, 20),
    spread=st.floats(0.1, 20),
    threshold=st.floats(-20, 20),
    ceiling=st.booleans(),
)
def test_twenty_dots_stand_on_their_side_of_the_threshold(centre, spread, threshold, ceiling):
    draws = centre + spread * np.linspace(-3, 3, 401)
    met = draws < threshold if ceiling else draws >= threshold
    dots = place_dots(draws, threshold, float(met.mean()), ceiling=ceiling)
    assert len(dots.column) == 20
    assert dots.filled.sum() == round(20 * met.mean() + 1e-9)
    above = dots.column >= 0
    assert (dots.filled == (~above if ceiling else above)).all()


def test_dots_in_one_column_are_piled_up(outlook):
    row = row_of(outlook, "gdp", "zh")
    dots = place_dots(outlook.draws["gdp"].to_numpy(), row.latent, row.probability, ceiling=False)
    places = set(zip(dots.column.tolist(), dots.level.tolist(), strict=True))
    assert len(places) == 20
    for column in set(dots.column.tolist()):
        levels = sorted(level for at, level in places if at == column)
        assert levels == list(range(len(levels)))


def test_the_sentence_counts_the_dots(outlook):
    row = row_of(outlook, "gdp", "zh")
    filled = round(20 * row.probability)
    assert charts.dots_sentence(row) == f"地区生产总值：20个可能结果中{filled}个达标"


def test_the_range_of_the_number_met_holds_four_fifths(outlook):
    chances = outlook.number_met()
    low, high = count_range(chances)
    assert chances.loc[low:high].sum() >= 0.8
    assert chances.loc[: low - 1].sum() < 0.1
    assert low <= expected_number(chances) <= high
    met = outlook.met.to_numpy().sum(axis=1).mean()
    assert expected_number(chances) == pytest.approx(met)


def test_a_row_is_scaled_so_that_its_interval_is_seen(make_outlook, odd_cases):
    for row in rows_of(make_outlook(odd_cases), "zh"):
        if row.probability is not None:
            ends = [scale_of(row).place(row.figure(name)) for name in ("p10", "p90")]
            assert -1 < ends[0] < ends[1] < 1


def test_a_point_beyond_the_scale_is_known_to_be(outlook):
    row = row_of(outlook, "fiscal_revenue", "zh")
    assert scale_of(row).outside(35.3) == 1
    assert scale_of(row).place(35.3) == 1
    assert scale_of(row).outside(8) == 0


def test_the_trend_of_a_level_is_its_growth_over_the_last_level(outlook):
    low, high = trend_ends(row_of(outlook, "fdi", "zh"), outlook.trends["fdi"])
    assert low == pytest.approx(8092 * (1 + outlook.trends["fdi"].p10 / 100))
    assert high == pytest.approx(8092 * (1 + outlook.trends["fdi"].p90 / 100))


@given(st.lists(st.floats(-5, 5), max_size=12), st.floats(0.01, 2))
def test_labels_are_moved_apart_and_keep_their_order(places, gap):
    moved = spread_apart(places, gap, -1, 1)
    room = 2 / max(len(places) - 1, 1)
    in_order = [moved[index] for index in np.argsort(places, kind="stable")]
    assert in_order == pytest.approx(sorted(moved))
    assert all(-1 - 1e-9 <= place <= 1 + 1e-9 for place in moved)
    steps = np.diff(sorted(moved))
    assert (steps >= min(gap, room) - 1e-6).all()


def test_labels_that_are_apart_already_stay():
    assert spread_apart([0.9, -0.5, 0.2], 0.3, -1, 1) == [0.9, -0.5, 0.2]


@given(st.text(alphabet="规模以上工业增加值 abcd", max_size=40))
def test_a_broken_text_fits_and_loses_nothing(words):
    lines = wrapped(words, 1.5, 9).split("\n")
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(inches(line, 9) <= 1.5 or " " not in line for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_alternative_texts_say_what_the_pictures_show(outlook, lang):
    words = charts.alt_scorecard(outlook, lang)
    for row in rows_of(outlook, lang):
        assert row.name in words
        assert row.chance() in words
    assert rows_of(outlook, lang)[0].interval() in charts.alt_fan(outlook, "gdp", lang)
    assert "20" in charts.alt_dotplot(outlook, "gdp", lang)
    assert "0" in charts.alt_number_met(outlook, lang)


def test_alternative_texts_tell_why_there_is_no_probability(make_outlook, case):
    outlook = make_outlook([case("fdi", 7000, 8092, level=True, probability=False)])
    assert "不给概率" in charts.alt_scorecard(outlook)
    assert "only 3 yearly rates" in charts.alt_dotplot(outlook, "fdi")


def test_alternative_texts_of_a_year_that_is_over_tell_the_outcome(make_outlook, odd_cases):
    words = charts.alt_scorecard(make_outlook(odd_cases))
    assert "社会消费品零售总额：目标5%，实绩4.2%，未完成。" in words
    assert "规模以上工业增加值：目标9.5%，实绩9.5%，已完成。" in words


@pytest.mark.parametrize("length", [22, 60, 3000])
@pytest.mark.parametrize("name", ["自治县", "Buyei and Miao "])
def test_a_fan_has_room_for_any_name(name, length):
    words = (name * length)[:length]
    assert ems(fans._short(words)) <= fans._NAME_EMS + 1


def test_a_target_without_any_history_has_an_axis_wider_than_itself(make_outlook, case):
    alone = case("fdi", 30000, level=True, unit="USD_10K", probability=False)
    outlook = make_outlook([alone])
    low, high = fans._limits(row_of(outlook, "fdi", "zh"), [], np.array([]))
    assert low <= 15000
    assert high >= 45000


@pytest.mark.parametrize("limits", [(0.0, 7.3), (-1.7, 2.2), (9.0, -4.0), (2008.6, 2022.4)])
def test_only_ticks_that_are_seen_are_made(limits):
    ours, plain = RoundNumbers(nbins=5), MaxNLocator(nbins=5)
    axes = [Figure().add_subplot() for _ in range(2)]
    for one, locator in zip(axes, (ours, plain), strict=True):
        one.set_xlim(*limits)
        one.xaxis.set_major_locator(locator)
    low, high = sorted(limits)
    seen = [tick for tick in axes[1].get_xticks() if low <= tick <= high]
    assert axes[0].get_xticks().tolist() == seen
    assert len(axes[1].get_xticks()) > len(seen)


def test_axes_without_names_have_a_place_for_one(outlook, history):
    figure = charts.fan(outlook, "gdp", history=history)
    past = figure.axes[0]
    past.set_ylabel("own words")
    figure.canvas.draw()
    box = past.yaxis.label.get_window_extent()
    assert box.x1 < past.bbox.x0
    assert past.bbox.y0 < (box.y0 + box.y1) / 2 < past.bbox.y1
