"""A place for a visitor: one sheet of paper, or text; what either leaves out, it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from access.subqueries import first_of
from dashboards.place.brief_data import BriefData, data_of
from governance.at_place.page_data import BOARDS, boards_at
from governance.board_page.decisions import DecisionLine, decided_lately, to_be_decided
from governance.models import Decision
from interface.cut import Cut, cut
from interface.paging import BoundedCount
from partnerships.models import Place
from policy.priority import for_place as place_priorities

# What fits on one sheet of paper; the text has all that was read.
PILOTS, FIGURES, BARRIERS, ASKED, EVENTS, BEFORE, GAPS, PRIORITIES = 3, 3, 3, 3, 2, 3, 2, 1
ENDING, PARTNERS, DECISIONS, BOARDS_NAMED = 2, 4, 2, 4


@dataclass(frozen=True)
class Lists:
    """The lists of a brief, each with how much of it is left out."""

    pilots: Cut
    figures: Cut
    barriers: Cut
    asking: Cut
    partners: list[tuple[str, Cut]]
    boards: Cut
    priorities: list[tuple[str, Cut]]
    ending: Cut
    before: Cut
    events: Cut
    gaps: Cut


@dataclass(frozen=True)
class Brief:
    """One place for a visitor, as one reader may see it."""

    page: BriefData
    tiers: list[place_priorities.Part]
    boards: Cut
    decided: list[DecisionLine]
    to_come: list[DecisionLine]

    @cached_property
    def full(self) -> Lists:
        """As far as was looked."""
        page, slug = self.page, [self.page.place.slug]
        partners_url = reverse("place_partners", args=slug)
        figures, money = page.figures, page.money
        drawn = figures.all if figures else []
        ending = [] if money.totals.too_many else money.ending
        more_partners = page.partners.more
        return Lists(
            pilots=Cut(page.pilots.rows, page.pilots.count, page.pilots.url),
            figures=Cut(drawn, figures.in_all, figures.url),
            barriers=Cut(page.barriers.rows, page.barriers.count, page.barriers.url),
            asking=_whole(page.asking.contacts, page.asking.url, more=page.asking.more),
            partners=[
                (group.label, _whole(group.present, partners_url, more=more_partners))
                for group in page.partners.groups
            ],
            boards=self.boards,
            priorities=[
                (tier.title, _whole(tier.rows, tier.url, more=tier.is_cut))
                for tier in self.tiers
                if tier.rows
            ],
            ending=Cut(ending, money.later if ending else BoundedCount(0), money.later_url),
            before=_whole(page.before, reverse("place_before", args=slug), more=page.more_before),
            events=_whole(page.events, reverse("place_history", args=slug), more=page.more_events),
            gaps=Cut(page.known.first_gaps, page.known.gap_count, reverse("place_gaps", args=slug)),
        )

    @cached_property
    def short(self) -> Lists:
        """What fits on one sheet."""
        full = self.full
        return Lists(
            pilots=full.pilots.first(PILOTS),
            figures=full.figures.first(FIGURES),
            barriers=full.barriers.first(BARRIERS),
            asking=full.asking.first(ASKED),
            partners=[(label, names.first(PARTNERS)) for label, names in full.partners],
            boards=full.boards.first(BOARDS_NAMED),
            priorities=[(title, rows.first(PRIORITIES)) for title, rows in full.priorities],
            ending=full.ending.first(ENDING),
            before=full.before.first(BEFORE),
            events=full.events.first(EVENTS),
            gaps=full.gaps.first(GAPS),
        )


def _whole(rows: list[Any], url: str, *, more: bool) -> Cut:
    return cut(rows, len(rows), url, more=more)


def brief_of(user: Any, place: Place, today: dt.date) -> Brief:
    """The brief of a place; its priorities, boards and decisions in four queries more."""
    held = place_priorities.build(user, place, today)
    rows, public = Decision.objects.visible_to(user).in_place(place), not user.is_authenticated
    return Brief(
        page=data_of(user, place, today),
        tiers=held.parts,
        boards=Cut(
            *first_of(boards_at(user, place, today), BOARDS),
            reverse("place_governance", args=[place.slug]),
        ),
        decided=decided_lately(rows, public=public, today=today, most=DECISIONS),
        to_come=to_be_decided(rows, public=public, today=today)[:DECISIONS],
    )
