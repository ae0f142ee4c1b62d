"""Organisations in full: names as at a day, numbers, the edit form, joint history, sectors."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnerships.models import (
    Member,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Partnership,
    PartnershipPlace,
)
from pilots.models import PilotPartner
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    OrganisationPlace.objects.create(organisation=made.council, place=made.bradford, role="governs")
    return made


def get(address: str, user: Any = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return words(client.get(address, follow=True).content.decode())


def send(user: Any, address: str, **fields: Any) -> str:
    client = Client()
    client.force_login(user)
    version = Organisation.objects.get(slug=address.split("/")[2]).version
    sent = {"sector": "council", "regional": "not_known", "version": str(version), **fields}
    return words(client.post(address, sent, follow=True).content.decode())


def test_a_page_says_what_a_body_was_called_on_a_day(cast: Cast) -> None:
    body = builders.organisation("Housing ministry", "central_government")
    body.names.update(valid_from=dt.date(2024, 7, 9))
    OrganisationName.objects.create(
        organisation=body, name="Levelling department",
        valid_from=dt.date(2021, 9, 18), valid_to=dt.date(2024, 7, 9),
    )  # fmt: skip
    url = body.get_absolute_url()
    assert "On 1 May 2022 it was called Levelling department." in get(f"{url}?on=2022-05-01")
    assert "On 9 July 2024 it was called Housing ministry." in get(f"{url}?on=9 July 2024")
    assert "What it was called on 1 May 1990 is not recorded." in get(f"{url}?on=1/5/1990")
    assert "was called" not in get(f"{url}?on=yesterday-ish").replace("What was it called", "")


@pytest.mark.parametrize(
    ("scheme", "typed", "stored"),
    [("GB-COH", "123 4567", "01234567"), ("GB-COH", "sc123456", "SC123456"),
     ("GB-CHC", "1012345", "1012345")],
)  # fmt: skip
def test_a_number_is_stored_as_its_register_writes_it(
    cast: Cast, scheme: str, typed: str, stored: str
) -> None:
    url = f"{cast.council.get_absolute_url()}edit/"
    send(cast.bradford_editor, url, number_scheme=scheme, number=typed)
    assert OrganisationIdentifier.objects.get().value == stored
    assert stored in get(cast.council.get_absolute_url())


def test_a_number_that_is_none_or_another_bodys_is_refused_with_the_reason(cast: Cast) -> None:
    url = f"{cast.council.get_absolute_url()}edit/"
    said = send(cast.bradford_editor, url, number_scheme="GB-COH", number="12-ABC")
    assert "That is not a number of Companies House. It looks like 01234567" in said
    said = send(cast.bradford_editor, url, number_scheme="GSS", number="S12000033")
    assert "That is a code of Scotland, and Placebook is about England" in said
    said = send(cast.bradford_editor, url, number="01234567")
    assert "Choose the register that the number is from" in said
    other = builders.organisation("Other trust", "nhs")
    OrganisationIdentifier.objects.create(organisation=other, scheme="GB-COH", value="01234567")
    said = send(cast.bradford_editor, url, number_scheme="GB-COH", number="1234567")
    assert "Other trust has this number already" in said


def test_a_new_name_leaves_the_former_one_with_its_dates(cast: Cast) -> None:
    url = cast.council.get_absolute_url()
    before = cast.council.name
    day = {"named_from_day": "1", "named_from_month": "4", "named_from_year": "2025"}
    send(cast.bradford_editor, f"{url}edit/", new_name="Bradford Together Council", **day)
    assert f"On 1 May 2024 it was called {before}." in get(f"{url}?on=1 May 2024")
    assert "On 1 May 2025 it was called Bradford Together Council." in get(f"{url}?on=1 May 2025")
    said = send(cast.bradford_editor, f"{url}edit/", new_name="Without a day")
    assert "A new name needs both the name and the day" in said


def test_an_anchor_has_a_reason(cast: Cast) -> None:
    url = cast.council.get_absolute_url()
    send(cast.bradford_editor, f"{url}edit/", anchor_reason="The largest employer")
    assert "An anchor organisation of its area: The largest employer" in get(url)


def test_teams_within_teams_stand_in_a_tree(cast: Cast) -> None:
    team = builders.organisation("Housing team", parent=cast.council)
    builders.organisation("Repairs desk", parent=team)
    said = get(cast.council.get_absolute_url())
    assert said.index("Housing team") < said.index("Repairs desk")


def test_joint_history_holds_what_both_did_and_only_what_the_reader_sees(cast: Cast) -> None:
    trust = builders.organisation("Care trust", "nhs")
    for name, level in (("Open pilot", "public"), ("Quiet pilot", "team")):
        pilot = builders.pilot(
            cast.bradford, name, visibility=level, start=dt.date(2022, 1, 1), team=cast.team
        )
        PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
        PilotPartner.objects.create(pilot=pilot, organisation=trust, kind="partner", role="clinic")
    builders.flow(cast.bradford, 5_000, giver=cast.council, receiver=trust, description="A grant")
    builders.flow(
        cast.bradford, 7_000, giver=cast.council, receiver=trust, description="Quiet grant",
        visibility="team", team=cast.team,
    )  # fmt: skip
    url = f"{cast.council.get_absolute_url()}with/{trust.slug}/"
    said = get(url)
    assert "Together in 1 pilot and 1 flow, counting only what you can see." in said
    assert "Care trust: clinic" in said
    assert "Quiet" not in said
    assert "2 pilots and 2 flows" in get(url, cast.bradford_editor)
    assert "1 pilot" in get(f"{cast.council.get_absolute_url()}with/")


def test_the_other_body_is_chosen_by_name(cast: Cast) -> None:
    trust = builders.organisation("Care trust", "nhs")
    url = f"{cast.council.get_absolute_url()}with/"
    assert Client().get(f"{url}?body=Care trust")["Location"] == f"{url}{trust.slug}/"
    assert "Name a different organisation" in get(f"{url}?body={cast.council.name}")
    assert Client().get(f"{url}none-such/").status_code == 404
    assert Client().get(f"{url}{cast.council.slug}/").status_code == 404


def partnership(cast: Cast, name: str, *bodies: Any, place: Any = None) -> Partnership:
    made = Partnership.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    PartnershipPlace.objects.create(partnership=made, place=place or cast.bradford)
    for body in bodies:
        Member.objects.create(partnership=made, organisation=body, commitment=3)
    return made


def test_a_partnership_says_which_sectors_are_in_which_are_not_and_which_usually_are(
    cast: Cast,
) -> None:
    trust = builders.organisation("Care trust", "nhs")
    force = builders.organisation("Police force", "police")
    partnership(cast, "Bradford together", cast.council)
    partnership(cast, "Luton together", trust, cast.council, place=cast.luton)
    partnership(cast, "Leeds together", trust, force, place=cast.luton)
    said = page(Client(), "bradford/partners")
    assert "With a member: council." in said
    assert "Without, though usual elsewhere: NHS (2 of 2), police (1 of 2)." in said
    assert "gives staff or money (3 of 4)" in said
