"""What a search finds of each kind: the best first, and how many there are. A query or two each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import QuerySet
from django.urls import reverse

from barriers.models import Barrier
from dashboards.directory.listing import region_name
from dashboards.search.names import (
    organisation_match,
    place_match,
    programme_match,
    with_organisation_match,
    with_place_match,
)
from funding.models import Flow, Fund
from interface.paging import BoundedCount
from interface.words import capitalised
from partnerships.models import Organisation, Place, Post, Priority, Programme
from partnerships.place.list_dates import standing
from partnerships.subqueries import MOST, counted, first_of
from pilots.models import Lesson, Pilot

SHOWN = 5
MOST_PLACES = 3


@dataclass(frozen=True)
class Found:
    """One record that was found: its name, its page, and a line about it.

    ``after`` is what came after it, by name and page, where it has ended.
    """

    title: str
    url: str
    note: str = ""
    status: str = ""
    after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first; ``url`` is the whole list, where there is one.

    ``link`` is what the link to it says before the number, where that is not "All".
    """

    key: str
    label: str
    noun: str
    found: list[Found]
    count: BoundedCount
    url: str = ""
    link: str = ""

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


def groups(user: Any, typed: str, today: dt.date) -> list[Group]:
    """Every kind of record, in the order of the page. The number of queries is always the same."""
    return [
        _places(user, typed, today),
        _pilots(user, typed),
        _barriers(user, typed),
        _organisations(user, typed),
        _posts(user, typed),
        _programmes(user, typed),
        _priorities(user, typed, today),
        _funds(user, typed),
        _flows(user, typed),
        _lessons(user, typed),
    ]


def _places(user: Any, typed: str, today: dt.date) -> Group:
    places = Place.objects.visible_to(user).found_by(typed).best_first(typed)
    told = with_place_match(places.annotate(region_name=region_name()), typed)
    rows, count = first_of(told, SHOWN)
    times = standing(rows, today)
    found = []
    for row in rows:
        ended, after = times[row.pk].ended, times[row.pk].after
        note = _place_note(row, typed) + (f", ended {ended}" if ended else "")
        led = tuple((one.name, one.url) for one in after) if ended else ()
        found.append(Found(row.name, row.get_absolute_url(), note, after=led))
    return _group("places", "place", typed, found, count)


def _place_note(place: Any, typed: str) -> str:
    kind = place.get_kind_display()
    inside = place.region_name if place.region_name != place.name else ""
    parts = (capitalised(kind), inside, place_match(place.match, typed, place.name))
    return ", ".join(part for part in parts if part)


def _pilots(user: Any, typed: str) -> Group:
    rows, count = _ranked(Pilot.objects.visible_to(user).with_places(), typed)
    found = (
        Found(row.title, row.get_absolute_url(), _pilot_note(row), row.get_status_display())
        for row in rows
    )
    return _group("pilots", "pilot", typed, found, count)


def _pilot_note(pilot: Pilot) -> str:
    return ". ".join(part for part in (str(pilot.lead_place or ""), pilot.summary) if part)


def _barriers(user: Any, typed: str) -> Group:
    rows, count = _ranked(Barrier.objects.visible_to(user).for_rows(), typed)
    found = (
        Found(row.title, row.get_absolute_url(), _barrier_note(row), row.get_status_display())
        for row in rows
    )
    return _group("barriers", "barrier", typed, found, count)


def _barrier_note(barrier: Barrier) -> str:
    places = [link.place.name for link in barrier.place_links.all()]
    more = ["and others"] if len(places) > MOST_PLACES else []
    return ", ".join([barrier.reference, *places[:MOST_PLACES], *more])


def _organisations(user: Any, typed: str) -> Group:
    bodies = Organisation.objects.visible_to(user).found_by(typed).best_first(typed)
    told = with_organisation_match(bodies, typed).select_related("parent", "succeeded_by")
    rows, count = first_of(told.defer("search"), SHOWN)
    found = []
    for row in rows:
        after = row.succeeded_by
        led = ((after.name, after.get_absolute_url()),) if after else ()
        note = _organisation_note(row, typed)
        found.append(Found(row.name, row.get_absolute_url(), note, after=led))
    return _group("organisations", "organisation", typed, found, count)


