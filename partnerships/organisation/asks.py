"""What is asked of places, of whatever kind, in the same columns, as its subjects declare it.

An ask is one row: of which kind, when, of which place, by which bodies, and the hours it takes.
Only returns say hours; of all else they are not known, and never zero. Each kind is read by its own
rule, so that a reader counts what they see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DecimalField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach
from records.dates import Precision
from records.figures import Qualifier

COLUMNS = (
    *("a_kind", "a_pk", "a_day", "a_known_to", "a_place", "a_askers", "a_title", "a_about"),
    *("a_key", "a_low", "a_high", "a_qualifier", "a_open"),
)
IDS = ArrayField(BigIntegerField())
UNKNOWN = Cast(Value(None), DecimalField(max_digits=16, decimal_places=2))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose asks they are: of a place and those within it, or by a body. One of the two."""

    user: Any
    place: Place | None = None
    body: Organisation | None = None

    @property
    def within(self) -> QuerySet[Any]:
        """The place and the places within it."""
        return PlaceReach.objects.filter(ancestor=self.place).order_by().values("place")

    @property
    def councils(self) -> QuerySet[Any]:
        """The bodies that govern the place or one within it."""
        governs = OrganisationPlace.objects.standing().filter(
            role=OrganisationPlace.Role.GOVERNS, place__in=self.within
        )
        return governs.order_by().values("organisation")


@dataclass(frozen=True, kw_only=True)
class AskKind:
    """A kind of ask: ``noun`` is what one is called, and several: "visit", "pilot update,pilot
    updates". ``rows`` finds them in ``COLUMNS`` (``in_ask_columns``), ``url`` is the page of one by
    its key.
    """

    key: str
    noun: str
    url: Callable[[str], str]
    rows: Callable[[Scope], Iterator[QuerySet[Any]]]
    order: int


def in_ask_columns(kind: str, rows: Any, **said: Any) -> QuerySet[Any]:
    """Rows in the columns that all kinds share: ``day``, ``place``, ``askers``, ``title``, ``key``
    and what else is known."""
    columns = {
        "low": UNKNOWN,
        "high": UNKNOWN,
        "about": Value(""),
        "known_to": Value(Precision.DAY.value),
        "qualifier": Value(Qualifier.EXACTLY.value),
        "open": Value(False),
        **said,
    }
    texts = ("known_to", "title", "about", "key", "qualifier")
    made = {
        f"a_{name}": Cast(column, TextField()) if name in texts else column
        for name, column in columns.items()
    }
    annotated = rows.annotate(a_kind=Value(kind, output_field=TextField()), a_pk=F("pk"), **made)
    asks: QuerySet[Any] = annotated.order_by().values_list(*COLUMNS)
    return asks


def only(column: str) -> Func:
    """A list of the one body in this column; empty where there is none."""
    ids = "array_remove(ARRAY[%(expressions)s], NULL)"
    return Func(F(column), template=ids, output_field=IDS)
