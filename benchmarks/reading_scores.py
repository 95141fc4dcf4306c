"""Labels against rows: what was found, missed, claimed wrongly, and the goals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from reading_labels import ROLES, Figure, unique

FOUND, QUALIFIER, MISSED, UNSURE = "found", "wrong qualifier", "missed", "unsure"
TRUE, FALSE, SIGN, TEN = "true", "false", "wrong sign", "factor of ten"
OPEN, BESIDE, PERIOD = "open", "beside a label", "other period"
LABELLED = (FOUND, QUALIFIER, MISSED, UNSURE)
"""Verdicts on a label; the others are on a row."""
RECALL = {"target": 0.97, "outturn": 0.95}
PRECISION = {"target": 0.98, "outturn": 0.97}
QUALIFIERS = 0.96


@dataclass(frozen=True)
class Verdict:
    """What became of a label, or what is to be thought of a row.

    Attributes
    ----------
    kind
        On a label `found`, `wrong qualifier` (found, worded otherwise), `missed` or `unsure`
        (only a row the reader is unsure of has its number). On a row of a complete report `true`
        or `false`; of any report `wrong sign`, `factor of ten`, `beside a label` (another number
        for a labelled figure), `open` (the label can be read either way), `unsure` without a
        label, `other period`.
    label, row
        The label, if one is meant, and the row, if there is one.
    note
        Why, in a few words.
    judged
        Whether a row counts in the precision.
    """

    kind: str
    label: Figure | None = None
    row: Figure | None = None
    note: str = ""
    judged: bool = False

    @property
    def figure(self) -> Figure:
        """The label, or else the row."""
        figure = self.label or self.row
        assert figure is not None  # noqa: S101 - a verdict is on one of them
        return figure

    @property
    def source(self) -> Figure:
        """Where to look: the row, or the label that was missed if it says where it stands."""
        missed = self.kind == MISSED and self.figure.phrase
        return self.figure if missed else self.row or self.figure

    def __str__(self) -> str:
        """Return one line: kind, place, figure, what was read, phrase."""
        figure = self.figure
        read = f" | read {_amount(self.row)}" if self.label and self.row else ""
        place = f" | {self.source.start}: {self.source.phrase}" if self.source.phrase else ""
        note = f" | {self.note}" if self.note else ""
        what = f"{figure.indicator} {figure.year} {figure.role} {figure.transformation}"
        return f"{self.kind:16}{figure.file} | {what} {_amount(figure)}{read}{note}{place}"


def judge(
    labels: Sequence[Figure], rows: Sequence[Figure], complete: Iterable[str]
) -> list[Verdict]:
    """Hold rows against labels.

    Parameters
    ----------
    labels, rows
        Of any number of reports.
    complete
        Reports whose labels are complete: a row without a label is false there.

    Returns
    -------
    list of Verdict
        One for each label of the area itself that cannot be read either way, then one for each
        row that is not plainly of an unlabelled figure.
    """
    whole = set(complete)
    claims = _by_key(row for row in rows if row.of_the_area)
    known = _by_key(labels)
    own = [label for label in labels if label.of_the_area and label.certain]
    verdicts = [_on_label(label, claims[label.key]) for label in own]
    for row in unique(row for row in rows if not row.scope):
        verdict = _on_row(row, known[row.key], complete=row.file in whole)
        if verdict is not None:
            verdicts.append(verdict)
    return verdicts


def _by_key(figures: Iterable[Figure]) -> Mapping[tuple[str, ...], list[Figure]]:
    found: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.key].append(figure)
    return found


def _on_label(label: Figure, claims: Sequence[Figure]) -> Verdict:
    equal = [row for row in claims if row.equals(label)]
    sure = [row for row in equal if row.certain]
    worded = [row for row in sure if row.qualifier == label.qualifier]
    if worded:
        return Verdict(FOUND, label, worded[0])
    if sure:
        return Verdict(QUALIFIER, label, sure[0])
    if equal:
        return Verdict(UNSURE, label, equal[0], equal[0].note)
    others = [row for row in claims if row.certain]
    return Verdict(MISSED, label, others[0] if others else None)


def _on_row(row: Figure, known: Sequence[Figure], *, complete: bool) -> Verdict | None:
    """Judge a row without a sub-area; None where nothing is known of it."""
    if not row.of_the_area:
        return Verdict(PERIOD, row=row) if complete else None
    own = [label for label in known if label.of_the_area]
    equal = next((label for label in own if label.equals(row)), None)
    if not row.certain:
        return None if equal and equal.certain else Verdict(UNSURE, row=row, note=row.note)
    if equal is None:
        return _on_another_number(row, known, complete=complete)
    if not complete:
        return None
    return Verdict(TRUE if equal.certain else OPEN, row=row, judged=equal.certain)


def _on_another_number(row: Figure, known: Sequence[Figure], *, complete: bool) -> Verdict | None:
    """Judge a row whose number no label of the area has."""
    numbers = [label for label in known if label.of_the_area and label.amounts]
    for label in numbers:
        if kind := _slip(row, label):
            return Verdict(kind, row=row, note=f"labelled {_amount(label)}", judged=complete)
    if complete:
        return Verdict(FALSE, row=row, note=_mistaken(row, known), judged=True)
    certain = [label for label in numbers if label.certain]
    if certain:
        return Verdict(BESIDE, row=row, note=f"labelled {_amount(certain[0])}")
    return None


def _slip(row: Figure, label: Figure) -> str:
    """Name the slip that turns a label's number into the row's, if there is one."""
    if row.unit != label.unit or len(row.amounts) != len(label.amounts):
        return ""
    ratios = {
        round(one / two, 9) if two else math.nan
        for one, two in zip(row.amounts, label.amounts, strict=True)
    }
    ratio = ratios.pop() if len(ratios) == 1 else math.nan
    if ratio == -1:
        return SIGN
    powers = math.log10(abs(ratio)) if ratio and math.isfinite(ratio) else 0.5
    return TEN if powers and math.isclose(powers, round(powers), abs_tol=1e-9) else ""


def _mistaken(row: Figure, known: Sequence[Figure]) -> str:
    """Say whose figure it is that was taken for the area's own of one year."""
    for label in known:
        if label.equals(row):
            return f"of {label.scope}" if label.scope else f"{label.period} over years"
    return ""


