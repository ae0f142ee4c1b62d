"""What else people call a record: the field of a form, and the rows that say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Value
from django.forms import CharField, Textarea

from records.names import PlainKey, plain_key

MOST, LONGEST = 40, 100


class OtherNames(CharField):
    """Other names, one on each line; in one piece and each once."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": "What else do people call it?",
            "required": False,
            "max_length": MOST * LONGEST,
            "widget": Textarea({"rows": 4}),
            "help_text": "One on each line. Searching for any of these finds it",
        }
        super().__init__(**{**said, **kwargs})

    def clean(self, value: Any) -> str:
        """The lines, tidied. Raises ValidationError for too many, a long one and an empty one."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > MOST:
            raise ValidationError(f"At most {MOST} fit")
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(f"Shorten each to {LONGEST} characters or fewer")
        if any(not any(map(str.isalnum, line)) for line in lines):
            raise ValidationError("Each needs a letter or a number")
        return "\n".join(lines)


def words_of(text: str) -> list[str]:
    """Other names with semicolons between them, in one piece; one of those that read alike."""
    keyed: dict[str, str] = {}
    for word in text.split(";"):
        said = " ".join(word.split())[:LONGEST]
        keyed.setdefault(plain_key(said), said)
    return [word for key, word in keyed.items() if key]


def save_words(record: Any, words: Iterable[str], *, by: Any) -> None:
    """These find a record that has ``synonyms``, and no others."""
    wanted = list(words)
    record.synonyms.exclude(words__in=wanted).delete()
    for text in wanted:
        also_found_by(record, text, by=by)


def also_found_by(record: Any, text: str, *, by: Any) -> None:
    """This finds it as well, unless one that reads alike does."""
    if not record.synonyms.filter(key=PlainKey(Value(text))).exists():
        record.synonyms.create(words=text, created_by=by)


def mark_with_words(record: Any) -> str:
    """The mark of a form that covers them: what the record's own version does not say."""
    held = record.synonyms.order_by("pk").values_list("pk", flat=True)
    return ".".join(map(str, [record.version, *held]))
