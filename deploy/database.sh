#!/bin/sh
# In containers: makes the role and the database that DATABASE_URL names, as docs/operating.md has it made on a
# server, when PostgreSQL's image has just made an empty cluster (deploy/compose.yaml). The role owns its database,
# where it may create the extensions that `migrate` asks for, and nothing else.
set -eu
rest=${DATABASE_URL#*://} place=${DATABASE_URL##*/}
who=${rest%%@*}
export ROLE="${who%%:*}" ROLE_PASSWORD="${who#*:}" ROLE_DATABASE="${place%%\?*}"
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\getenv role ROLE
\getenv password ROLE_PASSWORD
\getenv database ROLE_DATABASE
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8';
ALTER ROLE :"role" SET random_page_cost = 1.1;
ALTER ROLE :"role" SET work_mem = '16MB';
SQL
