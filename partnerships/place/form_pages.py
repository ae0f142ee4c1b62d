"""What the forms of a place's parts share: drafts named after the place, who may, the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from partnerships.models import Place
from partnerships.place.frame import frame
from records import drafts
from records.drafts import Kind

May = Callable[[Any, Place], bool]


def kind_of_place(key: str, words: str, url: str, may: May) -> Kind:
    """Drafts of a form that begins at a place; the target is the place's slug."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        place = Place.objects.visible_to(user).filter(slug=target).first()
        return f"{words} in {place.name}" if place and may(user, place) else None

    return drafts.register(key, title=title, url=lambda target: reverse(url, args=[target]))


def kind_of_record(key: str, words: str, url: str, rows: Callable[[Any], Any], may: May) -> Kind:
    """Drafts of a form about something at a place; the target is its number."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        found = rows(user).filter(pk=int(target)).first() if target.isdecimal() else None
        if found is None or not may(user, found.place):
            return None
        return f"{words}: {found}"

    return drafts.register(key, title=title, url=lambda target: reverse(url, args=[target]))


def ask(user: Any, place: Place, may: May) -> None:
    """Go on only if the reader may. Raises PermissionDenied."""
    if not may(user, place):
        raise PermissionDenied


def show(
    request: HttpRequest,
    place: Place,
    draft: tuple[Kind, str],
    make: Callable[..., Any],
    write: Callable[[Any], Any],
    *,
    above: tuple[str, str],
    heading: str,
    said: str,
    lead: str = "",
    verb: str = "Save",
    **kwargs: Any,
) -> HttpResponse:
    """The page of a form below the page ``above`` (its label and address) of a place.

    ``draft`` is the kind of its drafts and what they are about.
    """
    stand = frame(place)
    crumbs = [*stand.pop("crumbs"), above, (heading, "")]
    page = FormPage(
        kind=draft[0],
        target=draft[1],
        heading=heading,
        lead=lead,
        back=above[1],
        crumbs=crumbs,
        verb=verb,
        said=said,
        context=stand,
    )
    return answer(request, page, make, write, **kwargs)
