"""Equality monitoring of a pilot: who took part, in ranges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from interface.pages import Page
from pilots.equality.actions import write_equality
from pilots.equality.forms import EditEquality
from pilots.equality.models import EqualityQuestion
from pilots.pilot import loading
from pilots.pilot.models import Pilot
from pilots.pilot.page import ForKeepers, OfPilot
from pilots.pilot.permissions import can_log_progress
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

TITLE = "Equality monitoring"
_title_of_new = loading.draft_title(TITLE)


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = EqualityQuestion.objects.visible_to(user).select_related("pilot")
    question = rows.filter(pk=target).first() if target.isdecimal() else None
    return _title_of_new(user, question.pilot.slug, typed) if question else None


ADD = loading.draft("equality", TITLE, "pilot_equality_add")
EDIT = drafts.register(
    "edit-equality",
    title=_title_of_change,
    url=lambda target: reverse("equality_edit", args=[target]),
)


class Equality(OfPilot, Page):
    """Each question with its answers, who was asked, how many answered, and the source."""

    public = True
    model = EqualityQuestion
    template_name = "pilots/equality/list.html"
    page_title = "Who took part"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        rows = self.get_queryset().filter(pilot=self.pilot)
        return self.render_page(
            questions=rows.select_related("source").prefetch_related("answers"),
            may_write=can_log_progress(request.user, self.pilot),
        )


class _EqualityForm(ForKeepers, FormPage):
    model, form = EqualityQuestion, EditEquality
    title = page_title = "Who took part"
    lead = (
        "Only ranges are kept, so that nobody can be identified. "
        "Everyone who can see the pilot can see them."
    )
    success_message = "The answers are saved."

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_equality", args=[self.pilot.slug])

    def save(self, form: EditEquality) -> EqualityQuestion:
        form.instance.source = form.named_source(self.request.user)
        answers = form.all_answers()
        return write_equality(by=self.request.user, question=form.instance, answers=answers)


class AddEquality(_EqualityForm, AddPage):
    """Add a question with its answers in ranges."""

    draft = ADD

    @property
    def target(self) -> str:
        return self.pilot.slug

    def instance(self) -> EqualityQuestion:
        return EqualityQuestion(pilot=self.pilot)


class EditEqualityQuestion(_EqualityForm, EditPage):
    """Change a question or its answers."""

    draft = EDIT

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("pilot", "source")

    @cached_property
    def pilot(self) -> Pilot:
        """The pilot that the question is about."""
        return loading.pilot(self.request, self.record.pilot.slug)
