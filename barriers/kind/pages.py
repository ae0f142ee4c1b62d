"""The kinds of barriers with their definitions; adding and merging finer ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from barriers import permissions
from barriers.barrier.filters import sub_type_key
from barriers.barrier.pages import BARRIERS
from barriers.kind import actions
from barriers.kind.forms import MergeForm, SubTypeForm
from barriers.models import Category, SubType
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage, answer
from records import drafts

KINDS = ("Kinds", "/barriers/kinds/")


def _title(verb: str) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        return verb if permissions.can_keep_kinds(user) else None

    return title


ADD = drafts.register(
    "sub-type-add",
    title=_title("A new finer kind"),
    url=lambda target: reverse("sub_type_add", args=[target]),
)
MERGE = drafts.register(
    "sub-type-merge",
    title=_title("Two finer kinds made one"),
    url=lambda target: reverse("sub_type_merge", args=[target]),
)


@login_not_required
def kinds(request: HttpRequest) -> HttpResponse:
    """What each kind means, by its source, with its finer kinds."""
    finer = SubType.objects.in_use().prefetch_related("merged").order_by("name")
    rows = Category.objects.select_related("source").prefetch_related(Prefetch("sub_types", finer))
    context = {
        "kinds": [
            (kind, [(one, sub_type_key(kind.key, one.name)) for one in kind.sub_types.all()])
            for kind in rows
        ],
        "may_keep": permissions.can_keep_kinds(request.user),
        "crumbs": [BARRIERS, ("Kinds", "")],
    }
    return render(request, "barriers/kinds.html", context)


def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a finer kind to a kind."""
    _must_keep(request)
    category = get_object_or_404(Category, key=key)
    shown = FormPage(
        kind=ADD,
        target=key,
        heading="Add a finer kind",
        lead=f"{category}: {category.definition}",
        back=KINDS[1],
        crumbs=[BARRIERS, KINDS, ("Add", "")],
        verb="Add it",
        said="Added. Barriers can be given it from now on.",
    )

    def write(form: SubTypeForm) -> str:
        actions.add_sub_type(by=request.user, category=category, **form.cleaned_data)
        return f"{KINDS[1]}#{key}"

    return answer(request, shown, SubTypeForm, write)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of two that mean the same."""
    _must_keep(request)
    rows = SubType.objects.select_related("category", "merged_into")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if found.merged_into is not None and request.method == "GET":
        messages.info(request, f"“{found}” was merged into “{found.merged_into}” already.")
        return redirect(KINDS[1])
    shown = FormPage(
        kind=MERGE,
        target=str(found.pk),
        heading=f"Merge “{found}”",
        lead=(
            f"Barriers of this finer kind are given the other one. Their history keeps “{found}”, "
            "and addresses with it lead to the other one. This cannot be undone."
        ),
        back=KINDS[1],
        crumbs=[BARRIERS, KINDS, ("Merge", "")],
        verb="Merge them",
        said="Merged.",
    )

    def write(form: MergeForm) -> str:
        into = form.cleaned_data["into"]
        actions.merge_sub_types(by=request.user, merged=found, into=into)
        return f"{KINDS[1]}#{found.category.key}"

    return answer(request, shown, MergeForm, write, sub_type=found)


def _must_keep(request: HttpRequest) -> None:
    if not permissions.can_keep_kinds(request.user):
        raise PermissionDenied
