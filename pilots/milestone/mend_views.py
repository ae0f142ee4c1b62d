"""A milestone is done, with one press and a way back; what was sent by mistake is withdrawn."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from interface.pages import RecordPage
from pilots.milestone.actions import mark_done, mark_not_done
from pilots.milestone.permissions import can_change_plan, can_keep_milestone
from pilots.models import Milestone, PlanChange
from pilots.pilot import loading
from pilots.pilot.page import OfPilot
from records.withdraw_views import WithdrawPage


def place_of(milestone: Milestone) -> str:
    """Where a milestone is read: on the timeline of its pilot, or the page of its programme."""
    if milestone.pilot is not None:
        return reverse("pilot_timeline", args=[milestone.pilot.slug])
    return f"{milestone.owner.get_absolute_url()}#milestones"


class _OneMilestone(RecordPage):
    model, permission = Milestone, can_keep_milestone

    def get_queryset(self) -> QuerySet[Milestone]:
        rows = super().get_queryset().select_related("pilot", "programme", "withdrawn_by")
        return rows.prefetch_related("pilot__place_links__place")


class _Press(_OneMilestone):
    """One press on a button of another page, to which it leads back (``back``, sent or asked)."""

    http_method_names = ("post",)

    def done_to(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        try:
            self.done_to()
        except ValidationError as problem:
            messages.warning(request, f"{self.record}: {problem.messages[0]}.")
        return redirect(self.back_to(self.cancel_url))

    def pressed_on(self) -> str:
        return place_of(self.record)

    @property
    def cancel_url(self) -> str:
        """What the button says of the page on which it stands."""
        return self.request.POST.get("back") or self.request.GET.get("back", "")

    def back_to(self, page: str) -> str:
        """The page on which the button stands; the timeline where it says none of these."""
        owner = self.record.owner.get_absolute_url()
        pages = {"work": reverse("home"), "owner": f"{owner}#milestones"}
        return pages.get(page, place_of(self.record))


class MilestoneDone(_Press):
    """It was done today."""

    def done_to(self) -> None:
        mark_done(by=self.request.user, milestone=self.record)
        undo = reverse("milestone_not_done", args=[self.record.pk])
        asked = f"?{urlencode({'back': self.cancel_url})}" if self.cancel_url else ""
        said = f"Done today: {self.record}."
        messages.success(self.request, said, extra_tags=f"{undo}{asked}")


class MilestoneNotDone(_Press):
    """It is still to come after all."""

    def done_to(self) -> None:
        mark_not_done(by=self.request.user, milestone=self.record)
        messages.success(self.request, f"Still to come: {self.record}.")


class WithdrawMilestone(WithdrawPage, _OneMilestone):
    """Take a milestone back that should not be there, or put it back."""

    noun = "milestone"
    texts = {"text": "What was to happen", "planned": "Planned for", "done_day": "Done"}

    @property
    def level(self) -> str:
        return self.record.pilot.visibility if self.record.pilot else "public"

    @property
    def after(self) -> str:
        return place_of(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        pilot, programme = self.record.pilot, self.record.programme
        if pilot is not None:
            return loading.breadcrumbs(pilot, ("Timeline", self.after), (self.page_title, ""))
        assert programme is not None  # noqa: S101 - it is of one of the two
        name = programme.short_name or programme.name
        return [("Programmes", reverse("programmes")), (name, self.after), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        if self.record.pilot is None:
            return {"example": self.record.owner.is_example}
        return loading.frame(self.record.pilot)


class WithdrawChange(OfPilot, WithdrawPage):
    """Take a change of plan back that should not be there, or put it back."""

    model, permission, noun, page_title = PlanChange, can_change_plan, "change of plan", "Withdraw"
    texts = {"before": "From", "after": "To", "why": "Why", "agreed_by": "Who agreed it"}

    def get_queryset(self) -> QuerySet[PlanChange]:
        return super().get_queryset().filter(pilot=self.pilot).select_related("withdrawn_by")

    def load(self) -> Any:
        change: Any = super().load()
        change.pilot = self.pilot
        return change

    @property
    def level(self) -> str:
        return str(self.pilot.visibility)

    @property
    def after(self) -> str:
        return f"{reverse('pilot_about', args=[self.pilot.slug])}#changes"
