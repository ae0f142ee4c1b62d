"""The packs and reports of a board, and to whom it reports on a schedule."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from governance.board.permissions import keeps_meetings
from governance.meeting.views import BelowBoard
from governance.models import Pack, ReportPlan
from governance.pack.forms import PackFilter
from interface.cells import linked, near_day, status
from interface.columns import ADDRESS, Column, Type
from interface.pages import Empty, ListPage, PageAction
from interface.paging import Sort
from interface.words import capitalised

SHAPES = {
    Pack.State.DRAFT: "early",
    Pack.State.ISSUED: "good",
    **dict.fromkeys(Pack.ENDED, "done"),
}
COLUMNS = (
    Column(
        *("title", "Pack or report", "What it is", lambda one: one.title),
        cell=lambda one: linked(one.title, one.get_absolute_url(), f"For {one.for_whom}"),
        head=True,
    ),
    Column("number", "Number", "Its number in the board", lambda one: one.number, type=Type.NUMBER),
    Column("for", "For", "Who it is for", lambda one: one.for_whom),
    Column.of(Pack, "kind"),
    Column(
        *("as_at", "As at", "The date and time that it describes", lambda one: one.as_at),
        cell=lambda one: near_day(one.as_at),
        type=Type.MOMENT,
        sort="newest",
    ),
    Column("issued_on", "Issued", "When it was issued", lambda one: one.issued_on, type=Type.DATE),
    Column.of(
        Pack,
        "state",
        cell=lambda one: status(capitalised(one.get_state_display()), SHAPES[one.state]),
    ),
    ADDRESS,
)


class Packs(BelowBoard, ListPage):
    """The packs and reports of a board, the newest first; to whom it reports on a schedule."""

    public, api = True, True
    model, filters, columns, noun = Pack, PackFilter, COLUMNS, "pack or report,packs and reports"
    template_name = "governance/pack/list.html"
    title = "Packs and reports"
    sorts = (Sort("newest", "as_at", starts_descending=True),)
    orders = {"newest": ("the oldest first", "the newest first")}
    empty = Empty("No pack or report that you can see is recorded yet.")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        packs: QuerySet[Any] = rows.as_rows().filter(board=self.board)
        return packs

    def add(self) -> PageAction | None:
        if self.board.ended or not keeps_meetings(self.request.user, self.board):
            return None
        return PageAction(
            "Plan a regular report", reverse("report_plan_add", args=[self.board.slug])
        )

    def get_context_data(self) -> dict[str, Any]:
        plans = ReportPlan.objects.visible_to(self.request.user).going_on()
        return {
            **super().get_context_data(),
            "example": self.board.is_example,
            "plans": plans.filter(board=self.board).select_related("to"),
            "keeps": keeps_meetings(self.request.user, self.board),
        }
