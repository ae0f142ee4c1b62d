"""A file of a programme's zip, said once: its columns make the CSV and the codebook alike.

    BARRIERS = ProgrammeFile("barriers", "A barrier …", _barriers, (text("title", "…"), …), order=…)

One that a subject declares is in the zip, in the codebook, in the README and on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet

from interface.columns import NOT_KNOWN, Column
from records.dates import known_day
from records.figures import Qualifier, Quantity
from records.models import Visibility

AT_ONCE = 1_000
AS_EXACT = "no more exact than known: 2023-03 is March 2023, 2022/23 a financial year"


@dataclass(frozen=True)
class Scope:
    """A programme or one ``pilot``, and the reader for whom the file is made."""

    user: Any
    programme: Any = None
    pilot: Any = None

    @property
    def record(self) -> Any:
        """What it is about."""
        return self.pilot or self.programme

    @property
    def is_made_up(self) -> bool:
        """A programme is made up as a whole, or not at all; a pilot as the place that leads it."""
        if self.pilot is None:
            return bool(self.programme.is_example)
        return bool(self.pilot.lead_place and self.pilot.lead_place.is_example)

    @property
    def pilots(self) -> QuerySet[Any]:
        """The pilots of the programme that the reader sees, or the one pilot."""
        if self.pilot is None:
            seen: QuerySet[Any] = self.programme.pilots.visible_to(self.user)
            return seen
        one: QuerySet[Any] = type(self.pilot).objects.visible_to(self.user)
        return one.filter(pk=self.pilot.pk)

    @property
    def own(self) -> Q:
        """Rows of the programme itself, and of those pilots."""
        of_pilots = Q(pilot__in=self.ids)
        return of_pilots if self.pilot else of_pilots | Q(programme=self.programme)

    @property
    def ids(self) -> Any:
        """The same as a subquery."""
        return self.pilots.order_by().values("pk")


def _one_by_one(scope: Scope, rows: list[Any]) -> list[Any]:
    return rows


@dataclass(frozen=True)
class ProgrammeFile:
    """One file. ``about`` says what a row is; ``rows`` gives what this reader may see.

    ``complete`` makes the rows of a batch ready, with a fixed number of queries. ``cites`` is the
    way from a row to its sources, which ``sources.csv`` then holds.
    """

    name: str
    about: str
    rows: Callable[[Scope], QuerySet[Any]]
    columns: tuple[Column, ...]
    complete: Callable[[Scope, list[Any]], list[Any]] = _one_by_one
    order: int = field(kw_only=True)
    cites: str = field(default="source", kw_only=True)

    @property
    def file(self) -> str:
        """Its name in the zip."""
        return f"{self.name}.csv"

    def read(self, scope: Scope) -> Iterator[Any]:
        """All rows by key, a batch at a time; no cursor stays open."""
        records = self.rows(scope).order_by("pk")
        rest = records
        while rows := list(rest[:AT_ONCE]):
            yield from self.complete(scope, rows)
            if len(rows) < AT_ONCE:
                return
            rest = records.filter(pk__gt=rows[-1].pk)


@dataclass(frozen=True)
class PilotPage:
    """The page of a pilot as text, which stands in its zip beside the tables."""

    write: Callable[[Any, Any], str]
    order: int = 0


def follow(row: Any, path: str) -> Any:
    """``pilot.slug`` of a row; None where one of the way is missing."""
    return reduce(lambda record, name: getattr(record, name, None), path.split("."), row)


def text(name: str, meaning: str, path: str = "", values: str = "", blank: str = "") -> Column:
    """A column that holds what stands there; ``path`` is the name unless given."""
    way = path or name
    return Column(
        name,
        meaning,
        value=lambda row: follow(row, way),
        values=values,
        blank=blank or NOT_KNOWN,
    )


def yes_no(name: str, meaning: str, path: str = "") -> Column:
    """A column that says yes or no."""
    return text(name, meaning, path, "yes; no")


def choice(name: str, meaning: str, model: Any, path: str = "", blank: str = "") -> Column:
    """One of a few words, as pages say them; the codebook lists them."""
    of = path or name
    offered = [str(label) for _, label in model._meta.get_field(of).flatchoices]
    return Column(
        name,
        meaning,
        value=lambda row: getattr(row, f"get_{of}_display")() if getattr(row, of) != "" else "",
        values="; ".join(offered),
        blank=blank or NOT_KNOWN,
    )


def day(name: str, meaning: str, path: str = "", blank: str = "") -> Column:
    """A date that carries its precision."""
    of = path or name

    explained = f"{meaning}; {AS_EXACT}"
    empty = blank or NOT_KNOWN
    return known_day(name, explained, "", of=of, values="date", blank=empty, as_exact=of)


def from_list(columns: Iterable[Column], *names: str) -> Iterator[Column]:
    """Those columns of a list that its file and the zip's share, in the order of ``names``."""
    named = {column.name: column for column in columns}
    return (named[name] for name in names)


def field_columns(model: Any, names: Iterable[str], **blank: str) -> Iterator[Column]:
    """The columns of fields that are written as they stand: meaning and words are the field's own.

    ``blank`` says by name what an empty cell is where it is not "not known".
    """
    return (Column.of(model, name, blank=blank.get(name, NOT_KNOWN)) for name in names)


def figure(
    name: str, meaning: str, of: Callable[[Any], Quantity], unit: str = "in the column of its unit"
) -> tuple[Column, Column, Column]:
    """A figure in three columns: how exact, its value or low end, its high end."""

    def qualifier(row: Any) -> str:
        quantity = of(row)
        return (quantity.qualifier_words or Qualifier.EXACTLY.label) if quantity.known else ""

    words = "; ".join((*Qualifier.labels, "fewer than"))
    return (
        Column(f"{name}_qualifier", f"{meaning}: how exact", value=qualifier, values=words),
        Column(
            f"{name}_low",
            f"{meaning}: value, or low end",
            value=lambda row: of(row).low,
            values=unit,
        ),
        Column(
            f"{name}_high",
            f"{meaning}: high end",
            value=lambda row: of(row).high,
            values=unit,
            blank="not a range",
        ),
    )


def source() -> Column:
    """The source of a row, by its key in sources.csv."""
    return text("source", "Where it is from: its key in sources.csv", "source.slug")


def address() -> Column:
    """The page of a row."""
    return Column(
        "address",
        "Its page in Placebook; it stays the same",
        value=lambda row: row.get_absolute_url(),
        values="path",
    )


def pilot() -> Column:
    """The pilot of a row, by its key."""
    return text("pilot", "The pilot: its key in pilots.csv", "pilot.slug")


OF_PROGRAMME = text(
    "pilot", "The pilot: its key in pilots.csv", "pilot.slug", blank="of the programme itself"
)


def seen_by(meaning: str) -> Column:
    """Its own level, or the narrower one of what it is told of."""
    levels = "; ".join(str(label) for label in Visibility.labels)
    return Column("visibility", meaning, value=lambda row: row.seen_by.label, values=levels)


def of_pilots(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the pilots that the reader sees."""
    rows = model.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot")


def of_programme_or_pilots(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the programme itself, and of those pilots."""
    return model.objects.visible_to(scope.user).filter(scope.own).select_related("pilot", "source")
