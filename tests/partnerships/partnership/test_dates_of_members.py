"""When a member joined is kept as exactly as it is known."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from partnerships.models import Member, Partnership, Place
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def board(bradford: Place) -> Partnership:
    partnership = Partnership.objects.create(name="Town board", slug="town-board")
    partnership.place_links.create(place=bradford)
    return partnership


@pytest.mark.parametrize(
    "said",
    [
        ("2024", dt.date(2024, 1, 1), "year", "2024"),
        ("Apr-24", dt.date(2024, 4, 1), "month", "April 2024"),
        ("12th Mar 2025", dt.date(2025, 3, 12), "day", "12 March 2025"),
    ],
)
def test_a_list_of_partners_says_it_as_people_do(
    bradford: Place, editor: User, board: Partnership, said: tuple[str, dt.date, str, str]
) -> None:
    written, day, precision, words = said
    make.organisation("Warm Hearts", "voluntary")
    csv = lines("Partner,Joined", f"Warm Hearts,{written}")
    bring(editor, bradford, "partners", csv, within=board, level="")
    member = Member.objects.get()
    assert (member.valid_from, member.valid_from_precision) == (day, precision)
    page = Client().get(board.get_absolute_url()).content.decode()
    assert words in " ".join(page.split())
    assert looked(editor, bradford, "partners", csv, within=board).state == "same"
    more = lines("Partner,Joined", "Warm Hearts,13 March 2025")
    row = looked(editor, bradford, "partners", more, within=board)
    [difference] = row.preview["sample_changed"][0]["differences"]
    assert (difference["before"], difference["after"]) == (words, "13 March 2025")


def test_the_form_takes_a_year_alone(bradford: Place, editor: User, board: Partnership) -> None:
    member = Member.objects.create(
        partnership=board, organisation=make.organisation("Warm Hearts"), valid_from="2025-03-12"
    )
    client = signed_in(editor)
    address = f"/partnerships/members/{member.pk}/edit/"
    typed = {"valid_from_day": "", "valid_from_month": "", "valid_from_year": "2024"}
    answer = client.post(address, filled(client, address, **typed))
    assert answer.status_code == 302
    member.refresh_from_db()
    assert (member.valid_from, member.valid_from_precision) == (dt.date(2024, 1, 1), "year")
