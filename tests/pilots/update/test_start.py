"""Log progress from anywhere: the right pilot, in one click or from a short list."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from pilots.models import Pilot, Update
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import at, filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
START = "/log-progress/"


def late(people: Cast, name: str, day: dt.date, *places: Any, **fields: Any) -> Pilot:
    where = places or (people.bradford,)
    return builders.pilot(*where[:1], name, *where[1:], rhythm=3, update_due=day, **fields)


def test_the_only_pilot_is_opened_straight_away(people: Cast, warm_homes: Pilot) -> None:
    builders.pilot(people.bradford, "Over", status="closed")
    builders.pilot(people.luton, "Theirs")
    answer = signed_in(people.bradford_officer).get(START)
    assert answer["Location"] == at(warm_homes)


def test_no_change_is_two_clicks_in_all(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    assert f'href="{START}">Log progress' in client.get("/").content.decode()
    form = client.get(START, follow=True).content.decode()
    button = re.search(r'<button[^>]*name="report" value="no_change">No change<', form)
    assert button
    # The first button of the form is what Enter presses
    assert form.index(">Send</button>") < button.start()
    client.post(at(warm_homes), filled(client, at(warm_homes), report="no_change"))
    assert Update.objects.get().no_change


def test_several_come_by_due_day_with_what_is_begun(people: Cast, warm_homes: Pilot) -> None:
    late(people, "Cold shops", dt.date(2026, 11, 10))
    builders.pilot(people.bradford, "No rhythm")
    builders.pilot(people.bradford, "Over", status="closed")
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), happened="Half a thought", draft="1")
    client.post(at(warm_homes), data)
    page = text_of(client.get(START))
    order = [
        "Cold shops",
        "10 days late",
        "Warm homes",
        "Draft started",
        "Due in 4 days",
        "No rhythm",
    ]
    found = [page.index(words) for words in order]
    assert found == sorted(found)
    assert "Over" not in page
    assert "Filter this list" not in page


def test_who_keeps_a_region_chooses_the_place_within_it(people: Cast, warm_homes: Pilot) -> None:
    for n in range(21):
        late(people, f"Pilot {n}", dt.date(2026, 12, 1))
    leeds = builders.place("Leeds", within=people.region)
    late(people, "Leeds homes", dt.date(2027, 1, 1), leeds)
    client = signed_in(people.region_editor)
    page = text_of(client.get(START))
    assert "Filter this list" in page
    assert "Leeds homes" not in page
    page = text_of(client.get(f"{START}?place={leeds.slug}"))
    assert "Leeds homes" in page
    assert "Pilot 1" not in page
    assert "None of your pilots is led there." in text_of(client.get(f"{START}?place=luton"))
    wrong = client.get(f"{START}?place=nowhere")
    assert "no pilot is shown" in text_of(wrong)


def test_the_only_pilot_is_opened_also_when_it_has_ended(people: Cast) -> None:
    over = builders.pilot(people.bradford, "Over", status="closed")
    answer = signed_in(people.bradford_officer).get(START, follow=True)
    assert answer.redirect_chain[-1][0] == at(over)
    assert "Log a follow-up" in text_of(answer)


def test_where_all_have_ended_one_is_followed_up(people: Cast) -> None:
    for name in ("One", "Two"):
        builders.pilot(people.bradford, name, status="closed")
    page = text_of(signed_in(people.bradford_officer).get(START))
    assert "None of your pilots is under way. Choose the one to follow up." in page
    assert "Two" in page


def test_a_lead_is_told_what_they_can_do_instead(people: Cast, warm_homes: Pilot) -> None:
    page = signed_in(people.pfpp_lead).get(START).content.decode()
    assert "you have no role there" in page
    assert 'href="/updates/"' in page
    assert 'href="/updates/due/"' in page
    assert "Warm homes" not in page


def test_an_officer_without_a_pilot_may_propose_one(people: Cast) -> None:
    page = text_of(signed_in(people.bradford_officer).get(START))
    assert "You cannot log any pilot yet" in page
    assert "Propose a pilot" in page


def test_nobody_who_is_signed_out_logs(people: Cast, warm_homes: Pilot) -> None:
    assert Client().get(START)["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("many", [2, 30])
def test_the_list_asks_the_same_few_queries_however_many(
    people: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for n in range(many):
        late(people, f"Pilot {n}", dt.date(2026, 12, 1))
    client = signed_in(people.bradford_officer)
    client.get(START)
    with django_assert_num_queries(9):
        assert client.get(START).status_code == 200
