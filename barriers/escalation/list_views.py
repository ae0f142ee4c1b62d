"""Escalations as a list, one answer to several, how bodies answer, and a programme's clock."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from access.visibility import reader_of
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER
from barriers.escalation import actions, page_data, permissions
from barriers.escalation import rates as answer_rates
from barriers.escalation.filters import EscalationFilter, rows_for
from barriers.escalation.forms import ManyReplyForm, RuleForm
from barriers.escalation.page_data import Step
from barriers.escalation.rules import Clock
from barriers.models import Barrier, Escalation, EscalationRule
from interface import exports, querystring
from interface.cells import called, linked, names, near_day, not_known, small, status
from interface.columns import Column
from interface.pages import Empty, ListPage, Page, PageAction
from interface.paging import Sort, row_numbers
from interface.words import count_words, day_words
from partnerships.models import Programme
from records import drafts
from records.form_views import EditPage, FormPage

ESCALATIONS = ("Escalations", "/escalations/")
WAITING_FOR_US = f"{ESCALATIONS[1]}?whose=of-us&state=waiting"
# So many that the address still names their draft
MANY_AT_ONCE = 12
SET_MEANWHILE = "Somebody set these days meanwhile. Open the page again to see them"
SORTS = (
    Sort("due", "answer_by", says=lambda row: day_words(row.answer_by)),
    Sort("sent", "sent_on", says=lambda row: day_words(row.sent_on), starts_descending=True),
)


def _places(escalation: Escalation) -> str:
    return "; ".join(link.place.name for link in escalation.barrier.place_links.all())


def _cost(barrier: Barrier) -> str:
    return str(barrier.cost) if barrier.cost.known else ""


def _head(escalation: Any) -> str:
    """The barrier and what is asked; with a box to answer several at once, for who answers."""
    barrier, box = escalation.barrier, ""
    if escalation.is_answerable:
        box = format_html(
            '<div class="opt"><input type="checkbox" name="ask" value="{0}" id="ask-{0}">'
            '<label for="ask-{0}">Answer with others<span class="vh">: {1}</span></label></div>',
            escalation.pk,
            barrier.reference,
        )
    about = f"{barrier.reference}. {Truncator(escalation.ask).words(12)}"
    return format_html("{}{}", box, linked(barrier.title, escalation.get_absolute_url(), about))


def _sent(escalation: Escalation) -> str:
    age = Step(escalation, timezone.localdate()).age
    return format_html("{} {}", near_day(escalation.sent_on), small(age))


COLUMNS = (
    Column("reference", "Barrier", "Its reference", attrgetter("barrier.reference")),
    Column("barrier", "What is in the way", "Its title", attrgetter("barrier.title")),
    Column("places", "Places", "Places affected; the first place leads", _places),
    Column.of(Escalation, "ask"),
    Column("cost", "Cost", "What the barrier costs, in pounds", lambda row: _cost(row.barrier)),
    *(Column.of(Escalation, name) for name in ("rung", "to")),
    Column.of(Escalation, "sent_on", name="sent"),
    *(Column.of(Escalation, name) for name in ("acknowledge_by", "answer_by", "first_due")),
    Column.of(Escalation, "state"),
    Column.of(Escalation, "ended_on", name="closed"),
    Column.of(Escalation, "helped"),
    Column("address", "Address", "Its page", Escalation.get_absolute_url),
    Column("about", "Barrier", cell=_head, head=True),
    Column(
        "where",
        "Place",
        cell=lambda row: names(link.place for link in row.barrier.place_links.all()),
    ),
    Column("body", "Escalated to", cell=lambda row: called(row.to, row.to_short)),
    Column("costs", "Cost", cell=lambda row: not_known(_cost(row.barrier))),
    Column("since", "Sent", cell=_sent, sort="sent"),
    Column("due", "Answer by", cell=lambda row: near_day(row.answer_by), sort="due"),
    Column("stands", "State", cell=lambda row: status(Step(row, timezone.localdate()).state)),
)


class Escalations(ListPage):
    """What is escalated to bodies, as far as the reader sees it."""

    api = True
    template_name = "barriers/escalation/list.html"
    model, filters, columns, sorts = Escalation, EscalationFilter, COLUMNS, SORTS
    orders = {
        "due": ("the first due first", "the last due first"),
        "sent": ("the first sent first", "the last sent first"),
    }
    title, noun, most_counted = "Escalations", "escalation", 1_000
    lead = "Barriers that an organisation has been asked to unlock, and when its answer is due."
    wrong_filter = WRONG_FILTER
    none_match = "No escalation that you can see matches."
    empty = Empty(
        "Nothing that you can see is escalated yet.",
        "Editors of its place and leads of its programme escalate a barrier on its page; its team "
        "asks them to.",
    )

    def get_queryset(self) -> QuerySet[Escalation]:
        reader = reader_of(self.request.user)
        return rows_for(self.request).for_rows().with_answerable(reader)

    def file_rows(self) -> QuerySet[Escalation]:
        return page_data.load(self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, ("Escalations", "")]

    def get_actions(self) -> list[PageAction]:
        def narrowed(whose: str) -> str:
            return querystring.replaced(self.request.GET, whose=whose, state="waiting")

        programmes = _led(self.request.user)
        name = "Days to answer: {}" if len(programmes) > 1 else "Days to answer"
        return [
            PageAction("Waiting for us", narrowed("of-us")),
            PageAction("Escalated by me", narrowed("by-us")),
            PageAction("How organisations answer", reverse("escalation_rates")),
            PageAction("To be public", reverse("publications", query={"state": "waiting"})),
            *(
                PageAction(
                    name.format(programme), reverse("escalation_clock", args=[programme.slug])
                )
                for programme in programmes
            ),
        ]

    def render_page(self, **context: Any) -> HttpResponse:
        may_answer = any(row.is_answerable for row in context["page"].rows)
        return super().render_page(may_answer=may_answer, **context)


def _led(user: Any) -> list[Programme]:
    """The programmes whose days to answer this reader sets."""
    reader = reader_of(user)
    if reader is None or not reader.led_programmes:
        return []
    return list(Programme.objects.filter(pk__in=sorted(reader.led_programmes)))


class AnswerMany(FormPage):
    """One answer to several escalations, which stand in the address."""

    template_name = "barriers/escalation/form.html"
    form = ManyReplyForm
    draft = drafts.register(
        "escalations-answer",
        title=lambda _user, _target, _typed: "One answer to several escalations",
        url=lambda target: f"{reverse('escalations_answer')}?{target}",
    )
    cancel_url, submit_label = ESCALATIONS[1], "Send to all of them"
    success_message = "Answers saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Finds those that wait for this reader, of those that are named."""
        super().setup(request, *args, **kwargs)
        named = request.GET.getlist("ask")
        self.keys = sorted(set(row_numbers(named[:MANY_AT_ONCE])))
        rows = page_data.load(request.user).filter(pk__in=self.keys).order_by("pk")
        self.escalations = list(rows.answered_by(reader_of(request.user)))
        self.is_cut = len(named) > MANY_AT_ONCE
        self.title = f"Answer {count_words(len(self.escalations), 'escalation')} at once"

    @property
    def target(self) -> str:
        return "&".join(f"ask={key}" for key in self.keys)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Goes back to the list where nothing is ticked."""
        if not self.escalations and not (self.keys and request.method == "POST"):
            messages.warning(request, "Tick the escalations that you want to answer.")
            return redirect("escalations")
        if request.method == "GET" and self.is_cut:
            messages.warning(request, f"{MANY_AT_ONCE} at a time: the others wait in the list.")
        return super().dispatch(request, *args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return {}

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, ESCALATIONS, ("Answer", "")]

    def get_context_data(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"several": [Step(escalation, today) for escalation in self.escalations]}

    def save(self, form: ManyReplyForm) -> str:
        left = actions.reply_to_many(
            by=self.request.user, escalations=self.escalations, **form.cleaned_data
        )
        if gone := len(self.keys) - len(self.escalations) + len(left):
            note = (
                f"{count_words(gone, 'escalation')} had moved on in the meantime and did not get "
                "this answer."
            )
            messages.warning(self.request, note)
        return self.cancel_url


class AnswerRates(Page):
    """How organisations answer, of what the reader sees escalated."""

    closed_because = "it counts rows which programs read in “Escalations”"
    template_name = "barriers/escalation/rates.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen = EscalationFilter(request.GET, rows_for(request), request=request)
        rates = answer_rates.rates(request.user, chosen.qs)
        if file := exports.of_rows(
            request,
            rates,
            answer_rates.COLUMNS,
            "answer-rates",
            made_up=lambda _: chosen.made_up_held,
        ):
            return file
        return self.render_page(filter=chosen, rates=rates)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, ESCALATIONS, ("How organisations answer", "")]


def _programme(user: Any, slug: str) -> Programme:
    """A programme whose days this user sets; 404 or 403 where not."""
    programme = get_object_or_404(Programme.objects.visible_to(user), slug=slug)
    if not permissions.can_set_clock(user, programme.pk):
        raise PermissionDenied
    return programme


class EditClock(EditPage):
    """How long bodies have to answer what a programme escalates."""

    form = RuleForm
    draft = drafts.register_one(
        "escalation-clock", "Days to answer", "escalation_clock", _programme
    )
    title = page_title = "Days to answer"
    record: Programme

    def load(self) -> Programme:
        return _programme(self.request.user, self.kwargs["slug"])

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = (
            f"These times apply to what {self.record} escalates from now on. Without an agreement, "
            f"an organisation has {Clock().acknowledge} working days to acknowledge and "
            f"{Clock().answer} to answer. Bank holidays in England are not counted."
        )

    @property
    def target(self) -> str:
        return self.record.slug

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Programmes", reverse("programmes"))]

    def instance(self) -> EscalationRule:
        rule = EscalationRule.objects.filter(programme=self.record).first()
        user = self.request.user
        return rule or EscalationRule(programme=self.record, created_by_id=user.pk)

    def save(self, form: RuleForm) -> str:
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # two people who set the first days at once
            raise ValidationError(SET_MEANWHILE) from None
        return self.cancel_url
