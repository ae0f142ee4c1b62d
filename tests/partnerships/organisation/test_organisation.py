"""Bodies held twice in forms, and what official numbers look like."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from interface.forms.records import Named
from partnerships.models import Organisation
from partnerships.organisation import identifiers
from partnerships.organisation.fields import organisation_field
from partnerships.organisation.named import bodies_named
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
    with pytest.raises(ValidationError, match="We can’t find"):
        organisation_field("Body").clean(Named(twin.name, twin.slug))


@pytest.mark.parametrize("scheme", identifiers.SCHEMES.values(), ids=str)
def test_the_example_that_a_message_shows_is_right_itself(scheme: identifiers.Scheme) -> None:
    for example in scheme.example.split(" or "):
        assert scheme.read(example) == example


def test_a_text_that_names_a_split_body_means_each_that_took_over() -> None:
    """Also one that came after one of them: who is to be asked are those of today."""
    one, other, last = (builders.organisation(f"Board {name}", "nhs") for name in "ABC")
    old = builders.organisation("Suffolk Health Board", "nhs")
    builders.succeed(old, one, other)
    builders.succeed(other, last)
    named = bodies_named(["Suffolk Health Board would not share it"])
    assert {each.body for each in named} == {one, last}
