"""What becomes of a row that names a place or body which gives way to another.

A subject declares a ``PlaceRule`` or ``BodyRule`` for each of its keys to one; a test names the
file that lacks it. Rows that ended before the day stay with the old place: that is where they
happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from interface.words import count_words


class Does(Enum):
    """What a reorganisation does with a row that names the old place or body."""

    MOVE = "names the new one"
    DATE = "ends on the day, and another for the new one begins"
    END = "ends on the day"
    STAY = "stays with the old one"
    BY_HAND = "the action writes it itself"

    @property
    def goes_on(self) -> bool:
        """Whether the new one has the row, or one like it, from the day on."""
        return self in (Does.MOVE, Does.DATE)


@dataclass(frozen=True, slots=True)
class Sides:
    """The day, and the ids of what gives way and of what comes of it."""

    day: dt.date
    before: tuple[int, ...]
    after: tuple[int, ...]


def every(sides: Sides) -> Q:
    """All rows."""
    return Q()


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one kind of row.

    ``record`` is the key to the record that it belongs to (empty: the row itself), named ``noun``.
    ``open`` finds the rows that are not over on the day. With equal ``once`` columns only one row
    may stand at a place: the one for which ``first`` holds is kept, ``sums`` are added up.
    ``copied`` are the columns that a copy for a second successor has otherwise; ``spread`` gives
    each successor its copy unless something else is chosen. ``dated`` are the columns of its first
    day and of its end, which is its last day itself where it is no ``valid_to``. ``twins_stay``: a
    row that the new one has already is left where it is. ``order`` is its place on the page.
    ``each_row``: the noun names the row, and not the record that it is of. ``for_each`` says what
    it means that each successor has one.
    """

    model: Any
    column: str
    does: Does
    noun: str = ""
    record: str = ""
    order: int = 0
    open: Callable[[Sides], Q] = every
    once: tuple[str, ...] = ()
    twin: str = "true"
    first: str = "false"
    sums: str = ""
    copied: dict[str, Any] = field(default_factory=dict)
    spread: bool = False
    twins_stay: bool = False
    ever: bool = False
    dated: tuple[str, str] = ("valid_from", "valid_to")
    because: str = ""
    each_row: bool = False
    for_each: str = ""

    def counted(self, count: int) -> str:
        """ "3 pilots"; a noun with an odd plural is written with it ("body,bodies")."""
        noun, _, plural = self.noun.partition(",")
        return count_words(count, noun, plural)

    @property
    def key(self) -> str:
        """Its name in the journal: the model and the column."""
        return f"{self.model._meta.label}.{self.column}"

    @property
    def keeps_last_day(self) -> bool:
        """Whether the column of its end holds the last day itself, not the day after it."""
        return self.dated[1] != "valid_to" or bool(self.precision_of(1))

    def precision_of(self, end: int) -> str:
        """The column that says how precisely its begin (0) or its end (1) is known, if any."""
        name = f"{self.dated[end]}_precision"
        has = {field.name for field in self.model._meta.local_concrete_fields}
        return name if name in has else ""

    @property
    def is_generic(self) -> bool:
        """Whether the key may lead to records of any kind."""
        return any(
            isinstance(field, GenericForeignKey) and field.name == self.column
            for field in self.model._meta.private_fields
        )

    @property
    def attname(self) -> str:
        """The column in the database that names the place or body."""
        if self.is_generic:
            return next(
                str(field.fk_field)
                for field in self.model._meta.private_fields
                if field.name == self.column
            )
        return str(self.model._meta.get_field(self.column).column)

    @property
    def record_attname(self) -> str:
        """The column that names the record."""
        return str(self.model._meta.get_field(self.record).column) if self.record else "id"

    @property
    def record_model(self) -> Any:
        """The model of the records: what pages list."""
        return self.model._meta.get_field(self.record).related_model if self.record else self.model

    def rows(self, of: type[Model], sides: Sides) -> QuerySet[Any]:
        """The rows that name what gives way and are not over."""
        references = self.model._meta.base_manager.filter(**{f"{self.attname}__in": sides.before})
        if self.is_generic:
            kind = next(
                field.ct_field
                for field in self.model._meta.private_fields
                if field.name == self.column
            )
            references = references.filter(**{kind: ContentType.objects.get_for_model(of)})
        return references.filter(self.open(sides))


class PlaceRule(Rule):
    """Of a key to a place."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class InTime:
    """What becomes of a row that names a body which gives way to others on a day.

    Those for which ``open`` holds are not over: they move, or end and begin. The others stay with
    the old body, told by its name of their time. ``once``, ``ever`` and ``first`` are as of the
    rule.
    """

    does: Does
    open: Callable[[Sides], Q] = every
    once: tuple[str, ...] | None = None
    ever: bool = False
    first: str | None = None


STAYS = InTime(Does.STAY)
BY_HAND = InTime(Does.BY_HAND)


def moves(still: Q) -> InTime:
    """Rows move that are still open, whatever the day."""
    return InTime(Does.MOVE, lambda _: still)


def not_over(column: str = "valid_to", *, last: bool = False) -> Callable[[Sides], Q]:
    """Rows that end after the day, or of which no end is known; ``last`` is a last day itself."""
    later = "gte" if last else "gt"
    return lambda sides: Q(**{column: None}) | Q(**{f"{column}__{later}": sides.day})


@dataclass(frozen=True, slots=True)
class BodyRule(Rule):
    """Of a key to an organisation: what becomes of it where the same body was held twice, and
    ``in_time`` where one gives way to others on a day.

    What was said of a body stays said of it: so does what gives no answer of its own and stays
    where it was held twice.
    """

    in_time: InTime | None = None

    @property
    def then(self) -> Rule:
        """The rule where one body gives way to others on a day."""
        said = self.in_time or (BY_HAND if self.does is Does.BY_HAND else STAYS)
        once = self.once if said.once is None else said.once
        fields = {name: getattr(self, name) for name in Rule.__dataclass_fields__}
        first = self.first if said.first is None else said.first
        differs = {"does": said.does, "open": said.open, "ever": said.ever}
        differs |= {"once": once, "first": first}
        return Rule(**(fields | differs))
