"""Guidance on funds: which version, when somebody last checked it, found by fund and topic."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from funding.models import FundGuidance, FundGuidanceTopic
from partnerships.models import Topic
from tests.builders import Cast
from tests.funding.fund.test_keeping import send
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, NOW, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db


class TestGuidance(HasFilters, HasReaders, HasHistory, HasFile):
    """Guidance on a fund that everyone reads, kept by the lead of its programme."""

    model, adds, edits, may_not = FundGuidance, "pfpp_lead", "pfpp_lead", "outsider"
    history_for, also_sees = "outsider", "pfpp_lead"
    typed = {
        "title": "How to apply",
        "publisher": "Housing department",
        "edition": "2.1",
        "url": "https://example.org/apply",
        "about": "What a bid must hold",
        "source_title": "Prospectus",
        "source_url": "",
    }
    saved = {
        "fund.name": "Homes fund",
        "title": "How to apply",
        "publisher": "Housing department",
        "edition": "2.1",
        "url": "https://example.org/apply",
        "about": "What a bid must hold",
        "checked_on": None,
        "checked_by": None,
        "source.title": "Prospectus",
    }
    shown = (
        *("How to apply", "Published by Housing department", "Version 2.1"),
        *("Not known: Last checked", "What a bid must hold", "Prospectus"),
    )
    listed = "How to report"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"url": "nowhere"}, "Enter a web address"),
        ({"source_title": "", "source_url": "https://example.org"}, "Say what the link leads to"),
    ]
    change = ("about", "Returns and their forms", "Returns alone")
    columns = "title fund edition publisher checked_on topics about url"
    cells = {
        "title": "How to report", "fund": "Homes fund", "edition": "April 2026",
        "checked_on": "2025-11-01", "topics": "Homes",
    }  # fmt: skip
    filters = {
        "?q=report+homes": True,
        "?q=apply": False,
        "?fund=homes": True,
        "?topic=homes-topic": True,
        "?topic=health-topic": False,
        "?due=on": True,
    }
    wrong_filter = "?fund=no-such-fund"

    def prepare(self) -> None:
        self.fund = a_fund(self.cast)
        self.topic = Topic.objects.create(name="Homes", slug="homes-topic")
        Topic.objects.create(name="Health", slug="health-topic")

    def make(self) -> FundGuidance:
        made = FundGuidance.objects.create(
            fund=self.fund, title="How to report", edition="April 2026",
            about="Returns and their forms", checked_on=dt.date(2025, 11, 1),
        )  # fmt: skip
        FundGuidanceTopic.objects.create(guidance=made, topic=self.topic)
        return FundGuidance.objects.get(pk=made.pk)

    def hide(self) -> FundGuidance:
        other = a_fund(self.cast, "Quiet fund", visibility="programme")
        return FundGuidance.objects.create(fund=other, title=HIDDEN)

    def list_at(self) -> str:
        return "/funding/guidance/"

    def add_at(self) -> str:
        return f"{self.fund.get_absolute_url()}guidance/add/"


@time_machine.travel(NOW)
def test_one_press_says_who_checked_it_and_another_version_is_unchecked_again(cast: Cast) -> None:
    fund = a_fund(cast)
    made = FundGuidance.objects.create(
        fund=fund, title="How to apply", edition="1", checked_on=dt.date(2025, 11, 19)
    )
    page, client = made.get_absolute_url(), signed_in(cast.pfpp_lead)
    assert "More than a year ago" in text_of(Client().get(page))
    assert "Checked today" not in text_of(signed_in(cast.outsider).get(page))
    assert signed_in(cast.outsider).post(f"{page}check/").status_code == 403
    assert client.get(f"{page}check/").status_code == 405
    said = text_of(client.post(f"{page}check/", follow=True))
    assert "Last checked 20 November 2026 by Programme lead" in said
    assert "Programme lead" not in text_of(Client().get(page))
    assert "How to apply" not in text_of(Client().get("/funding/guidance/?due=on"))
    send(client, f"{page}edit/", about="What a bid must hold")
    made.refresh_from_db()
    assert made.checked_by == cast.pfpp_lead
    send(client, f"{page}edit/", edition="2")
    made.refresh_from_db()
    assert (made.checked_on, made.checked_by) == (None, None)


def test_topics_are_kept_and_a_search_finds_it_by_its_fund(cast: Cast) -> None:
    fund, client = a_fund(cast), signed_in(cast.pfpp_lead)
    topic = Topic.objects.create(name="Fuel poverty", slug="fuel")
    send(client, f"{fund.get_absolute_url()}guidance/add/", title="How to apply", topics=[topic.pk])
    made = FundGuidance.objects.get()
    assert list(made.topics.all()) == [topic]
    for words in ("homes", "guidance apply", "fuel poverty guidance"):
        assert "How to apply" in text_of(Client().get("/search/", {"q": words}))
    assert "How to apply" not in text_of(Client().get("/search/", {"q": "quixotic skills"}))
    assert "How to apply" in text_of(Client().get(fund.get_absolute_url()))
    send(client, f"{made.get_absolute_url()}edit/", topics=None)
    assert list(made.topics.all()) == []


def test_guidance_added_by_mistake_is_taken_back_with_its_topics(cast: Cast) -> None:
    fund = a_fund(cast)
    made = FundGuidance.objects.create(fund=fund, title="Oops", created_by=cast.pfpp_lead)
    FundGuidanceTopic.objects.create(
        guidance=made, topic=Topic.objects.create(name="Homes", slug="homes-topic")
    )
    signed_in(cast.pfpp_lead).post(
        f"{made.get_absolute_url()}take-back/", {"because": "By mistake"}
    )
    assert not FundGuidance.objects.exists()
