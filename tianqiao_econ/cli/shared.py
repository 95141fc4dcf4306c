"""What all verbs share: exit codes, options, a sentence for an error, one way to print."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tianqiao_econ.framework import DataProblems, EconError, NotKnown, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from tianqiao_econ.assessment import Outlook
    from tianqiao_econ.datasets import DataPackage

FINDING, WRONG_USE = 1, 2
INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM

_terminated = Event()


class Verbs(click.Group):
    """Group that turns our errors into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; errors meant for the user never show a traceback."""
        try:
            return super().invoke(ctx)
        except DataProblems as error:
            refuse(error, FINDING)
        except (UnknownName, NotKnown) as error:
            refuse(error, WRONG_USE)
        except EconError as error:
            refuse(error, getattr(error, "exit_code", WRONG_USE))
        except (KeyboardInterrupt, SystemExit) as end:
            leave(end, "interrupted")


def terminate(*_: object) -> None:
    """Tidy up, then go: what a SIGTERM asks for."""
    _terminated.set()
    sys.exit(TERMINATED)


def terminated() -> bool:
    """Tell whether a SIGTERM has come: an import that catches everything can swallow its end."""
    return _terminated.is_set()


class _Told(SystemExit):
    """An end of which the reader has been told."""


def leave(end: BaseException, sentence: str) -> NoReturn:
    """End as a shell expects of a program that was interrupted; any other end stays what it is."""
    code = TERMINATED if terminated() else INTERRUPTED
    if isinstance(end, _Told) or (isinstance(end, SystemExit) and end.code != code):
        raise end
    click.echo(f"tianqiao-econ: {sentence}", err=True)
    raise _Told(code)


class _Text(click.types.StringParamType):
    """Text that is not empty: an unset variable of a script is not a silent default."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(_filled(value, param, ctx), param, ctx)


class _Path(click.Path):
    """Path that is not empty."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(_filled(value, param, ctx), param, ctx)


class _Folder(_Path):
    """Path of a folder that is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        folder = super().convert(value, param, ctx).expanduser()
        if not folder.is_dir():
            found = "is no folder" if folder.exists() else "is not there"
            raise EconError(f"{folder} {found}: name the folder that holds targets.csv")
        return folder


TEXT, PATH, FOLDER = _Text(), _Path(), _Folder()

data = click.option(
    "--data",
    "folder",
    type=FOLDER,
    help="Data package; else $TIANQIAO_ECON_DATA, else the packaged facts.",
)
area = click.option("--area", type=TEXT, help="Area code, 370105; by default the package's own.")
year = click.option("--year", type=int, help="Year of the targets.")
as_of = click.option("--as-of", type=TEXT, help="See only what was known on this date, 2024-01-16.")
lang = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
log_json = click.option(
    "--log-json", type=PATH, help="Append a line of JSON on this run to a file."
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)


def refuse(error: EconError, code: int) -> NoReturn:
    """Say what is wrong in one sentence and leave with an exit code."""
    click.echo(f"tianqiao-econ: {error}", err=True)
    sys.exit(code)


def open_package(folder: Path | None, form: str = "table") -> DataPackage:
    """Open a data package and say what it lacked, unless a program reads the output.

    A program finds it in the column ``data_note`` of `assess`, a person in `check` too.
    """
    from tianqiao_econ.datasets import open_data

    package = open_data(folder)
    if form == "table":
        tell(package.notes)
    return package


def tell(notes: Iterable[str]) -> None:
    """Say something beside the result, on the error stream."""
    for note in notes:
        click.echo(f"note: {note}", err=True)


def declared_area(package: DataPackage) -> str:
    """Return the area that a data package is about."""
    if package.default_area is None:
        raise NotKnown("say which area with --area: the data package declares none")
    return package.default_area


def chosen_outlook(
    package: DataPackage, area: str | None, year: int | None, as_of: str | None
) -> Outlook:
    """Assess what was asked for, else what the data package declares."""
    from tianqiao_econ.assessment import assess
    from tianqiao_econ.briefing.parameters import choose

    choice = choose(package, area=area, year=year, as_of=as_of)
    return assess(package.as_of(choice.as_of), area=choice.area, year=choice.year)


def print_frame(frame: pd.DataFrame, form: str, short: Sequence[str] | None = None) -> None:
    """Print a frame as csv, json or an aligned table; `short` are the columns of the last."""
    writers: dict[str, Callable[[], str]] = {
        "csv": lambda: frame.to_csv(index=False, lineterminator="\n"),
        "json": lambda: (
            frame.to_json(orient="records", force_ascii=False, indent=2, date_format="iso") + "\n"
        ),
        "table": lambda: (
            (frame[list(short)] if short else frame).to_string(
                index=False, float_format="{:.2f}".format, na_rep=""
            )
            + "\n"
        ),
    }
    click.echo(writers[form](), nl=False)


def _filled(value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
    """Return a value that is not empty."""
    if isinstance(value, str) and not value.strip():
        name = param.get_error_hint(ctx) if param and ctx else "a value"
        raise EconError(f"{name} is empty: give a value, or leave it out")
    return value
