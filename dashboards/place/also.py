"""Where the rest of a place is: its other pages, those that hold something with how much."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from access.kept import kept
from access.subqueries import UpTo
from dashboards.place.needs import Act
from governance.models import Board, Decision
from interface.articles import with_article
from interface.paging import up_to
from partnerships.models import Place, PlaceReach
from pilots.models import Engagement, YouSaid
from pilots.pilot.permissions import can_read_working_text
from pilots.place.notes import PlaceNotes
from pilots.place.programmes import programmes_at
from records.statements import Given
from registry.record_pages import other_pages

MOST = 99


def counted(user: Any, place: Place, today: dt.date, known: PlaceNotes | None) -> dict[str, str]:
    """How much there is of what the page does not show, in words, up to ``MOST`` each; ``known``
    where what is not known does not stand on the page itself. One query. Places that are made up
    are not counted within a real one."""
    signed_in = bool(user.is_authenticated)
    asked = user, can_read_working_text(user), bool(place.is_example), signed_in
    [counts] = _counts(*asked, place=place, today=today)
    said = _words(counts.said)
    return {
        "gaps": known.gap_count.words("question") if known and known.gaps else "",
        "coming": _words(counts.coming, "{} coming up"),
        "said": said or ("" if signed_in else "none yet"),
        "boards": _words(counts.deciding),
        "decided": up_to(counts.decided, MOST).words("decision") if counts.decided else "",
        "tried": up_to(counts.tried, MOST).words("programme") if counts.tried else "",
        "within": _words(counts.within),
    }


def _words(count: int, words: str = "{}") -> str:
    return words.format(up_to(count, MOST).label) if count else ""


@kept
def _counts(
    user: Any, with_visits: bool, made_up: bool, signed_in: bool, *, place: Any, today: Given
) -> QuerySet[Place]:
    visits = Engagement.objects.visible_to(user).visits().at_place(place)
    coming = visits.filter(state=Engagement.State.PLANNED, on_key__gte=today)
    said = YouSaid.objects.approved().in_place(place)  # which everyone reads
    boards = Board.objects.visible_to(user).in_place(place)
    decided = Decision.objects.decided_for_all(signed_in=signed_in).in_place(place)
    within = PlaceReach.objects.filter(ancestor=place).exclude(place=place)
    if not made_up:
        within = within.filter(place__is_example=False)
    return (
        Place.objects.filter(pk=place.pk)
        .annotate(
            said=UpTo(said, MOST),
            deciding=UpTo(boards, MOST),
            decided=UpTo(decided, MOST),
            tried=UpTo(programmes_at(place), MOST),
            within=UpTo(within, MOST),
            coming=UpTo(coming if with_visits else coming.none(), MOST),
        )
        .only("pk")
        .order_by()
    )


def also_here(
    user: Any, place: Place, counted: dict[str, str], *, whole: bool = False
) -> list[Act]:
    """All other pages of a place, those that hold something first; those that stand apart are on
    the page of the ``whole`` alone."""
    pages = other_pages(user, place, "place", counted, whole=whole)
    made = [Act(page.label, page.url(place), page.how_many(counted)) for page in pages]
    return sorted(made, key=lambda act: not act.count)


def everything(place: Place) -> Act:
    """The page that leads to all others."""
    url = reverse("place_about", args=[place.slug])
    return Act(f"Everything about {with_article(place.name)}", url)