def _organisation_note(body: Any, typed: str) -> str:
    sector = body.get_sector_display()
    team = f"Team of {body.parent.name}" if body.parent else capitalised(sector)
    parts = (team, organisation_match(body.match, typed))
    return ", ".join(part for part in parts if part)


def _posts(user: Any, typed: str) -> Group:
    rows, count = _some(Post.objects.visible_to(user).open(), typed, "organisation")
    found = (Found(row.title, row.get_absolute_url(), row.organisation.name) for row in rows)
    # That page ranks teams, so it is no list of exactly these
    url = f"{reverse('who_to_ask')}?{urlencode({'q': typed})}"
    said = "Who to ask among"
    return Group("job-roles", "Job roles", "job role", list(found), count, url, said)


def _programmes(user: Any, typed: str) -> Group:
    rows, count = first_of(Programme.objects.visible_to(user).found_by(typed), SHOWN)
    found = (Found(row.name, row.get_absolute_url(), programme_match(row, typed)) for row in rows)
    return _group("programmes", "programme", typed, found, count)


def _priorities(user: Any, typed: str, today: dt.date) -> Group:
    rows, count = _some(Priority.objects.visible_to(user), typed, "owner")
    found = (
        Found(
            row.title,
            row.get_absolute_url(),
            f"{row.get_tier_display().capitalize()}, {row.owner.name}",
            "" if (stands := row.standing(today)) == "current" else stands,
        )
        for row in rows
    )
    return _group("priorities", "priority,priorities", typed, found, count)


def _funds(user: Any, typed: str) -> Group:
    """Funds have no page of their own: each leads to what flows from it."""
    rows, count = first_of(Fund.objects.visible_to(user).found_by(typed), SHOWN)
    flows = reverse("flows")
    found = (Found(row.name, f"{flows}?{urlencode({'fund': row.slug})}") for row in rows)
    return Group("funds", "Funds", "fund", list(found), count)


def _flows(user: Any, typed: str) -> Group:
    rows, count = _some(Flow.objects.visible_to(user), typed, "receiver")
    found = (Found(str(row), row.get_absolute_url(), _flow_note(row)) for row in rows)
    return Group("flows", "Money", "flow", list(found), count)


def _flow_note(flow: Flow) -> str:
    receiver = flow.receiver.name if flow.receiver else flow.receiver_said
    amount = f"{flow.amount}, {flow.get_meaning_display()}"
    return f"{amount}, to {receiver}" if receiver else amount


def _lessons(user: Any, typed: str) -> Group:
    rows, count = _some(Lesson.objects.visible_to(user), typed, "pilot")
    found = (
        Found(row.text, row.get_absolute_url(), row.pilot.title, row.get_kind_display())
        for row in rows
    )
    return _group("lessons", "lesson", typed, found, count)


def _ranked(visible: QuerySet, typed: str) -> tuple[list[Any], BoundedCount]:
    """The rows that hold the words best, and how many hold them, in one query."""
    asked = SearchQuery(typed, config="english", search_type="websearch")
    # Ranking reads every row that it ranks, so it ranks no more than are counted
    rows = visible.filter(pk__in=_first_found(visible, typed))
    return counted(rows.annotate(rank=SearchRank("search", asked)).order_by("-rank", "-id"), SHOWN)


def _some(visible: QuerySet, typed: str, beside: str) -> tuple[list[Any], BoundedCount]:
    """Some rows that hold the words, in their own order, and how many do, in one query."""
    rows = visible.filter(pk__in=_first_found(visible, typed)).select_related(beside)
    return counted(rows, SHOWN)


def _first_found(visible: QuerySet, typed: str) -> QuerySet:
    """No more than are counted: putting all of them in order would read each."""
    return visible.found_by(typed).order_by().values("pk")[: MOST + 1]


def _group(name: str, noun: str, typed: str, found: Iterable[Found], count: BoundedCount) -> Group:
    """A group whose list is the page ``name``."""
    url = f"{reverse(name)}?{urlencode({'q': typed})}"
    several = noun.rsplit(",", maxsplit=1)[-1] if "," in noun else f"{noun}s"
    return Group(several.replace(" ", "-"), several.capitalize(), noun, list(found), count, url)
