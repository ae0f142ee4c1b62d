"""History in partitions, by the statements that the guide has."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from partnerships.models import Topic
from records.models import HistoryEntry
from records.models.changes import take_out

GUIDE = Path(settings.BASE_DIR) / "docs" / "scaling.md"
MANY = """
    INSERT INTO records_historyentry (at, kind, model, object_id, owners, context, after)
    SELECT '2024-01-01'::timestamptz + each * interval '1 hour', 'insert', 'pilots.pilot',
      each % 500, ARRAY['partnerships.place:' || each % 30], '{}', '{}'
    FROM generate_series(1, 20000) AS each
"""
WHERE = "SELECT tableoid::regclass::text FROM records_historyentry WHERE id = %s"


def statements() -> list[str]:
    """What the guide has, one by one, and no statement of a comment."""
    found = re.search(r"```sql\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert found
    said = re.sub(r"^--.*$", "", found[1], flags=re.MULTILINE)
    return [one.strip() for one in said.split(";") if one.strip()]


def test_changes_are_kept_by_year_and_history_reads_on(own_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        before = HistoryEntry.objects.count()
        for statement in statements():
            cursor.execute(statement)
        call_command("pgtrigger", "install", verbosity=0)
        assert HistoryEntry.objects.count() == before
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'records_historyentry'")
        indexes = {name for (name,) in cursor.fetchall()}
        assert {index.name for index in HistoryEntry._meta.indexes} <= indexes

        topic = Topic.objects.create(name="Housing", slug="housing")
        [told] = HistoryEntry.objects.filter(model="partnerships.topic", object_id=topic.pk)
        cursor.execute(WHERE, [told.pk])
        assert cursor.fetchone() == ("change_to_2026",)
        assert told.pk == before + 1
        later = HistoryEntry.objects.create(
            at=dt.datetime(2027, 3, 1, tzinfo=dt.UTC), kind="insert", model="partnerships.topic",
            object_id=topic.pk, owners=[], after={},
        )  # fmt: skip
        cursor.execute(WHERE, [later.pk])
        assert cursor.fetchone() == ("change_2027",)
        for row in (told, later):
            rows = HistoryEntry.objects.filter(pk=row.pk)
            assert take_out(rows, "name", "Housing") == (row is told)  # as names of people are
            with pytest.raises(DatabaseError, match="Cannot update or delete"):
                rows.delete()
