"""Evaluations of a pilot or of a programme, and their reports: the forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from interface.pages import RecordPage
from interface.paging import LARGEST_ID
from partnerships.models import Programme
from pilots.evaluation.forms import EvaluationForm, ReportForm
from pilots.evaluation.models import Evaluation, EvaluationReport
from pilots.evaluation.permissions import (
    can_edit_evaluation,
    can_plan_evaluation,
    can_plan_evaluation_of,
)
from pilots.pilot import loading
from pilots.pilot.loading import register_change, title_of
from pilots.pilot.page import AddToPilot
from records import drafts
from records.form_views import AddPage, EditPage, FormPage
from registry.declared_kind import AddOfKind, EditOfKind, Kind


def find(user: Any, pk: int) -> Evaluation:
    """An evaluation that the reader may see, with all that its pages say. Raises Http404."""
    rows = Evaluation.objects.visible_to(user).for_page()
    return get_object_or_404(rows, pk=min(pk, LARGEST_ID))


def breadcrumbs(of: Evaluation, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page of an evaluation is."""
    if of.pilot is not None:
        url = reverse("pilot_evaluation", args=[of.pilot.slug])
        return loading.breadcrumbs(of.pilot, ("Evaluation", url), *below)
    return _programme_breadcrumbs(of.programme, *below)


def _programme_breadcrumbs(of: Any, *below: tuple[str, str]) -> list[tuple[str, str]]:
    named = (of.short_name or of.name, of.get_absolute_url())
    return [("Programmes", reverse("programmes")), named, *below]


def _report_url(target: str) -> str:
    of, _, pk = target.partition("/")
    if pk:
        return reverse("evaluation_report_edit", args=[pk])
    return reverse("evaluation_report_add", args=[of])


ADD = loading.draft("evaluation", "An evaluation", "evaluation_add", may=can_plan_evaluation)
ADD_TO_PROGRAMME = register_change(
    "programme-evaluation",
    "An evaluation",
    "programme_evaluation_add",
    (Programme, can_plan_evaluation_of),
    by="slug",
)


class OneEvaluation(RecordPage):
    """What every page of an evaluation loads, and the trail to it."""

    model = Evaluation
    page_title: str = ""

    def get_queryset(self) -> QuerySet[Evaluation]:
        return super().get_queryset().for_page()

    def breadcrumbs(self) -> list[tuple[str, str]]:
        evaluation, title = self.record, self.record.title
        if not self.page_title:
            return breadcrumbs(evaluation, (title, ""))
        return breadcrumbs(
            evaluation, (title, evaluation.get_absolute_url()), (self.page_title, "")
        )

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}


class Evaluations(Kind):
    """Who evaluates a pilot, or a programme as a whole: added below either."""

    model, form, form_takes_user = Evaluation, EvaluationForm, True
    may_add, may_edit = can_plan_evaluation, can_edit_evaluation
    add_message, edit_message = "Evaluation saved.", "Evaluation saved."
    routes = {
        "Add": ("pilots/<slug:slug>/evaluation/add/", "evaluation_add"),
        "AddToProgramme": ("programmes/<slug:slug>/evaluations/add/", "programme_evaluation_add"),
        "Edit": ("evaluations/<int:pk>/edit/", "evaluation_edit"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        of = (Evaluation, can_edit_evaluation)
        words, address = "Changes to an evaluation", "evaluation_edit"
        return register_change("edit-evaluation", words, address, of)

    class Add(AddOfKind, AddToPilot):
        """Say that somebody evaluates a pilot."""

        draft, right, page_title = ADD, can_plan_evaluation, "Add"
        listed, says_readers = ("pilot_evaluation", "Evaluation"), False

    class AddToProgramme(AddOfKind, AddPage):
        """Say that somebody evaluates a programme as a whole."""

        draft = ADD_TO_PROGRAMME

        @cached_property
        def _programme(self) -> Programme:
            """The programme that the address names. Raises Http404."""
            seen = Programme.objects.visible_to(self.request.user)
            return get_object_or_404(seen, slug=self.kwargs["slug"])

        def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            """Answers who plans the programme's evaluations."""
            if not can_plan_evaluation_of(request.user, self._programme):
                raise PermissionDenied
            self.lead = f"{self._programme}: of all of its places"
            return super().dispatch(request, *args, **kwargs)

        @property
        def target(self) -> str:
            return self._programme.slug

        @property
        def cancel_url(self) -> str:
            return self._programme.get_absolute_url()

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return _programme_breadcrumbs(self._programme, ("Evaluation", ""))

        def get_context_data(self) -> dict[str, Any]:
            return {"example": self._programme.is_example}

        def instance(self) -> Evaluation:
            author = self.request.user.pk
            return Evaluation(programme=self._programme, reach="national", created_by_id=author)

    class Edit(EditOfKind, EditPage, OneEvaluation):
        """Put right what is said of an evaluation, or say how far it is."""

        permission, page_title = can_edit_evaluation, "Change"

        def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
            super().setup(request, *args, **kwargs)
            self.lead = self.record.about


class PartOfEvaluation(FormPage):
    """A form about a report or a finding of an evaluation.

    ``may_write`` asks the right, ``may_write(user, evaluation)``: 403 without it.
    """

    may_write: ClassVar[Callable[[Any, Evaluation], bool]] = can_edit_evaluation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The evaluation leads, with what it is of."""
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.evaluation.about}: {self.evaluation.title}"

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation that the address names, or that the record is of. Raises Http404."""
        record = getattr(self, "record", None)
        return find(self.request.user, record.evaluation_id if record else self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        if not type(self).may_write(request.user, self.evaluation):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def target(self) -> str:
        return str(self.evaluation.pk)

    @property
    def cancel_url(self) -> str:
        return self.evaluation.get_absolute_url()

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(
            self.evaluation, (self.evaluation.title, self.cancel_url), (self.title, "")
        )

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.evaluation.is_example}


class Reports(Kind):
    """Reports of an evaluation, published or not."""

    model, form, noun = EvaluationReport, ReportForm, "report"
    key, with_rows = "evaluation_report", ("source",)
    routes = {
        "Add": ("evaluations/<int:pk>/reports/add/", "evaluation_report_add"),
        "Edit": ("evaluations/reports/<int:pk>/edit/", "evaluation_report_edit"),
    }

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        title = title_of("A report", Evaluation, can_edit_evaluation)
        return drafts.register("evaluation-report", title=title, url=_report_url)

    class Add(AddOfKind, PartOfEvaluation, AddPage):
        """Add a report, published or not."""

        def instance(self) -> EvaluationReport:
            author = self.request.user.pk
            return EvaluationReport(evaluation=self.evaluation, kind="", created_by_id=author)

    class Edit(EditOfKind, PartOfEvaluation, EditPage):
        """Put right what is said of a report."""

        @property
        def target(self) -> str:
            return f"{self.evaluation.pk}/{self.record.pk}"
