"""The money of several places by its meaning, and for each resident where a population is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.urls import reverse

from dashboards.comparison.table import Cell, Line, Part
from funding.flow.facts import MEANINGS
from funding.flow.per_head import per_head
from funding.flow.sums import Totals
from funding.flow.totals import Total
from funding.models import Flow
from geography.measure.population import Population
from partnerships.models import Place


def money_part(
    places: Sequence[Place], flows: Mapping[int, Totals], people: Mapping[int, Population]
) -> Part:
    """A line for each meaning that occurs, and below it the same for each resident."""
    lines = [line for meaning in Flow.Meaning for line in _lines(meaning, places, flows, people)]
    recorded = any(flows[place.pk].flows or flows[place.pk].too_many for place in places)
    return Part(
        key="money",
        title="Money, by what the amounts mean",
        lines=tuple(lines) if recorded else (),
    )


def _lines(
    meaning: Flow.Meaning,
    places: Sequence[Place],
    flows: Mapping[int, Totals],
    people: Mapping[int, Population],
) -> Iterator[Line]:
    totals = {place.pk: flows[place.pk].of(meaning) for place in places}
    if meaning not in Flow.FIRM and not any(total.flows for total in totals.values()):
        return
    label = str(meaning.label).capitalize()
    yield Line(
        label=label,
        unit="£",
        definition=f"{label}: {MEANINGS[meaning]}. All years together, without payments to "
        "suppliers",
        cells=tuple(
            total_cell(place, meaning.value, totals[place.pk], flows[place.pk]) for place in places
        ),
    )
    if any(total.known for total in totals.values()):
        yield Line(
            label=f"{label}, for each resident",
            unit="£ for each resident",
            definition=f"{label} of all years together, divided by the population named beside it",
            cells=tuple(_each(place, totals[place.pk], people.get(place.pk)) for place in places),
        )


def total_cell(place: Place, meaning: str, total: Total, totals: Totals) -> Cell:
    """The total of one meaning at a place, with how many amounts are not in it."""
    url = f"{reverse('flows')}?place={place.slug}"
    if totals.too_many:
        return Cell(at=place.name, words="Too many to add up here", url=url, is_none=True)
    if not total.flows:
        return Cell(at=place.name, words="None recorded", is_none=True)
    url = f"{url}&meaning={meaning}"
    unknown = _unknown(total.unknown, total.flows)
    if not total.known:
        return Cell(at=place.name, url=url, note=unknown)
    return Cell(at=place.name, words=str(total), url=url, note=unknown, value=_exactly(total))


def _exactly(total: Total) -> Decimal | None:
    """The sum in pounds, where it is one number."""
    return total.upper if total.lower == total.upper else None


def _each(place: Place, total: Total, population: Population | None) -> Cell:
    share = per_head(total, population)
    if share is None:
        if not total.flows:
            return Cell(at=place.name, words="None recorded", is_none=True)
        return Cell(at=place.name, note="" if population else "The population is not known.")
    return Cell(
        at=place.name,
        words=str(share),
        note=f"{share.population.words}",
        value=share.value,
        source_title=share.population.source_title,
        attribution=share.population.attribution,
    )


def _unknown(unknown: int, flows: int) -> str:
    """How many of the amounts are not known, in words; empty where all are."""
    if not unknown:
        return ""
    return "amount not known" if flows == 1 else f"{unknown} of {flows} amounts not known"
