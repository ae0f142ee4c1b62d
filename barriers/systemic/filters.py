"""Systemic barriers as a list, and the register of asked changes of law: filters, orders, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from barriers.barrier.columns import changed_or_made
from barriers.models import Barrier, SystemicAnswer, SystemicBarrier
from interface.exports import Column
from interface.filters import Chosen, FilterSet, OneOf, Words
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation, Programme

SORTS = changed_or_made("recorded")


class SystemicFilter(LeavesOutExamples, FilterSet):
    """``SystemicFilter(request.GET, request=request)`` over those that the reader may see.

    With ``laws`` it is the register of asked changes of law.
    """

    q = Words("Words or reference", by="found_by")
    lever = OneOf("What would have to change", choices=capitalised_choices(Barrier.Lever.choices))
    body = Chosen(
        "Body that could change it",
        rows=lambda request: Organisation.objects.visible_to(request.user),
        by="of_body",
        noun="organisation",
        suggest="organisation_suggest",
    )
    status = OneOf("Where it stands", choices=capitalised_choices(SystemicBarrier.Status.choices))
    answer = OneOf(
        "Answer",
        choices=[("yes", "Has a published answer"), ("no", "No answer yet")],
        method="of_answer",
    )
    programme = OneOf("Programme", field_name="programme__slug")

    def __init__(self, data: Mapping[str, Any], *, request: Any, laws: bool = False) -> None:
        user = self.reader = request.user
        rows = SystemicBarrier.objects.visible_to(user)
        super().__init__(data, rows.filter(lever="law") if laws else rows, request=request)
        if laws:
            del self.filters["lever"]
        programmes = Programme.objects.visible_to(user).values_list("slug", "name")
        self.filters["programme"].extra["choices"] = list(programmes)

    def of_answer(self, rows: Any, name: str, value: str) -> QuerySet[SystemicBarrier]:
        """Those with a published answer, or without."""
        return rows.with_answer(value == "yes")


def with_all(rows: Any, user: Any) -> QuerySet[SystemicBarrier]:
    """Systemic barriers with what their columns say."""
    full = rows.for_rows().with_places(user).select_related("owner", "category", "programme")
    return full.select_related("source").defer("search")


def newest(one: SystemicBarrier) -> SystemicAnswer | None:
    """The answer that came last, of those at hand."""
    return next(iter(one.answers.all()), None)


def _answer(name: str) -> Any:
    def say(one: SystemicBarrier) -> str:
        answer = newest(one)
        return str(getattr(answer, name) or "") if answer else ""

    return say


PLACES = (
    "How many places have it, of those that you can see; for the public empty where fewer than five"
)
COLUMNS = (
    Column("reference", "Reference", "What people call it", lambda one: one.reference),
    Column("title", "Systemic barrier", "What stands in the way", lambda one: one.title),
    Column("cause", "Shared cause", "Why, in many places at once", lambda one: one.cause),
    Column("kind", "Kind", "The kind of barrier", lambda one: str(one.category or "")),
    Column("owner", "Body", "The body that could change it", lambda one: str(one.owner or "")),
    Column(
        "lever", "Would have to change", "Law, money …", lambda one: one.get_lever_display() or ""
    ),
    Column("law", "Act or regulation", "Where the law would change", lambda one: one.law),
    Column("ask", "Asked change", "What the body is asked to change", lambda one: one.ask),
    Column("status", "Where it stands", "As last recorded", lambda one: one.get_status_display()),
    Column("reason", "Reason", "Why it will not change", lambda one: one.reason),
    Column("asked_on", "Asked on", "As exactly as is known", lambda one: str(one.asked or "")),
    Column("answer", "Newest answer", "What the body said last", _answer("text")),
    Column("answered_by", "Answered by", "The body that said so", _answer("body")),
    Column("answered_on", "Answered on", "As exactly as is known", _answer("day")),
    Column("answer_link", "Link", "Where the answer is published", _answer("url")),
    Column("effect_on", "Holds from", "From when it changes", lambda one: str(one.effect or "")),
    Column("places", "Places", PLACES, lambda one: one.seen_places),
    Column("programme", "Programme", "That gathers it", lambda one: str(one.programme or "")),
    Column("source", "Source", "Where it was published", lambda one: str(one.source or "")),
    Column("changed", "Changed", "When it was last changed", lambda one: one.updated_at),
    Column("address", "Address", "Its page", lambda one: one.get_absolute_url()),
)
