"""Search over everything that the reader may see, grouped by what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import QuerySet
from django.urls import reverse

from barriers.models import Barrier
from barriers.models.querysets import REFERENCE
from dashboards.directory import region_name
from dashboards.subqueries import MOST, counted, first_of
from interface.paging import BoundedCount
from partnerships.models import Organisation, Place, PlaceCode, Programme
from pilots.models import Pilot

SHOWN = 5
MOST_PLACES = 3
SHORTEST = 2
LONGEST = 200


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
    if named := REFERENCE.fullmatch(typed):
        barrier = Barrier.objects.visible_to(user).filter(pk=int(named[1])).first()
        return barrier.get_absolute_url() if barrier else ""
    if "\x00" in typed or not any(letter.isdigit() for letter in typed):
        return ""
    codes = PlaceCode.objects.filter(code=typed.upper()).values("place")
    places = list(Place.objects.visible_to(user).filter(pk__in=codes)[:2])
    return places[0].get_absolute_url() if len(places) == 1 else ""


def _places(user: Any, typed: str) -> Group:
    places = Place.objects.visible_to(user).found_by(typed).best_first(typed)
    rows, count = first_of(places.annotate(region_name=region_name()), SHOWN)
    found = (Found(row.name, row.get_absolute_url(), _place_note(row)) for row in rows)
    return _group("places", typed, found, count)


def _place_note(place: Place) -> str:
    kind = place.get_kind_display()
    inside = place.region_name if place.region_name != place.name else ""
    return ", ".join(part for part in (kind[:1].upper() + kind[1:], inside) if part)


def _pilots(user: Any, typed: str) -> Group:
    rows, count = _ranked(Pilot.objects.visible_to(user).with_places(), typed)
    found = (
        Found(row.title, row.get_absolute_url(), _pilot_note(row), row.get_status_display())
        for row in rows
    )
    return _group("pilots", typed, found, count)


def _pilot_note(pilot: Pilot) -> str:
    return ". ".join(part for part in (str(pilot.lead_place or ""), pilot.summary) if part)


def _barriers(user: Any, typed: str) -> Group:
    rows, count = _ranked(Barrier.objects.visible_to(user).for_rows(), typed)
    found = (
        Found(row.title, row.get_absolute_url(), _barrier_note(row), row.get_status_display())
        for row in rows
    )
    return _group("barriers", typed, found, count)


def _barrier_note(barrier: Barrier) -> str:
    places = [link.place.name for link in barrier.place_links.all()]
    more = ["and others"] if len(places) > MOST_PLACES else []
    return ", ".join([barrier.reference, *places[:MOST_PLACES], *more])


def _organisations(user: Any, typed: str) -> Group:
    rows, count = first_of(
        Organisation.objects.visible_to(user).found_by(typed).best_first(typed), SHOWN
    )
    found = (
        Found(row.name, row.get_absolute_url(), row.get_sector_display().capitalize())
        for row in rows
    )
    return _group("organisations", typed, found, count)


def _programmes(user: Any, typed: str) -> Group:
    rows, count = first_of(Programme.objects.visible_to(user).found_by(typed), SHOWN)
    found = (Found(row.name, row.get_absolute_url(), row.short_name) for row in rows)
    return _group("programmes", typed, found, count)


def _ranked(visible: QuerySet, typed: str) -> tuple[list[Any], BoundedCount]:
    """The rows that hold the words best, and how many hold them, in one query."""
    asked = SearchQuery(typed, config="english", search_type="websearch")
    # Ranking reads every row that it ranks, so it ranks no more than are counted
    some = visible.found_by(typed).order_by().values("pk")[: MOST + 1]
    rows = visible.filter(pk__in=some).annotate(rank=SearchRank("search", asked))
    return counted(rows.order_by("-rank", "-id"), SHOWN)


def _group(name: str, typed: str, found: Iterable[Found], count: BoundedCount) -> Group:
    """A group whose list is the page ``name``."""
    url = f"{reverse(name)}?{urlencode({'q': typed})}"
    return Group(name.capitalize(), name.removesuffix("s"), list(found), count, url)
