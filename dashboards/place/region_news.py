"""The latest news of the pilots in a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.kept import kept
from interface.words import capitalised
from partnerships.models import Place
from partnerships.place.examples import without_examples
from pilots.models import Pilot, Update
from records.addresses import address

SHOWN = 3


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: which pilot, what it says, and of which place and time it is."""

    title: str
    url: str
    text: str
    note: str


def news_of(user: Any, place: Place) -> list[News]:
    """Of the pilots here and at places within that the reader sees. One query.

    What is made up stays out, unless the place itself is.
    """
    return [_news(row) for row in _latest(user, bool(place.is_example), place=place)]


def pilots_seen(user: Any, place: Any, *, made_up: bool) -> QuerySet[Pilot]:
    """The pilots here and at places within; with those made up as an example or without."""
    seen = Pilot.objects.visible_to(user).in_place(place)
    return seen if made_up else without_examples(seen)


@kept
def _latest(user: Any, made_up: bool, *, place: Any) -> Any:
    """The latest updates that were accepted and say something to everybody."""
    pilots = pilots_seen(user, place, made_up=made_up).order_by().values("pk")
    rows = Update.objects.accepted().filter(pilot__in=pilots).exclude(public_sentence="")
    return rows.with_pilot().order_by("-period_end", "-id")[:SHOWN]


def _news(row: Any) -> News:
    row.pilot.known_lead = row.pilot_lead
    url = address("pilot_update_page", row.pilot.slug, row.number)
    parts = (row.pilot_lead, capitalised(row.period.words))
    return News(row.pilot.title, url, row.public_sentence, "; ".join(filter(None, parts)))
