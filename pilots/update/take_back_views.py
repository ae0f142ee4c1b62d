"""Take back an update that is not accepted yet; its author can undo that, as it was, for a week."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from pilots.models import Actual, Update
from pilots.update import page_data
from pilots.update.actions import Duplicate, WrongState, refuse_duplicate
from pilots.update.figure_forms import Sent
from pilots.update.log_views import LOG_PROGRESS
from pilots.update.mend_actions import report_of, take_back_update
from pilots.update.mend_views import typed_again
from pilots.update.permissions import can_change
from pilots.update.views import UpdatePage
from records import drafts
from records.form_views import say_taken_back
from records.inputs import sent_by
from records.models import Draft
from records.sent import keep_undo
from records.undoing import UNDOABLE, Columns, Undoable, recorded

GAP = (
    "There is a later update, and none covers that period. To send one, choose {} and change the "
    "period."
)
# What the form asks besides what somebody typed into it
_NOT_TYPED = ("report", "version")


class TakeBackUpdate(UpdatePage):
    """Its author takes it back, until it is accepted: it says first what goes with it."""

    public = False
    permission = can_change
    template_name = "pilots/update/take_back.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.page_title = "Take back"
        sent = Actual.objects.filter(update=self.record, withdrawn=False)
        # One that was corrected within the update is one figure, not two
        figures = list(sent.exclude(pk__in=sent.filter(replaces__isnull=False).values("replaces")))
        return self.render_page(
            record=self.record,
            update=page_data.read(request.user, self.record),
            is_late=self.record.state == Update.State.ACCEPTED,
            count=len(figures),
            of_file=len(figures) - len(Sent.with_update(figures).by_indicator),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                typed = self._typed()
                with recorded(Columns(self._figures(), ("superseded", "withdrawn"))) as entries:
                    taken = take_back_update(update=self.record, by=request.user)
                draft = self._keep_undo(entries, typed)
        except WrongState as problem:
            messages.warning(request, str(problem))
            return redirect(self.record)
        said = f"The update for {taken.period.words} is taken back."
        if self._leaves_a_gap(taken):
            button = "Log a follow-up" if self.pilot.has_ended else "Log progress"
            said = f"{said} {GAP.format(button)}"
        say_taken_back(request, said, draft)
        return redirect("pilot_updates", self.pilot.slug)

    def _typed(self) -> dict[str, list[str]]:
        """What it says, words and figures, as the form in which progress is logged is sent."""
        again = typed_again(self.request.user, self.pilot, self.record, _opened, _nothing)
        typed: dict[str, list[str]] = {}
        for form in (again.form, *again.figures):
            typed |= sent_by(form)
        return {name: said for name, said in typed.items() if name not in _NOT_TYPED}

    def _figures(self) -> QuerySet[Actual]:
        """Those of the pilot: they are taken back with it, and stand in its place again."""
        return Actual.objects.filter(indicator__pilot=self.pilot)

    def _keep_undo(self, entries: list[int], typed: dict[str, list[str]]) -> Draft | None:
        ticket = drafts.Ticket.for_form(self.request.user, LOG_PROGRESS, self.pilot.slug)
        title = f"Update for {self.record.period.words}: {self.pilot.title}"
        return keep_undo(self.record, entries, title=title, ticket=ticket, typed=typed)

    def _leaves_a_gap(self, taken: Update) -> bool:
        """Whether later updates stand and none is about its time: nothing asks for that again."""
        standing = self.pilot.updates.standing()
        begun = Q(period_start=None) | Q(period_start__lte=taken.period_end)  # or it may have
        same = standing.filter(begun, period_end__gte=taken.period_end)
        return standing.filter(period_end__gt=taken.period_end).exists() and not same.exists()


def _stands_again(update: Update) -> None:
    """Raises ValidationError where another was sent meanwhile that says the same."""
    try:
        refuse_duplicate(update.pilot, report_of(update), but=update)
    except Duplicate as other:
        raise ValidationError(f"{other}.") from other


UNDOABLE[Update] = Undoable(can_change, _stands_again, keeps_typed=False)


def _nothing(box: str) -> str:
    return ""


def _opened(make: Any, **arguments: Any) -> Any:
    """A form that nobody has typed in."""
    return make(**arguments)
