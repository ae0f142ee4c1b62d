"""The two commands on machines that lack something."""

import hashlib
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from config.demo_server import STOPPED

COMMANDS = ("cat", "chmod", "cksum", "date", "dirname", "id", "mkdir", "rm", "sh", "sleep")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Path]:
    """A checkout on a machine that has the shell's own tools and no more.

    Those tools are the machine's own, by links: at the end each must be what it was.
    """
    shutil.copytree(settings.BASE_DIR / "bin", tmp_path / "checkout" / "bin")
    for file in settings.BASE_DIR.glob("requirements*.txt"):
        shutil.copy(file, tmp_path / "checkout" / file.name)
    (tmp_path / "path").mkdir()
    own = {command: Path(shutil.which(command) or command) for command in COMMANDS}
    before = checksums(own)
    for command, program in own.items():
        (tmp_path / "path" / command).symlink_to(program)
    yield tmp_path
    assert checksums(own) == before, "a test wrote over programs of this machine"


def checksums(programs: dict[str, Path]) -> dict[str, str]:
    return {
        name: hashlib.sha256(program.read_bytes()).hexdigest() for name, program in programs.items()
    }


def stand_in(folder: Path, name: str, body: str) -> None:
    """A stand-in for a program, in the place of the link to the machine's own."""
    file = folder / "path" / name
    file.unlink(missing_ok=True)  # written through the link, it would be the machine's for good
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "checkout" / "bin" / command],
        env={"PATH": str(folder / "path")} | environment,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # what sends Ctrl-C to all of it sends it to nobody else
    )


@pytest.mark.parametrize("command", ["demo", "test"])
def test_without_python_it_says_how_to_get_it(bare: Path, command: str) -> None:
    done = run(bare, command)
    assert done.returncode == 1
    assert "needs Python 3.11 or later" in done.stderr
    assert "sudo apt-get install python3" in done.stderr


def test_a_python_that_is_too_old_does_not_count(bare: Path) -> None:
    stand_in(bare, "python3", "exit 1")
    done = run(bare, "demo")
    assert done.returncode == 1
    assert "needs Python 3.11 or later" in done.stderr


def test_a_python_without_venv_names_the_package_to_install(bare: Path) -> None:
    stand_in(bare, "id", "echo 1000")
    answers = """
        case "$2" in
            *ensurepip*) exit 1 ;;
            *-venv*) echo python3.11-venv ;;
        esac"""
    stand_in(bare, "python3", answers)
    done = run(bare, "demo")
    assert done.returncode == 1
    assert "sudo apt-get install python3.11-venv" in done.stderr


def test_a_python_compiled_with_a_profile_is_taken_before_one_that_was_not(bare: Path) -> None:
    """Stand-ins that say which of them is to make the environment, and make none."""
    made = 'case "$*" in "-m venv .venv") echo "{}"; exit 3 ;; {} esac'
    stand_in(bare, "python3", made.format("plain", "*CONFIG_ARGS*) exit 1 ;;"))
    stand_in(bare, "python3.12", made.format("profiled", ""))
    assert run(bare, "demo").stdout.splitlines() == ["profiled"]
    asked_for = run(bare, "demo", PYTHON=str(bare / "path" / "python3"))
    assert asked_for.stdout.splitlines() == ["plain"]


def test_loopback_is_kept_off_the_proxy_and_the_rest_is_inherited(bare: Path) -> None:
    """A stand-in for the environment's Python shows what it was given."""
    python = bare / "checkout" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$no_proxy $HTTPS_PROXY $*"\n')
    python.chmod(0o755)
    wanted = (bare / "checkout" / "requirements.txt").read_bytes()
    stamp = subprocess.run(["cksum"], input=wanted, capture_output=True, check=True).stdout
    (bare / "checkout" / ".venv" / ".requirements.txt").write_bytes(stamp)
    done = run(bare, "demo", no_proxy="intranet", HTTPS_PROXY="http://proxy:3128")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "intranet,localhost,127.0.0.1,::1", "http://proxy:3128", "-m", "config.demo_server",
    ]  # fmt: skip


