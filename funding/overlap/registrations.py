"""How overlaps in funding take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from access.permissions import wrote
from funding.models import Flow, Overlap, OverlapCall
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from registry.promised import HasPromises
from registry.reported import HasErrorReports


def _at_an_example() -> Q:
    examples = Flow.objects.filter(made_up_rule(Flow)).order_by().values("pk")
    return Q(flows__in=examples)


REGISTRATIONS = (
    # A call is written with what is promised at it, by the same person
    HasPromises(model=OverlapCall, kept_by=wrote, made_up=_at_an_example, adds=False),
    MenuItem(
        page="overlaps",
        label="Overlaps in funding",
        says="Where several are paid for one topic in one place, and small grants",
        theme=Theme.MONEY,
        order=30,
        words="duplicate duplication overlap double funding small grants same twice",
        within="funding",
    ),
    MenuItem(
        page="overlap_small",
        label="Small grants",
        says="How many grants are under a threshold that you set, and to how many recipients",
        theme=Theme.MONEY,
        order=31,
        words="small grants under 100,000 threshold many grants",
        within="funding",
    ),
    HasErrorReports(
        model=Overlap,
        pages=("overlap_verdict",),
        reads=("one", "other"),
        of=("one", "other"),
    ),
    HasErrorReports(model=OverlapCall, pages=("overlap_call",)),
    HistoryLabel(model=OverlapCall, apart="its page says who called it and what was promised"),
    HistoryLabel(model=Overlap, labels={"one": "One row", "other": "The other row"}),
    Absent(
        model=Overlap,
        at=Whole.FILES,
        why="it is a judgement on money that is in the record",
    ),
    Absent(
        model=OverlapCall,
        at=Whole.FILES,
        why="it invites bodies to talk, and they are told at once",
    ),
)
