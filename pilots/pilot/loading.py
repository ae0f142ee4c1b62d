"""Load a pilot for a reader, or answer that there is none; what its pages and drafts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from access.kept import kept
from interface.paging import row_number
from partnerships.place.known_reach import know_reach_of_links
from pilots.models import Pilot
from pilots.pilot.permissions import can_log_progress
from records import drafts
from records.statements import Given

May = Callable[[Any, Pilot], bool]
# What a pilot is called in the trail of its own page and of those that are its tabs
KIND = "Pilot"


def pilot(request: HttpRequest, slug: str) -> Pilot:
    """The pilot with this address, with its places and programme; 404 where it is not seen."""
    found: Pilot | None = next(iter(_at(request.user, slug=slug)), None)
    if found is None:
        raise Http404
    know_reach_of_links(found.place_links.all())
    return found


@kept
def _at(user: Any, *, slug: Given) -> Any:
    rows = Pilot.objects.visible_to(user).with_places(and_above=True)
    return rows.select_related("source", "parent").filter(slug=slug)


def pilot_for(request: HttpRequest, slug: str, may: May = can_log_progress) -> Pilot:
    """The same for somebody who has the ``permission`` to do this to it; 403 where they see it and
    may not.
    """
    loaded = pilot(request, slug)
    if not may(request.user, loaded):
        raise PermissionDenied
    return loaded


def draft_title(
    what: str, may: May = can_log_progress
) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    """How drafts of a form about a pilot are called; None for somebody who may not send it.

    The form's target is the pilot's slug, with what else it needs behind a stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        slug = target.partition("/")[0]
        match = Pilot.objects.visible_to(user).with_places().filter(slug=slug).first()
        return f"{what}: {match.title}" if match and may(user, match) else None

    return title


def draft(key: str, what: str, *pages: str, may: May = can_log_progress) -> drafts.Kind:
    """A kind of draft about a pilot, named as ``draft_title`` names it.

    ``pages`` are the names of its addresses: the last one where the target has two parts.
    """

    def url(target: str) -> str:
        parts = target.split("/", 1)
        return reverse(pages[0] if len(parts) == 1 else pages[-1], args=parts)

    return drafts.register(key, title=draft_title(what, may), url=url)


def breadcrumbs(of: Pilot, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page of a pilot is: its lead place, the pilot."""
    place = of.lead_place
    above = (place.name, place.get_absolute_url()) if place else ("Pilots", reverse("pilots"))
    return [above, (of.name or "Pilot", of.get_absolute_url()), *below]


def frame(of: Pilot) -> dict[str, Any]:
    """What every page of a pilot hands to its template."""
    place = of.lead_place
    return {"pilot": of, "example": bool(place and place.is_example)}


def register_part(key: str, words: str, may: May = can_log_progress) -> drafts.Kind:
    """Make the form known that adds and changes parts of a pilot.

    It stands at the addresses ``<key>_add`` and ``<key>_edit``; the target is the pilot's slug,
    with the part's number behind a stroke.
    """

    return draft(key.replace("_", "-"), words, f"{key}_add", f"{key}_edit", may=may)


def title_of(
    words: str, model: Any, may: Callable[[Any, Any], bool], by: str = "pk"
) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    """How drafts of a form about a record are called; None for who may not send it.

    The form's target is the record's number (its column ``by``), with what else it needs behind a
    stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        name = target.partition("/")[0]
        value = row_number(name) if by == "pk" else name
        record = model.objects.visible_to(user).filter(**{by: value}).first()
        return f"{words}: {record}" if record and may(user, record) else None

    return title


def register_change(
    key: str, words: str, address: str, of: tuple[Any, Callable[[Any, Any], bool]], by: str = "pk"
) -> drafts.Kind:
    """Make the form known that stands at this address and is about one record.

    ``of`` is the record's model, and who may send the form: ``permission(user, record)``.
    """
    model, may = of
    return drafts.register(
        key,
        title=title_of(words, model, may, by),
        url=lambda target: reverse(address, args=[target]),
    )
