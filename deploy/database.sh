#!/bin/sh
# In containers: makes the role and the database that DATABASE_URL names, as docs/operating.md has it made on a
# server, when PostgreSQL's image has just made an empty cluster (deploy/compose.yaml). The role owns its database,
# where it may create the extensions that `migrate` asks for, and nothing else.
#
# With `check` it only looks at the address, and says what no role can be made of: before there is a cluster, since
# PostgreSQL's image runs this once, and begins without it the next time.
set -eu
rest=${DATABASE_URL#*://}
who=${rest%%@*} place=${rest#*/}
export ROLE="${who%%:*}" ROLE_PASSWORD="${who#*:}" ROLE_DATABASE="${place%%\?*}"
case "$who" in
    *%* | postgres:* | :* | *:) wrong=yes ;;
    *:*) wrong= ;;
    *) wrong=yes ;;
esac
case "$ROLE_DATABASE" in "" | */* | postgres | template?) wrong=yes ;; esac
if [ "$wrong" ]; then
    echo "DATABASE_URL must be postgres://NAME:PASSWORD@database:5432/DATABASE, with a password of letters and digits," >&2
    echo "and neither name nor database may be postgres." >&2
    exit 1
fi
[ "${1-}" != check ] || exit 0
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\getenv role ROLE
\getenv password ROLE_PASSWORD
\getenv database ROLE_DATABASE
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8';
ALTER ROLE :"role" SET random_page_cost = 1.1;
ALTER ROLE :"role" SET work_mem = '16MB';
SQL
