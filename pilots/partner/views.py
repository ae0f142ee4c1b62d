"""Who takes part in a pilot, from when until when, and how many there were over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface.pages import PageAction
from pilots.kinds import KindOfPilot
from pilots.models import Pilot, PilotPartner
from pilots.partner.forms import PartnerForm
from pilots.pilot.permissions import can_edit_pilot
from pilots.pilot.succession import key_role_of


class Partners(KindOfPilot):
    """Every partner with its part, its dates and the source; those who left as well."""

    model, form, form_takes_user, key = PilotPartner, PartnerForm, True, "partner"
    draft_key, noun, title, public = "pilot-partner", "partner", "Partners", True
    may_add = may_edit = can_edit_pilot
    add_message, unanswered, without = "Saved.", ("kind",), ()
    menu = {"says": "An organisation that takes part", "order": 65, "words": "new body member"}
    page_label, says, tab = "People", "Who takes part, and who did", 5

    @staticmethod
    def counts(counted: Any) -> str:
        """How many take part, as the page of its pilot counted them."""
        return str(counted["partners"])

    class List(KindOfPilot.List):
        template_name = "pilots/partner/list.html"

        def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
            rows = self.pilot.partners.in_order().with_names_then()
            partners = list(rows.select_related("organisation", "source"))
            user, today = request.user, timezone.localdate()
            end = self.pilot.ended if self.pilot.has_ended else None
            may_edit = can_edit_pilot(user, self.pilot)
            return self.render_page(
                partners=partners,
                dated=any(row.start or row.end for row in partners),
                sourced=any(row.source_id for row in partners),
                over_time=over_time(partners, min(today, end.last) if end else today),
                key_role=key_role_of(user, self.pilot, today),
                may_edit=may_edit,
                taken_back={row.pk for row in partners if self.kind.may_take_back(user, row)},
                **(_acts(self.pilot) if may_edit else {}),
            )

    class Edit(KindOfPilot.Edit):
        def get_queryset(self) -> QuerySet[PilotPartner]:
            """They have no rule of their own: who sees the pilot sees its partners."""
            return self.pilot.partners.select_related("organisation")

    class TakeBack(KindOfPilot.TakeBack):
        instead = "Say that it left instead."

        def get_queryset(self) -> QuerySet[PilotPartner]:
            return self.pilot.partners.select_related("organisation")


def _acts(pilot: Pilot) -> dict[str, Any]:
    """What an editor does with its people."""
    role = "Change the key job role" if pilot.key_post_id else "Say which job role is key"
    more = (role, "pilot_key_role"), ("Change its places", "pilot_places")
    add = PageAction("Add a partner", reverse("partner_add", args=[pilot.slug]))
    ways = [PageAction(words, reverse(name, args=[pilot.slug])) for words, name in more]
    return {"button": add, "more": ways}


@dataclass(frozen=True)
class Turn:
    """A day on which somebody joined or left, and how many partners there were from then on."""

    day: dt.date
    joined: list[str]
    left: list[str]
    count: int


@dataclass(frozen=True)
class OverTime:
    """The turns, oldest first. ``undated`` partners joined on a day that is not known: they are
    counted throughout, so that the counts of earlier days say "at most"."""

    turns: list[Turn]
    undated: int
    now: int


def over_time(partners: Iterable[PilotPartner], today: dt.date) -> OverTime:
    """From partners that the caller has authorised; each body that takes part counts once. No
    query."""
    rows = [row for row in partners if row.kind in PilotPartner.TAKES_PART]
    days = sorted({day for row in rows for day in (row.start, _gone(row)) if day and day <= today})
    undated = {_key(row) for row in rows if row.start is None and row.end is None}
    turns = [
        Turn(
            day=day,
            joined=[str(row) for row in rows if row.start == day],
            left=[str(row) for row in rows if _gone(row) == day],
            count=_there(rows, day),
        )
        for day in days
    ]
    return OverTime(turns, len(undated), _there(rows, today))


def _gone(row: PilotPartner) -> dt.date | None:
    """The first day without it: its end is its last day."""
    return row.end + dt.timedelta(days=1) if row.end else None


def _there(rows: list[PilotPartner], day: dt.date) -> int:
    there = [
        row
        for row in rows
        if (row.start is None or row.start <= day) and (row.end is None or row.end >= day)
    ]
    return len({_key(row) for row in there})


def _key(row: PilotPartner) -> object:
    return row.organisation_id or row.description
