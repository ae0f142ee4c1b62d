"""Case studies: the list, the page of one, and its way from writing to the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from access.history import HistoryPage
from interface.columns import Column
from pilots.case_study import actions
from pilots.case_study.filters import COLUMNS, CaseStudyFilter
from pilots.case_study.forms import EditCaseStudy, ReviewForm, WithdrawForm
from pilots.case_study.models import CaseStudy
from pilots.case_study.permissions import (
    can_edit_case_study,
    can_publish_case_study,
    can_review_case_study,
    can_withdraw_case_study,
    who_changes,
    who_reviews,
)
from pilots.case_study.used_filter import add_use_url, uses_of, with_uses
from pilots.lesson.models import Lesson
from pilots.library import LibraryPage
from pilots.pilot.loading import register_change
from pilots.pilot.models import Pilot
from pilots.pilot.page import AddToPilot, TabbedPage, act_and_say
from pilots.pilot.permissions import can_log_progress, can_publish_pilot
from records import drafts
from records.form_draft import unjudged
from records.form_views import EditPage, FormPage
from records.models import NARROW_LEVELS, Visibility

KEPT_BESIDE = "What you typed in the other form of this page is kept as a draft, in My work."


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    pilot = Pilot.objects.visible_to(user).with_places().filter(slug=target).first()
    if pilot is None or not can_log_progress(user, pilot):
        return None
    return f"A case study: {typed.get('title', '').strip() or pilot.title}"


ADD = drafts.register(
    "case-study",
    title=_title_of_new,
    url=lambda target: reverse("case_study_add", args=[target]),
)
EDIT = register_change(
    "edit-case-study",
    "Changes to a case study",
    "case_study_edit",
    (CaseStudy, can_edit_case_study),
    by="slug",
)


class CaseStudies(LibraryPage):
    """The case studies of all places; without a state chosen, the published ones."""

    model, filters = CaseStudy, CaseStudyFilter
    template_name = "pilots/case_study/list.html"
    title, noun, file = "Case studies", "case study,case studies", "case-studies"

    def columns(self, chosen: CaseStudyFilter) -> Sequence[Column]:
        return COLUMNS

    def get_queryset(self) -> QuerySet[Any]:
        return with_uses(super().get_queryset())


class _OneCaseStudy(TabbedPage):
    model, key = CaseStudy, "slug"
    tabs = (("case_study", "Case study"), ("case_study_history", "History"))

    def get_queryset(self) -> QuerySet[CaseStudy]:
        rows = super().get_queryset().with_example().for_rows()
        return rows.select_related("created_by", "changed_by", "reviewed_by")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Case studies", "/case-studies/")]

    def get_context_data(self) -> dict[str, Any]:
        seen_by, example = _seen_by(self.record), self.record.is_example
        return {**super().get_context_data(), "seen_by": seen_by, "example": example}


class CaseStudyPage(_OneCaseStudy):
    """What was tried, what came of it and why we say so; for some, the next step."""

    public = True
    template_name = "pilots/case_study/record.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.with_forms()

    def with_forms(
        self, *, review: Form | None = None, withdraw: Form | None = None
    ) -> HttpResponseBase:
        """The page; a form that was found wrong stands on it as it was filled in."""
        user, study = self.request.user, self.record
        if review or withdraw:  # what was typed into the other one stands there too
            review = review or unjudged(ReviewForm(self.request.POST))
            withdraw = withdraw or unjudged(WithdrawForm(self.request.POST))
        may_review = study.state == "written" and can_review_case_study(user, study)
        stands = study.state in CaseStudy.STANDS
        may_withdraw = stands and can_withdraw_case_study(user, study)
        beside = Pilot.objects.visible_to(user).filter(pk__in=study.beside.values("pk"))
        return self.render_page(
            study=study,
            lessons=Lesson.objects.visible_to(user).filter(case_studies=study).order_by("id"),
            beside=beside.with_places().order_by("sort_key", "id"),
            sources=study.sources.all(),
            uses=uses_of(user, case_study=study),
            add_url=add_use_url(user, study.pilot, case_study=study),
            review=(review or ReviewForm()) if may_review else None,
            may_publish=study.state == "reviewed" and can_publish_case_study(user, study),
            may_edit=can_edit_case_study(user, study),
            next_step=_next_step(study) if user.is_authenticated else "",
            withdraw=(withdraw or WithdrawForm()) if may_withdraw else None,
            has_errors=bool(review and (review.errors or withdraw.errors)),
        )


class CaseStudyHistory(HistoryPage, _OneCaseStudy):
    """Every change of a case study that this reader may know of."""

    public = True


class _CaseStudyForm(FormPage):
    model, form, guidance = CaseStudy, EditCaseStudy, "case-studies"

    def arguments(self) -> dict[str, Any]:
        study: Any = self.instance()
        user = self.request.user
        publishes = can_publish_pilot(user, study.pilot)
        return {"instance": study, "user": user, "publishes": publishes}

    def save(self, form: EditCaseStudy) -> CaseStudy:
        return actions.write_case_study(
            by=self.request.user,
            study=form.instance,
            beside=form.all_pilots(),
            lessons=form.all_lessons(),
            sources=form.all_sources(self.request.user),
        )


class AddCaseStudy(_CaseStudyForm, AddToPilot):
    """Tell what was tried in a pilot and what honestly came of it."""

    draft = ADD
    title, page_title = "Write a case study", "Case study"
    about = "Somebody else reviews it before it is published."
    success_message = "Case study saved."
    says_readers = False


class ChangeCaseStudy(_CaseStudyForm, EditPage, _OneCaseStudy):
    """Change a case study: it is then reviewed again."""

    draft, permission = EDIT, can_edit_case_study
    title, page_title = "Change a case study", "Change"
    lead = "Once changed it waits to be reviewed again, and is not public meanwhile."
    success_message = "Case study saved."

    @property
    def target(self) -> str:
        return self.record.slug

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}


class _Step(CaseStudyPage):
    """A step on its way, taken on the page itself."""

    public = False
    http_method_names = ("post",)

    beside: ClassVar[type[Form] | None] = None  # the other form that is sent with this one

    def take(self, step: Callable[..., Any], notice: str, **values: Any) -> HttpResponseBase:
        """Take the step and go back to the page; say so where somebody else was quicker."""
        act = partial(step, by=self.request.user, study=self.record, **values)
        answer = act_and_say(
            self.request,
            act,
            notice=notice,
            to=self.record,
            typed=values.get("note") or values.get("because") or "",
        )
        self._keep_beside()
        return answer

    def _keep_beside(self) -> None:
        """What was typed into the other form is a draft: the page that had it is gone."""
        names = self.beside.base_fields if self.beside else {}
        typed = {name: self.request.POST.get(name, "").strip() for name in names}
        ticket = drafts.Ticket.read(self.request.POST.get(drafts.TOKEN))
        if ticket is None or ticket.user_id != self.request.user.pk or not any(typed.values()):
            return
        if drafts.keep(ticket, typed):
            messages.info(self.request, KEPT_BESIDE)


class ReviewCaseStudy(_Step):
    """Somebody who did not write it says whether it is fair."""

    permission = can_review_case_study
    beside = WithdrawForm

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self.with_forms(review=form)
        agrees, note = form.cleaned_data["agrees"] == "yes", form.cleaned_data["note"]
        said = "It can be published now." if agrees else "Sent back to be changed."
        return self.take(actions.review_case_study, said, agrees=agrees, note=note)


class PublishCaseStudy(_Step):
    """An editor of the place lets it reach its readers."""

    permission = can_publish_case_study

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.take(actions.publish_case_study, "Case study published.")


class WithdrawCaseStudy(_Step):
    """It should not be relied on any more."""

    permission = can_withdraw_case_study
    beside = ReviewForm

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self.with_forms(withdraw=form)
        said = "Case study withdrawn. People can still read it."
        return self.take(actions.withdraw_case_study, said, because=form.cleaned_data["because"])


def _next_step(study: CaseStudy) -> str:
    """Whose turn it is, where it waits to be reviewed or was sent back; else empty."""
    if study.state == CaseStudy.State.WRITTEN:
        return who_reviews(study).says("reviews it next")
    if study.state == CaseStudy.State.RETURNED:
        return who_changes(study).says("changes it next")
    return ""


def _seen_by(study: CaseStudy) -> str:
    """Who reads it now, in words: before it is published, no further than place and funder."""
    level = Visibility(study.visibility)
    early = study.published_at is None and level not in NARROW_LEVELS
    return str((Visibility.PROGRAMME if early else level).label)
