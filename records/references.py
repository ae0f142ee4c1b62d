"""What people call a record: a letter and its number, "B-000123"."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from django.contrib.postgres.search import SearchQuery


class Reference:
    """How the records of one kind are called, in text and in addresses."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self._typed = re.compile(rf"{letter}-?0*([1-9]\d{{0,17}})", re.IGNORECASE | re.ASCII)

    def of(self, pk: int) -> str:
        """At least six digits: "B-000123"."""
        return f"{self.letter}-{pk:06d}"

    def number(self, text: str) -> int | None:
        """The number that a text names ("b-123" too); None where it is no reference."""
        found = self._typed.fullmatch(text.strip())
        return int(found[1]) if found else None

    def converter(self) -> type:
        """For addresses, which take no other spelling than that of ``of``."""
        reference = self

        class Converter:
            regex = rf"{reference.letter}-(?:[0-9]{{6}}|[1-9][0-9]{{6,17}})"

            def to_python(self, value: str) -> int:
                return int(value[2:])

            def to_url(self, value: object) -> str:
                return value if isinstance(value, str) else reference.of(int(str(value)))

        return Converter


class Referenced:
    """Mixed into the QuerySet of rows with a reference, and a column ``search`` of their text."""

    reference: ClassVar[Reference]

    def called(self, text: str) -> Self:
        """The one with this reference; none for any other text."""
        rows: Any = self
        number = self.reference.number(text)
        found: Self = rows.none() if number is None else rows.filter(pk=number)
        return found

    def found_by(self, words: str) -> Self:
        """Those whose text holds these words, or the one with this reference."""
        if self.reference.number(words) is not None:
            return self.called(words)
        rows: Any = self
        query = SearchQuery(words, search_type="websearch", config="english")
        found: Self = rows.filter(search=query)
        return found
