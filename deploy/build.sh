#!/bin/sh
# Makes this folder ready to serve, without settings, a database or rights of root: `packages` makes
# .venv, each package with its hash checked; `files` compiles the code and collects what browsers
# load. deploy/Dockerfile runs both.
set -eu
umask 022
cd "$(dirname -- "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

packages() {
    [ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
    echo "Installing what requirements.txt names ..."
    .venv/bin/python -m pip install --quiet --no-input --require-hashes -r requirements.txt
}

files() {
    .venv/bin/python -m compileall -q -j 0 -x '/\.(venv|data)' .
    # In place of the settings of a server; no database is asked for anything
    DEBUG=true DOTENV='' DATABASE_URL=postgres://nobody@nowhere/none STATIC_HASHED=true \
        .venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
    chmod -R a+rX,go-w . # for the user who serves, whatever the umask of who checked it out
}

case ${1:-} in
packages | files) "$1" ;;
*)
    echo "deploy/build.sh packages, then deploy/build.sh files" >&2
    exit 2
    ;;
esac
