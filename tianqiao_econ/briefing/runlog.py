"""One line of JSON on a run, appended to a file however the run ends."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tianqiao_econ.briefing.batch.outcomes import INTERRUPTED, BatchResult, Outcome
from tianqiao_econ.briefing.manifest import AS_JSON
from tianqiao_econ.briefing.parameters import WrongValue
from tianqiao_econ.framework.errors import EconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENDS = (KeyboardInterrupt, SystemExit)
"""How a run is interrupted, from the keyboard or by SIGTERM."""

log = logging.getLogger(__name__)


@contextmanager
def logged(file: str | Path | None, result: BatchResult, *, each: bool = False) -> Iterator[None]:
    """Append a line on a run once it is over; the file is opened before anything is begun.

    Parameters
    ----------
    file
        What is appended to; nothing is where not given.
    result
        How the run goes, filled in by the caller.
    each
        Whether to tell of each brief, not only of those that failed.

    Raises
    ------
    WrongValue
        The file cannot be written.

    """
    if not file:
        yield
        return
    with _opened(file) as stream:
        begun = time.monotonic()
        try:
            yield
        except BaseException as error:
            result.error = _sentence(error)
            raise
        finally:
            if result.ended is None:
                result.close(dt.datetime.now(dt.UTC), time.monotonic() - begun)
            _append(stream, result.as_plain() if each else result.as_line())


@contextmanager
def brief_logged(file: str | Path | None, about: Mapping[str, Any]) -> Iterator[None]:
    """Append a line on a run that makes one brief.

    Parameters
    ----------
    file
        What is appended to; nothing is where not given.
    about
        area, year, as_of and lang as they were asked for; read when the run is over, so that the
        caller can put in what they came to.

    """
    result, begun = BatchResult(), time.monotonic()
    status, error = "made", ""
    with logged(file, result, each=True):
        try:
            yield
        except BaseException as stopped:
            status = "not made" if isinstance(stopped, ENDS) else "failed"
            error = _sentence(stopped)
            raise
        finally:
            seconds = time.monotonic() - begun
            result.add(Outcome(**about, status=status, error=error, seconds=seconds))


def _opened(file: str | Path) -> TextIO:
    try:
        return Path(file).expanduser().open("a", encoding="utf-8", errors=AS_JSON)
    except OSError as error:
        raise WrongValue(f"{file} cannot be written: {error.strerror}") from error


def _append(stream: TextIO, content: Mapping[str, Any]) -> None:
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    try:
        stream.write(f"{told}\n")
        stream.flush()
    except OSError as error:
        log.warning("%s cannot be written: %s", stream.name, error.strerror)


def _sentence(error: BaseException) -> str:
    """What ended a run."""
    if isinstance(error, ENDS):
        return INTERRUPTED
    return str(error) if isinstance(error, EconError) else f"{type(error).__name__}: {error}"
