"""Whoever is signed out is answered from a copy, and nobody misses what they wrote themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.conf import settings

from config.embedded.server import Server
from tests.attack.test_slow_bodies import ROOT, proxied, served
from tests.cluster.site import Visitor, ask, cluster, folder, kill, paused, silent, until, url

NODES = (ROOT / "deploy" / "nginx-nodes.conf").read_text()
FEW = ("--workers", "1", "--threads", "4")
PLACE, EDITOR = "/places/exampleshire/", "editor.exampleshire@demo.test"
AS_AT = "This page shows the record as it was on"
QUIET = "SELECT coalesce(now() - pg_last_xact_replay_timestamp() > '1 s', true)"
CAME = "SELECT pg_last_wal_receive_lsn() >= %s::pg_lsn"
LOOKS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


@dataclass(frozen=True)
class Site:
    """Two nodes that write, one that reads from a copy, the proxy before them."""

    proxy: int
    read: int
    copy: Server

    def reads(self, visitor: Visitor, path: str) -> bool:
        """Whether the read node answers them."""
        return visitor.open(path).by.endswith(f":{self.read}")


def in_location() -> str:
    """What the file says that `location /` is to have."""
    return "\n".join(re.findall(r"^#     (proxy_.*;)$", NODES, re.MULTILINE))


def as_guided(one: int, two: int, read: int) -> Callable[[str], str]:
    """The guide's file of one machine, changed as the file for several says."""
    said = NODES.replace(":8002 ", f":{read} ").replace(":8000 ", f":{one} ")
    assert settings.SESSION_COOKIE_NAME in said

    def change(text: str) -> str:
        text = text.replace("proxy_pass http://placebook;", in_location(), 1)
        two_nodes = f"server 127.0.0.1:8000;\n    server 127.0.0.1:{two};"
        text = text.replace("server 127.0.0.1:8000;", two_nodes, 1)
        told = "add_header Answered-By $upstream_addr always;\n"
        return told + said + text

    return change


@pytest.fixture(scope="module")
def site(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    writes = {"FRESH_SECONDS": "10"}
    reads = {"READ_NODE": "true", "REPLICA_LAG_SECONDS": "2"}
    with (
        folder() as data,
        cluster(data, "copy", replica_of=primary) as copy,
        served(url(primary), *FEW, **writes) as one,
        served(url(primary), *FEW, **writes) as two,
        served(url(copy), *FEW, **reads) as read,
        proxied(tmp_path_factory.mktemp("nginx"), one, one, as_guided(one, two, read)) as proxy,
    ):
        yield Site(proxy, read, copy)


def is_ready(node: int) -> tuple[int, str]:
    """What its monitor is told."""
    answer = Visitor(node).open("/health/ready")
    return answer.status, json.loads(answer.text)["status"]


def test_what_somebody_sent_they_read_at_once_and_others_soon(site: Site, primary: Server) -> None:
    editor = Visitor(site.proxy).sign_in(EDITOR)
    reader, sender = Visitor(site.proxy), Visitor(site.proxy)
    assert site.reads(reader, PLACE)
    words = "A county of three rivers, made up for these pages."
    with paused(site.copy):
        assert editor.send(f"{PLACE}edit/", {"description": words}).status == 302
        assert words in editor.open(PLACE).text
        assert words not in reader.open(PLACE).text
        sender.send(f"{PLACE}follow/", {"email": "resident@example.org"})
        assert sender.cookies["fresh"] == "1"
        assert words in sender.open(PLACE).text
        del sender.cookies["fresh"]  # as it goes by itself after some seconds
        assert words not in sender.open(PLACE).text
    until(lambda: words in reader.open(PLACE).text, "the words on the read node")
    assert site.reads(reader, PLACE)
    assert not site.reads(editor, PLACE)


def test_a_program_with_a_key_is_answered_as_it_is_now(site: Site) -> None:
    """A key that was just ended opens nothing more, and its use is noted."""
    lists = "/api/v1/places/"
    assert site.reads(Visitor(site.proxy), lists)
    assert not site.reads(Visitor(site.proxy, key="pb_none"), lists)
    assert not site.reads(Visitor(site.proxy), "/answer/no-such-link/")


def test_a_copy_that_falls_behind_says_so_and_is_not_ready(site: Site, primary: Server) -> None:
    reader = Visitor(site.proxy)
    until(lambda: is_ready(site.read) == (200, "ready"), "the copy")
    assert AS_AT not in reader.open(PLACE).text
    with paused(site.copy):
        ask(primary, "SELECT pg_current_xact_id()")
        until(lambda: AS_AT in reader.open(PLACE).text, "the moment on the page")
        until(lambda: is_ready(site.read) == (503, "behind"), "what a monitor is told")
        assert site.reads(reader, PLACE)
    until(lambda: is_ready(site.read) == (200, "ready"), "the copy again")
    assert AS_AT not in reader.open(PLACE).text


def test_the_first_change_after_a_quiet_night_is_no_lag(site: Site, primary: Server) -> None:
    """On its way it is for some milliseconds, which are held fast here until a page meets them. A
    node that was never asked knows of no later moment than that of the last change."""
    with (
        served(url(site.copy), *FEW, READ_NODE="true") as read,
        ThreadPoolExecutor() as people,
    ):
        until(lambda: ask(site.copy, QUIET), "the night")
        with paused(site.copy):
            ask(primary, "SELECT pg_current_xact_id()")
            far = ask(primary, "SELECT pg_current_wal_insert_lsn()::text")
            until(lambda: ask(site.copy, CAME, far), "the change, at the copy")
            page = people.submit(Visitor(read).open, PLACE)
            until(lambda: page.done() or ask(site.copy, LOOKS), "the page, which looks again")
        assert AS_AT not in page.result().text


def test_a_primary_that_falls_silent_is_noticed(site: Site, primary: Server) -> None:
    """Nobody ends the connection, as where a cable is cut; the guide's setting, in little."""
    ask(site.copy, "ALTER SYSTEM SET wal_receiver_timeout = '1s'")
    ask(site.copy, "SELECT pg_reload_conf()")
    until(lambda: is_ready(site.read) == (200, "ready"), "the copy")
    with silent(primary):
        until(lambda: is_ready(site.read) == (503, "behind"), "what a monitor is told")
        assert AS_AT in Visitor(site.proxy).open(PLACE).text
    until(lambda: is_ready(site.read) == (200, "ready"), "the copy again")


def test_what_writes_is_asked_where_no_copy_answers(site: Site) -> None:
    """The last: the copy does not come back."""
    kill(site.copy)
    until(lambda: is_ready(site.read) == (503, "no database"), "its end")
    reader = Visitor(site.proxy)
    answer = reader.open(PLACE)
    assert (answer.status, answer.by.endswith(f":{site.read}")) == (200, False)
