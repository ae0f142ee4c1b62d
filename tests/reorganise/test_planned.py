"""Reorganisations that are planned for a day, and bodies that were held twice."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from funding.models import Flow
from partnerships.models import (
    FormerAddress,
    Member,
    Organisation,
    OrganisationIdentifier,
    OrganisationPlace,
    Partnership,
    Place,
    Reorganisation,
)
from pilots.models import PilotPartner
from reorganise.actions import merge_bodies, reorganise, take_back, withdraw
from reorganise.bodies import Duplicate, candidates
from reorganise.plan import Refused
from tests import builders
from tests.reorganise.reorganised import Cumbria, cumbria, everything, merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Cumbria:
    return cumbria()


def planned(land: Cumbria) -> Reorganisation:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    plan = merge(land.allerdale, land.copeland, on=tomorrow)
    return reorganise(plan=plan, by=land.administrator)


def test_what_stands_in_the_way_of_a_plan_is_no_public_matter(land: Cumbria) -> None:
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    Reorganisation.objects.filter(pk=made.pk).update(problem="Zqfault")
    signed_in = Client()
    signed_in.force_login(land.administrator)
    for address in (made.get_absolute_url(), "/reorganisations/"):
        assert "Zqfault" in signed_in.get(address).content.decode()
        told = Client().get(address).content.decode()
        assert "It could not be carried out" in told
        assert "Zqfault" not in told


def test_a_day_to_come_is_planned_and_carried_out_on_that_day(land: Cumbria) -> None:
    pilot = builders.pilot(land.allerdale)
    call_command("run_due")  # roles get the day by which they are confirmed
    before = everything()
    made = planned(land)
    call_command("run_due")
    assert everything() == before
    type(made).objects.update(on=dt.date(2026, 1, 1))
    call_command("run_due")
    assert pilot.places.get() == Place.objects.get(slug="cumberland")
    made.refresh_from_db()
    assert made.state == "done"


def test_a_plan_that_cannot_be_carried_out_says_why_and_does_nothing(land: Cumbria) -> None:
    made = planned(land)
    builders.place("Cumberland", "unitary")
    call_command("run_due")  # roles get the day by which they are confirmed
    type(made).objects.update(on=dt.date(2026, 1, 1))
    before = everything()
    call_command("run_due")
    made.refresh_from_db()
    assert (made.state, everything()) == ("planned", before)
    assert "There is a unitary council called Cumberland already" in made.problem


def test_a_plan_may_be_withdrawn_before_its_day(land: Cumbria) -> None:
    made = planned(land)
    withdraw(reorganisation=made, by=land.administrator)
    type(made).objects.update(on=dt.date(2026, 1, 1))
    call_command("run_due")
    assert not Place.objects.filter(slug="cumberland").exists()


def two() -> tuple[Organisation, Organisation]:
    return builders.organisation("Luton Council"), builders.organisation("Luton Borough Council")


def test_a_body_held_twice_becomes_one_and_all_that_named_it_names_the_other(
    land: Cumbria,
) -> None:
    goes, stays = two()
    pilot = builders.pilot(land.eden)
    partnership = Partnership.objects.create(name="Together", slug="together", host=goes)
    for one in (goes, stays):
        PilotPartner.objects.create(pilot=pilot, organisation=one)
        Member.objects.create(partnership=partnership, organisation=one)
    team = builders.organisation("Housing team", parent=goes)
    barrier = builders.barrier(land.eden, unlocker=goes)
    flow = builders.flow(land.eden, 5, giver=goes)
    role = builders.post("Lead", goes)
    before = everything()
    made = merge_bodies(pair=Duplicate(goes, stays, "Same charter"), by=land.administrator)
    for record in (team, barrier, flow, role, partnership):
        record.refresh_from_db()
    assert team.parent == barrier.unlocker == flow.giver == role.organisation == stays
    assert partnership.host == stays
    assert [one.organisation for one in pilot.partners.all()] == [stays]
    assert partnership.members.count() == 1
    assert FormerAddress.objects.get(slug="luton-council").organisation == stays
    assert "Luton Council" in stays.names.values_list("name", flat=True)
    take_back(reorganisation=made, by=land.administrator)
    assert everything() == before


def test_what_is_two_bodies_is_not_merged(land: Cumbria) -> None:
    goes, stays = two()
    team = builders.organisation("Housing team", parent=stays)

    def why(one: Organisation, other: Organisation) -> str:
        with pytest.raises(Refused) as refused:
            merge_bodies(pair=Duplicate(one, other, "Same"), by=land.administrator)
        return str(refused.value)

    assert "This is the same page" in why(goes, goes)
    assert "Housing team is a team within Luton Borough Council" in why(team, stays)
    assert "Housing team is a team within Luton Borough Council" in why(stays, team)
    Flow.objects.create(giver=goes, receiver=stays, meaning="paid")
    assert "so they are different" in why(goes, stays)
    Flow.objects.all().delete()
    merge_bodies(pair=Duplicate(goes, stays, "Same"), by=land.administrator)
    goes.refresh_from_db()
    assert "was merged into Luton Borough Council already" in why(goes, team)


def test_an_administrator_makes_one_of_two_after_a_look(client: Client, land: Cumbria) -> None:
    goes, stays = two()
    builders.pilot(land.eden)
    builders.post("Housing lead", goes)
    client.force_login(land.administrator)
    listed = client.get("/organisations/duplicates/").content.decode()
    assert "Their names say the same" in listed
    url = f"/organisations/{goes.slug}/merge/"
    assert (
        'value="Luton Borough Council"' in client.get(f"{url}?into={stays.slug}").content.decode()
    )
    sent = {"stays": stays.name, "reason": "Same charter"}
    check = client.post(url, sent).content.decode()
    assert "1 job role" in check
    seen = check.split('name="seen" value="')[1].split('"')[0]
    done = client.post(url, {**sent, "step": "go", "seen": seen}, follow=True)
    assert "Luton Council is the same body as Luton Borough Council" in done.content.decode()
    assert client.get("/organisations/luton-council/")["Location"] == stays.get_absolute_url()
    assert "Luton Council" not in client.get("/organisations/duplicates/").content.decode()


def test_a_body_merged_with_itself_is_refused_at_the_answer(client: Client, land: Cumbria) -> None:
    goes, _ = two()
    client.force_login(land.administrator)
    sent = {"stays": goes.name, "reason": "Same charter"}
    answer = client.post(f"/organisations/{goes.slug}/merge/", sent).content.decode()
    assert "This is the same page. Choose the other one" in answer
    assert "Same charter" in answer


def test_one_number_written_in_two_ways_and_near_names_in_one_place_are_found(
    land: Cumbria,
) -> None:
    one, other = builders.organisation("Warm Homes"), builders.organisation("Heat for All")
    for body, scheme, value in ((one, "GB-COH", "07524813"), (other, "GB-CHC", "7524813")):
        OrganisationIdentifier.objects.create(organisation=body, scheme=scheme, value=value)
    near = [builders.organisation(name, "voluntary") for name in ("Edenside Age", "Eden Side Age")]
    for body in near:
        OrganisationPlace.objects.create(organisation=body, place=land.eden)
    pairs = {(str(one.one), str(one.other)) for one in candidates(land.administrator).pairs}
    assert pairs == {("Warm Homes", "Heat for All"), ("Edenside Age", "Eden Side Age")}
