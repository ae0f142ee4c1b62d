"""Programs that ask too much at once, as the guide has them met: by Debian's nginx."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.attack.test_slow_bodies import HOST, LOCAL, asked, gunicorn, proxied

LIST = "/api/v1/places/?limit=1"
AT_ONCE, WAIT = 190, 40  # what one program asks, and how much of it may wait


class Told(NamedTuple):
    """What one question was answered."""

    status: int
    headers: Message
    text: bytes


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[int]:
    with gunicorn(own_database, "--workers", "1") as pages, proxied(tmp_path, pages, pages) as port:
        yield port


def with_key(key: str) -> dict[str, str]:
    return LOCAL | {"Authorization": f"Bearer pb_{key}"}


def ask_at_once(port: int, keys: list[str]) -> list[Told]:
    """All questions are sent before the first answer is read."""
    with ExitStack() as ends:
        programs = [http.client.HTTPConnection(HOST, port) for _ in keys]
        for program in programs:
            ends.callback(program.close)
            program.connect()
        for program, key in zip(programs, keys, strict=True):
            program.request("GET", LIST, headers=with_key(key))
        answers = [program.getresponse() for program in programs]
        return [Told(answer.status, answer.headers, answer.read()) for answer in answers]


def test_a_program_that_asks_too_much_at_once_is_told_to_come_back(site: int) -> None:
    answers = ask_at_once(site, ["eager"] * AT_ONCE)
    counts = Counter(answer.status for answer in answers)
    assert set(counts) == {401, 429}  # the application was asked, and knows no such key
    assert WAIT <= counts[401] < AT_ONCE
    told = next(answer for answer in answers if answer.status == 429)
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.headers["Retry-After"] == "2"
    assert json.loads(told.text)["status"] == 429
    assert asked(site, LIST, with_key("other")) == 401
    assert asked(site, LIST) == asked(site, "/places/") == 200


def test_keys_that_are_made_up_one_by_one_are_counted_together(site: int) -> None:
    answers = ask_at_once(site, [f"made-up-{n}" for n in range(AT_ONCE)])
    assert {answer.status for answer in answers} == {401, 429}


def test_whoever_reads_page_by_page_is_never_refused(site: int) -> None:
    assert {asked(site, LIST) for _ in range(60)} == {200}
