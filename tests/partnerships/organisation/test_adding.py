"""A body is added once, by who may, changed, ended, and taken back while nothing rests on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Organisation, OrganisationName, OrganisationPlace
from partnerships.organisation.actions import add_organisation, save_body
from partnerships.organisation.add_forms import AddOrganisation
from people.models import Assignment
from pilots.models import PilotPartner
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/organisations/add/"


def send(who: Any, url: str, **typed: Any) -> Any:
    """Fill in the form at this address, send it and follow where it leads."""
    client = signed_in(who)
    return client.post(url.partition("?")[0], filled(client, url, **typed), follow=True)


def again(client: Client, response: Any, **typed: Any) -> Any:
    """Send the form that was shown again, with these answers changed."""
    form = response.context["form"]
    data = {name: value for name, value in form.data.items() if value is not None}
    return client.post(response.request["PATH_INFO"], data | typed, follow=True)


def test_an_editor_adds_a_local_body_and_may_take_it_back(cast: Cast) -> None:
    said = send(
        cast.bradford_editor,
        f"{ADD}?place=bradford&name=Keighley+Food+Bank",
        short_name="KFB",
        named_from_day="",
        named_from_month="",
        named_from_year="2019",
        sector="voluntary",
        number_scheme="GB-CHC",
        number="1 012 345",
    )
    body = Organisation.objects.get(slug="keighley-food-bank")
    assert said.redirect_chain[-1][0] == body.get_absolute_url()
    assert "Keighley Food Bank (KFB)" in text_of(said)
    assert "Serves Bradford" in text_of(said)
    assert "since 2019" in text_of(said)
    assert [row.value for row in body.identifiers.all()] == ["1012345"]
    assert "Take back" in text_of(said)

    client = signed_in(cast.bradford_editor)
    history = text_of(client.get(reverse("organisation_history", args=[body.slug])))
    assert "Bradford editor" in history
    url = reverse("organisation_take_back", args=[body.slug])
    gone = client.post(url, {"because": "Twice"}, follow=True)
    assert "Taken back: Keighley Food Bank" in text_of(gone)
    assert not Organisation.objects.filter(pk=body.pk).exists()


@pytest.mark.parametrize("why", ["a pilot names it", "a week has passed"])
def test_what_something_rests_on_is_not_taken_back(cast: Cast, why: str) -> None:
    body = builders.organisation("Food bank", "voluntary", created_by=cast.author)
    if why == "a pilot names it":
        pilot = builders.pilot(cast.bradford, visibility="team")
        PilotPartner.objects.create(pilot=pilot, organisation=body)
    else:
        Organisation.objects.filter(pk=body.pk).update(
            created_at=timezone.now() - dt.timedelta(days=7, minutes=1)
        )
    url = reverse("organisation_take_back", args=[body.slug])
    client = signed_in(cast.author)
    # The same words for both: a hidden pilot is not told of
    assert "more than a week has passed since it was added, or something" in text_of(
        client.get(url)
    )
    client.post(url, {"because": "Twice"})
    assert Organisation.objects.filter(pk=body.pk).exists()


def test_a_body_that_looks_like_one_is_added_once_somebody_has_looked(cast: Cast) -> None:
    before = builders.organisation("Bradford & Keighley Advice Centre", "voluntary")
    OrganisationName.objects.create(
        organisation=before, name="Bradford Advice Shop", valid_to=dt.date(2020, 1, 1)
    )
    client = signed_in(cast.bradford_editor)
    typed = {"name": "Bradford advice shop", "sector": "voluntary"}
    shown = client.post(ADD, filled(client, f"{ADD}?place=bradford", **typed))
    assert "It looks like one you have" in text_of(shown)
    assert "also called Bradford Advice Shop" in text_of(shown)
    assert Organisation.objects.filter(name="Bradford advice shop").count() == 0

    another = again(client, shown, is_another="on")
    assert another.redirect_chain
    assert Organisation.objects.filter(name="Bradford advice shop").count() == 1


def test_the_second_of_two_who_add_one_at_once_is_shown_the_first(cast: Cast) -> None:
    """The form was clean when it was read; by the time that it is its turn, there is one."""
    form = AddOrganisation(
        {"name": "Wibsey Hub", "sector": "voluntary", "place_role": "serves"},
        user=cast.administrator,
    )
    assert form.is_valid(), form.errors
    builders.organisation("Wibsey Hub", "voluntary")
    with pytest.raises(ValidationError, match="Check what is recorded already"):
        add_organisation(
            by=cast.administrator,
            organisation=form.instance,
            said=form.cleaned_data,
            check=form.ask_if_another,
        )
    assert Organisation.objects.filter(name="Wibsey Hub").count() == 1


@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        ("bradford_editor", {"place": "Luton"}, "Name a place that you look after"),
        ("bradford_editor", {"place": ""}, "Name a place that you look after"),
        ("pfpp_lead", {"place": "Luton"}, "Name a place of your programme"),
        ("pfpp_lead", {"place": "Bradford"}, ""),
        ("pfpp_lead", {"place": ""}, ""),
        ("desnz_official", {"parent": ""}, "Name your own body"),
        ("desnz_official", {"parent": "Department for Energy Security and Net Zero"}, ""),
        ("yorkshire_connector", {"place": "Bradford"}, ""),
        ("administrator", {"place": ""}, ""),
        ("administrator", {"number_scheme": "GB-CHC", "number": "12"}, "not a number of"),
        ("administrator", {"number": "1012345"}, "Choose the register"),
        (
            "administrator",
            {"number_scheme": "XI-LEI", "number": "2138000000EXAMPLE134"},
            "its check digits do not fit",
        ),
        (
            "administrator",
            {"number_scheme": "GB-LAE", "number": "brd"},
            "City of Bradford Metropolitan District Council has this number already",
        ),
    ],
)
def test_each_adds_within_their_own_scope(
    cast: Cast, who: str, typed: dict[str, str], said: str
) -> None:
    cast.council.identifiers.create(scheme="GB-LAE", value="BRD")
    shown = send(getattr(cast, who), ADD, name="Wibsey Hub", sector="other", **typed)
    assert bool(shown.redirect_chain) is not bool(said), text_of(shown)
    assert said in text_of(shown)
    assert Organisation.objects.filter(name="Wibsey Hub").exists() is not bool(said)


def test_places_begin_and_end_and_who_keeps_the_body_with_them(cast: Cast) -> None:
    body = builders.organisation("Wibsey Hub", "voluntary")
    OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
    add = reverse("organisation_place_add", args=[body.slug])
    editor = cast.bradford_editor
    assert "Name a place that you look after" in text_of(send(editor, add, place="Luton"))
    assert "serves Bradford already" in text_of(send(editor, add, place="Bradford"))

    link = OrganisationPlace.objects.get()
    end = reverse("organisation_place_end", args=[link.pk])
    link.valid_from = dt.date(2024, 5, 1)
    link.save()
    early = {"on_day": "30", "on_month": "4", "on_year": "2024"}
    refused = "It began there on 1 May 2024. Enter that day or a later one"
    assert refused in text_of(send(editor, end, **early))
    said = send(editor, end, **(early | {"on_year": "2025"}))
    assert "Before: serves Bradford" in " ".join(text_of(said).split())
    assert "since 1 May 2024 until 30 April 2025" in text_of(said)
    # It no longer works there, so that the editor of the place keeps it no more
    assert signed_in(editor).get(add).status_code == 403
    send(cast.administrator, add, place="Bradford")
    assert signed_in(editor).get(add).status_code == 200


def test_an_officer_writes_for_no_region_by_saying_that_their_team_serves_it(cast: Cast) -> None:
    desnz = Assignment.objects.get(user=cast.desnz_official).organisation
    add = reverse("organisation_place_add", args=[desnz.slug])
    region = send(cast.desnz_official, add, place=cast.region.name)
    assert "ask those who look after this one" in text_of(region)
    assert send(cast.desnz_official, add, place="Bradford").redirect_chain


def test_nothing_is_part_of_itself_and_nobody_takes_another_s_team(cast: Cast) -> None:
    team = builders.organisation("Homes team", "council", parent=cast.council)
    edit = reverse("organisation_edit", args=[cast.council.slug])
    circle = send(cast.administrator, edit, parent=team.name)
    assert "itself part of the one that you edit" in text_of(circle)

    OrganisationPlace.objects.create(organisation=team, place=cast.bradford)
    edit = reverse("organisation_edit", args=[team.slug])
    moved = send(cast.bradford_editor, edit, parent="Department for Energy Security and Net Zero")
    assert "Only officers of both bodies and administrators" in text_of(moved)
    team.refresh_from_db()
    assert team.parent == cast.council
    assert send(cast.administrator, edit, parent="").redirect_chain
    team.refresh_from_db()
    assert team.parent is None


def test_the_database_refuses_a_circle_that_two_editors_make_at_once(cast: Cast) -> None:
    team = builders.organisation("Homes team", "council", parent=cast.council)
    cast.council.parent = team  # as of a form that was read before the team had a parent
    with pytest.raises(ValidationError, match="itself part of the one"):
        save_body(cast.council)


def test_a_body_that_ended_keeps_its_page_and_says_so(cast: Cast) -> None:
    body = builders.organisation("Old Hub", "voluntary")
    heir = builders.organisation("New Hub", "voluntary")
    close = reverse("organisation_close", args=[body.slug])
    late = send(cast.administrator, close, ended_on_year="2150")
    assert "in the future" in text_of(late)
    march = {"ended_on_month": "3", "ended_on_year": "2024"}
    said = send(cast.administrator, close, successor_0=heir.name, **march)
    assert "Since March 2024: New Hub" in text_of(said)
    other = builders.organisation("Newer Hub", "voluntary")
    both = {"successor_0": heir.name, "successor_1": other.name}
    said = send(cast.administrator, close, **both, **march)
    assert "Since March 2024: New Hub and Newer Hub" in text_of(said)
    assert "In March 2024 it took the place of Old Hub" in text_of(
        Client().get(other.get_absolute_url())
    )
    listed = Client().get("/organisations/?q=old+hub")
    assert "Ended March 2024" in text_of(listed)
    circle = send(
        cast.administrator,
        reverse("organisation_close", args=[heir.slug]),
        successor_0=body.name,
    )
    assert "came before the one that you edit" in text_of(circle)


def test_whoever_looks_after_an_organisation_says_its_website(cast: Cast) -> None:
    url = reverse("organisation_edit", args=[cast.council.slug])
    send(cast.administrator, url, site="https://new.example/ask/")
    assert Organisation.objects.get(pk=cast.council.pk).site == "https://new.example/ask/"
    page = Client().get(cast.council.get_absolute_url()).content.decode()
    assert 'href="https://new.example/ask/"' in page
    refused = send(cast.administrator, url, site="javascript:alert(1)")
    assert not refused.redirect_chain
    assert Organisation.objects.get(pk=cast.council.pk).site == "https://new.example/ask/"
