"""Keeping the practice library: guidance, examples, and that somebody looked today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from barriers.forms.practice import ExampleForm, GuidanceForm
from barriers.models import Guidance, PracticeExample
from barriers.practice.keeping import check_guidance, save_guidance
from barriers.practice.rights import can_keep_library
from barriers.views.one import BARRIERS
from barriers.views.practice import EXAMPLES, GUIDANCE, LIBRARY
from interface.paging import LARGEST_ID
from partnerships.views.form_page import FormPage, answer
from records import drafts


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
