# Sourced by the commands beside it: finds Python, makes .venv, keeps it in step with the hashed
# requirements. POSIX sh. Proxy and index settings are inherited from the environment.

set -eu
cd "$(dirname -- "$0")/.."

# A proxy has no business between this machine and itself.
for name in no_proxy NO_PROXY; do
    eval "value=\${$name:-}"
    export "$name=${value:+$value,}localhost,127.0.0.1,::1"
done
export PIP_DISABLE_PIP_VERSION_CHECK=1

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Runs a command that Ctrl-C ends at once and without a word: it is kept from seeing it itself.
run() {
    "$@" &
    job=$!
    wait "$job" || return
    job=
}

stopped() {
    trap '' INT
    [ ! "$job" ] || kill "$job" 2>/dev/null || true
    hush
    printf '\n%s\n' "Stopped before it was ready. The next start makes what is missing." >&2
    exit 130
}
job= teller=
trap stopped INT

# Says what is done now, on a terminal also for how long already; `told` says how long it took.
tell() {
    what=$1 since=$(date +%s)
    printf '%s ...' "$what"
    [ -t 1 ] || return 0
    while sleep 1 && kill -0 $$ 2>/dev/null; do
        printf '\r%s ... %d s' "$what" $(($(date +%s) - since))
    done &
    teller=$!
}

told() {
    hush
    [ ! -t 1 ] || printf '\r%s ...' "$what"
    printf ' %d s\n' $(($(date +%s) - since))
}

# Says no more of it.
hush() {
    [ ! "$teller" ] || { kill "$teller" && wait "$teller"; } 2>/dev/null || true
    teller=
}

has() { command -v "$1" >/dev/null 2>&1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Whether it was compiled with a profile of its own work, as distributions do, and can make a .venv as
# it is. One that was not (pyenv's way, unless asked) takes a third longer for everything.
is_optimised() {
    "$1" -c 'import ensurepip, sys, sysconfig, venv
asked = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
sys.exit(not asked and sys.base_prefix != "/usr")' 2>/dev/null
}

# Every Python that the PATH has by one of these names, each on a line.
pythons() {
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        IFS=:
        for folder in $PATH; do
            [ ! -x "$folder/$name" ] || printf '%s\n' "$folder/$name"
        done
        unset IFS
    done
}

# Prints PYTHON where that is set, else a Python 3.11 or later, an optimised one where there is one;
# fails where there is none.
find_python() {
    if [ "${PYTHON:-}" ] && has "$PYTHON" && is_new_enough "$PYTHON"; then
        command -v "$PYTHON"
        return
    fi
    first=
    while read -r candidate; do
        if [ "$candidate" ] && is_new_enough "$candidate"; then
            if is_optimised "$candidate"; then
                printf '%s\n' "$candidate"
                return
            fi
            first=${first:-$candidate}
        fi
    done <<END
$(pythons)
END
    [ "$first" ] && printf '%s\n' "$first"
}

# An empty .venv: by uv, else by Python's own module, which some systems pack apart.
new_venv() {
    rm -rf .venv
    python=$(find_python) || python=
    if has uv && run uv venv -q --python "${python:-3.11}" .venv; then
        return
    fi
    [ "$python" ] || stop \
        "Placebook needs Python 3.11 or later, and this machine has none." \
        "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv" \
        "  Fedora:          sudo dnf install python3" \
        "  macOS:           brew install python, or https://www.python.org/downloads/" \
        "Or set PYTHON to one:  PYTHON=/path/to/python3 $0"
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if [ "$(id -u)" = 0 ] && has apt-get; then
            echo "Installing $package ..."
            apt-get update -qq && apt-get install -y -qq "$package" >/dev/null ||
                stop "That failed. Install $package, then run this again."
        else
            stop "Python's venv module is missing. Install it, then run this again:" \
                "  sudo apt-get install $package"
        fi
    fi
    run "$python" -m venv .venv
}

# make_environment FILE: .venv has what FILE names, each with its hash checked. .venv-unfinished names
# the process that installs. Where that is gone it was cut off, and what it left is not trusted; one
# that fails by itself takes the file away, and .venv is what it was.
make_environment() {
    if installs=$(cat .venv-unfinished 2>/dev/null) && kill -0 "$installs" 2>/dev/null; then
        stop "Another start installs into .venv just now (process $installs). Wait until it is done."
    fi
    stamp=.venv/.$1
    wanted=$(cksum <"$1")
    if [ ! -e .venv-unfinished ] && .venv/bin/python -c '' 2>/dev/null; then
        [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
        begin
    else
        begin
        new_venv
    fi
    tell "Installing what $1 names"
    if ! install_with_uv "$1"; then # it can't be had here, or knows less of the network than pip does
        .venv/bin/python -m pip --version >/dev/null 2>&1 ||
            run .venv/bin/python -m ensurepip >/dev/null
        run .venv/bin/python -m pip install -q --no-input --require-hashes -r "$1" || failed $?
    fi
    told
    printf '%s\n' "$wanted" >"$stamp"
    rm -f .venv-unfinished
}

begin() {
    (echo $$ >.venv-unfinished) 2>/dev/null ||
        stop "Placebook cannot write to its folder, $PWD. Give it one that it may write to."
}

failed() {
    hush
    echo
    [ "$1" -ge 128 ] || rm -f .venv-unfinished # 128 and more: it was killed
    exit "$1"
}

# By uv, where the machine has it or pip can get it: it takes a tenth of pip's time.
install_with_uv() {
    uv=$(command -v uv) || uv=.venv/bin/uv
    [ -x "$uv" ] || run .venv/bin/python -m pip install -q --no-input --only-binary :all: \
        --require-hashes -r requirements-install.txt || return
    [ -x "$uv" ] && run "$uv" pip install -q --python .venv/bin/python --require-hashes -r "$1"
}
