"""While a server is upgraded, the code from before works on the tables of after.

What a migration may not do then is told by the linter that `.ci/run` runs over all of them
(django-migration-linter). These tests hold that it tells it, and that none goes by it.
"""

from __future__ import annotations

import lzma
import sys
import tomllib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

from tests.deploy.checkout import ROOT
from tests.versions.kept import every

WITH = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["django_migration_linter"]
LINT = "manage.py lintmigrations --no-cache --sql-analyser postgresql --warnings-as-errors"
NOTE = models.CharField(max_length=80, default="")
BREAKS: dict[str, tuple[Operation, str]] = {
    "takes a column away": (migrations.RemoveField("topic", "is_tag"), "DROP_COLUMN"),
    "renames a column": (migrations.RenameField("topic", "slug", "key"), "RENAME_COLUMN"),
    "adds a column that must be filled": (migrations.AddField("topic", "note", NOTE), "NOT_NULL"),
    "asks that a column is filled": (
        migrations.AlterField("topic", "parent", models.ForeignKey("topic", models.PROTECT)),
        "NOT_NULL",
    ),
    "takes a table away": (migrations.DeleteModel("topic"), "DROP_TABLE"),
    "renames a table": (migrations.RenameModel("topic", "theme"), "RENAME_TABLE"),
    "does so in its own words": (
        migrations.RunSQL("ALTER TABLE partnerships_topic DROP COLUMN is_tag"),
        "DROP_COLUMN",
    ),
}


def findings(operation: Operation) -> list[str]:
    """What the linter says, as the project has it."""
    before = MigrationLoader(connection).project_state()
    after = before.clone()
    operation.state_forwards("partnerships", after)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_forwards("partnerships", editor, before, after)
        said = editor.collected_sql
    errors, _, warnings = analyse_sql_statements(
        PostgresqlAnalyser, said, WITH["exclude_migration_tests"]
    )
    return [issue.code for issue in (*errors, *warnings)]


@pytest.mark.django_db
@pytest.mark.parametrize("what", BREAKS)
def test_what_would_break_the_code_from_before_is_told(what: str) -> None:
    operation, code = BREAKS[what]
    assert code in findings(operation)


@pytest.mark.django_db
def test_what_it_can_work_with_is_not() -> None:
    filled = models.CharField(max_length=80, db_default="")
    assert findings(migrations.AddField("topic", "note", filled)) == []
    assert findings(migrations.AddField("topic", "until", models.DateField(null=True))) == []


def of_the_kept() -> set[tuple[str, str]]:
    """The migrations that the earliest kept version had, by app and name."""
    with lzma.open(every()[0].dump, "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            if line.startswith("COPY public.django_migrations "):
                break
        rows = iter(lambda: next(lines), "\\.\n")
        return {(app, name) for _, app, name, _ in (row.split("\t") for row in rows)}


def explains(migration: Any, versions: set[str]) -> bool:
    """Whether it says since which version no code uses what it takes away, or how few rows it keeps
    from being written while it makes an index."""
    module = sys.modules[migration.__module__]
    return getattr(module, "UNUSED_SINCE", None) in versions or hasattr(module, "FEW_ROWS")


def test_every_migration_since_the_first_version_is_looked_at() -> None:
    """Or says why it needs not be; the linter is told its name."""
    assert any(line.endswith(LINT) for line in (ROOT / ".ci" / "run").read_text().splitlines())
    ours = {one.label for one in apps.get_app_configs() if ROOT.samefile(f"{one.path}/..")}
    assert ours & set(WITH["exclude_apps"]) == set()
    assert len(ours) > 10
    all_here = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    passed = {key for key in all_here if key[1] in WITH["ignore_name"]}
    versions = {kept.version for kept in every()}
    assert [key for key in passed - of_the_kept() if not explains(all_here[key], versions)] == []
    first = of_the_kept() & passed
    assert first, "those of a new database, which nobody waited for"
    assert not any(explains(all_here[key], versions) for key in first)
