"""Departments and bodies that take part in a programme: written by who keeps it, read by all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from partnerships.models import Organisation, ProgrammeBody
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ENERGY = "Department for Energy Security and Net Zero"


def test_a_lead_says_who_takes_part_and_everybody_reads_it(cast: Cast) -> None:
    client, address = signed_in(cast.pfpp_lead), f"/programmes/{cast.pfpp.slug}/bodies/add/"
    assert "Visible to" not in text_of(client.get(address))  # there is nothing to choose
    said = {"role": "sponsor", "valid_from_month": "2", "valid_from_year": "2021"}
    sent = filled(client, address, organisation=ENERGY, source_title="Guidance", **said)
    answer = client.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, cast.pfpp.get_absolute_url())
    made = ProgrammeBody.objects.get()
    assert (made.valid_from, made.valid_from_precision) == (dt.date(2021, 2, 1), "month")
    assert made.source is not None
    page = text_of(Client().get(cast.pfpp.get_absolute_url()))
    assert f"1 department or body {ENERGY} Sponsor, from February 2021" in page
    assert "Add a department or body" not in page
    assert "Add a department or body" in text_of(client.get(cast.pfpp.get_absolute_url()))


def test_an_end_before_the_start_and_a_second_time_are_refused_with_what_was_typed(
    cast: Cast,
) -> None:
    client, address = signed_in(cast.pfpp_lead), f"/programmes/{cast.pfpp.slug}/bodies/add/"
    years = {"valid_from_year": "2023", "valid_to_year": "2021"}
    refused = client.post(address, filled(client, address, organisation=ENERGY, **years))
    assert "id_valid_to-err" in refused.content.decode()
    assert ENERGY in refused.content.decode()
    body = Organisation.objects.get(name=ENERGY)
    ProgrammeBody.objects.create(programme=cast.pfpp, organisation=body)
    refused = client.post(address, filled(client, address, organisation=ENERGY))
    assert "is among those of the programme already" in text_of(refused)
    assert ProgrammeBody.objects.count() == 1


def test_its_part_is_ended_by_its_form_and_by_nobody_else(cast: Cast) -> None:
    body = builders.organisation("Home department", "central_government")
    made = ProgrammeBody.objects.create(programme=cast.pfpp, organisation=body)
    client, address = signed_in(cast.pfpp_lead), f"/programmes/bodies/{made.pk}/edit/"
    assert client.post(address, filled(client, address, valid_to_year="2023")).status_code == 302
    made.refresh_from_db()
    assert made.words == "until 2023"
    assert signed_in(cast.outsider).get(address).status_code == 403


def test_only_those_that_take_part_are_headed_so(cast: Cast) -> None:
    for name, strength in (("Home", "takes_part"), ("Farms", "listed"), ("Trade", "named")):
        body = builders.organisation(f"{name} department", "central_government")
        ProgrammeBody.objects.create(
            programme=cast.pfpp, organisation=body, strength=strength, role="board"
        )
    page = text_of(Client().get(cast.pfpp.get_absolute_url()))
    assert "1 department or body Home department Board" in page
    assert "Also named 2 departments and bodies" in page
    assert "Farms department Listed when places bid, board" in page
    assert "Trade department Named only, board" in page
