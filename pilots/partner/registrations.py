"""How partners of pilots take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from interface.columns import Column
from pilots.models import Pilot, PilotPartner
from pilots.partner.in_calendar import CALENDAR
from pilots.partner.views import Partners
from pilots.subjects import NAMED
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides
from records.resting import CitesSource, Line
from registry.programme_files import ProgrammeFile, choice, pilot, source, text


def _seen(user: Any) -> QuerySet[PilotPartner]:
    pilots = Pilot.objects.visible_to(user)
    return PilotPartner.objects.filter(pilot__in=pilots.order_by().values("pk"))


def _still_takes_part(sides: Sides) -> Q:
    still = Q(end=None) | Q(end__gte=sides.day)
    return still & Q(pilot__status__in=Pilot.OPEN)


def _line(partner: PilotPartner) -> Line:
    url = reverse("pilot_partners", args=[partner.pilot.slug])
    return Line(str(partner), url, partner.pilot.title)


PARTNERS = ProgrammeFile(
    "partners",
    "An organisation, or others that take part in a pilot",
    lambda scope: PilotPartner.objects.filter(pilot__in=scope.ids).select_related(
        "pilot", "organisation", "source"
    ),
    (
        pilot(),
        text(
            "organisation",
            "The organisation: its key in addresses",
            "organisation.slug",
            blank="its source names none",
        ),
        Column("name", "Its name today, or how its source describes it", value=str),
        choice("kind", "What kind of partner", PilotPartner),
        text("role", "What it does there"),
        text("start", "The day on which it joined", values="date"),
        text("end", "The last day on which it took part", values="date", blank="it still does"),
        source(),
    ),
    order=80,
)


REGISTRATIONS = (
    *Partners.registrations(),
    BodyRule(
        PilotPartner,
        "organisation",
        Does.MOVE,
        noun="part in a pilot,parts in pilots",
        record="pilot",
        order=160,
        once=("pilot_id", "kind", '"end"'),
        dated=("start", "end"),
        in_time=InTime(Does.DATE, _still_takes_part, once=("pilot_id", "kind")),
    ),
    CitesSource(
        model=PilotPartner,
        key="partners",
        noun="partner",
        order=100,
        line=_line,
        needs=("organisation", *NAMED),
        seen=_seen,
    ),
    PARTNERS,
    HistoryLabel(
        model=PilotPartner,
        noun="partner",
        named_by=(
            "organisation",
            "description",
        ),
    ),
    *CALENDAR,
)
