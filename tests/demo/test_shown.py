"""What the files say of the thirteen pilots is on their pages, word for word, for everyone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from accounts.models import User
from barriers.models import Barrier
from demo.load.entries import DATA
from pilots.models import CaseStudy, Engagement, Lesson, Pilot

pytestmark = pytest.mark.usefixtures("the_record")

FILES = sorted((DATA / "pilots").glob("*.yaml"))
# Words of a file that a reader meets as words; other fields name a record, a choice or a date.
SAID = {
    *("name", "summary", "dates_note", "challenge", "target_group", "description", "role", "unit"),
    "because",
    *("definition", "condition", "difference", "text", "before", "after", "why", "agreed_by"),
    *("title", "ask", "nature_note", "cost", "what", "result", "purpose", "learned", "decided"),
    *("claim", "explanation", "teams", "said", "note", "found", "route", "people_said"),
}
NUMBERS = {"value", "value_high", "target", "target_high"}
PARTS = (
    *(
        "pilot",
        "pilot_about",
        "pilot_indicators",
        "pilot_partners",
        "pilot_engagement",
        "pilot_referrals",
    ),
    *("pilot_barriers", "pilot_updates", "pilot_life", "pilot_timeline", "pilot_evaluation"),
)


def words(markup: str) -> str:
    """A page as a reader reads it: without marks, with single spaces."""
    shown = re.sub(r"<(script|style).*?</\1>", " ", markup, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]*>", "", shown))
    return re.sub(r"\s+", " ", text).replace("’", "'").lower()


def said_by(fields: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each word or number of a file that a page has to show."""
    if isinstance(fields, dict):
        for name, value in fields.items():
            if name != "withdrawn":  # it is on no page any more
                yield from said_by(value, name)
    elif isinstance(fields, list):
        for value in fields:
            yield from said_by(value, key)
    elif key in SAID and isinstance(fields, str):
        yield key, re.sub(r"\s+", " ", fields).strip().replace("’", "'").lower()
    elif key in NUMBERS and fields is not None:
        yield key, f"{fields:,}"


def pages_of(pilot: Pilot) -> Iterator[str]:
    """Addresses that tell of a pilot and its places, as its programme's lead reads them."""
    for name in PARTS:
        yield reverse(name, args=[pilot.slug])
    for rows in (
        *(pilot.indicators.all(), Barrier.objects.filter(pilot=pilot)),
        *(Engagement.objects.filter(pilot=pilot), Lesson.objects.filter(pilot=pilot)),
        CaseStudy.objects.filter(pilot=pilot),
    ):
        for one in rows:
            yield one.get_absolute_url()
            if isinstance(one, Barrier):  # all that was tried
                yield reverse("barrier_details", args=[one.pk])
    for link in pilot.place_links.select_related("place"):
        yield link.place.get_absolute_url()
        yield reverse("place_context", args=[link.place.slug])
        yield reverse("place_about", args=[link.place.slug])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_that_a_file_says_is_on_the_pages_of_its_pilot(file: Any) -> None:
    client = Client()
    client.force_login(User.objects.get(email="lead.pfpp@demo.test"))
    pilot = Pilot.objects.get(slug=file.stem)
    shown = " ".join(words(client.get(address).content.decode()) for address in pages_of(pilot))
    held = list(said_by(yaml.safe_load(file.read_text(encoding="utf-8"))))
    assert len(held) > 0
    missing = [(key, text) for key, text in held if text.rstrip(".") not in shown]
    assert missing == []


@pytest.mark.parametrize(
    ("url", "tab"),
    [
        ("/pilots/luton/", "about/"),
        ("/places/luton/", "about/"),
        ("/places/luton/", "figures/"),
        ("/programmes/pfpp/", "published/"),
        ("/barriers/B-000001/", "details/"),
    ],
)
def test_a_page_leads_in_one_click_to_what_of_its_record_it_does_not_show(
    url: str, tab: str
) -> None:
    assert f'href="{url}{tab}"' in Client().get(url).content.decode()
