"""What the address of a form fills in: ``?place=``, ``?programme=``, ``?giver=`` and the like."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from access.visibility import reader_of
from partnerships.models import Organisation, Place, Programme
from records.dates import Precision


def asked_place(request: HttpRequest) -> Place | None:
    """The place that the address names, else the one place of somebody who works at one."""
    named: Place | None = Place.objects.visible_to(request.user).at_address(
        request.GET.get("place", "")
    )
    if named:
        return named
    reader = reader_of(request.user)
    own = sorted(reader.contributed_places) if reader else []
    return Place.objects.filter(pk=own[0]).first() if len(own) == 1 else None


def asked_programme(request: HttpRequest) -> Programme | None:
    """The programme that the address names."""
    return Programme.objects.filter(slug=asked_slug(request, "programme")).first()


def asked_slug(request: HttpRequest, name: str) -> str:
    """What the address says under this name, as a slug that a database takes."""
    return request.GET.get(name, "").replace("\x00", "")


def asked_body(request: HttpRequest, name: str) -> Organisation | None:
    """The organisation that the address names; asked of the database only where it names one."""
    slug = asked_slug(request, name)
    bodies = Organisation.objects.visible_to(request.user)
    return bodies.filter(slug=slug, merged_into=None).first() if slug else None


def asked_day(request: HttpRequest, name: str) -> tuple[dt.date, str] | None:
    """The day that the address says, as a box for a date takes it; none where it says no day."""
    try:
        return dt.date.fromisoformat(request.GET.get(name, "")), Precision.DAY
    except ValueError:
        return None
