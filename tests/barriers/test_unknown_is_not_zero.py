"""Where nobody says how barriers stand, no page says that none is open, or that none has ended."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from barriers.models import Barrier
from pilots.models import Pilot
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
# What a page may not say of barriers of which the status, the month or the cost is not known
TOLD_AS_NONE = re.compile(
    r"\b(?:no|none|0)\b (?:is |are |has |have |of them )?"
    r"(?:open|ended|resolved|closed|still|in the way|stand)|\b0 of \d|\b0 barriers?\b",
    re.IGNORECASE,
)
TABS = re.compile(r'<ul class="tabs">.*?</ul>', re.DOTALL)


@pytest.fixture
def unknown(cast: Cast) -> Cast:
    """Three barriers of a pilot that name a body, with neither status, month nor cost."""
    kind = builders.category("structures")
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp)
    for number in range(3):
        builders.barrier(
            cast.bradford, f"We cannot {number}", status="not_known", unlocker=energy(),
            programme=cast.pfpp, pilot=pilot, category=kind, visibility="network", logged_on=None,
        )  # fmt: skip
    return cast


PAGES = (
    "/practice/kinds/structures/",
    "/places/bradford/",
    "/places/bradford/brief/",
    "{pilot}",
    "{programme}",
    "{programme}pilots/",
    "/barriers/",
    "/barriers/report/",
    "/barriers/report/?show=time",
    "/barriers/report/?show=trend",
    "/barriers/report/?programme={slug}",
    "/",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_tells_an_unknown_status_as_none(unknown: Cast, path: str) -> None:
    pilot, programme = (one.get_absolute_url() for one in (Pilot.objects.get(), unknown.pfpp))
    url = path.format(pilot=pilot, programme=programme, slug=unknown.pfpp.slug)
    for user in (unknown.pfpp_lead, unknown.bradford_editor, unknown.desnz_official):
        page = signed_in(user).get(url)
        assert page.status_code == 200
        page.content = TABS.sub(
            "", page.content.decode()
        ).encode()  # a count there stands after its tab
        assert TOLD_AS_NONE.findall(text_of(page)) == []


def test_the_library_says_of_how_many_the_status_is_not_known(unknown: Cast) -> None:
    said = "3 barriers of this kind whose status is not known"
    page = signed_in(unknown.pfpp_lead).get("/practice/kinds/structures/")
    assert said in text_of(page)
    assert "category=structures&amp;status=not-known" in page.content.decode()
    said = "No open barrier of this kind"
    assert said in text_of(Client().get("/practice/kinds/structures/"))
    Barrier.objects.filter(title="We cannot 0").update(status="open")
    said = "1 open barrier of this kind and 2 whose status is not known"
    assert said in text_of(signed_in(unknown.pfpp_lead).get("/practice/kinds/structures/"))


def test_a_programme_says_it_of_each_of_its_pilots(unknown: Cast) -> None:
    lead = signed_in(unknown.pfpp_lead)
    page = lead.get(reverse("programme_pilots", args=[unknown.pfpp.slug]))
    assert "3 whose status is not known" in text_of(page)


def test_a_body_is_shown_those_that_may_be_open(unknown: Cast) -> None:
    shown = text_of(signed_in(unknown.desnz_official).get("/?kind=unlock"))
    assert "We cannot 0" in shown
