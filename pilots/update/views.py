"""Updates of a pilot: the list, each one's page, and the talk about it until it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from interface import exports, paging
from interface.charts.levels import LevelChart, level_chart
from interface.columns import Column, Type
from interface.pages import Page, RecordPage
from interface.paging import Sort, row_number
from interface.reached import reaching
from pilots.models import Actual, Update
from pilots.pilot.page import OfPilot, update_action
from pilots.pilot.permissions import can_log_progress, who_accepts
from pilots.update import page_data
from pilots.update.actions import (
    WrongState,
    accept_update,
    answer_question,
    ask_question,
    taken_back_words,
)
from pilots.update.forms import AnswerForm, ChooseTwo, QuestionForm
from pilots.update.mend_actions import undo_acceptance, undo_until
from pilots.update.page_data import ReadUpdate
from pilots.update.permissions import can_answer, can_change, can_correct, can_review_updates

SORTS = (Sort("number", "number", says=lambda row: row.period.words, starts_descending=True),)
PAGE = 20
LARGEST = 2**15 - 1
MOST = 200  # the updates that are offered, the newest first


def columns(user: Any) -> list[Column]:
    """The columns of the list as a file, each saying no more than this reader may see."""

    def part(name: str) -> Any:
        return lambda row: getattr(page_data.read(user, row), name)

    return [
        Column(
            "number", "Update", "Number within the pilot", attrgetter("number"), type=Type.NUMBER
        ),
        Column(
            "from",
            "From",
            "First day of the period; empty where open",
            lambda row: row.period_start,
        ),
        Column("to", "To", "Last day of the period", attrgetter("period_end")),
        Column("state", "State", "Submitted, question asked or accepted", part("state")),
        Column("no_change", "No change", "Nothing to report", part("is_no_change")),
        Column(
            "confidence",
            "Confidence in delivery",
            "What the people who deliver say; only for signed-in readers",
            part("confidence"),
        ),
        Column("happened", "What happened", "Only for signed-in readers", part("happened")),
        Column("next", "What happens next", "Only for signed-in readers", part("next_steps")),
        Column("help", "What help is needed", "Only for signed-in readers", part("help_needed")),
        Column("public", "Sentence for the public", "What residents read", part("public_sentence")),
        Column("address", "Address", "Its page", part("url")),
    ]


class OfUpdates(OfPilot):
    """A page about updates of one pilot, which each of them has at hand."""

    model = Update

    def get_queryset(self) -> QuerySet[Update]:
        """Those that the reader sees, with the people who wrote and read them."""
        rows = Update.objects.visible_to(self.request.user).filter(pilot=self.pilot)
        return rows.select_related("created_by", "questioned_by", "accepted_by")


class PilotUpdates(OfUpdates, Page):
    """All updates that the reader sees, the newest first."""

    closed_because = "not available to programs yet, because what it shows differs by reader"
    public = True
    template_name = "pilots/update/list.html"
    page_title, is_tab = "Updates", True

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        user, rows = request.user, self.get_queryset().select_related("pilot")
        name = f"updates-{self.pilot.slug}"
        if file := exports.respond(request, rows, columns(user), SORTS, name):
            return file
        page = paging.page(rows, request.GET, SORTS, size=PAGE)
        updates = [page_data.read(user, row) for row in page.rows]
        may_log = can_log_progress(user, self.pilot)
        return self.render_page(
            page=page,
            updates=updates,
            chart=_confidence(page.rows, updates),
            button=update_action(self.pilot) if may_log else None,
        )


def _confidence(rows: Sequence[Update], updates: list[ReadUpdate]) -> LevelChart | None:
    """How sure the updates of a page were, the oldest first; nothing for the public, to whom none
    says it."""
    said = zip(reversed(rows), reversed(updates), strict=True)
    moments = [(f"{row.period_end:%B %Y}", update.confidence) for row, update in said]
    levels = [str(label) for label in Update.Confidence.labels]
    too_early = str(Update.Confidence.TOO_EARLY.label)
    return level_chart(levels, moments, "Confidence", aside=too_early)


class UpdatePage(OfUpdates, RecordPage):
    """One update with its figures, and what may be done about it."""

    public = True
    key = "number"
    template_name = "pilots/update/record.html"
    record: Update

    is_gone = False

    def load(self) -> Update:
        """Also one that was taken back, for those who might have read it: they are told."""
        try:
            update = cast("Update", super().load())
        except Http404:
            number = min(self.kwargs["number"], LARGEST)
            gone = Update.objects.taken_back_from(self.request.user).select_related("withdrawn_by")
            found = gone.filter(pilot=self.pilot, number=number).first()
            if found is None:
                raise
            update, self.is_gone = found, True
        update.pilot = self.pilot
        return update

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers, or says that the update was taken back."""
        if self.is_gone:
            messages.warning(request, taken_back_words(self.record))
            return redirect("pilot_updates", self.pilot.slug)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.read_with()

    def read_with(
        self, asking: QuestionForm | None = None, answering: AnswerForm | None = None
    ) -> HttpResponse:
        """The page, with a form that is to be put right."""
        user, update = self.request.user, self.record
        is_open = update.state != Update.State.ACCEPTED
        reviews = is_open and can_review_updates(user, self.pilot)
        logs = can_log_progress(user, self.pilot)
        waits = update.state == Update.State.QUESTIONED
        shown = page_data.read(user, update)
        figures = _figures(user, update)
        self.page_title = shown.title
        return self.render_page(
            record=update,
            update=shown,
            figures=figures,
            opens=page_data.opens(update, self.pilot, _count(figures)) if reviews else "",
            undo_until=None if is_open else undo_until(user, update),
            asking=(asking or QuestionForm()) if reviews else None,
            answering=(answering or AnswerForm()) if waits and logs else None,
            form=asking or answering,
            logs=logs,
            accepts=self._who_accepts(shown),
            changes=can_change(user, update) if is_open else False,
            corrects=not is_open and can_correct(user, update),
            corrections=page_data.corrections(user, update),
        )

    def _who_accepts(self, shown: ReadUpdate) -> str:
        """Who can accept it, for those who read all of it while it waits."""
        if self.record.state != Update.State.SUBMITTED or not shown.is_whole:
            return ""
        return who_accepts(self.pilot).says("accepts it or asks a question")

    def act(self, action: Callable[..., Any], notice: str, **answers: Any) -> HttpResponse:
        """Do something about the update, unless somebody else was quicker."""
        try:
            with reaching() as told:
                action(update=self.record, by=self.request.user, **answers)
        except WrongState as problem:
            taken_back = Update.objects.taken_back_from(self.request.user)
            if not taken_back.filter(pk=self.record.pk).exists():  # its own page says that
                messages.warning(self.request, str(problem))
        else:
            messages.success(self.request, told.after(notice))
        return redirect(self.record)


