"""The number of other places that have a barrier too is that of the list it leads to."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from barriers.models import Barrier, BarrierPlace, BarrierSubType, SubType
from barriers.register.other_places import COUNTED, Kind, other_places
from partnerships.models import Place
from tests import builders, linked
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def counted(barrier: Barrier, place: Place) -> str:
    found = other_places(AnonymousUser(), place, [Kind(barrier.pk, barrier.category_id)])
    return str(found[barrier.pk].places) if barrier.pk in found else "0"


def listed(barrier: Barrier, place: Place) -> str:
    """The places of the list that the number leads to, beside those that are here."""
    seen = Barrier.objects.visible_to(AnonymousUser())
    linked_ones = seen.linked_to(barrier)
    like = linked_ones if linked_ones.exists() else seen.like(barrier)
    links = BarrierPlace.objects.filter(barrier__in=like)
    own = BarrierPlace.objects.filter(barrier=barrier).values("place")
    there = links.exclude(place__reach_up__ancestor=place).exclude(place__in=own)
    return str(there.order_by().values("place").distinct().count())


def test_the_number_is_that_of_the_list(cast: Cast) -> None:
    data, culture = builders.category(), builders.category("culture")
    legal, fear = (SubType.objects.create(category=data, name=name) for name in ("Legal!", "Fear!"))
    leeds, tong = builders.place("Leeds"), builders.place("Tong", "ward", within=cast.bradford)
    places = (cast.bradford, cast.luton, leeds, tong, cast.region)
    made = []
    for number in range(24):
        barrier = builders.barrier(
            places[number % 5],
            category=(data, data, culture, None)[number % 4],
            visibility="team" if number % 6 == 5 else "public",
        )
        if number % 3 == 0:
            BarrierPlace.objects.create(barrier=barrier, place=places[(number + 2) % 5])
        if barrier.category == data and number % 2:
            BarrierSubType.objects.create(barrier=barrier, sub_type=(legal, fear)[number % 5 > 2])
        made.append(barrier)
    for here, there in ((0, 1), (4, 2), (5, 7), (8, 3), (8, 9), (12, 17)):
        linked.link(made[here], made[there])
    pairs = [(barrier, place) for barrier in made for place in (cast.bradford, cast.region)]
    numbers = [counted(*pair) for pair in pairs]
    assert numbers == [listed(*pair) for pair in pairs]
    assert len(set(numbers)) > 2


def test_very_many_are_more_than_a_number(cast: Cast) -> None:
    category = builders.category()
    here = builders.barrier(cast.bradford, category=category)
    many = Barrier.objects.bulk_create(
        Barrier(title=f"We cannot {n}", category=category, visibility="public")
        for n in range(COUNTED + 5)
    )
    BarrierPlace.objects.bulk_create(BarrierPlace(barrier=b, place=cast.luton) for b in many)
    assert counted(here, cast.bradford) == "1+"
