"""Definitions that several pilots count by: the list, a page for each, writing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import exports, paging, querystring
from interface.forms import suggestions
from interface.words import number
from partnerships import history
from partnerships.form_page import FormPage, answer
from partnerships.models import Programme
from pilots import permissions
from pilots.indicator import actions
from pilots.indicator.totals import ADDED, LEFT_OUT, STATES, UNKNOWN, Total, counted_by, totals
from pilots.models import SharedDefinition
from pilots.shared_definition import filters
from pilots.shared_definition.forms import SharedDefinitionForm
from records import drafts

HERE = ("Shared definitions", "/indicators/")
OFFERED = 8
PAGE = 50
LONGEST = 100


def _found(user: Any, slug: str) -> SharedDefinition:
    return get_object_or_404(SharedDefinition.objects.visible_to(user).listed(), slug=slug)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not target:
        return "A shared definition" if permissions.can_add_definition(user) else None
    found = SharedDefinition.objects.visible_to(user).filter(slug=target).first()
    may = found is not None and permissions.can_write_definition(user, found)
    return f"Changes to a definition: {found}" if may else None


def _url(target: str) -> str:
    name = "shared_definition_edit" if target else "shared_definition_add"
    return reverse(name, args=[target] if target else [])


DEFINITION = drafts.register("shared-definition", title=_title, url=_url)


@login_not_required
def shared_definitions(request: HttpRequest) -> HttpResponseBase:
    """All of them, filtered and paged; as a file with ``?format=``."""
    chosen = filters.DefinitionFilter(request.GET, request=request)
    user = request.user
    file = exports.respond(
        request,
        chosen,
        filters.COLUMNS,
        filters.SORTS,
        "shared-definitions",
        expand=lambda some: filters.with_use(user, some),
    )
    if file is not None:
        return file
    page = paging.page(chosen.qs, request.GET, filters.SORTS, size=30)
    context = {
        "crumbs": [(HERE[0], "")],
        "filter": chosen,
        "page": page,
        "definitions": list(filters.with_use(user, page.rows)),
        "count": paging.bounded_count(chosen.qs).words("definition"),
        "may_add": permissions.can_add_definition(request.user),
    }
    return render(request, "pilots/indicators/definitions.html", context)


@login_not_required
def shared_definition(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it means, and what those who count by it add up to; ``?programme=`` of one only.

    The total counts them all; the list below it is paged, and ``?state=`` narrows it.
    """
    found = _found(request.user, slug)
    asked = request.GET.get("programme", "").replace("\x00", "")
    programme = (
        get_object_or_404(Programme.objects.visible_to(request.user), slug=asked) if asked else None
    )
    seen = filters.pilots_of(request.user, programme)
    rows = counted_by(seen).filter(shared=found)
    made = totals(request.user, rows)
    total = made[0] if made else Total(found)
    parts = {one.indicator: one for one in total.parts}
    state = request.GET.get("state", "")
    if state in STATES:
        rows = rows.filter(pk__in=[key for key, one in parts.items() if one.state == state])
    rows = filters.listed(rows)
    file = exports.respond(
        request,
        rows,
        filters.PART_COLUMNS,
        filters.CONTRIBUTORS,
        f"counted-by-{slug}",
        expand=lambda some: filters.contributors(request.user, some, parts),
    )
    if file is not None:
        return file
    page = paging.page(rows, request.GET, filters.CONTRIBUTORS, size=PAGE)
    context = {
        "crumbs": [HERE, (found.name, "")],
        "shared": found,
        "example": found.is_example,
        "total": total,
        "tabs": _states(request, total, state),
        "page": page,
        "contributors": list(filters.contributors(request.user, page.rows, parts)),
        "programme": programme,
        "may_edit": permissions.can_write_definition(request.user, found),
    }
    return render(request, "pilots/indicators/definition.html", context)


def _states(request: HttpRequest, total: Total, state: str) -> list[dict[str, Any]]:
    """Everybody who counts by it, or those of whom one thing becomes in the total."""
    counts = {"": len(total.parts), ADDED: len(total.added), UNKNOWN: len(total.unknown)}
    counts[LEFT_OUT] = len(total.left_out)
    return [
        {
            "label": f"{STATES.get(key, 'All')} ({number(count)})",
            "url": querystring.replaced(request.GET, state=key or None) + "#used",
            "current": key == (state if state in STATES else ""),
        }
        for key, count in counts.items()
    ]


@login_not_required
def shared_definition_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of a definition: its words, its versions and why."""
    found = _found(request.user, slug)
    crumbs = [HERE, (found.name, found.get_absolute_url()), ("History", "")]
    return history.show(request, found, crumbs=crumbs, example=found.is_example)


@login_not_required
def shared_definition_suggest(request: HttpRequest) -> JsonResponse:
    """Definitions that hold what was typed."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = SharedDefinition.objects.visible_to(request.user).found_by(typed)
    return suggestions(rows[:OFFERED], describe=lambda one: f"in {one.unit}")


def shared_definition_add(request: HttpRequest) -> HttpResponse:
    """Write one."""
    if not permissions.can_add_definition(request.user):
        raise PermissionDenied
    page = FormPage(
        kind=DEFINITION,
        target="",
        heading="Add a shared definition",
        lead="Everybody can read it. Pilots choose it when they add a figure.",
        back=reverse("shared_definitions"),
        crumbs=[HERE, ("Add", "")],
        said="The definition is saved.",
    )
    return _write(request, page, SharedDefinition())


def shared_definition_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Put its words right, or give it a new version."""
    found = _found(request.user, slug)
    if not permissions.can_write_definition(request.user, found):
        raise PermissionDenied
    page = FormPage(
        kind=DEFINITION,
        target=slug,
        heading="Change a shared definition",
        lead=found.name,
        back=found.get_absolute_url(),
        crumbs=[HERE, (found.name, found.get_absolute_url()), ("Change", "")],
        said="The definition is changed.",
        context={"example": found.is_example},
    )
    return _write(request, page, found)


def _write(request: HttpRequest, page: FormPage, shared: SharedDefinition) -> HttpResponse:
    def write(form: SharedDefinitionForm) -> SharedDefinition:
        form.instance.source = form.named_source(request.user)
        return actions.write_definition(
            shared=form.instance,
            by=request.user,
            topics=form.cleaned_data["topics"],
            new_edition=form.is_new_edition,
        )

    return answer(request, page, SharedDefinitionForm, write, instance=shared, user=request.user)
