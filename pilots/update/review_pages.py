"""Updates that wait for their reader: read one after the other, accepted together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface import exports, paging
from interface.pages import Page
from interface.paging import Sort, bounded_count
from interface.words import count_words
from pilots.models import Actual, Pilot, Update
from pilots.pilot.pages import BY_DUE, BY_NAME
from pilots.update import record, reporting
from pilots.update.actions import accept_updates
from pilots.update.record import ReadUpdate

SORTS = (Sort("sent", "created_at", says=lambda row: row.pilot.title),)
LATE_SORTS = (BY_DUE, BY_NAME)
SIZE = 50
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to be read, with its figures; ``key`` accepts it just as it was read."""

    key: str
    pilot: Pilot
    update: ReadUpdate
    figures: list[Actual]


class UpdatesToRead(Page):
    """What waits for this reader, the longest first, and whose update is overdue."""

    template_name = "pilots/update/review.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Updates to read", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        waiting = _waiting(user)
        page = paging.page(_with_all(waiting, user), request.GET, SORTS, size=SIZE)
        concerning = Pilot.objects.visible_to(user).concerning(user)
        to_read = {
            "label": "To read",
            "value": str(bounded_count(waiting)),
            "note": "sent and not accepted yet",
        }
        not_reported = {
            "label": "Not reported",
            "value": str(bounded_count(concerning.overdue(on=timezone.localdate()))),
            "url": f"{reverse('updates_due')}?due=late",
            "note": "pilots whose update is overdue",
        }
        return self.shown(
            page=page,
            rows=[_read(user, row) for row in page.rows],
            numbers=[to_read, not_reported],
        )


class Reporting(Page):
    """Pilots that report to this reader or that they log, the longest late first; a file too."""

    template_name = "pilots/update/reporting.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Updates to read", reverse("updates_review")), ("Who has not reported", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        chosen = reporting.ReportingFilter(request.GET, request=request)
        expand = partial(reporting.in_parts, user)
        if file := exports.respond(
            request, chosen, reporting.COLUMNS, LATE_SORTS, "reporting", expand=expand
        ):
            return file
        page = paging.page(chosen.qs, request.GET, LATE_SORTS, size=SIZE)
        return self.shown(
            filter=chosen,
            page=page,
            rows=reporting.rows_of(user, page.rows, timezone.localdate()),
            count=paging.bounded_count(chosen.qs).words("pilot"),
        )


@require_POST
def updates_accept(request: HttpRequest) -> HttpResponse:
    """Accept the ticked updates, each as it was read."""
    seen = dict(filter(None, map(_key, request.POST.getlist("update")[:SIZE])))
    if not seen:
        messages.warning(request, "Tick the updates that you accept.")
        return redirect("updates_review")
    accepted = accept_updates(seen=seen, by=request.user)
    if accepted.taken:
        verb = "is" if accepted.taken == 1 else "are"
        messages.success(request, f"{count_words(accepted.taken, 'update')} {verb} accepted.")
    if accepted.left:
        left = count_words(accepted.left, "update")
        messages.warning(request, f"{left} moved on since you read this page. Read again below.")
    return redirect("updates_review")


def _waiting(user: Any) -> QuerySet[Update]:
    return Update.objects.visible_to(user).waiting().reviewed_by(user)


def _with_all(rows: QuerySet[Update], user: Any) -> QuerySet[Update]:
    """With pilots, lead places, people and figures at hand, in three more queries."""
    figures = Actual.objects.visible_to(user).select_related("indicator")
    return rows.select_related("created_by").prefetch_related(
        Prefetch("pilot", Pilot.objects.with_places()),
        Prefetch("actuals", figures.order_by("indicator__number", "id")),
    )


def _read(user: Any, row: Update) -> Waiting:
    said = record.read(user, row)
    return Waiting(f"{row.pk}~{row.version}", row.pilot, said, list(row.actuals.all()))


def _key(said: str) -> tuple[int, int] | None:
    pk, _, version = said.partition("~")
    if not (pk.isdecimal() and version.isdecimal()):
        return None
    found = int(pk[:19]), int(version[:19])
    return found if found[1] <= LARGEST else None
