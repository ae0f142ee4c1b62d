"""What of a file of grants does not come in as it stands there is told before it is confirmed."""

from __future__ import annotations

import pytest

from accounts.models import User
from funding.models import Flow
from partnerships.models import Organisation, Place, PlaceCode
from tests import builders as make
from tests.funding.exchange.test_import import HEAD, line
from tests.imports.record_import.brought import bring, confirm, lines, looked

pytestmark = pytest.mark.django_db
CODE = "Beneficiary Location:Geographic Code"


@pytest.fixture
def bradford() -> Place:
    place = make.place("Bradford")
    PlaceCode.objects.create(place=place, scheme="gss", code="E08000032")
    return place


@pytest.fixture
def leeds() -> Place:
    place = make.place("Leeds")
    PlaceCode.objects.create(place=place, scheme="gss", code="E08000035")
    return place


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def trust() -> Organisation:
    body = make.organisation("Exampleshire Trust", "voluntary")
    body.identifiers.create(scheme="GB-CHC", value="1012345")
    return body


def test_a_grant_that_another_place_has_already_is_left_out_so_that_it_counts_once(
    bradford: Place, leeds: Place, editor: User, trust: Organisation
) -> None:
    shared = f"{HEAD},Beneficiary Location:0:Geographic Code,Beneficiary Location:1:Geographic Code"
    csv = lines(shared, f"{line(1)},E08000032,E08000035", f"{line(2)},E08000032,")
    other = make.user("Lena Leeds", ("place_editor", leeds))
    first = bring(other, leeds, "grants", csv, level="network")
    assert (first.new, first.preview["left_out"]) == (1, 1)
    [said] = first.preview["remarks"]
    assert said == "For places elsewhere as well, and counted here in full: 1 grant."
    second = looked(editor, bradford, "grants", csv)
    assert (second.new, second.preview["left_out"]) == (1, 1)
    [said] = second.preview["remarks"]
    assert said == (
        "1 grant left out, because another place already has it and it would count twice "
        "(360G-trust-1)."
    )
    confirm(editor, second)
    assert list(Flow.objects.order_by("pk").values_list("identifier", flat=True)) == [
        "360G-trust-1",
        "360G-trust-2",
    ]


def test_grants_whose_whole_does_not_come_in_are_said(
    bradford: Place, leeds: Place, editor: User, trust: Organisation
) -> None:
    make.flow(leeds, 1200, identifier="360G-trust-1", giver=trust, visibility="network")
    csv = lines(
        f"{HEAD},Passed On From",
        f"{line(1)},",
        f"{line(2)},360G-TRUST-1",
        f"{line(3)},360G-trust-2",
    )
    row = looked(editor, bradford, "grants", csv)
    assert row.new == 2
    [_, said] = row.preview["remarks"]
    assert said == (
        "1 grant passed on from money that is neither imported nor recorded here "
        "(360G-TRUST-1). It counts in full."
    )


def test_a_grant_elsewhere_that_the_person_may_not_see_is_not_hinted_at(
    bradford: Place, leeds: Place, editor: User, trust: Organisation
) -> None:
    make.flow(leeds, 1200, identifier="360G-trust-1", giver=trust, visibility="team")
    row = looked(editor, bradford, "grants", lines(HEAD, line(1)))
    assert (row.new, row.preview["left_out"], row.preview["remarks"]) == (1, 0, [])


def test_funds_and_codes_that_nobody_here_knows_are_said(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    csv = lines(
        f"{HEAD},Grant Programme:Title,{CODE}",
        f"{line(1)},Warm streets,E01000001",
        f"{line(2)},Warm streets,E08000032",
        f"{line(3)},,",
    )
    row = looked(editor, bradford, "grants", csv)
    assert row.new == 3
    assert row.preview["remarks"] == [
        (
            "Their fund is not recorded here and stays in words: 2 grants (Warm streets). Add the "
            "fund first to link them."
        ),
        (
            "With codes of places that are not recorded: 1 grant (E01000001). Counted for Bradford "
            "where no other code is known."
        ),
    ]
