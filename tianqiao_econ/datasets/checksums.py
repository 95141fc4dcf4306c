"""Checksums: of a folder as it is opened, and those that datapackage.json records.

Recorded checksums guard the packaged copy alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tianqiao_econ.datasets.schema import DESCRIPTOR, TABLES
from tianqiao_econ.framework.errors import Problem


def folder_checksum(folder: Path, beneath: str = "") -> str:
    """Return the SHA-256 of a folder's files, and of what it is laid over.

    The order is datapackage.json, then the tables as `schema` lists them; of each file that
    exists its name and its own SHA-256 are taken.
    """
    total = hashlib.sha256(beneath.encode())
    for name in (DESCRIPTOR, *(table.file for table in TABLES.values())):
        path = folder / name
        if path.is_file():
            total.update(f"{name} {sha256_of(path)}\n".encode())
    return total.hexdigest()


def listed_files(declared: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the resources of a datapackage.json that name a file."""
    resources = declared.get("resources")
    found = resources if isinstance(resources, list) else []
    return [r for r in found if isinstance(r, dict) and isinstance(r.get("path"), str)]


def recorded_checksums(folder: Path, declared: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each file that is not the one datapackage.json records."""
    for resource in listed_files(declared):
        path = folder / resource["path"]
        recorded = resource.get("hash")
        if recorded and path.is_file() and recorded != f"sha256:{sha256_of(path)}":
            what = "the file is not the one that datapackage.json records"
            todo = (
                "install the package again; if the change is meant, run"
                " python -m tianqiao_econ.datasets.descriptor on the folder"
            )
            yield Problem(path.name, None, "", "", what, todo)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
