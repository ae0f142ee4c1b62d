"""How the partners of a place come in: the members of one of its partnerships, from a list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import BooleanField, Case, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from access.permissions import edits
from partnerships.models import Member, Partnership, Place
from partnerships.partnership.import_names import ORGANISATION, SECTORS, reference_column
from partnerships.partnership.imported_members import members_of_programme
from registry.import_dates import Day
from registry.import_readers import Choice, Text, Told, YesNo
from registry.imported import ImportColumn, ImportFormat, Row, Scope

ROLE = Choice.of(
    Member, "role", member="partner,core,full", lead="chair,lead partner", host="host body"
)
PERHAPS = {
    **dict.fromkeys(("vice chair", "deputy chair", "co chair", "joint chair"), "co_lead"),
    **dict.fromkeys(("observer", "obs", "in attendance", "advisor"), "adviser"),
}
SECTOR = Told(SECTORS.choices, SECTORS.also, perhaps=SECTORS.perhaps)
COMMITMENT = Choice(tuple(enumerate(Member.COMMITMENTS)))
COLUMNS = (
    reference_column("partner", "member"),
    ImportColumn(
        key="organisation",
        label="Organisation",
        reads=ORGANISATION,
        fills="organisation_id",
        is_needed=True,
        called=("partner", "name", "member", "body", "partner organisation", "organisation name"),
    ),
    ImportColumn(
        key="role",
        label="Role",
        reads=replace(ROLE, perhaps=PERHAPS),
        fills="role",
        means="Empty for a member",
        called=("part", "role in partnership", "role on board"),
    ),
    ImportColumn(
        key="is_voting",
        label="Votes",
        reads=YesNo(),
        fills="is_voting",
        means="Yes or no",
        called=("voting", "voting member", "vote"),
    ),
    ImportColumn(
        key="commitment",
        label="Commitment",
        reads=COMMITMENT,
        fills="commitment",
        means="In words: from “named only” to “fully committed”. Of numbers we ask what they mean",
        called=("commitment level", "engagement"),
    ),
    ImportColumn(
        key="commitment_reason",
        label="What shows its commitment",
        reads=Text(300),
        fills="commitment_reason",
        means="In words: £50,000 a year, two officers, rooms",
        called=("contribution", "contributions", "what it gives", "what they bring", "offer"),
    ),
    ImportColumn(
        key="sector",
        label="Kind of organisation",
        reads=SECTOR,
        means="Of one that is added with the file",
        called=("sector", "type", "organisation type", "kind"),
    ),
    ImportColumn(
        key="valid_from",
        label="From",
        reads=Day(is_partial=True),
        fills="valid_from",
        means="When it joined: the day, month or year",
        called=("start", "joined", "since", "member since", "start date", "joined on"),
    ),
)


def _partnerships(user: Any, place: Place) -> QuerySet[Partnership]:
    return Partnership.objects.visible_to(user).filter(places=place).order_by("name", "id")


def _there(scope: Scope) -> QuerySet[Member]:
    """The members of today, each known by its organisation and role."""
    key = Concat(
        Cast("organisation_id", TextField()), Value(" "), F("role"), output_field=TextField()
    )
    members = Member.objects.filter(partnership=scope.within, valid_to=None)
    return members.select_related("organisation").annotate(
        import_key=key,
        import_may=Case(default=Value(True), output_field=BooleanField()),
        import_open=Case(default=Value(False), output_field=BooleanField()),
    )


def _finish(row: Row, scope: Scope) -> None:
    row.values.setdefault("role", Member.Role.MEMBER.value)


def _shown(member: Member) -> tuple[str, str]:
    return f"{member.organisation}, {member.get_role_display()}", (
        member.organisation.get_absolute_url()
    )


PARTNERS = ImportFormat(
    key="partners",
    noun="partner",
    makes=Member,
    columns=COLUMNS,
    permission=edits,
    there=_there,
    finish=_finish,
    key_of=lambda row: f"{row.values.get('organisation_id')} {row.values.get('role')}",
    within=_partnerships,
    within_column="partnership_id",
    sector_by="sector",
    named_by="organisation",
    called_by="role",
    shown=_shown,
    note="Everyone can read which organisations belong to a partnership, and what shows their "
    "commitment.",
    in_programme=members_of_programme,
    order=30,
)
