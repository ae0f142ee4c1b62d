"""Risks in the pack of a board: open ones that weigh most, of pilots that go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interface.words import capitalised
from pilots.models import Pilot
from pilots.risk.models import Risk
from registry.packed import Block, Packing, PackSection, of_record, told_in_table

TITLE = "Risks rated high"
HEAD = ("Pilot", "What could happen", "What it would mean", "What is done", "How serious")


def _risks(packing: Packing) -> Iterator[Block]:
    rows = Risk.objects.open().high().filter(pilot__reach_ids__overlap=sorted(packing.places))
    seen = packing.seen(rows.exclude(pilot__status__in=Pilot.ENDED)).select_related("pilot")
    yield from told_in_table(TITLE, HEAD, seen.order_by("pilot", "id"), _row, is_named=False)


def _row(risk: Any) -> list[Any]:
    pilot = of_record(risk.pilot, risk.pilot.title)
    return [pilot, risk.what, risk.effect_said, risk.response, capitalised(risk.seriousness)]


PACKED = PackSection(key="risks", title=TITLE, blocks=_risks, order=60)
