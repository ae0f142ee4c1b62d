"""Lists of which many records are changed at once, as their subjects declare them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import CharField, Textarea
from django.http import HttpRequest

from interface import forms
from interface.filters import FilterSet
from interface.words import count_words
from records.models import Visibility
from records.subjects import registered

NOT_YOURS = "Not yours to change in this way"
LEVELS = list(Visibility)


@dataclass(frozen=True, slots=True)
class Look:
    """What would become of one record, in words; or ``why_not``, where it stays as it is."""

    before: str = ""
    after: str = ""
    why_not: str = ""


class OperationForm(forms.Form):
    """What is asked once for all of them. ``why`` stands in the history of each."""

    question_led = True

    why = CharField(
        label="Why?",
        max_length=500,
        widget=Textarea({"rows": 2}),
        help_text="It is shown in each record’s history to signed-in people who can read it",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class Operation:
    """Something that is done with many records at once, by the rules that hold for one alone.

    ``label`` is its button, ``done`` what the records then are ("closed"). Each method takes all
    records together and asks a fixed number of queries.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    done: ClassVar[str]
    form: ClassVar[type[forms.Form]]

    def permission(self, user: Any, record: Any) -> bool:
        """Whether this person may do it to this record; asks nothing of the database."""
        raise NotImplementedError

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        """What would become of each, by its key."""
        raise NotImplementedError

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        """Do it to records that are locked and were looked at again; gives what undoing needs.

        By key: ``fields`` (column: what it said), ``made`` (model: keys of rows that were made),
        ``parts`` (model: key of a row: what its columns said).
        """
        raise NotImplementedError

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        """What is to be known before it is confirmed, in sentences; ``changing`` are the records
        that would change."""
        return []

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        """Those that must stay as they are now, though nobody changed them, and why."""
        return {}

    def tell(
        self, by: Any, records: Sequence[Any], said: dict[str, Any], *, undone: bool = False
    ) -> None:
        """Tell who has to know, each once."""

    def why(self, said: dict[str, Any]) -> str:
        """The reason that history keeps."""
        return str(said["why"])


@dataclass(frozen=True, kw_only=True)
class BulkList:
    """A list of which many records are changed at once.

    ``noun`` is what a row is, with its plural where that has no plain *s*. ``address`` is the name
    of its page, ``filtered`` its filters over what a reader may see. ``complete`` reads records
    with what the operations ask of them; ``called`` names one.
    """

    key: str
    noun: str
    address: str
    model: Any
    filtered: Callable[[HttpRequest], FilterSet]
    complete: Callable[[QuerySet[Any], Any], Sequence[Any]]
    operations: Sequence[Operation]
    called: Callable[[Any], str] = str
    order: int = 0

    def operation(self, key: str) -> Operation | None:
        """The one of this key."""
        return next((one for one in self.operations if one.key == key), None)

    def count(self, number: int) -> str:
        """ "12 barriers"."""
        return count_words(number, self.noun)

    @property
    def one(self) -> str:
        """What a row of it is."""
        return self.noun.partition(",")[0]

    def may_any(self, user: Any, record: Any) -> bool:
        """Whether there is anything that this person may do with a record."""
        return any(one.permission(user, record) for one in self.operations)


def bulk_list(key: str) -> BulkList | None:
    """The list of this key."""
    return next((one for one in registered(BulkList) if one.key == key), None)
