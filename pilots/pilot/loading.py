"""Load a pilot for a reader, or answer that there is none; what its pages and drafts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pilots.models import Pilot
from pilots.pilot.permissions import can_log_progress
from records import drafts

May = Callable[[Any, Pilot], bool]
MOST_DIGITS = 18


def pilot(request: HttpRequest, slug: str) -> Pilot:
    """The pilot with this address, with its places and programme; 404 where it is not seen."""
    rows = Pilot.objects.visible_to(request.user).with_places().select_related("source", "parent")
    return get_object_or_404(rows, slug=slug)


def pilot_for(request: HttpRequest, slug: str, may: May = can_log_progress) -> Pilot:
    """The same for somebody who ``may`` do this to it; 403 where they see it and may not."""
    found = pilot(request, slug)
    if not may(request.user, found):
        raise PermissionDenied
    return found


def draft_title(
    what: str, may: May = can_log_progress
) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    """How drafts of a form about a pilot are called; None for somebody who may not send it.

    The form's target is the pilot's slug, with what else it needs behind a stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        slug = target.partition("/")[0]
        found = Pilot.objects.visible_to(user).with_places().filter(slug=slug).first()
        return f"{what}: {found.title}" if found and may(user, found) else None

    return title


def draft(key: str, what: str, *pages: str, may: May = can_log_progress) -> drafts.Kind:
    """A kind of draft about a pilot, named as ``draft_title`` names it.

    ``pages`` are the names of its addresses: the last one where the target has two parts.
    """

    def url(target: str) -> str:
        parts = target.split("/", 1)
        return reverse(pages[0] if len(parts) == 1 else pages[-1], args=parts)

    return drafts.register(key, title=draft_title(what, may), url=url)


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
