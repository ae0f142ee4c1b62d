"""Risks for the agenda of a board: open ones that weigh most, of pilots that go on."""

from __future__ import annotations

from collections.abc import Iterator

from interface.words import shortened
from pilots.models import Pilot
from pilots.risk.models import Risk
from registry.agenda import DISCUSS, Drafting, OnAgenda, SuggestedItem

MOST = 20


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    rows = drafting.seen(Risk.objects.open().high()).select_related("pilot")
    here = rows.filter(pilot__reach_ids__overlap=sorted(drafting.places))
    here = here.exclude(pilot__status__in=Pilot.ENDED)
    for risk in here.order_by("pilot", "id")[:MOST]:
        title = f"Risk: {shortened(risk.what, 180)}"
        yield SuggestedItem(f"risk-{risk.pk}", title, kind=DISCUSS, about=risk.pilot)


ON_AGENDA = OnAgenda(key="risk", head="Risks rated high", suggested=_suggested, order=140)
