"""The list of organisations and the page of one: names through time, and only what is visible."""

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client

from dashboards.organisation.views import also_called
from partnerships.models import (
    Member,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Partnership,
    PartnershipPlace,
)
from pilots.models import PilotPartner
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> Organisation:
    """A department that was renamed twice."""
    made = builders.organisation("Ministry of Housing", "central_government")
    source = Source.objects.create(slug="lineage", title="Lineage of departments")
    OrganisationName.objects.filter(organisation=made).update(
        short_name="MHCLG", valid_from=dt.date(2024, 7, 1), valid_from_precision="month"
    )
    OrganisationName.objects.create(
        organisation=made,
        name="Department for Levelling Up",
        short_name="DLUHC",
        valid_from=dt.date(2021, 9, 1),
        valid_from_precision="month",
        valid_to=dt.date(2024, 7, 1),
        valid_to_precision="month",
        source=source,
    )
    return made


def page(client: Client, organisation: Organisation) -> str:
    return client.get(f"/organisations/{organisation.slug}/").content.decode()


def names(client: Client, query: str = "") -> list[str]:
    rows = client.get(f"/organisations/{query}").context["page"].rows
    return [row.name for row in rows]


def test_former_names_and_abbreviations_find_an_organisation(
    client: Client, cast: Cast, ministry: Organisation
) -> None:
    assert names(client, "?q=DLUHC") == ["Ministry of Housing"]
    assert names(client, "?q=levelling+up") == ["Ministry of Housing"]
    [row] = client.get("/organisations/?q=DLUHC").context["page"].rows
    assert also_called(row) == "Department for Levelling Up; DLUHC; MHCLG"


def test_the_list_filters_by_sector(client: Client, cast: Cast) -> None:
    assert names(client, "?sector=council") == ["City of Bradford Metropolitan District Council"]
    assert names(client, "?sector=castle") == []


def test_the_list_counts_only_pilots_that_the_reader_sees(client: Client, cast: Cast) -> None:
    for visibility in ("public", "team"):
        pilot = builders.pilot(cast.bradford, visibility=visibility)
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council)

    [row] = client.get("/organisations/?sector=council").context["page"].rows
    assert row.pilot_count == 1
    client.force_login(cast.bradford_editor)
    [row] = client.get("/organisations/?sector=council").context["page"].rows
    assert row.pilot_count == 2


def test_the_list_can_be_taken_away(client: Client, cast: Cast, ministry: Organisation) -> None:
    body = b"".join(client.get("/organisations/?format=csv&q=mhclg")).decode("utf-8-sig")
    [row] = csv.DictReader(body.splitlines())
    assert row["organisation"] == "Ministry of Housing"
    assert row["also_called"] == "Department for Levelling Up; DLUHC; MHCLG"


def test_names_are_told_with_their_dates_as_precisely_as_known(
    client: Client, ministry: Organisation
) -> None:
    said = page(client, ministry)
    assert "Today, since July 2024" in said
    assert "Department for Levelling Up (DLUHC)" in said
    assert "From September 2021 to July 2024" in said
    assert "1 September 2021" not in said
    assert "Lineage of departments" in said


def test_a_department_without_regional_teams_says_so(client: Client, cast: Cast) -> None:
    desnz = Organisation.objects.get(name__contains="Energy")
    assert "We don’t know yet whether it has regional or area teams." in page(client, desnz)

    team = builders.organisation("Northern team", "central_government", parent=desnz)
    OrganisationPlace.objects.create(organisation=team, place=cast.region)
    said = page(client, desnz)
    assert "No regional or area team is recorded." not in said
    assert "for Yorkshire and The Humber" in said


def test_a_council_s_page_says_what_it_governs_and_takes_part_in(
    client: Client, cast: Cast
) -> None:
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    OrganisationIdentifier.objects.create(organisation=cast.council, scheme="GB-LAE", value="BRD")
    together = Partnership.objects.create(name="Act as One", slug="act-as-one")
    PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
    Member.objects.create(partnership=together, organisation=cast.council, role="lead")
    old = builders.organisation("Bradford Corporation", succeeded_by=cast.council)

    said = page(client, cast.council)
    assert 'Governs <a href="/places/bradford/">Bradford</a>' in said
    assert "Act as One" in said
    assert "GB-LAE" in said
    assert "Bradford Corporation" in said
    assert f'Succeeded by <a href="/organisations/{cast.council.slug}/">' in page(client, old)
    assert "It took the place of" in said
    assert "in part" not in said
    OrganisationSuccession.objects.create(before=old, after=builders.organisation("Other heir"))
    assert "Bradford Corporation</a> (in part)" in page(client, cast.council)
    listed: Any = client.get("/organisations/?format=csv&q=bradford+corporation")
    head, line = listed.getvalue().decode().splitlines()[:2]
    assert "succeeded_by" in head
    assert cast.council.name in line


