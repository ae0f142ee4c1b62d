"""How towns, wards and postcodes take part in the whole, each leading to its council; and the
boundaries of places."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.urls import reverse

from geography.locality import postcodes
from geography.models import Boundary, Locality, LocalityRelease
from interface.words import capitalised, date_words
from partnerships.place.list_dates import Standing, standing
from partnerships.place.permissions import can_keep_boundary
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import Does, PlaceRule
from records.reading import rows_seen
from records.resting import CitesSource, Line, SourceKept
from registry.search import Found


def found_in(user: Any, typed: str, most: int, today: dt.date) -> list[Found]:
    """The best few as search results, with what came after a council that has ended.

    A postcode that a list has stands alone, without those that begin so.
    """
    rows = Locality.objects.visible_to(user).offered(typed, most)
    if postcodes.read(typed):
        rows = [row for row in rows if getattr(row, "is_whole", False)] or rows
    times = standing([row.place for row in rows if row.is_replaced], today)
    return [_found(row, times.get(row.place_id)) for row in rows]


def _found(row: Any, place: Standing | None) -> Found:
    after = place.after if place and place.ended else ()
    return Found(
        row.title,
        row.get_absolute_url(),
        capitalised(row.where),
        after=tuple((one.name, one.url) for one in after),
        lies_in=tuple(one.slug for one in after) or (row.place.slug,),
    )


def missing_postcode(typed: str) -> str:
    """What to say of a postcode that no list has; empty for anything else."""
    return Locality.objects.all().missing_words(typed)


def _boundary_line(row: Boundary) -> Line:
    return Line(str(row), reverse("boundary", args=[row.place.slug]), date_words(row.as_at))


def _keeps(user: Any, row: Boundary) -> bool:
    return can_keep_boundary(user, row.place)


def _line(release: LocalityRelease) -> Line:
    return Line(capitalised(release.get_table_display()), reverse("about_data"), release.name)


REGISTRATIONS = (
    CitesSource(
        model=LocalityRelease,
        key="localities",
        noun="list of places,lists of places",
        order=910,
        line=_line,
    ),
    PlaceRule(
        Locality,
        "place",
        Does.STAY,
        because="lists name the old councils, whose pages lead on; newer ones are loaded",
    ),
    PlaceRule(Boundary, "place", Does.STAY, because="it was drawn for the old area"),
    SourceKept(model=Boundary, permission=_keeps, reads=("place",)),
    CitesSource(
        model=Boundary,
        key="boundaries",
        noun="boundary of a place,boundaries of places",
        order=885,
        line=_boundary_line,
        needs=("place",),
        seen=partial(rows_seen, Boundary),
    ),
    HistoryLabel(model=Boundary, noun="boundary", named_by=("as_at",), silent=("shape",)),
    Absent(
        model=LocalityRelease,
        at=Whole.FILES,
        why="it is the load of a published file, which has a page of its own",
    ),
)
