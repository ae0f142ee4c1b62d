"""On a record of unknowns no count, chart, sentence or file says none, 0 or in time."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from barriers.models import SystemicBarrier
from pilots.models import Pilot
from tests import asked, asked_for, builders, engaged, shared_cause
from tests.asked import energy
from tests.builders import TODAY, Cast
from tests.evaluated import evaluation
from tests.funding.bid.sweep import bid
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
# What may not be said of anything whose status, date, count, amount or result is not known
TOLD_AS_NONE = re.compile(
    r"\b0 (?:of|days|people|teams|barriers?|open|ended|answered|£)\b|£0\b"
    r"|\b(?:yes|a little|help|helps|answer|amount|known|since): 0\b|\byes 0\b"
    r"|\b(?:none|no one|nobody) (?:has |have |was |were |is |are )?"
    r"(?:ended|open|helped|resolved|met|reached|referred|paid|in the way)\b"
    r"|\bno (?:open|ended|resolved) \w+ (?:is|are) recorded\b",
    re.IGNORECASE,
)
PAGES = (
    "/",
    "/escalations/rates/",
    "/data-requests/tracker/",
    "{systemic}",
    "{programme}",
    "{programme}pilots/",
    "{programme}meetings/",
    "{programme}figures/",
    "{pilot}",
    "{pilot}brief/",
    "{pilot}meetings/",
    "{pilot}referrals/",
    "{pilot}evaluation/",
    "{pilot}indicators/",
    "/places/bradford/",
    "/places/bradford/brief/",
    "/places/bradford/funding/",
    "/places/compare/?place=bradford&place=luton",
    "/places/",
    "/pilots/",
    "/funding/flows/",
    "/funding/bids/",
    "/barriers/",
    "/barriers/report/",
    "/barriers/report/?show=months",
    "/barriers/report/?show=outcomes",
    "/barriers/report/?show=time",
    "/barriers/report/?show=standing",
)


@pytest.fixture
def unknown(cast: Cast) -> Cast:
    """A pilot of which somebody recorded that things happened, and of nothing when or how many."""
    pilot = builders.pilot(
        cast.bradford, "Warm homes", programme=cast.pfpp, visibility="network", start=None
    )
    barriers = [
        builders.barrier(
            cast.bradford, f"We cannot {number}", status="not_known", programme=cast.pfpp,
            pilot=pilot, visibility="network", logged_on=None,
        )
        for number in range(2)
    ]  # fmt: skip
    monday = TODAY - dt.timedelta(days=4)
    answered = {
        "state": "answered", "sent_on": monday, "acknowledge_by": monday, "ended_on": TODAY,
    }  # fmt: skip
    for barrier in barriers:
        asked.ask(barrier, energy(), **answered)
    licences = shared_cause.systemic("No list may be shown", *barriers, owner=energy())
    said = shared_cause.answer(licences, energy())
    for barrier in barriers:
        shared_cause.offer(said, barrier)
    asked_for.data_request(cast.bradford, "Waits", asked_of=asked_for.ministry(cast))
    builders.indicator(pilot, "People helped")
    team = engaged.team("Warmth")
    engaged.engagement(pilot, team, on=None)
    engaged.engagement(pilot, kind="outreach", method="door", on=None)
    engaged.referral(pilot)
    evaluation(pilot, state="unknown")
    builders.flow(cast.bradford)
    bid(cast.bradford, state="not_known", visibility="network")
    return cast


@pytest.mark.parametrize("path", PAGES)
def test_no_page_tells_what_is_not_known_as_none(unknown: Cast, path: str) -> None:
    url = path.format(
        systemic=SystemicBarrier.objects.get().get_absolute_url(),
        programme=unknown.pfpp.get_absolute_url(),
        pilot=Pilot.objects.get().get_absolute_url(),
    )
    for user in (unknown.pfpp_lead, unknown.bradford_editor):
        page = signed_in(user).get(url)
        assert page.status_code == 200
        assert TOLD_AS_NONE.findall(text_of(page)) == []


def rows(who: Any, url: str) -> list[dict[str, Any]]:
    return list(json.loads(signed_in(who).get(f"{url}?format=json").getvalue())["rows"])


def test_whether_answers_helped_is_not_said_where_nobody_said(unknown: Cast) -> None:
    page = text_of(signed_in(unknown.pfpp_lead).get("/escalations/rates/"))
    assert "4 days each (two cases) Not said" in page
    [row] = rows(unknown.pfpp_lead, "/escalations/rates/")
    assert row["not_said"] == 2
    assert row["helped"] is row["partly"] is row["not_helped"] is None


@time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False)
def test_in_time_is_not_said_where_nothing_is_answered(cast: Cast) -> None:
    asked.ask(builders.barrier(cast.bradford), energy())
    page = text_of(signed_in(cast.pfpp_lead).get("/escalations/rates/"))
    assert "1 0 No answer yet 1 0 0 No answer yet No answer yet" in page
    [row] = rows(cast.pfpp_lead, "/escalations/rates/")
    assert (row["answered"], row["waiting"]) == (0, 1)
    assert row["in_time"] is row["median_days"] is row["helped"] is None


def test_the_tracker_says_since_when_no_more_exactly_than_known(unknown: Cast) -> None:
    def said() -> str:
        return text_of(signed_in(unknown.pfpp_lead).get("/data-requests/tracker/"))

    ministry = asked_for.ministry(unknown)
    assert "since when is not known" in said()
    assert [row["since"] for row in rows(unknown.pfpp_lead, "/data-requests/tracker/")] == [None]
    asked_for.data_request(
        unknown.bradford, asked_of=ministry, asked_on=dt.date(2026, 1, 1),
        asked_on_precision="year",
    )  # fmt: skip
    assert "the oldest since 2026; we don’t know since when for 1" in said()
    assert [row["since"] for row in rows(unknown.pfpp_lead, "/data-requests/tracker/")] == ["2026"]


def test_a_systemic_answer_of_which_nobody_said_anything_helped_nobody_knows(
    unknown: Cast,
) -> None:
    page = text_of(
        signed_in(unknown.pfpp_lead).get(SystemicBarrier.objects.get().get_absolute_url())
    )
    assert "Of 2 barriers nobody has said yet whether the newest answer helps." in page


def test_the_draft_of_a_regional_update_says_that_undated_things_are_not_suggested(
    unknown: Cast,
) -> None:
    made = builders.regional_update(unknown.region, unknown.yorkshire_connector, state="draft")
    made.items.all().delete()
    page = text_of(signed_in(unknown.yorkshire_connector).get(f"{made.get_absolute_url()}write/"))
    assert "nothing that everyone can read has a date in this quarter" in page
    assert "What has no date, or only a year, isn’t suggested" in page


def test_a_place_says_that_no_milestone_is_recorded_not_that_none_was_agreed(
    unknown: Cast,
) -> None:
    Pilot.objects.update(status="live")
    page = text_of(signed_in(unknown.bradford_editor).get("/places/bradford/"))
    assert "None agreed" not in page


def test_files_leave_what_is_not_known_empty(unknown: Cast) -> None:
    [flow] = rows(unknown.pfpp_lead, "/funding/flows/")
    assert {flow[name] for name in ("amount_low", "amount_high", "start", "end")} == {None}
    [place] = [row for row in rows(unknown.pfpp_lead, "/places/") if row["place"] == "Bradford"]
    assert place["status_not_known"] == 2


def test_the_public_is_told_no_zero_of_what_it_may_not_see(unknown: Cast) -> None:
    for path in ("/places/bradford/", "/barriers/report/", "/barriers/report/?show=time"):
        assert TOLD_AS_NONE.findall(text_of(Client().get(path))) == []
