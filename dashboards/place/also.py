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

MOST = 99


def counted(user: Any, place: Place, today: dt.date) -> Any:
    """How much there is of what the page does not show, up to ``MOST`` each. One query. Places that
    are made up are not counted within a real one."""
    signed_in = bool(user.is_authenticated)
    asked = user, can_read_working_text(user), bool(place.is_example), signed_in
    [counts] = _counts(*asked, place=place, today=today)
    return counts


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


def boards_label(counts: Any) -> str:
    """What stands beside the tab of who decides; empty where no board is seen."""
    return up_to(counts.deciding, MOST).label if counts.deciding else ""


def also_here(place: Place, counts: Any, known: PlaceNotes | None, *, signed_in: bool) -> list[Act]:
    """All other pages of a place, those that hold something first; ``known`` where what is not
    known does not stand on the page itself."""
    made = []
    if known and known.gaps:
        made.append(_page("Not known yet", "place_gaps", place, known.gap_count.words("question")))
    if signed_in:
        coming = f"{up_to(counts.coming, MOST).label} coming up" if counts.coming else ""
        url = f"{reverse('visits')}?place={place.slug}"
        made.append(Act("Visits", url, coming))
    said = up_to(counts.said, MOST).label if counts.said else "" if signed_in else "none yet"
    made.append(_page("You said, we did", "place_you_said", place, said))
    if counts.decided:
        decided = up_to(counts.decided, MOST).words("decision")
        made.append(Act("What was decided", f"{reverse('decisions')}?place={place.slug}", decided))
    tried = up_to(counts.tried, MOST).words("programme") if counts.tried else ""
    made.append(_page("Tried before", "place_before", place, tried))
    if counts.within:
        within = up_to(counts.within, MOST).label
        made.append(_page("Places within", "places_within", place, within))
    made += [
        _page("How it compares", "place_context", place),
        _page("Priorities", "place_priorities", place),
        _page("Services", "place_services", place),
        _page("Assets", "place_assets", place),
        _page("Calendar", "place_calendar", place),
        _page("History", "place_history", place),
    ]
    return sorted(made, key=lambda act: not act.count)


def everything(place: Place) -> Act:
    """The page that leads to all others."""
    return _page(f"Everything about {with_article(place.name)}", "place_about", place)


def _page(label: str, name: str, place: Place, count: str = "") -> Act:
    return Act(label, reverse(name, args=[place.slug]), count)
