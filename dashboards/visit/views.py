"""The pack for a visit, in one print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from access.sharing import Sharing, readers_of
from dashboards.visit.page_data import Pack, pack_of
from interface.pages import RecordPage
from pilots.engagement import reading
from pilots.models import Engagement


class VisitPack(RecordPage):
    """For everyone signed in who sees the visit; it is made to be passed on."""

    model = Engagement
    template_name = "dashboards/visit/pack.html"
    page_title = "Visit pack"

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(kind=Engagement.Kind.VISIT)
        return reading.with_all(rows).prefetch_related("pilot__place_links__place")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Visits", reverse("visits"))]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sharing = Sharing(request, self._readers())
        today = timezone.localdate()
        made = sharing.each(lambda reader: pack_of(reader, self.record, today))
        if None in made:
            raise Http404("the place of this visit is gone")
        return sharing.page(filter(None, made), lambda pack: self._drawn(pack, sharing))

    def _readers(self) -> str:
        """Who may read the visit, where not everyone signed in may."""
        readers = readers_of(self.record.true_level)
        return f"{readers}, and the organisations that come," if readers else ""

    def _drawn(self, pack: Pack, sharing: Sharing) -> HttpResponse:
        return self.render_page(
            kind="Visit pack",
            record=self.record,
            pilot=self.record.pilot,
            place=pack.brief.page.place,
            pack=pack,
            brief=pack.brief,
            page=pack.brief.page,
            sharing=sharing,
            seen_by=sharing.seen_by,
            example=self.record.is_made_up,
        )
