"""An overlap of two places: put right, changed from a day on, ended; nothing of it is lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from partnerships.models import PlaceLink
from tests import builders as make
from tests.builders import Cast

pytestmark = pytest.mark.django_db
BEGAN, DAY = dt.date(2023, 4, 1), dt.date(2025, 4, 1)


@pytest.fixture
def cast(client: Client) -> Cast:
    made = make.cast()
    client.force_login(made.bradford_editor)
    return made


@pytest.fixture
def link(cast: Cast) -> PlaceLink:
    return PlaceLink.objects.create(
        place=cast.bradford,
        other=cast.luton,
        kind="overlaps",
        share=Decimal("0.4"),
        basis="people",
        valid_from=BEGAN,
    )


def parts(name: str, value: dt.date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def send(client: Client, link: PlaceLink, what: str, **said: Any) -> str:
    version = PlaceLink.objects.get(pk=link.pk).version
    typed = {"what": what, "percent": "40", "basis": "people", "version": version, **said}
    return client.post(f"/places/overlaps/{link.pk}/", typed, follow=True).content.decode()


def told(page: str) -> str:
    return " ".join(page.split())


def about(client: Client) -> str:
    """The page about Bradford, which names what it overlaps."""
    return told(client.get("/places/bradford/about/").content.decode())


def test_a_mistake_is_put_right_in_place_and_the_history_says_so(
    client: Client, link: PlaceLink
) -> None:
    assert f"/places/overlaps/{link.pk}/" in client.get("/places/bradford/about/").content.decode()
    reason = "The boundary that both councils agreed"
    send(client, link, "correct", percent="35.5", basis="area", reason=reason)
    page = about(client)
    assert "35.5% of its area in <a" in page
    assert reason in page
    only = PlaceLink.objects.get(kind="overlaps")
    assert (only.share, only.valid_from) == (Decimal("0.355"), None)
    history = client.get("/places/bradford/history/").content.decode()
    assert "Related place, Luton: share" in history
    assert "Related place, Luton: reason" in history


def test_a_change_from_a_day_leaves_what_held_until_then(client: Client, link: PlaceLink) -> None:
    send(client, link, "change", percent="60", reason="Recount", **parts("day", DAY))
    page = about(client)
    assert "60% of its people in <a" in page
    assert "Since 1 April 2025. Recount" in page
    old, new = PlaceLink.objects.filter(kind="overlaps").order_by("valid_from")
    assert (old.share, old.valid_from, old.valid_to) == (Decimal("0.4"), BEGAN, DAY)
    assert (new.share, new.valid_from, new.valid_to) == (Decimal("0.6"), DAY, None)


def test_an_overlap_that_ended_is_gone_from_both_pages_and_kept(
    client: Client, link: PlaceLink
) -> None:
    page = send(client, link, "end", reason="New boundary", **parts("day", DAY))
    assert "of its people in" not in page
    assert "of the people of" not in client.get("/places/luton/about/").content.decode()
    only = PlaceLink.objects.get(kind="overlaps")
    assert (only.share, only.valid_to, only.reason) == (Decimal("0.4"), DAY, "New boundary")
    assert client.get(f"/places/overlaps/{link.pk}/").status_code == 404
    history = client.get("/places/bradford/history/").content.decode()
    assert "Related place, Luton: until" in history


def test_one_that_ends_later_stands_until_then_and_says_so(client: Client, link: PlaceLink) -> None:
    later = timezone.localdate() + dt.timedelta(days=30)
    send(client, link, "end", **parts("day", later))
    page = client.get("/places/luton/about/").content.decode()
    assert "Since 1 April 2023, until " in page


@pytest.mark.parametrize(
    ("what", "said", "problem"),
    [
        ("", {}, "Choose"),
        ("end", {}, "Enter the day"),
        ("change", parts("day", BEGAN), "Enter a day after 1 April 2023, when it began"),
        ("correct", {"percent": "140"}, "100"),
        ("end", {"day_day": "x"}, "day_day"),
        ("correct", {"reason": "x" * 301}, "300"),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_changes(
    client: Client, link: PlaceLink, what: str, said: dict[str, Any], problem: str
) -> None:
    page = send(client, link, what, **said)
    assert 'class="errors"' in page or "There is a problem" in page
    assert problem in page
    same = PlaceLink.objects.get(kind="overlaps")
    assert (same.share, same.valid_to, same.version) == (link.share, None, link.version)


def test_a_correction_never_runs_into_another_overlap_of_the_two(
    client: Client, link: PlaceLink
) -> None:
    send(client, link, "change", percent="60", **parts("day", DAY))
    new = PlaceLink.objects.get(kind="overlaps", valid_to=None)
    page = send(client, new, "correct", **parts("valid_from", dt.date(2024, 1, 1)))
    assert "Another overlap of Bradford and Luton is recorded" in page
    old = PlaceLink.objects.get(pk=link.pk)
    assert old.valid_to == DAY


def test_the_second_of_two_who_change_it_sees_both_versions(
    client: Client, link: PlaceLink
) -> None:
    first = link.version
    send(client, link, "correct", percent="50")
    page = send(client, link, "correct", percent="60", version=first)
    above = page.split("<h1", 1)[1].split("<form", 1)[0]
    assert "What share of this place is in it?" in above
    assert "What happened?" not in above, "that is no part of the record"
    assert PlaceLink.objects.get(pk=link.pk).share == Decimal("0.5")


def test_only_keepers_of_the_place_whose_part_it_is_change_it(
    client: Client, cast: Cast, link: PlaceLink
) -> None:
    client.force_login(cast.luton_editor)
    assert client.get(f"/places/overlaps/{link.pk}/").status_code == 403
    page = client.get("/places/luton/about/").content.decode()
    assert "of the people of" in page
    assert f"/places/overlaps/{link.pk}/" not in page
    within = PlaceLink.objects.filter(kind="within", place=cast.bradford)[0]
    client.force_login(cast.bradford_editor)
    assert client.get(f"/places/overlaps/{within.pk}/").status_code == 404
    assert client.get("/places/overlaps/99999999999999999999/").status_code == 404


def test_a_new_overlap_has_its_day_and_reason(client: Client, cast: Cast) -> None:
    typed = {"other": "Luton", "percent": "", "basis": "area", "reason": "A parish moved"}
    typed |= {f"since_{one}": str(n) for one, n in (("day", 1), ("month", 4), ("year", 2023))}
    client.post("/places/bradford/overlaps/add/", typed)
    page = client.get("/places/bradford/about/").content.decode()
    assert "Since 1 April 2023. A parish moved" in page


def test_two_overlaps_of_the_same_places_never_hold_at_once(link: PlaceLink) -> None:
    with pytest.raises(IntegrityError, match="place_link_never_twice"), transaction.atomic():
        PlaceLink.objects.create(place=link.place, other=link.other, kind="overlaps")
