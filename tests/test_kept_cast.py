"""A test that begins with the cast has the one that its process keeps, and leaves nothing there."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from partnerships.models import OrganisationName, Place
from tests import builders
from tests.builders import Cast
from tests.kept_cast import KeptCast


def database() -> str:
    return connection.settings_dict["NAME"]


@pytest.mark.parametrize("time", ["the first", "the second"])
def test_what_is_written_beside_the_cast_is_gone_for_the_next(
    time: str, cast: Cast, cast_made_once: KeptCast
) -> None:
    assert database() == cast_made_once.kept.name
    assert cast.bradford.name == "Bradford"
    assert not Place.objects.filter(slug="leeds").exists()
    builders.place("Leeds", within=cast.region)
    Place.objects.filter(pk=cast.bradford.pk).update(name="Bradford renamed")
    cast.bradford.name = "Bradford renamed"


@pytest.mark.django_db
def test_who_wrote_something_before_keeps_it_and_has_a_cast_of_their_own(
    cast_made_once: KeptCast,
) -> None:
    leeds = builders.place("Leeds")
    assert builders.cast().luton in Place.objects.all()
    assert leeds in Place.objects.all()
    assert database() != cast_made_once.kept.name


@pytest.mark.django_db
def test_what_counts_when_it_is_committed_is_checked_at_the_end(
    cast_made_once: KeptCast,
) -> None:
    before = database()
    with pytest.raises(IntegrityError), cast_made_once.kept.instead():
        OrganisationName.objects.create(organisation_id=999_999, name="Nobody")
    assert database() == before
    with cast_made_once.kept.instead():
        assert not OrganisationName.objects.filter(name="Nobody").exists()
