"""What the register of secondments is taken away as: columns with their definitions."""

from __future__ import annotations

from collections.abc import Callable

from interface.exports import Column
from partnerships.models import Secondment


def _body(side: str, label: str, whom: str) -> tuple[Column, Column]:
    def name(one: Secondment) -> str:
        return getattr(one, side).name

    def sector(one: Secondment) -> str:
        return getattr(one, side).get_sector_display()

    return (
        Column(side, label, f"The body that {whom}", name),
        Column(f"{side}_sector", f"{label}: sector", f"The sector of the body that {whom}", sector),
    )


def _plain(name: str) -> Callable[[Secondment], object]:
    return lambda one: getattr(one, name)


COLUMNS = (
    Column("id", "Number", "Its number in Placebook, which stays the same", _plain("pk")),
    *_body("giver", "From", "the person comes from"),
    *_body("receiver", "To", "they work in meanwhile"),
    Column("place", "Place", "The place that it is for", lambda one: one.place and one.place.name),
    Column("state", "State", "Offered, agreed, under way or ended", Secondment.get_state_display),
    Column("grade", "Grade", "The grade of the person", _plain("grade")),
    Column("months", "Months", "How many months, as planned or as it was", _plain("months")),
    Column("start", "Start", "The first day, as far as known", _plain("start")),
    Column("start_precision", "Start known to", "Day, month or year", _plain("start_precision")),
    Column("end", "End", "The last day, as far as known", _plain("end")),
    Column("end_precision", "End known to", "Day, month or year", _plain("end_precision")),
    Column("aim", "Aim", "What it is for", _plain("aim")),
    Column("outcome", "Outcome", "What came of it", _plain("outcome")),
    Column("source", "Source", "Where this is from", lambda one: one.source and one.source.title),
    Column("address", "Address", "Its page", Secondment.get_absolute_url),
)
