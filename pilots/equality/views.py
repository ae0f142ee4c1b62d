"""Equality monitoring of a pilot: who took part, in ranges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from interface.paging import row_number
from pilots.equality.actions import write_equality
from pilots.equality.forms import EditEquality
from pilots.equality.models import EqualityQuestion
from pilots.kinds import KindOfPilot
from pilots.pilot import loading
from pilots.pilot.models import Pilot
from pilots.pilot.page import ForKeepers
from pilots.pilot.permissions import can_log_progress
from records import drafts
from records.form_views import AddPage, EditPage
from registry.declared_kind import AddOfKind, EditOfKind

TITLE = "Equality monitoring"
_title_of_new = loading.draft_title(TITLE)


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = EqualityQuestion.objects.visible_to(user).select_related("pilot")
    question = rows.filter(pk=row_number(target)).first()
    return _title_of_new(user, question.pilot.slug, typed) if question else None


class _Form(ForKeepers):
    page_title = "Who took part"
    lead = (
        "Only ranges are kept, so that nobody can be identified. "
        "Everyone who can see the pilot can see them."
    )

    @property
    def cancel_url(self) -> str:
        return reverse("pilot_equality", args=[self.pilot.slug])


class Equality(KindOfPilot):
    """Each question with its answers, who was asked, how many answered, and the source."""

    model, form, key, path = EqualityQuestion, EditEquality, "equality", "equality"
    title = add_title = edit_title = "Who took part"
    add_message, public, with_rows = "Answers saved.", True, ("pilot", "source")
    says = "How many took part, by age, sex and other groups, in ranges"
    routes = {
        **KindOfPilot.routes,
        "Add": ("pilots/<slug:slug>/equality/add/", "pilot_equality_add"),
        "Edit": ("equality/<int:pk>/edit/", "equality_edit"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        return drafts.register(
            "edit-equality",
            title=_title_of_change,
            url=lambda target: reverse("equality_edit", args=[target]),
        )

    @staticmethod
    def write(by: Any, form: EditEquality) -> EqualityQuestion:
        return write_equality(by=by, question=form.instance, answers=form.all_answers())

    class List(KindOfPilot.List):
        template_name = "pilots/equality/list.html"

        def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
            questions = self.get_queryset().prefetch_related("answers")
            may_write = can_log_progress(request.user, self.pilot)
            return self.render_page(questions=questions, may_write=may_write)

    class Add(_Form, AddOfKind, AddPage):
        """Add a question with its answers in ranges."""

        draft = loading.draft("equality", TITLE, "pilot_equality_add")

        @property
        def target(self) -> str:
            return self.pilot.slug

        def instance(self) -> EqualityQuestion:
            return EqualityQuestion(pilot=self.pilot)

    class Edit(_Form, EditOfKind, EditPage):
        """Change a question or its answers."""

        @cached_property
        def pilot(self) -> Pilot:
            """The pilot that the question is about."""
            return loading.pilot(self.request, self.record.pilot.slug)