@pytest.mark.parametrize("cut_off", ["-m venv", "-m pip install"])
def test_an_installation_that_was_cut_off_is_begun_again(bare: Path, cut_off: str) -> None:
    """A stand-in for Python makes the environment, and meets Ctrl-C in one of its steps."""
    body = f"""
        trap 'echo Traceback >&2; exit 1' INT
        case "$*" in
            "-m venv .venv")
                mkdir -p .venv/bin
                cat "$0" >.venv/bin/python
                chmod +x .venv/bin/python ;;
            "-m config.demo_server") echo "it serves" ;;
        esac
        case "$*" in *"{cut_off}"*) [ "$CALM" ] || {{ : >.venv/half; kill -INT 0; }} ;; esac"""
    stand_in(bare, "python3", body)
    half = bare / "checkout" / ".venv" / "half"
    done = run(bare, "demo", CALM="")
    assert (done.returncode, done.stderr) == (130, f"\n{STOPPED}\n")
    assert half.exists()
    done = run(bare, "demo", CALM="yes")
    assert (done.returncode, done.stderr) == (0, "")
    installed, *rest = done.stdout.splitlines()
    assert re.fullmatch(r"Installing what requirements.txt names \.\.\. \d+ s", installed)
    assert rest == ["it serves"]
    assert not half.exists()
    assert run(bare, "demo", CALM="").stdout.splitlines() == ["it serves"]


def test_while_it_installs_a_terminal_says_for_how_long(bare: Path) -> None:
    """A stand-in for Python installs until it has been said."""
    python = bare / "checkout" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    said = bare / "said"
    python.write_text(
        '#!/bin/sh\ncase "$*" in *"-r requirements-install.txt") exit 1 ;; '
        f'*"-r requirements.txt") until [ -e {said} ]; do sleep 0.1; done ;; esac\n'
    )
    python.chmod(0o755)
    ours, terminal = pty.openpty()
    with subprocess.Popen(
        [bare / "checkout" / "bin" / "demo"],
        env={"PATH": str(bare / "path")},
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    ) as demo:
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # where nobody has the terminal any more
            while some := os.read(ours, 1000):
                seen += some
                if re.search(rb"\rInstalling what requirements.txt names \.\.\. [1-9]\d* s", seen):
                    said.touch()
    os.close(ours)
    assert demo.returncode == 0
    assert re.search(rb"\.\.\. [1-9]\d* s\r\n$", seen), seen


def test_an_installation_that_fails_by_itself_leaves_the_environment_to_the_code_of_before(
    bare: Path,
) -> None:
    python = bare / "checkout" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\ncase "$*" in *"pip install"*) exit 2 ;; esac\n')
    python.chmod(0o755)
    assert run(bare, "demo").returncode == 2
    assert python.exists()
    assert not (bare / "checkout" / ".venv-unfinished").exists()


@pytest.mark.parametrize(("uv", "installed_by"), [("exit 0", "uv"), ("exit 1", "uv pip")])
def test_uv_installs_once_pip_got_it_and_pip_where_it_cannot(
    bare: Path, uv: str, installed_by: str
) -> None:
    """A stand-in for Python makes the environment, and notes who installs what it is to hold."""
    noted = bare / "noted"
    body = f"""
        case "$*" in
            "-m venv .venv")
                mkdir -p .venv/bin
                cat "$0" >.venv/bin/python
                chmod +x .venv/bin/python ;;
            *"-r requirements-install.txt")
                printf '%s\n' '#!/bin/sh' 'echo uv >>{noted}; {uv}' >.venv/bin/uv
                chmod +x .venv/bin/uv ;;
            *"-m pip install"*"-r requirements.txt") echo pip >>{noted} ;;
        esac"""
    stand_in(bare, "python3", body)
    done = run(bare, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert noted.read_text().split() == installed_by.split()


def test_a_start_beside_one_that_still_installs_touches_nothing(bare: Path) -> None:
    unfinished = bare / "checkout" / ".venv-unfinished"
    unfinished.write_text(f"{os.getpid()}\n")
    done = run(bare, "demo")
    assert done.returncode == 1
    assert f"Another start installs into .venv just now (process {os.getpid()})" in done.stderr
    assert unfinished.exists()


def test_the_scripts_are_plain_shell() -> None:
    for script in (settings.BASE_DIR / "bin").iterdir():
        assert script.name == "setup.sh" or os.access(script, os.X_OK)
        subprocess.run(["sh", "-n", script], check=True)
