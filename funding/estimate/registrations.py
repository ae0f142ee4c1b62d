"""How estimates take part in the whole."""

from __future__ import annotations

from funding.estimate.permissions import can_edit_estimate
from funding.estimate.views import Estimates
from funding.models import Estimate, EstimatePlace
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.resting import CitesSource, SourceKept
from records.switches import SwitchablePart
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, PROGRAMME, SearchIndex

REGISTRATIONS = (
    SwitchablePart(
        key="estimates",
        label="Estimates",
        says="What savings, costs and benefits are thought to be",
        below=("funding/estimates/",),
        order=100,
    ),
    *Estimates.registrations(),
    HasErrorReports(model=Estimate, pages=("estimate",), bodies=("author",)),
    MenuItem(
        page="estimates",
        label="Estimates",
        says="What something is said to save, cost or be worth, who worked it out, and for when",
        theme=Theme.MONEY,
        order=30,
        words="savings benefits net gross business case",
        within="funding",
    ),
    PlaceRule(EstimatePlace, "place", Does.STAY, because="it was worked out for that area"),
    BodyRule(
        Estimate,
        "author",
        Does.MOVE,
        noun="estimate that it made,estimates that it made",
        order=198,
    ),
    CitesSource(model=Estimate, key="estimates", noun="estimate", order=295),
    HistoryLabel(model=EstimatePlace, noun="place"),
    SourceKept(model=Estimate, permission=can_edit_estimate),
    SearchIndex(
        model=Estimate,
        label="estimate",
        page="estimate",
        title="title",
        text=("method", "note"),
        note=("author__name", "note"),
        status="effect",
        within={PLACE: "reach_ids", PROGRAMME: "programme_id", BODY: "author_id"},
        made_up=made_up_rule(Estimate),
        order=92,
    ),
    Absent(
        model=Estimate,
        at=Whole.FILES,
        why="no format reads a table of savings and benefits",
        to_come=True,
    ),
)
