"""Publications as a list: what waits for the place, for the body, or for a pause to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from barriers.models import Publication
from barriers.publication.context import of_publication
from interface.exports import Column
from interface.filters import FilterSet, OneOf
from interface.paging import Sort
from interface.words import capitalised_choices
from partnerships.visibility import Reader, reader_of

OF_US, OURS = "of-us", "ours"
WAITING = ("waiting", "Not public yet")
SORTS = (Sort("asked", "id", says=lambda one: f"{one.pk}", starts_descending=True),)


def of_our_places(rows: Any, reader: Reader) -> QuerySet[Publication]:
    """Those of barriers at places that the reader edits, of programmes that they lead, or that
    they asked for."""
    rule = Q(created_by=reader.user_id) | Q(barrier__programme__in=sorted(reader.led_programmes))
    if reader.edited_places:
        rule |= Q(barrier__reach_ids__overlap=sorted(reader.edited_places))
    return rows.filter(rule)


class PublicationFilter(FilterSet):
    """``PublicationFilter(request.GET, request=request)`` over those that the reader may see."""

    whose = OneOf(
        "Whose",
        choices=[
            (OURS, "Of your places and programmes"),
            (OF_US, "Naming your organisations"),
        ],
        method="of_whom",
    )
    state = OneOf("Where it stands", method="at_state")

    def __init__(self, data: Mapping[str, Any], *, request: Any) -> None:
        self.user = request.user
        super().__init__(data, Publication.objects.visible_to(request.user), request=request)
        states = capitalised_choices(Publication.State.choices)
        self.filters["state"].extra["choices"] = [WAITING, *states]

    def of_whom(self, rows: Any, name: str, whose: str) -> QuerySet[Publication]:
        """Those of the reader's places and programmes, or of their bodies."""
        reader = reader_of(self.user)
        if reader is None:
            return rows.none()
        if whose == OF_US:
            return rows.of_bodies(reader.organisations)
        return of_our_places(rows, reader)

    def at_state(self, rows: Any, name: str, state: str) -> QuerySet[Publication]:
        """Those at one state, or all that are not public yet."""
        return rows.waiting() if state == WAITING[0] else rows.filter(state=state)


def step_words(publication: Publication) -> str:
    """Where one stands, as a tag says it; late is nobody here."""
    if publication.state == Publication.State.BODY and publication.reply_by:
        left = (publication.reply_by - timezone.localdate()).days
        return "Due now" if left < 0 else publication.get_state_display().capitalize()
    return publication.get_state_display().capitalize()


def _reply(one: Publication) -> str:
    found = of_publication(one)
    return found.text if found.reply or one.state == Publication.State.PUBLISHED else ""


COLUMNS = (
    Column("reference", "Barrier", "Its reference", lambda one: one.barrier.reference),
    Column("barrier", "What is in the way", "Its title", lambda one: one.barrier.title),
    Column(
        "body", "Names", "The organisation that is named, of today's name", lambda o: str(o.body)
    ),
    Column("state", "State", "Where it stands", lambda one: one.get_state_display()),
    Column("agreed", "Agreed", "When the place agreed", lambda one: one.agreed_on),
    Column("reply_by", "Reply by", "The last of the ten working days", lambda one: one.reply_by),
    Column("replied", "Replied", "When the organisation first replied", lambda o: o.replied_on),
    Column("published", "Published", "Since when everybody reads it", lambda o: o.published_on),
    Column("reply", "Reply", "What stands beside it", _reply),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
