"""An upgrade that is cut off is finished or taken back by what it says, never served by halves."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.deploy import checkout
from tests.deploy.checkout import git
from tests.deploy.machine import Machine, environment
from tests.deploy.packages import install, stand_in, wheel

# In place of ``systemctl restart``: notes for which service, and fails while it is told to
RESTARTS = '#!/bin/sh\necho "$1" >>{0}/restarted\ntest ! -e {0}/refuses\n'
# It may restart one of the two: what ``sudo -n -l systemctl restart placebook`` says by its end
ALLOWS_ONE = '#!/bin/sh\ntest "$5" = placebook\n'


@pytest.fixture
def machine(own_database: str, tmp_path: Path) -> Machine:
    """A server whose path holds a space, and whose services nobody asks for anything."""
    folder, wheels = tmp_path / "a folder", tmp_path / "wheels"
    for made in (folder, wheels):
        made.mkdir()
    checkout.copy_code(folder / "origin")
    stand_in(folder / "origin", wheels)
    checkout.commit_all(folder / "origin")
    git(folder, "clone", "--quiet", str(folder / "origin"), "server")
    program(tmp_path / "restart", RESTARTS.format(tmp_path))
    env = environment(folder, own_database) | install(folder / "server", wheels)
    return Machine(folder, env | {"RESTART": str(tmp_path / "restart")}, {})


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def serves(machine: Machine) -> tuple[str, str]:
    """Which code stands there, and the packages by which it would be started."""
    said = machine.server / ".venv" / "bin" / "pip"
    packages = subprocess.run([said, "list"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"at-hand +(\S+)", packages)
    assert found
    return git(machine.server, "describe", "--tags", "--always"), found[1]


def go_back(machine: Machine, said: str) -> None:
    """What it says, wherever one stands."""
    found = re.search(r"[Gg]o back(?: later)?: (.+)", said)
    assert found, said
    subprocess.run(["sh", "-ec", found[1]], cwd="/", env=machine.env, check=True)


def test_what_it_says_leads_on_or_back_from_wherever_it_was_cut_off(machine: Machine) -> None:
    folder = machine.folder.parent
    before, first = serves(machine)
    packages = wheel(folder / "wheels", "2")
    machine.release("7.0", files={"requirements.txt": packages})
    (folder / "refuses").touch()
    failed = machine.upgrade("v7.0")
    assert "placebook-reserve did not come up" in failed.stderr, failed.stdout + failed.stderr
    assert serves(machine) == ("v7.0", "2")

    # Cut off before it took the packages; the version after asks for the same ones
    (machine.server / ".venv").unlink()
    (machine.server / ".venv").symlink_to(".venv-first")
    machine.release("8.0")
    (folder / "refuses").unlink()
    done = machine.upgrade("v8.0")
    assert serves(machine) == ("v8.0", "2"), done.stdout + done.stderr
    assert "To go back later: cd '" in done.stdout

    (folder / "restarted").unlink()
    go_back(machine, failed.stderr)
    assert serves(machine) == (before, first)
    assert (folder / "restarted").read_text().split() == ["placebook-reserve", "placebook"]
    assert machine.upgrade(before).stderr == "This is that version already.\n"
    assert serves(machine) == (before, first)


def test_who_is_ended_while_tables_change_leaves_nothing_behind(machine: Machine) -> None:
    machine.release("7.0", files={"requirements.txt": wheel(machine.folder.parent / "wheels", "2")})
    was = serves(machine)
    with subprocess.Popen(
        ["bin/upgrade", "v7.0"], cwd=machine.server, env=machine.env, stdout=subprocess.PIPE
    ) as going:
        assert going.stdout
        for line in going.stdout:
            if line.startswith(b"3. "):
                going.send_signal(signal.SIGTERM)
    assert going.returncode == 1
    assert serves(machine) == was
    assert [path.name for path in machine.server.glob(".venv-*")] == [".venv-first"]
    assert git(machine.server, "worktree", "list").count("\n") == 0


def test_it_begins_nothing_that_it_may_not_end(machine: Machine) -> None:
    program(machine.folder / "bin" / "sudo", ALLOWS_ONE)
    path = {"PATH": f"{machine.folder / 'bin'}:{os.environ['PATH']}"}
    asks = Machine(machine.folder, machine.env | path | {"RESTART": ""}, {})
    assert "restart placebook-reserve, and sudo systemctl restart placebook, without a pass" in (
        asks.upgrade().stderr
    )

    (machine.server / "README.md").write_text("half of another version")
    assert "git status shows which" in machine.upgrade().stderr
    changing = machine.server / ".data" / "changing-over"
    changing.write_text("the way back\nthe version\nits packages\n")
    assert "cut off here: git checkout --force the version, then" in machine.upgrade().stderr

    git(machine.server, "checkout", "README.md")
    changing.write_text(f"the way back\n{git(machine.server, 'rev-parse', 'HEAD')}\n/gone\n")
    assert "are gone. Go back: the way back" in machine.upgrade().stderr
