"""The official bodies and those that the demo's record names are the same organisations."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from demo.load.everything import load
from geography.data_load.actions import load_official
from geography.data_load.bodies import load_bodies
from geography.england.load import load_england
from partnerships.models import Organisation, OrganisationPlace
from reorganise.bodies import candidates


def governed_twice() -> list[str]:
    real = OrganisationPlace.objects.filter(role="governs", organisation__is_example=False)
    links = real.order_by().values("place__slug").annotate(bodies=Count("id"))
    return [row["place__slug"] for row in links.filter(bodies__gt=1)]


@pytest.mark.usefixtures("the_record")
def test_the_record_and_the_lists_share_their_bodies() -> None:
    assert governed_twice() == []
    wakefield = Organisation.objects.get(identifiers__value="E08000036")
    assert (wakefield.slug, wakefield.name) == ("wakefield-council", "Wakefield Council")
    police = Organisation.objects.get(identifiers__value="E23000004")
    assert (police.slug, police.places.count()) == ("merseyside-police", 5)
    education = Organisation.objects.get(names__short_name="DfE")
    assert not education.places.exists()  # of all localities none is a department's
    assert [(str(pair.one), str(pair.other)) for pair in candidates(AnonymousUser()).pairs] == []


@pytest.mark.django_db
def test_a_site_with_the_lists_can_load_the_record_afterwards() -> None:
    load_england()
    load_official()
    load_bodies()
    load(example=False)
    assert governed_twice() == []
    names = dict(Organisation.objects.values_list("slug", "name"))
    assert names["bradford-council"] == "City of Bradford Metropolitan District Council"
    assert names["merseyside-police"] == "Merseyside Police"
    ministry = Organisation.objects.get(slug="mhclg")
    assert (ministry.names.count(), ministry.names.filter(valid_to=None).count()) == (5, 1)
    again = load_bodies()
    assert (again.made, again.joined) == ([], [])
