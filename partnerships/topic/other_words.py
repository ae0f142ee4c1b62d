"""Other words by which a topic or a body is found: kept as a list, saved as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Value

from partnerships.models import Organisation, Topic
from records.names import PlainKey


def save_words(record: Topic | Organisation, words: Iterable[str], *, by: Any) -> None:
    """These find it, and no others."""
    wanted = list(words)
    record.synonyms.exclude(words__in=wanted).delete()
    for text in wanted:
        also_found_by(record, text, by=by)


def also_found_by(record: Topic | Organisation, text: str, *, by: Any) -> None:
    """This finds it as well, unless one that reads alike does."""
    if not record.synonyms.filter(key=PlainKey(Value(text))).exists():
        record.synonyms.create(words=text, created_by=by)


def mark_with_words(record: Any) -> str:
    """The mark of a form that covers them: what the record's own version does not say."""
    held = record.synonyms.order_by("pk").values_list("pk", flat=True)
    return ".".join(map(str, [record.version, *held]))