def _amount(figure: Figure) -> str:
    """Write a number with its unit and qualifier."""
    amounts = "-".join(f"{round(amount, 6):,.15g}" for amount in figure.amounts)
    return " ".join(part for part in (amounts, amounts and figure.unit, figure.qualifier) if part)


def measures(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the goals, a line each: share, counts, goal, reached or not."""
    lines = []
    for role in ROLES:
        found, labelled = _recall(verdicts, role)
        lines.append(_line(f"{role}s: recall", found, labelled, RECALL[role]))
    for role in ROLES:
        true, claimed = _precision(verdicts, role)
        lines.append(_line(f"{role}s: precision", true, claimed, PRECISION[role]))
    for role, goal in (("target", QUALIFIERS), ("outturn", None)):
        right, found = _worded(verdicts, role)
        lines.append(_line(f"{role}s found: right qualifier", right, found, goal))
    for kind in (SIGN, TEN):
        n = sum(verdict.kind == kind for verdict in verdicts)
        lines.append(f"{kind:32}{n}   goal none: {'not reached' if n else 'reached'}")
    return lines


def by_folder(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return labels, found, claims and true claims by folder of the reports and role."""
    folders = sorted({_folder(verdict.figure) for verdict in verdicts})
    rows = []
    for folder in folders:
        some = [verdict for verdict in verdicts if _folder(verdict.figure) == folder]
        for role in ROLES:
            found, labelled = _recall(some, role)
            right, _ = _worded(some, role)
            true, claimed = _precision(some, role)
            rows.append((folder, role, labelled, found, right, claimed, true))
    columns = ["folder", "role", "labels", "found", "right_qualifier", "claims", "true_claims"]
    return pd.DataFrame(rows, columns=columns)


def table_of(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return a row for each verdict."""
    columns = ["verdict", "file", "indicator", "year", "role", "transformation"]
    columns += ["labelled", "read", "note", "start", "phrase"]
    rows = []
    for verdict in verdicts:
        labelled = _amount(verdict.label) if verdict.label else ""
        read = _amount(verdict.row) if verdict.row else ""
        figure = verdict.figure
        told = (figure.file, figure.indicator, figure.year, figure.role, figure.transformation)
        tail = (labelled, read, verdict.note, verdict.source.start, verdict.source.phrase)
        rows.append((verdict.kind, *told, *tail))
    return pd.DataFrame(rows, columns=columns)


def _recall(verdicts: Iterable[Verdict], role: str) -> tuple[int, int]:
    kinds = [v.kind for v in verdicts if v.label and v.label.role == role and v.kind in LABELLED]
    return sum(kind in (FOUND, QUALIFIER) for kind in kinds), len(kinds)


def _worded(verdicts: Iterable[Verdict], role: str) -> tuple[int, int]:
    kinds = [v.kind for v in verdicts if v.label and v.label.role == role]
    right = kinds.count(FOUND)
    return right, right + kinds.count(QUALIFIER)


def _precision(verdicts: Iterable[Verdict], role: str) -> tuple[int, int]:
    kinds = [v.kind for v in verdicts if v.judged and v.figure.role == role]
    return kinds.count(TRUE), len(kinds)


def _line(name: str, part: int, whole: int, goal: float | None) -> str:
    if not whole:
        return f"{name:32}not measured"
    share = part / whole
    text = f"{name:32}{share:6.1%} ({part} of {whole})"
    if goal is None:
        return text
    return f"{text}   goal {goal:.0%}: {'reached' if share >= goal else 'not reached'}"


def _folder(figure: Figure) -> str:
    return figure.file.rpartition("/")[0] or "."
