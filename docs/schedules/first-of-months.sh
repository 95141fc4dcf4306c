#!/bin/sh
# Make the briefs of the first of each month, from FIRST up to TODAY, that have not been made yet.
#
#   first-of-months.sh FIRST TODAY JOBS.toml BRIEFS
#   first-of-months.sh 2024-02-01 "$(date +%F)" /srv/briefs/jobs.toml /srv/briefs/site
#
# Both dates are given: no clock is read here. A month that went through leaves a mark in
# $STATE_DIRECTORY (without it: BRIEFS/.done) and is not looked at again, whatever the data say later;
# a month that failed, or was missed while the machine was off, is made by the next run, with its own
# date. Ends with 0 when nothing is left to do, else with 1.
set -eu
[ $# -eq 4 ] || { echo "usage: first-of-months.sh FIRST TODAY JOBS.toml BRIEFS" >&2; exit 2; }
day=$1 today=$2 jobs=$3 briefs=$4
for given in "$day" "$today"; do
  case $given in
    [1-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]) ;;
    *) echo "first-of-months.sh: '$given' is not a date: write it as 2024-02-01" >&2; exit 2 ;;
  esac
done
[ "${day#????-??-}" = 01 ] || { echo "first-of-months.sh: $day is not the first of a month" >&2; exit 2; }
program=${TIANQIAO_ECON:-tianqiao-econ}
done_marks=${STATE_DIRECTORY:-$briefs/.done}
mkdir -p "$done_marks"

failed=0 begun=
while ! [ "$day" \> "$today" ]; do
  if ! [ -e "$done_marks/$day" ]; then
    begun=1
    if "$program" briefs "$jobs" --as-of "$day" --out "$briefs"; then
      : > "$done_marks/$day"
    else
      failed=1
    fi
  fi
  year=${day%%-*} month=${day#*-} month=${month%-*}
  month=$((${month#0} + 1))
  [ "$month" -le 12 ] || { year=$((year + 1)) month=1; }
  day=$(printf '%04d-%02d-01' "$year" "$month")
done
[ -z "$begun" ] || "$program" archive "$briefs" || failed=1
exit $failed
