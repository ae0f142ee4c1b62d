"""Who keeps a page of the directory right, and by when it is looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.forms.care import BodyKeeperForm, KeeperForm
from partnerships.models import Organisation, Place
from partnerships.permissions import can_keep
from partnerships.views.form_page import FormPage, answer
from records import drafts

FORMS: dict[Any, type[KeeperForm]] = {Place: KeeperForm, Organisation: BodyKeeperForm}


def _kept(user: Any, model: Any, slug: str) -> Any:
    """The record; raises Http404 or PermissionDenied where it is not this reader's to keep."""
    record = get_object_or_404(model.objects.visible_to(user), slug=slug)
    if not can_keep(user, record):
        raise PermissionDenied
    return record


def _keeper_kind(model: Any, url: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"Who keeps the page of {_kept(user, model, target)}"
        except (Http404, PermissionDenied):
            return None

    return drafts.register(
        url.replace("_", "-"), title=title, url=lambda target: reverse(url, args=[target])
    )


KINDS = {
    Place: _keeper_kind(Place, "place_keeper"),
    Organisation: _keeper_kind(Organisation, "organisation_keeper"),
}
LISTS = {Place: ("Places", "places"), Organisation: ("Organisations", "organisations")}


def place_keeper(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a place."""
    return _keeper(request, Place, slug)


def body_keeper(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an organisation."""
    return _keeper(request, Organisation, slug)


def _keeper(request: HttpRequest, model: Any, slug: str) -> HttpResponse:
    record = _kept(request.user, model, slug)
    (label, above), here = LISTS[model], record.get_absolute_url()
    heading = f"Who keeps the page of {record}"
    page = FormPage(
        kind=KINDS[model],
        target=slug,
        heading=heading,
        back=here,
        crumbs=[(label, reverse(above)), (str(record), here), (heading, "")],
        context={"example": record.is_example},
    )
    return answer(request, page, FORMS[model], instance=record, user=request.user)
