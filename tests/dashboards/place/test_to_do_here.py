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
from tests.dashboards.place.test_page import html, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def test_what_waits_is_said_to_people_who_are_signed_in(client: Client, cast: Cast) -> None:
    late = builders.pilot(cast.bradford, "Hubs", rhythm=3, update_due=dt.date(2026, 11, 14))
    builders.update(late, state="questioned", question="Is it 140 homes?")
    builders.barrier(cast.bradford, status="needs_owner")
    builders.flow(cast.bradford, 10, description="Warm homes", end=dt.date(2027, 3, 31))
    builders.flow(cast.bradford, 10, description="Jobs", end=dt.date(2027, 9, 30))
    Note.objects.create(subject=late, kind="gap", text="How many came twice")
    assert "Needs attention" not in page(client)
    text = page(client, reader=cast.bradford_officer)
    assert "Write the update of Hubs 6 days late 14 November 2026" in text
    assert "Is it 140 homes? asked about Hubs" in text
    assert "1 barrier needs an owner" in text
    assert "1 amount of money ends within 6 months the first: Warm homes, 31 March 2027" in text
    assert "2 amounts of money end within 12 months" in text
    assert "1 question that nobody has answered" in text


def test_nothing_to_do_is_said_calmly(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hubs", visibility="public")
    assert "Nothing is due, overdue or ending" in page(client, reader=cast.outsider)


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
    head = html(client).split("</section>")[0]
    assert '<a class="btn" href="/places/bradford/visits/plan/">Plan a visit</a>' in head
    client.force_login(cast.evaluator)
    assert "Plan a visit" not in html(client)
