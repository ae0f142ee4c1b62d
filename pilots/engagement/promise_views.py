"""Something that was promised: who owes it, by when, and what became of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from access.history import HistoryPage
from access.past import Past, past_of
from collaboration.action_item.permissions import can_close_promise
from collaboration.models import ActionItem
from partnerships.place.examples import is_made_up
from people.models import JobRole
from pilots.engagement.actions import close_promise
from pilots.engagement.models import Engagement
from pilots.engagement.part_forms import ClosePromise
from pilots.engagement.reading import read_promise
from pilots.pilot.page import TabbedPage
from records.reading import rows_seen

LISTED = (("Promises", "/promises/"),)


class _OnePromise(TabbedPage):
    """What both pages load: the promise, and the meeting at which it was made."""

    model = ActionItem
    tabs = (("promise", "Promise"), ("promise_history", "History"))

    def get_queryset(self) -> QuerySet[ActionItem]:
        return super().get_queryset().select_related("created_by")

    @cached_property
    def meeting(self) -> Engagement | None:
        """Where it was promised, if this reader sees it; whoever owes a promise may not."""
        if not isinstance(self.record.subject, Engagement):
            return None
        rows = Engagement.objects.visible_to(self.request.user).select_related("pilot", "place")
        rows = rows.prefetch_related("pilot__place_links__place")
        return rows.filter(pk=self.record.subject_id).first()

    @cached_property
    def other(self) -> Any:
        """The record of another kind at which it was promised, if this reader sees it."""
        if isinstance(self.record.subject, Engagement) or self.record.subject is None:
            return None
        rows = rows_seen(type(self.record.subject), self.request.user)
        return rows.filter(pk=self.record.subject_id).first()

    def get_context_data(self) -> dict[str, Any]:
        at = self.meeting or self.other
        own = getattr(at, "is_made_up", None)
        example = bool(at) and (is_made_up(at) if own is None else own)
        return {**super().get_context_data(), "example": example}


class PromisePage(_OnePromise):
    """Its page; whoever owes it, and whoever may change the meeting, says what became of it."""

    template_name = "pilots/engagement/promise.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*LISTED, ("Promise", "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        promise = self.record
        form = ClosePromise(initial={"state": promise.state, "outcome": promise.outcome})
        return self.with_form(form if can_close_promise(request.user, promise) else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not can_close_promise(request.user, self.record):
            raise PermissionDenied
        form = ClosePromise(request.POST)
        if not form.is_valid():
            return self.with_form(form)
        close_promise(by=request.user, promise=self.record, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(self.record)

    def with_form(self, form: ClosePromise | None) -> HttpResponseBase:
        """The page, with the form for who may close it."""
        owners = JobRole.objects.visible_to(self.request.user).filter(pk__in=[self.record.owner_id])
        return self.render_page(
            promise=self.record,
            one=read_promise(self.record, timezone.localdate()),
            owner=owners.first(),
            at=self.meeting,
            other=self.other,
            form=form,
        )


class PromiseHistory(HistoryPage, _OnePromise):
    """What it said, and when somebody said what became of it."""

    @property
    def called(self) -> str:
        return str(self.record.text)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*LISTED, ("Promise", self.record.get_absolute_url()), ("History", "")]

    def past(self) -> Past:
        """Whoever owes it or wrote it down read all of it; others while its meeting was theirs, and
        of what was promised elsewhere nothing, as nobody can say when that was open to them."""
        user, promise = self.request.user, self.record
        owes = ActionItem.objects.owed_by(user).filter(pk=promise.pk).exists()
        if owes or promise.created_by_id == user.pk:
            return Past()
        return past_of(self.meeting, user) if self.meeting is not None else Past(())
