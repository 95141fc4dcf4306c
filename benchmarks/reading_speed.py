"""How long reading takes: whether it grows with the length alone, and what odd texts cost.

    python benchmarks/reading_speed.py [--format table|csv]

All texts are made up. The first ones are one report over and over, each ten times as long as the
one before; the others are what a file may hold by mistake. Seconds are the processor's; those for
a million characters, read in one run, tell whether time grows faster than the text.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

import pandas as pd

from tianqiao_econ.reports import read_report

HEAD = "2024年政府工作报告\n——2024年1月10日在青河区第三届人民代表大会上\n"
PROSE = "我们坚持问题导向，把群众的事放在心上，一件一件抓落实，干部作风有了新的变化。" * 20 + "\n"
REVIEW = (
    "一、2023年工作回顾\n"
    "我们统筹推进各项工作，稳住了大盘。预计全年地区生产总值增长6.2%，固定资产投资增长8.1%，"
    "规上工业增加值增长7.5%、高于全市1.2个百分点，城乡居民人均可支配收入分别增长5.1%、7.2%。\n"
    "河湾园区规上工业增加值增长20%。新建公园4处，改造小区12个，惠及居民2000户，各项事业都有新的起色。\n"
    f"{PROSE}"
)
GOALS = (
    "二、2024年工作安排\n今年的主要预期目标是：地区生产总值增长6%左右，实际使用外资7000万美元，"
    "居民收入增长与经济增长同步。\n我们将抓好项目建设，新开工项目50个以上，新建安置房不少于4000套。\n"
    f"{PROSE}"
)
MILLION = 1_000_000
ODD = {
    "a million digits": ("9", MILLION),
    "a million opening brackets": ("（", MILLION),
    "nested brackets around a figure": ("(", MILLION),
    "nothing but commas": ("，", MILLION),
    "nothing but names": ("地区生产总值", MILLION // 6),
    "nothing but numbers": ("6%、", MILLION // 15),
    "one sentence without marks": ("地区生产总值增长6%", MILLION // 50),
    "one sentence of names and numbers": ("固定资产投资增长6.5%，", MILLION // 60),
    "words that lead nowhere": ("由增长扣除", MILLION // 5),
    "blank lines": (" \n", MILLION // 2),
    "counted things": ("新建安置房4000套、", MILLION // 50),
}


def main() -> None:
    """Read and print a row for each text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=["table", "csv"], default="table")
    chosen = parser.parse_args()
    if chosen.format == "csv":
        table().to_csv(sys.stdout, index=False)
    else:
        print(table().to_string(index=False))


def table() -> pd.DataFrame:
    """Return a row for each text: its length, the rows read of it, and how long that took."""
    read_report(HEAD + REVIEW + GOALS)  # so that imports are not timed
    return pd.DataFrame([_timed(name, text) for name, text in _texts()])


def _texts() -> Iterator[tuple[str, str]]:
    for length in (15_000, 150_000, 5 * MILLION // 3):
        half = length // 2
        review = REVIEW * (half // len(REVIEW))
        yield "a report over and over", HEAD + review + GOALS * (half // len(GOALS))
    for name, (piece, times) in ODD.items():
        yield name, HEAD + REVIEW + piece * times
    yield "an empty text", ""


def _timed(name: str, text: str) -> dict[str, object]:
    begin = time.process_time()
    rows = len(read_report(text, year=2024).found) if text else 0
    seconds = time.process_time() - begin
    return {
        "text": name,
        "characters": len(text),
        "megabytes": round(len(text.encode()) / MILLION, 2),
        "rows": rows,
        "seconds": round(seconds, 3),
        "seconds_a_million": round(seconds / max(len(text), 1) * MILLION, 2),
    }


if __name__ == "__main__":
    main()
