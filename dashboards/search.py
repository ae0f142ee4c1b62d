"""Search over everything that the reader may see, grouped by what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from barriers.models import Barrier
from dashboards.directory import region_name
from interface.paging import BoundedCount
from partnerships.models import Organisation, Place, PlaceCode, Programme
from pilots.models import Pilot

SHOWN = 5
# Ranking reads every row that it ranks, so it ranks no more than these.
MOST = 500
SHORTEST = 2
LONGEST = 200
REFERENCE = re.compile(r"b-?0*(\d{1,12})", re.IGNORECASE)
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Found:
    """One record that was found: its name, its page, and a line about it."""

    title: str
    url: str
    note: str = ""
    status: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first; ``url`` is the whole list."""

    label: str
    noun: str
    found: list[Found]
    count: BoundedCount
    url: str

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count.more or self.count.count > len(self.found)

    @property
    def words(self) -> str:
        """How many there are: "12 pilots"."""
        return self.count.words(self.noun)


@dataclass(frozen=True)
class Search:
    """What was typed, what is wrong with it, and what was found."""

    typed: str = ""
    problem: str = ""
    groups: list[Group] = field(default_factory=list)
    near: list[Place] = field(default_factory=list)

    @property
    def found(self) -> list[Group]:
        """The kinds of which something was found."""
        return [group for group in self.groups if group.found]


def build(user: Any, text: str) -> Search:
    """What this reader may see that holds these words."""
    typed = " ".join(text.replace("\x00", "").split())
    if not typed:
        return Search()
    if len(typed) < SHORTEST:
        return Search(typed, f"Type at least {SHORTEST} letters.")
    if len(typed) > LONGEST:
        return Search(typed[:LONGEST], f"Type no more than {LONGEST} letters.")
    groups = [
        _places(user, typed),
        _pilots(user, typed),
        _barriers(user, typed),
        _organisations(user, typed),
        _programmes(user, typed),
    ]
    nothing = not any(group.found for group in groups)
    near = list(Place.objects.visible_to(user).spelt_like(typed)[:SHOWN]) if nothing else []
    return Search(typed, groups=groups, near=near)


def straight_to(user: Any, text: str) -> str:
    """The page of the one record that a reference or code names; empty where there is none."""
    typed = text.strip()
    if (named := REFERENCE.fullmatch(typed)) and int(named[1]) <= LARGEST_ID:
        barrier = Barrier.objects.visible_to(user).filter(pk=int(named[1])).first()
        return barrier.get_absolute_url() if barrier else ""
    if "\x00" in typed or not any(letter.isdigit() for letter in typed):
        return ""
    codes = PlaceCode.objects.filter(code=typed.upper()).values("place")
    places = list(Place.objects.visible_to(user).filter(pk__in=codes)[:2])
    return places[0].get_absolute_url() if len(places) == 1 else ""


def _places(user: Any, typed: str) -> Group:
    rows = Place.objects.visible_to(user).found_by(typed).best_first(typed)
    rows, count = _best(rows.annotate(region_name=region_name()))
    found = (Found(row.name, row.get_absolute_url(), _place_note(row)) for row in rows)
    return _group("places", typed, found, count)


def _place_note(place: Place) -> str:
    kind = place.get_kind_display()
    inside = place.region_name if place.region_name != place.name else ""
    return ", ".join(part for part in (kind[:1].upper() + kind[1:], inside) if part)


def _pilots(user: Any, typed: str) -> Group:
    rows, count = _ranked(Pilot.objects.visible_to(user), typed)
    found = (
        Found(str(row), row.get_absolute_url(), row.summary, row.get_status_display())
        for row in rows
    )
    return _group("pilots", typed, found, count)


def _barriers(user: Any, typed: str) -> Group:
    rows, count = _ranked(Barrier.objects.visible_to(user), typed)
    found = (
        Found(row.title, row.get_absolute_url(), row.reference, row.get_status_display())
        for row in rows
    )
    return _group("barriers", typed, found, count)


def _organisations(user: Any, typed: str) -> Group:
    rows, count = _best(Organisation.objects.visible_to(user).found_by(typed).best_first(typed))
    found = (
        Found(row.name, row.get_absolute_url(), row.get_sector_display().capitalize())
        for row in rows
    )
    return _group("organisations", typed, found, count)


def _programmes(user: Any, typed: str) -> Group:
    rows, count = _best(Programme.objects.visible_to(user).found_by(typed))
    found = (Found(row.name, row.get_absolute_url(), row.short_name) for row in rows)
    return _group("programmes", typed, found, count)


def _ranked(visible: QuerySet, typed: str) -> tuple[list[Any], BoundedCount]:
    """The rows that hold the words best, and how many hold them, in one query."""
    asked = SearchQuery(typed, config="english", search_type="websearch")
    holding = visible.filter(search=asked).order_by().values("pk")[: MOST + 1]
    rows = visible.filter(pk__in=holding).annotate(rank=SearchRank("search", asked))
    return _best(rows.order_by("-rank", "-id"))


def _best(rows: QuerySet) -> tuple[list[Any], BoundedCount]:
    """The first few of these rows and the count of all of them, in one query."""
    first = list(rows.annotate(all_of_them=Window(Count("*")))[:SHOWN])
    count = first[0].all_of_them if first else 0
    return first, BoundedCount(min(count, MOST), more=count > MOST)


def _group(name: str, typed: str, found: Iterable[Found], count: BoundedCount) -> Group:
    """A group whose list is the page ``name``."""
    url = f"{reverse(name)}?{urlencode({'q': typed})}"
    return Group(name.capitalize(), name.removesuffix("s"), list(found), count, url)
