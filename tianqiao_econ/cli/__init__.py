"""Floor 6, the verbs from a shell; no logic of its own.

Exit codes: 0 done, 1 a finding (bad data, a failed brief, a broken ledger), 2 wrong use. A verb
stands in the module of its topic and imports what it needs when it runs: the program starts fast.
"""

from __future__ import annotations

import logging
import signal

import click

from tianqiao_econ import __version__
from tianqiao_econ.cli.archives import archive
from tianqiao_econ.cli.backtests import backtest
from tianqiao_econ.cli.batches import briefs
from tianqiao_econ.cli.calibrations import calibrate
from tianqiao_econ.cli.facts import check, show
from tianqiao_econ.cli.forecasts import assess, score
from tianqiao_econ.cli.machine import doctor, lab
from tianqiao_econ.cli.pages import brief, export
from tianqiao_econ.cli.reports import init_area, read_report
from tianqiao_econ.cli.shared import FINDING, WRONG_USE, Verbs, terminate

__all__ = ["FINDING", "VERBS", "WRONG_USE", "main"]

VERBS = (
    archive,
    assess,
    backtest,
    brief,
    briefs,
    calibrate,
    check,
    doctor,
    export,
    init_area,
    lab,
    read_report,
    score,
    show,
)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tianqiao-econ")
@click.option("-v", "--verbose", count=True, help="Say more; twice for everything.")
def main(verbose: int) -> None:
    """Growth targets of Chinese districts: how they compare with trends, how likely they are met.

    天桥经济：目标与趋势的比较，以及目标完成的可能性。
    """
    signal.signal(signal.SIGTERM, terminate)
    levels = [logging.WARNING, logging.INFO, logging.DEBUG]
    logging.basicConfig(level=levels[min(verbose, 2)], format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it lists every glyph


for _verb in VERBS:
    main.add_command(_verb)
