"""A visit to a place that is of no pilot: its page, its form, its history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from access.history import HistoryPage
from access.past import Past, both, past_of
from access.visibility import reader_of
from interface.paging import row_number
from pilots.engagement import reading, summary
from pilots.engagement.actions import withdraw_meeting
from pilots.engagement.copied import copy_action
from pilots.engagement.models import Engagement, EngagementBody
from pilots.engagement.permissions import can_change_meeting
from pilots.engagement.plan_views import OnePlan
from pilots.engagement.views import WritesMeeting, edit_title
from records import drafts
from records.form_views import EditPage
from records.models import HistoryEntry
from records.withdraw_views import MayBeWithdrawn, WithdrawPage


def _title(user: Any, target: str, typed: Any) -> str | None:
    rows = Engagement.objects.visible_to(user).select_related("place").filter(pilot=None)
    visit = rows.filter(pk=row_number(target)).first()
    may = visit is not None and can_change_meeting(user, visit)
    return f"Changes to a visit: {visit}" if may else None


EDIT = drafts.register(
    "visit-edit", title=_title, url=lambda target: reverse("visit_edit", args=[target])
)


class _OfNoPilot(OnePlan):
    def get_queryset(self) -> Any:
        return reading.with_all(super().get_queryset().filter(pilot=None))


class VisitPage(MayBeWithdrawn, OnePlan):
    """Its page; that of a visit to a pilot is with the pilot."""

    public = True
    keeper = can_change_meeting
    template_name = "pilots/engagement/record.html"

    def get_queryset(self) -> Any:
        return reading.with_all(super().get_queryset())

    @property
    def withdraw_url(self) -> str:
        return reverse("visit_withdraw", args=[self.record.pk])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.pilot is not None:
            return redirect(self.record)
        [read] = reading.read(request.user, [self.record], timezone.localdate())
        return self.render_page(
            one=read,
            record=self.record,
            may_edit=can_change_meeting(request.user, self.record),
            close_by=summary.close_by(request.user, self.record),
            edit_url=reverse("visit_edit", args=[self.record.pk]),
            withdraw_url=self.withdraw_url,
            copied=copy_action(request.user, self.record),
        )


class EditVisit(WritesMeeting, _OfNoPilot, EditPage):
    """Say what came of it, or put it right."""

    draft, permission = EDIT, can_change_meeting
    template_name = "pilots/engagement/form.html"
    success_message = "Saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page_title = self.title = edit_title(self.record)
        self.withdraw_url = reverse("visit_withdraw", args=[self.record.pk])

    def goes_public(self, form: Any) -> str:
        return ""


class WithdrawVisit(WithdrawPage, _OfNoPilot):
    """Take one back that should not be there, or put it back."""

    permission, noun, page_title = can_change_meeting, "visit", "Withdraw"
    texts = {"purpose": "What it was about", "day": "When", "findings": "What was learned"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("withdrawn_by")

    @property
    def level(self) -> str:
        is_held = self.record.state == Engagement.State.HELD
        return str(self.record.visibility) if is_held else ""

    def withdraw(self, because: str) -> None:
        withdraw_meeting(by=self.request.user, meeting=self.record, because=because)


class VisitHistory(OnePlan, HistoryPage):
    """What was planned, what was changed, who changed it."""

    def past(self) -> Past:
        """As its levels went; officers of a body that comes, from when it was named on."""
        past = past_of(self.record, self.request.user)
        since = _named_since(self.record, self.request.user)
        if since is None or past.turns is None:
            return past
        named = Past((*((at, was) for at, was in past.turns if at < since), (since, True)))
        pilot = self.record.pilot
        return named if pilot is None else both(past_of(pilot, self.request.user), named)


def _named_since(visit: Engagement, user: Any) -> dt.datetime | None:
    """When a body of this reader was first named among those who come; None for no such body."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return None
    rows = EngagementBody.of(reader).filter(engagement=visit)
    changes = HistoryEntry.objects.of_kind(EngagementBody, list(rows.values_list("pk", flat=True)))
    return changes.order_by("at").values_list("at", flat=True).first()
