"""Making one of two organisations of which a barrier on its way to the public names one."""

from __future__ import annotations

from typing import Any

import pytest

from barriers.models import Barrier, NamedBody, Publication
from barriers.publication.due import publish_due
from partnerships.models import Organisation, Reorganisation
from reorganise.actions import merge_bodies, take_back
from reorganise.bodies import Duplicate
from tests import builders
from tests.asked import energy
from tests.builders import TODAY, Cast
from tests.policy.regional_update.regional import signed_in
from tests.published import ask, now, on, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    """Every test begins on one day, a Friday."""
    with on(2026, 11, 20):
        yield


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    return builders.organisation("Arts Fund"), builders.organisation("Council of Arts")


@pytest.fixture(params=["named alone", "named second"])
def publication(request: Any, cast: Cast, pair: tuple[Organisation, Organisation]) -> Publication:
    """A barrier that links nobody, or another body, and names the one that goes."""
    linked = energy() if request.param == "named second" else None
    barrier = builders.barrier(
        cast.bradford, "We cannot plan", visibility="network", status="open", unlocker=linked,
        because="because the Arts Fund keeps the list", created_by=cast.bradford_officer,
    )  # fmt: skip
    return ask(barrier, cast.bradford_editor, meant={pair[0].pk: True})


def merged(cast: Cast, pair: tuple[Organisation, Organisation]) -> Reorganisation:
    return merge_bodies(pair=Duplicate(*pair, "Same charter"), by=cast.administrator)


def test_the_place_agrees_again_while_it_waits_and_the_merger_can_be_undone(
    cast: Cast, pair: tuple[Organisation, Organisation], publication: Publication
) -> None:
    done = merged(cast, pair)
    assert now(publication).state == "place"
    assert now(publication).reply_by is None
    assert NamedBody.objects.get().body == pair[1]
    assert NamedBody.objects.get().sent_on is None
    take_back(reorganisation=done, by=cast.administrator)
    assert NamedBody.objects.get().body == pair[0]
    assert now(publication).state == "place"


def test_what_is_public_goes_back_to_the_place_and_the_page_answers(
    cast: Cast, pair: tuple[Organisation, Organisation], publication: Publication
) -> None:
    with on(2026, 12, 7):
        publish_due(TODAY.replace(year=2026, month=12, day=7))
        assert now(publication).state == "published"
        client, url = signed_in(cast.administrator), f"/organisations/{pair[0].slug}/merge/"
        typed = {"stays": pair[1].name, "stays_pick": pair[1].slug, "reason": "Same charter"}
        page = client.post(url, typed)
        seen = page.context["form"].moves.seen
        answer = client.post(url, typed | {"step": "go", "seen": seen}, follow=True)
        assert answer.status_code == 200
        pair[0].refresh_from_db()
        assert pair[0].merged_into == pair[1]
        assert now(publication).state == "place"
        assert not public(Barrier.objects.get())
        take_back(reorganisation=Reorganisation.objects.get(), by=cast.administrator)
        assert not public(Barrier.objects.get())


def test_a_second_body_that_ended_is_not_passed_over(
    cast: Cast, pair: tuple[Organisation, Organisation], publication: Publication
) -> None:
    builders.succeed(*pair)
    publish_due(TODAY.replace(year=2026, month=12, day=7))
    assert now(publication).state == "place"
    assert not public(Barrier.objects.get())
