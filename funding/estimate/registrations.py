"""How estimates take part in the whole."""

from __future__ import annotations

from funding.estimate.permissions import can_edit_estimate
from funding.estimate.views import Estimates
from funding.models import Estimate, EstimatePlace
from interface.parts import MenuItem, Theme
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.resting import CitesSource, SourceKept
from registry.reported import HasErrorReports

REGISTRATIONS = (
    *Estimates.registrations(),
    HasErrorReports(model=Estimate, pages=("estimate",), bodies=("author",)),
    MenuItem(
        page="estimates",
        label="Estimates",
        says="What something is said to save, cost or be worth, who worked it out, and for when",
        theme=Theme.MONEY,
        order=30,
        words="savings benefits net gross business case",
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
)
