"""Evaluations: of a pilot, of a programme, their reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from partnerships.form_page import FormPage, answer
from partnerships.models import Programme
from pilots import loading, permissions
from pilots.evaluation import record as parts
from pilots.evaluation.forms import EditEvaluation, EditReport
from pilots.models import Evaluation, EvaluationReport, Pilot
from pilots.theory import drawing as theories
from pilots.worth import record as worth
from records import drafts

LARGEST_ID = 2**63 - 1


def find(user: Any, pk: int) -> Evaluation:
    """An evaluation with all that its page says; 404 where the reader does not see it."""
    rows = Evaluation.objects.visible_to(user).with_example()
    rows = rows.select_related("pilot__programme", "programme", "evaluator", "source")
    return get_object_or_404(
        rows.prefetch_related("pilot__place_links__place"), pk=min(pk, LARGEST_ID)
    )


def crumbs(of: Evaluation, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page of an evaluation is."""
    if of.pilot is not None:
        url = reverse("pilot_evaluation", args=[of.pilot.slug])
        return loading.crumbs(of.pilot, ("Evaluation", url), *below)
    return _programme_crumbs(of.programme, *below)


def _programme_crumbs(of: Any, *below: tuple[str, str]) -> list[tuple[str, str]]:
    named = (of.short_name or of.name, of.get_absolute_url())
    return [("Programmes", reverse("programmes")), named, *below]


def _may(user: Any, target: str, ask: Any) -> Evaluation | None:
    """The evaluation that a draft names, where its writer may still send it."""
    try:
        found = find(user, int(target.partition("/")[0]))
    except (Http404, ValueError):
        return None
    return found if ask(user, found) else None


def title_of(what: str, ask: Any = permissions.can_edit_evaluation) -> Any:
    """How drafts of a form about an evaluation are called."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        found = _may(user, target, ask)
        return f"{what}: {found.title}" if found else None

    return title


def _title_of_programme(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    found = Programme.objects.visible_to(user).filter(slug=target).first()
    if found is None or not permissions.can_plan_evaluation_of(user, found):
        return None
    return f"An evaluation: {found}"


def _report_url(target: str) -> str:
    of, _, pk = target.partition("/")
    if pk:
        return reverse("evaluation_report_edit", args=[pk])
    return reverse("evaluation_report_add", args=[of])


ADD = drafts.register(
    "evaluation",
    title=loading.draft_title("An evaluation", permissions.can_plan_evaluation),
    url=lambda target: reverse("evaluation_add", args=[target]),
)
ADD_TO_PROGRAMME = drafts.register(
    "programme-evaluation",
    title=_title_of_programme,
    url=lambda target: reverse("programme_evaluation_add", args=[target]),
)
EDIT = drafts.register(
    "edit-evaluation",
    title=title_of("Changes to an evaluation"),
    url=lambda target: reverse("evaluation_edit", args=[target]),
)
REPORT = drafts.register("evaluation-report", title=title_of("A report"), url=_report_url)


@login_not_required
def pilot_evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who evaluates a pilot, what was found, and what it is to be read with."""
    pilot = loading.pilot(request, slug)
    user = request.user
    spread = list(worth.spread_of(user, pilot)[: worth.MOST + 1])
    context = {
        **loading.frame(pilot),
        "crumbs": loading.crumbs(pilot, ("Evaluation", "")),
        "evaluations": parts.evaluations_of(user, pilot=pilot),
        "national": parts.of_programme(user, pilot.programme) if pilot.programme else [],
        "findings": parts.findings_of(user, pilot=pilot),
        "drawn": _drawn(user, pilot),
        "worth": worth.worth_of(user, pilot),
        "spread": spread[: worth.MOST],
        "spread_is_cut": len(spread) > worth.MOST,
        "places": worth.context_of(pilot),
        "mix": worth.partner_mix(pilot),
        "may_plan": permissions.can_plan_evaluation(user, pilot),
        "may_record": permissions.can_draw_theory(user, pilot),
    }
    return render(request, "pilots/evaluation/of_pilot.html", context)


