"""What a file says again, of whom it says it, and what may mean two things."""

from __future__ import annotations

import pytest

from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.again import again
from partnerships.models import Partnership, PartnershipPlace
from tests import builders as make
from tests.imports.record_import.brought import lines, looked
from tests.imports.record_import.of_programmes import out, sent, world, written

pytestmark = pytest.mark.django_db


def test_an_answer_for_one_place_leaves_the_rows_of_others_in() -> None:
    at = world(role="")
    for place in (at.north, at.south):
        make.give(at.lead, "contributor", place)
    for place in (at.north, at.south, at.south):
        make.pilot(place, "Warm homes")
    days = ("Northtown,Warm homes,Begin,2026-04-01", "Southtown,Warm homes,Begin,2026-05-01")
    row = sent(at, "milestones", lines("Place,Pilot,Milestone,Due", *days))
    assert row.state == "asked"
    actions.answer(by=at.lead, row=row, said={"pilot": {"warm homes": None}})
    actions.look(by=at.lead, row=row)
    assert RecordImport.objects.get(pk=row.pk).new == 1


def test_what_is_to_be_asked_again_is_asked_of_the_next_file_of_a_programme() -> None:
    at = world()
    own = Partnership.objects.create(name="Health Board", slug="hb", created_by=at.lead)
    PartnershipPlace.objects.create(partnership=own, place=at.north)
    for name in ("Hub A", "Hub B"):
        make.organisation(name, "voluntary")
    head = "Organisation,Place,Partnership"
    row = sent(at, "partners", lines(head, "Hub A,Northtown,HB x"))
    actions.answer(by=at.lead, row=row, said={"partnership": {"hb x": own.pk}})
    actions.look(by=at.lead, row=row)
    written(at, RecordImport.objects.get(pk=row.pk))
    second = lines(head, "Hub B,Northtown,HB x")
    row = sent(at, "partners", second)
    assert row.state == "ready"
    actions.forget(by=at.lead, row=row, words=[("partnership", "hb x")])
    actions.look(by=at.lead, row=row)
    actions.discard(by=at.lead, row=row)
    assert sent(at, "partners", second).state == "asked"


def test_a_partner_without_a_partnership_is_not_put_in_that_of_a_ward() -> None:
    at = world()
    own = Partnership.objects.create(name="Mill Board", slug="mill", created_by=at.lead)
    PartnershipPlace.objects.create(partnership=own, place=at.ward)
    make.organisation("Hub A", "voluntary")
    row = sent(at, "partners", lines("Organisation,Place", "Hub A,Northtown"))
    assert row.new == 0
    assert out(row)


def test_east_is_not_west() -> None:
    assert list(again([(1, "Eastgate hub"), (2, "Westgate hub")])) == []
    assert list(again([(1, "Eastern library"), (2, "Western library")])) == []


@pytest.mark.parametrize(
    ("key", "head", "line", "word"),
    [
        ("barriers", "What is in the way,Status", "Forms,Closed", "Closed"),
        ("money", "What it is for,Amount,Status", "Homes,100,Budget", "Budget"),
        ("organisations", "Name,Type", "Homes trust,Trust", "Trust"),
    ],
)
def test_a_word_that_may_mean_two_things_is_asked(
    key: str, head: str, line: str, word: str
) -> None:
    place = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", place))
    row = looked(editor, place, key, lines(head, line))
    assert word in [one["text"] for one in row.preview["questions"]]
