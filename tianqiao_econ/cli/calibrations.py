"""Verb on what larger panels teach: calibrate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tianqiao_econ.cli import shared
from tianqiao_econ.framework import EconError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option(
    "--data",
    "folders",
    type=shared.FOLDER,
    multiple=True,
    required=True,
    help="Data package with targets and outturns; several where given again.",
)
@shared.as_of
@click.option("--out", "file", type=shared.PATH, help="File to write, as priors.csv; else printed.")
@click.option("--force", is_flag=True, help="Write over another FILE.")
def calibrate(
    folders: tuple[Path, ...],
    as_of: str | None,
    file: Path | None,
    force: bool,  # noqa: FBT001 - click hands options over by name
) -> None:
    """Learn the engine's hyper-parameters from data packages; each names its source's folder."""
    from tianqiao_econ.assessment.calibrating import calibrate as learn
    from tianqiao_econ.datasets.vintages import as_date

    names = [folder.resolve().name for folder in folders]
    for name in names:
        if names.count(name) > 1:
            raise EconError(f"two data packages are called {name}: sources need names of their own")
    packages = [
        (name, shared.open_package(folder)) for name, folder in zip(names, folders, strict=True)
    ]
    table = learn(packages, as_of=None if as_of is None else as_date(as_of))
    if file is None:
        shared.print_frame(table, "csv")
        return
    _write(table.to_csv(index=False, lineterminator="\n"), file.expanduser(), force=force)
    click.echo(f"{len(table)} figures, {(table['n'] > 0).sum()} of them learnt, in {file}")


def _write(text: str, file: Path, *, force: bool) -> None:
    """Write a file whole or not at all; another one is not written over unless told to."""
    from tianqiao_econ.briefing.publishing import publish

    content = text.encode()
    if file.is_file():
        if file.read_bytes() == content:
            return
        if not force:
            raise EconError(f"{file} is there and differs: name another file, or add --force")
    publish({file: content})
