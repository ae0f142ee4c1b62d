"""Health checks in the pack of a board: what the newest closed one of each partnership shows.

Bands alone, as its page says them to everybody who gets the pack: no words of partners, and nothing
of a round that is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from governance.health_check.page_data import TOO_FEW, Line, lines
from governance.models import HealthRound
from interface.words import capitalised, date_words
from partnerships.models import PartnershipPlace
from registry.packed import Block, Packing, PackSection, facts, of_record, table

HEAD = ("About", "What partners said", "Since last time")


def _common(packing: Packing) -> Iterator[Block]:
    """Of partnerships that work for the board's places. What partners keep among themselves stands
    in no pack: whoever keeps the board reads all of those."""
    links = PartnershipPlace.objects.filter(place__in=packing.places)
    here = _newest().filter(partnership__in=links.order_by().values("partnership"))
    both = HealthRound.objects.visible_to(packing.user).filter(
        pk__in=HealthRound.objects.visible_to(packing.audience).order_by().values("pk")
    )
    seen = packing.seen(here).select_related("partnership")
    for one in seen.order_by("partnership__name", "kind", "pk"):
        title = of_record(one, capitalised(f"how {one.partnership} is doing"))
        asked = capitalised(one.get_kind_display())
        yield facts((("What was asked", asked), ("Closed", date_words(one.ended_on))), title)
        yield table(title["text"], HEAD, map(_row, lines(one, both)), is_named=False)


def _newest() -> QuerySet[HealthRound]:
    """The closed round of each set that was the last of its partnership."""
    closed = HealthRound.objects.filter(state=HealthRound.State.CLOSED)
    same = closed.filter(partnership=OuterRef("partnership"), kind=OuterRef("kind"))
    return closed.exclude(Exists(same.filter(opened_on__gt=OuterRef("opened_on"))))


def _row(line: Line) -> list[str]:
    verdict = line.verdict
    if verdict is None:
        return [line.question.label, TOO_FEW, ""]
    said = [verdict.band, verdict.note, *(f"{side}: {one.band}" for side, one in line.sides)]
    return [line.question.label, ". ".join(filter(None, said)), capitalised(line.moved)]


PACKED = PackSection(key="health", title="Health checks", blocks=_common, order=110)