def _reviews(user: Any, update: Update) -> bool:
    return can_review_updates(user, update.pilot)


class AskQuestion(UpdatePage):
    """The programme's lead asks a question."""

    public = False
    http_method_names = ["post"]
    permission = _reviews

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = QuestionForm(request.POST)
        if not form.is_valid():
            return self.read_with(asking=form)
        notice = "Question saved. The update waits for the answer."
        return self.act(ask_question, notice, question=form.cleaned_data["question"])


class AnswerQuestion(UpdatePage):
    """Those who log the pilot's progress answer the question."""

    public = False
    http_method_names = ["post"]
    permission = can_answer

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.read_with(answering=form)
        return self.act(answer_question, "Answer sent.", answer=form.cleaned_data["answer"])


class AcceptUpdate(UpdatePage):
    """The programme's lead accepts the update."""

    public = False
    http_method_names = ["post"]
    permission = _reviews

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seen = row_number(request.POST.get("version"))
        return self.act(accept_update, "Update accepted.", seen=seen)


class UndoAcceptance(UpdatePage):
    """It waits for its reader again: within a day of being accepted."""

    public = False
    http_method_names = ["post"]
    permission = _reviews

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.act(undo_acceptance, "No longer accepted. It waits to be read again.")


def _figures(user: Any, update: Update) -> list[Actual]:
    """The figures that came with an update; ``stands`` is false for one corrected since."""
    rows = Actual.objects.filter(update=update)
    live = set(rows.standing_for(user).values_list("pk", flat=True))
    seen = rows.visible_to(user).select_related("indicator", "source")
    figures = list(seen.order_by("indicator__number", "id"))
    for figure in figures:
        figure.indicator.pilot = update.pilot
        figure.stands = figure.pk in live
    return figures


def _count(figures: list[Actual]) -> int:
    """How many they are: one that was corrected within the update is one."""
    corrected = {figure.replaces_id for figure in figures}
    return sum(figure.pk not in corrected for figure in figures)


class CompareUpdates(OfUpdates, Page):
    """Two updates side by side; the newest two until the reader chooses."""

    public = True
    template_name = "pilots/update/compare.html"
    page_title = "Compare updates"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        rows = list(self.get_queryset().order_by("-number")[:MOST])
        for row in rows:
            row.pilot = self.pilot
        newest = {"one": str(rows[1].number), "other": str(rows[0].number)} if rows[1:] else {}
        form = ChooseTwo({**newest, **request.GET.dict()}, updates=rows)
        comparison = None
        if len(rows) > 1 and form.is_valid():
            by_number = {str(row.number): row for row in rows}
            pair = (by_number[form.cleaned_data[name]] for name in ("one", "other"))
            comparison = page_data.compare(request.user, *pair)
        return self.render_page(form=form, has_two=len(rows) > 1, found=comparison)
