"""A server is brought to another version while people use it, and nobody is refused."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.version import VERSION
from tests.attack.test_slow_bodies import DIRECT, HOST, LOCAL, asked
from tests.config.test_demo_server import address_of
from tests.config.test_settings import SERVER

ROOT = Path(settings.BASE_DIR)
# What systemd does with a socket that it keeps: it is number 3 of the process
HANDS_ON = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*GIT, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@dataclass
class Service:
    """One of the two, as systemd keeps it: its address stays open while the process is another."""

    env: dict[str, str]
    folder: Path
    arguments: tuple[str, ...]
    listens: socket.socket = field(default_factory=lambda: socket.create_server((HOST, 0)))
    process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return int(self.listens.getsockname()[1])

    def restart(self) -> None:
        """Ends it, starts it, and waits until it says that it is ready."""
        self.stop()
        told = self.folder / f"ready-{self.port}"
        told.unlink(missing_ok=True)
        number = self.listens.fileno()
        serves = [".venv/bin/gunicorn", "--config", "deploy/gunicorn.py", *self.arguments]
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            ready.bind(str(told))
            ready.settimeout(60)
            self.process = subprocess.Popen(
                [sys.executable, "-c", HANDS_ON, str(number), *serves],
                cwd=self.folder / "server",
                env=self.env | {"NOTIFY_SOCKET": str(told)},
                pass_fds=[number],
            )
            while b"READY=1" not in ready.recv(1000):
                pass

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(60)


@dataclass
class Machine:
    """A server as the guide has it: the code of an origin, two services, and how they restart."""

    folder: Path
    env: dict[str, str]
    services: dict[str, Service]

    @property
    def server(self) -> Path:
        return self.folder / "server"

    def release(self, version: str, *, migration: str) -> None:
        """A later version at the origin, with one migration more."""
        origin = self.folder / "origin"
        project = (origin / "pyproject.toml").read_text()
        now = re.sub(r'(?m)^version = ".*"', f'version = "{version}"', project)
        (origin / "pyproject.toml").write_text(now)
        last = max((ROOT / "deploy" / "migrations").glob("0*.py")).stem
        (origin / "deploy" / "migrations" / "9999_later.py").write_text(
            "from django.db import migrations\n\n\n"
            "class Migration(migrations.Migration):\n"
            f"    dependencies = [('deploy', '{last}')]\n"
            f"    operations = [migrations.RunSQL({migration!r})]\n"
        )
        git(origin, "add", "--all")
        git(origin, "commit", "--quiet", "--message", f"Version {version}")
        git(origin, "tag", f"v{version}")

    def upgrade(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bin/upgrade", *arguments],
            cwd=self.server,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def versions(self) -> set[str]:
        """What the services say that they are."""
        found = set()
        for service in self.services.values():
            url = f"http://{HOST}:{service.port}/health/ready"
            asked = urllib.request.Request(url, headers=LOCAL)
            with DIRECT.open(asked, timeout=60) as answer:
                found.add(str(json.load(answer)["version"]))
        return found

    def serve_restarts(self, answers: list[int]) -> None:
        """What ``systemctl restart`` does, for whoever asks by the two pipes; meanwhile somebody
        asks for pages, and notes each answer."""
        while name := (self.folder / "asked").read_text().strip():
            service, over = self.services[name], threading.Event()
            visitor = threading.Thread(target=visit, args=(service.port, answers, over))
            visitor.start()
            try:
                service.restart()
            finally:
                over.set()
                visitor.join()
            (self.folder / "done").write_text("done\n")


@pytest.fixture
def machine(own_database: str, tmp_path: Path) -> Iterator[Machine]:
    origin = tmp_path / "origin"
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, origin / name)
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "First")
    git(tmp_path, "clone", "--quiet", str(origin), "server")
    (tmp_path / "server" / ".venv").symlink_to(ROOT / ".venv")
    restart = tmp_path / "restart"
    restart.write_text(f'#!/bin/sh\necho "$1" >{tmp_path}/asked; read -r done <{tmp_path}/done\n')
    restart.chmod(0o755)
    os.mkfifo(tmp_path / "asked")
    os.mkfifo(tmp_path / "done")
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    env = kept | SERVER | {"DATABASE_URL": address_of(own_database), "EMAIL_URL": "memorymail://"}
    env |= {"DOTENV": "", "DEBUG": "false", "ALLOWED_HOSTS": "*", "STATIC_HASHED": "false"}
    env |= {"BACKUPS_DIR": str(tmp_path / "backups"), "RESTART": str(restart)}
    few = ("--workers", "1", "--threads", "2")
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


def visit(port: int, answers: list[int], over: threading.Event) -> None:
    """Somebody who asks for pages until it is over."""
    while not over.is_set():
        try:
            answers.append(asked(port, "/account/sign-in/"))
        except OSError:
            answers.append(0)


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
    assert (set(answers), len(answers) > 2) == ({200}, True)
    assert machine.versions() == {"7.0"}
    assert "later" in connection.introspection.table_names()
    assert len(list((machine.folder / "backups").glob("*/database.dump"))) == 2
    assert machine.upgrade("v7.0").stderr == "This is that version already.\n"
