"""bin/demo serves the record, and is quick and careful the second time."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from config.demo_setup import CannotGoOnError, make_tables
from tests import database

LAST_LINE = "Ctrl-C stops it"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # to this machine, no proxy


class Demo:
    """The demo in a process of its own, on the tests' server, in the database `name`."""

    def __init__(self, name: str, folder: Path) -> None:
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        environment = {
            "DEBUG": "true",
            "DOTENV": "",
            "STATIC_HASHED": "true",
            "STATIC_ROOT": str(folder / "static"),
            "PORT": str(port),
            "DATABASE_URL": address_of(name),
        }
        kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.demo_server"],
            env=kept | environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """What it says until it serves."""
        assert self.process.stdout
        for line in self.process.stdout:
            yield line
            if LAST_LINE in line:
                return

    def get(self, path: str) -> tuple[str, dict[str, str]]:
        with DIRECT.open(self.address + path) as answer:
            return answer.read().decode(), dict(answer.headers)

    def stop_while_asked(self) -> int:
        """As Ctrl-C does while many people ask at once."""
        asking = True

        def ask() -> None:
            while asking:
                with suppress(OSError, HTTPException):
                    self.get("/places/?q=liverpool")

        people = [Thread(target=ask) for _ in range(8)]
        for person in people:
            person.start()
        try:
            return self.stop()
        finally:
            asking = False
            for person in people:
                person.join()

    def stop(self) -> int:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=60)
        assert rest == ""
        return self.process.returncode


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def address_of(name: str) -> str:
    """DATABASE_URL for a database of the tests' server."""
    at = connection.settings_dict
    who = at["USER"] + (f":{at['PASSWORD']}" if at.get("PASSWORD") else "")
    if at["HOST"].startswith("/"):
        return f"postgres://{who}@/{at['HOST']}/{name}"
    return f"postgres://{who}@{at['HOST']}:{at['PORT'] or 5432}/{name}"


@pytest.fixture
def name(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A migrated database without the record."""
    with django_db_blocker.unblock(), database.clone(database.template()) as made:
        yield made


def test_the_demo_loads_once_serves_the_record_and_stops_on_ctrl_c(
    name: str, tmp_path: Path
) -> None:
    demo = Demo(name, tmp_path)
    assert "Loading the record" in demo.said
    assert f"Placebook is at  {demo.address}/" in demo.said
    assert re.search(r"officer\.luton@demo\.test +contributor, luton", demo.said)
    page, _ = demo.get("/places/?q=liverpool")
    assert "Liverpool" in page
    styles = re.search(r'href="(/static/\S+?\.[0-9a-f]{12}\.css)"', page)
    assert styles, "style sheets are named after their content"
    _, headers = demo.get(styles[1])
    assert "immutable" in headers["Cache-Control"]
    assert demo.stop() == 0

    with database.using(name), connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_place SET description = 'As entered, and kept.' "
                       "WHERE slug = 'liverpool'")  # fmt: skip
    again = Demo(name, tmp_path)
    assert "Loading" not in again.said
    assert "officer.luton@demo.test" in again.said
    with database.using(name), connection.cursor() as cursor:
        cursor.execute("SELECT description FROM partnerships_place WHERE slug = 'liverpool'")
        assert cursor.fetchone() == ("As entered, and kept.",)
    assert again.stop_while_asked() == 0


def test_a_port_in_use_is_said_before_anything_is_done(name: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "config.demo_server"],
            env=os.environ | {"PORT": port},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "PORT=8001 bin/demo" in done.stderr


def test_a_database_from_before_1_0_is_left_alone_and_says_what_to_do(
    own_database: str,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")
    with pytest.raises(
        CannotGoOnError, match=r"made before version 1\.0, and cannot be taken over"
    ):
        make_tables()