def _drawn(user: Any, pilot: Pilot) -> theories.Drawn | None:
    """The version that is agreed; without one, the draft for who may read it."""
    versions = theories.versions_of(user, pilot)
    agreed = (one for one in versions if one.agreed_at is not None)
    chosen = next(agreed, versions[0] if versions else None)
    return theories.drawn(chosen) if chosen else None


@login_not_required
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation: who, how, when; its reports; what it found."""
    found = find(request.user, pk)
    context = {
        "evaluation": found,
        "example": found.is_example,
        "crumbs": crumbs(found, (found.title, "")),
        "reports": found.reports.select_related("source"),
        "findings": parts.findings_in(request.user, found),
        "may_edit": permissions.can_edit_evaluation(request.user, found),
        "may_find": permissions.can_write_finding(request.user, found),
    }
    return render(request, "pilots/evaluation/evaluation.html", context)


def evaluation_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that somebody evaluates a pilot."""
    pilot = loading.pilot_for(request, slug, permissions.can_plan_evaluation)
    listed = reverse("pilot_evaluation", args=[slug])
    page = FormPage(
        kind=ADD,
        target=slug,
        heading="Add an evaluation",
        lead=pilot.title,
        back=listed,
        crumbs=loading.crumbs(pilot, ("Evaluation", listed), ("Add", "")),
        said="The evaluation is recorded.",
        context={"example": loading.frame(pilot)["example"]},
    )
    made = Evaluation(pilot=pilot, created_by_id=request.user.pk)
    return _write(request, page, EditEvaluation, made, user=request.user)


def programme_evaluation_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that somebody evaluates a programme as a whole."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    if not permissions.can_plan_evaluation_of(request.user, found):
        raise PermissionDenied
    page = FormPage(
        kind=ADD_TO_PROGRAMME,
        target=slug,
        heading="Add an evaluation",
        lead=f"{found}: of all of its places",
        back=found.get_absolute_url(),
        crumbs=_programme_crumbs(found, ("Evaluation", "")),
        said="The evaluation is recorded.",
        context={"example": found.is_example},
    )
    made = Evaluation(programme=found, reach="national", created_by_id=request.user.pk)
    return _write(request, page, EditEvaluation, made, user=request.user)


def evaluation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of an evaluation, or say how far it is."""
    found = _edited(request, pk)
    page = FormPage(
        kind=EDIT,
        target=str(pk),
        heading="Change an evaluation",
        lead=found.about,
        back=found.get_absolute_url(),
        crumbs=crumbs(found, (found.title, found.get_absolute_url()), ("Change", "")),
        said="The evaluation is changed.",
        context={"example": found.is_example},
    )
    return _write(request, page, EditEvaluation, found, user=request.user)


def evaluation_report_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a report, published or not."""
    found = _edited(request, pk)
    made = EvaluationReport(evaluation=found, kind="", created_by_id=request.user.pk)
    return _report(request, found, made, str(found.pk), "Add a report")


def evaluation_report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of a report."""
    rows = EvaluationReport.objects.visible_to(request.user).select_related("source")
    report = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    found = _edited(request, report.evaluation_id)
    return _report(request, found, report, f"{found.pk}/{pk}", "Change a report")


def _report(
    request: HttpRequest, of: Evaluation, report: EvaluationReport, target: str, title: str
) -> HttpResponse:
    page = FormPage(
        kind=REPORT,
        target=target,
        heading=title,
        lead=f"{of.about}: {of.title}",
        back=of.get_absolute_url(),
        crumbs=crumbs(of, (of.title, of.get_absolute_url()), (title, "")),
        said="The report is recorded.",
        context={"example": of.is_example},
    )
    return _write(request, page, EditReport, report)


def _edited(request: HttpRequest, pk: int) -> Evaluation:
    found = find(request.user, pk)
    if not permissions.can_edit_evaluation(request.user, found):
        raise PermissionDenied
    return found


def _write(
    request: HttpRequest, page: FormPage, form: Any, record: Any, **kwargs: Any
) -> HttpResponse:
    def write(filled: Any) -> Any:
        filled.instance.source = filled.named_source(request.user)
        return filled.save()

    return answer(request, page, form, write, instance=record, **kwargs)
