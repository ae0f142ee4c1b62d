"""Naming records by what people call them: "B-000123"."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

from interface.forms.messages import not_found


class ReferenceField(CharField):
    """A record by its reference, of those that its form puts in ``rows`` (``records.references``).

    What is hidden is said to be as unknown as what is not there.
    """

    rows: Any

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 25)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The record; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        record = self.rows.called(text).first()
        if record is None:
            raise _unknown(self.rows, text)
        return record


class ReferencesField(CharField):
    """Several of them, parted by commas, spaces or lines."""

    rows: Any
    widget = Textarea({"rows": 2})
    most = 50

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1_000)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        """Each record once."""
        words = [word for word in re.split(r"[\s,;]+", super().clean(value)) if word]
        if len(words) > self.most:
            nouns = self.rows.model._meta.verbose_name_plural
            raise ValidationError(f"Name at most {self.most} {nouns} at once")
        numbers = {typed: self.rows.reference.number(typed) for typed in words}
        records = {row.pk: row for row in self.rows.filter(pk__in=set(numbers.values()) - {None})}
        for word, number in numbers.items():
            if number not in records:
                raise _unknown(self.rows, word)
        return list(records.values())


def _unknown(rows: Any, word: str) -> ValidationError:
    return ValidationError(not_found(word[:25], "Check it"))
