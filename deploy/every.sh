#!/bin/sh
# deploy/every.sh SECONDS AFTER COMMAND...: runs a command of manage.py each so many seconds, so many
# after the full hour or midnight (UTC). For containers; elsewhere systemd and cron do so. Told to end,
# it lets what runs end first.
set -u
cd "$(dirname -- "$0")/.."
period=$1 after=$2
shift 2
running=
trap 'if [ -n "$running" ]; then kill -TERM "$running" 2>/dev/null; wait "$running"; fi; exit 0' TERM INT
while :; do
    sleep $((period - ($(date +%s) - after) % period)) &
    running=$!
    wait "$running"
    .venv/bin/python manage.py "$@" & # what goes wrong it says itself; the next is tried all the same
    running=$!
    wait "$running"
done