def test_only_visible_pilots_money_and_barriers_are_shown_and_counted(
    client: Client, cast: Cast
) -> None:
    for visibility in ("public", "team"):
        pilot = builders.pilot(cast.bradford, f"The {visibility} pilot", visibility=visibility)
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council, role="runs it")
        builders.flow(cast.bradford, 5, giver=cast.council, visibility=visibility)
        builders.barrier(
            cast.bradford, f"We cannot {visibility}", unlocker=cast.council, visibility=visibility
        )

    response = client.get(f"/organisations/{cast.council.slug}/")
    made, said = response.context["page"], response.content.decode()
    assert made.pilot_words == "1"
    assert (made.given.count.count, made.received.count.count) == (1, 0)
    assert made.barriers.count.count == 0  # they name a body
    assert "The public pilot" in said
    assert "team pilot" not in said
    assert "We cannot team" not in said
    client.force_login(cast.bradford_editor)
    assert "The team pilot" in page(client, cast.council)


def test_each_number_leads_to_a_list_of_so_many(client: Client, cast: Cast) -> None:
    for _ in range(3):
        builders.flow(cast.bradford, 5, giver=cast.council)
        builders.barrier(cast.bradford, unlocker=cast.council)

    client.force_login(cast.outsider)
    made = client.get(f"/organisations/{cast.council.slug}/").context["page"]
    assert "3 barriers" in client.get(made.barriers.url).content.decode()
    assert client.get(made.given.url).status_code == 200


def test_a_pilot_without_a_name_is_called_by_its_place(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    type(pilot).objects.filter(pk=pilot.pk).update(name="")
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council)

    assert "Pilot in Bradford, name not known" in page(client, cast.council)


@pytest.mark.parametrize(("level", "is_shown"), [("public", True), ("network", False)])
def test_one_that_is_a_board_says_so_and_leads_to_its_page(
    client: Client, cast: Cast, level: str, is_shown: bool
) -> None:
    made = board(cast.bradford, "Town centre", kind="town", visibility=level)
    Organisation.objects.filter(pk=made.organisation_id).update(sector="other")
    page = client.get(made.organisation.get_absolute_url()).content.decode()
    assert (f'<a href="{made.get_absolute_url()}">' in page) is is_shown
    assert ('<p class="lead">Town board.' in page) is is_shown
    assert (
        "board"
        not in client.get(cast.council.get_absolute_url())
        .content.decode()
        .split('class="lead"')[1]
        .split("</p>")[0]
    )


def test_an_unknown_organisation_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get("/organisations/atlantis/").status_code == 404


def fill(cast: Cast, count: int) -> None:
    """So many of everything that an organisation's page shows."""
    for number in range(count):
        pilot = builders.pilot(cast.bradford)
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council)
        builders.flow(cast.bradford, 5, giver=cast.council)
        builders.barrier(cast.bradford, unlocker=cast.council)
        team = builders.organisation(f"Team {count} {number}", parent=cast.council)
        place = builders.place(f"Ward {count} {number}", "ward")
        OrganisationPlace.objects.create(organisation=cast.council, place=place)
        OrganisationPlace.objects.create(organisation=team, place=place)
        builders.programme(lead=cast.council)
        together = Partnership.objects.create(name="X", slug=f"x-{count}-{number}")
        PartnershipPlace.objects.create(partnership=together, place=place)
        Member.objects.create(partnership=together, organisation=cast.council)


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_of_a_page_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    fill(cast, count)
    client.force_login(cast.outsider)  # barriers that name a body are not public
    client.get(f"/organisations/{cast.council.slug}/")
    with django_assert_num_queries(29):
        made = client.get(f"/organisations/{cast.council.slug}/").context["page"]
    assert made.teams.count.count == count


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_of_the_list_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        parent = builders.organisation(f"Parent {number}")
        builders.organisation(f"Team {number}", parent=parent)
    with django_assert_num_queries(4):
        client.get("/organisations/")
