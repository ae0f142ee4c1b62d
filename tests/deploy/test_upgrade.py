"""A server is brought to another version while people use it, and nobody is refused."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from config.version import VERSION
from tests.config.test_demo_server import address_of
from tests.config.test_settings import SERVER
from tests.deploy import checkout
from tests.deploy.checkout import ROOT, git
from tests.deploy.machine import GUNICORN, Machine, Service, restarting


@pytest.fixture
def machine(own_database: str, tmp_path: Path) -> Iterator[Machine]:
    checkout.origin(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origin"), "server")
    (tmp_path / "server" / ".venv").symlink_to(ROOT / ".venv")
    restart = restarting(tmp_path)
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    env = kept | SERVER | {"DATABASE_URL": address_of(own_database), "EMAIL_URL": "memorymail://"}
    env |= {"DOTENV": "", "DEBUG": "false", "ALLOWED_HOSTS": "*", "STATIC_HASHED": "false"}
    env |= {"BACKUPS_DIR": str(tmp_path / "backups"), "RESTART": str(restart)}
    few = (*GUNICORN, "--workers", "1", "--threads", "2")
    names = ("placebook", "placebook-reserve")
    machine = Machine(tmp_path, env, {name: Service(env, tmp_path, few) for name in names})
    try:
        for service in machine.services.values():
            service.restart()
        yield machine
    finally:
        for service in machine.services.values():
            service.stop()
            service.listens.close()


def test_an_upgrade_refuses_nobody_and_one_that_fails_changes_nothing(machine: Machine) -> None:
    before = git(machine.server, "rev-parse", "HEAD")
    assert machine.upgrade("v7").stderr == "There is no version v7.\n"
    (machine.server / "README.md").write_text("changed here")
    assert "Files of the code were changed here" in machine.upgrade().stderr
    git(machine.server, "checkout", "README.md")

    machine.release("6.0", migration="CREATE TABLE later (); SELECT 1/0")
    done = machine.upgrade("v6.0")
    assert "division by zero" in done.stderr
    assert done.returncode != 0
    assert git(machine.server, "rev-parse", "HEAD") == before
    assert git(machine.server, "worktree", "list").count("\n") == 0
    assert machine.versions() == {VERSION}
    assert "later" not in connection.introspection.table_names()

    machine.release("7.0", migration="CREATE TABLE later ()")
    answers: list[int] = []
    restarts = threading.Thread(target=machine.serve_restarts, args=(answers,))
    restarts.start()
    try:
        done = machine.upgrade()
    finally:
        (machine.folder / "asked").write_text("")
        restarts.join()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This is now v7.0" in done.stdout
    assert (set(answers), len(answers) > 1) == ({200}, True), "each restart keeps somebody waiting"
    assert machine.versions() == {"7.0"}
    assert "later" in connection.introspection.table_names()
    assert len(list((machine.folder / "backups").glob("*/database.dump"))) == 2
    assert machine.upgrade("v7.0").stderr == "This is that version already.\n"
