"""Updates that wait to be read, and who has not reported: how long each is due, what it sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from interface import exports, paging
from interface.columns import Column, Type
from interface.filters import FilterSet, OneOf
from interface.made_up import is_marked
from interface.pages import Page
from interface.paging import Sort, bounded_count, row_number
from interface.words import capitalised, count_words, date_words
from partnerships.programme.choices import programme_choices
from pilots.models import Actual, Pilot, Update
from pilots.pilot.views import BY_DUE, BY_NAME
from pilots.update import page_data
from pilots.update.actions import accept_updates
from pilots.update.mend_actions import UNDONE_WITHIN
from pilots.update.page_data import ReadUpdate

AT_ONCE = 500
SOON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Row:
    """A pilot that is to report. ``days`` is how late its update is, negative before its day;
    None where no rhythm is agreed."""

    pilot: Pilot
    days: int | None
    last: Update | None
    sent_on: dt.date | None

    @property
    def of_example(self) -> bool:
        """Whether it is made up, as the pilot that was read says."""
        return is_marked(self.pilot)

    @property
    def due_words(self) -> str:
        """12 days late; due today; due in 5 days; none agreed."""
        if self.days is None:
            return "None agreed"
        if self.days == 0:
            return "Due today"
        how_long = count_words(abs(self.days), "day")
        return f"{how_long} late" if self.days > 0 else f"Due in {how_long}"

    @property
    def shape(self) -> str | None:
        """The shape that marks it."""
        if self.days is None:
            return "early"
        return "help" if self.days > 0 else None

    @property
    def sent_since(self) -> bool:
        """Whether it sent something since the day on which its update was due.

        Such an update does not cover the period that was due.
        """
        due = self.pilot.update_due
        return bool(due and self.sent_on and self.sent_on >= due)

    @property
    def last_words(self) -> str:
        """Which update came last, when and how it stands; empty for none."""
        if self.last is None or self.sent_on is None:
            return ""
        period = self.last.period.words
        state = self.last.get_state_display()
        return f"{capitalised(period)}, sent {date_words(self.sent_on)}, {state}"


class ReportingFilter(FilterSet):
    """What narrows the list."""

    programme = OneOf("Programme", field_name="programme__slug")
    due = OneOf(
        "Update",
        choices=[
            ("late", "Late"),
            ("soon", "Due in 14 days"),
            ("later", "Due later"),
            ("none", "None agreed"),
        ],
        method="by_due",
    )
    sent = OneOf(
        "Sent",
        choices=[("since", "Something since it was due"), ("never", "Nothing yet")],
        method="by_sent",
    )

    def __init__(self, data: Any, *, request: Any) -> None:
        user = self.reader = request.user
        rows = Pilot.objects.visible_to(user).concerning(user).reporting()
        super().__init__(data, rows.with_due_key(user).with_places(), request=request)
        self.filters["programme"].extra["choices"] = programme_choices(user)

    def by_due(self, rows: Any, name: str, which: str) -> QuerySet[Pilot]:
        """Late, soon, later, or without a rhythm that is agreed."""
        today = timezone.localdate()
        match which:
            case "late":
                return rows.filter(update_due__lt=today)
            case "soon":
                return rows.filter(update_due__gte=today, update_due__lte=today + SOON)
            case "later":
                return rows.filter(update_due__gt=today + SOON)
        return rows.filter(update_due=None)

    def by_sent(self, rows: Any, name: str, which: str) -> QuerySet[Pilot]:
        """Those that sent something since their update was due, or nothing at all."""
        sent = Update.objects.visible_to(self.reader).filter(pilot=OuterRef("pk"))
        if which == "never":
            return rows.filter(~Exists(sent))
        return rows.filter(Exists(sent.filter(created_at__date__gte=OuterRef("update_due"))))


def rows_of(user: Any, pilots: list[Pilot], today: dt.date) -> list[Row]:
    """These pilots, which came from ``visible_to``, with their newest updates. One query."""
    seen = Update.objects.visible_to(user).filter(pilot__in=[pilot.pk for pilot in pilots])
    newest = seen.order_by("pilot_id", F("number").desc()).distinct("pilot_id")
    last = {update.pilot_id: update for update in newest}
    return [_row(pilot, last.get(pilot.pk), today) for pilot in pilots]


def in_parts(user: Any, pilots: Iterable[Pilot]) -> Iterator[Row]:
    """The rows of any number of pilots, so many at a time: for the file."""
    rest, today = iter(pilots), timezone.localdate()
    while some := list(islice(rest, AT_ONCE)):
        yield from rows_of(user, some, today)


def _row(pilot: Pilot, last: Update | None, today: dt.date) -> Row:
    due = pilot.update_due
    return Row(
        pilot=pilot,
        days=(today - due).days if due else None,
        last=last,
        sent_on=timezone.localdate(last.created_at) if last else None,
    )


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where it is not known", lambda row: row.pilot.name),
    Column("place", "Place", "The place that leads it", lambda row: row.pilot.lead_place),
    Column("programme", "Programme", "That it belongs to", lambda row: row.pilot.programme),
    Column(
        "rhythm",
        "How often",
        "How often it reports",
        lambda row: row.pilot.get_rhythm_display() or "none agreed",
    ),
    Column(
        "due",
        "Due on",
        "When its next update is due",
        lambda row: row.pilot.update_due,
        type=Type.DATE,
    ),
    Column(
        "days_late",
        "Days late",
        "Below zero before the day; empty where none is agreed",
        lambda row: row.days,
        type=Type.NUMBER,
    ),
    Column(
        "last_to",
        "Last update up to",
        "The last day that its newest update is about",
        lambda row: row.last.period_end if row.last else None,
    ),
    Column("last_sent", "Last update sent on", "", lambda row: row.sent_on, type=Type.DATE),
    Column(
        "last_state",
        "Last update",
        "Status",
        lambda row: row.last.get_state_display() if row.last else None,
    ),
    Column(
        "sent_since",
        "Sent since it was due",
        "Whether anything came since that day; it does not cover the period that was due",
        lambda row: "yes" if row.sent_since else "no",
    ),
    Column("address", "Address", "Its page", lambda row: row.pilot.get_absolute_url()),
)


SORTS = (Sort("sent", "created_at", says=lambda row: row.pilot.title),)
LATE_SORTS = (BY_DUE, BY_NAME)
SIZE = 50


@dataclass(frozen=True, slots=True)
class ReadyUpdate:
    """An update to be read, with its figures; ``key`` accepts it just as it was read."""

    key: str
    pilot: Pilot
    update: ReadUpdate
    figures: list[Actual]
    opens: str


class UpdatesToRead(Page):
    """What waits for this reader, the longest first, and whose update is overdue."""

    template_name = "pilots/update/review.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Updates to review", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        waiting = _waiting(user)
        page = paging.page(_with_all(waiting, user), request.GET, SORTS, size=SIZE)
        concerning = Pilot.objects.visible_to(user).concerning(user)
        to_read = {
            "label": "To review",
            "value": str(bounded_count(waiting)),
            "note": "sent and not accepted yet",
        }
        not_reported = {
            "label": "Not reported",
            "value": str(bounded_count(concerning.overdue(on=timezone.localdate()))),
            "url": f"{reverse('updates_due')}?due=late",
            "note": "update overdue",
        }
        return self.render_page(
            page=page,
            rows=[_read(user, row) for row in page.rows],
            numbers=[to_read, not_reported],
            accepted=_just_accepted(user),
        )


class Reporting(Page):
    """Pilots that report to this reader or that they log, the longest late first; a file too."""

    api, api_title = True, "Who has not reported"
    template_name = "pilots/update/reporting.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Updates to review", reverse("updates_review")), ("Who has not reported", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        chosen = ReportingFilter(request.GET, request=request)
        expand = partial(in_parts, user)
        if file := exports.respond(
            request, chosen, COLUMNS, LATE_SORTS, "reporting", expand=expand
        ):
            return file
        page = paging.page(chosen.qs, request.GET, LATE_SORTS, size=SIZE)
        return self.render_page(
            filter=chosen,
            page=page,
            rows=rows_of(user, page.rows, timezone.localdate()),
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
        said = f"{count_words(accepted.taken, 'update')} {verb} accepted."
        messages.success(request, f"{said} You can undo that below for a day.")
    if accepted.left:
        left = count_words(accepted.left, "update")
        messages.warning(request, f"{left} changed since you read this page. Read it again.")
    return redirect("updates_review")


def _waiting(user: Any) -> QuerySet[Update]:
    return Update.objects.visible_to(user).waiting().reviewed_by(user)


def _with_all(rows: QuerySet[Update], user: Any) -> QuerySet[Update]:
    """With pilots, lead places, people and figures at hand, in three more queries."""
    figures = Actual.objects.visible_to(user).live().select_related("indicator")
    return rows.select_related("created_by").prefetch_related(
        Prefetch("pilot", Pilot.objects.with_places()),
        Prefetch("actuals", figures.order_by("indicator__number", "id")),
    )


def _read(user: Any, row: Update) -> ReadyUpdate:
    read_update = page_data.read(user, row)
    figures = list(row.actuals.all())
    opens = page_data.opens(row, row.pilot, len(figures))
    return ReadyUpdate(f"{row.pk}~{row.version}", row.pilot, read_update, figures, opens)


def _just_accepted(user: Any) -> list[Update]:
    """What this reader accepted within the last day, the newest first: each can be undone."""
    own = (
        Update.objects.visible_to(user)
        .accepted()
        .filter(accepted_by=user, accepted_at__gt=timezone.now() - UNDONE_WITHIN)
    )
    return list(own.reviewed_by(user).with_pilot().order_by("-accepted_at", "id")[:SIZE])


def _key(text: str) -> tuple[int, int] | None:
    pk, _, version = text.partition("~")
    numbers = row_number(pk), row_number(version)
    return numbers if all(numbers) else None
