"""Adding a figure, putting it right, changing its plan or its definition, counting it again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interface.paging import row_number
from pilots.indicator import actions
from pilots.indicator.forms import IndicatorForm, RedefineForm, RemeasureForm
from pilots.indicator.permissions import can_keep_figures, can_propose_remeasure
from pilots.indicator.plan_forms import PlanForm
from pilots.indicator.views import OneFigure
from pilots.models import Indicator, IndicatorDefinition, IndicatorPlan, Pilot, Remeasure
from pilots.pilot import loading
from pilots.pilot.page import AddToPilot, PilotFormPage, TakeBackOfPilot
from records import drafts
from records.drafts import Kind
from records.form_views import EditPage


def _draft(key: str, what: str, page: str, may: loading.May = can_keep_figures) -> Kind:
    return loading.draft(key, what, page, may=may)


def _remeasure_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = Remeasure.objects.visible_to(user).select_related("indicator__pilot")
    remeasure = rows.filter(pk=row_number(target)).first()
    if remeasure is None or not can_keep_figures(user, remeasure.indicator.pilot):
        return None
    return f"Count a figure again: {remeasure.indicator}"


REMEASURE = drafts.register(
    "count-again-edit",
    title=_remeasure_title,
    url=lambda target: reverse("remeasure_edit", args=[target]),
)


class AddFigure(AddToPilot):
    """Another figure that the pilot counts."""

    model, form, right = Indicator, IndicatorForm, can_keep_figures
    draft = _draft("add-figure", "A figure", "indicator_add")
    template_name, guidance = "pilots/indicator/form.html", "figures"
    title, page_title = "Add a figure", "Add"
    success_message = "Figure added. We’ll ask for it when you log progress."
    form_takes_user = True

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_indicators", args=[self.pilot.slug])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Figures", self.cancel_url)]

    def instance(self) -> Indicator:
        return Indicator(pilot=self.pilot)

    def save(self, form: IndicatorForm) -> Indicator:
        return actions.add_indicator(indicator=form.instance, plan=form.plan, by=self.request.user)


class OneFigureForm(PilotFormPage, OneFigure, EditPage):
    """A form about one figure, whose name leads."""

    right = can_keep_figures

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page_title, self.name = self.title, self.record.name
        self.lead = f"{self.name}. {self.pilot.title}"

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.record.number}"

    @property
    def cancel_url(self) -> str:
        return self.record.get_absolute_url()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.name, self.cancel_url)]


class EditFigure(OneFigureForm):
    """Put a figure's own page right, or close it."""

    form = IndicatorForm
    draft = _draft("edit-figure", "Changes to a figure", "indicator_edit")
    template_name, guidance = "pilots/indicator/form.html", "figures"
    title = "Edit this figure"
    success_message = "Figure saved."
    form_takes_user = True

    def save(self, form: IndicatorForm) -> Indicator:
        return actions.change_indicator(indicator=form.instance, by=self.request.user)


class ChangePlan(OneFigureForm):
    """Its first plan; later a mistake put right, or another plan from a date."""

    form = PlanForm
    template_name = "pilots/indicator/plan.html"
    success_message = "Plan saved."
    draft = _draft("figure-plan", "The plan of a figure", "indicator_plan")

    @cached_property
    def plan(self) -> IndicatorPlan:
        plan = self.record.plans.filter(valid_to=None).first()
        plan = plan or IndicatorPlan(created_by_id=self.request.user.pk)
        plan.indicator = self.record
        return plan

    @property
    def title(self) -> str:  # type: ignore[override]
        return "Change the plan" if self.plan.pk else "Say what is planned"

    def instance(self) -> IndicatorPlan:
        return self.plan

    def save(self, form: PlanForm) -> str:
        if form.is_change:
            data = form.cleaned_data
            actions.change_plan(
                plan=form.instance, since=data["since"], why=data["why"], by=self.request.user
            )
        else:
            form.save()
        return f"{self.cancel_url}#plans"


class TakeBackFigure(TakeBackOfPilot, OneFigure):
    """Take back a figure that was added by mistake: with its plan, before anything is counted."""

    noun, parts = "figure", ((IndicatorPlan, "indicator"), (IndicatorDefinition, "indicator"))
    instead = "Edit it instead, and say that it is no longer counted."

    @property
    def record_page(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def listed_at(self) -> str:
        return reverse("pilot_indicators", args=[self.pilot.slug])


class Redefine(OneFigureForm):
    """From a day on it counts something else."""

    form = RedefineForm
    draft = _draft("figure-definition", "Another definition", "indicator_redefine")
    title = "Change what is counted"
    success_message = "Definition saved. If the plan counts the new thing too, change the plan."

    def save(self, form: RedefineForm) -> Indicator:
        data = form.cleaned_data
        changed = actions.redefine(
            indicator=self.record,
            definition=data["definition"],
            since=data["since"],
            why=data["why"],
            follow=data.get("follow", False),
            by=self.request.user,
        )
        changed.pilot = self.pilot
        return changed


class _RemeasureForm(OneFigureForm):
    form, guidance = RemeasureForm, "count-again"
    title = "Count it again"

    @property
    def keeps(self) -> bool:
        """Whether they may take it on or give it up."""
        return can_keep_figures(self.request.user, self.pilot)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "keeps": self.keeps}

    def save(self, form: RemeasureForm) -> str:
        made = actions.schedule(remeasure=form.instance, by=self.request.user)
        return f"{made.indicator.get_absolute_url()}#again"


class AddRemeasure(_RemeasureForm):
    """Schedule it, or propose it."""

    draft = _draft("count-again", "Count a figure again", "remeasure_add", can_propose_remeasure)
    right = can_propose_remeasure

    @property
    def success_message(self) -> str:  # type: ignore[override]
        who = "It is proposed to those who log this pilot’s progress."
        return "It is scheduled." if self.keeps else who

    def instance(self) -> Remeasure:
        return Remeasure(indicator=self.record)


class EditRemeasure(_RemeasureForm):
    """Take it on, move it, or give it up with a reason."""

    draft = REMEASURE
    success_message = "Saved."

    @cached_property
    def remeasure(self) -> Remeasure:
        """What the address names. Raises Http404."""
        rows = Remeasure.objects.visible_to(self.request.user).select_related("indicator")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def pilot(self) -> Pilot:
        return loading.pilot(self.request, self.remeasure.indicator.pilot.slug)

    def load(self) -> Indicator:
        indicator = self.remeasure.indicator
        indicator.pilot = self.pilot
        return indicator

    @property
    def keeps(self) -> bool:
        return True  # nobody else is let in

    @property
    def target(self) -> str:
        return str(self.remeasure.pk)

    def instance(self) -> Remeasure:
        return self.remeasure
