"""What a search finds of a kind of record, as its subject declares it.

``SearchIndex`` is a group of the page of results; ``Autocomplete`` are records that people call by
a name: offered while they type, and where a name is spelt nearly so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db.models import F, GeneratedField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.subqueries import MOST, counted
from interface.paging import BoundedCount
from records.addresses import Reference

SHOWN = 5
# Which name was found, where it ended and what kind it is; None where none holds the words
Match = dict[str, Any] | None


@dataclass(frozen=True)
class Found:
    """One record that was found: its name, its page, and a line about it.

    ``after`` is what came after it, by name and page, where it has ended. ``lies_in`` are the keys
    of the places of today in which a town or postcode lies. ``made_up``: it is an example, and no
    part of the country.
    """

    title: str
    url: str
    note: str = ""
    status: str = ""
    after: tuple[tuple[str, str], ...] = ()
    lies_in: tuple[str, ...] = ()
    made_up: bool = False


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first; ``url`` is the whole list, where there is one.

    ``link`` is what the link to it says before the number, where that is not "All". ``count`` is
    of those that are not made up.
    """

    key: str
    label: str
    noun: str
    found: list[Found]
    count: BoundedCount
    url: str = ""
    link: str = ""

    @property
    def examples(self) -> list[Found]:
        """Those that are made up, each with the kind that it is of."""
        noun = self.noun.partition(",")[0]
        made_up = [one for one in self.found if one.made_up]
        return [replace(one, note=f"{noun}, {one.note}".strip(", ")) for one in made_up]

    @property
    def of_the_country(self) -> Group:
        """The group without them; they are not counted in it."""
        return replace(self, found=[one for one in self.found if not one.made_up])

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count.more or self.count.count > len(self.found)

    @property
    def words(self) -> str:
        """How many there are: "12 pilots"."""
        return self.count.words(*self.noun.split(","))

    @property
    def all_words(self) -> str:
        """What the link to the list says: "All 12 pilots", "See more than 500 pilots"."""
        return f"{self.link or ('See' if self.count.more else 'All')} {self.words}"


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """A group of the page: ``group`` finds for a reader, what they typed and today; a query or two.

    Where records have a ``reference``, one that is typed leads straight to its record.
    """

    model: Any
    group: Callable[[Any, str, dt.date], Group]
    order: int
    reference: Reference | None = None


def search_field(title: str, *others: str) -> GeneratedField:
    """The column by which a record is found: the words of its title weigh most."""
    return GeneratedField(
        expression=SearchVector(title, weight="A", config="english")
        + SearchVector(*others, weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def itself(row: Any) -> Any:
    """A record whose name stands in its own row."""
    return row


def hint(record: Any, words: str) -> str:
    """What a box that suggests says beside a record, whether it is over, and whether made up."""
    words = f"former {words}" if getattr(record, "is_over", False) else words
    made_up = getattr(record, "made_up", False) or getattr(record, "is_example", False)
    return ", ".join(filter(None, (words, "made up, as an example" if made_up else "")))


@dataclass(frozen=True, kw_only=True)
class Autocomplete:
    """Records that people call by a name.

    ``rows`` are those found for a reader by what they typed; ``note`` says what each is. ``names``
    are the rows that hold names which may be spelt nearly so, each ``of`` a record; ``coded`` are
    the records with an official code.
    """

    model: Any
    rows: Callable[[Any, str], QuerySet[Any]]
    note: Callable[[Any], str]
    order: int
    names: Callable[[Any], QuerySet[Any]] | None = None
    of: Callable[[Any], Any] = itself
    coded: Callable[[Any, str], QuerySet[Any]] | None = None

    def line(self, record: Any) -> Found:
        """A record as it is offered."""
        return Found(str(record), record.get_absolute_url(), hint(record, self.note(record)))


def ranked(visible: QuerySet[Any], typed: str) -> tuple[list[Any], BoundedCount]:
    """The rows that hold the words best, and how many hold them, in one query."""
    asked = SearchQuery(typed, config="english", search_type="websearch")
    # Ranking reads every row that it ranks, so it ranks no more than are counted
    rows = visible.filter(pk__in=_first_found(visible, typed))
    last = ["made_up"] if "made_up" in visible.query.annotations else []
    ordered = rows.annotate(rank=SearchRank("search", asked)).order_by(*last, "-rank", "-id")
    return counted(ordered, SHOWN)


def some_of(visible: QuerySet[Any], typed: str, *related: str) -> tuple[list[Any], BoundedCount]:
    """Some rows that hold the words, in their own order, and how many do, in one query."""
    rows = visible.filter(pk__in=_first_found(visible, typed)).select_related(*related)
    return counted(rows, SHOWN)


def _first_found(visible: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """No more than are counted: putting all of them in order would read each."""
    rows: Any = visible
    matches: QuerySet[Any] = rows.found_by(typed).order_by().values("pk")[: MOST + 1]
    return matches


def listed_group(
    page: str,
    noun: str,
    typed: str,
    hits: Iterable[Found],
    count: BoundedCount,
    *,
    label: str = "",
) -> Group:
    """A group whose list is the page of this name; its head is the plural unless told otherwise."""
    url = f"{reverse(page)}?{urlencode({'q': typed})}"
    several = noun.rsplit(",", maxsplit=1)[-1] if "," in noun else f"{noun}s"
    head = label or several.capitalize()
    return Group(head.lower().replace(" ", "-"), head, noun, list(hits), count, url)


def first_name(names: QuerySet[Any], tie: Any, more: str) -> Subquery:
    """Of names that hold the words one as a ``Match``: today's before former ones."""
    ordered = names.order_by(F("valid_to").desc(nulls_first=True), tie)
    name = JSONObject(name="name", ended="valid_to", more=more)
    return Subquery(ordered.values(json=name)[:1])


def holds(name: str, text: str) -> bool:
    """Whether a name has every word of a text."""
    return all(word in name.casefold() for word in text.casefold().split())
