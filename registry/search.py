"""How a kind of record is found, as its subject declares it: once, for the list of results, for
what is suggested while somebody types, and for what a box offers to choose from.

    SearchIndex(
        model=Barrier, label="barrier", page="barrier", order=30, title="title",
        text=("because", "people"), within={PLACE: "reach_ids", PILOT: "pilot_id"},
    )

``search.index`` makes an entry of each record from it, ``search.find`` reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import (
    BigIntegerField,
    Func,
    GeneratedField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat, Now, TruncDate

from interface.words import capitalised
from records.addresses import Reference
from records.reading import rows_seen

# The day in London when it is asked; a database session may have another
TODAY = TruncDate(Now())

# What a record belongs to, each with the letter that its words in the index begin with
PLACE, BODY, PROGRAMME, PILOT, TOPIC, FUND = "p", "o", "g", "l", "t", "f"
NEVER = Q(pk__in=[])


def lexeme(letter: str, pk: Any) -> str:
    """The word in the index for belonging to a record: "pbp12" for the place 12."""
    return f"pb{letter}{pk}"


def lexeme_of(letter: str, column: str) -> Concat:
    """The same for the record whose key stands in a column."""
    return Concat(Value(lexeme(letter, "")), Cast(column, TextField()), output_field=TextField())


def search_field(title: str, *others: str) -> GeneratedField:
    """The column by which a list of one kind finds a record: its title's words weigh most."""
    return GeneratedField(
        expression=SearchVector(title, weight="A", config="english")
        + SearchVector(*others, weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


class Concatenated(Func):
    """Several arrays of texts as one."""

    arg_joiner = " || "
    template = "(%(expressions)s)"
    output_field = ArrayField(TextField())


class Said(Func):
    """Each text of an array with a word before it: "code E06000001"."""

    output_field = ArrayField(TextField())

    def __init__(self, before: str, texts: Any) -> None:
        template = f"ARRAY(SELECT '{before}' || one FROM unnest(%(expressions)s) AS one)"
        super().__init__(texts, template=template)


class Pair(Func):
    """Two keys to records, as one array."""

    template = "ARRAY[%(expressions)s]::bigint[]"
    output_field = ArrayField(BigIntegerField())


def through(model: Any, path: str, of: str = "pk") -> ArraySubquery:
    """What stands at the end of a way from a record to others: a body's partners' ids.

    Where the way begins at rows that link to the record, ``of`` is their link: a pilot's topics.
    """
    rows = model.objects.filter(**{of: OuterRef("pk"), f"{path}__isnull": False}).order_by()
    return ArraySubquery(rows.values(path))


class Called(Func):
    """What people call a record by its letter and the key in this column: "B-000123"."""

    output_field = TextField()

    def __init__(self, letter: str, column: str) -> None:
        self.letter = letter
        super().__init__(column)

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        sql, params = compiler.compile(self.get_source_expressions()[0])
        number = f"{sql}::text"
        made = f"('{self.letter}-' || lpad({number}, greatest(6, length({number})), '0'))"
        return made, [*params, *params]


class DayInWords(Func):
    """What happens or happened on a day, as precisely as that is known: "Due March 2026". Nothing
    where it is not known."""

    output_field = TextField()

    def __init__(self, what: str, day: Any, precision: Any = None) -> None:
        self.what = what
        super().__init__(day, Value("day") if precision is None else precision)

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        day, precision = (compiler.compile(one) for one in self.get_source_expressions())
        year = f"extract(year FROM {day[0]} - interval '3 months')::int"
        words = f"""CASE {precision[0]} WHEN 'month' THEN to_char({day[0]}, 'FMMonth YYYY')
            WHEN 'year' THEN to_char({day[0]}, 'YYYY')
            WHEN 'financial_year' THEN {year} || ' to ' || {year} + 1
            ELSE to_char({day[0]}, 'FMDD FMMonth YYYY') END"""
        sql = f"('{self.what} ' || {words})"
        return sql, [*precision[1], *(value for _ in range(5) for value in day[1])]


def key_of(part: Any) -> Func:
    """The one part of an address, as an array."""
    template = "ARRAY[%(expressions)s]::text[]"
    return Func(part, template=template, output_field=ArrayField(TextField()))


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """How the records of one kind are found.

    ``label`` says what one is. ``title`` is what it is called (a field or an expression), ``names``
    what else (an expression that gives an array): former names, short ones, codes; ``found_as``
    says what those are, for who found it by one. The words of its ``text`` find it as well; those
    of ``signed_in_text`` for people who are signed in. ``note`` are the parts of the line below its
    title, ``status`` a field with choices.

    ``within`` are the records that it belongs to, by their letter: their words count as its own;
    ``words_of`` are those of another entry (an expression), which count like that. One that
    ``is_named`` gives its own to others: a place, a body.

    ``page`` and ``key`` are its address (``key_of`` is an expression for all of its parts),
    ``anchor`` where it stands on that page. Some kinds are looked for more than others: their
    ``weight`` says so, from -1 to 1. ``rows`` are those that can be found at all, ``seen`` those of
    a reader where the model has another rule, ``noun`` its key where two kinds are of one model.
    """

    model: Any
    label: str
    page: Any
    title: Any
    order: int
    key: Sequence[Any] = ("pk",)
    key_of: Any = None
    anchor: str = ""
    names: Any = None
    found_as: Any = None
    text: Sequence[str] = ()
    signed_in_text: Sequence[str] = ()
    note: Sequence[Any] = ()
    status: str = ""
    within: Mapping[str, Any] = field(default_factory=dict)
    words_of: Any = None
    is_named: str = ""
    made_up: Any = NEVER
    over: Any = NEVER
    weight: float = 0
    reference: Reference | None = None
    rows: Callable[[], QuerySet[Any]] | None = None
    seen: Callable[[Any], QuerySet[Any]] | None = None
    noun: str = ""
    plural: str = ""

    @property
    def several(self) -> str:
        """What some of them are called, as a head."""
        plural: str = self.plural or f"{self.label}s"
        return capitalised(plural)

    @property
    def kind(self) -> str:
        """Its key in the index and in addresses."""
        name: str = self.noun or self.model._meta.model_name
        return name

    def all_rows(self) -> QuerySet[Any]:
        """Every record that can be found."""
        return self.rows() if self.rows else self.model._default_manager.order_by()

    def rows_seen(self, user: Any) -> QuerySet[Any]:
        """Those that this reader may see."""
        return self.seen(user) if self.seen else rows_seen(self.model, user)

    def status_words(self, value: str) -> str:
        """What a value of its status is called."""
        if not self.status or not value:
            return ""
        choices = dict(self.model._meta.get_field(self.status).flatchoices)
        return capitalised(str(choices.get(value, value)))


@dataclass(frozen=True, kw_only=True)
class AlsoMeant:
    """What the name of a record stands for beside what belongs to itself: that of a neighbourhood
    for what its pilots have.

    ``of`` are the records that are so named, of a ``kind``; ``rows`` gives, for a reader and the
    keys of some of these, a key and a query in words of the index (``lexeme_of``), which tells only
    of what the reader may see.
    """

    of: QuerySet[Any]
    kind: str
    rows: Callable[[Any, Any], QuerySet[Any]]
    order: int


@dataclass(frozen=True)
class Found:
    """One thing that was found and is no record of the index: a page, a town, a postcode.

    ``after`` is what came after it, by name and page, where it has ended. ``lies_in`` are the keys
    of the places of today in which a town or postcode lies.
    """

    title: str
    url: str
    note: str = ""
    after: tuple[tuple[str, str], ...] = ()
    lies_in: tuple[str, ...] = ()


def hint(record: Any, words: str) -> str:
    """What a box that suggests says beside a record, whether it is over, and whether made up."""
    words = f"former {words}" if getattr(record, "is_over", False) else words
    made_up = getattr(record, "made_up", False) or getattr(record, "is_example", False)
    return ", ".join(filter(None, (words, "made up, as an example" if made_up else "")))
