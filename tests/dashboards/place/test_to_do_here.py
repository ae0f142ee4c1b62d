"""What waits at a place, and what people may log there, on its dashboard."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from records.models import Note
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import html, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def needs(client: Client) -> str:
    """What is said to need the reader."""
    return words(html(client).partition("Needs you</h2>")[2].partition("</ul>")[0])


def test_what_is_the_readers_to_do_is_said_to_them_alone(client: Client, cast: Cast) -> None:
    late = builders.pilot(cast.bradford, "Hubs", rhythm=3, update_due=dt.date(2026, 11, 14))
    builders.pilot(cast.bradford, "Homes", rhythm=3, update_due=dt.date(2026, 12, 4))
    asked = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
    builders.update(late, state="questioned", question="Is it 140 homes?", questioned_at=asked)
    builders.flow(cast.bradford, 10, description="Warm homes", end=dt.date(2027, 3, 31))
    Note.objects.create(subject=late, kind="gap", text="How many came twice")
    for reader in (None, cast.outsider, cast.luton_officer):
        if reader:
            client.force_login(reader)
        assert "Needs you" not in page(client)
    client.force_login(cast.bradford_officer)
    assert needs(client) == (
        "Write the update of Hubs 6 days late Write the update of Homes Due 4 December 2026 "
        "Answer a question “Is it 140 homes?” Hubs Asked 8 days ago"
    )
    assert 'class="due late">6 days late' in html(client)


def test_owners_are_sought_by_who_logs_barriers_here(client: Client, cast: Cast) -> None:
    for _ in range(2):
        builders.barrier(cast.bradford, status="needs_owner")
    assert "Find owners" not in page(client, reader=cast.desnz_official)
    client.force_login(cast.bradford_officer)
    assert needs(client) == "Find owners for 2 barriers"
    assert 'href="/barriers/?place=bradford&amp;status=needs-owner"' in html(client)


def test_a_review_that_is_overdue_waits_for_who_keeps_the_place(client: Client, cast: Cast) -> None:
    cast.bradford.review_by = dt.date(2026, 11, 16)
    cast.bradford.save()
    assert "Needs you" not in page(client, reader=cast.bradford_officer)
    client.force_login(cast.bradford_editor)
    assert "is right Was due 16 November 2026" in needs(client)
    about = client.get("/places/bradford/about/").content.decode()
    assert 'id="confirm"' in about
    assert "Confirm that all of it is right today" in about


def test_the_form_of_the_only_pilot_is_the_button_and_stands_once(
    client: Client, cast: Cast
) -> None:
    due = {"rhythm": 3, "update_due": dt.date(2026, 11, 14)}
    pilot = builders.pilot(cast.bradford, "Hubs", **due)
    client.force_login(cast.bradford_officer)
    assert html(client).count(f'href="/pilots/{pilot.slug}/update/"') == 1
    assert f'href="/pilots/{pilot.slug}/updates/">Write the update of Hubs' in html(client)


def test_log_progress_leads_straight_to_the_only_pilot(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    builders.pilot(cast.bradford, "Ended", status="closed")
    client.force_login(cast.bradford_officer)
    assert f'href="/pilots/{pilot.slug}/update/">Log progress' in html(client)


def test_log_progress_leads_to_the_list_where_there_are_several(client: Client, cast: Cast) -> None:
    for name in ("Hubs", "Homes"):
        builders.pilot(cast.bradford, name)
    client.force_login(cast.bradford_officer)
    assert 'href="/log-progress/?place=bradford">Log progress' in html(client)
    assert 'href="/barriers/log/?place=bradford">Log a barrier' in html(client)


@pytest.mark.parametrize("who", ["outsider", "luton_officer", "evaluator"])
def test_people_who_may_not_log_here_are_offered_no_progress_form(
    client: Client, cast: Cast, who: str
) -> None:
    builders.pilot(cast.bradford, "Hubs")
    client.force_login(getattr(cast, who))
    assert "Log progress" not in html(client)


def test_who_comes_for_a_body_plans_a_visit_from_the_head_of_the_page(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Hubs", visibility="public")
    client.force_login(cast.desnz_official)
    assert '<a class="btn" href="/places/bradford/visits/plan/">Plan a visit</a>' in html(client)
    client.force_login(cast.evaluator)
    assert "Plan a visit" not in html(client)
