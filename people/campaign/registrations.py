"""How campaigns of communications take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, RecordMenuItem, Theme
from people.campaign.in_calendar import CALENDAR
from people.campaign.permissions import can_edit_campaign
from people.campaign.views import Campaigns
from people.models import Campaign
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, InTime, not_over
from records.resting import CitesSource, SourceKept
from registry.library import LibraryKind
from registry.reported import HasErrorReports
from registry.search import BODY, PROGRAMME, SearchIndex

REGISTRATIONS = (
    *Campaigns.registrations(),
    HasErrorReports(model=Campaign, pages=("campaign",), owner="organisation"),
    MenuItem(
        page="campaigns",
        label="Campaigns",
        says="Communications to an audience, by which channels, and what came of them",
        theme=Theme.PEOPLE,
        order=97,
        words="communications campaign audience channels publicity awareness",
        within="library",
    ),
    RecordMenuItem(
        page="campaigns",
        label="Campaigns",
        says="Communications about it, and what came of them",
        of="programme",
        order=66,
        narrows="programme",
        within="programme_meetings",
    ),
    BodyRule(
        Campaign,
        "organisation",
        Does.MOVE,
        noun="campaign",
        order=365,
        in_time=InTime(Does.MOVE, not_over("end", last=True)),
    ),
    CitesSource(model=Campaign, key="campaigns", noun="campaign", order=355),
    SourceKept(model=Campaign, permission=can_edit_campaign, reads=("organisation",)),
    SearchIndex(
        model=Campaign,
        label="campaign",
        page="campaign",
        title="title",
        text=("audience", "channels", "message", "outcome"),
        note=("organisation__name", "audience"),
        within={BODY: "organisation_id", PROGRAMME: "programme_id"},
        made_up=Q(organisation__is_example=True),
        order=154,
    ),
    LibraryKind(
        key="campaigns",
        label="Campaigns",
        one="Campaign",
        page="campaigns",
        words="All campaigns, with filters and files",
        indexes=("campaign",),
        order=95,
    ),
    Absent(
        model=Campaign,
        at=Whole.FILES,
        why="no format reads a plan of communications",
        to_come=True,
    ),
    *CALENDAR,
)
