"""Records in the words of schema.org, for search engines: of what the page has loaded already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from governance.models import Board, BoardMeeting
from interface.context import absolute
from open_data.catalogue.dcat import ABOUT, TITLE
from open_data.licence import licence
from open_data.lists import OpenList
from open_data.models import PublicRecord
from partnerships.models import Organisation
from partnerships.place.head import Head

LONDON = ZoneInfo("Europe/London")
Thing = dict[str, Any]


def place(head: Head) -> Thing:
    """A place, with its official code and the region that it lies in."""
    code = {"@type": "PropertyValue", "propertyID": "GSS", "value": head.code}
    is_region = head.region is not None and head.region.slug == head.place.slug
    return _known(
        _named("AdministrativeArea", head.place),
        alternateName=list(head.also),
        description=head.place.description,
        identifier=code if head.code else None,
        containedInPlace=None if is_region else head.region and _near(head.region),
    )


def _near(above: Any) -> Thing:
    return {"@type": "AdministrativeArea", "name": above.name, "url": absolute(above.url)}


def organisation(organisation: Organisation, also_called: Sequence[str]) -> Thing:
    """A body, or a team of one."""
    parent = organisation.parent
    return _known(
        _named("Organization", organisation),
        alternateName=list(also_called),
        description=organisation.description,
        parentOrganization=parent and _named("Organization", parent),
    )


def board(board: Board) -> Thing:
    """A board and the places for which it sits."""
    places = [link.place for link in board.place_links.all()]
    return _known(
        _named("Organization", board),
        description=board.purpose,
        areaServed=[_named("AdministrativeArea", place) for place in places],
    )


def meeting(meeting: BoardMeeting) -> Thing:
    """A meeting of a board as an event: a day, or from one instant to another."""
    is_off = meeting.state == BoardMeeting.State.CALLED_OFF
    where = {"@type": "Place", "name": meeting.where, "address": meeting.where}
    return _known(
        _named("Event", meeting) | {"name": f"{meeting.board} meets"},
        startDate=_when(meeting.on, meeting.starts_at),
        endDate=_when(meeting.on, meeting.ends_at) if meeting.ends_at else None,
        eventStatus=f"https://schema.org/Event{'Cancelled' if is_off else 'Scheduled'}",
        location=where if meeting.where else None,
        organizer=_named("Organization", meeting.board),
    )


def _when(day: dt.date, hour: dt.time | None) -> str:
    if hour is None:
        return day.isoformat()
    return dt.datetime.combine(day, hour, LONDON).isoformat()


def dataset(lists: Sequence[OpenList], latest: PublicRecord | None) -> Thing:
    """All that can be taken away: each list as a file, and all of them as one."""
    data, terms = absolute(reverse("data")), licence()
    files = [_file(one.label, absolute(one.csv), "text/csv") for one in lists]
    if latest:
        whole = absolute(reverse("public_record_latest"))
        files.insert(0, _file(TITLE, whole, "application/zip"))
    return _known(
        {"@type": "Dataset", "@id": data, "url": data, "name": TITLE, "description": ABOUT},
        license=terms.url if terms else None,
        isAccessibleForFree=True,
        creator={"@type": "Organization", "name": "Placebook", "url": absolute("/")},
        spatialCoverage={"@type": "Place", "name": "England"},
        dateModified=latest.day.isoformat() if latest else None,
        distribution=files,
    )


def _file(name: str, url: str, media_type: str) -> Thing:
    at = {"contentUrl": url, "encodingFormat": media_type}
    return {"@type": "DataDownload", "name": name, **at}


def trail(steps: Iterable[tuple[str, str]]) -> Thing:
    """The way to a page; the last of its steps, the page itself, has no address there."""
    items = [
        _known({"@type": "ListItem", "position": at, "name": label}, item=url and absolute(url))
        for at, (label, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _named(kind: str, record: Any) -> Thing:
    url = absolute(record.get_absolute_url())
    return {"@type": kind, "@id": url, "url": url, "name": str(record)}


def _known(thing: Thing, **more: Any) -> Thing:
    """With what of the rest is known."""
    return {**thing, **{name: value for name, value in more.items() if value}}
