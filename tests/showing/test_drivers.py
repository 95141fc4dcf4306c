"""What drives each probability: the sentence, the table, the picture."""

import re

import pandas as pd
import pytest

from tianqiao_econ.showing import charts, tables
from tianqiao_econ.showing.drivers import (
    FACTORS,
    Drivers,
    Met,
    drivers_of,
    met_sentence,
    path_sentence,
)


def text_of(html):
    return re.sub(r"<[^>]+>", " ", str(html))


def driven(outlook, points, without=()):
    """Rows as `tianqiao_econ.drivers` gives them, the same points for every target."""
    rows = [
        {
            "column": column,
            "indicator": column,
            "factor": factor,
            "points": value,
            "start": outlook.probability(column) - sum(points) / 100,
            "probability": outlook.probability(column),
        }
        for column in outlook.met.columns
        if column not in without
        for factor, value in zip(FACTORS, points, strict=True)
    ]
    return pd.DataFrame(rows, columns=["column", "factor", "points", "start", "probability"])


@pytest.fixture
def table(outlook):
    return driven(outlook, (-8.0, -2.4, 0.3, 5.0, -0.6), without={"fdi"})


def test_the_sentence_leads_from_the_usual_chance_to_this_one():
    drivers = Drivers(start=0.41, probability=0.298, points=(-0.2, -2.1, -7.3, 4.4, -5.2))
    assert path_sentence(drivers, "zh") == (
        "不计各因素时，模型从约40%起算；年份效应（−7）、趋势与上级（−5）和基数效应（−2）拉低，"
        "自身记录（+4）抬高，得出约30%（较不可能）。"
    )
    assert path_sentence(drivers, "en") == (
        "Without these factors the engine starts at about 40%; lowered by the year (−7), trend and "
        "parents (−5) and the base effect (−2), raised by the own record (+4): about 30% "
        "(rather unlikely)."
    )


def test_what_the_record_counts_stands_beside_the_start_and_is_not_rounded():
    drivers = Drivers(0.6, 0.65, (0.0,) * 5, Met(12 / 13, 13, "county"))
    assert met_sentence(drivers, "zh") == "记录中已有结果的同类目标（区县级13项）完成了92%。"
    every = Drivers(0.6, 0.65, (0.0,) * 5, Met(0.5, 2, ""))
    assert met_sentence(every, "en") == (
        "Of such targets with a known outturn (2 at all levels) 50% were met."
    )
    assert met_sentence(Drivers(0.6, 0.65, (0.0,) * 5), "zh") == met_sentence(None, "en") == ""


def test_the_record_has_a_column_of_its_own(outlook, table):
    counted = table.assign(met_share=0.75, met_n=20, met_level="county")
    shown = str(tables.drivers_table(counted, outlook))
    assert text_of(shown).count("75%") == 7
    assert "记录中完成" in shown
    assert drivers_of(table)["gdp"].met is None


def test_a_push_of_less_than_a_point_is_not_told():
    drivers = Drivers(start=0.5, probability=0.5, points=(0.4, -0.4, 0.1, 0.0, -0.1))
    assert path_sentence(drivers, "zh") == (
        "不计各因素时，模型从约50%起算；各因素影响都不足1个百分点，得出约50%（难分上下）。"
    )


def test_rows_are_read_factor_by_factor_in_any_order(table):
    shuffled = table.sample(frac=1, random_state=1)
    assert drivers_of(shuffled)["gdp"].points == (-8.0, -2.4, 0.3, 5.0, -0.6)
    assert drivers_of(table.iloc[:0]) == {}


def test_the_table_has_every_factor_and_a_dash_where_nothing_is_taken_apart(outlook, table):
    shown = str(tables.drivers_table(table, outlook))
    rows = re.findall(r"<tr role=.row.*?</tr>", shown, flags=re.DOTALL)
    assert text_of(rows[1]).split()[3:8] == ["−8.0", "−2.4", "+0.3", "+5.0", "−0.6"]
    fdi = next(row for row in rows if "实际使用外资" in row)
    assert text_of(fdi).split()[1:8] == ["–"] * 7


def test_phones_are_spared_the_table_that_the_picture_repeats(outlook, table):
    assert "te-desk" in str(tables.drivers_table(table, outlook))
    assert "te-desk" not in str(tables.targets_table(outlook))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_is_legible(outlook, table, lang, legible):
    assert legible(charts.drivers(table, outlook, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("points", [(0.0,) * 5, (60.0, -55.0, 38.0, -41.0, 12.0)])
def test_the_picture_is_legible_with_no_push_and_with_huge_ones(
    make_outlook, case, names, lang, points, legible
):
    outlook = make_outlook([case(name, 5, 4.0, 5.2, 2, 4) for name in names])
    assert legible(charts.drivers(driven(outlook, points), outlook, lang))


def test_the_picture_may_have_nothing_to_take_apart(make_outlook, case, legible, drawn_texts):
    outlook = make_outlook([case("fdi", 7000, 8092, level=True, probability=False)])
    figure = charts.drivers(driven(outlook, (0.0,) * 5), outlook)
    assert legible(figure)
    assert "用别的方法，不作分解" in [t[0] for t in drawn_texts(figure)]


def test_the_alternative_text_has_a_sentence_for_every_target(outlook, table):
    words = charts.alt_drivers(table, outlook)
    assert words.count("不计各因素时") == 7
    assert "实际使用外资：这一项的概率用别的方法得出，不作分解。" in words
