"""The primary goes in the middle of a submit: nothing that was acknowledged is lost, and what was
not is sent again and recorded once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from config.embedded.server import Server
from national.bench.crowd_form import filled
from national.bench.crowd_writing import OWN_UPDATE
from tests.attack.test_slow_bodies import served
from tests.cluster.site import Visitor, ask, cluster, folder, kill, paused, until, url

OFFICERS = ("officer.exampleshire@demo.test", "editor.exampleshire@demo.test")
PLACE = "/places/exampleshire/"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
RECEIVER = "SELECT max(pid) FROM pg_stat_wal_receiver"


@dataclass(frozen=True)
class Pair:
    """A primary that confirms what its copy shows, and a node that knows both."""

    first: Server
    second: Server
    node: int
    read: int


@pytest.fixture
def pair(primary: Server) -> Iterator[Pair]:
    both = {"target_session_attrs": "read-write"}
    with folder() as data, cluster(data, "first", replica_of=primary) as first:
        ask(first, "SELECT pg_promote()")
        with (
            cluster(data, "second", replica_of=first) as second,
            served(url(first, second, **both), "--workers", "1", "--threads", "8") as node,
            served(url(second), "--workers", "1", "--threads", "2", READ_NODE="true") as read,
        ):
            ask(first, "ALTER SYSTEM SET synchronous_standby_names = '*'")
            ask(first, "ALTER SYSTEM SET synchronous_commit = remote_apply")
            ask(first, "SELECT pg_reload_conf()")
            yield Pair(first, second, node, read)


def recorded(server: Server, words: str) -> int:
    """How many updates say this."""
    return int(ask(server, "SELECT count(*) FROM pilots_update WHERE happened = %s", words))


def test_a_primary_killed_in_mid_submit_loses_nothing_and_doubles_nothing(pair: Pair) -> None:
    first, second = pair.first, pair.second
    one, other = (Visitor(pair.node).sign_in(email) for email in OFFICERS)
    owned = OWN_UPDATE.findall(one.open("/log-progress/").text)
    path, path_of_other = (f"{pilot}update/" for pilot in owned[:2])
    before, arrives, is_lost = ({"happened": f"Homes were visited, {n}."} for n in (1, 2, 3))
    assert one.send(path, before).status == 302
    sends = (
        (one, path, filled(one.open(path).text, arrives)),
        (other, path_of_other, filled(other.open(path_of_other).text, is_lost)),
    )
    with ThreadPoolExecutor() as people, paused(second):
        sent = [people.submit(one.open, *sends[0][1:])]
        until(lambda: ask(first, WAITING) == 1, "the first waits for the copy")
        flushed = ask(first, "SELECT pg_current_wal_flush_lsn()::text")
        came = "SELECT pg_last_wal_receive_lsn() >= %s::pg_lsn"
        until(lambda: ask(second, came, flushed), "the copy has it")
        os.kill(ask(second, RECEIVER), signal.SIGTERM)
        until(lambda: ask(second, RECEIVER) is None, "nothing comes in any more")
        sent.append(people.submit(other.open, *sends[1][1:]))
        until(lambda: ask(first, WAITING) == 2, "the second waits as well")
        kill(first)
        answers = [each.result() for each in sent]
    for answer, typed in zip(answers, (arrives, is_lost), strict=True):
        assert answer.status == 503
        assert typed["happened"] in answer.text
        assert "What you typed is kept" in answer.text
        assert "Nothing that you sent was recorded" not in answer.text

    until(
        lambda: "This page shows the record as it was on" in Visitor(pair.read).open(PLACE).text,
        "residents read on",
    )
    assert ask(second, "SELECT pg_promote()")
    assert [recorded(second, each["happened"]) for each in (before, arrives, is_lost)] == [1, 1, 0]
    for (who, address, form), answer in zip(sends, answers, strict=True):
        again = filled(answer.text, {"happened": form["happened"]})
        assert [who.open(address, again).status for _ in range(2)] == [302, 302]
    assert [recorded(second, each["happened"]) for each in (before, arrives, is_lost)] == [1, 1, 1]
    assert "This page shows the record as it was on" not in Visitor(pair.read).open(PLACE).text
