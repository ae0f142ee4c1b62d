"""What an import needs to know of the records that a file can bring in, as a subject declares it.

A row of a file becomes ``values`` of the record itself and ``parts``, rows that belong to it. Each
column says how a cell is read and which of them it fills. What the person sees of a column are its
label and, where a cell cannot be read, the message of its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from interface.words import list_words
from registry.import_readers import Reader, plain

# The column with which a file names its own records; it fills nothing.
REFERENCE = "reference"
# Columns of a file that are kept as a note of the record, in their words
NOTE, FROM_TRACKER = "note", "From the tracker: "
# The column with the addresses here of records that a download named.
ADDRESS = "address"
# The place of a row; its record is made there.
PLACE = "place"
# Which rows come in, among the answers of an import and in what a subject keeps of its scope
NARROWED = "which rows"
# In what is kept of a scope for ``also_wrong``: what rows at fault are called in the file, in small
# letters, with which row each is
AT_FAULT = "rows at fault"
# What its rows fill in new records, and whether some are about records that are there: what can
# concern none is not asked of the database
FILLED, SOME_THERE = "columns filled in new records", "rows of records that are there"


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """A column that a file can have.

    ``fills`` is the column of the record, or of one of its parts: ``topics.topic_id``. ``called``
    are other headings that mean it, also with more words beside them; ``just_called`` mean it with
    none. What is ``only_new`` is written for new records alone: on those
    that are there it is changed on their own pages, with what follows from it. ``becomes`` says
    where it stands at last, if ``finish`` puts it elsewhere. What fills nothing is kept ``aside``
    for ``finish``; where it ``is_many``, several columns of a file may be it. What is needed and
    has a question ``if_empty`` is asked once for all rows that leave it empty, and for a file
    without such a column: of each file anew, and for new records alone. A row that leaves it empty
    is left out where ``left_if_empty`` says so: "has no supplier".
    """

    key: str
    label: str
    reads: Reader
    fills: str = ""
    becomes: str = ""
    means: str = ""
    called: tuple[str, ...] = ()
    just_called: tuple[str, ...] = ()
    is_needed: bool = False
    if_empty: str = ""
    left_if_empty: str = ""
    only_new: bool = False
    is_many: bool = False
    is_head: Callable[[str], bool] = lambda _: False  # also by what a heading says: "2024/25"

    @property
    def must_be_matched(self) -> bool:
        """Whether a file without such a column brings nothing."""
        return self.is_needed and not self.if_empty

    def under(self, heading: str) -> ImportColumn:
        """The same, read as its heading in the file says."""
        reads = self.reads.under(heading)
        return self if reads is self.reads else replace(self, reads=reads)

    @property
    def headings(self) -> set[str]:
        """What its heading may be or hold, without capitals and marks."""
        return {plain(text) for text in (self.label, self.key, *self.called)}

    def is_headed(self, heading: str) -> bool:
        """Whether a heading, without capitals and marks, means it and says nothing else."""
        return heading in self.headings or heading in map(plain, self.just_called)


@dataclass(frozen=True, kw_only=True)
class ImportPart:
    """Rows that belong to a record: a model, and its column that names the record.

    What is ``only_new`` is written with new records alone. ``fixed`` is what stands in each row.
    Where its rows may be about records of any kind, ``about`` is the column that says which and the
    model; rows that others may add too are the import's own where ``made_alone`` holds, in SQL.
    """

    model: Any
    owner: str
    only_new: bool = False
    fixed: Mapping[str, Any] = field(default_factory=dict)
    noun: str = ""
    about: tuple[str, Any] | None = None
    made_alone: str = ""

    @property
    def always(self) -> dict[str, Any]:
        """What stands in each row."""
        if self.about is None:
            return dict(self.fixed)
        column, model = self.about
        return {**self.fixed, column: ContentType.objects.get_for_model(model).pk}

    @property
    def narrowed(self) -> str:
        """In SQL, what is to hold besides of rows of such records: an AND, or nothing."""
        if self.about is None:
            return ""
        return f" AND {self.about[0]} = {int(self.always[self.about[0]])}"

    def not_followed(self, event: str) -> AbstractContextManager[Any]:
        """While its record does not follow these parts, where they come or go.

        A record that is made with its parts has what they would write, so that it is written once;
        one that goes needs nothing more.
        """
        names = (f"reach_{event}", f"raise_parent_{event}")
        triggers = (trigger.name for trigger in self.model._meta.triggers)
        following = [f"{self.model._meta.label}:{name}" for name in triggers if name in names]
        # With no name given, every trigger would be left out
        return pgtrigger.ignore(*following) if following else nullcontext()


@dataclass(slots=True)
class Row:
    """What a row of a file says, as far as it was read."""

    number: int
    place_id: int
    known: Mapping[str, Any] = field(default_factory=dict)  # what names mean, by their columns
    reference: str = ""
    ours: int | None = None  # the record that it names by our own number
    values: dict[str, Any] = field(default_factory=dict)
    only_new: dict[str, Any] = field(default_factory=dict)
    fresh: dict[str, Any] = field(default_factory=dict)  # of a new record, whatever the file says
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # the cells, by their columns
    blank: frozenset[str] = frozenset()  # columns whose cells say that it has none
    aside: dict[str, list[Any]] = field(default_factory=dict)  # what fills nothing, by its column
    notes: tuple[str, ...] = ()  # what no column takes, with its heading
    problems: list[tuple[str, str]] = field(default_factory=list)  # key of a column, what is wrong
    unknown: list[tuple[str, str]] = field(default_factory=list)  # key of a column, what to ask
    is_left_out: bool = False  # it is none for here, or was answered to be left out
    why_left: str = ""
    is_barred: bool = False  # it is for a place where the person may not add such records
    is_ruled_out: bool = False  # by a rule of its kind, and not for where it belongs
    is_wanted: bool = False  # the person said that it comes in all the same
    unplaced: tuple[str, str] | None = None  # key of a column, why nobody knows where that is
    wrong: frozenset[str] = frozenset()  # the keys of columns that are at fault
    is_out: bool = False  # what is wrong in it keeps it out
    turn: int = 1  # which it is of the rows with its text in the column that they are counted by
    lacks: bool = False  # what each row needs, so that nothing can be made of it
    is_asked: bool = False  # of what it needs, something is asked

    @property
    def is_whole(self) -> bool:
        """Whether it has all that something can be made of it."""
        return not (self.lacks or self.is_asked or self.is_left_out)

    def leave_out(self, why: str = "") -> None:
        """Leave it out, as all of which the same is said: "has no supplier"."""
        self.is_left_out, self.why_left, self.is_ruled_out = True, why, True

    def said(self, column: str) -> Any:
        """What it says of a column of the record; None where it says nothing."""
        return self.values.get(column, self.only_new.get(column))

    def first(self, column: str) -> Any:
        """What was kept aside of a column; None where it says nothing."""
        held = self.aside.get(column)
        return held[0] if held else None


@dataclass(frozen=True)
class Scope:
    """Who imports what, and where: at a place, or at the ``places`` of a ``programme``.

    Those within them are meant as well. ``within`` is what else the person chose, the partnership,
    say; ``kept`` what a subject looks up once for all rows.
    """

    user: Any
    place: Any
    within: Any = None
    kept: dict[str, Any] = field(default_factory=dict)
    programme: Any = None
    places: tuple[int, ...] = ()

    @property
    def home(self) -> Any:
        """What the file is brought to."""
        return self.place or self.programme

    @property
    def roots(self) -> list[int]:
        """Ids of the places for which its rows may be; those within them are not named."""
        return [self.place.pk] if self.place else list(self.places)

    def may_fill(self, *columns: str) -> bool:
        """Whether rows of the file may fill one of these of a new record, in ``fresh``."""
        filled = self.kept.get(FILLED)
        return filled is None or not filled.isdisjoint(columns)

    @property
    def some_there(self) -> bool:
        """Whether rows of the file may be about records that are there."""
        return bool(self.kept.get(SOME_THERE, True))

    @cached_property
    def at(self) -> int:
        """The id of the place of a row that names none; 0 where each has to name its own."""
        return self.place.pk if self.place else 0


def _nothing(*_: Any) -> None:
    return None


def _as_itself(record: Any) -> tuple[str, str]:
    return str(record), record.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class ImportFormat:
    """Records of one kind that a file can bring to a place.

    ``makes`` is their model. ``may`` asks the right at the place. ``there`` are the records that a
    row may be about, within the reader's sight, each with ``import_key`` (what else than a
    reference it is known by), ``import_may`` (the person may change it) and ``import_open``
    (everyone reads it). ``finish`` is given each row when its cells are read, and makes of it what
    a form would; ``key_of`` says what it is called. ``shown`` are the words and the address of a
    record that is there. ``before_writing`` and ``after_undoing`` write what records need besides,
    from the table of the rows (``import_row``, with ``import_turn``) or of what went
    (``import_gone``); ``also_fills`` are the columns that it fills in ``fresh`` or in a part:
    one that it fills and does not name there stops the import.
    ``rests_on`` says what else than the file and the names in it ``finish`` reads, so that rows are
    read once as long as it stays the same; without it they are read again as they are imported.
    Rows that have one text in the column ``counted_by`` are told apart by their order in the file,
    and come in together: while something is wrong in one of them they all stay out.
    ``narrows`` asks which rows come in: its ``fields`` stand below the columns, and what is
    ``said`` there is kept in the scope as ``NARROWED``.
    ``also_wrong`` looks, once the record of each row is known, for what is wrong between rows: the
    number of a row, the key of a column and what is wrong. ``sort_out`` leaves rows out that are
    not to come in, and says what else the file does not bring as it stands. ``unusual`` finds
    what is shown before it is confirmed without keeping anybody from it. ``which`` asks for what
    holds them, ``probably_within`` proposes one; ``none_within`` says what to do where nothing
    does, and on which page.
    """

    key: str
    noun: str
    makes: Any
    columns: Sequence[ImportColumn]
    permission: Callable[[Any, Any], bool]
    there: Callable[[Scope], QuerySet[Any]]
    key_of: Callable[[Row], str]
    finish: Callable[[Row, Scope], None] = _nothing
    levels: Callable[[Scope], Sequence[tuple[str, str, str]]] = lambda _: ()
    level: str = ""  # the one that is proposed
    own: Mapping[str, Any] = field(default_factory=dict)  # column to model: a team of its own
    parts: Mapping[str, ImportPart] = field(default_factory=dict)
    within: Callable[[Any, Any], QuerySet[Any]] | None = None  # records that hold these, to choose
    probably_within: Callable[[Any, Any], Any] = _nothing
    within_column: str = ""
    which: str = "Which partnership is it?"
    none_within: tuple[str, str, str] = (
        "No partnership of this place is recorded yet. Add it first, then import its partners.",
        "partnership_add",
        "Add a partnership",
    )
    named_by: str = "name"  # the key of the column that says what it is called
    called_by: str = "name"  # what a message calls that column
    shown: Callable[[Any], tuple[str, str]] = _as_itself
    title: str = ""  # what they are called together, where that is not the plural of the noun
    is_ours: Callable[[str], int | None] = _nothing  # a reference of this record: B-000123
    before_writing: Callable[[Any, Scope], None] = _nothing
    also_fills: Mapping[str, Sequence[str]] = field(default_factory=dict)
    after_undoing: Callable[[Any], None] = _nothing
    rests_on: Callable[[Scope], Any] | None = None
    counted_by: str = ""
    is_told_again: bool = False  # rows of which the names have the same words are left out
    sector_by: str = ""  # the key of the column that says of which sector the body of a row is
    perhaps_wrong: Collection[str] = ()  # rules that a person may say a row is left out by wrongly
    narrows: Any = None
    also_wrong: Callable[[Any, Scope], Iterable[tuple[int, str, str]]] = lambda *_: ()
    sort_out: Callable[[Any, Scope], Sequence[str]] = lambda *_: ()
    unusual: Callable[[Any, Scope], Iterable[tuple[int, str, str]]] = lambda *_: ()
    holds: str = ""  # what such a file is, where its title does not say it
    note: str = ""  # what the person should know before confirming
    order: int = 0
    # The same for all places of a programme, where one file can be of several
    in_programme: Callable[[ImportFormat], ImportFormat] | None = None
    # Where a name is one of its place: the column with the ids of a record's places and those above
    known_at: str = ""
    # Which of several records of one name a row means, by where it is: their ids, the key of the
    # column
    told_by_place: Callable[[Row, Scope, str, Sequence[int]], int | None] = lambda *_: None

    @property
    def heading(self) -> str:
        """What they are called together, as a heading: "Pilots"."""
        return self.title or f"{self.noun[0].upper()}{self.noun[1:]}s"

    @property
    def needs(self) -> str:
        """The columns without which nothing is made, in words: "Supplier, Amount and Date"."""
        return list_words(column.label for column in self.columns if column.must_be_matched)

    @property
    def has_notes(self) -> bool:
        """Whether what has no column is kept as a note."""
        return NOTE in self.parts

    def column(self, key: str) -> ImportColumn:
        """The column of this key. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]
