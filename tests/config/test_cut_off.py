"""The demo's set-up, cut off at every moment and started again: it comes up whole."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import psycopg
import pytest
from django.conf import settings

from config.demo_server import STOPPED
from config.embedded.server import Server

SMALL = Path(__file__).with_name("small")
NOT_ATOMIC = 'after CREATE TABLE "small_visit"'
MOMENTS = {
    "before the copy": "before CREATE DATABASE",
    "with an empty copy": "after CREATE DATABASE",
    "in the first migration": 'after CREATE TABLE "small_place"',
    "in a migration that is not atomic": NOT_ATOMIC,
    "before an index made beside the work": "before CREATE INDEX CONCURRENTLY",
    "between tables and cache": 'before CREATE TABLE "django_cache"',
    "with the cache table": 'after CREATE TABLE "django_cache"',
    "in the record": 'after INSERT INTO "small_place"',
    "while Python clears away": "while it is cleared away",
    "loaded, not marked": "before COMMENT ON DATABASE",
    "marked, not in its place": "after COMMENT ON DATABASE",
    "in its place": "after BEGIN; ALTER DATABASE",
    "with some of the files": "before b.css",
}
ENTERED = "As entered"
MORE_CODE = dedent(
    """
    from django.contrib.postgres.operations import AddIndexConcurrently
    from django.db import migrations, models

    class Migration(migrations.Migration):
        atomic = False
        dependencies = [("small", "0002_visits")]
        operations = [
            migrations.CreateModel("Promise", [("id", models.BigAutoField(primary_key=True))]),
            AddIndexConcurrently("place", models.Index(fields=["id"], name="place_again")),
        ]
    """
)
MOMENTS_OF_A_CHANGE = {
    "with a copy": "after CREATE DATABASE",
    "in a migration that is not atomic": 'after CREATE TABLE "small_promise"',
    "marked, not in its place": "after COMMENT ON DATABASE",
    "in its place": "after BEGIN; ALTER DATABASE",
}


class Small:
    """A checkout of the small project and its cluster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SMALL, folder / "small")

    def start(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """As bin/demo starts it, without serving."""
        kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        ours = {
            "DJANGO_SETTINGS_MODULE": "small.settings",
            "PYTHONPATH": f"{self.folder}:{settings.BASE_DIR}",
            "DEBUG": "true",
            "DOTENV": "",
            "STATIC_HASHED": "true",
            "DATA_DIR": str(self.folder / "data"),
            "STATIC_ROOT": str(self.folder / "files"),
        }
        return subprocess.run(
            [sys.executable, "-m", "small.start", *arguments],
            env=kept | ours | environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def starts(self, *arguments: str) -> None:
        done = self.start(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("Ready\n")

    def says_why_it_cannot(self, *arguments: str, **environment: str) -> str:
        """The one line that it ends with."""
        done = self.start(*arguments, **environment)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        [line, end] = done.stderr.split("\n")
        assert end == ""
        return line

    def is_stopped_by_ctrl_c(self, moment: str) -> None:
        done = self.start(CUT_AT=moment, CUT_BY="SIGINT")
        assert done.stderr.split("\n") == ["", STOPPED, ""]
        assert done.returncode == 128 + signal.SIGINT

    def is_killed(self, moment: str) -> None:
        done = self.start(CUT_AT=moment, CUT_BY="SIGKILL")
        assert done.returncode == -signal.SIGKILL

    def ask(self, sql: str, database: str = "placebook") -> list[str]:
        """The first column of the answer."""
        with psycopg.connect(**self.address(database), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []

    def address(self, database: str) -> dict[str, str]:
        where = {"host": str(self.server.socket_dir), "port": Server.PORT}
        return where | {"user": Server.USER, "dbname": database}

    @property
    def server(self) -> Server:
        return Server.named(self.folder / "data", "demo", durable=False)

    def empty(self) -> None:
        """As it is after initdb, with no files."""
        for database in self.databases:
            self.ask(f'DROP DATABASE "{database}" WITH (FORCE)', "postgres")
        self.ask("CREATE DATABASE placebook", "postgres")
        shutil.rmtree(self.folder / "files", ignore_errors=True)

    @property
    def databases(self) -> list[str]:
        return self.ask(
            "SELECT datname FROM pg_database WHERE datname LIKE 'placebook%' ORDER BY datname",
            "postgres",
        )

    @property
    def names(self) -> list[str]:
        return self.ask("SELECT name FROM small_place ORDER BY name")

    def is_whole(self) -> None:
        """One database with each table, valid indexes, the record; and every file."""
        assert self.databases == ["placebook"]
        assert self.ask("SELECT count(*) FROM small_visit") == [0]
        assert self.ask("SELECT count(*) FROM django_cache") == [0]
        assert self.ask("SELECT indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid "
                        "WHERE relname = 'visit_by_day'") == [True]  # fmt: skip
        assert {"Cornwall", "Luton"} <= set(self.names)
        files = {file.name for file in (self.folder / "files").iterdir()}
        assert files == {"a.css", "b.css", ".made-from"}


@pytest.fixture(scope="module")
def shared() -> Iterator[Small]:
    """A checkout whose server stays up, so that each start is quick."""
    folder = Path(tempfile.mkdtemp(prefix="placebook-cut-off-"))
    folder.chmod(0o755)
    small = Small(folder)
    small.server.ensure_running()
    yield small
    small.server.remove()
    shutil.rmtree(folder)


@pytest.fixture
def small(shared: Small) -> Small:
    shared.empty()
    (shared.folder / "small" / "migrations" / "0003_more.py").unlink(missing_ok=True)
    return shared


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_first_set_up_that_was_cut_off_comes_up_whole(small: Small, moment: str) -> None:
    small.is_stopped_by_ctrl_c(MOMENTS[moment])
    small.starts()
    small.is_whole()
    assert small.names == ["Cornwall", "Luton"]


@pytest.mark.parametrize("moment", MOMENTS_OF_A_CHANGE)
def test_a_change_of_code_that_was_cut_off_keeps_what_was_entered(
    small: Small, moment: str
) -> None:
    small.starts()
    small.ask(f"INSERT INTO small_place (name) VALUES ('{ENTERED}')")
    (small.folder / "small" / "migrations" / "0003_more.py").write_text(MORE_CODE)
    small.is_killed(MOMENTS_OF_A_CHANGE[moment])
    assert ENTERED in small.names
    small.starts()
    small.is_whole()
    assert ENTERED in small.names
    assert small.ask("SELECT count(*) FROM small_promise") == [0]


def test_tables_that_cannot_be_made_are_left_as_they_were(small: Small) -> None:
    """As where a migration was cut off by hand, beside the demo."""
    small.ask("CREATE TABLE small_visit (id int)")
    said = small.says_why_it_cannot()
    assert 'relation "small_visit" already exists' in said
    assert "bin/demo --fresh" in said
    assert small.ask("SELECT count(*) FROM small_visit") == [0]


def test_a_database_of_somebodys_own_is_changed_where_it_is(small: Small) -> None:
    small.ask("CREATE DATABASE placebook_own", "postgres")
    url = f"postgres://{Server.USER}@/{small.server.socket_dir}/placebook_own"
    done = small.start(DATABASE_URL=url, CUT_AT='after INSERT INTO "small_place"', CUT_BY="SIGKILL")
    assert done.returncode == -signal.SIGKILL
    assert small.start(DATABASE_URL=url).stdout.endswith("Ready\n")
    assert small.ask("SELECT name FROM small_place", "placebook_own") == ["Luton", "Cornwall"]
    assert small.databases == ["placebook", "placebook_own"]


def test_it_says_what_to_do_where_a_database_of_somebodys_own_was_cut_off(small: Small) -> None:
    small.ask("CREATE DATABASE placebook_own", "postgres")
    url = f"postgres://{Server.USER}@/{small.server.socket_dir}/placebook_own"
    done = small.start(DATABASE_URL=url, CUT_AT=NOT_ATOMIC, CUT_BY="SIGKILL")
    assert done.returncode == -signal.SIGKILL
    said = small.says_why_it_cannot(DATABASE_URL=url)
    assert 'relation "small_visit" already exists' in said
    assert "docs/operating.md" in said


def test_code_is_not_changed_under_a_demo_that_runs(small: Small) -> None:
    small.starts()
    (small.folder / "small" / "migrations" / "0003_more.py").write_text(MORE_CODE)
    with psycopg.connect(**small.address("placebook")):
        assert "stop the other bin/demo first" in small.says_why_it_cannot()
    small.starts()
    small.is_whole()


def test_a_demo_that_runs_is_not_deleted(small: Small) -> None:
    small.starts()
    assert "in use; stop the demo first" in small.says_why_it_cannot("--fresh")
    small.is_whole()


def test_a_folder_that_cannot_be_used_is_named(small: Small) -> None:
    (file := small.folder / "a file").touch()
    for name in ("DATA_DIR", "STATIC_ROOT"):
        said = small.says_why_it_cannot(**{name: str(file / "in it")})
        assert str(file) in said
        assert name in said
