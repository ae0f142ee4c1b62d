"""Care of the directory: confirming pages, and saying which job role keeps them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from access.permissions import keeps_anything
from interface.words import count_words
from partnerships.models import Organisation, Place
from people.review import actions
from people.review.forms import BodyKeeperForm, KeeperForm
from people.review.permissions import can_keep
from records import drafts
from records.form_views import EditPage

MOST_AT_ONCE = 200


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """One press: all that these pages say holds today."""
    keys = request.POST.getlist("record")[:MOST_AT_ONCE]
    records = actions.find_records(request.user, keys)
    if not records and not keeps_anything(request.user):
        raise PermissionDenied
    if not all(can_keep(request.user, record) for record in records):
        raise PermissionDenied
    if not records:
        messages.warning(request, "Tick the pages that you confirm.")
        return redirect(_queue(request))
    count = actions.confirm(by=request.user, records=records)
    if request.POST.get("back") == "record" and count == 1:
        messages.success(request, "Confirmed as of today.")
        return redirect(records[0])
    messages.success(request, f"{count_words(count, 'page')} confirmed as of today.")
    return redirect(_queue(request))


def _queue(request: HttpRequest) -> str:
    """The page of the queue that the form stood on: ``back`` is "never/post", for one."""
    why, between, kind = request.POST.get("back", "").partition("/")
    if between:
        with contextlib.suppress(NoReverseMatch):
            return reverse("directory_queue_of", args=[why, kind])
    return reverse("directory_queue")


def _keeper_draft(model: Any, url: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        record = model.objects.visible_to(user).filter(slug=target).first()
        return (
            f"Who looks after the page of {record}" if record and can_keep(user, record) else None
        )

    return drafts.register(
        url.replace("_", "-"), title=title, url=lambda target: reverse(url, args=[target])
    )


class _Keeper(EditPage):
    """Which job role keeps a page right, and by when somebody looks at it again."""

    key, lead = "slug", ""
    permission = can_keep
    listed: tuple[str, str]

    @property
    def target(self) -> str:
        return str(self.kwargs[self.key])

    def get_context_data(self) -> dict[str, Any]:
        return {"record": self.record, "example": self.record.is_example}

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Who looks after the page of {self.record}"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        label, url = self.listed
        return [(label, reverse(url)), (str(self.record), self.cancel_url), (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user}


class PlaceKeeper(_Keeper):
    """Of a place."""

    model, form, draft = Place, KeeperForm, _keeper_draft(Place, "place_keeper")
    listed = ("Places", "places")


class OrganisationKeeper(_Keeper):
    """Of an organisation."""

    model, form = Organisation, BodyKeeperForm
    draft = _keeper_draft(Organisation, "organisation_keeper")
    listed = ("Organisations", "organisations")
