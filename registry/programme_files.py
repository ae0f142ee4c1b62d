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

from interface import exports
from interface.words import capitalised
from records.dates import DateWithPrecision, iso
from records.figures import Qualifier, Quantity
from records.models import Visibility

AT_ONCE = 1_000
AS_EXACT = "no more exact than known: 2023-03 is March 2023, 2022/23 a financial year"


@dataclass(frozen=True)
class Scope:
    """A programme, and the reader for whom the file is made."""

    user: Any
    programme: Any

    @property
    def pilots(self) -> QuerySet[Any]:
        """The pilots of the programme that the reader sees."""
        seen: QuerySet[Any] = self.programme.pilots.visible_to(self.user)
        return seen

    @property
    def ids(self) -> Any:
        """The same as a subquery."""
        return self.pilots.order_by().values("pk")


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, how a row fills it, its unit or the words it may hold.

    An empty cell is not known, save where ``blank`` says what it is instead. ``as_exact`` is the
    date that it holds with its precision; empty for other columns.
    """

    name: str
    meaning: str
    value: Callable[[Any], Any]
    values: str = ""
    blank: str = "not known"
    as_exact: str = ""


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


def follow(row: Any, path: str) -> Any:
    """``pilot.slug`` of a row; None where one of the way is missing."""
    return reduce(lambda record, name: getattr(record, name, None), path.split("."), row)


def text(name: str, meaning: str, path: str = "", values: str = "", blank: str = "") -> Column:
    """A column that holds what stands there; ``path`` is the name unless given."""
    way = path or name
    return Column(name, meaning, lambda row: follow(row, way), values, blank or "not known")


def as_listed(columns: Iterable[exports.Column]) -> Iterator[Column]:
    """The columns of a list's file, as a file of the zip has them."""
    for of in columns:
        if of.in_file:
            yield Column(of.name, ": ".join(filter(None, (of.label, of.meaning))), of.value)


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
        lambda row: getattr(row, f"get_{of}_display")() if getattr(row, of) != "" else "",
        "; ".join(offered),
        blank or "not known",
    )


def day(name: str, meaning: str, path: str = "", blank: str = "") -> Column:
    """A date that carries its precision."""
    of = path or name

    def value(row: Any) -> str:
        return iso(DateWithPrecision.of(row, of))

    explained = f"{meaning}; {AS_EXACT}"
    return Column(name, explained, value, "date", blank or "not known", as_exact=of)


def field_columns(model: Any, names: Iterable[str], **blank: str) -> Iterator[Column]:
    """The columns of fields that are written as they stand: meaning and words are the field's own.

    ``blank`` says by name what an empty cell is where it is not "not known".
    """
    for name in names:
        of = model._meta.get_field(name)
        label = capitalised(str(of.verbose_name))
        meaning = f"{label}: {of.help_text}" if of.help_text else label
        if of.choices:
            yield choice(name, meaning, model, blank=blank.get(name, ""))
        else:
            yield text(name, meaning, blank=blank.get(name, ""))


def figure(
    name: str, meaning: str, of: Callable[[Any], Quantity], unit: str = "in the column of its unit"
) -> tuple[Column, Column, Column]:
    """A figure in three columns: how exact, its value or low end, its high end."""

    def qualifier(row: Any) -> str:
        quantity = of(row)
        return (quantity.qualifier_words or Qualifier.EXACTLY.label) if quantity.known else ""

    words = "; ".join((*Qualifier.labels, "fewer than"))
    return (
        Column(f"{name}_qualifier", f"{meaning}: how exact", qualifier, words),
        Column(f"{name}_low", f"{meaning}: value, or low end", lambda row: of(row).low, unit),
        Column(
            f"{name}_high", f"{meaning}: high end", lambda row: of(row).high, unit, "not a range"
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
        lambda row: row.get_absolute_url(),
        "path",
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
    return Column("visibility", meaning, lambda row: row.seen_by.label, levels)


def of_pilots(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the pilots that the reader sees."""
    rows = model.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot")


def of_programme_or_pilots(scope: Scope, model: Any) -> QuerySet[Any]:
    """Rows of the programme itself, and of those pilots."""
    own = Q(programme=scope.programme) | Q(pilot__in=scope.ids)
    return model.objects.visible_to(scope.user).filter(own).select_related("pilot", "source")
