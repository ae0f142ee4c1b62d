"""Files that name a body which was found to be held twice reach the one that was kept."""

from __future__ import annotations

import pytest

from funding.exchange.bodies import own_prefix
from funding.models import Flow
from partnerships.models import Organisation, OrganisationIdentifier
from reorganise.actions import merge_bodies
from reorganise.bodies import Duplicate
from tests import builders
from tests.builders import Cast
from tests.funding.exchange.test_import import HEAD, line
from tests.imports.record_import.brought import bring, lines, looked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trust() -> None:
    builders.organisation("Exampleshire Trust")


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    return builders.organisation("Warm Trust"), builders.organisation("Warm Homes Trust")


def test_our_number_of_a_merged_body_leads_to_the_one_that_was_kept(
    cast: Cast, pair: tuple[Organisation, Organisation]
) -> None:
    goes, stays = pair
    number = f"{own_prefix()}-org-{goes.pk}"
    merge_bodies(pair=Duplicate(goes, stays, "Same charter"), by=cast.administrator)
    row = line(1, to=f"{number},Some trust")
    bring(cast.bradford_editor, cast.bradford, "grants", lines(HEAD, row))
    assert Flow.objects.get().receiver == stays


def test_a_dash_for_a_number_is_no_body(cast: Cast) -> None:
    for body in Organisation.objects.all():
        OrganisationIdentifier.objects.create(
            organisation=body, scheme="GB-COH", value=f"{body.pk:08}"
        )
    builders.organisation("The only one without a number")
    row = line(1, to="-,Warm Hearts")
    wanted = looked(cast.bradford_editor, cast.bradford, "grants", lines(HEAD, row))
    assert wanted.state == "ready"
    bring(cast.bradford_editor, cast.bradford, "grants", lines(HEAD, row))
    made = Flow.objects.get()
    assert (made.receiver, made.receiver_said) == (None, "Warm Hearts")
