"""What every page of an organisation shares: which organisation it is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from interface.context import lead_on
from interface.pages import RecordPage
from partnerships.models import Organisation


def of_organisation(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of one organisation: it is given the organisation, not its slug.

    An address that it had before, or that of a body merged into it, leads on for good; 404 for
    others.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **more: str) -> HttpResponseBase:
        rows = Organisation.objects.visible_to(request.user)
        record = rows.filter(slug=slug).select_related("parent").first()
        if record is not None:
            return view(request, record, **more)
        moved = get_object_or_404(rows, former_addresses__slug=slug)
        return lead_on(request, moved.slug, for_good=True)

    return wrapped


class OfOrganisation(RecordPage):
    """A page class of one organisation, found as by ``of_organisation``."""

    model = Organisation

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view, given the organisation that its address leads to."""
        page: Any = super().as_view(**initkwargs)

        @wraps(page)
        def view(request: HttpRequest, record: Organisation, **more: str) -> HttpResponseBase:
            answer: HttpResponseBase = page(request, record=record, **more)
            return answer

        return of_organisation(view)

    def load(self) -> Organisation:
        record: Organisation = self.kwargs["record"]
        return record

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}
