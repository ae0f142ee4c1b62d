"""Whom to ask about a place: the job roles that cover it, and the teams that serve it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse

from interface.words import date_words
from partnerships.job_role.models import Post, PostPlace
from partnerships.organisation.models import Organisation, OrganisationPlace
from partnerships.place.models.place import Place
from records.addresses import address

SHOWN = 6
AT_PLACE, ABOVE, TEAM = range(3)
# Of a row; the last is the team, of which a job role answers where one is recorded
COLUMNS = ("nearness", "sort_key", "pk", "address_part", "called", "body", "day", "of")


@dataclass(frozen=True, slots=True)
class Contact:
    """A job role with its team, or a team of which no job role is recorded."""

    title: str
    url: str
    team: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class PlaceContacts:
    """Whom to ask here, the nearest first; ``url`` is where to ask about anything else."""

    contacts: list[Contact]
    more: bool
    url: str


def contacts_of(user: Any, place: Place) -> PlaceContacts:
    """Job roles that cover this place or one above it, then teams that serve it. One query."""
    posts: Any = _posts(user, place).values_list(*COLUMNS)
    teams: Any = _teams(user, place).values_list(*COLUMNS)
    rows = list(posts.union(teams, all=True).order_by("nearness", "sort_key", "pk"))
    answering = {row[-1] for row in rows if row[0] != TEAM}
    contacts = [_contact(row) for row in rows if row[0] != TEAM or row[-1] not in answering]
    more = sum(row[0] != TEAM for row in rows) > SHOWN
    return PlaceContacts(contacts[:SHOWN], more, f"{reverse('who_to_ask')}?place={place.slug}")


def _posts(user: Any, place: Place) -> QuerySet[Post]:
    """The first few open roles, those of the place itself before those of places above."""
    links = PostPlace.objects.filter(place__reach_down__place=place).order_by()
    here = links.filter(post=OuterRef("pk"), place=place)
    seen = Post.objects.visible_to(user).open().filter(pk__in=links.values("post"))
    rows = seen.annotate(
        nearness=Case(When(Exists(here), then=AT_PLACE), default=ABOVE),
        address_part=Value("", output_field=CharField()),
        called=F("title"),
        body=F("organisation__name"),
        day=F("confirmed_on"),
        of=F("organisation"),
    )
    return rows.order_by("nearness", "sort_key", "pk")[: SHOWN + 1]


def _teams(user: Any, place: Place) -> QuerySet[Organisation]:
    """The first few teams within a larger body that serve just this place."""
    links = OrganisationPlace.objects.filter(place=place, role=OrganisationPlace.Role.SERVES)
    seen = Organisation.objects.visible_to(user).filter(parent__isnull=False)
    rows = seen.filter(pk__in=links.order_by().values("organisation")).annotate(
        nearness=Value(TEAM),
        address_part=F("slug"),
        called=F("name"),
        body=F("parent__name"),
        day=F("reviewed_on"),
        of=F("pk"),
    )
    return rows.order_by("sort_key", "pk")[: 2 * SHOWN + 1]


def _contact(row: tuple[Any, ...]) -> Contact:
    nearness, _, pk, slug, title, body, day, _ = row
    url = address("organisation", slug) if nearness == TEAM else address("post", pk)
    return Contact(title, url, body, f"confirmed {date_words(day)}" if day else "never confirmed")
