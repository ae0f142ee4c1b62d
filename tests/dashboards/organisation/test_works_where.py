"""Which department takes part in pilots where: counts of what a reader sees, each with its list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dashboards.organisation.works_where import works_where
from partnerships.models import Organisation, OrganisationName, Place
from pilots.models import PilotPartner
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
URL = "/organisations/who-works-where/"


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    """A ministry that takes part in a public pilot through a team, and in one that is hidden."""
    made = builders.organisation("Ministry of Housing", "central_government")
    OrganisationName.objects.filter(organisation=made).update(short_name="MHCLG")
    team = builders.organisation("Northern team", "central_government", parent=made)
    for place, body, level in (
        (cast.bradford, team, "public"),
        (cast.bradford, made, "team"),
        (cast.luton, made, "team"),
    ):
        pilot = builders.pilot(place, visibility=level)
        PilotPartner.objects.create(pilot=pilot, organisation=body, kind="national")
    return made


def heat(client: Client) -> Any:
    return client.get(URL).context["heat"]


def test_it_counts_what_the_reader_sees(client: Client, cast: Cast, ministry: Any) -> None:
    made = heat(client)
    assert made.columns == ("MHCLG",)
    assert [(row.label, row.cells[0].count) for row in made.rows] == [("Bradford", 1)]
    client.force_login(cast.bradford_editor)
    assert [(row.label, row.cells[0].count) for row in heat(client).rows] == [("Bradford", 2)]


def test_each_number_leads_to_a_list_of_so_many(client: Client, cast: Cast, ministry: Any) -> None:
    client.force_login(cast.bradford_editor)
    made = heat(client)
    for cell in (made.rows[0].cells[0], made.foot.cells[0]):
        assert len(client.get(cell.url).context["page"].rows) == cell.count == 2


def test_local_bodies_and_made_up_places_are_left_out(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council)
    Place.objects.filter(pk=cast.luton.pk).update(is_example=True)
    made_up, ministry = builders.pilot(cast.luton), builders.organisation("M", "central_government")
    PilotPartner.objects.create(pilot=made_up, organisation=ministry)
    assert heat(client).rows == ()
    assert "Nobody has recorded" in client.get(URL).content.decode()


def test_where_not_all_parts_are_read_the_numbers_say_no_more_than_they_know(cast: Cast) -> None:
    for number in range(2):
        body = builders.organisation(f"Ministry {number}", "central_government")
        PilotPartner.objects.create(pilot=builders.pilot(cast.bradford), organisation=body)
    assert not works_where(cast.resident, 2).is_cut
    cut = works_where(cast.resident, 1)
    assert cut.is_cut
    assert [row.label for row in cut.heat.rows] == ["Bradford"]


@pytest.mark.parametrize("count", [1, 20])
def test_it_asks_the_same_however_much_there_is(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        body = builders.organisation(f"Ministry {number}", "central_government")
        pilot = builders.pilot(builders.place(f"Town {number}"))
        PilotPartner.objects.create(pilot=pilot, organisation=body)
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
