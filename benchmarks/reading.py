"""How well reports are read: recall, precision, qualifiers, seconds, and every miss.

    python benchmarks/reading.py ../shared/reports [--labels FILE ...] [--format table|csv]
    python benchmarks/reading.py ../shared/reports --write docs/reading.md

Reads the reports that the labels name (paths relative to DIR) and holds what was read against the
labels: those of DIR (`labels.csv`) and our own (`benchmarks/reading/labels.csv`: figures and short
phrases of reports that are labelled completely; the reports themselves do not belong to the
repository). `--labels` takes other tables in their stead.

* A label is found when a row of the same indicator, year, role and transformation, without a
  sub-area, has its number; units may differ (亿元, 万亿元). Its qualifier is judged apart.
* Precision counts the rows of completely labelled reports: `passages/`, and those that our labels
  call complete. A figure that a report repeats counts once.
* A row of a labelled figure whose number has the wrong sign or is off by a power of ten is
  counted in every report.
* What the reader is unsure of is neither found nor false; it is listed. So is what a label calls
  open: it can be read either way. Rows of other periods than a year are not judged.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pandas as pd
import reading_page
from reading_labels import OWN, Figure, as_figures, read_labels
from reading_scores import FOUND, TRUE, Verdict, by_folder, judge, measures, table_of

from tianqiao_econ.framework.errors import EconError

REPORTS = Path(__file__).parents[2] / "shared/reports"


class Report(Protocol):
    """What a reader returns, as far as it is used here."""

    @property
    def rows(self) -> pd.DataFrame:
        """Outturns, targets and aims."""


Reader = Callable[[Path], Report]


def main(arguments: Sequence[str] | None = None, read: Reader | None = None) -> None:
    """Read the labelled reports and print how well it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=REPORTS, help="the reports")
    parser.add_argument("--labels", type=Path, action="append", help="labels, instead of ours")
    parser.add_argument("--format", choices=["table", "csv"], default="table")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="renew the measured part of a page"
    )
    chosen = parser.parse_args(arguments)
    # Ours come first: where two labels tell of the same figure, the first one stands.
    given = chosen.folder / "labels.csv"
    paths = chosen.labels or [OWN, *([given] if given.exists() else [])]
    labels, complete = read_labels(paths)
    present = {label.file for label in labels if (chosen.folder / label.file).is_file()}
    if not present:
        raise SystemExit(f"{chosen.folder}: none of the labelled reports is there")
    absent = sorted({label.file for label in labels} - present)
    labels = [label for label in labels if label.file in present]
    rows, seconds, failed = _read_all(chosen.folder, sorted(present), read or _reader())
    verdicts = judge(labels, rows, complete)
    if chosen.format == "csv":
        table_of(verdicts).to_csv(sys.stdout, index=False)
        return
    if chosen.write:
        reading_page.write(chosen.write, verdicts, _seconds(seconds), given)
        return
    _print(verdicts, seconds)
    for file in absent:
        print(f"not there: {file}")
    for failure in failed:
        print(f"could not be read: {failure}")


def _reader() -> Reader:
    import tianqiao_econ

    return tianqiao_econ.read_report


def _read_all(
    folder: Path, files: Sequence[str], read: Reader
) -> tuple[list[Figure], list[float], list[str]]:
    """Read each report; the first one twice, so that imports are not timed."""
    rows: list[Figure] = []
    seconds: list[float] = []
    failed: list[str] = []
    for file in files:
        try:
            if not seconds:
                read(folder / file)
            begin = time.process_time()
            report = read(folder / file)
        except EconError as error:
            failed.append(f"{file}: {error}")
            continue
        seconds.append(time.process_time() - begin)
        rows.extend(as_figures(file, report.rows))
    return rows, seconds, failed


def _seconds(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.3f} (median), {max(seconds):.3f} (most)   goal < 0.5"


def _print(verdicts: Sequence[Verdict], seconds: Sequence[float]) -> None:
    """Print the goals, the figures by folder, and whatever was not plainly found."""
    for measure in measures(verdicts):
        print(measure)
    if seconds:
        print(f"{'seconds a report':32}{_seconds(seconds)}")
    print(f"\n{by_folder(verdicts).to_string(index=False)}\n")
    for verdict in verdicts:
        if verdict.kind not in (FOUND, TRUE):
            print(verdict)


if __name__ == "__main__":
    main()
