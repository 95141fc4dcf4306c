"""Recording the checksums of the packaged data in their datapackage.json.

After a change of the data::

    python -m tianqiao_econ.datasets.descriptor data

Nothing in the package imports this module, so that it can be run.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

from tianqiao_econ.datasets.checksums import listed_files, sha256_of
from tianqiao_econ.datasets.schema import DESCRIPTOR

logger = logging.getLogger(__name__)


def write_descriptor(folder: Path) -> None:
    """Record bytes and SHA-256 of every resource anew in the folder's datapackage.json."""
    path = folder / DESCRIPTOR
    declared = json.loads(path.read_text("utf-8"))
    for resource in listed_files(declared):
        file = folder / resource["path"]
        resource["bytes"] = file.stat().st_size
        resource["hash"] = f"sha256:{sha256_of(file)}"
    text = json.dumps(declared, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    logger.info("%s: %d files recorded", path, len(listed_files(declared)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Record the checksums of a data package.")
    parser.add_argument("folder", type=Path)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write_descriptor(parser.parse_args().folder)
