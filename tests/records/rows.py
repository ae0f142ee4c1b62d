"""Each row of each table, to be compared before and after something is undone."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

Rows = dict[str, list[dict[str, Any]]]
# What says that something happened, and who is here
HAPPENED = {
    *("records_historyentry", "records_draft", "records_draftfile", "records_spenttoken"),
    *("django_session", "usersessions_usersession", "accounts_user"),
}
COUNTED = {"version", "updated_at"}
# Made by the database from dated links, under keys that nothing names
COMPUTED = {"partnerships_placereach"}


def everything() -> Rows:
    """Each row of each table, without what says that something happened."""
    kept = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in HAPPENED:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {name} t ORDER BY t::text")
            rows = [json.loads(text) for (text,) in cursor.fetchall()]
            if table in COMPUTED:
                rows = [{name: row[name] for name in row if name != "id"} for row in rows]
            kept[table] = sorted(rows, key=lambda row: str(row.get("id", row)))
    return kept


def differing(before: Rows, after: Rows) -> dict[str, set[str]]:
    """The columns that differ, by table; each row is there."""
    found: dict[str, set[str]] = {}
    for table in before:
        assert len(before[table]) == len(after[table]), table
        for was, now in zip(before[table], after[table], strict=True):
            if names := {name for name in was if was[name] != now[name]}:
                found.setdefault(table, set()).update(names)
    return found
