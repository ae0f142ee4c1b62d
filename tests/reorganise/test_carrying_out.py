"""Places merge, split and change their names: what moves, what stays, and the way back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from funding.models import FlowPlace
from partnerships.models import (
    FormerAddress,
    OrganisationPlace,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceReach,
    ProgrammePlace,
)
from people.models import Subscription
from reorganise.actions import reorganise, take_back
from reorganise.plan import Plan, Refused, Successor
from tests import builders
from tests.reorganise.reorganised import (
    APRIL,
    REASON,
    Cumbria,
    cumbria,
    everything,
    merge,
    names_on,
    split,
)

pytestmark = pytest.mark.django_db
MARCH = dt.date(2023, 3, 31)


@pytest.fixture
def land() -> Cumbria:
    return cumbria()


def cumberland() -> Place:
    return Place.objects.get(slug="cumberland")


def test_two_districts_become_one_new_place_and_are_still_there(land: Cumbria) -> None:
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert names_on(land.allerdale, MARCH) == ["Allerdale"]
    assert names_on(land.allerdale, APRIL) == []
    assert names_on(cumberland(), MARCH) == []
    assert names_on(cumberland(), APRIL) == ["Cumberland"]
    assert str(cumberland().codes.get()) == "E06000063"
    code = PlaceCode.objects.get(code="E07000020")
    assert (code.place, code.valid_to) == (land.allerdale, APRIL)
    after = PlaceLink.objects.filter(kind="succeeded_by", valid_from=APRIL)
    assert set(after.values_list("place__name", "other__name")) == {
        ("Allerdale", "Cumberland"),
        ("Copeland", "Cumberland"),
    }
    above = PlaceReach.objects.filter(place=cumberland()).values_list("ancestor__name", flat=True)
    assert set(above) == {"Cumberland", "Cumbria", "North West"}
    assert PlaceReach.of([land.allerdale.pk]) == {land.allerdale.pk}


def test_open_work_moves_and_what_ended_stays_where_it_happened(land: Cumbria) -> None:
    live = builders.pilot(land.allerdale, "Warm homes")
    ended = builders.pilot(land.allerdale, "Bus passes", status="closed")
    stuck = builders.barrier(land.allerdale)
    solved = builders.barrier(land.allerdale, status="resolved", resolution="Agreed")
    money = builders.flow(land.allerdale, 1000)
    spent = builders.flow(land.allerdale, 1000, end=dt.date(2022, 3, 31))
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    for record, place in (
        (live, cumberland()),
        (ended, land.allerdale),
        (stuck, cumberland()),
        (solved, land.allerdale),
        (money, cumberland()),
        (spent, land.allerdale),
    ):
        assert list(record.places.all()) == [place]
    live.refresh_from_db()
    assert set(live.reach_ids) == {cumberland().pk, land.county.pk, land.north_west.pk}


def test_a_pilot_of_both_districts_stands_once_and_keeps_its_lead(land: Cumbria) -> None:
    pilot = builders.pilot(land.copeland, "Warm homes", land.allerdale)
    barrier = builders.barrier(land.copeland, "", land.allerdale)
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert [(one.place.name, one.role) for one in pilot.place_links.all()] == [
        ("Cumberland", "lead")
    ]
    assert [(one.place.name, one.is_lead) for one in barrier.place_links.all()] == [
        ("Cumberland", True)
    ]


def test_a_lead_that_merges_into_its_partner_takes_the_lead_along(land: Cumbria) -> None:
    pilot = builders.pilot(land.allerdale, "Warm homes", land.eden)
    reorganise(plan=merge(land.allerdale, into=land.eden), by=land.administrator)
    assert [(one.place.name, one.role) for one in pilot.place_links.all()] == [("Eden", "lead")]


def test_shares_of_money_are_added_up_and_an_unknown_share_stays_unknown(land: Cumbria) -> None:
    known, unknown = builders.flow(None, 1000), builders.flow(None, 1000)
    for place, share in ((land.allerdale, "0.3"), (land.copeland, "0.4")):
        FlowPlace.objects.create(flow=known, place=place, share=Decimal(share))
        FlowPlace.objects.create(flow=unknown, place=place)
    FlowPlace.objects.filter(flow=unknown, place=land.allerdale).update(share=Decimal("0.3"))
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert known.place_links.get().share == Decimal("0.7")
    assert unknown.place_links.get().share is None


def test_roles_end_on_the_day_and_begin_again_at_the_new_place(land: Cumbria) -> None:
    officer = builders.user("Officer", ("contributor", land.allerdale))
    builders.give(officer, "contributor", land.copeland)
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    held = officer.assignments.order_by("id").values_list("place__name", "valid_from", "valid_to")
    since = dt.date(2020, 1, 1)
    assert list(held) == [
        ("Allerdale", since, APRIL),
        ("Copeland", since, APRIL),
        ("Cumberland", APRIL, None),
    ]


def test_contacts_priorities_programmes_followers_and_bodies_move(land: Cumbria) -> None:
    role = builders.post("Housing lead", None, land.allerdale)
    aim = builders.priority("Warm homes", land.allerdale)
    programme = builders.programme("PfPP", [land.allerdale, land.copeland])
    follower = Subscription.objects.create(email="a@example.test", place=land.allerdale)
    council = builders.organisation("Allerdale Borough Council")
    charity = builders.organisation("Warm Cumbria", "voluntary")
    OrganisationPlace.objects.create(organisation=council, place=land.allerdale, role="governs")
    OrganisationPlace.objects.create(organisation=charity, place=land.allerdale, role="serves")
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert list(role.places.all()) == list(aim.places.all()) == [cumberland()]
    dates = ProgrammePlace.objects.filter(programme=programme).order_by("id")
    assert list(dates.values_list("place__name", "valid_from", "valid_to")) == [
        ("Allerdale", None, MARCH),
        ("Copeland", None, MARCH),
        ("Cumberland", APRIL, None),
    ]
    follower.refresh_from_db()
    assert follower.place == cumberland()
    assert list(council.places.all()) == [land.allerdale]
    assert list(charity.places.all()) == [cumberland()]


def test_a_follower_of_both_follows_the_new_place_once(land: Cumbria) -> None:
    for place in (land.allerdale, land.copeland):
        Subscription.objects.create(email="a@example.test", place=place)
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert cumberland().subscriptions.count() == 1


def test_a_county_splits_and_its_districts_come_to_lie_in_what_was_chosen(land: Cumbria) -> None:
    link = PlaceLink.objects.get(place=land.eden, other=land.county)
    choices = {
        "partnerships.PlaceLink.other": {"default": [0], "rows": {str(link.pk): [1]}},
    }
    plan = split(land.county, "Cumberland", "Westmorland and Furness", choices=choices)
    reorganise(plan=plan, by=land.administrator)
    new = Place.objects.get(slug="westmorland-and-furness")
    assert new.pk in PlaceReach.of([land.eden.pk])
    assert cumberland().pk in PlaceReach.of([land.allerdale.pk])
    assert land.county.pk not in PlaceReach.of([land.allerdale.pk, land.eden.pk])
    assert PlaceReach.of([new.pk]) == {new.pk, land.north_west.pk}


def test_a_record_may_go_to_both_halves_and_one_of_them_leads(land: Cumbria) -> None:
    pilot, other = builders.pilot(land.county, "Warm homes"), builders.pilot(land.county, "Buses")
    key = "pilots.PilotPlace.place"
    choices = {key: {"default": [0], "rows": {str(pilot.place_links.get().pk): [1, 0]}}}
    plan = split(land.county, "Cumberland", "Furness", choices=choices)
    reorganise(plan=plan, by=land.administrator)
    assert [(one.place.name, one.role) for one in pilot.place_links.order_by("id")] == [
        ("Furness", "lead"),
        ("Cumberland", "district_partner"),
    ]
    assert [one.place.name for one in other.place_links.all()] == ["Cumberland"]


def test_a_record_may_be_left_with_the_old_place(land: Cumbria) -> None:
    pilot = builders.pilot(land.county)
    key = "pilots.PilotPlace.place"
    choices = {key: {"default": [0], "rows": {str(pilot.place_links.get().pk): []}}}
    reorganise(
        plan=split(land.county, "Cumberland", "Furness", choices=choices), by=land.administrator
    )
    assert list(pilot.places.all()) == [land.county]


def test_a_new_name_has_a_new_address_and_the_old_one_still_leads_there(land: Cumbria) -> None:
    after = (Successor(None, "Eden Valley"),)
    plan = Plan("rename", APRIL, (land.eden,), after, REASON)
    made = reorganise(plan=plan, by=land.administrator)
    land.eden.refresh_from_db()
    assert (land.eden.name, land.eden.slug) == ("Eden Valley", "eden-valley")
    assert names_on(land.eden, MARCH) == ["Eden"]
    assert names_on(land.eden, APRIL) == ["Eden Valley"]
    assert FormerAddress.objects.get(slug="eden").place == land.eden
    take_back(reorganisation=made, by=land.administrator)
    land.eden.refresh_from_db()
    assert (land.eden.name, land.eden.slug) == ("Eden", "eden")
    [kept] = FormerAddress.objects.all()
    assert (kept.slug, kept.place) == ("eden-valley", land.eden)
    answer = Client().get("/places/eden-valley/")
    assert (answer.status_code, answer["Location"]) == (301, "/places/eden/")
    again = reorganise(plan=plan, by=land.administrator)  # the address is its own to have again
    land.eden.refresh_from_db()
    assert land.eden.slug == "eden-valley"
    assert Client().get("/places/eden-valley/").status_code == 200
    assert Client().get("/places/eden/")["Location"] == "/places/eden-valley/"
    take_back(reorganisation=again, by=land.administrator)
    assert Client().get("/places/eden-valley/")["Location"] == "/places/eden/"


def test_a_new_code_ends_the_old_one_and_both_find_the_place(land: Cumbria) -> None:
    after = (Successor(None, "", "unitary", "E06000099"),)
    reorganise(plan=Plan("recode", APRIL, (land.eden,), after, REASON), by=land.administrator)
    codes = land.eden.codes.order_by("id").values_list("code", "valid_from", "valid_to")
    assert list(codes) == [("E07000022", None, APRIL), ("E06000099", APRIL, None)]
    land.eden.refresh_from_db()
    assert land.eden.kind == "unitary"


def test_undoing_leaves_every_row_as_it_was(land: Cumbria) -> None:
    full(land)
    before = everything()
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    assert everything() != before
    take_back(reorganisation=made, by=land.administrator)
    assert everything() == before


def test_a_journal_from_before_a_column_came_is_undone_with_its_default(land: Cumbria) -> None:
    full(land)
    before = everything()
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    gone = made.moved.filter(act="delete", before__has_key="version")
    assert gone
    for row in gone:
        del row.before["version"]
        row.save(update_fields=["before"])
    take_back(reorganisation=made, by=land.administrator)
    assert everything() == before


def test_undoing_a_split_leaves_every_row_as_it_was(land: Cumbria) -> None:
    full(land)
    before = everything()
    plan = split(land.county, "Cumberland", "Furness", "Barrow")
    made = reorganise(plan=plan, by=land.administrator)
    take_back(reorganisation=made, by=land.administrator)
    assert everything() == before


def full(land: Cumbria) -> None:
    """Something of everything at each place."""
    for place in (land.allerdale, land.copeland, land.county):
        pilot = builders.pilot(place, "", land.eden)
        builders.pilot(land.eden, "", place)
        builders.barrier(place, "", land.eden)
        builders.flow(place, 10)
        builders.post("", None, place)
        builders.priority("", place)
        builders.user(f"Officer of {place}", ("contributor", place))
        builders.programme("", [place])
        builders.barrier(place, pilot=pilot)
    builders.pilot(land.allerdale, "", land.copeland)
    builders.flow(land.copeland, 5)


def test_what_was_built_on_it_stands_in_the_way_and_is_said(land: Cumbria) -> None:
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    builders.pilot(cumberland(), "New work")
    before = everything()
    with pytest.raises(Refused, match="1 pilot was recorded for it since"):
        take_back(reorganisation=made, by=land.administrator)
    assert everything() == before


def test_a_moved_record_that_was_changed_since_stands_in_the_way(land: Cumbria) -> None:
    pilot = builders.pilot(land.allerdale)
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    pilot.place_links.update(place=land.eden)
    with pytest.raises(Refused, match="1 pilot was changed since"):
        take_back(reorganisation=made, by=land.administrator)


def test_a_later_act_is_undone_first(land: Cumbria) -> None:
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    later = dt.date(2024, 4, 1)
    second = reorganise(plan=merge(cumberland(), into=land.eden, on=later), by=land.administrator)
    with pytest.raises(Refused, match="came after it"):
        take_back(reorganisation=made, by=land.administrator)
    take_back(reorganisation=second, by=land.administrator)
    take_back(reorganisation=made, by=land.administrator)
    assert not Place.objects.filter(slug="cumberland").exists()
