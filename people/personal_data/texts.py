"""Where texts mention somebody: every text column of every table, history included.

Only for administrators and for one person at a time: it reads whole tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q
from django.urls import NoReverseMatch

from accounts.models import Notice, User
from people.models import Person
from people.personal_data.subjects import Subject
from records.history import is_tracked, kept_fields
from records.models import Draft, HistoryEntry
from records.subjects import registered
from registry.personal_data import PersonalData

MOST_OF_A_TABLE = 50
AROUND = 60
TEXT = (models.CharField, models.TextField, models.JSONField)
# What holds no words of people: sessions and the like are Django's own.
NOT_READ = frozenset({"sessions", "contenttypes", "auth", "demo"})


@dataclass(frozen=True)
class Mention:
    """A text that names somebody. ``excerpt`` is empty where the reader may not see the record;
    ``author`` is then who wrote that and can look, where they have an account still."""

    what: str
    number: int | str
    column: str
    is_history: bool
    excerpt: str = ""
    url: str = ""
    author: str = ""


@dataclass(frozen=True)
class Table:
    """A model with its columns that hold words, or the history of it."""

    model: Any
    columns: tuple[str, ...]
    is_history: bool = False

    def sql(self) -> str:
        """The number of each record with its texts, the newest first."""
        name = connection.ops.quote_name
        if self.is_history:
            texts = ", ".join(f"held.kept->>'{column}'" for column in self.columns)
            kept = "coalesce(after, before) || jsonb_build_object('context', context)"
            return (
                f"SELECT object_id, {texts} FROM (SELECT id, object_id, {kept} AS kept "  # noqa: S608
                f"FROM records_historyentry "
                f"WHERE model = '{self.model._meta.label_lower}') AS held "
                f"WHERE concat_ws(E'\\n', {texts}) ~* %s ORDER BY held.id DESC"
            )
        texts = ", ".join(f"{name(column)}::text" for column in self.columns)
        key = name(self.model._meta.pk.column)
        return (
            f"SELECT {key}, {texts} FROM {name(self.model._meta.db_table)} AS held "  # noqa: S608
            f"WHERE concat_ws(E'\\n', {texts}) ~* %s ORDER BY held.{key} DESC"
        )


def tables() -> list[Table]:
    """Every table with words in it."""
    fields = []
    for model in apps.get_models():
        if model._meta.app_label in NOT_READ or not model._meta.managed:
            continue
        columns = tuple(
            field.column
            for field in model._meta.local_concrete_fields
            if isinstance(field, TEXT) and not isinstance(field, models.EmailField)
            if field.column and not field.choices and not field.generated
        )
        if columns and model is not HistoryEntry:
            fields.append(Table(model, columns))
        if is_tracked(model):
            kept = {field.column for field in kept_fields(model)}
            then = (*(column for column in columns if column in kept), "context")
            fields.append(Table(model, then, is_history=True))
    return fields


def pattern_of(words: Iterable[str]) -> str:
    """A regular expression that finds any of these as whole words."""
    sought = sorted(
        {word.strip() for word in words if len(word.strip()) > 1}, key=len, reverse=True
    )
    return (
        r"(?<![[:alnum:]])(" + "|".join(map(re.escape, sought)) + r")(?![[:alnum:]])"
        if sought
        else ""
    )


def mentions_of(subject: Subject, reader: Any) -> list[Mention]:
    """Texts that name a subject, without what goes with the name: entries, drafts, letters."""
    accounts = {account.pk for account in subject.accounts}
    mine = Q(user__in=accounts)
    at = mine | Q(email__in=subject.emails)
    letters = [kind.rows(mine) for kind in registered(PersonalData) if kind.is_letter]
    own: dict[Any, set[Any]] = {
        Person: {person.pk for person in subject.people},
        User: accounts,
        Draft: set(Draft.every.filter(author__in=accounts).values_list("pk", flat=True)),
        Notice: set(Notice.objects.filter(at).values_list("pk", flat=True)),
        **{rows.model: set(rows.values_list("pk", flat=True)) for rows in letters},
    }
    return mentions([*subject.names, *subject.emails], reader, own)


def mentions(
    words: Iterable[str], reader: Any, own: dict[Any, set[int]] | None = None
) -> list[Mention]:
    """Texts that hold any of these words. One query for each table, and two for what is seen."""
    pattern = pattern_of(words)
    if not pattern:
        return []
    places: list[Mention] = []
    for table in tables():
        rows = _rows(table, pattern, (own or {}).get(table.model, set()))
        if rows:
            places += _mentions_in(
                table, rows, re.compile(_in_python(pattern), re.IGNORECASE), reader
            )
    return places


def _in_python(pattern: str) -> str:
    return pattern.replace("[[:alnum:]]", r"\w")


def _rows(table: Table, pattern: str, left_out: set[int]) -> list[tuple[Any, ...]]:
    """The number of the record and its texts, for rows in which the pattern is found."""
    with connection.cursor() as cursor:
        cursor.execute(f"{table.sql()} LIMIT {MOST_OF_A_TABLE}", [pattern])
        return [row for row in cursor.fetchall() if row[0] not in left_out]


def _mentions_in(
    table: Table, rows: list[tuple[Any, ...]], pattern: re.Pattern[str], reader: Any
) -> Iterator[Mention]:
    ids = {row[0] for row in rows}
    seen = _records_seen(table.model, ids, reader)
    authors = _authors(table.model, ids - seen.keys())
    mentioned = set()
    for number, *texts in rows:
        for column, text in zip(table.columns, texts, strict=True):
            hit = pattern.search(text or "")
            if hit is None or (number, column) in mentioned:
                continue
            mentioned.add((number, column))
            record = seen.get(number)
            yield Mention(
                what=str(table.model._meta.verbose_name),
                number=number,
                column=column.replace("_", " ").removesuffix(" id"),
                is_history=table.is_history,
                excerpt=_excerpt(text, hit) if record is not None else "",
                url=_url(record),
                author=authors.get(number, ""),
            )


def _records_seen(model: Any, ids: set[Any], reader: Any) -> dict[Any, Any]:
    """Those records that the reader may read; an administrator does not read what is private."""
    rows = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(reader)
    return {row.pk: row for row in rows.filter(pk__in=ids)}


def _authors(model: Any, ids: set[Any]) -> dict[Any, str]:
    """Who wrote each of these records, with the address that an email reaches."""
    if not ids or not any(field.name == "created_by" for field in model._meta.fields):
        return {}
    rows = model._default_manager.filter(pk__in=ids, created_by__is_active=True)
    said = rows.values_list("pk", "created_by__full_name", "created_by__email")
    return {pk: f"{name} ({email})" for pk, name, email in said}


def _url(record: Any) -> str:
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""


def _excerpt(text: str, hit: re.Match[str]) -> str:
    start, end = max(hit.start() - AROUND, 0), hit.end() + AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{' '.join(text[start:end].split())}{after}"
