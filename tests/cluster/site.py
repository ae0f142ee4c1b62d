"""Several nodes as the guide has them, and who comes to them.

A cluster is made by the project's own `Server`; what stands before it is the program itself.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from config.embedded.server import Server
from demo.sign_ins import PASSWORD
from national.bench.crowd_form import filled, token_of
from tests import in_memory
from tests.attack.test_slow_bodies import HOST, LOCAL, listens
from tests.config.test_demo_server import free_port
from tests.pgbouncer import PGBOUNCER

PATIENCE = 60  # seconds that something may take to come about
POOLER = """
[databases]
{name} = host={sockets} port=5432 dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {data}/users.txt
logfile = {data}/pgbouncer.log
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
"""
SITE = f"https://{LOCAL['Host']}"


@contextmanager
def folder() -> Iterator[Path]:
    """An empty one, which the servers' user can reach."""
    kept = in_memory.folder(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix="placebook-cluster-", dir=kept) as made:
        Path(made).chmod(0o755)
        yield Path(made)


@contextmanager
def cluster(data: Path, name: str, replica_of: Server | None = None) -> Iterator[Server]:
    """A server of the database, or a copy that follows another, to the end."""
    server = Server(data, name, durable=True, replica_of=replica_of)
    server.ensure_running()
    try:
        yield server
    finally:
        server.remove()


def url(*servers: Server, **options: str) -> str:
    """DATABASE_URL for a server, or for whichever of several takes changes."""
    hosts = ",".join(str(one.socket_dir) for one in servers)
    return f"postgres://{Server.USER}@/{Server.DATABASE}?{urlencode({'host': hosts} | options)}"


def ask(server: Server, sql: str, *parameters: Any) -> Any:
    """The first value of what one statement gives."""
    with psycopg.connect(
        host=str(server.socket_dir), user=Server.USER, dbname=Server.DATABASE, autocommit=True
    ) as connection:
        cursor = connection.execute(sql, parameters or None)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def until(holds: Callable[[], Any], why: str) -> None:
    """Ask until it holds."""
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, f"it never came: {why}"


def kill(server: Server) -> None:
    """As when the power of its machine goes."""
    os.kill(first_process(server), signal.SIGKILL)


def restart(server: Server) -> None:
    """In order, as for an upgrade of the system: whatever is connected is cut off."""
    program, log = server.programs.folder / "pg_ctl", server.data / "server.log"
    how = server.runner.popen_arguments()
    command = [program, "restart", "-D", server.data, "-m", "fast", "-w", "-s", "-l", log]
    subprocess.run(command, check=True, start_new_session=True, **how)


def first_process(server: Server) -> int:
    """The one that makes all others."""
    return int((server.data / "postmaster.pid").read_text().split("\n")[0])


def fill(server: Server, source: str, host: str) -> None:
    """The record of a database of the tests' own server, in another."""
    programs, dump = server.programs.folder, server.data.parent / "dump"
    reads: list[str | Path] = [programs / "pg_dump", "-h", host, "-Fd", "-j2", "-Z0", "-f", dump]
    writes: list[str | Path] = [programs / "pg_restore", "-h", server.socket_dir, "-j2", "-O"]
    as_its_user = ("-U", Server.USER, "-d")
    subprocess.run([*reads, *as_its_user, source], check=True)
    subprocess.run([*writes, *as_its_user, Server.DATABASE, dump], check=True)
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")  # as a server checks them
    ask(server, "UPDATE accounts_user SET password = %s", password)
    ask(server, "ANALYZE")


@dataclass(frozen=True)
class Answer:
    """What a visitor gets; ``by`` is the address of the node that gave it."""

    status: int
    text: str
    leads_to: str
    by: str


@dataclass
class Visitor:
    """Somebody with a browser, or a program with its ``key``, at a node or at the proxy before
    them."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def open(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """What is at an address, or comes of sending a form there."""
        where = http.client.HTTPConnection(HOST, self.port, timeout=120)
        heads = LOCAL | {"Cookie": "; ".join(f"{key}={one}" for key, one in self.cookies.items())}
        if self.key:
            heads["Authorization"] = f"Bearer {self.key}"
        body = None
        if form is not None:
            body = urlencode(form)
            heads |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"{SITE}{path}",
            }
        try:
            where.request("GET" if form is None else "POST", path, body, heads)
            came = where.getresponse()
            text = came.read().decode()
        finally:
            where.close()
        self._keep(came.headers.get_all("Set-Cookie") or [])
        to = urlsplit(came.headers.get("Location", ""))
        by = came.headers.get("Answered-By", "").rpartition(", ")[2]
        return Answer(came.status, text, to.path + (f"?{to.query}" if to.query else ""), by)

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies:
            for name, one in SimpleCookie(cookie).items():
                if one["max-age"] == "0" or not one.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = one.value

    def send(self, path: str, typed: dict[str, str]) -> Answer:
        """The form of a page, filled in and sent."""
        page = self.open(path)
        assert page.status == 200, (path, page.status, page.leads_to)
        return self.open(path, filled(page.text, typed))

    def sign_in(self, email: str) -> Visitor:
        """By the form, as everybody does."""
        path = "/account/sign-in/"
        form = {"csrfmiddlewaretoken": token_of(self.open(path).text)}
        answer = self.open(path, form | {"login": email, "password": PASSWORD})
        assert "sessionid" in self.cookies, (email, answer.status)
        return self


@contextmanager
def paused(copy: Server) -> Iterator[None]:
    """The copy takes in what comes and shows none of it meanwhile."""
    ask(copy, "SELECT pg_wal_replay_pause()")
    until(lambda: ask(copy, "SELECT pg_get_wal_replay_pause_state()") == "paused", "the pause")
    try:
        yield
    finally:
        if ask(copy, "SELECT pg_is_in_recovery()"):
            ask(copy, "SELECT pg_wal_replay_resume()")


@contextmanager
def silent(server: Server) -> Iterator[None]:
    """Its copies hear nothing from it meanwhile, although nothing was ended."""
    senders = ask(server, "SELECT array_agg(pid) FROM pg_stat_replication")
    stopped = [first_process(server), *senders]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def pooled(server: Server, data: Path, program: str) -> Iterator[str]:
    """PgBouncer in transaction mode before a server, with fewer connections than come; its URL."""
    port = free_port()
    (data / "users.txt").write_text(f'"{Server.USER}" ""\n')
    (data / "pgbouncer.ini").write_text(
        POOLER.format(sockets=server.socket_dir, port=port, data=data, name=Server.DATABASE)
    )
    for path in (data, *data.iterdir()):
        os.chown(path, server.runner.uid, server.runner.gid)  # it does not run as root either
    how = server.runner.popen_arguments()
    how["env"] = PGBOUNCER.environment() | how["env"]
    process = subprocess.Popen([program, "-q", data / "pgbouncer.ini"], **how)
    try:
        until(lambda: process.poll() is not None or listens(port), "PgBouncer")
        yield f"postgres://{Server.USER}@{HOST}:{port}/{Server.DATABASE}"
    finally:
        process.terminate()
        process.wait(60)
