"""Milestones and changes of plan: writing them down, and putting them right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from interface.paging import row_number
from partnerships.models import Programme
from pilots.kinds import KindOfPilot
from pilots.milestone.actions import keep_milestone
from pilots.milestone.forms import ChangeForm, MilestoneForm
from pilots.milestone.mend_views import place_of
from pilots.milestone.permissions import can_keep_milestone, can_set_milestones
from pilots.models import Milestone, Pilot, PlanChange
from pilots.pilot import loading
from records import drafts
from records.form_views import IS_PUBLIC, EditPage, FormPage


def _edit_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = Milestone.objects.visible_to(user).select_related("pilot", "programme")
    milestone = rows.filter(pk=row_number(target)).first()
    may = milestone is not None and can_keep_milestone(user, milestone)
    return f"Changes to a milestone: {milestone}" if may else None


ADD_TO_PROGRAMME = loading.register_change(
    "programme-milestone",
    "Milestone",
    "programme_milestone_add",
    (Programme, can_set_milestones),
    by="slug",
)
EDIT = drafts.register(
    "edit-milestone",
    title=_edit_title,
    url=lambda target: reverse("milestone_edit", args=[target]),
)


def _keep(by: Any, form: MilestoneForm) -> None:
    why = form.cleaned_data.get("why_moved", "")
    keep_milestone(by=by, milestone=form.instance, why_moved=why)


class _MilestoneForm(FormPage):
    form = MilestoneForm
    success_message = "Milestone added."

    def save(self, form: MilestoneForm) -> str:
        _keep(self.request.user, form)
        return self.cancel_url

    def programme_breadcrumbs(self, programme: Programme) -> list[tuple[str, str]]:
        name = programme.short_name or programme.name
        above = [("Programmes", reverse("programmes")), (name, programme.get_absolute_url())]
        return [*above, (self.title, "")]


class Milestones(KindOfPilot):
    """What is to happen in a pilot; each stands on its timeline."""

    model, form, add_message = Milestone, MilestoneForm, "Milestone added."
    without = ("List", "Edit", "TakeBack")
    noun, listed, write = "milestone", ("pilot_timeline", "Timeline"), staticmethod(_keep)
    menu = {"says": "Something that is to happen by a day", "order": 30, "words": "new plan"}


class AddProgrammeMilestone(_MilestoneForm, EditPage):
    """Something that is to happen in a programme; its leads say so, and everyone reads it."""

    model, draft, permission, key = Programme, ADD_TO_PROGRAMME, can_set_milestones, "slug"
    title = "Add a milestone"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.record}. Everyone can read its milestones."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    @property
    def cancel_url(self) -> str:
        return f"{self.record.get_absolute_url()}#milestones"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return self.programme_breadcrumbs(self.record)

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example, "goes_public": IS_PUBLIC}

    def instance(self) -> Milestone:
        return Milestone(programme=self.record)


class EditMilestone(_MilestoneForm, EditPage):
    """It is done, it moved, it will not happen, or it was written wrongly."""

    model, draft, permission = Milestone, EDIT, can_keep_milestone
    title = "Change a milestone"
    success_message = "Milestone saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = reverse("milestone_withdraw", args=[self.record.pk])
        owner = self.record.owner
        self.lead = owner.title if isinstance(owner, Pilot) else str(owner)
        self.seen_by = self.record.pilot

    def get_queryset(self) -> QuerySet[Milestone]:
        rows = super().get_queryset().select_related("pilot", "programme")
        return rows.prefetch_related("pilot__place_links__place")

    @property
    def cancel_url(self) -> str:
        return place_of(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.record.pilot is None:
            return self.programme_breadcrumbs(self.record.owner)
        return loading.breadcrumbs(
            self.record.pilot, ("Timeline", self.cancel_url), (self.title, "")
        )

    def get_context_data(self) -> dict[str, Any]:
        if self.record.pilot is None:
            return {"example": self.record.owner.is_example, "goes_public": IS_PUBLIC}
        return loading.frame(self.record.pilot)


class Changes(KindOfPilot):
    """Changes of plan: from what, to what, why, who agreed and when."""

    model, form, key, path = PlanChange, ChangeForm, "pilot_change", "changes"
    without, anchor, draft_words = ("List", "TakeBack"), "changes", "Change of plan"
    add_title, edit_title = "Record a change of plan", "Correct a change of plan"
    add_message = "Change of plan saved."
    menu = {"says": "From what, to what, and who agreed", "order": 45, "words": "new replan delay"}
    edit_message, withdraw = "Change of plan corrected.", "pilot_change_withdraw"
