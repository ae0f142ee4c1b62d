"""Which decisions: of which board, where, made or to come."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from governance.board.part_forms import BY_NAME
from governance.models import Board, Decision
from interface.filters import AnyOf, Chosen, FilterSet, OneOf, Ticked, Words
from interface.words import capitalised_choices
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.filters import programme_filter

TO_COME = "to_come"
FIRST_YEAR = 2012
STATES = [(TO_COME, "To come"), *capitalised_choices(Decision.State.choices)]


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(timezone.localdate().year + 1, FIRST_YEAR, -1)]


class _OfState(OneOf):
    """Those to come, or in one state; without an answer those that were decided."""

    def filter(self, qs: Any, value: Any) -> QuerySet[Any]:
        if not value:
            decided: QuerySet[Any] = qs.filter(decided_on__isnull=False)
            return decided
        found: QuerySet[Any] = qs.to_come() if value == TO_COME else qs.filter(state=value)
        return found


class _InYear(OneOf):
    """Those that were decided, or are due, in a year."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        days = (dt.date(int(value), 1, 1), dt.date(int(value), 12, 31))
        if self.parent.form.cleaned_data.get("state") in ("", Decision.State.MADE):
            return qs.filter(decided_on__range=days)  # which an index answers
        return qs.filter(Q(decided_on__range=days) | Q(decided_on=None, due__range=days))


def _boards(request: HttpRequest | None) -> QuerySet[Any]:
    rows: Any = Board.objects.visible_to(getattr(request, "user", None))
    seen: QuerySet[Any] = rows.select_related("organisation")
    return seen


class DecisionFilter(LeavesOutExamples, FilterSet):
    """Decisions made, unless those to come or of another state are asked for."""

    examples_at, saved_as = "board", "decisions"
    shown = ("q", "state", "place", "board")

    q = Words("Words", by="found_by")
    state = _OfState("Status", choices=STATES)
    place = place_filter(by="at_boards_of", help_text="")
    board = Chosen("Board", rows=_boards, field_name="board", **BY_NAME)
    programme = programme_filter(field_name="board__programme")
    kind = AnyOf(
        "Kind of board", field_name="board__kind", choices=capitalised_choices(Board.Kind.choices)
    )
    body = body_filter("Answers for it", field_name="accountable_body")
    year = _InYear("Year", choices=_years)
    above = Ticked("Above its limit", by="above_their_limit")

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        if queryset is None:
            queryset = Decision.objects.visible_to(kwargs["request"].user).as_rows()
        super().__init__(data, queryset, **kwargs)
