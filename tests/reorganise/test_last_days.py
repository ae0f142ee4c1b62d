"""What a reorganisation ends in a programme ends on a last day, as what people type does."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection

from partnerships.models import Place, Programme, ProgrammePlace, ReorganisationChange
from reorganise.actions import reorganise, take_back
from tests import builders
from tests.reorganise.reorganised import APRIL, Cumbria, cumbria, merge

pytestmark = pytest.mark.django_db
MARCH, MAY = dt.date(2023, 3, 31), dt.date(2023, 5, 1)
UPGRADE = import_module("partnerships.migrations.0012_parts_end_on_a_last_day")


@pytest.fixture
def land() -> Cumbria:
    return cumbria()


@pytest.fixture
def programme(land: Cumbria) -> Programme:
    return builders.programme("PfPP", [land.allerdale, land.copeland])


def part(programme: Programme, place: Place) -> ProgrammePlace:
    return ProgrammePlace.objects.get(programme=programme, place=place)


def test_a_part_that_began_the_day_before_took_part_for_that_day(
    land: Cumbria, programme: Programme
) -> None:
    ProgrammePlace.objects.filter(place=land.allerdale).update(
        valid_from=MARCH, valid_from_precision="year"
    )
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    ended = part(programme, land.allerdale)
    assert (ended.valid_from, ended.valid_to, ended.valid_to_precision) == (MARCH, MARCH, "day")
    [new] = ProgrammePlace.objects.filter(programme=programme, valid_from=APRIL)
    assert new.words == "from 1 April 2023."


@pytest.mark.parametrize(("last", "moves"), [(MARCH, False), (APRIL, True)])
def test_a_part_whose_last_day_has_not_come_goes_on_in_the_new_place(
    land: Cumbria, programme: Programme, last: dt.date, moves: bool
) -> None:
    ProgrammePlace.objects.filter(place=land.copeland).delete()
    ProgrammePlace.objects.filter(place=land.allerdale).update(valid_to=last)
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert part(programme, land.allerdale).valid_to == MARCH
    after = ProgrammePlace.objects.filter(programme=programme, valid_from=APRIL)
    assert [row.valid_to for row in after] == ([last] if moves else [])


def test_what_1_0_0_wrote_becomes_a_last_day_and_what_was_typed_stays(
    land: Cumbria, programme: Programme
) -> None:
    one = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    typed = ProgrammePlace.objects.create(
        programme=programme, place=land.eden, valid_to=APRIL, valid_to_precision="day"
    )
    own = ProgrammePlace.objects.filter(programme=programme, place=land.copeland)
    ended = ProgrammePlace.objects.filter(programme=programme, place=land.allerdale)
    ended.update(valid_to=APRIL)
    own.update(valid_to=MAY)  # put right by hand since
    for change in ReorganisationChange.objects.filter(table="partnerships.ProgrammePlace"):
        if change.act == "update":
            change.after = {"valid_to": APRIL.isoformat()}
            change.before = {"valid_to": None}
            change.save()
    with connection.cursor() as cursor:
        cursor.execute(UPGRADE.TO_LAST_DAYS)
    assert ended.get().valid_to == MARCH
    assert own.get().valid_to == MAY
    typed.refresh_from_db()
    assert typed.valid_to == APRIL
    own.update(valid_to=APRIL)  # as it was written, so that undoing finds nothing moved on
    take_back(reorganisation=one, by=land.administrator)
    assert ended.get().valid_to is None
