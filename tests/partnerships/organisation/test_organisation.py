"""Bodies held twice in forms, and what official numbers look like."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from interface.forms.records import Named
from partnerships.models import Organisation
from partnerships.organisation import identifiers
from partnerships.organisation.fields import organisation_field
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_body_that_was_held_twice_is_found_once_by_its_name() -> None:
    kept = builders.organisation("Barnet Council")
    twin = builders.organisation("Barnet London Borough")
    Organisation.objects.filter(pk=twin.pk).update(name=kept.name, merged_into=kept)
    assert organisation_field("Body").clean(Named(kept.name)) == kept


def test_a_body_that_was_merged_cannot_be_picked() -> None:
    kept = builders.organisation("Barnet Council")
    twin = builders.organisation("Old Barnet")
    Organisation.objects.filter(pk=twin.pk).update(merged_into=kept)
    with pytest.raises(ValidationError, match="was found"):
        organisation_field("Body").clean(Named(twin.name, twin.slug))


@pytest.mark.parametrize("scheme", identifiers.SCHEMES.values(), ids=str)
def test_the_example_that_a_message_shows_is_right_itself(scheme: identifiers.Scheme) -> None:
    for example in scheme.example.split(" or "):
        assert scheme.read(example) == example
