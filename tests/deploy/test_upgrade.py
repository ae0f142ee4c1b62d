"""A server is brought to another version while people use it, and nobody is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.version import VERSION
from partnerships.models import Topic
from tests.deploy import checkout
from tests.deploy.at_work import Sent, writing
from tests.deploy.checkout import ROOT, git
from tests.deploy.machine import Machine, serving
from tests.deploy.packages import install, stand_in, wheel

OLD, NEW = f"{VERSION} with 1", "7.0 with 2"
# A column that the code from before does not know of; and nobody gets at the table for a second
MODEL = "partnerships/topic/models.py"
BEFORE = "    slug = models.SlugField(max_length=80, unique=True)\n    parent = "
COLUMN = 'models.CharField(max_length=20, db_default="none")'
LAST = max((ROOT / "partnerships" / "migrations").glob("0*.py")).stem
MIGRATION = f"""from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "{LAST}")]
    operations = [
        migrations.AddField("topic", "colour", {COLUMN}),
        migrations.RunSQL("SELECT pg_sleep(1)"),
    ]
"""


@pytest.fixture
def machine(own_database: str, tmp_path: Path) -> Iterator[Machine]:
    """Its packages stand in an environment of its own."""
    wheels, origin, server = (tmp_path / name for name in ("wheels", "origin", "server"))
    wheels.mkdir()
    checkout.copy_code(origin)
    stand_in(origin, wheels)
    checkout.commit_all(origin)
    git(tmp_path, "clone", "--quiet", str(origin), "server")
    with serving(tmp_path, own_database, **install(server, wheels)) as machine:
        yield machine


def with_column() -> dict[str, str]:
    """The files of a version that has it."""
    text = (ROOT / MODEL).read_text()
    assert BEFORE in text
    model = text.replace(BEFORE, f"    colour = {COLUMN}\n{BEFORE}")
    return {MODEL: model, "partnerships/migrations/9999_colour.py": MIGRATION}


def environments(machine: Machine) -> set[str]:
    """The folders with packages."""
    return {path.name for path in machine.server.glob(".venv-*")}


def test_an_upgrade_refuses_nobody_and_one_that_fails_changes_nothing(machine: Machine) -> None:
    before = git(machine.server, "rev-parse", "HEAD")
    assert machine.upgrade("v7").stderr == "There is no version v7.\n"
    (machine.server / "README.md").write_text("changed here")
    assert "Files of the code were changed here" in machine.upgrade().stderr
    git(machine.server, "checkout", "README.md")

    packages = wheel(machine.folder / "wheels", "2")
    other = re.sub("[0-9a-f]{64}", "0" * 64, packages)
    machine.release("5.0", files={"requirements.txt": other})
    fails(machine, "DO NOT MATCH THE HASHES")
    machine.release("6.0", files={"requirements.txt": packages}, migration=FAILS)
    fails(machine, "division by zero")
    assert git(machine.server, "rev-parse", "HEAD") == before

    machine.release("7.0", files=with_column(), migration="CREATE TABLE later ()")
    (machine.server / ".venv-upgrade-of-long-ago").mkdir()
    with writing(machine) as sent:
        done = machine.upgrade_under_requests()
    assert "This is now v7.0" in done.stdout
    steps = re.findall(r"^(\d)\. .*\n(?:.*\n)*?That took \d+ s\.$", done.stdout, re.MULTILINE)
    assert steps == ["1", "2", "3", "4"]
    assert machine.until_replaced == {"placebook": OLD, "placebook-reserve": OLD}
    assert machine.versions() == {NEW}
    now = (machine.server / ".venv").resolve().name
    assert environments(machine) == {".venv-first", now}, "those of before are there to go back to"
    assert "later" in connection.introspection.table_names()
    all_is_kept(machine, sent)
    assert len(list((machine.folder / "backups").glob("*/database.dump"))) == 3
    assert machine.upgrade("v7.0").stderr == "This is that version already.\n"


FAILS = "CREATE TABLE later (); SELECT 1/0"


def fails(machine: Machine, why: str) -> None:
    """It says why, and all is as it was."""
    done = machine.upgrade()
    assert done.returncode != 0
    assert why in done.stderr
    assert git(machine.server, "worktree", "list").count("\n") == 0
    assert machine.versions() == {OLD}
    assert environments(machine) == {".venv-first"}, "what was installed for it is gone"
    assert "later" not in connection.introspection.table_names()


def all_is_kept(machine: Machine, sent: list[Sent]) -> None:
    """What was sent to the code from before while the tables changed, and after."""
    assert {one.status for one in sent} == {302}
    assert Topic.objects.filter(name__in=[one.name for one in sent]).count() == len(sent)
    migrated = MigrationRecorder.Migration.objects.get(name="9999_colour").applied
    moments = [one.at for one in sent]
    assert any(migrated < at < machine.restarts[0] for at in moments), "by the code from before"
    assert min(moments) < migrated
    assert max(moments) > machine.restarts[-1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_topic WHERE colour = 'none'")
        assert cursor.fetchone() == (Topic.every.count(),)
