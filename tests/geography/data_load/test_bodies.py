"""The official bodies stand as organisations, each once, whatever the record had before."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from barriers.publication.named import named_in
from geography.data_load.bodies import load_bodies
from geography.data_load.body_table import BODIES
from geography.england.load import load_england
from geography.england.table import TABLE, TableError
from geography.locality.load import load_localities
from geography.locality.tables import BY_NAME
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Place,
)
from partnerships.organisation.named import bodies_named
from records.models import HistoryEntry
from tests import builders as make

pytestmark = pytest.mark.django_db
AREAS = BY_NAME["police_and_fire"].path


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def england() -> None:
    load_england()
    load_localities([BY_NAME["police_and_fire"]])


def rows_of_everything() -> dict[str, list[Any]]:
    kinds: list[Any] = [Organisation, OrganisationName, OrganisationIdentifier, OrganisationPlace]
    return {kind.__name__: list(kind.objects.order_by("pk").values_list()) for kind in kinds} | {
        "HistoryEntry": list(HistoryEntry.objects.order_by("pk").values_list("pk"))
    }


def place_of(slug: str) -> Place:
    return Place.objects.get(slug=slug)


def test_the_table_has_every_body_of_the_lists_of_today_and_no_other() -> None:
    no_body = {"nhs_region"}
    places = {
        line["gss_code"]
        for line in lines(TABLE)
        if not line["valid_to"] and line["kind"] not in no_body
    }
    areas = {line["code"] for line in lines(AREAS)}
    codes = Counter(line["gss_code"] for line in lines(BODIES) if line["gss_code"])
    assert set(codes) == places | areas
    assert max(codes.values()) == 1


@pytest.mark.usefixtures("england")
def test_each_body_is_loaded_once_with_its_places_numbers_and_source() -> None:
    loaded = load_bodies()
    assert (len(loaded.made), loaded.joined) == (472 + 50, [])
    stand = Organisation.objects.filter(ended_on=None)
    assert Counter(stand.values_list("sector", flat=True)) == {
        "council": 317,
        "strategic_authority": 16,
        "nhs": 42,
        "police": 39,
        "fire": 44,
        "central_government": 13,
        "arms_length_body": 1,
    }
    leeds = Organisation.objects.get(identifiers__value="E08000035")
    assert leeds.name == "Leeds City Council"
    assert [(link.place.slug, link.role) for link in leeds.place_links.all()] == [
        ("leeds", "governs")
    ]
    new = Organisation.objects.get(identifiers__value="E06000066").names.get()
    assert (new.name, str(new.valid_from)) == ("Somerset Council", "2023-04-01")
    assert new.source is not None
    assert new.source.slug == "uk-authorities"
    served = place_of("leeds").organisations.order_by("name")
    assert [body.name for body in served] == [
        "Leeds City Council",
        "NHS West Yorkshire",
        "West Yorkshire fire authority",
        "West Yorkshire police force",
    ]
    board = Organisation.objects.get(name="NHS West Yorkshire")
    assert set(board.identifiers.values_list("scheme", "value")) == {
        ("GSS", "E54000054"),
        ("GB-NHS", "QWO"),
    }
    assert "nhs-west-yorkshire" in board.places.values_list("slug", flat=True)
    before = rows_of_everything()
    again = load_bodies()
    assert (again.made, again.joined) == ([], [])
    assert rows_of_everything() == before


@pytest.mark.usefixtures("england")
def test_councils_that_ended_stand_with_their_last_day_and_who_took_over(client: Client) -> None:
    load_bodies()
    ended = Organisation.objects.exclude(ended_on=None)
    assert Counter(ended.values_list("sector", flat=True)) == {
        "council": 48,
        "strategic_authority": 2,
    }
    craven = ended.get(identifiers__value="E07000163")
    assert (craven.name, str(craven.ended_on)) == ("Craven District Council", "2023-04-01")
    assert [str(heir) for heir in craven.heirs] == ["North Yorkshire Council"]
    assert str(craven.after_links.get().on) == "2023-04-01"
    assert [(str(link.place), str(link.valid_to)) for link in craven.place_links.all()] == [
        ("Craven", "2023-04-01")
    ]
    # One that itself ended came after Taunton Deane; of Cumbria two are left
    deane = ended.get(name="Taunton Deane Borough Council")
    assert [str(heir) for heir in deane.heirs[0].heirs] == ["Somerset Council"]
    cumbria = ended.get(name="Cumbria County Council")
    assert [str(heir) for heir in cumbria.heirs] == [
        "Cumberland Council",
        "Westmorland and Furness Council",
    ]
    page = " ".join(client.get(cumbria.get_absolute_url()).content.decode().split())
    assert ">Cumberland Council</a> and <a" in page
    assert "Westmorland and Furness Council</a>." in page
    left = Organisation.objects.exclude(names__source=None)
    assert set(ended) <= set(left)


@pytest.mark.usefixtures("england")
def test_a_council_that_ended_and_is_recorded_already_stays_as_it_is() -> None:
    make.organisation("Craven district council", sector="council")
    cumbria = make.organisation("The council of Cumbria", sector="council")
    OrganisationPlace.objects.create(
        organisation=cumbria, place=place_of("cumbria"), role="governs"
    )
    corby = make.organisation("Our old town", sector="council")
    OrganisationIdentifier.objects.create(organisation=corby, scheme="GSS", value="E07000150")
    loaded = load_bodies()
    ended = Organisation.objects.exclude(ended_on=None)
    assert ended.count() == 50 - 3
    names = {"Craven District Council", "Cumbria County Council", "Corby Borough Council"}
    assert not names & set(loaded.made)
    assert Organisation.objects.get(name="Craven district council").ended_on is None


@pytest.mark.usefixtures("england")
def test_a_body_that_people_recorded_is_completed_and_keeps_what_they_wrote() -> None:
    governing = make.organisation("Wakefield Council", sector="council")
    OrganisationPlace.objects.create(
        organisation=governing, place=place_of("wakefield"), role="governs"
    )
    numbered = make.organisation("Board for Leeds", sector="nhs")
    OrganisationIdentifier.objects.create(organisation=numbered, scheme="GB-NHS", value="QWO")
    named = make.organisation("LEEDS CITY COUNCIL", sector="council")
    Organisation.objects.filter(pk=named.pk).update(slug="our-council")
    addressed = make.organisation("Cleveland Police", sector="police")
    kept = make.organisation("Treasury", sector="central_government")
    twice = make.organisation("HMT", sector="central_government")
    Organisation.objects.filter(pk=twice.pk).update(merged_into=kept)
    other = make.organisation("Dorset Police", sector="voluntary")
    loaded = load_bodies()
    assert len(loaded.made) == 472 + 50 - 5
    assert len(loaded.joined) == 4  # the Treasury lacked nothing
    names = [body.name for body in (governing, numbered, named, addressed, kept)]
    for body in (governing, numbered, named, addressed, kept):
        body.refresh_from_db()
    assert [body.name for body in (governing, numbered, named, addressed, kept)] == names
    assert named.identifiers.get().value == "E08000035"
    assert addressed.places.count() == 4
    assert not OrganisationPlace.objects.filter(organisation=other).exists()
    assert Organisation.objects.get(name="Dorset police force").slug == "dorset-police-e23000039"
    again = load_bodies()
    assert (again.made, again.joined) == ([], [])


@pytest.mark.usefixtures("england")
def test_the_name_of_an_area_alone_names_no_body() -> None:
    load_bodies()
    words = "Families in Bath, Cleveland, Avon, Devon and Cornwall and the Liverpool City Region."
    assert bodies_named([words]) == []
    assert [str(named.body) for named in bodies_named(["Ask Cleveland police force."])] == [
        "Cleveland police force"
    ]
    words = "Leeds City Council and NHS West Yorkshire keep two lists."
    barrier = make.barrier(place_of("leeds"), because=words)
    assert [str(one.body) for one in named_in(barrier)] == ["NHS West Yorkshire"]


@pytest.mark.usefixtures("england")
def test_a_table_with_a_fault_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "bodies.csv"
    head = ",".join(lines(BODIES)[0])
    path.write_text(
        f"{head}\ncouncil,newby,Newby Council,,E06999999,,uk-authorities\n"
        "parish,newby-2,Newby,,,,uk-authorities\ndepartment,hmt,HM Treasury,HMT,,,nowhere\n"
    )
    with pytest.raises(TableError) as refused:
        load_bodies(path)
    assert [str(problem) for problem in refused.value.problems] == [
        "line 2, gss_code: no place has the code E06999999",
        "line 3, kind: “parish” is no kind of body",
        "line 4, source: there is no source nowhere",
    ]
    assert not Organisation.objects.exists()
