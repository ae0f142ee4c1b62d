"""What pilots planned and what was counted, in the pack of a board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from interface.words import capitalised
from pilots.indicator.measures import Measure, measures
from pilots.models import Actual, Indicator, Pilot
from registry.packed import MORE, MOST, Block, Packing, PackSection, note, of_record, table

HEAD = ("Figure", "Planned", "Actual", "Do they count the same?")


def _indicators(packing: Packing) -> Iterator[Block]:
    """A table for each pilot that goes on, of figures that both read."""
    pilots = Pilot.objects.filter(reach_ids__overlap=sorted(packing.places))
    seen = packing.seen(pilots.exclude(status__in=Pilot.ENDED)).order_by("sort_key", "pk")
    rows = Indicator.objects.filter(pilot__in=seen.order_by().values("pk"), ended_on=None)
    found = list(rows.filter(is_context=False).order_by("pilot", "number")[: MOST + 1])
    if not found:
        return
    by_pilot: defaultdict[int, list[Measure]] = defaultdict(list)
    for one in _told_to_both(packing, found[:MOST]):
        by_pilot[one.indicator.pilot_id].append(one)
    for pilot in seen.filter(pk__in=by_pilot):
        yield table(pilot.title, HEAD, map(_row, by_pilot[pilot.pk]))
    if len(found) > MOST:
        yield note(MORE)


def _told_to_both(packing: Packing, rows: list[Indicator]) -> list[Measure]:
    """As the audience reads them, without figures that whoever makes the pack does not."""
    of = [row.pk for row in rows]
    both = set(packing.seen(Actual.objects.filter(indicator__in=of)).values_list("pk", flat=True))
    return [
        replace(one, series=tuple(actual for actual in one.series if actual.pk in both))
        for one in measures(packing.audience, rows)
    ]


def _row(one: Measure) -> list[object]:
    verdict = one.verdict_words if one.has_plan else "No plan known"
    return [
        of_record(one.indicator),
        capitalised(one.planned_words),
        capitalised(one.actual_words),
        verdict,
    ]


PACKED = PackSection(key="indicators", title="Planned and actual", blocks=_indicators, order=40)
