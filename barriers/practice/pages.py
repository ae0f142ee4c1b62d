"""The practice library as people read it: kinds, steps, guidance, examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from barriers.barrier.pages import BARRIERS
from barriers.models import Category, Guidance, Practice, PracticeExample
from barriers.practice import filters, record, use
from barriers.practice.actions import check_guidance, save_guidance
from barriers.practice.forms import ExampleForm, GuidanceForm
from barriers.practice.permissions import can_keep_library
from interface import exports, paging
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage, answer
from partnerships.history import show as show_history
from records import drafts

PAGE = 50
# First in the trail of every page of the library
LIBRARY = ("Practice library", "/practice/")
GUIDANCE = ("Guidance", "/practice/guidance/")
EXAMPLES = ("Examples", "/practice/examples/")


@login_not_required
def library(request: HttpRequest) -> HttpResponseBase:
    """All kinds of barrier with their steps; the steps as a file with ``?format=``."""
    if "format" in request.GET:
        steps = use.with_opened(Practice.objects.select_related("category", "source"))
        if file := exports.of_rows(request, steps, filters.STEPS, "practice-steps"):
            return file
    context = {
        "kinds": record.kinds(request.user),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, (LIBRARY[0], "")],
    }
    return render(request, "barriers/practice/library.html", context)


@login_not_required
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind: steps, guidance, examples, and what is often believed."""
    found = get_object_or_404(Category.objects.select_related("source"), key=slug)
    context = {
        "kind": found,
        "page": record.on_kind(found, request.user),
        "origin": use.origin_of(request, ""),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (found.name, "")],
    }
    return render(request, "barriers/practice/kind.html", context)


@login_not_required
def step(request: HttpRequest, code: str) -> HttpResponse:
    """One step: whose it is, what in Placebook does it, guidance and examples of it."""
    rows = Practice.objects.visible_to(request.user).select_related("category", "source")
    found = get_object_or_404(rows, code=code)
    context = {
        "step": found,
        "page": record.of_step(found, request.user),
        "opened": use.opened(found) if request.user.is_authenticated else None,
        "crumbs": [
            BARRIERS,
            LIBRARY,
            (found.category.name, f"/practice/kinds/{found.category.key}/"),
            (f"Step {found.code}", ""),
        ],
    }
    use.count(request, found)
    return render(request, "barriers/practice/step.html", context)


@login_not_required
def guidance_list(request: HttpRequest) -> HttpResponseBase:
    """Guidance, filtered and paged; as a file with ``?format=``."""
    rows = use.with_opened(Guidance.objects.visible_to(request.user).for_rows())
    chosen = filters.GuidanceFilter(request.GET, rows, request=request)
    sorts = filters.GUIDANCE_SORTS
    if file := exports.respond(request, chosen, filters.GUIDANCE, sorts, "guidance"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, sorts, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("piece of guidance", "pieces of guidance"),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (GUIDANCE[0], "")],
    }
    return render(request, "barriers/practice/guidance_list.html", context)


@login_not_required
def guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of guidance: what it is about, for whom, and when it was last looked at."""
    found = _guidance(request, pk)
    context = {
        "one": found,
        "may_keep": can_keep_library(request.user),
        "opened": use.opened(found) if request.user.is_authenticated else None,
        "example": found.is_example,
        "crumbs": [BARRIERS, LIBRARY, GUIDANCE, (found.title, "")],
    }
    use.count(request, found)
    return render(request, "barriers/practice/guidance.html", context)


@login_not_required
def guidance_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of it."""
    found = _guidance(request, pk)
    crumbs = [BARRIERS, LIBRARY, GUIDANCE, (found.title, found.get_absolute_url()), ("History", "")]
    return show_history(request, found, crumbs=crumbs, example=found.is_example)


def _guidance(request: HttpRequest, pk: int) -> Guidance:
    rows = Guidance.objects.visible_to(request.user).for_rows()
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


