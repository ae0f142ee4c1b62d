"""A pilot: its page, its barriers, its brief."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dashboards.pilot import record as pages
from dashboards.place.pages import as_text, seen_by
from dashboards.templatetags.pilots import tabs_of
from interface import paging
from interface.context import absolute
from interface.cut import Cut
from interface.made_up import headed
from interface.paging import Sort, up_to
from interface.words import tidy
from partnerships import history
from pilots.engagement.of_place import visits_to
from pilots.indicator.measures import of_pilot
from pilots.models import (
    Change,
    Engagement,
    Indicator,
    Legacy,
    Milestone,
    Phase,
    Pilot,
    Referral,
    Risk,
    StartStep,
    StatusChange,
)
from pilots.pilot import loading, permissions

_OPEN = (Change, Milestone, Indicator, StatusChange, Phase, Legacy)
# The history of the next tells small counts, what is planned and what could go wrong, which the
# public does not read.
_SIGNED_IN = (Engagement, Referral, Risk, StartStep)
# What the text of a pilot has room for
BARRIERS = 30
BARRIER_SORTS = (Sort("changed", "updated_at", says=str, starts_descending=True),)


@login_not_required
def pilot(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a pilot."""
    record = loading.pilot(request, slug)
    context = {
        **loading.frame(record),
        "crumbs": [*loading.crumbs(record)[:-1], ("Pilot", "")],
        "page": pages.build(request.user, record),
    }
    return render(request, "pilots/pilot.html", context)


@login_not_required
def pilot_barriers(request: HttpRequest, slug: str) -> HttpResponse:
    """The barriers of a pilot that the reader sees."""
    record = loading.pilot(request, slug)
    rows = pages.barriers_of(request.user, record).order_by()
    context = {
        **loading.frame(record),
        "crumbs": loading.crumbs(record, ("Barriers", "")),
        "page": paging.page(rows, request.GET, BARRIER_SORTS, size=30),
        "may_log": permissions.can_log_progress(request.user, record),
    }
    return render(request, "pilots/barriers.html", context)


@login_not_required
def pilot_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, as far as it was this reader’s to read at the time."""
    record = loading.pilot(request, slug)
    return history.show(
        request,
        record,
        also=(*_OPEN, *(_SIGNED_IN if request.user.is_authenticated else ())),
        title=record.title,
        crumbs=loading.crumbs(record, ("History", "")),
        tabs=tabs_of(request.user, record, "history")["tabs"],
        **loading.frame(record),
    )


@login_not_required
def pilot_brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot on one page of plain text, to copy or print; as a file with ``?format=txt``."""
    record = loading.pilot(request, slug)
    framed = loading.frame(record)
    text = headed(_brief(request, record), is_made_up=framed["example"])
    if answer := as_text(request, text, record.slug):
        return answer
    context = {
        **framed,
        "crumbs": loading.crumbs(record, ("Brief", "")),
        "text": text,
    }
    return render(request, "pilots/brief.html", context)


def _brief(request: HttpRequest, record: Pilot) -> str:
    page = pages.build(request.user, record, figures=0)
    measures = of_pilot(request.user, record, in_full=False)
    barriers = list(pages.barriers_of(request.user, record)[: BARRIERS + 1])
    all_barriers = reverse("pilot_barriers", args=[record.slug])
    context = {
        "page": page,
        "pilot": record,
        "barriers": Cut(barriers[:BARRIERS], up_to(len(barriers), BARRIERS), all_barriers),
        "visits": visits_to(request.user, record, timezone.localdate()),
        "measures": measures,
        "sources": pages.sources_of(measures),
        "root": absolute(""),
        "legacy": record.legacy.for_rows(request.user),
        "address": absolute(record.get_absolute_url()),
        "seen_by": seen_by(request),
        "today": timezone.localdate(),
    }
    return tidy(render_to_string("pilots/brief.txt", context))
