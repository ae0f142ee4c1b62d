"""A process that serves is killed, as by a system without memory, while a page waits in it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from tests.attack.held import locked
from tests.attack.test_slow_bodies import LOCAL, asked, gunicorn, proxied
from tests.cluster.watched import below, processes
from tests.locks import PAUSE, somebody_waits


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[int]:
    """A server of one worker, behind the nginx of the guide."""
    with (
        gunicorn(own_database, "--workers", "1", "--threads", "2") as pages,
        proxied(tmp_path, pages, pages) as port,
    ):
        yield port


def kill_worker() -> None:
    """The one that gunicorn made; it makes another."""
    every = processes()
    (worker,) = [
        one.pid
        for one in below(os.getpid(), every)
        if "gunicorn" in one.command and one.parent != os.getpid()
    ]
    os.kill(worker, signal.SIGKILL)


@contextmanager
def waiting(port: int, method: str) -> Iterator[Future[int]]:
    """Somebody whose page waits to know who they are, until this ends."""
    cookie = {"Cookie": "sessionid=somebody-who-was-signed-in-here"}
    with ThreadPoolExecutor(1) as pool, locked(Session._meta.db_table, "ACCESS EXCLUSIVE"):
        answer = pool.submit(asked, port, "/places/", LOCAL | cookie, method)
        while not somebody_waits():
            assert not answer.done(), answer.result()
            with pytest.raises(TimeoutError):
                answer.result(PAUSE)
        yield answer


def test_who_reads_is_answered_by_the_next_process(site: int) -> None:
    with waiting(site, "GET") as answer:
        kill_worker()
    assert answer.result() == 200


def test_what_is_sent_is_never_sent_twice(site: int) -> None:
    with waiting(site, "POST") as answer:
        kill_worker()
    assert answer.result() == 502
