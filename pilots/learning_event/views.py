"""Learning events: those to come, those past, one of them, and putting one there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from interface import paging
from interface.pages import Page, PageAction
from interface.paging import BoundedCount, Sort
from interface.parts import Theme
from interface.words import date_words
from partnerships.place.examples import of_the_country
from pilots.learning_event.forms import CallOffForm, EventForm
from pilots.learning_event.models import LearningEvent
from pilots.learning_event.permissions import can_add_event, can_edit_event
from records.models import Visibility
from records.take_down_views import TakeDownPage
from records.withdraw_views import MayBeWithdrawn, WithdrawPage
from registry.declared_kind import OfKind
from registry.kind_by_itself import KindByItself


def _day(event: LearningEvent) -> str:
    return date_words(event.day)


TO_COME = (Sort("day", "day", says=_day),)
PAST = (Sort("day", "day", says=_day, starts_descending=True),)


class LearningEvents(KindByItself):
    """Workshops and webinars to learn from each other."""

    model, form, form_takes_user = LearningEvent, EventForm, True
    key, path, noun, title = (
        "learning_event",
        "learning-events",
        "learning event",
        "Learning events",
    )
    may_add, may_edit, public = can_add_event, can_edit_event, True
    add_message, edit_message = "Event saved.", "Event saved."
    draft_words = ("A learning event", "Changes to an event")
    withdraw = "learning_event_withdraw"
    menu = {
        "says": "A workshop or webinar, to come or past",
        "theme": Theme.PILOTS,
        "order": 140,
        "words": "workshop webinar new",
    }
    without = ("TakeBack",)
    routes = {
        **KindByItself.routes,
        "Withdraw": ("learning-events/<int:pk>/withdraw/", withdraw),
        "TakeDown": ("learning-events/<int:pk>/take-down/", "learning_event_take_down"),
        "CallOff": ("learning-events/<int:pk>/call-off/", "learning_event_call_off"),
    }

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    class List(OfKind, Page):
        """Those to come, the next first; ``?when=past`` the others, the latest first."""

        public, template_name = True, "pilots/learning_event/list.html"

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [(self.kind.title, "")]

        def get(self, request: HttpRequest) -> HttpResponseBase:
            today, here = timezone.localdate(), reverse("learning_events")
            is_past = request.GET.get("when", "") == "past"
            every = of_the_country(self.get_queryset(), request.user)
            past, coming = (every.past(today), PAST), (every.upcoming(today), TO_COME)
            (rows, sorts), (others, _) = (past, coming) if is_past else (coming, past)
            page = paging.page(rows.order_by(), request.GET, sorts, size=30)
            other = BoundedCount(0) if page.rows else paging.bounded_count(others)
            words = other.words("upcoming event" if is_past else "past event")
            url = here if is_past else f"{here}?when=past"
            return self.render_page(
                elsewhere=[PageAction(words, url)] if other else [],
                page=page,
                count=paging.bounded_count(rows).words("event"),
                past=is_past,
                tabs=[
                    {"label": "Upcoming", "url": here, "current": not is_past},
                    {"label": "Past", "url": f"{here}?when=past", "current": is_past},
                ],
                may_add=can_add_event(request.user),
            )

    class Page(KindByItself.Page, MayBeWithdrawn):
        """When, for whom, about what, and what was shared."""

        keeper, template_name = can_edit_event, "pilots/learning_event/record.html"

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return self._with_form(CallOffForm())

        def _with_form(self, form: CallOffForm) -> HttpResponseBase:
            """The page, with the form to call it off for who may, while it is to come."""
            event, may = self.record, can_edit_event(self.request.user, self.record)
            is_past = event.day < timezone.localdate()
            is_open = event.called_off_at is None and not is_past
            form_shown = form if may and is_open else None
            return self.render_page(event=event, is_past=is_past, may_edit=may, form=form_shown)

    class CallOff(Page):
        """It does not take place; its page stays and says why."""

        public, permission, http_method_names = False, can_edit_event, ("post",)

        def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            form, event = CallOffForm(request.POST), self.record
            if not form.is_valid():
                return self._with_form(form)
            if event.called_off_at is None:
                event.called_off_at = timezone.now()
                event.called_off_because = form.cleaned_data["because"]
                event.save()
            messages.success(request, "Event called off. Its page says why.")
            return redirect(event)

    class Withdraw(WithdrawPage, KindByItself.One):
        """Take an event back that should not be there, or put it back."""

        permission, noun = can_edit_event, "learning event"
        texts = {
            "title": "What it is called",
            "about": "What it is about",
            "shared": "What was shared",
        }

    class TakeDown(TakeDownPage, KindByItself.One):
        """Out of public view with one press, and back."""

        permission = publishes = can_edit_event
        to = Visibility.NETWORK

    class Add(KindByItself.Add):
        page_title = "Add"
