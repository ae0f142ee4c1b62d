"""What the address of a form of money fills in: ``?place=`` and ``?programme=``."""

from __future__ import annotations

from django.http import HttpRequest

from partnerships.models import Place, Programme
from partnerships.visibility import reader_of


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
