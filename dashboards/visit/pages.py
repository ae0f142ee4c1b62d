"""The pack for a visit, in one print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dashboards.visit.record import pack_of
from interface.pages import RecordPage
from pilots.engagement import reading
from pilots.models import Engagement


class VisitPack(RecordPage):
    """For everyone signed in who sees the visit; it holds what its reader may see."""

    model = Engagement
    template_name = "dashboards/visit/pack.html"
    here = "Visit pack"

    def rows(self) -> Any:
        rows = super().rows().filter(kind=Engagement.Kind.VISIT)
        return reading.with_all(rows).prefetch_related("pilot__place_links__place")

    def above(self) -> list[tuple[str, str]]:
        return [("Visits", reverse("visits"))]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        pack = pack_of(request.user, self.record, timezone.localdate())
        if pack is None:
            raise Http404("the place of this visit is gone")
        return self.shown(
            record=self.record,
            pilot=self.record.pilot,
            place=pack.brief.page.place,
            pack=pack,
            brief=pack.brief,
            page=pack.brief.page,
            example=self.record.is_made_up,
        )
