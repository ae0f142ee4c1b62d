"""Which flows stand alone is kept by the database, and adding them up so comes to the same sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q

from funding.flow import standing_alone, sums
from funding.flow.sums import Totals, totals, totals_at_each, totals_of_groups
from funding.models import Flow, FlowPlace, FlowYear
from national.make.copying import triggers_off
from partnerships.models import Organisation, Place, Topic
from records.models import HistoryEntry
from tests import builders as make
from tests.builders import Cast

pytestmark = pytest.mark.django_db

LEVELS = ("public", "public", "public", "network", "team")
QUALIFIERS = ("exactly", "exactly", "exactly", "about", "at_least", "at_most", "more_than")


def standing(flow: Flow) -> tuple[int | None, bool, bool]:
    return Flow.objects.values_list("only_place", "passes_on", "has_years").get(pk=flow.pk)


def alone(flow: Flow) -> bool:
    return Flow.objects.filter(standing_alone.ALONE, pk=flow.pk).exists()


def test_a_flow_for_one_place_stands_alone_until_another_place_comes() -> None:
    here, there = make.place("Here"), make.place("There")
    flow = make.flow(here, 5)
    assert standing(flow) == (here.pk, False, False)
    second = FlowPlace.objects.create(flow=flow, place=there)
    assert standing(flow) == (None, False, False)
    second.delete()
    assert standing(flow) == (here.pk, False, False)
    FlowPlace.objects.filter(flow=flow).update(place=there)
    assert standing(flow) == (there.pk, False, False)
    FlowPlace.objects.filter(flow=flow).delete()
    assert standing(flow) == (None, False, False)


def test_legs_stand_alone_neither_before_nor_after_each_other() -> None:
    here = make.place("Here")
    grant, other = make.flow(here, 5), make.flow(here, 7)
    leg = make.flow(here, 3, parent=grant)
    assert (alone(grant), alone(leg), alone(other)) == (False, False, True)
    Flow.objects.filter(pk=leg.pk).update(parent=other)
    assert (alone(grant), alone(leg), alone(other)) == (True, False, False)
    Flow.objects.filter(pk=leg.pk).update(parent=None)
    assert (alone(grant), alone(leg), alone(other)) == (True, True, True)
    leg = make.flow(here, 3, parent=grant)
    Flow.objects.filter(pk=leg.pk).delete()
    assert alone(grant)


def test_a_profile_by_year_is_more_than_the_row_says() -> None:
    flow, other = make.flow(make.place("Here"), 5), make.flow(make.place("There"), 5)
    year = FlowYear.objects.create(flow=flow, year=2026, amount=3)
    assert not alone(flow)
    FlowYear.objects.filter(pk=year.pk).update(flow=other)
    assert (alone(flow), alone(other)) == (True, False)
    FlowYear.objects.all().delete()
    assert alone(other)


def test_a_page_that_saves_an_old_row_does_not_undo_it() -> None:
    here = make.place("Here")
    flow = make.flow(here, 5)
    old = Flow.objects.get(pk=flow.pk)
    make.flow(here, 3, parent=flow)
    FlowYear.objects.create(flow=flow, year=2026, amount=3)
    FlowPlace.objects.create(flow=flow, place=make.place("There"))
    old.description = "Changed meanwhile"
    old.save()
    assert standing(flow) == (None, True, True)
    copied = Flow.objects.get(pk=flow.pk)
    copied.pk, copied.only_place = None, here.pk
    copied.save(force_insert=True)
    assert standing(copied) == (None, False, False)


def test_it_is_nobodys_edit(cast: Cast) -> None:
    flow = make.flow(cast.luton, 5)
    told = HistoryEntry.objects.filter(model="funding.flow", object_id=flow.pk)
    before = told.count()
    make.flow(cast.luton, 3, parent=flow)
    FlowYear.objects.create(flow=flow, year=2026, amount=3)
    assert standing(flow) == (cast.luton.pk, True, True)
    assert Flow.objects.get(pk=flow.pk).version == flow.version
    assert told.count() == before


def test_what_was_there_before_is_settled_and_adds_up_to_the_same_meanwhile(cast: Cast) -> None:
    """As after an update: what nobody has looked at counts as linked."""
    grant, other = make.flow(cast.luton, 5), make.flow(cast.luton, 7)
    leg = make.flow(cast.luton, 3, parent=grant)
    FlowYear.objects.create(flow=leg, year=2026, amount=3)
    said = [standing(flow) for flow in (grant, leg, other)]
    seen = Flow.objects.visible_to(AnonymousUser())
    before = totals(seen, seen)
    told = HistoryEntry.objects.filter(model="funding.flow").count()
    with triggers_off():
        Flow.objects.update(only_place=None, passes_on=True, has_years=True)
    assert totals(seen, seen) == before
    assert standing_alone.settle() == 3
    assert [standing(flow) for flow in (grant, leg, other)] == said
    assert totals(seen, seen) == before
    assert HistoryEntry.objects.filter(model="funding.flow").count() == told
    assert Flow.objects.get(pk=other.pk).version == other.version
    assert standing_alone.settle() == 0


def scattered(draw: Random, places: list[Place], bodies: list[Organisation]) -> None:
    """Flows of every kind: trees of legs, shares, levels, periods, profiles, topics and bodies."""
    topics = [
        Topic.objects.get_or_create(slug=name, defaults={"name": name})[0] for name in ("x", "y")
    ]
    flows: list[Flow] = []
    for _ in range(30):
        low = draw.choice([None, 0, 20, 50, 90])
        start = draw.choice([None, dt.date(2025, 4, 1), dt.date(2025, 9, 1)])
        giver, receiver = draw.sample([None, *bodies], 2)
        qualifier = "exactly" if low is None else draw.choice(QUALIFIERS)
        flow = Flow.objects.create(
            meaning=draw.choice(["committed", "committed", "paid"]),
            amount_low=low,
            amount_high=None if low is None or qualifier != "exactly" else draw.choice([None, 95]),
            amount_qualifier=qualifier,
            parent=draw.choice([None, None, *flows[-6:]]),
            visibility=draw.choice(LEVELS),
            kind=draw.choice(["money", "staff"]),
            start=start,
            end=start and draw.choice([None, start, dt.date(2027, 1, 1)]),
            giver=giver,
            receiver=receiver,
        )
        flows.append(flow)
        for place in draw.sample(places, draw.choice([0, 1, 1, 1, 2])):
            share = draw.choice([None, None, Decimal("0.25")])
            FlowPlace.objects.create(flow=flow, place=place, share=share)
        if low is not None and draw.random() < 0.2:
            FlowYear.objects.create(flow=flow, year=2026, amount=draw.choice([None, 3]))
        flow.topics.set(draw.sample(topics, draw.choice([0, 1, 2])))


def every_sum(user: Any, places: list[Place]) -> dict[str, Any]:
    """What each way of adding up says to a reader of all, of some and of what is in force."""
    visible = Flow.objects.visible_to(user)
    ids, on = [place.pk for place in places], dt.date(2025, 10, 1)
    said: dict[str, Any] = {
        "all": totals(visible, visible, by_year=True),
        "committed": totals(visible.filter(meaning="committed"), visible),
        "at each": totals_at_each(visible, ids),
        "paid at each": totals_at_each(visible, ids, meaning="paid", year=2025),
    }
    for place in places:
        here = visible.in_place(place)
        part = here.filter(kind="money")
        said |= {
            f"{place}": totals(here, visible, place=place, by_year=True),
            f"{place} on": totals(here.in_force(on), visible.in_force(on), place=place),
            f"{place} money": totals(part, visible, place=place),
        }
        for by in ("source", "sector", "holder", "kind", "topic"):
            said[f"{place} {by} 2025"] = totals_of_groups(part, visible, place, by, year=2025)
            said[f"{place} {by}"] = totals_of_groups(here, visible, place, by)
    return said


@contextmanager
def leg_by_leg(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within it no flow stands alone: each is followed with all its legs, places and years."""
    with transaction.atomic(), monkeypatch.context() as patched:
        patched.setattr(sums, "STANDS_ALONE", Q(pk__lt=0))
        with triggers_off():
            Flow.objects.update(only_place=None, passes_on=True, has_years=True)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("seed", "many"), [(0, 100), (1, 2), (2, 100), (3, 2)])
def test_both_ways_of_adding_up_come_to_the_same(
    seed: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sums, "MANY", many)
    county = make.place("County", "county")
    places = [county, make.place("District", "district", within=county), make.place("Other")]
    bodies = [make.organisation(f"Body {number}") for number in range(3)]
    scattered(Random(seed), places, bodies)
    reader = make.user("eve", ("place_editor", places[1])) if seed % 2 else AnonymousUser()
    fast = every_sum(reader, places)
    with leg_by_leg(monkeypatch):
        plain = every_sum(reader, places)
    for asked, said in fast.items():
        assert said == plain[asked], asked


def test_what_stands_alone_is_bounded_by_nothing() -> None:
    here = make.place("Here")
    for _ in range(3):
        make.flow(here, 2)
    seen = Flow.objects.visible_to(AnonymousUser())
    found = totals(seen, seen, place=here, most=0)
    assert found == Totals(by_meaning=found.by_meaning)
    assert str(found.of("committed")) == "£6"
    assert not totals_at_each(seen, [here.pk], most=0, most_of_all=0)[here.pk].too_many
