#!/bin/sh
# deploy/every.sh SECONDS AFTER COMMAND...: runs a command of manage.py each so many seconds, so many
# after the full hour or midnight (UTC). For containers; elsewhere systemd and cron do so.
set -u
cd "$(dirname -- "$0")/.."
period=$1 after=$2
shift 2
while :; do
    sleep $((period - ($(date +%s) - after) % period))
    .venv/bin/python manage.py "$@" # what goes wrong it says itself; the next is tried all the same
done
