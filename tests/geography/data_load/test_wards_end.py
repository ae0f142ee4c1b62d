"""Wards end with the first whole list that has them no more; none is deleted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from geography.models import DataLoad, Locality
from tests.builders import Cast
from tests.geography.data_load.sent import decide, head_and, send, signed_in, text
from tests.localities import locality, release

pytestmark = pytest.mark.django_db
NEWER = head_and(
    "Manningham,E05001359,E08000032",
    "Tong Moor,E05016262,E08000032",
    "Roundhay,E05011411,E08000035",
)


@pytest.fixture
def administrator(wards: Cast) -> Client:
    return signed_in(wards.administrator)


def waiting() -> DataLoad:
    return DataLoad.objects.waiting().get()


def found() -> set[str]:
    return set(Locality.objects.current().values_list("name", flat=True))


def ended() -> dict[str, set[str]]:
    """The wards that have ended, by their day."""
    days: dict[str, set[str]] = {}
    for row in Locality.objects.filter(ended_on__isnull=False):
        days.setdefault(str(row.ended_on), set()).add(row.name)
    return days


def test_a_newer_whole_list_ends_the_wards_that_it_has_no_more(
    wards: Cast, administrator: Client
) -> None:
    new = release("wards_new", "May 2025", as_of=dt.date(2025, 5, 31))
    locality("Brand New", wards.bradford, "ward", code="E05090001", release=new)
    locality("Tong Moor", wards.bradford, "ward", code="E05016262", release=new)
    assert "Wards that have ended" not in text(Client().get("/places/bradford/within/"))
    page = text(send(administrator, "wards", NEWER))
    assert (
        "3 wards end on 1 May 2026, since no newer list has them: Brand New, Bradford; "
        "Stopsley, Luton; Tong, Bradford" in page
    )
    assert "People no longer search “wards that are new since the list of wards, May 2025”" in page
    assert not ended(), "nothing is loaded yet"
    assert "Brand New" in found()

    decide(administrator, waiting())
    assert ended() == {"2026-05-01": {"Brand New", "Stopsley", "Tong"}}
    assert found() == {"Manningham", "Tong Moor", "Roundhay"}
    assert Locality.objects.count() == 9, "none is deleted"
    page = text(Client().get("/places/bradford/within/"))
    assert "2 wards Brand New (E05090001), 1 May 2026 · Tong (E05001365), 1 May 2026" in page

    # A list of new ones ends none, and is searched beside the whole list that it is newer than
    later = head_and("Holme Wood,E05090002,E08000032")
    send(administrator, "wards_new", later, name="June", as_of_month="6")
    decide(administrator, waiting())
    assert ended() == {"2026-05-01": {"Brand New", "Stopsley", "Tong"}}
    assert found() == {"Manningham", "Tong Moor", "Roundhay", "Holme Wood"}


def test_a_ward_that_a_list_has_again_has_not_ended(wards: Cast, administrator: Client) -> None:
    send(administrator, "wards", NEWER)
    decide(administrator, waiting())
    corrected = NEWER + b"Stopsley,E05014001,E06000032\n"
    send(administrator, "wards", corrected)
    decide(administrator, waiting())
    assert ended() == {"2026-05-01": {"Tong"}}
    again = head_and("Tong,E05001365,E08000032", "Roundhay,E05011411,E08000035")
    send(administrator, "wards", again, name="2026b", as_of_month="6")
    decide(administrator, waiting())
    assert ended() == {"2026-06-01": {"Manningham", "Tong Moor", "Stopsley"}}


def test_an_older_list_of_new_wards_is_kept_and_not_searched(
    wards: Cast, administrator: Client
) -> None:
    older = head_and("Long Gone,E05090003,E08000032")
    send(administrator, "wards_new", older, name="2024", as_of_year="2024")
    decide(administrator, waiting())
    assert "Long Gone" not in found()
    assert ended() == {"2025-05-01": {"Long Gone"}}


def test_only_a_ward_ends_with_a_list(wards: Cast) -> None:
    town = locality("Bradford", wards.bradford, "town")
    with pytest.raises(IntegrityError, match="locality_ended_is_ward"), transaction.atomic():
        Locality.objects.filter(pk=town.pk).update(ended_on=dt.date(2026, 5, 1))
