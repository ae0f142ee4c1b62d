"""The record as it was at a moment, by the guide’s commands as written (docs/recovery.md)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.embedded.server import Server
from tests.cluster.site import ask, cluster, folder
from tests.deploy.checkout import ROOT
from tests.deploy.guide import Command, Instead, commands

GUIDE = ROOT / "docs" / "recovery.md"
# {home}: what is /var/lib/postgresql in the guide; {programs}: where PostgreSQL's are here
INSTEAD = (
    Instead("sudo -u postgres ", "", "every command is run as the server's user here"),
    Instead("/usr/lib/postgresql/18/bin", "{programs}", "the programs of the tests' PostgreSQL"),
    Instead("/var/lib/postgresql", "{home}", "a folder for this test alone"),
    Instead("2026-11-27 14:30:00+00", "{moment}", "the moment before something is lost"),
    Instead("local all all peer", "local all all trust", "the server's user has another role here"),
)
RESTART = "sudo systemctl restart postgresql"
SWITCH = "pg_switch_wal()"
COUNT = "SELECT count(*) FROM pilots_update"
WRITE = "UPDATE partnerships_place SET description = %s WHERE slug = 'exampleshire'"
READ = "SELECT description FROM partnerships_place WHERE slug = 'exampleshire'"
TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
LAST_WORDS = "Written after the base was made, and before all was lost."


@dataclass
class Walk:
    """The guide being followed on a server that has the demo's record."""

    server: Server
    home: Path
    names: dict[str, str]
    updates: int = 0

    def follow(self, command: Command) -> None:
        """Do it, with what happens before it in the story."""
        if command.text == RESTART:
            self.server.leave()  # the last that leaves stops it
            self.server.ensure_running()
            return
        if SWITCH in command.text:
            self.lose_everything()
        who = self.server.runner.popen_arguments()
        path = f"{self.names['programs']}:{os.environ['PATH']}"
        who["env"] |= {"PATH": path, "PGHOST": str(self.server.socket_dir)}
        who["env"] |= {"PGUSER": Server.USER, "PGDATABASE": "postgres"}
        said = command.here(INSTEAD, home=str(self.home), **self.names)
        done = subprocess.run(
            ["sh", "-ec", said], capture_output=True, text=True, check=False, **who
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"

    def lose_everything(self) -> None:
        """Something is written; the moment; then somebody empties what matters most."""
        ask(self.server, WRITE, LAST_WORDS)
        self.updates = ask(self.server, COUNT)
        self.names["moment"] = str(ask(self.server, "SELECT clock_timestamp()"))
        ask(self.server, "TRUNCATE pilots_pilot CASCADE")
        ask(self.server, WRITE, "")


@pytest.fixture
def walk(primary: Server) -> Iterator[Walk]:
    with folder() as data, cluster(data, "kept", replica_of=primary) as server:
        ask(server, "SELECT pg_promote()")
        os.chown(data, server.runner.uid, server.runner.gid)
        programs = str(server._folder())
        yield Walk(server, data, {"programs": programs, "moment": ""})


def test_what_was_deleted_is_there_again_as_at_the_moment_before(walk: Walk) -> None:
    found = commands(GUIDE, "## Keep every change")
    for command in found:
        walk.follow(command)
    host = str(walk.server.socket_dir)
    with psycopg.connect(host=host, user=Server.USER, dbname="placebook_restored") as restored:
        assert restored.execute(READ).fetchone() == (LAST_WORDS,)
        assert restored.execute(COUNT).fetchone() == (walk.updates,)
        assert walk.updates > 0
    assert (ask(walk.server, READ), ask(walk.server, COUNT)) == ("", 0), "it is as it was left"
    kept = {path.name[:8] for path in (walk.home / "archive" / "log").iterdir()}
    assert kept == {ask(walk.server, TIMELINE)}, "the server of then wrote into the archive"
    assert not (walk.home / "then").exists()


def test_every_word_in_place_of_the_guides_is_in_the_guide() -> None:
    texts = [command.text for command in commands(GUIDE, "## Keep every change")]
    for one in INSTEAD:
        assert any(one.guide in text for text in texts), one.guide
    assert RESTART in texts
    assert sum(SWITCH in text for text in texts) == 1
