"""What was promised at one record, and adding to it, for those who keep that record right."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from collaboration.action_item.line import promises_url
from collaboration.models import ActionItem
from interface.pages import Page
from partnerships.place.examples import is_made_up
from pilots.engagement.actions import write_promise
from pilots.engagement.part_forms import AddPromise
from pilots.engagement.reading import read_promise
from records import drafts
from records.form_views import FormPage
from registry.promised import HasPromises, promised

LISTED = (("Promises", "/promises/"),)
SHOWN = 200


def _load(user: Any, kind: str, pk: str) -> tuple[HasPromises, Any]:
    """The record, with what is declared of its kind; 404 where this reader sees none."""
    declared = promised(kind)
    if declared is None or not declared.adds:
        raise Http404
    return declared, get_object_or_404(declared.seen_by(user), pk=pk)


def _title(user: Any, target: str, _typed: Any) -> str | None:
    kind, _, pk = target.partition("/")
    try:
        declared, record = _load(user, kind, pk)
    except (Http404, ValueError):
        return None
    return f"Promise: {declared.label(record)}" if declared.kept_by(user, record) else None


ADD = drafts.register(
    "promise-add",
    title=_title,
    url=lambda target: reverse("promise_add", args=target.split("/")),
)


class _OfRecord(Page):
    """What both pages load; nobody reads promises without signing in."""

    for_keepers = False

    def dispatch(self, request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
        """Answers who sees the record, and on a page for keepers who keeps it."""
        self.of_kind, self.record = _load(request.user, kind, str(pk))
        self.may_add = self.of_kind.kept_by(request.user, self.record)
        if self.for_keepers and not self.may_add:
            raise PermissionDenied
        return super().dispatch(request)

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": is_made_up(self.record)}

    @cached_property
    def called(self) -> str:
        """What the record is called."""
        return self.of_kind.label(self.record)


class PromisesOf(_OfRecord):
    """What was promised at a record, the first due first."""

    template_name = "pilots/engagement/promises_of.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*LISTED, (self.called, "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        today = timezone.localdate()
        seen = ActionItem.objects.visible_to(request.user).about(self.record)
        rows = list(seen.order_by("due", "id")[: SHOWN + 1])
        return self.render_page(
            record=self.record,
            called=self.called,
            promises=[read_promise(promise, today) for promise in rows[:SHOWN]],
            more=len(rows) > SHOWN,
            add_url=reverse("promise_add", args=[self.of_kind.kind, self.record.pk])
            if self.may_add
            else "",
        )


class PromiseAdd(_OfRecord, FormPage):
    """Write down what was promised: what, by when, and who owes it."""

    for_keepers = True
    form, draft = AddPromise, ADD
    title, submit_label, success_message = "Add a promise", "Add it", "Promise added."
    lead = "We tell whoever holds the job role that owes it. The public never sees it."
    form_takes_user = True

    @property
    def target(self) -> str:
        return f"{self.kwargs['kind']}/{self.kwargs['pk']}"

    @property
    def cancel_url(self) -> str:
        return promises_url(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*LISTED, (self.called, self.cancel_url), (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: AddPromise) -> str:
        promise = form.promise
        assert promise is not None  # noqa: S101 - a valid form has its text
        write_promise(by=self.request.user, at=self.record, promise=promise)
        return self.cancel_url
