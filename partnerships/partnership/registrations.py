"""How partnerships take part in the whole."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.db.models import Q

from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.words import date_words, last_day
from partnerships.models import Member, Partnership, PartnershipPlace, Place
from partnerships.organisation.claim_models import ANEW
from partnerships.partnership.imported import PARTNERS
from partnerships.partnership.imported_bodies import ORGANISATIONS
from partnerships.partnership.imported_names import BODY_NAMES, PLACE_NAMES
from partnerships.partnership.in_calendar import CALENDAR
from partnerships.partnership.permissions import can_add_partnerships, can_keep_partnership
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, not_over
from registry.claimed import ClaimKind
from registry.promised import HasPromises
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, SearchIndex, through


def _working_for(place: Place) -> Any:
    """Those that work for this place or for one within it."""
    links = PartnershipPlace.objects.filter(place__reach_up__ancestor=place.pk)
    return links.order_by().values("partnership")


def _member_says(member: Member) -> str:
    said: dict[bool | None, str] = {True: ", with a vote", False: ", without a vote"}
    votes = said.get(member.is_voting, "")
    committed = f"; {member.commitment_words}" if member.commitment_words else ""
    until = f", until {date_words(last_day(member.valid_to))}" if member.valid_to else ""
    role = member.get_role_display()
    return f"It belongs to {member.partnership} as {role}{votes}{until}{committed}"


REGISTRATIONS = (
    HasPromises(
        model=Partnership,
        kept_by=can_keep_partnership,
        rows=lambda rows: rows.prefetch_related("places"),
        where=lambda partnership: next(iter(partnership.places.all()), None),
        made_up=lambda: Q(is_example=True),
        at=lambda place: Q(pk__in=_working_for(place)),
    ),
    ORGANISATIONS,
    HasErrorReports(model=Partnership, pages=("partnership",), keys=("slug",), bodies=("host",)),
    MenuItem(
        page="partnership_add",
        label="Add a partnership",
        says="A board or partnership and the organisations in it",
        theme=Theme.PLACES,
        order=150,
        words="board members new",
        permission=can_add_partnerships,
        adds=True,
    ),
    PlaceRule(
        PartnershipPlace,
        "place",
        Does.MOVE,
        noun="partnership",
        record="partnership",
        order=260,
        once=("partnership_id",),
        spread=True,
    ),
    BodyRule(
        Partnership,
        "host",
        Does.MOVE,
        noun="partnership that it hosts,partnerships that it hosts",
        order=90,
        in_time=InTime(Does.MOVE, not_over("ended_on")),
    ),
    BodyRule(
        Member,
        "organisation",
        Does.MOVE,
        noun="membership",
        record="partnership",
        order=100,
        once=("partnership_id", "role", "valid_to"),
        copied=ANEW,
        in_time=InTime(Does.DATE, not_over(), once=("partnership_id", "role")),
    ),
    ClaimKind(
        model=Member,
        says=_member_says,
        part_of="partnership",
        keeps=can_keep_partnership,
        reads=("partnership", "source"),
        order=30,
    ),
    HistoryLabel(model=Member, named_by=("organisation",)),
    HistoryLabel(model=PartnershipPlace, noun="place"),
    PARTNERS,
    BODY_NAMES,
    PLACE_NAMES,
    SearchIndex(
        model=Partnership,
        label="partnership",
        page="partnership",
        key=("slug",),
        title="name",
        text=("vision", "legal_status"),
        note=("legal_status",),
        within={BODY: "host_id", PLACE: through(PartnershipPlace, "place", of="partnership")},
        made_up=Q(is_example=True),
        weight=-0.2,
        order=45,
    ),
    Absent(
        model=Partnership,
        at=Whole.FILES,
        why=(
            "no format reads a partnership with its places and its rounds of asking; members "
            "come in with pilots"
        ),
        to_come=True,
    ),
    RecordMenuItem(
        page="place_partners",
        label="Partners",
        says="Who works together there",
        of="place",
        tab=5,
        counts=itemgetter("partners"),
        words="partner partners partnership partnerships",
        answer="Partners in",
    ),
    *CALENDAR,
)
