"""Briefs on the first of each month, by Airflow 3: one BashOperator on the program.

Each run has its own date, also when it is made up for later (`catchup`), repeated or
backfilled: the date comes from the run, never from a clock. Copy the file into the DAGs folder.
"""

from __future__ import annotations

import datetime as dt

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from airflow.timetables.trigger import CronTriggerTimetable

with DAG(
    dag_id="tianqiao_briefs",
    schedule=CronTriggerTimetable("0 6 1 * *", timezone="UTC"),  # 14:00 in China, the same day
    start_date=dt.datetime(2024, 2, 1, tzinfo=dt.UTC),
    catchup=True,  # months that were missed are made, each with its own date
    max_active_runs=1,  # one run at a time writes to the folder
    default_args={"retries": 1, "retry_delay": dt.timedelta(minutes=10)},
    tags=["briefs"],
) as dag:
    BashOperator(
        task_id="briefs",
        bash_command=(
            "set -eu; "
            '"$PROGRAM" briefs "$JOBS" --as-of "$AS_OF" --out "$BRIEFS" || failed=1; '
            '"$PROGRAM" archive "$BRIEFS"; '
            "exit ${failed:-0}"
        ),
        env={
            "PROGRAM": "/opt/tianqiao-econ/bin/tianqiao-econ",
            "JOBS": "/srv/briefs/jobs.toml",
            "BRIEFS": "/srv/briefs/site",
            "AS_OF": "{{ ds }}",
        },
        append_env=True,
        execution_timeout=dt.timedelta(hours=2),
    )
