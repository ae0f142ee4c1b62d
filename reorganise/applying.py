"""Carrying a journal out, and reading it backwards: a few statements for each kind of row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection

from access.reach import rebuild_reach
from partnerships.models import Reorganisation
from reorganise.journal import columns_of

# Places and their links come first: what moves after them is given its reach once.
FIRST = (
    "partnerships.Place",
    "partnerships.Organisation",
    "partnerships.PlaceName",
    "partnerships.PlaceCode",
    "partnerships.PlaceLink",
)
LINK_TRIGGER = "partnerships.PlaceLink:rebuild_reach"
_ROWS = "partnerships_reorganisationchange m WHERE t.id = m.row_id"
_OF = "m.reorganisation_id = %s AND m.rule = %s AND m.act = %s"


def apply(reorganisation: Reorganisation) -> None:
    """Write what the journal says, in the caller's transaction."""
    first, others = _groups(reorganisation)
    with pgtrigger.ignore(LINK_TRIGGER):
        for group in first:
            group.forwards()
    if first:
        rebuild_reach()
    for group in others:
        group.forwards()
    _check_now()


def reverse(reorganisation: Reorganisation) -> None:
    """Write each row as it was, in the caller's transaction. Ask ``undo.obstacles`` before."""
    first, others = _groups(reorganisation)
    for group in reversed(others):
        group.backwards()
    with pgtrigger.ignore(LINK_TRIGGER):
        for group in reversed(first):
            group.backwards()
        if first:
            rebuild_reach()
    _check_now()


class _Group:
    """The rows of one rule in one journal. The names in its SQL come from the models."""

    def __init__(self, reorganisation: Reorganisation, rule: str, model: str) -> None:
        self.of, self.rule = reorganisation.pk, rule
        self.model: Any = apps.get_model(model)
        self.table = self.model._meta.db_table
        self.acts: dict[str, set[str]] = defaultdict(set)

    def forwards(self) -> None:
        self._delete("delete")
        self._update("after")
        self._insert("insert", "after")

    def backwards(self) -> None:
        self._delete("insert")
        self._update("before")
        self._insert("delete", "before")

    def _delete(self, act: str) -> None:
        if act in self.acts:
            self._run(f"DELETE FROM {self.table} t USING {_ROWS}", act)  # noqa: S608

    def _update(self, side: str) -> None:
        columns = ", ".join(f'"{name}"' for name in sorted(self.acts.get("update", ())))
        if columns:
            as_said = f"jsonb_populate_record(t, m.{side})"
            changed = f"({columns}) = (SELECT {columns} FROM {as_said})"  # noqa: S608
            self._run(f"UPDATE {self.table} t SET {changed} FROM {_ROWS}", "update")  # noqa: S608

    def _insert(self, act: str, side: str) -> None:
        if act in self.acts:
            # A column that came since the journal was written has the database's default
            written = [name for name in columns_of(self.model) if name in self.acts[act]]
            columns = ", ".join(f'"{name}"' for name in written)
            row = f"jsonb_populate_record(NULL::{self.table}, m.{side})"
            rows = f"SELECT row.* FROM partnerships_reorganisationchange m, {row} row WHERE true"  # noqa: S608
            into = f"INSERT INTO {self.table} ({columns}) SELECT {columns} FROM"
            self._run(f"{into} ({rows}", act, ") AS rows")

    def _run(self, sql: str, act: str, end: str = "") -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} AND {_OF}{end}", [self.of, self.rule, act])


def _groups(reorganisation: Reorganisation) -> tuple[list[_Group], list[_Group]]:
    """What the journal holds, in the order of writing: places and links, then all others."""
    groups: dict[str, _Group] = {}
    for rule, model, act, columns in _written_columns(reorganisation):
        group = groups.setdefault(rule, _Group(reorganisation, rule, model))
        group.acts[act] |= columns
    first = sorted(
        (each for each in groups.values() if each.model._meta.label in FIRST),
        key=lambda each: (FIRST.index(each.model._meta.label), each.rule),
    )
    return first, [each for each in groups.values() if each not in first]


def _written_columns(reorganisation: Reorganisation) -> Iterator[tuple[str, str, str, set[str]]]:
    """Rule, model, act, and the columns that the journal says for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT rule, "table", act, array_agg(DISTINCT name) '
            "FROM partnerships_reorganisationchange m "
            "LEFT JOIN LATERAL jsonb_object_keys(coalesce(after, before)) AS name ON true "
            'WHERE reorganisation_id = %s GROUP BY rule, "table", act ORDER BY rule',
            [reorganisation.pk],
        )
        for rule, model, act, columns in cursor.fetchall():
            yield rule, model, act, {name for name in columns if name}


def _check_now() -> None:
    """Have the database check every key inside the transaction, not after it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
