"""The schedules of docs/schedules: what they would run, and when, as far as can be tested here."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib

import pytest
import yaml

from tianqiao_econ.briefing.batch.asked import read_asked

FIRST = "2024-02-01"
CRON = "0 6 1 * *"
PROGRAM = """\
#!/bin/sh
echo "$@" >> "$CALLS"
[ "$1" = briefs ] && case "${FAILS:-none}" in "$4") exit 1 ;; esac
exit 0
"""


@pytest.fixture(scope="session")
def schedules(repository):
    return repository / "docs" / "schedules"


@pytest.fixture
def run(schedules, tmp_path):
    """Run the script with a program that writes down how it was called."""
    if shutil.which("sh") is None:
        pytest.skip("no sh: the script is for systems that have one")
    program, calls = tmp_path / "program", tmp_path / "calls"
    program.write_text(PROGRAM)
    program.chmod(0o755)

    def call(*arguments, fails="none"):
        calls.write_text("")
        done = subprocess.run(
            ["sh", schedules / "first-of-months.sh", *arguments],
            env={"PATH": "/usr/bin:/bin", "TIANQIAO_ECON": program, "CALLS": calls, "FAILS": fails},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, calls.read_text().splitlines()

    return call


def dates(calls):
    return [call.split()[3] for call in calls if call.startswith("briefs ")]


def test_months_that_were_missed_are_made_each_with_its_own_date(run):
    done, calls = run("2023-11-01", "2024-02-17", "jobs.toml", "site")
    assert done.returncode == 0
    assert dates(calls) == ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01"]
    assert calls[0] == "briefs jobs.toml --as-of 2023-11-01 --out site"
    assert calls[-1] == "archive site"


def test_before_the_first_month_nothing_is_called(run):
    done, calls = run("2024-05-01", "2024-04-30", "jobs.toml", "site")
    assert (done.returncode, calls) == (0, [])


def test_a_month_that_went_through_is_not_made_again(run):
    run(FIRST, "2024-09-30", "jobs.toml", "site")
    assert dates(run(FIRST, "2024-09-30", "jobs.toml", "site")[1]) == []
    assert dates(run(FIRST, "2024-10-01", "jobs.toml", "site")[1]) == ["2024-10-01"]


def test_a_month_that_failed_is_told_does_not_hold_up_the_others_and_is_made_by_the_next_run(run):
    done, calls = run(FIRST, "2024-04-30", "jobs.toml", "site", fails="2024-03-01")
    assert done.returncode == 1
    assert dates(calls) == ["2024-02-01", "2024-03-01", "2024-04-01"]
    done, calls = run(FIRST, "2024-04-30", "jobs.toml", "site")
    assert (done.returncode, dates(calls)) == (0, ["2024-03-01"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "usage: first-of-months.sh FIRST TODAY JOBS.toml BRIEFS"),
        ((FIRST, "", "jobs.toml", "site"), "'' is not a date: write it as 2024-02-01"),
        (("2024-2-1", FIRST, "jobs.toml", "site"), "'2024-2-1' is not a date"),
        (("2024-02-16", FIRST, "jobs.toml", "site"), "2024-02-16 is not the first of a month"),
    ],
)
def test_wrong_use_of_the_script_is_one_sentence_and_runs_nothing(run, arguments, says):
    done, calls = run(*arguments)
    assert (done.returncode, calls) == (2, [])
    assert says in done.stderr


def test_the_jobs_are_jobs(schedules):
    asked = read_asked(schedules / "jobs.toml")
    assert (asked.areas, asked.years, asked.deadline) == (("370105",), (2024,), 7200.0)
    assert "as_of" not in tomllib.loads((schedules / "jobs.toml").read_text("utf-8"))


def cron_command(schedules):
    (line,) = [
        line for line in (schedules / "crontab").read_text("utf-8").splitlines() if CRON in line
    ]
    assert re.findall(r"(?<!\\)%", line) == []  # cron would end the line there
    return line.removeprefix(CRON).replace("\\%", "%")


def test_cron_and_systemd_hand_the_same_date_to_the_same_script(schedules):
    unit = (schedules / "tianqiao-briefs.service").read_text("utf-8")
    (started,) = re.findall(r"^ExecStart=/bin/sh -c 'exec (.*)'$", unit, re.MULTILINE)
    command = started.replace("$$", "$").replace("%%", "%")
    assert cron_command(schedules).strip().startswith(command)
    assert f'first-of-months.sh {FIRST} "$(date +%F)" /srv/briefs/jobs.toml' in command


def test_the_cron_line_is_a_command_that_a_shell_can_read(schedules):
    if shutil.which("sh") is None:
        pytest.skip("no sh: cron needs one")
    subprocess.run(["sh", "-n", "-c", cron_command(schedules)], check=True)


def test_systemd_finds_nothing_wrong_with_the_timer_and_the_service(schedules):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: the units are not verified here")
    units = [schedules / f"tianqiao-briefs.{kind}" for kind in ("service", "timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert "Persistent=true" in units[1].read_text("utf-8")


def test_the_workflow_runs_the_same_script_and_puts_no_text_of_a_form_into_a_program(schedules):
    workflow = yaml.safe_load((schedules / "github-actions.yml").read_text("utf-8"))
    triggers = workflow[True]  # "on" is true in YAML 1.1
    assert triggers["schedule"] == [{"cron": CRON}]
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    programs = [step["run"] for step in steps if "run" in step]
    assert [program for program in programs if "${{" in program] == []
    assert sum(f"first-of-months.sh {FIRST}" in program for program in programs) == 1


def test_the_dag_takes_its_date_from_the_run_and_from_no_clock(schedules):
    source = (schedules / "airflow_dag.py").read_text("utf-8")
    tree = ast.parse(source)
    calls = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & {"now", "today", "utcnow"}
    assert CRON in source
    (command,) = [
        ast.literal_eval(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "bash_command"
    ]
    assert "{{" not in command  # values go in as variables
    subprocess.run(["sh", "-n", "-c", command], check=True)
