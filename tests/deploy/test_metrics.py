"""What a monitor reads, and who may."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from config.version import VERSION
from deploy import request_counts
from deploy.models import JobRun
from deploy.request_counts import ENDLESS, Asked, Counts

KEY = "a-key-of-twenty-letters-and-more"
LINE = re.compile(r'placebook_\w+(\{(\w+="[^"\\\n]*",?)+\})? [-+.e\d]+')


@pytest.fixture
def read(db: None, client: Client, settings: Any) -> Any:
    """Read the page with the key."""
    settings.METRICS_KEY = KEY
    return lambda: client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"})


def numbers(answer: Any) -> dict[str, float]:
    lines = answer.content.decode().splitlines()
    told = [line for line in lines if not line.startswith("#")]
    assert all(LINE.fullmatch(line) for line in told)
    return {name: float(number) for name, number in (line.rsplit(" ", 1) for line in told)}


@pytest.mark.django_db
def test_without_a_setting_there_is_no_such_page(client: Client, settings: Any) -> None:
    assert settings.METRICS_KEY == ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("shown", [None, "", "Bearer ", f"Bearer {KEY}x", KEY, f"Basic {KEY}", "é"])
def test_it_is_told_to_whoever_shows_the_key_alone(
    db: None, client: Client, settings: Any, shown: str | None
) -> None:
    settings.METRICS_KEY = KEY
    headers = {} if shown is None else {"Authorization": shown}
    answer = client.get("/metrics", headers=headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_it_is_in_the_format_and_kept_nowhere(read: Any) -> None:
    answer = read()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    found = numbers(answer)
    assert found[f'placebook_info{{version="{VERSION}"}}'] == 1
    assert found["placebook_database_size_bytes"] > 1e6
    assert found['placebook_database_connections{state="active"}'] >= 1
    assert found["placebook_database_connections_max"] >= 10


def test_requests_are_told_by_page_and_how_long_they_took(read: Any) -> None:
    counted = Counts()
    for within, seconds in ((100, 0.08), (100, 0.09), (10_000, 7), (ENDLESS, 60)):
        counted.note(Asked("places", "GET", 2, within), seconds)
    counted.note(Asked("places", "POST", 5, 10), 0.001)
    counted.keep()
    found = numbers(read())
    assert found['placebook_requests_total{view="places",method="GET",status="2xx"}'] == 4
    assert found['placebook_requests_total{view="places",method="POST",status="5xx"}'] == 1
    bounds = {
        name.split('le="')[1].rstrip('"}'): number
        for name, number in found.items()
        if name.startswith("placebook_request_duration_seconds_bucket")
    }
    assert bounds["0.01"] == 1
    assert (bounds["0.05"], bounds["0.1"], bounds["5"], bounds["10"]) == (1, 3, 3, 4)
    assert bounds["+Inf"] == 5
    assert list(bounds.values()) == sorted(bounds.values())
    assert found['placebook_request_duration_seconds_count{view="places"}'] == 5
    assert found['placebook_request_duration_seconds_sum{view="places"}'] == pytest.approx(67.171)


def test_emails_and_jobs_are_told(read: Any) -> None:
    later = timezone.now() + dt.timedelta(hours=1)
    Notice.objects.create(email="a@b.test", kind="k", subject="s", by_mail=True, try_after=later)
    Notice.objects.create(email="a@b.test", kind="k", subject="s", failed="The server refused it")
    ago = timezone.now() - dt.timedelta(hours=3)
    JobRun.objects.create(job="run_due", started_at=ago, ended_at=ago, failed="Could not")
    JobRun.objects.create(job="backup")
    answer = read()
    found = numbers(answer)
    assert (found["placebook_emails_waiting"], found["placebook_emails_given_up"]) == (1, 1)
    assert found['placebook_job_failed{job="run_due"}'] == 1
    assert found['placebook_job_failed{job="backup"}'] == 0
    assert 10_800 <= found['placebook_job_seconds_since_start{job="run_due"}'] < 10_900
    assert b"b.test" not in answer.content


def test_it_needs_few_queries_however_much_was_counted(
    read: Any, django_assert_num_queries: Any
) -> None:
    counted = Counts()
    for n in range(50):
        counted.note(Asked(f"page_{n}", "GET", 2, 100), 0.1)
    counted.keep()
    with django_assert_num_queries(7):
        read()


def test_the_page_is_counted_itself(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counts()
    monkeypatch.setattr(request_counts, "COUNTS", counted)
    read()
    counted.keep()
    found = numbers(read())
    assert found['placebook_requests_total{view="metrics",method="GET",status="2xx"}'] == 1
