"""The verbs from a shell; no logic of its own.

Exit codes: 0 done, 1 a finding (bad data, a failed brief), 2 wrong use.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tianqiao_econ import __version__
from tianqiao_econ.framework import DataProblems, EconError, NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from tianqiao_econ.assessment import Outlook
    from tianqiao_econ.datasets import DataPackage

FINDING, WRONG_USE = 1, 2
_TERMINATED = 128 + signal.SIGTERM

_data = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    help="Data package; else $TIANQIAO_ECON_DATA, else the packaged facts.",
)
_area = click.option("--area", help="Area code, 370105; by default the package's own.")
_year = click.option("--year", type=int, help="Year of the targets.")
_as_of = click.option("--as-of", help="See only what was known on this date, 2024-01-16.")
_lang = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)


class _Verbs(click.Group):
    """Group that turns our errors into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; errors meant for the user never show a traceback."""
        try:
            return super().invoke(ctx)
        except DataProblems as error:
            _refuse(error, FINDING)
        except (UnknownName, NotKnown) as error:
            _refuse(error, WRONG_USE)
        except EconError as error:
            _refuse(error, getattr(error, "exit_code", WRONG_USE))


def _refuse(error: EconError, code: int) -> NoReturn:
    click.echo(f"tianqiao-econ: {error}", err=True)
    sys.exit(code)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tianqiao-econ")
@click.option("-v", "--verbose", count=True, help="Say more; twice for everything.")
def main(verbose: int) -> None:
    """Growth targets of Chinese districts: how they compare with trends, how likely they are met.

    天桥经济：目标与趋势的比较，以及目标完成的可能性。
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))  # tidy up, then go
    levels = [logging.WARNING, logging.INFO, logging.DEBUG]
    logging.basicConfig(level=levels[min(verbose, 2)], format="%(levelname)s %(name)s %(message)s")


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="The same as FOLDER.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def check(folder: Path | None, data: Path | None, form: str) -> None:
    """Show every problem of a data package, as a table."""
    from dataclasses import asdict
    from json import dumps

    from tianqiao_econ import datasets

    chosen = folder or data
    problems = datasets.check(chosen)
    if form == "json":
        click.echo(dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    elif problems:
        click.echo(str(DataProblems(problems)))
    else:
        package = datasets.open_data(chosen)
        for note in package.notes:
            click.echo(f"note: {note}")
        click.echo(f"no problems in {package.folder}")
    sys.exit(FINDING if problems else 0)


@main.command()
@click.argument("indicator")
@_area
@_as_of
@click.option("--transformation", type=click.Choice(["growth", "level"]), default="growth")
@click.option("--freq", type=click.Choice(["A", "Q", "M"]), default="A")
@_format
@_data
def show(
    indicator: str,
    area: str | None,
    as_of: str | None,
    transformation: str,
    freq: str,
    form: str,
    folder: Path | None,
) -> None:
    """Show one series with the source and date of every figure."""
    package = _open(folder)
    view = package.as_of(as_of) if as_of else package.latest()
    frame = view.series(
        indicator,
        area=area or _declared(package),
        transformation=transformation,
        freq=freq,
        accumulation="period" if freq == "A" else "ytd",
    )
    _print(frame.reset_index(), form)


@main.command("assess")
@_area
@_year
@_as_of
@_format
@_data
def assess_(
    area: str | None, year: int | None, as_of: str | None, form: str, folder: Path | None
) -> None:
    """Assess how likely each target is to be met; --area all for every area with a target."""
    import pandas as pd

    package = _open(folder)
    areas = package.areas_with_targets(year, as_of) if area == "all" else (area,)
    tables = [_outlook(package, code, year, as_of).table for code in areas]
    table = pd.concat(tables, ignore_index=True)
    _print(table, form, short=_SHORT)
    if form == "table":
        for line in table[table["probability"].isna()].to_dict("records"):
            click.echo(f"{line['ref_area']} {line['indicator']}: {line['note']}")


@main.command()
@_area
@_year
@_as_of
@_lang
@click.option("--out", type=click.Path(path_type=Path), default=Path("briefs"), show_default=True)
@click.option("--previous", type=click.Path(path_type=Path), help="Manifest of an earlier brief.")
@_data
def brief(
    area: str | None,
    year: int | None,
    as_of: str | None,
    lang: str,
    out: Path,
    previous: Path | None,
    folder: Path | None,
) -> None:
    """Write one offline HTML brief, with its manifest beside it."""
    from tianqiao_econ.briefing import brief as make_brief
    from tianqiao_econ.briefing.progress import progress_bar

    with progress_bar("brief") as progress:
        result = make_brief(
            area=area,
            year=year,
            as_of=as_of,
            lang=lang,
            out=out,
            previous=previous,
            data=folder,
            progress=progress,
        )
    _tell(result.manifest["notes"])
    click.echo(str(result.html))


@main.command()
@_area
@_year
@_as_of
@_lang
@click.option("--to", "path", type=click.Path(path_type=Path), required=True, help="FILE.xlsx")
@_data
def export(
    area: str | None,
    year: int | None,
    as_of: str | None,
    lang: str,
    path: Path,
    folder: Path | None,
) -> None:
    """Write the tables of the brief, with sources, to a spreadsheet."""
    from tianqiao_econ.briefing.export import export as write

    outlook = _outlook(_open(folder), area, year, as_of)
    click.echo(str(write(outlook, path, lang=lang)))


@main.command()
@_data
def doctor(folder: Path | None) -> None:
    """Say what is found and what is not: fonts, kernel, browser, versions; and what to do."""
    from tianqiao_econ.briefing.doctor import diagnose

    findings = diagnose(folder)
    for finding in findings:
        click.echo(str(finding))
    sys.exit(0 if all(finding.ok for finding in findings) else FINDING)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open JupyterLab on the notebooks."""
    from tianqiao_econ.briefing.lab import open_lab

    sys.exit(open_lab(arguments, tell=click.echo))


def _open(folder: Path | None) -> DataPackage:
    from tianqiao_econ.datasets import open_data

    package = open_data(folder)
    _tell(package.notes)
    return package


def _tell(notes: Iterable[str]) -> None:
    """Say on the error stream what was missing and taken from the packaged facts."""
    for note in notes:
        click.echo(f"note: {note}", err=True)


def _declared(package: DataPackage) -> str:
    """Return the area that a data package is about."""
    if package.default_area is None:
        raise NotKnown("say which area with --area: the data package declares none")
    return package.default_area


def _outlook(
    package: DataPackage, area: str | None, year: int | None, as_of: str | None
) -> Outlook:
    from tianqiao_econ.assessment import assess
    from tianqiao_econ.briefing.parameters import choose

    choice = choose(package, area=area, year=year, as_of=as_of)
    return assess(package.as_of(choice.as_of), area=choice.area, year=choice.year)


_SHORT = [
    "ref_area",
    "indicator",
    "wording",
    "event_text",
    "last_outturn",
    "trend",
    "median",
    "p10",
    "p90",
    "probability",
    "n_pool",
    "outturn",
    "met",
]


def _print(frame: pd.DataFrame, form: str, short: list[str] | None = None) -> None:
    writers: dict[str, Callable[[], str]] = {
        "csv": lambda: frame.to_csv(index=False, lineterminator="\n"),
        "json": lambda: (
            frame.to_json(orient="records", force_ascii=False, indent=2, date_format="iso") + "\n"
        ),
        "table": lambda: (
            (frame[short] if short else frame).to_string(
                index=False, float_format="{:.2f}".format, na_rep=""
            )
            + "\n"
        ),
    }
    click.echo(writers[form](), nl=False)


if __name__ == "__main__":
    main()
