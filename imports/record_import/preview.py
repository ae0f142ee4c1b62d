"""What an import would change, as it is shown before it is confirmed: counts and a sample."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from imports.record_import.facts import LONGEST, Facts, Said
from imports.record_import.matching import NOT_YOURS, record_json
from imports.record_import.models import RecordImport
from imports.record_import.writing import CHANGES
from interface.words import list_words
from registry.imported import ImportFormat, Scope

SHOWN = 6
JSONB = 3802  # the number of that type in PostgreSQL
WHY = {
    NOT_YOURS: "It is not yours to change",
    "open": "Everyone can see it: change it on its own page",
}


def preview(row: RecordImport, kind: ImportFormat, scope: Scope) -> dict[str, Any]:
    """Counts and samples, as JSON. ``import_row`` holds what each row does."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE {CHANGES}),
              count(*) FILTER (WHERE held <> ''),
              count(*) FILTER (WHERE NOT is_new AND held = '' AND NOT ({CHANGES}))
            FROM import_row
            """  # noqa: S608 - our own words
        )
        new, changed, held, same = cursor.fetchone()
    there = changed + held + same
    return {
        "new": new,
        "changed": changed,
        "same": same,
        "held": held,
        "left_out": row.rows - new - changed - held - same,
        "sample_new": _new(row, kind, scope),
        "sample_changed": _changed(row, kind, scope) if changed else [],
        "sample_held": _held(row, kind, scope) if held else [],
        **(_stays(row, kind, scope) if there else {"stays": 0, "sample_stays": []}),
        "references": _new_references() if there else 0,
    }


def _title_of(row: RecordImport, kind: ImportFormat) -> str:
    """What the file calls the record of a row, in SQL."""
    at = next((int(at) for at, key in row.columns.items() if key == kind.named_by), 0)
    return (
        f"(SELECT cells[{at + 1}] FROM imports_importrow file "  # noqa: S608
        f"WHERE file.record_import_id = {int(row.pk)} AND file.number = import_row.number)"
    )


def _new(row: RecordImport, kind: ImportFormat, scope: Scope) -> list[dict[str, Any]]:
    columns = (
        f"number, {_title_of(row, kind)}, fresh || only_new || said, parts || new_parts, place_id"
    )
    rows = [
        (number, title, Said(said, parts, None if place == row.place_id else place))
        for number, title, said, parts, place in _rows("is_new", columns)
    ]
    facts = Facts(kind, scope, [said for _, _, said in rows])
    return [
        {
            "number": number,
            "row": row.line(number),
            "title": title[:LONGEST],
            "facts": facts.listed(title, said),
        }
        for number, title, said in rows
    ]


def _rows(where: str, columns: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM import_row WHERE {where} ORDER BY number LIMIT {SHOWN}"  # noqa: S608
        )
        return _read(cursor)


def _read(cursor: Any) -> list[tuple[Any, ...]]:
    """What was asked for; JSON comes as text from such a cursor."""
    is_json = [column.type_code == JSONB for column in cursor.description]
    return [
        tuple(
            json.loads(value) if of_json else value
            for value, of_json in zip(row, is_json, strict=True)
        )
        for row in cursor.fetchall()
    ]


def _new_references() -> int:
    """How many records that stay as they are get the name that the file gives them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*) FROM import_row
            WHERE NOT is_new AND reference <> '' AND NOT ({CHANGES}) AND NOT EXISTS (
              SELECT 1 FROM import_reference known
              WHERE known.reference = import_row.reference
                AND known.object_id = import_row.object_id)
            """  # noqa: S608 - our own words
        )
        count: int = cursor.fetchone()[0]
    return count


def _changed(row: RecordImport, kind: ImportFormat, scope: Scope) -> list[dict[str, Any]]:
    rows = _rows(CHANGES, "number, object_id, said, before, adds")
    records = _records(kind, scope, [each[1] for each in rows])
    facts = Facts(kind, scope, [Said(said, adds) for _, _, said, _, adds in rows])
    made = []
    for number, pk, said, before, adds in rows:
        differences = [
            {
                "label": column.label,
                "before": facts.words(column, Said(said | before, {})),
                "after": facts.words(column, Said(said, {})),
            }
            for column in kind.columns
            if column.fills and before.keys() & column.reads.into(column.fills, ("", ""))
        ]
        for name, parts in adds.items():
            also = list_words([words for words in facts.added(name, parts) if words])
            text = f"Also {also}" if also else f"{len(parts)} more"
            noun = kind.parts[name].noun or name
            differences.append({"label": noun, "before": "", "after": text, "is_part": "yes"})
        named = {"number": number, "row": row.line(number), **records.get(pk, {})}
        made.append(named | {"differences": differences})
    return made


def _held(row: RecordImport, kind: ImportFormat, scope: Scope) -> list[dict[str, Any]]:
    rows = _rows("held <> ''", "number, object_id, held")
    records = _records(kind, scope, [pk for _, pk, _ in rows])
    return [
        {"number": number, "row": row.line(number), **records.get(pk, {}), "why": WHY[held]}
        for number, pk, held in rows
    ]


def _stays(row: RecordImport, kind: ImportFormat, scope: Scope) -> dict[str, Any]:
    """Records that say otherwise what only their own pages change: a status, say."""
    if not any(column.only_new for column in kind.columns):
        return {"stays": 0, "sample_stays": []}
    now, table = record_json(kind, only_new=True), kind.makes._meta.db_table
    where = f"record.id = object_id AND NOT is_new AND NOT {now} @> only_new"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM import_row, {table} record WHERE {where}")  # noqa: S608
        count = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT import_row.number, object_id, only_new, {now} "  # noqa: S608
            f"FROM import_row, {table} record WHERE {where} ORDER BY 1 LIMIT {SHOWN}"
        )
        rows = _read(cursor)
    records = _records(kind, scope, [pk for _, pk, _, _ in rows])
    sample = [
        {
            "number": number,
            "row": row.line(number),
            **records.get(pk, {}),
            "labels": [
                column.label
                for column in kind.columns
                if column.only_new and column.fills in said
                if said[column.fills] != was[column.fills]
            ],
        }
        for number, pk, said, was in rows
    ]
    return {"stays": count, "sample_stays": sample}


def _records(kind: ImportFormat, scope: Scope, ids: list[int]) -> dict[int, dict[str, str]]:
    """The titles and addresses of records that the person sees."""
    made = {}
    for record in kind.there(scope).filter(pk__in=ids):
        title, url = kind.shown(record)
        made[record.pk] = {"title": title[:LONGEST], "url": url}
    return made
