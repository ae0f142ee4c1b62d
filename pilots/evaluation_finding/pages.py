"""What evaluations found: the list over all pilots, one finding, writing, publishing, replacing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface import exports, paging
from partnerships import history
from partnerships.form_page import FormPage, answer
from pilots import permissions
from pilots.evaluation.forms import EditFinding
from pilots.evaluation.pages import LARGEST_ID, crumbs, find, title_of
from pilots.evaluation_finding import actions
from pilots.evaluation_finding.filters import COLUMNS, SORTS, FindingFilter
from pilots.evaluation_finding.past import past_of_finding
from pilots.models import Evaluation, EvaluationFinding
from records import drafts

PAGE = 30
COPIED = ("claim", "indicator", "topic", "evidence", "concerns", "direction", "visibility")


def _load(user: Any, pk: int) -> EvaluationFinding:
    rows = EvaluationFinding.objects.visible_to(user).with_example().for_rows()
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


def _written(user: Any, pk: int, *, published: bool, is_sent: bool = False) -> EvaluationFinding:
    """One that this reader may change, or replace where it is published.

    What ``is_sent`` comes through where somebody else was quicker: the form says so then, and keeps
    what was typed.
    """
    found = _load(user, pk)
    if not permissions.can_write_finding(user, found.evaluation):
        raise PermissionDenied
    if not is_sent and (found.is_published != published or found.superseded_by_id):
        raise PermissionDenied
    return found


def _draft_title(what: str, *, published: bool) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"{what}: {_written(user, int(target), published=published)}"
        except (Http404, PermissionDenied, ValueError):
            return None

    return title


ADD = drafts.register(
    "evaluation-finding",
    title=title_of("A finding", permissions.can_write_finding),
    url=lambda target: reverse("evaluation_finding_add", args=[target]),
)
EDIT = drafts.register(
    "edit-evaluation-finding",
    title=_draft_title("Changes to a finding", published=False),
    url=lambda target: reverse("evaluation_finding_edit", args=[target]),
)
REPLACE = drafts.register(
    "replace-evaluation-finding",
    title=_draft_title("A later finding", published=True),
    url=lambda target: reverse("evaluation_finding_replace", args=[target]),
)


@login_not_required
def evaluation_findings(request: HttpRequest) -> HttpResponseBase:
    """All findings that the reader sees, filtered and paged; as a file with ``?format=``."""
    chosen = FindingFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = chosen.queryset.for_rows()
        if file := exports.respond(request, chosen, COLUMNS, SORTS, "evaluation-findings"):
            return file
    context = {
        "crumbs": [("Findings", "")],
        "filter": chosen,
        "page": paging.page(chosen.qs.for_rows(), request.GET, SORTS, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("finding"),
    }
    return render(request, "pilots/evaluation/findings.html", context)


@login_not_required
def evaluation_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what it rests on, how sure, and what came before and after it."""
    found = _load(request.user, pk)
    seen = EvaluationFinding.objects.visible_to(request.user)
    may = permissions.can_write_finding(request.user, found.evaluation)
    context = {
        "finding": found,
        "example": found.is_example,
        "crumbs": _crumbs(found.evaluation, ("Finding", "")),
        "later": seen.filter(pk=found.superseded_by_id).first() if found.superseded_by_id else None,
        "earlier": list(seen.filter(superseded_by=found)),
        "may_change": may and not found.is_published,
        "may_replace": may and found.is_published and not found.superseded_by_id,
    }
    return render(request, "pilots/evaluation/finding.html", context)


@login_not_required
def evaluation_finding_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a finding that this reader may know of."""
    found = _load(request.user, pk)
    crumbs = _crumbs(found.evaluation, ("Finding", found.get_absolute_url()), ("History", ""))
    past = past_of_finding(found, request.user)
    return history.show(request, found, past=past, crumbs=crumbs, example=found.is_example)


def evaluation_finding_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was found."""
    evaluation = find(request.user, pk)
    if not permissions.can_write_finding(request.user, evaluation):
        raise PermissionDenied
    page = _page(ADD, evaluation, str(pk), "Add a finding", "The finding is saved.")
    made = EvaluationFinding(evaluation=evaluation, direction="")
    return _answer(request, page, made)


def evaluation_finding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a finding before it is published."""
    found = _written(request.user, pk, published=False, is_sent=request.method == "POST")
    page = _page(EDIT, found.evaluation, str(pk), "Change a finding", "The finding is changed.")
    return _answer(request, page, found)


def evaluation_finding_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a later finding in the place of one; both stay to be read."""
    former = _written(request.user, pk, published=True, is_sent=request.method == "POST")
    values = {name: getattr(former, name) for name in COPIED}
    made = EvaluationFinding(evaluation=former.evaluation, is_interim=former.is_interim, **values)
    said = "The later finding is published. The one before it stays to be read."
    page = _page(REPLACE, former.evaluation, str(pk), "Publish a later finding", said)
    page = replace(page, lead=f"In the place of: {former.claim}", verb="Publish")

    def write(form: EditFinding) -> EvaluationFinding:
        return actions.replace_finding(by=request.user, finding=form.instance, former=former)

    return answer(request, page, EditFinding, write, instance=made, replaces=True)


@require_POST
def evaluation_finding_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a finding reach its readers; from then on it is not changed."""
    found = _load(request.user, pk)
    if not permissions.can_write_finding(request.user, found.evaluation):
        raise PermissionDenied
    if request.POST.get("version") != str(found.version):
        messages.warning(request, "It was changed meanwhile. Read it again before you publish it.")
        return redirect(found)
    try:
        actions.write_finding(by=request.user, finding=found, publish=True)
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, "The finding is published.")
    return redirect(found)


def _answer(request: HttpRequest, page: FormPage, finding: EvaluationFinding) -> HttpResponse:
    def write(form: EditFinding) -> EvaluationFinding:
        publish = form.cleaned_data["publish"] == "yes"
        return actions.write_finding(by=request.user, finding=form.instance, publish=publish)

    return answer(request, page, EditFinding, write, instance=finding)


def _page(kind: drafts.Kind, of: Evaluation, target: str, heading: str, said: str) -> FormPage:
    return FormPage(
        kind=kind,
        target=target,
        heading=heading,
        lead=f"{of.about}: {of.title}",
        back=of.get_absolute_url(),
        crumbs=_crumbs(of, (heading, "")),
        said=said,
        context={"example": _example(of)},
    )


def _example(of: Evaluation) -> bool:
    if of.pilot is None:
        return bool(of.programme and of.programme.is_example)
    place = of.pilot.lead_place
    return bool(place and place.is_example)


def _crumbs(of: Evaluation, *below: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs(of, (of.title, of.get_absolute_url()), *below)
