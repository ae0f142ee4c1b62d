"""A server as the guide has it: its code, its two services, and how they restart."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.test_slow_bodies import DIRECT, HOST, LOCAL, asked
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
    """A server as the guide has it: the code of an origin, two services, and how they restart."""

    folder: Path
    env: dict[str, str]
    services: dict[str, Service]
    headers: dict[str, str] = field(default_factory=lambda: LOCAL)

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
            asked = urllib.request.Request(url, headers=self.headers)
            with DIRECT.open(asked, timeout=60) as answer:
                found.add(str(json.load(answer)["version"]))
        return found

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
                service.restart()
            finally:
                over.set()
                visitor.join()
            (self.folder / "done").write_text("done\n")


def visit(port: int, headers: dict[str, str], answers: list[int], over: threading.Event) -> None:
    """Somebody who asks for pages until it is over."""
    while not over.is_set():
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
