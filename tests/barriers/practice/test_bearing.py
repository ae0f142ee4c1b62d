"""Barriers that bear on guidance: said by who may change the barrier, seen by who sees the barrier,
and led on to the body that can change the guidance."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from barriers.migrations import __name__ as migrations
from barriers.models import Barrier, BarrierGuidance, Guidance
from partnerships.models import Organisation
from tests import builders, practised
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db
HIDDEN = "Zqhidden"


@pytest.fixture
def guide(cast: Cast) -> Guidance:
    return practised.guidance("Sharing well", owner=cast.council)


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    return builders.barrier(cast.bradford, "We cannot see licences", category=builders.category())


def bears(barrier: Barrier, guide: Guidance, how: str = "unclear") -> BarrierGuidance:
    return BarrierGuidance.objects.create(barrier=barrier, guidance=guide, how=how)


def add(client: Client, barrier: Barrier, guide: Guidance) -> str:
    url = f"{barrier.get_absolute_url()}guidance/add/"
    sent = filled(client, url) | {"guidance": str(guide.pk), "how": "unclear"}
    return words(client.post(url, sent, follow=True))


def test_it_stands_on_both_pages_with_the_way_to_the_owner(
    cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    page = add(as_(cast.bradford_editor), barrier, guide)
    assert "Guidance that it bears on Sharing well It is hard to find or to follow." in page
    assert f"{cast.council} can change it." in page
    response = as_(None).get(guide.get_absolute_url())
    said = words(response)
    assert f"Who can change it {cast.council} Who to ask there" in said
    assert "Barriers that bear on it 1 barrier We cannot see licences" in said
    assert f'href="/who-to-ask/?body={cast.council.slug}"' in response.content.decode()
    listed = words(as_(None).get(f"/barriers/?guidance={guide.pk}"))
    assert "We cannot see licences" in listed


def test_the_list_of_barriers_tells_apart_those_of_other_guidance(
    cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    bears(barrier, practised.guidance("Another"))
    assert "We cannot see licences" not in words(as_(None).get(f"/barriers/?guidance={guide.pk}"))
    wrong = as_(None).get("/barriers/?guidance=999999")
    assert "We cannot see licences" not in words(wrong).partition("Correct it")[0]


def test_a_barrier_that_the_reader_may_not_see_is_neither_shown_nor_counted(
    cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    bears(barrier, guide)
    bears(builders.barrier(cast.bradford, HIDDEN, visibility="team"), guide)
    for who, count in ((None, "1 barrier"), (cast.outsider, "1 barrier")):
        said = words(as_(who).get(guide.get_absolute_url()))
        assert f"Barriers that bear on it {count}" in said
        assert HIDDEN not in said
        rows = words(as_(who).get("/practice/guidance/"))
        assert "Sharing well : 1" in rows or "Sharing well: 1" in rows
        assert HIDDEN not in words(as_(who).get(f"/barriers/?guidance={guide.pk}"))


def test_both_files_say_it(cast: Cast, barrier: Barrier, guide: Guidance) -> None:
    bears(barrier, guide)

    def read(address: str) -> dict[str, Any]:
        sent = b"".join(as_(None).get(f"{address}?format=csv")).decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(sent))
        return row

    assert read("/barriers/")["guidance"] == "Sharing well"
    row = read("/practice/guidance/")
    assert (row["barriers"], row["owner"]) == ("1", str(cast.council))


def test_who_may_not_change_the_barrier_says_nothing_of_it(
    cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    link, client = bears(barrier, guide), as_(cast.luton_officer)
    assert client.get(f"{barrier.get_absolute_url()}guidance/add/").status_code == 403
    assert client.post(f"{barrier.get_absolute_url()}guidance/{link.pk}/end/").status_code == 403
    details = words(client.get(f"{barrier.get_absolute_url()}details/"))
    assert "Sharing well" in details
    assert "Take off" not in details
    other = builders.barrier(cast.bradford, "Another")
    editor = as_(cast.bradford_editor)
    assert editor.post(f"{other.get_absolute_url()}guidance/{link.pk}/end/").status_code == 404
    assert BarrierGuidance.objects.get() == link


def test_it_is_taken_off_and_history_tells_both(
    own_database: None, cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    editor = as_(cast.bradford_editor)
    add(editor, barrier, guide)
    end = f"{barrier.get_absolute_url()}guidance/{BarrierGuidance.objects.get().pk}/end/"
    assert "Taken off." in words(editor.post(end, follow=True))
    assert not BarrierGuidance.objects.exists()
    told = words(editor.get(f"{barrier.get_absolute_url()}history/"))
    assert "Guidance added Sharing well" in told
    assert "Guidance taken out Sharing well" in told


def test_one_is_named_once_and_offered_no_more(
    cast: Cast, barrier: Barrier, guide: Guidance
) -> None:
    bears(barrier, guide)
    form = as_(cast.bradford_editor).get(f"{barrier.get_absolute_url()}guidance/add/")
    assert f'value="{guide.pk}"' not in form.content.decode()
    with pytest.raises(IntegrityError, match="barrier_guidance_once"), transaction.atomic():
        bears(barrier, guide)


def test_a_body_leads_to_its_guidance(cast: Cast, guide: Guidance) -> None:
    page = words(as_(None).get(cast.council.get_absolute_url()))
    assert "pieces of guidance it can change" in page.lower()
    listed = words(as_(None).get(f"/practice/guidance/?owner={cast.council.slug}"))
    assert "Sharing well" in listed
    practised.guidance("Of nobody")
    listed = words(as_(None).get(f"/practice/guidance/?owner={cast.council.slug}"))
    assert "Of nobody" not in listed


def test_an_upgrade_names_the_owner_where_one_body_is_called_as_the_publisher(cast: Cast) -> None:
    owners = __import__(f"{migrations}.0008_guidance_owners", fromlist=["OWNERS"]).OWNERS
    for slug in ("one", "other"):
        Organisation.objects.create(slug=slug, name="Two of this name", sector="business")
    for title, publisher in (
        ("Of one", cast.council.name),
        ("Of none", "Somebody else"),
        ("Of two", "Two of this name"),
        ("Nearly", cast.council.name.lower()),
    ):
        practised.guidance(title, publisher=publisher)
    with connection.cursor() as cursor:
        cursor.execute(owners)
    named = apps.get_model("barriers", "Guidance").objects.exclude(owner=None)
    assert [(one.title, one.owner) for one in named] == [("Of one", cast.council)]
