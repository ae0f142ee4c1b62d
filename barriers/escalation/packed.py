"""Barriers in the pack of a board, and what was asked of whom to move them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from barriers.models import Barrier, Escalation
from interface.words import NOT_KNOWN, capitalised, date_words
from partnerships.models import Organisation
from registry.packed import Block, Packing, PackSection, cell, of_record, told_in_table

ASKED = ("Barrier", "Asked", "Since", "Answer by", "Where it stands")
OPEN = ("Barrier", "What kind", "Where it stands")


def _here(packing: Packing) -> Iterator[Block]:
    """Open escalations of its places, and the other open barriers there."""
    asked = _open(packing, Q(barrier__reach_ids__overlap=sorted(packing.places)))
    yield from _told(packing, asked, "Barriers that were escalated")
    here = Barrier.objects.open().filter(reach_ids__overlap=sorted(packing.places))
    # Who sees no escalation reads of each barrier just that it is open
    others = packing.seen(here).exclude(pk__in=asked.order_by().values("barrier"))
    title = "Other open barriers"
    rows = others.select_related("category").order_by("pk")
    yield from told_in_table(title, OPEN, rows, _barrier)


def _of_body(packing: Packing) -> Iterable[Block]:
    """What the body is asked there."""
    bodies = Organisation.objects.of_bodies([packing.body.pk]).order_by().values("pk")
    here = Q(barrier__reach_ids__overlap=sorted(packing.places), to__in=bodies)
    return _told(packing, _open(packing, here), "What you are asked to unlock")


def _open(packing: Packing, which: Q) -> QuerySet[Escalation]:
    rows = Escalation.objects.open().filter(which).exclude(barrier__status__in=Barrier.ENDED)
    return packing.seen(rows).select_related("barrier", "to")


def _told(packing: Packing, rows: QuerySet[Escalation], title: str) -> Iterable[Block]:
    by_day = rows.order_by("answer_by", "pk")
    return told_in_table(title, ASKED, by_day, lambda one: _escalation(packing, one))


def _escalation(packing: Packing, one: Any) -> list[Any]:
    late = ", late" if one.is_overdue(packing.today) else ""
    return [
        cell(one.barrier.title, one.get_absolute_url()),
        one.to,
        date_words(one.sent_on),
        f"{date_words(one.answer_by)}{late}",
        capitalised(one.get_state_display()),
    ]


def _barrier(one: Any) -> list[Any]:
    kind = one.category or NOT_KNOWN
    return [of_record(one, one.title), kind, capitalised(one.get_status_display())]


PACKED = PackSection(
    key="barriers",
    title="Barriers and escalations",
    blocks=_here,
    for_body=_of_body,
    order=50,
)
