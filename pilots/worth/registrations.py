"""How costs, benefits and what was taken up elsewhere take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from partnerships.models import Place
from partnerships.place.examples import made_up_rule
from pilots.models import CostLine, Spread
from pilots.subjects import NAMED, OF_PILOT, kept_by_pilot
from pilots.theory.permissions import can_draw_theory
from pilots.worth.views import COST_COLUMNS, SPREAD_COLUMNS, Costs, TakenUp
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from records.resting import CitesSource
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    day,
    figure,
    from_list,
    of_pilots,
    pilot,
    source,
    text,
)
from registry.search import SearchIndex


def _spread(scope: Scope) -> QuerySet[Any]:
    rows = of_pilots(scope, Spread).select_related("pilot", "organisation", "source")
    return rows.prefetch_related(Prefetch("place", Place.objects.visible_to(scope.user)))


WORTH = ProgrammeFile(
    "costs_and_benefits",
    "A cost or a benefit of a pilot in pounds; lines differ in years and prices: never add them up",
    lambda scope: of_pilots(scope, CostLine).select_related("pilot", "organisation", "source"),
    (
        text("line", "Its number; it stays the same", "pk"),
        pilot(),
        *from_list(COST_COLUMNS, "side", "item"),
        *figure("amount", "How much", lambda row: row.amount, "pounds"),
        *from_list(COST_COLUMNS, "years", "price_year"),
        text(
            "organisation",
            "Whose it is: the body’s key in addresses",
            "organisation.slug",
            blank="not known, or described only",
        ),
        *from_list(COST_COLUMNS, "whose", "comparator", "basis"),
        source(),
    ),
    order=330,
)
SPREAD = ProgrammeFile(
    "spread",
    "Somebody else took up what a pilot tried",
    _spread,
    (
        text("spread", "Its number; it stays the same", "pk"),
        pilot(),
        text("place", "The place: its key in addresses", "place.slug", blank="no one place"),
        text("place_name", "Its name today", "place.name", blank="no one place"),
        text(
            "organisation",
            "The body: its key in addresses",
            "organisation.slug",
            blank="no body is named",
        ),
        text("organisation_name", "Its name today", "organisation.name", blank="no body is named"),
        *from_list(SPREAD_COLUMNS, "description", "what"),
        day("on", "Since when"),
        *from_list(SPREAD_COLUMNS, "known_from"),
        source(),
    ),
    order=340,
)


REGISTRATIONS = (
    *Costs.registrations(),
    *TakenUp.registrations(),
    PlaceRule(Spread, "place", Does.STAY, because="it was taken up in the old place"),
    BodyRule(
        CostLine,
        "organisation",
        Does.MOVE,
        noun="cost or benefit of it,costs or benefits of it",
        order=480,
    ),
    BodyRule(
        Spread,
        "organisation",
        Does.MOVE,
        noun="thing that it took up,things that it took up",
        order=490,
    ),
    CitesSource(
        model=CostLine,
        key="costs",
        noun="cost or benefit,costs and benefits",
        order=180,
        needs=NAMED,
    ),
    CitesSource(
        model=Spread,
        key="taken_up",
        noun="take-up elsewhere,take-ups elsewhere",
        order=190,
        needs=NAMED,
    ),
    kept_by_pilot(CostLine, can_draw_theory),
    kept_by_pilot(Spread, can_draw_theory),
    WORTH,
    SPREAD,
    HistoryLabel(model=CostLine, public=True, noun="cost or benefit", named_by=("item",)),
    HistoryLabel(
        model=Spread,
        public=True,
        noun="take-up elsewhere",
        named_by=(
            "place",
            "organisation",
            "what",
            "description",
        ),
    ),
    SearchIndex(
        model=CostLine,
        label="cost or benefit",
        plural="costs and benefits",
        page="pilot_evaluation",
        key=("pilot__slug",),
        title="item",
        text=("comparator",),
        note=("pilot__name", "years"),
        status="side",
        within={**OF_PILOT},
        made_up=made_up_rule(CostLine, "pilot"),
        anchor="worth",
        weight=-0.3,
        order=106,
    ),
    SearchIndex(
        model=Spread,
        label="taken up elsewhere",
        plural="taken up elsewhere",
        page="pilot_evaluation",
        key=("pilot__slug",),
        title="what",
        text=("description",),
        note=("pilot__name", "description"),
        within={**OF_PILOT},
        made_up=made_up_rule(Spread, "pilot"),
        anchor="spread",
        weight=-0.3,
        order=107,
    ),
    Absent(
        model=CostLine,
        at=Whole.FILES,
        why="no format reads a table of costs and benefits with its years and prices",
        to_come=True,
    ),
    Absent(
        model=Spread,
        at=Whole.FILES,
        why="no format reads a list of who took up what was tried",
        to_come=True,
    ),
)
