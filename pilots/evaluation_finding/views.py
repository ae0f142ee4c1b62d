"""What evaluations found: the list over all pilots, one finding, writing, publishing, replacing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from access.history import HistoryPage
from access.past import Past, both, past_of
from access.visibility import Reader, reader_of
from interface.columns import Column
from interface.pages import RecordPage
from pilots.evaluation.models import Evaluation
from pilots.evaluation.permissions import can_write_finding
from pilots.evaluation.views import PartOfEvaluation, breadcrumbs
from pilots.evaluation_finding import actions
from pilots.evaluation_finding.filters import COLUMNS, FindingFilter
from pilots.evaluation_finding.forms import FindingForm
from pilots.evaluation_finding.models import EvaluationFinding
from pilots.library import LibraryPage
from pilots.pilot.loading import register_change
from pilots.pilot.page import act_and_say
from records.form_views import AddPage, EditPage
from records.models import OPEN_LEVELS, HistoryEntry, Visibility

COPIED = (
    *("claim", "indicator", "topic", "evidence", "concerns", "impacts", "direction"),
    "visibility",
)


def _may_write(user: Any, finding: EvaluationFinding) -> bool:
    return can_write_finding(user, finding.evaluation)


def _stands(finding: EvaluationFinding, *, published: bool) -> bool:
    """Whether it is published, or not, as it has to be, and no later one replaces it."""
    return finding.is_published == published and not finding.superseded_by_id


def _may_change(user: Any, finding: EvaluationFinding) -> bool:
    return _may_write(user, finding) and _stands(finding, published=False)


def _may_replace(user: Any, finding: EvaluationFinding) -> bool:
    return _may_write(user, finding) and _stands(finding, published=True)


ADD = register_change(
    "evaluation-finding", "A finding", "evaluation_finding_add", (Evaluation, can_write_finding)
)
EDIT = register_change(
    "edit-evaluation-finding",
    "Changes to a finding",
    "evaluation_finding_edit",
    (EvaluationFinding, _may_change),
)
REPLACE = register_change(
    "replace-evaluation-finding",
    "A later finding",
    "evaluation_finding_replace",
    (EvaluationFinding, _may_replace),
)


class Findings(LibraryPage):
    """What evaluations found, in all places."""

    model, filters = EvaluationFinding, FindingFilter
    template_name = "pilots/evaluation_finding/list.html"
    title, noun, file = "Findings", "finding", "evaluation-findings"

    def columns(self, chosen: FindingFilter) -> Sequence[Column]:
        return COLUMNS


class _OneFinding(RecordPage):
    model = EvaluationFinding

    def get_queryset(self) -> QuerySet[EvaluationFinding]:
        return super().get_queryset().with_example().for_rows()

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}


class FindingPage(_OneFinding):
    """One finding: what it rests on, how sure, and what came before and after it."""

    public = True
    template_name = "pilots/evaluation_finding/record.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return _breadcrumbs(self.record.evaluation, ("Finding", ""))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        finding, user = self.record, request.user
        seen, later = EvaluationFinding.objects.visible_to(user), finding.superseded_by_id
        return self.render_page(
            finding=finding,
            later=seen.filter(pk=later).first() if later else None,
            earlier=list(seen.filter(superseded_by=finding)),
            may_change=_may_write(user, finding) and not finding.is_published,
            may_replace=_may_replace(user, finding),
        )


class FindingHistory(HistoryPage, _OneFinding):
    """Every change of a finding that this reader may know of."""

    public = True

    def breadcrumbs(self) -> list[tuple[str, str]]:
        finding = self.record
        above = ("Finding", finding.get_absolute_url())
        return _breadcrumbs(finding.evaluation, above, ("History", ""))

    def past(self) -> Past:
        return past_of_finding(self.record, self.request.user)


class _FindingForm(PartOfEvaluation):
    form, may_write, guidance = FindingForm, can_write_finding, "findings"

    def save(self, form: FindingForm) -> EvaluationFinding:
        publish = form.cleaned_data["publish"] == "yes"
        return actions.write_finding(by=self.request.user, finding=form.instance, publish=publish)


class AddFinding(_FindingForm, AddPage):
    """Write down what was found."""

    draft = ADD
    title = "Add a finding"
    success_message = "Finding saved."

    def instance(self) -> EvaluationFinding:
        return EvaluationFinding(evaluation=self.evaluation, direction="")


class _WrittenFinding(_FindingForm, EditPage, _OneFinding):
    """One that this reader may change, or replace where it is published.

    What is sent comes through where somebody else was quicker: the form says so then, and keeps
    what was typed.
    """

    stands: ClassVar[Callable[[Any, EvaluationFinding], bool]]

    def load(self) -> EvaluationFinding:
        """The finding and its evaluation. Raises Http404."""
        finding: Any = super().load()
        self.evaluation = finding.evaluation
        self.evaluation.is_example = finding.is_example
        return finding

    @property
    def target(self) -> str:
        return str(self.record.pk)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not type(self).stands(request.user, self.record):
            raise PermissionDenied
        return super().get(request, **kwargs)


class EditFinding(_WrittenFinding):
    """Change a finding before it is published."""

    draft, stands = EDIT, _may_change
    title = "Change a finding"
    success_message = "Finding saved."


class ReplaceFinding(_WrittenFinding):
    """Publish a later finding in the place of one; both stay to be read."""

    draft, stands = REPLACE, _may_replace
    title = "Publish a later finding"
    submit_label = "Publish"
    success_message = "Later finding published. People can still read the one before it."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"In the place of: {self.record.claim}"

    def instance(self) -> EvaluationFinding:
        former = self.record
        values = {name: getattr(former, name) for name in (*COPIED, "is_interim")}
        return EvaluationFinding(evaluation=former.evaluation, **values)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "replaces": True}

    def save(self, form: FindingForm) -> EvaluationFinding:
        user = self.request.user
        return actions.replace_finding(by=user, finding=form.instance, former=self.record)


class PublishFinding(_OneFinding):
    """Let a finding reach its readers; from then on it is not changed."""

    permission = _may_write
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        finding = self.record
        if request.POST.get("version") != str(finding.version):
            said = "It was changed meanwhile. Read it again before you publish it."
            messages.warning(request, said)
            return redirect(finding)
        publish = partial(actions.write_finding, by=request.user, finding=finding, publish=True)
        return act_and_say(request, publish, notice="Finding published.", to=finding)


def _breadcrumbs(of: Evaluation, *below: tuple[str, str]) -> list[tuple[str, str]]:
    return breadcrumbs(of, (of.title, of.get_absolute_url()), *below)


def past_of_finding(finding: EvaluationFinding, user: Any) -> Past:
    """As ``EvaluationFinding.objects.visible_to`` says it of the present.

    It was open where its evaluation was: with its pilot, and to the public only where the
    evaluation was public too. Before it was published it stayed with place and funder.
    """
    reader = reader_of(user)
    own = past_of(finding, user) if finding.pilot else _of_programme(finding, reader)
    return both(own, _of_evaluation(finding.evaluation)) if reader is None else own


def _of_evaluation(evaluation: Evaluation) -> Past:
    """When the public could read an evaluation, as far as its own level goes."""
    changes = HistoryEntry.objects.of(evaluation)
    return Past(tuple((one.at, one.row["visibility"] == Visibility.PUBLIC) for one in changes))


def _of_programme(finding: EvaluationFinding, reader: Reader | None) -> Past:
    """Published ones by their level; others for the programme's people and who wrote them."""
    programme = finding.evaluation.programme_id

    def admits(level: str, published: Any, author: int | None) -> bool:
        if reader is None:
            return published is not None and level == Visibility.PUBLIC
        is_open = published is not None and level in OPEN_LEVELS
        return is_open or author == reader.user_id or programme in reader.programmes

    said = ("visibility", "published_at", "created_by_id")
    changes = HistoryEntry.objects.of(finding)
    return Past(tuple((one.at, admits(*(one.row[name] for name in said))) for one in changes))
