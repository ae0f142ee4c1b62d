"""The same words of the same writer within minutes are recognised, whatever token they have."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaboration.models import Comment
from governance.models import Pack
from pilots.models import Pilot, YouSaid
from records.drafts import TOKEN
from records.models import Draft, SpentToken
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.pack import packed
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
AGAIN = "send_it_again"
TOLD = "You sent this a moment ago"


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    return builders.pilot(cast.bradford, "Warm homes")


def comments(record: Any) -> str:
    return reverse("comments", args=[record._meta.model_name, record.pk])


def ticketed(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What a form that is not saved by itself sends: its ticket, and what was typed."""
    found = re.search(rf'name="{TOKEN}" value="([^"]+)"', client.get(url).text)
    assert found
    return {TOKEN: found[1], **typed}


def say(client: Client, record: Any, text: str = "Ask the county.", **more: str) -> Any:
    """As a browser sends it that fetched the form anew: with a token of its own."""
    url = comments(record)
    return client.post(url, filled(client, url, text=text, **more), follow=True)


def test_sent_again_after_going_back_it_is_saved_once_and_said(cast: Cast, pilot: Pilot) -> None:
    browser = signed_in(cast.bradford_officer)
    say(browser, pilot)
    page = say(browser, pilot)
    assert TOLD in text_of(page)
    assert f'href="{comments(pilot)}"' in page.content.decode()
    assert Comment.objects.count() == 1


def test_who_wants_it_twice_says_so_and_has_it_twice(cast: Cast, pilot: Pilot) -> None:
    browser = signed_in(cast.bradford_officer)
    say(browser, pilot)
    page = say(browser, pilot)
    html = page.content.decode()
    assert f'name="{AGAIN}"' in html
    assert 'name="text" value="Ask the county."' in html
    say(browser, pilot, **{AGAIN: "1"})
    assert Comment.objects.count() == 2


def test_other_words_writers_records_and_hours_are_others(cast: Cast, pilot: Pilot) -> None:
    browser = signed_in(cast.bradford_officer)
    say(browser, pilot)
    say(browser, pilot, "Ask the county again.")
    say(browser, builders.pilot(cast.bradford, "Hubs"))
    say(signed_in(cast.bradford_editor), pilot)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1), tick=True):
        say(browser, pilot)
    assert Comment.objects.count() == 5


def test_who_changed_their_mind_twice_is_taken_at_their_word(cast: Cast, pilot: Pilot) -> None:
    browser = signed_in(cast.bradford_officer)
    for text in ("I’m coming.", "Sorry, I can’t.", "I’m coming."):
        page = say(browser, pilot, text)
        assert TOLD not in text_of(page)
    assert TOLD in text_of(say(browser, pilot, "I’m coming."))
    assert Comment.objects.count() == 3


def test_what_was_kept_as_a_draft_meanwhile_goes_with_it(cast: Cast, pilot: Pilot) -> None:
    browser = signed_in(cast.bradford_officer)
    say(browser, pilot)
    sent = filled(browser, comments(pilot), text="Ask the county.")
    browser.post(reverse("draft_save"), sent)
    assert Draft.objects.count() == 1
    assert TOLD in text_of(browser.post(comments(pilot), sent))
    assert not Draft.objects.exists()


def test_what_is_kept_of_it_tells_no_word_and_is_another_for_each_writer(
    cast: Cast, pilot: Pilot
) -> None:
    for who in (cast.bradford_officer, cast.bradford_editor):
        say(signed_in(who), pilot)
    kept = SpentToken.objects.filter(form="comment").values_list("digest", flat=True)
    assert len({*kept}) == 2
    assert all(len(one) == 64 and "county" not in one for one in kept)


def test_a_resident_is_known_by_their_browser_alone(cast: Cast) -> None:
    cache.clear()
    tell = reverse("place_tell", args=["bradford"])
    words = {"said": "The bus stops too early.", "said_by": "A night worker"}
    for visitor in (Client(), Client()):
        assert "Thank you" in text_of(
            visitor.post(tell, ticketed(visitor, tell, **words), follow=True)
        )
        assert TOLD in text_of(visitor.post(tell, ticketed(visitor, tell, **words), follow=True))
    assert YouSaid.objects.count() == 2
    assert set(SpentToken.objects.values_list("author", flat=True)) == {None}


def test_packs_of_a_meeting_are_made_once(cast: Cast) -> None:
    meeting = packed.meeting(board(cast.bradford, visibility="public"), cast.administrator)
    keeper = signed_in(cast.bradford_editor)
    url = reverse("board_meeting_pack", args=[meeting.board.slug, meeting.number])
    for _ in range(2):
        page = keeper.post(url, ticketed(keeper, url, members="on"), follow=True)
    assert TOLD in text_of(page)
    assert Pack.objects.count() == 1
