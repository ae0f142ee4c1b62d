"""A column of records, said once: for the table of a page, for its file, and for a zip of files.

COLUMNS = (
    Column("name", "Place", "Its name today", attrgetter("name"), cell=linked_name, head=True),
    Column.of(Place, "kind"),
    ADDRESS,
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from operator import attrgetter, methodcaller
from typing import Any, Self

from django.db import models

from interface import words
from interface.made_up import is_marked

NOT_KNOWN = "not known"


class Type(Enum):
    """What a cell holds, for other programs: each is null, or an empty cell, where not known."""

    TEXT = "text"
    CHOICE = "choice"  # one of the words in ``values``
    NUMBER = "number"
    DATE = "date"
    REDUCED_DATE = "reduced date"  # as exact as it is known: 2026, 2026-03 or 2026-03-14
    MOMENT = "moment"
    YES_NO = "yes or no"
    ADDRESS = "address"


# The first that a field is an instance of; a moment is a date to Django as well
_TYPES_OF_FIELDS: tuple[tuple[Any, Type], ...] = (
    (models.BooleanField, Type.YES_NO),
    ((models.IntegerField, models.DecimalField, models.FloatField), Type.NUMBER),
    (models.DateTimeField, Type.MOMENT),
    (models.DateField, Type.DATE),
)


def _type_of(field: Any) -> Type:
    if field.choices:
        return Type.CHOICE
    return next((own for kind, own in _TYPES_OF_FIELDS if isinstance(field, kind)), Type.TEXT)


def _in_table_only(row: Any) -> None:
    return None


@dataclass(frozen=True)
class Column:
    """One column: its name in a file, its label, what it means, and how a row fills it there.

    An empty cell is not known, or what ``blank`` says instead. ``values`` are the words that it
    may hold, or the unit of its numbers; ``as_exact`` is the date that it holds with its precision.
    ``type`` says what other programs read there; the column of a field has the field's.

    ``cell`` draws it in the table (escaped, or made by ``format_html``); a column without one
    stands in the file alone, one without ``value`` in the table alone. ``head`` names the row, a
    ``number`` stands to the right, ``sort`` is the order of the list that its head turns,
    ``table_label`` its label there where that is another. What ``is_to_press`` is not printed;
    ``pounds`` are written as money in a spreadsheet. One with ``in_its_order`` stands only where
    the list is in the order of its ``sort``: the words lead there ("Newest change first").
    """

    name: str
    label: str = ""
    meaning: str = ""
    value: Callable[[Any], Any] = _in_table_only
    cell: Callable[[Any], Any] | None = None
    _: KW_ONLY
    values: str = ""
    blank: str = NOT_KNOWN
    as_exact: str = ""
    head: bool = False
    number: bool = False
    sort: str = ""
    table_label: str = ""
    is_to_press: bool = False
    pounds: bool = False
    in_its_order: str = ""
    type: Type | None = None

    def __post_init__(self) -> None:
        """Where nothing is said: what is summed or stands to the right is a number."""
        if self.type is None:
            is_number = self.number or self.pounds
            own = Type.ADDRESS if self.is_address else Type.NUMBER if is_number else Type.TEXT
            object.__setattr__(self, "type", own)

    @classmethod
    def of(cls, model: Any, name: str, /, **differs: Any) -> Self:
        """The column of a field: label, meaning, words and value are the field's, save what
        differs."""
        field = model._meta.get_field(name)
        label, meaning = words.capitalised(str(field.verbose_name)), str(field.help_text)
        own = {"name": name, "label": label, "meaning": meaning, "value": attrgetter(name)}
        own["type"] = _type_of(field)
        if field.choices:
            own["value"] = methodcaller(f"get_{name}_display")
            own["values"] = "; ".join(str(label) for _, label in field.flatchoices)
        return cls(**{**own, **differs})

    @classmethod
    def each(cls, model: Any, names: Iterable[str]) -> Iterator[Self]:
        """The columns of fields that are written as they stand."""
        return (cls.of(model, name) for name in names)

    @property
    def in_file(self) -> bool:
        """Whether it is written, not only drawn."""
        return self.value is not _in_table_only

    @property
    def is_address(self) -> bool:
        """Whether it holds the address of the page of a row."""
        return self.name == "address"

    @property
    def may_be_blank(self) -> bool:
        """Whether an empty cell says something, so that nothing is put in its place."""
        return self.blank != NOT_KNOWN

    @property
    def heading(self) -> str:
        """Its label in the table."""
        return self.table_label or self.label

    @property
    def explained(self) -> str:
        """What it means, where its label stands nowhere else."""
        return ": ".join(filter(None, (self.label, self.meaning)))


NUMBER = Column(
    "id",
    "Number",
    "Its number in Placebook, which stays the same",
    attrgetter("pk"),
    type=Type.NUMBER,
)
ADDRESS = Column(
    "address", "Address", "Its page", methodcaller("get_absolute_url"), type=Type.ADDRESS
)


def made_up_column(of: Callable[[Any], Any] = is_marked) -> Column:
    """The last column of each file whose rows may be made up; ``of`` asks a row."""
    return Column(
        "made_up",
        "Made up",
        "Yes: the row is an example. It is about Exampleshire, a made-up county, and everything in "
        "it is invented, so leave it out of what you count or add up. Some: it counts made-up rows "
        "together with others",
        of,
        type=Type.YES_NO,
    )
