"""What who keeps a partnership does with its health checks: calling one off, showing it to more
people, hiding words, and looking at what was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from access.history import HistoryPage
from access.past import Past
from governance.health_check import actions
from governance.health_check.forms import CallOff, ShowTo
from governance.health_check.permissions import can_keep_round
from governance.health_check.views import OfRound
from governance.models import HealthRound, HealthWords
from interface.paging import LARGEST_ID
from interface.reached import reaching
from records import history

State = HealthRound.State


class _AboutRound(OfRound):
    """A short form of who keeps the partnership, about one round."""

    permission: ClassVar[Any] = can_keep_round
    template_name = "governance/health_check/about.html"
    button: ClassVar[str] = ""
    lead: ClassVar[str] = ""

    @property
    def can_be_done(self) -> bool:
        """Whether the round is at the state for it."""
        return bool(self.record.state == State.OPEN)

    def form(self, *sent: Any) -> Any:
        raise NotImplementedError

    def do(self, form: Any) -> str:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A round at another state has its page."""
        if can_keep_round(request.user, self.record) and not self.can_be_done:
            messages.warning(request, "This can’t be done with this health check any more.")
            return redirect(self.record.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.render_page(page=self, record=self.record, form=self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.do(form))
                return redirect(self.record.get_absolute_url())
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render_page(page=self, record=self.record, form=form)


class CallOffRound(_AboutRound):
    """End it without a result."""

    page_title = button = "Call it off"
    lead = (
        "What was answered is deleted, and nobody will have read it. We tell the partners that "
        "have somebody here. If anybody has answered, the next can open only after 13 weeks."
    )

    def form(self, *sent: Any) -> Any:
        return CallOff(*sent)

    def do(self, form: Any) -> str:
        with reaching() as told:
            actions.call_off(one=self.record, because=form.cleaned_data["because"])
        return told.after("Called off. Every answer is deleted.")


class ShowRound(_AboutRound):
    """Show the results to more people than those who answered were told."""

    page_title = button = "Show it to more people"
    lead = (
        "Partners answered knowing who would read it. So a board has to decide to show it to more."
    )

    @property
    def can_be_done(self) -> bool:
        """Not where everyone reads it already."""
        everyone = HealthRound.ShownTo.EVERYONE
        return bool(self.record.state == State.CLOSED and self.record.shown_to != everyone)

    def form(self, *sent: Any) -> Any:
        return ShowTo(*sent, user=self.request.user, one=self.record)

    def do(self, form: Any) -> str:
        said = form.cleaned_data
        actions.show_to(one=self.record, to=said["to"], decision=said["decision"])
        return "Saved."


class HideWords(OfRound):
    """Hide words that name a person: their text is deleted."""

    permission = can_keep_round
    http_method_names = ["post"]

    def pressed_on(self) -> str:
        return str(self.record.get_absolute_url())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic(), history.context(why="They named a person"):
            words = get_object_or_404(
                HealthWords, round=self.record, pk=min(kwargs["words"], LARGEST_ID)
            )
            words.text, words.is_hidden = "", True
            words.save()
        messages.success(request, "Hidden: the text is deleted.")
        return redirect(self.record.get_absolute_url())


class HealthRoundHistory(HistoryPage, OfRound):
    """Who opened it, called it off, showed it to more people or hid words; for who keeps it."""

    permission = can_keep_round

    def past(self) -> Past:
        """All of it: nothing of what was answered is in it."""
        return Past()
