"""Load a pilot, an update or an indicator for a reader, or answer that there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pilots import permissions
from pilots.models import Indicator, Pilot, Update

May = Callable[[Any, Pilot], bool]

LARGEST_NUMBER = 32_767
MOST_DIGITS = 18


def pilot(request: HttpRequest, slug: str) -> Pilot:
    """The pilot with this address, with its places and programme; 404 where it is not seen."""
    rows = Pilot.objects.visible_to(request.user).with_places().select_related("source", "parent")
    return get_object_or_404(rows, slug=slug)


def pilot_for(request: HttpRequest, slug: str, may: May = permissions.can_log_progress) -> Pilot:
    """The same for somebody who ``may`` do this to it; 403 where they see it and may not."""
    found = pilot(request, slug)
    if not may(request.user, found):
        raise PermissionDenied
    return found


def draft_title(
    what: str, may: May = permissions.can_log_progress
) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    """How drafts of a form about a pilot are called; None for somebody who may not send it.

    The form's target is the pilot's slug, with what else it needs behind a stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        slug = target.partition("/")[0]
        found = Pilot.objects.visible_to(user).with_places().filter(slug=slug).first()
        return f"{what}: {found.title}" if found and may(user, found) else None

    return title


def update(request: HttpRequest, of: Pilot, number: int) -> Update:
    """An update of a pilot; 404 where this reader does not see it."""
    rows = Update.objects.visible_to(request.user).filter(pilot=of)
    people = rows.select_related("created_by", "questioned_by", "accepted_by")
    found = get_object_or_404(people, number=_bounded(number))
    found.pilot = of
    return found


def indicator(request: HttpRequest, of: Pilot, number: int) -> Indicator:
    """An indicator of a pilot that the reader sees."""
    rows = of.indicators.select_related("shared", "part_of")
    found = get_object_or_404(rows, number=_bounded(number))
    found.pilot = of
    return found


def crumbs(of: Pilot, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page of a pilot is: the places, its lead place, the pilot."""
    place = of.lead_place
    above = [(place.name, place.get_absolute_url())] if place else []
    above = [("Places", reverse("places")), *above]
    return [*above, (of.name or "Pilot", of.get_absolute_url()), *below]


def frame(of: Pilot) -> dict[str, Any]:
    """What every page of a pilot hands to its template."""
    place = of.lead_place
    return {"pilot": of, "example": bool(place and place.is_example)}


def _bounded(number: int) -> int:
    """A number that the column can hold; one that it cannot is no record's."""
    return number if number <= LARGEST_NUMBER else 0
