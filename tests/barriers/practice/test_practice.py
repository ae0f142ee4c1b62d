"""The practice library: steps, guidance with its last check, examples, how often each is opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from barriers.models import Guidance, GuidanceFor, PracticeDay, PracticeExample
from records.models import Source
from tests import builders as b
from tests import practised
from tests.barriers.pages import as_, token, words
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words(response)


def send(client: Client, address: str, sent: dict[str, Any]) -> Any:
    return client.post(address, {"draft_token": token(client.get(address)), **sent})


def test_the_library_counts_only_barriers_that_the_reader_sees(cast: b.Cast) -> None:
    kind = b.category()
    practised.practice()
    b.barrier(cast.bradford, category=kind, visibility="public")
    b.barrier(cast.bradford, category=kind, visibility="team")
    b.barrier(cast.bradford, category=kind, visibility="public", status="closed_unresolved")
    assert "1 open barrier" in text(Client(), "/practice/")
    assert "2 open barriers" in text(as_(cast.bradford_editor), "/practice/")


def test_a_step_shows_its_guidance_and_examples(cast: b.Cast) -> None:
    published = Source.objects.create(slug="published", title="Published")
    step = practised.practice("4a")
    guide = practised.guidance("Sharing well")
    GuidanceFor.objects.create(guidance=guide, category=step.category, practice=step)
    practised.guidance("Something else")
    practised.example(cast.bradford, "Nobody shared", practice=step, source=published)
    shown = text(Client(), "/practice/4a/")
    assert "Sharing well" in shown
    assert "Something else" not in shown
    assert "Nobody shared" in shown
    assert Client().get("/practice/9z/").status_code == 404


def test_an_example_of_a_barrier_is_told_only_to_who_reads_it(cast: b.Cast) -> None:
    barrier = b.barrier(cast.bradford, category=b.category(), visibility="place")
    practised.example(cast.bradford, "Kept close", barrier=barrier)
    assert "Kept close" not in text(as_(cast.outsider), "/practice/examples/")
    assert "Kept close" in text(as_(cast.bradford_officer), "/practice/examples/")


@time_machine.travel("2026-11-21 12:00")
def test_a_connector_says_that_they_looked_today(cast: b.Cast) -> None:
    guide = practised.guidance("Old", checked_on=dt.date(2025, 11, 1))
    client = as_(cast.yorkshire_connector)
    assert "More than a year ago" in text(client, guide.get_absolute_url())
    client.post(reverse("guidance_checked", args=[guide.pk]))
    guide.refresh_from_db()
    assert (guide.checked_on, guide.checked_by) == (
        dt.date(2026, 11, 21),
        cast.yorkshire_connector,
    )
    assert "More than a year ago" not in text(client, guide.get_absolute_url())


@time_machine.travel("2026-11-21 12:00")
def test_what_nobody_checked_for_a_year_is_found(cast: b.Cast) -> None:
    practised.guidance("Fresh", checked_on=dt.date(2026, 11, 1))
    practised.guidance("Stale", checked_on=dt.date(2025, 11, 1))
    practised.guidance("Never looked at")
    shown = text(Client(), "/practice/guidance/?due=on")
    assert "Stale" in shown
    assert "Never looked at" in shown
    assert "Fresh" not in shown


def test_a_connector_adds_guidance_with_what_it_serves(cast: b.Cast) -> None:
    kind, step = b.category(), practised.practice()
    client = as_(cast.yorkshire_connector)
    sent = {
        "title": "Sharing well", "about": "How to share", "audience": "both",
        "kinds": [kind.key], "steps": [step.code],
    }  # fmt: skip
    response = send(client, reverse("guidance_add"), sent)
    assert response.status_code == 302, response.content.decode()
    made = Guidance.objects.get()
    assert made.url == ""
    assert {str(link) for link in made.links.all()} == {"Data sharing", "step 4a"}


def test_guidance_serves_at_least_one_kind(cast: b.Cast) -> None:
    b.category()
    client = as_(cast.administrator)
    sent = {"title": "Sharing well", "about": "How to share", "audience": "both"}
    response = send(client, reverse("guidance_add"), sent)
    assert "Choose at least one kind of barrier" in response.content.decode()
    assert not Guidance.objects.exists()


def test_an_example_cannot_name_a_barrier_that_its_writer_does_not_see(cast: b.Cast) -> None:
    barrier = b.barrier(cast.bradford, category=b.category(), visibility="team")
    client = as_(cast.administrator)
    sent = {
        "category": "data-sharing", "what": "Nobody shared", "where_said": "Somewhere",
        "about_barrier": barrier.reference,
    }  # fmt: skip
    response = send(client, reverse("practice_example_add"), sent)
    assert f"We can’t find “{barrier.reference}”" in response.content.decode()
    assert not PracticeExample.objects.exists()


@time_machine.travel("2026-11-21 12:00")
def test_only_openings_by_people_who_are_signed_in_are_counted(cast: b.Cast) -> None:
    guide = practised.guidance("Sharing well")
    address = guide.get_absolute_url()
    client = as_(cast.bradford_officer)
    client.get(f"{address}?from=logging")
    client.get(f"{address}?from=logging", headers={"cache-control": "max-age=0"})
    as_(cast.outsider).get(f"{address}?from=no-such-place")
    Client().get(address)
    client.head(address)
    prefetching = as_(cast.luton_officer)
    prefetching.get(address, headers={"sec-purpose": "prefetch;prerender"})
    assert set(client.cookies) <= {"sessionid", "csrftoken"}
    counted = PracticeDay.objects.values_list("came_from", "opened")
    assert sorted(counted) == [("library", 1), ("logging", 1)]
    shown = text(Client(), address)
    assert "Opened" not in shown
    shown = text(client, address)
    assert "Opened 2 times since 21 November 2026, 1 while logging." in shown
    with time_machine.travel("2026-11-22 12:00"):
        client.get(address)
    days = PracticeDay.objects.filter(came_from="library").order_by("day")
    assert list(days.values_list("opened", flat=True)) == [2, 1]


def test_two_people_of_one_day_raise_one_count(cast: b.Cast) -> None:
    step = practised.practice()
    for user in (cast.bradford_officer, cast.outsider):
        as_(user).get(f"{step.get_absolute_url()}?from=barrier")
    [day] = PracticeDay.objects.all()
    assert (day.opened, day.came_from) == (2, "barrier")


def test_steps_and_guidance_stand_on_the_form_and_on_a_barrier(cast: b.Cast) -> None:
    practised.practice("4a")
    practised.guidance("Sharing well")
    client = as_(cast.bradford_officer)
    form = text(client, reverse("barrier_log") + "?place=bradford")
    assert "What others do about data sharing" in form or "What others do about each kind" in form
    assert "4a: Do thing 4a" in form
    barrier = b.barrier(cast.bradford, category=b.category())
    page = Client().get(barrier.get_absolute_url()).content.decode()
    assert "/practice/kinds/data-sharing/?from=barrier" in page
    shown = text(Client(), f"{barrier.get_absolute_url()}others/")
    assert "What others do about this" in shown
    assert "Sharing well" in shown


def test_guidance_of_a_finer_kind_comes_first(cast: b.Cast) -> None:
    kind = b.category()
    finer = kind.sub_types.all()[0]
    practised.guidance("A wide one")
    near = practised.guidance("Z narrow one")
    GuidanceFor.objects.create(guidance=near, category=kind, sub_type=finer)
    barrier = b.barrier(cast.bradford, category=kind)
    barrier.sub_type_links.create(sub_type=finer)
    shown = text(Client(), f"{barrier.get_absolute_url()}others/")
    assert shown.index("Z narrow one") < shown.index("A wide one")


def test_the_list_of_guidance_goes_out_with_its_use(cast: b.Cast) -> None:
    guide = practised.guidance("Sharing well")
    PracticeDay.objects.create(
        guidance=guide, day=dt.date(2026, 11, 1), came_from="report", opened=4
    )
    file = b"".join(Client().get("/practice/guidance/?format=csv").streaming_content).decode()
    assert "Sharing well" in file
    assert "opened_report" in file


def test_the_report_leads_to_what_others_do(cast: b.Cast) -> None:
    b.category()
    page = (
        as_(cast.pfpp_lead)
        .get(f"{reverse('barrier_report')}?category=data-sharing")
        .content.decode()
    )
    assert "/practice/kinds/data-sharing/?from=report" in page
    step = practised.practice()
    shown = Client().get("/practice/kinds/data-sharing/?from=report").content.decode()
    assert f"{step.get_absolute_url()}?from=report" in shown


def test_two_who_change_an_example_see_what_each_said_of_it(cast: b.Cast) -> None:
    barrier = b.barrier(cast.bradford, category=b.category())
    made = practised.example(cast.bradford, "Kept close", barrier=barrier)
    client = as_(cast.yorkshire_connector)
    address = reverse("practice_example_edit", args=[made.pk])
    form = filled(client, address)
    PracticeExample.objects.filter(pk=made.pk).update(result="Half of it.")
    page = words(client.post(address, form | {"result": "All of it."}))
    assert "Half of it." in page
    assert "All of it." in page
    assert "Which barrier is it about?" not in page.partition("Which recommended step")[0]
    made.refresh_from_db()
    assert (made.result, made.barrier) == ("Half of it.", barrier)
