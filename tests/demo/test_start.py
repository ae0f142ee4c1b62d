"""What a new database begins as gives the same as one that is made from nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from demo import start
from tests import database
from tests.versions.shape import shape

COLUMNS = """
    SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"""
# Drawn by lot, made of numbers of rows (others in another order), or of how often it changed
OTHERWISE = {"password", "drawn", "digest", "basis", "file", "version"}
DRAWN = "[0-9a-f]{8}-[0-9a-f-]{27}|([0-9a-f]{2}/)?[0-9a-f]{38,}"
# How far the journal is read
LEFT_OUT = {"search_searchstate"}
# What has changed of the record since it was kept is loaded on, and stands in the history as that;
# a list that has other columns since is loaded over what it brought
WHERE = {
    "geography_dataload": "WHERE NOT (new = 0 AND changed > 0)",
    "records_historyentry": """WHERE NOT coalesce(context ? 'why', false) AND (
        context->>'said' IS NULL OR context->>'said' NOT IN
        ('an upgrade of Placebook', 'loaded from the published record',
         'loaded from the official lists of bodies'))""",
}


def held(since: dt.datetime) -> dict[str, Counter[str]]:
    """The rows of each table in words, without what numbers rows; of a moment whether it is new."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - LEFT_OUT
        return {name: _rows(cursor, name, since) for name in sorted(names)}


def _rows(cursor: Any, table: str, since: dt.datetime) -> Counter[str]:
    cursor.execute(COLUMNS, [table])
    said = {name: _said(name, kind) for name, kind in cursor.fetchall() if name not in OTHERWISE}
    columns = ", ".join(f"'{name}', {words}" for name, words in said.items() if words)
    quoted, where = connection.ops.quote_name(table), WHERE.get(table, "")
    cursor.execute(
        f"SELECT json_build_object({columns})::text, count(*) FROM {quoted} {where} GROUP BY 1",
        {"since": since},
    )
    return Counter(dict(cursor.fetchall()))


def _said(name: str, kind: str) -> str:
    column = connection.ops.quote_name(name)
    if kind in ("bigint", "bigint[]", "integer") and name.removesuffix("s").endswith("id"):
        return f"{column} IS NULL"
    if kind == "timestamp with time zone":
        return f"{column} >= %(since)s"
    if kind in ("json", "jsonb", "tsvector", "text[]", "character varying[]"):
        return f"regexp_replace({column}::text, '{DRAWN}|[0-9]+', '#', 'g')"
    return column


def made(begins_as: Path | None) -> tuple[set[str], dict[str, Counter[str]]]:
    """The shape and the rows of a demo that begins so, from nothing where that is None."""
    with database.clone("template0") as name, database.using(name):
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            [since] = cursor.fetchone()
        database.fill_loaded(begins_as)
        return shape(), held(since)


def test_the_demo_is_the_same_as_one_that_is_made_from_nothing_also_much_later(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    later = timezone.now() + dt.timedelta(days=200)
    with django_db_blocker.unblock(), time_machine.travel(later):
        begun, anew = made(start.RECORD), made(None)
    assert sorted(begun[0] ^ anew[0]) == []
    for name, rows in anew[1].items():
        assert begun[1][name] - rows == rows - begun[1][name] == Counter(), name
    with django_db_blocker.unblock(), database.using(database.template()):
        assert sorted(anew[0] ^ shape()) == []
