"""Visitors who begin to send and then hold still, as the guide has them met: by Debian's nginx."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.test_demo_server import address_of, free_port
from tests.config.test_settings import SERVER
from tests.nginx import NGINX

ROOT = Path(settings.BASE_DIR)
HOST = "127.0.0.1"
HELD = 40
PAUSE = 0.02  # seconds between two looks whether a server listens
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# The rest of an nginx of one's own, which writes nowhere else
MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    {temporary}
    include {folder}/placebook.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
# Asks gunicorn to be visited by six before it has a worker
EARLY = """

def when_ready(server):
    from tests.attack.test_slow_bodies import hold

    port = server.LISTENERS[0].sock.getsockname()[1]
    server.early = [hold(port, "/places/x/follow/") for _ in range(6)]
"""
LOCAL = {"Host": "placebook.example.org", "X-Forwarded-Proto": "https"}


@contextmanager
def gunicorn(database: str, *arguments: str) -> Iterator[int]:
    """A server of one machine, on a database of the tests' own cluster."""
    with served(address_of(database), *arguments) as port:
        yield port


@contextmanager
def served(url: str, *arguments: str, **asks: str) -> Iterator[int]:
    """As the guide starts it, on a port of its own, with some settings of its own."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py"]
    command += ["--bind", f"{HOST}:{port}", *arguments]
    with running(command, environment(url, **asks), port):
        yield port


def environment(url: str, **asks: str) -> dict[str, str]:
    """What a server, and commands beside it, read their settings from."""
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    asked = SERVER | {"DATABASE_URL": url, "EMAIL_URL": "memorymail://"}
    asked |= {"DOTENV": "", "DEBUG": "false", "STATIC_HASHED": "false", "ALLOWED_HOSTS": "*"}
    return kept | asked | asks


@contextmanager
def running(command: list[str], env: dict[str, str], port: int) -> Iterator[None]:
    """A process, once it listens, until it is ended."""
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        while not listens(port):  # leaves the processor to it meanwhile
            with suppress(subprocess.TimeoutExpired):
                assert process.wait(PAUSE) is None, "it ended by itself"
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex((HOST, port)) == 0


@contextmanager
def proxied(
    folder: Path, pages: int, reserve: int, change: Callable[[str], str] = str
) -> Iterator[int]:
    """The nginx of the guide before these two, by http as no certificate is at hand.

    ``change`` does to its file what the guide says for more than one machine.
    """
    port = free_port()
    text = change((ROOT / "deploy" / "nginx.conf").read_text())
    _, redirect, rest = text.partition("server {\n    listen 80;")
    text = text.replace(redirect + rest.partition("\n}\n")[0] + "\n}\n", "")
    text = re.sub(r"listen 443 ssl http2;", f"listen {HOST}:{port};", text)
    text = re.sub(r".*(\[::\]:443|ssl_certificate).*\n", "", text)
    text = text.replace("/var/log/nginx", str(folder))
    text = text.replace("$scheme", "https")
    text = text.replace(":8000", f":{pages}").replace(":8001", f":{reserve}")
    (folder / "placebook.conf").write_text(text)
    user = "user root;" if os.getuid() == 0 else ""  # else another, who has no way to the folder
    kept = "\n    ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, temporary=kept, user=user))
    program = NGINX.find()
    assert program, "python -m tests.nginx gets one"
    at = ("-p", str(folder), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log")
    with running([program, *at], dict(os.environ), port):
        yield port


def hold(port: int, path: str) -> socket.socket:
    """A visitor who says that they send a thousand characters, and sends one."""
    visitor = socket.create_connection((HOST, port))
    head = "\r\n".join(f"{name}: {value}" for name, value in LOCAL.items())
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000"
    visitor.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n{kind}\r\n\r\na".encode())
    return visitor


def is_held(visitor: socket.socket) -> bool:
    """Whether they were neither answered nor cut off."""
    visitor.setblocking(False)
    try:
        visitor.recv(1)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def asked(port: int, path: str, headers: dict[str, str] = LOCAL, method: str = "GET") -> int:
    url = f"http://{HOST}:{port}{path}"
    request = urllib.request.Request(url, headers=headers, method=method)
    try:
        with DIRECT.open(request, timeout=120) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[int]:
    """The documented server: four workers of four threads, one more for health and sign-in."""
    with (
        gunicorn(own_database) as pages,
        gunicorn(own_database, "--workers", "1", "--threads", "2") as reserve,
        proxied(tmp_path, pages, reserve) as port,
    ):
        yield port


def test_health_sign_in_and_pages_are_answered_while_forty_hold_still(site: int) -> None:
    with ExitStack() as held:
        paths = ("/account/sign-in/", "/places/x/follow/")
        slow = [held.enter_context(hold(site, paths[at % 2])) for at in range(HELD)]
        for path in ("/health/live", "/health/ready", "/account/sign-in/", "/places/"):
            for visitor in slow:
                visitor.setblocking(True)
                visitor.sendall(b"b")
            assert asked(site, path) == 200, path
            assert all(is_held(visitor) for visitor in slow), path


def test_health_and_sign_in_are_answered_while_every_page_waits(
    own_database: str, tmp_path: Path
) -> None:
    """All threads that serve pages are held past the proxy; the reserve is not among them."""
    with (
        gunicorn(own_database, "--workers", "1", "--threads", "2") as pages,
        gunicorn(own_database, "--workers", "1", "--threads", "2") as reserve,
        proxied(tmp_path, pages, reserve) as port,
        ExitStack() as held,
    ):
        slow = [held.enter_context(hold(pages, "/places/x/follow/")) for _ in range(6)]
        for path in ("/health/live", "/health/ready", "/account/sign-in/"):
            assert asked(port, path) == 200, path
        assert all(is_held(visitor) for visitor in slow)


def test_who_sends_nothing_more_is_cut_off_even_without_a_proxy(
    own_database: str, tmp_path: Path
) -> None:
    """gunicorn's own limit, here of one second: its threads come free again by themselves.

    Six of them come between listening and the first worker, as at a restart, and six later.
    """
    impatient = tmp_path / "impatient.py"
    text = (ROOT / "deploy" / "gunicorn.py").read_text()
    impatient.write_text(text.replace("SILENT = 20", "SILENT = 1") + EARLY)
    one = ("--workers", "1", "--threads", "2", "--config", str(impatient))
    with gunicorn(own_database, *one) as port, ExitStack() as held:
        for _ in range(6):
            held.enter_context(hold(port, "/places/x/follow/"))
        assert asked(port, "/health/live") == 200
