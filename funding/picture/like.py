"""The money of a place beside that of places like it: the same meaning, for each resident."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from funding.flow.per_head import per_head
from funding.flow.sums import Totals, totals_at_each
from funding.picture.asked import Asked
from funding.picture.breakdown import Breakdown, Line
from funding.picture.selection import Selection
from geography.measure.population import Population, populations
from interface.words import capitalised
from partnerships.models import Place
from pilots.pilot.similar_places import places_like

MOST_LIKE = 5
# More flows than this at one place are not added up beside those of others.
MOST_EACH = 1_500
SAYS = (
    "Places most like this one, the most similar first. Each is added up separately, and no line "
    "is part of another total. How much is recorded differs from place to place: little recorded "
    "does not mean little money."
)


def like_of(selection: Selection) -> Breakdown:
    """This place and those most like it. Four queries."""
    asked = selection.asked
    alike = places_like(selection.user, asked.place, MOST_LIKE).rows
    places = [asked.place, *Place.objects.filter(pk__in=[row.pk for row in alike])]
    by_id = {place.pk: place for place in places}
    reasons = {row.pk: capitalised(row.words) for row in alike}
    people = populations(places)
    each = totals_at_each(
        asked.narrowed(selection.visible),
        list(by_id),
        meaning=asked.meaning,
        year=asked.year,
        seen=selection.onward,
        most=MOST_EACH,
    )
    order = [asked.place.pk, *(row.pk for row in alike)]
    return Breakdown(
        "Places like this one",
        "Place",
        tuple(_line(asked, by_id[pk], each[pk], people.get(pk), reasons.get(pk)) for pk in order),
        SAYS if alike else "No other place of this kind is in the directory.",
    )


def _line(
    asked: Asked, place: Place, totals: Totals, people: Population | None, reason: str | None
) -> Line:
    total = totals.of(asked.meaning)
    share = per_head(total, people)
    said = ["This place" if reason is None else reason]
    if share is None:
        said.append(_why_not(totals, asked.meaning, people))
    return Line(
        place.name,
        total,
        f"{reverse('flows')}?{urlencode({**asked.listed, 'place': place.slug})}",
        share,
        ". ".join(words for words in said if words),
    )


def _why_not(totals: Totals, meaning: str, people: Population | None) -> str:
    """Why a place cannot be compared for each resident."""
    if totals.too_many:
        return "Too many amounts to add up here"
    if not totals.of(meaning).flows:
        return "Not compared: none that you can see is recorded"
    if people is None:
        return "Not compared: its population is not known"
    return "Not compared: no amount is known"
