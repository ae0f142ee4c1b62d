"""Addresses of records: made once when a record is, and told by pages that name hundreds of them.

Django's ``reverse`` looks a name up and tries its patterns anew for each address. What it answers
differs between records in their slugs and numbers alone, so it is asked once for each name.

What people call a record besides: a letter and its number, "B-000123".
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from functools import cache
from itertools import chain, count
from typing import Any, ClassVar, Self

from django.db import IntegrityError, connection, transaction
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.text import slugify

from records.typed_words import typed_words

# What stands for the parts while the shape is made: a slug or a number, or a reference (B-000123).
_STAND_INS = tuple((f"{letter}7301946825", f"{letter}7301946826") for letter in ("", "B-", "D-"))
LONGEST_SLUG = 80
# What stands in addresses where a slug would.
RESERVED = frozenset(
    {
        *("add", "code", "compare", "differences", "duplicates", "figures", "load", "map"),
        *("matrix", "repeated", "suggest"),
    }
)
# No vowels, which would make words; no 0, 1, l and y, which are read for others.
TAIL_LETTERS, TAIL_LENGTH = "bcdfghjkmnpqrstvwxz23456789", 6
_PLAIN = re.compile(r"[-a-zA-Z0-9_]+")


def address(name: str, *parts: str | int) -> str:
    """As ``reverse(name, args=parts)``, for slugs, numbers and references.

    Raises ``NoReverseMatch`` for a name that is not there and for a part that is no word of an
    address.
    """
    shape = _shape(name, len(parts), get_urlconf(), get_script_prefix())
    words = [str(part) for part in parts if part is not None]
    if shape and len(words) == len(parts) and all(map(_PLAIN.fullmatch, words)):
        return shape.format(*words)
    return reverse(name, args=parts)


@cache
def _shape(name: str, count: int, urlconf: str | None, prefix: str) -> str:
    """``/pilots/{}/updates/{}/``; empty where the parts are of another kind."""
    for stand_ins in _STAND_INS:
        try:
            made = reverse(name, args=stand_ins[:count])
        except NoReverseMatch:
            continue
        for part in stand_ins[:count]:
            made = made.replace(part, "{}")
        return made
    return ""


def free_slug(rows: Any, title: str, otherwise: str) -> str:
    """A slug made of a title that none of ``rows`` has yet; ``otherwise`` where it has no letters.

    For records that everybody reads: of others it would tell that there is a hidden one (see
    ``save_with_tail``). To be asked in the transaction that writes the record: of two that are made
    at once, the second waits for the first.
    """
    return free_slugs(rows, [title], otherwise)[0]


def free_slugs(rows: Any, titles: Sequence[str], otherwise: str) -> list[str]:
    """The same for many records that are made at once, each another."""
    with connection.cursor() as cursor:
        # One lock for the whole table: "Homes 2" may want the address that a second "Homes" gets
        table = rows.model._meta.db_table
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"slug {table}"])
    stems = [_stem(title, otherwise) for title in titles]
    begins = rows.filter(slug__startswith=stems[0]) if len(stems) == 1 else rows
    taken = {*RESERVED} | set(begins.values_list("slug", flat=True))
    made = []
    for stem in stems:
        numbered = (f"{stem}-{number}" for number in count(2))
        made.append(next(slug for slug in chain([stem], numbered) if slug not in taken))
        taken.add(made[-1])
    return made


def save_with_tail(record: Any, title: str, otherwise: str) -> None:
    """Save a new record that not everybody reads, at an address made of its title and a tail.

    Every such address has a tail, drawn by lot. One that had it only where its title is taken, or
    that was numbered, would tell whoever makes a record that there is a hidden one of that name.
    """
    while True:
        record.slug = with_tail(title, otherwise)
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError:
            if not type(record).objects.filter(slug=record.slug).exists():
                raise
        else:
            return


def with_tail(title: str, otherwise: str) -> str:
    """A slug made of a title and a tail drawn by lot, for many records that are made at once."""
    return f"{_stem(title, otherwise)}-{drawn_tail()}"


def drawn_tail() -> str:
    """A tail drawn by lot, with one draw for all its letters: a long list needs thousands."""
    drawn, tail = secrets.randbelow(len(TAIL_LETTERS) ** TAIL_LENGTH), ""
    for _ in range(TAIL_LENGTH):
        drawn, at = divmod(drawn, len(TAIL_LETTERS))
        tail += TAIL_LETTERS[at]
    return tail


def _stem(title: str, otherwise: str) -> str:
    return slugify(title)[:LONGEST_SLUG].strip("-") or otherwise


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
        match = self._typed.fullmatch(text.strip())
        return int(match[1]) if match else None

    def written(self, text: str) -> int | None:
        """The number where a text is spelled as ``of`` does: "B-7" may be a list's own number."""
        number = self.number(text)
        return number if number and self.of(number) == text.strip().upper() else None

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
        matches: Self = rows.none() if number is None else rows.filter(pk=number)
        return matches

    def found_by(self, words: str) -> Self:
        """Those whose text holds these words, or the one with this reference."""
        if self.reference.number(words) is not None:
            return self.called(words)
        rows: Any = self
        query = typed_words(words)
        matches: Self = rows.filter(search=query)
        return matches
