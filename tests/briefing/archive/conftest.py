"""Folders of briefs without a kernel: manifests of invented figures, and pages that they mean."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import urldefrag

import pytest

from tianqiao_econ.briefing.manifest import FORMAT, as_bytes, sha256

NAMES = {
    "area": {"zh": "甲区", "en": "Area A"},
    "indicators": {
        "gdp": {"zh": "地区生产总值", "en": "Gross domestic product"},
        "trade": {"zh": "进出口总值", "en": "Trade"},
    },
}


def row(indicator, probability, **more):
    return {
        "indicator": indicator,
        "transformation": "growth",
        "probability": probability,
        "median": 5.0,
        "last_outturn": 4.0,
        "wording": "6%以上",
        "outturn": None,
        **more,
    }


ROWS = (row("gdp", 0.35), row("trade", 0.7))


@pytest.fixture(name="row")
def _row():
    return row


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "briefs"
    made.mkdir()
    return made


@pytest.fixture
def shelve(folder):
    """Put a brief into the folder, as a run would leave it."""

    def put(as_of="2024-01-16", *, area="370105", year=2024, lang="zh", rows=ROWS, names=NAMES):
        page = f"<!doctype html><title>{area}</title><p>{as_of} {lang}</p>".encode()
        inputs = {"area": area, "year": year, "as_of": as_of, "lang": lang, "data_sha256": "d"}
        manifest = {
            "format": FORMAT,
            "key": "0123456789",
            "inputs": inputs,
            "html_sha256": sha256(page),
            "assessment": list(rows),
            "names": names,
        }
        stem = folder / area / str(year) / f"{as_of}.{lang}"
        stem.parent.mkdir(parents=True, exist_ok=True)
        stem.with_name(f"{stem.name}.html").write_bytes(page)
        stem.with_name(f"{stem.name}.json").write_bytes(as_bytes(manifest))
        stem.with_name(f"{stem.name}.run.json").write_bytes(as_bytes({"status": "made"}))
        return stem

    return put


@pytest.fixture
def fail(folder):
    """Leave word of a failed attempt, beside the earlier brief if there is one."""

    def put(as_of="2024-02-16", *, area="370105", year=2024, lang="zh", error="it fell"):
        stem = folder / area / str(year) / f"{as_of}.{lang}"
        stem.parent.mkdir(parents=True, exist_ok=True)
        run = {"status": "failed", "error": error}
        stem.with_name(f"{stem.name}.run.json").write_text(json.dumps(run), "utf-8")
        return stem

    return put


class _Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids.add(given.get("id"))
        if tag == "a":
            self.links.append(given["href"])
        if given.get("http-equiv") == "refresh":
            self.links.append(given["content"].partition("url=")[2])


@pytest.fixture
def parsed():
    """Return a page's tags, ids and links."""
    return lambda file: _Page(file.read_text("utf-8"))


@pytest.fixture
def walked(folder, parsed):
    """Follow every link from the index; return the files reached and the links that break."""

    def walk(start="index.html"):
        reached, broken, waiting = {}, [], [folder / start]
        while waiting:
            file = waiting.pop()
            if file in reached:
                continue
            reached[file] = parsed(file)
            for link in reached[file].links:
                address, anchor = urldefrag(link)
                target = (file.parent / address).resolve() if address else file
                stays = target.is_file() and target.is_relative_to(folder)
                if stays and (not anchor or anchor in parsed(target).ids):
                    waiting.append(target)
                else:
                    broken.append((file.name, link))
        return {file.relative_to(folder).as_posix() for file in reached}, broken

    return walk
