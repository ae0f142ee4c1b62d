"""Learning events: those to come, those past, one of them, and putting one there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from interface import paging
from interface.pages import Page, RecordPage
from interface.paging import Sort
from interface.words import date_words
from partnerships.place.examples import of_the_country
from pilots.learning_event.forms import CallOffForm, EventForm
from pilots.learning_event.models import LearningEvent
from pilots.learning_event.permissions import can_add_event, can_edit_event
from records import drafts
from records.form_views import AddPage, EditPage
from records.models import Visibility
from records.take_down_views import TakeDownPage
from records.withdraw_views import MayBeWithdrawn, WithdrawPage

TITLE = "Learning events"
HERE = (TITLE, "/learning-events/")
DRAFT = drafts.register_record(
    "learning-event",
    LearningEvent,
    new="A learning event",
    changed="Changes to an event",
    address="learning_event",
    may_add=can_add_event,
    may_edit=can_edit_event,
)


def _day(event: LearningEvent) -> str:
    return date_words(event.day)


TO_COME = (Sort("day", "day", says=_day),)
PAST = (Sort("day", "day", says=_day, starts_descending=True),)


class LearningEvents(Page):
    """Those to come, the next first; ``?when=past`` the others, the latest first."""

    public = True
    model = LearningEvent
    template_name = "pilots/learning_event/list.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [(TITLE, "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        today, here = timezone.localdate(), reverse("learning_events")
        is_past = request.GET.get("when", "") == "past"
        rows = of_the_country(self.get_queryset().listed(), request.user)
        rows = rows.past(today) if is_past else rows.upcoming(today)
        return self.render_page(
            page=paging.page(rows.order_by(), request.GET, PAST if is_past else TO_COME, size=30),
            count=paging.bounded_count(rows).words("event"),
            past=is_past,
            tabs=[
                {"label": "Upcoming", "url": here, "current": not is_past},
                {"label": "Past", "url": f"{here}?when=past", "current": is_past},
            ],
            may_add=can_add_event(request.user),
        )


class _OneEvent(RecordPage):
    model = LearningEvent

    def get_queryset(self) -> QuerySet[LearningEvent]:
        return super().get_queryset().listed()

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}


class EventPage(MayBeWithdrawn, _OneEvent):
    """When, for whom, about what, and what was shared."""

    public = True
    keeper = can_edit_event
    template_name = "pilots/learning_event/record.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [HERE, (self.record.title, "")]

    @property
    def withdraw_url(self) -> str:
        return reverse("learning_event_withdraw", args=[self.record.pk])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.with_form(CallOffForm())

    def with_form(self, form: CallOffForm) -> HttpResponseBase:
        """The page, with the form to call it off for who may, while it is to come."""
        event, may = self.record, can_edit_event(self.request.user, self.record)
        is_past = event.day < timezone.localdate()
        is_open = event.called_off_at is None and not is_past
        form_shown = form if may and is_open else None
        return self.render_page(event=event, is_past=is_past, may_edit=may, form=form_shown)


class CallOff(EventPage):
    """It does not take place; its page stays and says why."""

    public = False
    permission = can_edit_event
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form, event = CallOffForm(request.POST), self.record
        if not form.is_valid():
            return self.with_form(form)
        if event.called_off_at is None:
            event.called_off_at = timezone.now()
            event.called_off_because = form.cleaned_data["because"]
            event.save()
        messages.success(request, "The event is called off. Its page says why.")
        return redirect(event)


class WithdrawEvent(WithdrawPage, _OneEvent):
    """Take an event back that should not be there, or put it back."""

    permission, noun = can_edit_event, "learning event"
    texts = {"title": "What it is called", "about": "What it is about", "shared": "What was shared"}

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [HERE]


class TakeEventDown(TakeDownPage, _OneEvent):
    """Out of public view with one press, and back."""

    permission = publishes = can_edit_event
    to = Visibility.NETWORK


class AddEvent(AddPage):
    """Put an event there."""

    model, form, draft, permission = LearningEvent, EventForm, DRAFT, can_add_event
    title = "Add a learning event"
    success_message = "The event is saved."
    form_takes_user = True

    @property
    def cancel_url(self) -> str:
        return reverse("learning_events")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [HERE, ("Add", "")]


class EditEvent(EditPage, _OneEvent):
    """Change an event, or say what was shared."""

    form, draft, permission = EventForm, DRAFT, can_edit_event
    title = "Change a learning event"
    success_message = "The event is changed."
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = reverse("learning_event_withdraw", args=[self.record.pk])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [HERE, (self.record.title, self.cancel_url), ("Change", "")]
