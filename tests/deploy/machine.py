"""A server as the guide has it: its code, its two services, and how they restart."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from django.utils import timezone

from tests.attack.test_slow_bodies import DIRECT, HOST, LOCAL, asked
from tests.config.test_demo_server import address_of
from tests.config.test_settings import SERVER
from tests.deploy.checkout import ROOT, git

# What systemd does with a socket that it keeps: it is number 3 of the process
HANDS_ON = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""

GUNICORN = (".venv/bin/gunicorn", "--config", "deploy/gunicorn.py")


@dataclass
class Service:
    """One of the two, as systemd keeps it: its address stays open while the process is another."""

    env: dict[str, str]
    folder: Path
    command: tuple[str, ...]
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
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            ready.bind(str(told))
            ready.settimeout(60)
            self.process = subprocess.Popen(
                [sys.executable, "-c", HANDS_ON, str(number), *self.command],
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
    """A server as the guide has it: the code of an origin, two services, and how they restart.

    ``restarts``: when it was asked for each; ``until_replaced``: which version a service was then.
    """

    folder: Path
    env: dict[str, str]
    services: dict[str, Service]
    headers: dict[str, str] = field(default_factory=lambda: LOCAL)
    restarts: list[dt.datetime] = field(default_factory=list)
    until_replaced: dict[str, str] = field(default_factory=dict)

    @property
    def server(self) -> Path:
        return self.folder / "server"

    def release(
        self, version: str, *, migration: str = "", files: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """A later version at the origin: with one migration more, of this SQL, and with files that
        hold something else by then."""
        origin = self.folder / "origin"
        project = (origin / "pyproject.toml").read_text()
        now = re.sub(r'(?m)^version = ".*"', f'version = "{version}"', project)
        (origin / "pyproject.toml").write_text(now)
        if migration:
            last = max((ROOT / "deploy" / "migrations").glob("0*.py")).stem
            (origin / "deploy" / "migrations" / "9999_later.py").write_text(
                "from django.db import migrations\n\n\n"
                "class Migration(migrations.Migration):\n"
                f"    dependencies = [('deploy', '{last}')]\n"
                f"    operations = [migrations.RunSQL({migration!r})]\n"
            )
        for name, text in files.items():
            (origin / name).write_text(text)
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
        return {self.version(name) for name in self.services}

    def version(self, name: str) -> str:
        """What one of them says."""
        url = f"http://{HOST}:{self.services[name].port}/health/ready"
        asked = urllib.request.Request(url, headers=self.headers)
        with DIRECT.open(asked, timeout=60) as answer:
            return str(json.load(answer)["version"])

    def upgrade_under_requests(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Do it, and restart what it says; whoever asks meanwhile gets what they ask for."""
        answers = list[int]()
        restarts = threading.Thread(target=self.serve_restarts, args=(answers,))
        restarts.start()
        try:
            done = self.upgrade(*arguments)
        finally:
            (self.folder / "asked").write_text("")
            restarts.join()
        assert done.returncode == 0, done.stdout + done.stderr
        assert (set(answers), len(answers) > 1) == ({200}, True), "a restart keeps somebody waiting"
        return done

    def serve_restarts(self, answers: list[int]) -> None:
        """What ``systemctl restart`` does, for whoever asks by the two pipes; meanwhile somebody
        asks for pages, and notes each answer."""
        while name := (self.folder / "asked").read_text().strip():
            service, over = self.services[name], threading.Event()
            visitor = threading.Thread(
                target=visit, args=(service.port, self.headers, answers, over)
            )
            visitor.start()
            try:
                self.restarts.append(timezone.now())
                self.until_replaced[name] = self.version(name)
                service.restart()
            finally:
                over.set()
                visitor.join()
                (self.folder / "done").write_text("done\n")


def visit(port: int, headers: dict[str, str], answers: list[int], over: threading.Event) -> None:
    """Somebody who asks for pages until it is over, and lets the server work between."""
    while not over.wait(0.02):
        try:
            answers.append(asked(port, "/account/sign-in/", headers))
        except OSError:
            answers.append(0)


def restarting(folder: Path) -> Path:
    """A program in place of ``systemctl restart``, and the two pipes by which it asks for it."""
    program = folder / "restart"
    program.write_text(f'#!/bin/sh\necho "$1" >{folder}/asked; read -r done <{folder}/done\n')
    program.chmod(0o755)
    os.mkfifo(folder / "asked")
    os.mkfifo(folder / "done")
    return program


def environment(folder: Path, database: str) -> dict[str, str]:
    """The settings of a server of this database, whose backups stand in the folder."""
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    env = kept | SERVER | {"DATABASE_URL": address_of(database), "EMAIL_URL": "memorymail://"}
    env |= {"DOTENV": "", "DEBUG": "false", "ALLOWED_HOSTS": "*", "STATIC_HASHED": "false"}
    return env | {"BACKUPS_DIR": str(folder / "backups")}


@contextmanager
def serving(folder: Path, database: str, **asks: str) -> Iterator[Machine]:
    """A server whose code and packages stand in the folder; both of its services run."""
    env = environment(folder, database) | {"RESTART": str(restarting(folder))} | asks
    few = (*GUNICORN, "--workers", "1", "--threads", "2")
    names = ("placebook", "placebook-reserve")
    machine = Machine(folder, env, {name: Service(env, folder, few) for name in names})
    try:
        for service in machine.services.values():
            service.restart()
        yield machine
    finally:
        for service in machine.services.values():
            service.stop()
            service.listens.close()
