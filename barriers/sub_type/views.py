"""The kinds of barriers with their definitions; adding and merging finer ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from barriers.barrier.loading import BARRIERS
from barriers.barrier.models.kind import sub_type_key
from barriers.models import Category, SubType
from barriers.sub_type import actions
from barriers.sub_type.forms import MergeForm, SubTypeForm
from barriers.sub_type.permissions import can_keep_kinds
from interface.pages import Page
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

KINDS = ("Kinds", "/barriers/kinds/")


def _draft(key: str, words: str, address: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        return words if can_keep_kinds(user) else None

    return drafts.register(key, title=title, url=lambda target: reverse(address, args=[target]))


class Kinds(Page):
    """What each kind means, by its source, with its finer kinds."""

    public = True
    template_name = "barriers/sub_type/kinds.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        finer = SubType.objects.in_use().prefetch_related("merged").order_by("name")
        kinds = Category.objects.select_related("source")
        return self.render_page(
            kinds=[
                (
                    kind,
                    [
                        (sub_type, sub_type_key(kind.key, sub_type.name))
                        for sub_type in kind.sub_types.all()
                    ],
                )
                for kind in kinds.prefetch_related(Prefetch("sub_types", finer))
            ],
            may_keep=can_keep_kinds(request.user),
        )

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, ("Kinds", "")]


class _KindsForm(FormPage):
    model = SubType
    cancel_url = KINDS[1]
    page_title: str

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, KINDS, (self.page_title, "")]


class AddSubType(_KindsForm, AddPage):
    """Add a finer kind to a kind."""

    form, permission = SubTypeForm, can_keep_kinds
    draft = _draft("sub-type-add", "A new sub-type", "sub_type_add")
    title, page_title, submit_label = "Add a sub-type", "Add", "Add it"
    success_message = "Added. You can give it to barriers now."

    @property
    def target(self) -> str:
        return str(self.kwargs["key"])

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """404 for a kind that is not there, before anything typed is kept."""
        self.category = get_object_or_404(Category, key=self.target)
        self.lead = f"{self.category}: {self.category.definition}"
        return super().answer(request)

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: SubTypeForm) -> str:
        user = self.request.user
        actions.add_sub_type(by=user, category=self.category, **form.cleaned_data)
        return f"{self.cancel_url}#{self.target}"


class MergeSubTypes(_KindsForm, EditPage):
    """Make one of two that mean the same."""

    form, permission = MergeForm, can_keep_kinds
    draft = _draft("sub-type-merge", "Two sub-types made one", "sub_type_merge")
    page_title, submit_label, success_message = "Merge", "Merge them", "Merged."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = f"Merge “{self.record}”"
        self.lead = (
            "Barriers of this sub-type are given the other one. Their history keeps "
            f"“{self.record}”, and addresses with it lead to the other one. This cannot be undone."
        )

    def get_queryset(self) -> QuerySet[SubType]:
        return super().get_queryset().select_related("category", "merged_into")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sub_type = self.record
        if sub_type.merged_into is None:
            return super().get(request, **kwargs)
        messages.info(request, f"“{sub_type}” was merged into “{sub_type.merged_into}” already.")
        return redirect(self.cancel_url)

    def arguments(self) -> dict[str, Any]:
        return {"sub_type": self.record}

    def save(self, form: MergeForm) -> str:
        into = form.cleaned_data["into"]
        actions.merge_sub_types(by=self.request.user, merged=self.record, into=into)
        return f"{self.cancel_url}#{self.record.category.key}"
