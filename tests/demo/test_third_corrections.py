"""What a third reading of the record put right: it calls things no more than their source does."""

from __future__ import annotations

import pytest
from django.test import Client

from barriers.models import Barrier, PracticeExample, SystemicBarrier
from records.models import Finding
from tests.demo.test_shown import words

pytestmark = pytest.mark.usefixtures("the_record")


def page(url: str) -> str:
    """A page as everybody reads it."""
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return words(answer.content.decode())


def test_a_barrier_is_called_one_by_its_source_and_not_by_us() -> None:
    barriers = Barrier.objects.filter(programme__slug="pfpp").values_list("because", flat=True)
    told = PracticeExample.objects.filter(is_example=False).values_list("what", flat=True)
    assert [said for said in (*barriers, *told) if "our reading" in said] == []
    assert "of 12 barriers" in page("/barriers/report/")
    assert "breakfast club" not in page("/barriers/?q=breakfast")


def test_the_causes_that_a_source_says_are_public() -> None:
    listed = page("/barriers/systemic/")
    for cause in SystemicBarrier.objects.filter(is_example=False):
        assert cause.is_as_published
        assert cause.title.lower() in listed
        assert "a published source already says this" in page(cause.get_absolute_url())


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Shepway", "/places/folkestone-and-hythe/"),
        ("Thames Valley ICB", "/organisations/nhs-thames-valley/"),
        ("Surrey and Sussex ICB", "/organisations/nhs-surrey-and-sussex/"),
        ("NHS Sussex", "/organisations/nhs-surrey-and-sussex/"),
    ],
)
def test_a_name_leads_to_what_has_it(typed: str, slug: str) -> None:
    found = Client().get("/search/", {"q": typed}).content.decode().split("<main")[1]
    assert slug in found
    assert "who to ask about valley" not in words(found)


def test_the_library_of_what_works_holds_no_amounts_and_facts() -> None:
    listed = page("/library/?kind=findings")
    claims = [claim.lower() for claim in Finding.objects.values_list("claim", flat=True)]
    assert len(claims) > 40
    assert [claim for claim in claims if claim in listed] == []
    assert "budgets were not rewired as was expected" in listed
    assert "luton comes to £1.7 billion" not in page("/library/?q=regeneration+in+Luton")
    assert "luton comes to £1.7 billion" in page("/search/?q=regeneration+in+Luton")
