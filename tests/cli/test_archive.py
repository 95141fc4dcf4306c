from __future__ import annotations

import pytest
from click.testing import CliRunner

from tianqiao_econ.briefing.manifest import FORMAT, as_bytes, sha256
from tianqiao_econ.cli import main


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["archive", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two briefs."""
    for as_of in ("2024-01-16", "2024-02-16"):
        stem = tmp_path / "370105" / "2024" / f"{as_of}.zh"
        stem.parent.mkdir(parents=True, exist_ok=True)
        about = {"area": "370105", "year": 2024, "as_of": as_of, "lang": "zh", "data_sha256": ""}
        content = {"format": FORMAT, "key": "0", "inputs": about, "assessment": []}
        stem.with_name(f"{as_of}.zh.html").write_bytes(b"page")
        told = as_bytes({**content, "html_sha256": sha256(b"page")})
        stem.with_name(f"{as_of}.zh.json").write_bytes(told)
    return tmp_path


def test_it_writes_the_index_and_names_it(run, folder):
    done = run(folder)
    assert done.exit_code == 0
    assert done.output.endswith(f"2 briefs; {folder / 'index.html'}\n")
    assert (folder / "370105" / "latest.zh.html").is_file()


def test_a_dry_run_says_what_would_go(run, folder):
    done = run(folder, "--keep", 1, "--dry-run")
    assert done.exit_code == 0
    assert "would remove 370105/2024/2024-01-16.zh" in done.output
    assert not (folder / "index.html").exists()
    done = run(folder, "--before", "2024-02-01")
    assert "removed 370105/2024/2024-01-16.zh" in done.output


def test_damaged_files_are_a_finding(run, folder):
    (folder / "370105" / "2024" / "2024-02-16.zh.html").write_text("half")
    done = run(folder)
    assert done.exit_code == 1
    assert "damaged, left alone: 370105/2024/2024-02-16.zh: the page is not" in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-such-folder",), "no-such-folder is no folder: name the one that holds the briefs"),
        (("--keep", "0"), "keep is a whole number from 1, not 0: the newest always stays"),
        (("--before", "spring"), "'spring' is not a date: write it as 2024-01-16"),
    ],
)
def test_wrong_use_is_one_sentence(run, folder, arguments, says):
    given = arguments if arguments[0] == "no-such-folder" else (folder, *arguments)
    done = run(*given)
    assert done.exit_code == 2
    assert done.output == f"tianqiao-econ: {says}\n"