@login_not_required
def examples(request: HttpRequest) -> HttpResponseBase:
    """Examples that the reader may see, filtered and paged; as a file with ``?format=``."""
    rows = PracticeExample.objects.visible_to(request.user).for_rows()
    chosen = filters.ExampleFilter(request.GET, rows, request=request)
    sorts = filters.EXAMPLE_SORTS
    if file := exports.respond(request, chosen, filters.EXAMPLES, sorts, "practice-examples"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, sorts, size=PAGE),
        "count": paging.bounded_count(chosen.qs).words("example"),
        "may_keep": can_keep_library(request.user),
        "crumbs": [BARRIERS, LIBRARY, (EXAMPLES[0], "")],
    }
    return render(request, "barriers/practice/examples.html", context)


def _kind(key: str, what: str, field: str, name: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not can_keep_library(user):
            return None
        return f"{what}: {typed.get(field, '').strip()[:100]}".rstrip(": ")

    def url(target: str) -> str:
        return reverse(f"{name}_edit", args=[target]) if target else reverse(f"{name}_add")

    return drafts.register(key, title=title, url=url)


ABOUT = _kind("guidance", "Guidance", "title", "guidance")
EXAMPLE = _kind("practice-example", "Example", "what", "practice_example")


def _must_keep(user: Any) -> None:
    if not can_keep_library(user):
        raise PermissionDenied


def guidance_add(request: HttpRequest) -> HttpResponse:
    """Add published guidance."""
    return _guidance_form(request, Guidance(created_by_id=request.user.pk), "Add guidance")


def guidance_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of it."""
    return _guidance_form(request, _of(request.user, pk), "Change guidance")


def _of(user: Any, pk: int) -> Guidance:
    rows = Guidance.objects.visible_to(user).select_related("source")
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


def _guidance_form(request: HttpRequest, made: Guidance, heading: str) -> HttpResponse:
    _must_keep(request.user)
    here = (made.title, made.get_absolute_url()) if made.pk else GUIDANCE
    shown = FormPage(
        kind=ABOUT,
        target=str(made.pk or ""),
        heading=heading,
        lead="Everybody can read it. Say what it is about in your own words.",
        back=here[1],
        crumbs=[BARRIERS, LIBRARY, *([GUIDANCE] if made.pk else []), here, (heading, "")],
        context={"example": made.is_example},
    )

    def write(form: GuidanceForm) -> Guidance:
        form.instance.source = form.named_source(request.user)
        return save_guidance(guidance=form.instance, **form.served())

    return answer(request, shown, GuidanceForm, write, instance=made)


@require_POST
def guidance_checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked today, and it still stands as described."""
    found = _of(request.user, pk)
    _must_keep(request.user)
    check_guidance(by=request.user, guidance=found)
    messages.success(request, "Checked today.")
    return redirect(found)


def example_add(request: HttpRequest) -> HttpResponse:
    """Add an example."""
    return _example(request, PracticeExample(created_by_id=request.user.pk), "Add an example")


def example_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an example right."""
    rows = PracticeExample.objects.visible_to(request.user).for_rows()
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    return _example(request, found, "Change an example")


def _example(request: HttpRequest, made: PracticeExample, heading: str) -> HttpResponse:
    _must_keep(request.user)
    shown = FormPage(
        kind=EXAMPLE,
        target=str(made.pk or ""),
        heading=heading,
        lead="Everybody can read it, unless it is about a barrier or a pilot that they cannot.",
        back=EXAMPLES[1],
        crumbs=[BARRIERS, LIBRARY, EXAMPLES, (heading, "")],
        context={"example": made.is_example},
    )

    def write(form: ExampleForm) -> str:
        form.instance.source = form.named_source(request.user)
        form.save()
        return EXAMPLES[1]

    make: Callable[..., Any] = ExampleForm
    return answer(request, shown, make, write, instance=made, user=request.user)
