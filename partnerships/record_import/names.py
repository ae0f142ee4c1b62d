"""The names in the columns of a file: which records they mean, and which nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower

from partnerships.import_readers import Choice, Known, Named, plain
from partnerships.imported import ImportColumn, Scope
from partnerships.record_import.models import RecordImport

OFFERED = 4
NEAR = 0.5  # of 2: how near the whole name is, and the nearest part of it


@dataclass
class Question:
    """Words that are not known: how often they stand there, and first in which row."""

    column: str
    text: str
    number: int
    count: int = 1
    offered: list[tuple[Any, str]] = field(default_factory=list)
    guess: Any = None

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "text": self.text,
            "number": self.number,
            "count": self.count,
            "offered": self.offered,
            "guess": self.guess,
        }


class TooManyNames(Exception):  # noqa: N818 - a refusal
    """The column at this place of the file holds more different texts than any list of names."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def known_in(
    row: RecordImport, at: int, column: ImportColumn, scope: Scope
) -> tuple[Known, dict[str, list[tuple[Any, str]]]]:
    """What the names of a column mean, and those that mean several. Raises TooManyNames."""
    answers = row.answers.get(column.key, {})
    if not isinstance(column.reads, Named):
        return Known(answers), {}
    reader = column.reads
    texts = _texts(row, at, reader.most)
    names = {plain(name): name for text in texts for name in reader.each(text)}
    meant: dict[str, dict[Any, str]] = defaultdict(dict)
    lowered = sorted({name.lower().strip() for name in names.values()})
    for path in reader.names:
        rows = _named(reader.rows(scope), path, lowered)
        for pk, called, label in rows:
            meant[plain(called)][pk] = label
    sure = {name: next(iter(rows)) for name, rows in meant.items() if len(rows) == 1}
    several = {name: list(rows.items()) for name, rows in meant.items() if len(rows) > 1}
    still = {key: value for key, value in answers.items() if _is_there(reader, scope, value)}
    return Known({**sure, **still}), several


def _named(rows: QuerySet[Any], path: str, lowered: list[str]) -> Iterable[tuple[Any, str, str]]:
    named = rows.order_by().annotate(import_name=Lower(path)).filter(import_name__in=lowered)
    return named.values_list("pk", path, "name").distinct()


def _is_there(reader: Named, scope: Scope, value: Any) -> bool:
    """Whether what was answered last time may still be named."""
    return value is None or reader.rows(scope).filter(pk=value).exists()


def _texts(row: RecordImport, at: int, most: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT cells[%s] FROM partnerships_importrow WHERE record_import_id = %s "
            "AND cells[%s] <> '' LIMIT %s",
            [at + 1, row.pk, at + 1, most + 1],
        )
        texts = [text for (text,) in cursor.fetchall()]
    if len(texts) > most:
        raise TooManyNames(at)
    return texts


def offer(
    question: Question, column: ImportColumn, scope: Scope, several: Mapping[str, Any]
) -> Question:
    """Put answers to a question: all choices, or the records whose names are nearest."""
    reader = column.reads
    if isinstance(reader, Choice):
        question.offered, question.guess = reader.listed, reader.guess(question.text)
    elif isinstance(reader, Named):
        key = plain(question.text)
        question.offered = several.get(key) or _nearest(reader.rows(scope), question.text)
    return question


def _nearest(rows: QuerySet[Any], text: str) -> list[tuple[Any, str]]:
    whole, part = TrigramSimilarity("name", text[:100]), TrigramWordSimilarity(text[:100], "name")
    near = rows.order_by().annotate(import_near=whole + part).filter(import_near__gt=NEAR)
    named = near.order_by("-import_near", "pk").values_list("pk", "name")[:OFFERED]
    return [(pk, name) for pk, name in named]
