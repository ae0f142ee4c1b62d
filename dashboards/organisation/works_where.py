"""Which departments and national bodies take part in pilots, place by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse

from interface.charts.heat import Cell, HeatMap, Row
from interface.words import count_words
from partnerships.models import Organisation, Place, short_name_of
from pilots.models import Pilot, PilotPartner, PilotPlace

# So many parts in pilots are read, and so many bodies stand beside each other
MOST, BODIES = 5_000, 12


class WorksWhere(NamedTuple):
    """Pilots by place and national body; ``is_cut`` where there are more parts than are read, so
    that each number is only the least that there are."""

    heat: HeatMap
    is_cut: bool


def works_where(user: Any, most: int = MOST) -> WorksWhere:
    """Pilots that the reader sees, by the real place that leads them and by the national body that
    takes part, itself or through a team. Three queries."""
    pilots_of, at, is_cut = _parts(user, most)
    bodies = _bodies(pilots_of)
    shown: set[int] = set().union(*(pilots_of[body.pk] for body in bodies))
    leads = PilotPlace.objects.filter(pilot__in=shown, role=PilotPlace.Role.LEAD)
    places = Place.objects.visible_to(user).filter(pk__in=leads.order_by().values("place"))
    rows = list(places.order_by("sort_key", "id"))
    here = {place.pk: {pk for pk in shown if place.pk in at[pk]} for place in rows}
    heat = HeatMap(
        title="Pilots in which a department or national body is recorded",
        columns=tuple(body.short for body in bodies),
        rows=tuple(
            Row(
                place.name,
                tuple(_cell(pilots_of[body.pk] & here[place.pk], body, place) for body in bodies),
                Cell(len(here[place.pk])),
                place.get_absolute_url(),
            )
            for place in rows
        ),
        foot=Row(
            "All places",
            tuple(_cell(pilots_of[body.pk], body) for body in bodies),
            Cell(len(shown)),
        ),
        none_label="none recorded",
    )
    return WorksWhere(heat, is_cut)


def _parts(user: Any, most: int) -> tuple[dict[int, set[int]], dict[int, set[int]], bool]:
    """The pilots of each national body, the places that each of these reaches, and whether there
    are more parts than ``most``."""
    seen = Pilot.objects.visible_to(user).exclude(place_links__place__is_example=True)
    parts = PilotPartner.objects.filter(
        organisation__sector__in=Organisation.NATIONAL, pilot__in=seen.order_by().values("pk")
    )
    whole = Coalesce("organisation__parent__parent", "organisation__parent", "organisation")
    rows = parts.annotate(whole=whole, reach=F("pilot__reach_ids")).order_by("id")
    pilots_of, at = defaultdict(set), {}
    found = list(rows.values_list("whole", "pilot", "reach")[: most + 1])
    for body, pilot, reach in found[:most]:
        pilots_of[body].add(pilot)
        at[pilot] = set(reach)
    return pilots_of, at, len(found) > most


def _bodies(pilots_of: dict[int, set[int]]) -> list[Any]:
    """Those with the most pilots, by their short names."""
    most = Counter({body: len(pilots) for body, pilots in pilots_of.items()}).most_common(BODIES)
    rows = Organisation.objects.filter(pk__in=[body for body, _ in most])
    order = {body: number for number, (body, _) in enumerate(most)}
    bodies: list[Any] = sorted(
        rows.annotate(called=short_name_of("pk")), key=lambda row: order[row.pk]
    )
    for body in bodies:
        body.short = body.called or body.name
    return bodies


def _cell(pilots: set[int], body: Any, place: Place | None = None) -> Cell:
    """How many, with the list of them."""
    query = {"body": body.slug} | ({"place": place.slug} if place else {})
    where = place.name if place else "all places"
    return Cell(
        len(pilots),
        body.short,
        f"{reverse('pilots')}?{urlencode(query)}" if pilots else "",
        f"{count_words(len(pilots), 'pilot')}: {body.name}, {where}",
    )
