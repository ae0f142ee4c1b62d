"""Leads invite the first editor of a place, one by one or many at once, and see no more by that."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.models import Place, ProgrammePlace
from people.models import Assignment, Invitation, Role
from people.role.actions import give_role
from people.role.invitation_actions import accept
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "ada@keighley.example.org"


@pytest.fixture
def keighley(cast: Cast) -> Place:
    """A place of the programme that nobody edits."""
    made = builders.place("Keighley", "district")
    ProgrammePlace.objects.create(programme=cast.pfpp, place=made)
    return made


def ask(who: Any, place: Place, role: str = "place_editor", email: str = ADDRESS) -> Any:
    at = reverse("place_role_add", args=[place.slug])
    return signed_in(who).post(at, {"emails": email, "role": role}, follow=True)


def many(who: Any, cast: Cast, *lines: str) -> Any:
    at = reverse("programme_invite_many", args=[cast.pfpp.slug])
    text = "\n".join(("email,name,place,role", *lines))
    return signed_in(who).post(at, {"lines": text}, follow=True)


def test_a_lead_invites_the_first_editor_and_sees_nobody_by_that(
    cast: Cast, keighley: Place
) -> None:
    builders.give(cast.luton_officer, "contributor", keighley)
    page = ask(cast.pfpp_lead, keighley)
    assert f"{ADDRESS} is invited" in text_of(page)
    assert page.request["PATH_INFO"] == keighley.get_absolute_url()
    lead = signed_in(cast.pfpp_lead)
    for name in ("place_people", "place_people_confirm", "place_team_add"):
        assert lead.get(reverse(name, args=[keighley.slug])).status_code == 403
    form = text_of(lead.get(reverse("place_role_add", args=[keighley.slug])))
    assert "Contributor" not in form
    made = accept(
        invitation=Invitation.objects.get(),
        full_name="Ada",
        job_title="",
        password="long-enough-x1",
    )
    assert (made.role.role, made.role.place) == (Role.PLACE_EDITOR, keighley)
    assert lead.get(reverse("place_role_add", args=[keighley.slug])).status_code == 403


@pytest.mark.parametrize(
    "why", ["has an editor", "had one", "of no programme", "its part is over", "role"]
)
def test_nothing_else_is_a_leads_to_give(cast: Cast, keighley: Place, why: str) -> None:
    role = "place_editor"
    if why == "has an editor":
        builders.give(cast.luton_editor, "place_editor", keighley)
    elif why == "had one":
        before = {"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2021, 1, 1)}
        builders.give(cast.luton_editor, "place_editor", keighley, **before)
    elif why == "of no programme":
        ProgrammePlace.objects.all().delete()
    elif why == "its part is over":
        ProgrammePlace.objects.update(valid_to=dt.date(2020, 1, 1))
    else:
        role = "contributor"
    answer = ask(cast.pfpp_lead, keighley, role)
    assert answer.status_code == (200 if why == "role" else 403)
    assert not Invitation.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email=ADDRESS, role=role, place=keighley, created_by=cast.pfpp_lead
        )


def test_a_link_of_a_lead_is_of_no_use_once_there_is_an_editor(cast: Cast, keighley: Place) -> None:
    given = give_role(by=cast.pfpp_lead, email=ADDRESS, role="place_editor", scope=keighley)
    assert isinstance(given, Invitation)
    builders.give(cast.luton_editor, "place_editor", keighley)
    with pytest.raises(Exception, match="can no longer give this role"):
        accept(invitation=given, full_name="Ada", job_title="", password="long-enough-x1")


def test_the_page_says_which_places_have_an_editor(cast: Cast, keighley: Place) -> None:
    ProgrammePlace.objects.get_or_create(programme=cast.pfpp, place=cast.bradford)
    at = reverse("programme_invite_many", args=[cast.pfpp.slug])
    page = text_of(signed_in(cast.pfpp_lead).get(at))
    assert "Bradford Has one" in page
    assert "Keighley None yet Invite one" in page
    assert cast.bradford_editor.email not in page
    ask(cast.pfpp_lead, keighley)
    assert "Keighley Invited" in text_of(signed_in(cast.pfpp_lead).get(at))
    for who in (cast.bradford_editor, cast.evaluator, cast.outsider):
        assert signed_in(who).get(at).status_code == 403


def test_many_are_invited_at_once(cast: Cast, keighley: Place) -> None:
    page = many(
        cast.pfpp_lead, cast, f"{ADDRESS},Ada Lee,Keighley,place editor",
        "eva@lab.example.org,,,evaluator", "EV2@lab.example.org,Ev,,Evaluator", ",,,",
    )  # fmt: skip
    assert (
        f"Invited: {ADDRESS} (place editor, Keighley); "
        f"ev2@lab.example.org (evaluator, {cast.pfpp}); eva@lab.example.org" in text_of(page)
    )
    assert {(row.email, row.role) for row in Invitation.objects.all()} == {
        (ADDRESS, "place_editor"),
        ("eva@lab.example.org", "evaluator"),
        ("ev2@lab.example.org", "evaluator"),
    }


def test_one_line_that_cannot_be_done_leaves_all_of_them(cast: Cast, keighley: Place) -> None:
    lines = (
        f"{ADDRESS},Ada,Keighley,place editor",
        "no-address,,,evaluator",
        "b@example.org,,Luton,place editor",
        "c@example.org,,Keighley,contributor",
        "d@example.org,,,mayor",
    )
    page = text_of(many(cast.pfpp_lead, cast, *lines))
    assert "4 of 5 lines could not be used, so nobody has been invited" in page
    for why in (
        "3 no-address The programme evaluator Enter an email address",
        "4 b@example.org Luton place editor No place of the programme has that name",
        "5 c@example.org Keighley contributor You cannot invite to this role there",
        "6 d@example.org The programme mayor There is no role with that name",
    ):
        assert why in page
    assert not Invitation.objects.exists()
    assert not Assignment.objects.filter(place=keighley).exists()


@pytest.mark.parametrize("text", ["", "email,role", "mail;role\na@example.org;evaluator"])
def test_a_list_that_cannot_be_read_is_refused(cast: Cast, text: str) -> None:
    at = reverse("programme_invite_many", args=[cast.pfpp.slug])
    assert signed_in(cast.pfpp_lead).post(at, {"lines": text}).status_code == 200
    assert not Invitation.objects.exists()


def test_a_list_from_a_spreadsheet_is_read(cast: Cast) -> None:
    at = reverse("programme_invite_many", args=[cast.pfpp.slug])
    text = "\ufeffRole\tEmail\r\nevaluator\teva@lab.example.org\r\n"
    signed_in(cast.pfpp_lead).post(at, {"lines": text})
    assert Invitation.objects.get().email == "eva@lab.example.org"


def test_a_lead_names_one_first_editor_and_not_themselves(cast: Cast, keighley: Place) -> None:
    two = f"{cast.luton_editor.email}, {ADDRESS}"
    page = text_of(ask(cast.pfpp_lead, keighley, email=two))
    assert "Enter one address: the first editor invites the others" in page
    page = text_of(ask(cast.pfpp_lead, keighley, email=cast.pfpp_lead.email))
    assert "leads do not make themselves editor of a place" in page
    assert not Invitation.objects.exists()
    assert not Assignment.objects.filter(place=keighley).exists()


def test_many_are_told_what_became_of_each(cast: Cast, keighley: Place) -> None:
    who = cast.outsider
    lines = (f"{cast.evaluator.email},,,evaluator", f"{who.email},,,evaluator")
    page = text_of(many(cast.pfpp_lead, cast, *lines))
    assert f"Given at once: {who} (evaluator, {cast.pfpp})" in page
    assert f"Had the role already: {cast.evaluator} (evaluator, {cast.pfpp})" in page


@pytest.mark.parametrize("why", ["has it", "closed", "two of one place"])
def test_nobody_of_many_is_invited_where_one_cannot_be(
    cast: Cast, keighley: Place, why: str
) -> None:
    line, said = f"{cast.evaluator.email},,,evaluator", "This person has that role here already"
    if why == "closed":
        cast.outsider.is_active = False
        cast.outsider.save()
        line, said = f"{cast.outsider.email},,,evaluator", "The account of this person is closed"
    elif why == "two of one place":
        line = f"{cast.luton_editor.email},,Keighley,place editor"
        said = "Enter one address"
    page = text_of(many(cast.pfpp_lead, cast, f"{ADDRESS},,Keighley,place editor", line))
    at = "Keighley" if why == "two of one place" else cast.pfpp
    assert f"{at}: {said}" in page
    assert not Invitation.objects.exists()


def test_a_lead_is_promised_no_withdrawing(cast: Cast, keighley: Place) -> None:
    at = reverse("place_role_add", args=[keighley.slug])
    assert "you can withdraw the invitation" not in text_of(signed_in(cast.pfpp_lead).get(at))
    at = reverse("place_role_add", args=[cast.bradford.slug])
    assert "you can withdraw the invitation" in text_of(signed_in(cast.bradford_editor).get(at))
