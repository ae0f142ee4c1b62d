"""A shared definition, and what those who count by it add up to."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from interface import exports, paging, querystring
from interface.words import number
from partnerships.models import Programme
from pilots.models import Pilot
from pilots.shared_definition.permissions import can_write_definition
from pilots.shared_definition.views import SharedDefinitions
from pilots.total.contributors import CONTRIBUTORS, PART_COLUMNS, contributors, listed
from pilots.total.totals import ADDED, LEFT_OUT, STATES, UNKNOWN, Total, counted_by, totals

PAGE = 50


class DefinitionPage(SharedDefinitions.One):
    """What it means, and what those who count by it add up to; ``?programme=`` of one only.

    The total counts them all; the list below it is paged, and ``?state=`` narrows it.
    """

    closed_because = "it adds up figures which programs read in “Figures of pilots”"
    kind, public = SharedDefinitions, True
    template_name = "pilots/total/definition.html"

    @cached_property
    def programme(self) -> Programme | None:
        """The programme that is asked for. Raises Http404."""
        slug = self.request.GET.get("programme", "").replace("\x00", "")
        if not slug:
            return None
        return get_object_or_404(Programme.objects.visible_to(self.request.user), slug=slug)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        pilots = Pilot.objects.visible_to(user)
        if self.programme is not None:
            pilots = pilots.filter(programme=self.programme)
        rows = counted_by(pilots).filter(shared=self.record)
        total = next(iter(totals(user, rows)), Total(self.record))
        parts = {part.indicator: part for part in total.parts}
        state = request.GET.get("state", "")
        if state in STATES:
            rows = rows.filter(pk__in=[key for key, part in parts.items() if part.state == state])
        rows = listed(rows)
        if file := exports.respond(
            request,
            rows,
            PART_COLUMNS,
            CONTRIBUTORS,
            f"counted-by-{self.record.slug}",
            expand=lambda some: contributors(user, some, parts),
        ):
            return file
        page = paging.page(rows, request.GET, CONTRIBUTORS, size=PAGE)
        return self.render_page(
            shared=self.record,
            total=total,
            tabs=_states(request, total, state),
            page=page,
            contributors=list(contributors(user, page.rows, parts)),
            programme=self.programme,
            may_edit=can_write_definition(user, self.record),
        )


def _states(request: HttpRequest, total: Total, state: str) -> list[dict[str, Any]]:
    """Everybody who counts by it, or those of whom one thing becomes in the total."""
    counts = {"": len(total.parts), ADDED: len(total.added), UNKNOWN: len(total.unknown)}
    counts[LEFT_OUT] = len(total.left_out)
    return [
        {
            "label": f"{STATES.get(key, 'All')} ({number(count)})",
            "url": querystring.replaced(request.GET, state=key or None) + "#used",
            "current": key == (state if state in STATES else ""),
        }
        for key, count in counts.items()
    ]
