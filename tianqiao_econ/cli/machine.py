"""Verbs on this machine: doctor, lab."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tianqiao_econ.cli import shared

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@shared.data
def doctor(folder: Path | None) -> None:
    """Say what is found and what is not: fonts, kernel, browser, versions; and what to do."""
    from tianqiao_econ.briefing.doctor import diagnose

    findings = diagnose(folder)
    for finding in findings:
        click.echo(str(finding))
    sys.exit(0 if all(finding.ok for finding in findings) else shared.FINDING)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks."""
    from tianqiao_econ.briefing.lab import open_lab

    sys.exit(open_lab(arguments, tell=click.echo))
