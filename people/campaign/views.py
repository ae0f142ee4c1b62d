"""Campaigns of communications: the list, one of them, its history and its form."""

from __future__ import annotations

from typing import Any

from interface.cells import linked, status
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty
from interface.paging import Sort
from interface.parts import Theme
from interface.words import capitalised
from people.campaign.forms import CampaignFilter, CampaignForm
from people.campaign.permissions import can_add_campaign, can_edit_campaign
from people.models import Campaign
from records.dates import known_day, period_words
from registry.kind_by_itself import KindByItself

IS_PUBLIC = "Everybody can read it. Please don’t name anyone."


def _when(campaign: Campaign) -> str:
    """From when until when, as exactly as known; empty where neither is."""
    return capitalised(period_words(campaign))


def _name(row: Campaign) -> Any:
    return linked(row.title, row.get_absolute_url(), row.organisation.name)


COLUMNS = (
    NUMBER,
    Column.of(Campaign, "title", label="Campaign", cell=_name, head=True, sort="name"),
    Column.of(Campaign, "organisation", value=lambda row: row.organisation.name),
    Column.of(Campaign, "programme", value=lambda row: str(row.programme or "")),
    Column.of(Campaign, "audience", cell=lambda row: row.audience),
    Column.of(Campaign, "channels", cell=lambda row: row.channels or None),
    Column.of(Campaign, "message"),
    known_day("start", "Start", "The first day, as precisely as known"),
    known_day("end", "End", "The last day, as precisely as known"),
    Column("when", "When", cell=lambda row: _when(row) or None),
    Column.of(Campaign, "outcome"),
    Column(
        "came_of_it",
        "What came of it",
        cell=lambda row: status("Recorded") if row.outcome else None,
    ),
    Column("source", "Source", "Where it is from", lambda row: row.source and row.source.title),
    ADDRESS,
)


class Campaigns(KindByItself):
    """Campaigns of communications."""

    api = True
    model, form, filters, columns = Campaign, CampaignForm, CampaignFilter, COLUMNS
    sorts, title, public = (Sort("name", "sort_key", says=str),), "Campaigns", True
    may_add, may_edit, without = can_add_campaign, can_edit_campaign, ()
    menu = {
        "says": "Communications to an audience, and what came of them",
        "theme": Theme.PEOPLE,
        "order": 165,
        "words": "new communications publicity awareness marketing promote",
    }
    empty = Empty(
        "No campaign is recorded yet.",
        "Department officers and place editors add those that their organisations run.",
    )

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    class List(KindByItself.List):
        lead = (
            "Campaigns that make something better known: who runs them, for whom, by which "
            "channels, and what came of them."
        )
        none_match = "No campaign matches these filters."

    class Page(KindByItself.Page):
        """One of them, with what came of it."""

        texts = {"message": "What it says", "outcome": "What came of it"}
        empty_hint = "The organisation that runs it can say."

        def facts(self) -> list[dict[str, Any]]:
            row = self.record
            programme = row.programme
            return [
                {
                    "label": "Run by",
                    "value": row.organisation.name,
                    "url": row.organisation.get_absolute_url(),
                },
                {
                    "label": "Programme",
                    "value": programme and programme.name,
                    "url": programme and programme.get_absolute_url(),
                },
                {"label": "Who it is for", "value": row.audience},
                {"label": "Channels", "value": row.channels or None},
                {"label": "When", "value": _when(row) or None},
            ]

    class Add(KindByItself.Add):
        lead = IS_PUBLIC

    class Edit(KindByItself.Edit):
        lead = IS_PUBLIC
