"""What narrows the list of promises, and what it asks of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from collaboration.models import ActionItem
from interface.filters import FilterSet, Mine, OneOf
from partnerships.models import Organisation, Place
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from records.reading import looked_up, rows_seen
from registry.promised import HasPromises, kinds_promised

State = ActionItem.State


def marked(rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """With ``is_example``: whether the record at which it was promised is made up."""
    made_up = Q(pk__in=[])
    for model, of in ContentType.objects.get_for_models(*kinds_promised()).items():
        declared = kinds_promised()[model]
        examples = declared.every().filter(declared.made_up())
        made_up |= Q(subject_type=of) & looked_up(examples, "subject_id")
    return rows.annotate(is_example=ExpressionWrapper(made_up, BooleanField()))


class PromiseFilter(LeavesOutExamples, FilterSet):
    """What narrows the promises."""

    mine = Mine(by="owed_by", help_text="Owed by a job role of yours or of your organisation")
    state = OneOf(
        "What became of it",
        choices=[
            (State.OPEN, "To do"),
            ("late", "Late"),
            (State.DONE, "Done"),
            (State.DROPPED, "Will not happen"),
        ],
        method="standing",
    )
    place = place_filter(method="promised_in")
    board = body_filter(
        "Promised at a board",
        method="promised_at",
        help_text="At its meetings or for its decisions",
    )
    owner = body_filter(
        "Who is responsible", method="owed_by_body", help_text="With the teams within it"
    )

    def standing(self, rows: QuerySet[ActionItem], name: str, which: str) -> Any:
        """Those of one state; late ones are to do still, and their day is over."""
        if which == "late":
            return rows.filter(state=State.OPEN, due__lt=timezone.localdate())
        return rows.filter(state=which)

    def promised_in(self, rows: QuerySet[ActionItem], name: str, place: Place | None) -> Any:
        """Those promised at this place or at one within it, as far as the reader sees the record:
        who owes one that they may not see does not learn where it was."""
        if place is None:
            return rows
        return self._at_records(rows, lambda declared: declared.at(place))

    def promised_at(self, rows: QuerySet[ActionItem], name: str, body: Organisation | None) -> Any:
        """Those promised at what this body did, such as the meetings of a board, likewise."""
        if body is None:
            return rows
        return self._at_records(rows, lambda declared: declared.of_body(body))

    def _at_records(
        self, rows: QuerySet[ActionItem], which: Callable[[HasPromises], Q]
    ) -> QuerySet[ActionItem]:
        rule = Q(pk__in=[])
        for model, of in ContentType.objects.get_for_models(*kinds_promised()).items():
            seen = rows_seen(model, self.reader).filter(which(kinds_promised()[model]))
            rule |= Q(Exists(seen.filter(pk=OuterRef("subject_id"))), subject_type=of)
        return rows.filter(rule)

    def owed_by_body(self, rows: QuerySet[ActionItem], name: str, body: Organisation | None) -> Any:
        """Those owed by job roles of this body or of a team within it."""
        if body is None:
            return rows
        within = Organisation.objects.of_bodies([body.pk]).order_by().values("pk")
        return rows.filter(owner__organisation__in=within)
