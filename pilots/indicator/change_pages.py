"""Adding a figure, putting it right, changing its plan or its definition, counting it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.indicator import actions
from pilots.indicator.forms import IndicatorForm, RedefineForm, RemeasureForm
from pilots.indicator.plan_forms import PlanForm
from pilots.models import Indicator, IndicatorPlan, Pilot, Remeasure
from records import drafts
from records.drafts import Kind

TEMPLATE = "pilots/indicators/edit.html"


def _url(name: str) -> Any:
    return lambda target: reverse(name, args=target.split("/"))


def _kind(key: str, what: str, name: str, may: loading.May = permissions.can_keep_figures) -> Kind:
    return drafts.register(key, title=loading.draft_title(what, may), url=_url(name))


ADD = _kind("add-figure", "A figure", "indicator_add")
EDIT = _kind("edit-figure", "Changes to a figure", "indicator_edit")
PLAN = _kind("figure-plan", "The plan of a figure", "indicator_plan")
REDEFINE = _kind("figure-definition", "Another definition", "indicator_redefine")
AGAIN = _kind(
    *("count-again", "Count a figure again", "remeasure_add"),
    may=permissions.can_propose_remeasure,
)


def _again_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = Remeasure.objects.visible_to(user).select_related("indicator__pilot")
    found = rows.filter(pk=int(target)).first() if target.isdecimal() else None
    if found is None or not permissions.can_keep_figures(user, found.indicator.pilot):
        return None
    return f"Count a figure again: {found.indicator}"


AGAIN_EDIT = drafts.register("count-again-edit", title=_again_title, url=_url("remeasure_edit"))


def indicator_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Another figure that the pilot counts."""
    pilot = loading.pilot_for(request, slug, permissions.can_keep_figures)
    page = FormPage(
        kind=ADD,
        target=slug,
        heading="Add a figure",
        lead=pilot.title,
        back=reverse("pilot_indicators", args=[slug]),
        crumbs=loading.crumbs(
            pilot, ("Figures", reverse("pilot_indicators", args=[slug])), ("Add", "")
        ),
        said="The figure is added. It is asked for when progress is logged.",
        seen_by=pilot,
        context=loading.frame(pilot),
        template=TEMPLATE,
    )

    def write(form: IndicatorForm) -> Indicator:
        return actions.add_indicator(indicator=form.instance, plan=form.plan, by=request.user)

    return answer(
        request, page, IndicatorForm, write, instance=Indicator(pilot=pilot), user=request.user
    )


def indicator_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a figure's own page right, or close it."""
    pilot, found = _loaded(request, slug, number)
    page = _page(
        EDIT, pilot, found, "Edit this figure", "The figure is changed.", template=TEMPLATE
    )

    def write(form: IndicatorForm) -> Indicator:
        return actions.change_indicator(indicator=form.instance, by=request.user)

    return answer(request, page, IndicatorForm, write, instance=found, user=request.user)


def indicator_plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Its first plan; later a mistake put right, or another plan from a date."""
    pilot, found = _loaded(request, slug, number)
    plan = found.plans.filter(valid_to=None).first() or IndicatorPlan(created_by_id=request.user.pk)
    plan.indicator = found
    said = "The plan is changed." if plan.pk else "The plan is recorded."
    heading = "Change the plan" if plan.pk else "Say what is planned"
    page = _page(PLAN, pilot, found, heading, said)

    def write(form: PlanForm) -> str:
        if form.is_change:
            data = form.cleaned_data
            actions.change_plan(
                plan=form.instance, since=data["since"], why=data["why"], by=request.user
            )
        else:
            form.save()
        return f"{found.get_absolute_url()}#plans"

    return answer(request, page, PlanForm, write, instance=plan)


def indicator_redefine(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """From a day on it counts something else."""
    pilot, found = _loaded(request, slug, number)
    said = "The definition is changed. If the plan counts the new thing too, change the plan."
    page = _page(REDEFINE, pilot, found, "Change what is counted", said)

    def write(form: RedefineForm) -> Indicator:
        data = form.cleaned_data
        changed = actions.redefine(
            indicator=found,
            definition=data["definition"],
            since=data["since"],
            why=data["why"],
            follow=data.get("follow", False),
            by=request.user,
        )
        changed.pilot = pilot
        return changed

    return answer(request, page, RedefineForm, write, instance=found)


def remeasure_add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Schedule it, or propose it."""
    pilot, found = _loaded(request, slug, number, permissions.can_propose_remeasure)
    keeps = permissions.can_keep_figures(request.user, pilot)
    said = "It is scheduled." if keeps else "It is proposed to those who log this pilot’s progress."
    page = _page(AGAIN, pilot, found, "Count it again", said)
    return _again(request, page, Remeasure(indicator=found), keeps=keeps)


def remeasure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it on, move it, or give it up with a reason."""
    rows = Remeasure.objects.visible_to(request.user).select_related("indicator")
    found = get_object_or_404(rows, pk=pk)
    pilot = loading.pilot_for(request, found.indicator.pilot.slug, permissions.can_keep_figures)
    found.indicator.pilot = pilot
    page = _page(
        *(AGAIN_EDIT, pilot, found.indicator, "Count it again", "It is changed."), target=str(pk)
    )
    return _again(request, page, found, keeps=True)


def _again(
    request: HttpRequest, page: FormPage, remeasure: Remeasure, *, keeps: bool
) -> HttpResponse:
    def write(form: RemeasureForm) -> str:
        made = actions.schedule(remeasure=form.instance, by=request.user)
        return f"{made.indicator.get_absolute_url()}#again"

    return answer(request, page, RemeasureForm, write, instance=remeasure, keeps=keeps)


def _loaded(
    request: HttpRequest,
    slug: str,
    number: int,
    may: loading.May = permissions.can_keep_figures,
) -> tuple[Pilot, Indicator]:
    pilot = loading.pilot(request, slug)
    found = loading.indicator(request, pilot, number)
    if not may(request.user, pilot):
        raise PermissionDenied
    return pilot, found


def _page(
    kind: Kind,
    pilot: Pilot,
    of: Indicator,
    heading: str,
    said: str,
    *,
    target: str = "",
    **more: Any,
) -> FormPage:
    name, back = of.name, of.get_absolute_url()
    return FormPage(
        kind=kind,
        target=target or f"{pilot.slug}/{of.number}",
        heading=heading,
        lead=f"{name}. {pilot.title}",
        back=back,
        crumbs=loading.crumbs(pilot, (name, back), (heading, "")),
        said=said,
        seen_by=pilot,
        context=loading.frame(pilot),
        **more,
    )
