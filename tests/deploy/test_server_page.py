"""An administrator sees whether the server is well."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from deploy.management.commands import run_due
from deploy.models import JobRun
from deploy.request_counts import ENDLESS, Asked, Counts, Fault
from tests.builders import Cast


@pytest.fixture
def administrator(db: None, cast: Cast, client: Client, settings: Any, tmp_path: Path) -> Client:
    settings.BACKUPS_DIR = tmp_path
    client.force_login(cast.administrator)
    return client


def page(client: Client) -> str:
    answer = client.get("/server/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_one_says_what_to_set(administrator: Client) -> None:
    said = page(administrator)
    assert "2 things to look at" in said
    assert "It has never run: set the timer of run_due" in said
    assert "Nothing yet." in said


def test_what_ran_is_told_with_what_came_of_it(
    administrator: Client,
) -> None:
    call_command("run_due")
    assert "It ran " in page(administrator)
    JobRun.objects.create(job="backup", ended_at=timezone.now(), failed="No space left")
    JobRun.objects.create(job="run_due", started_at=timezone.now() - dt.timedelta(days=2))
    said = page(administrator)
    assert "<strong>Failed:</strong> No space left" in said
    assert "no end: it was killed" in said


def test_the_slowest_pages_and_the_errors_of_a_day_are_told(administrator: Client) -> None:
    assert "No page was opened yet." in page(administrator)
    counted = Counts()
    for _ in range(19):
        counted.note(Asked("places", "GET", 2, 100), 0.1)
    counted.note(Asked("places", "GET", 2, 2_500), 2)
    counted.note(Asked("funding", "GET", 5, ENDLESS), 70, Fault("ValueError", "funding", "a.py"))
    counted.note(Asked("", "GET", 4, 10), 0.01)
    counted.keep()
    said = page(administrator)
    assert said.index("<code>funding</code>") < said.index("<code>places</code>")
    assert "over 30,000" in said
    assert ">20</td>" in said
    assert "<code>ValueError</code>" in said
    before = timezone.localdate() - dt.timedelta(days=1)
    answer = administrator.get(f"/server/?day={before}")
    assert "Nothing failed." in answer.content.decode()
    assert administrator.get("/server/?day=x").status_code == 200


def test_a_step_that_fails_is_noted(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(today: dt.date) -> list[str]:
        raise OSError("the disk is gone")

    monkeypatch.setitem(run_due.STEPS, "send emails that wait", fails)
    with pytest.raises(CommandError):
        call_command("run_due")
    run = JobRun.objects.latest_of(JobRun.Job.DUE)
    assert run.failed.startswith("Could not send emails that wait.")
    assert run.ended_at is not None


def test_runs_of_long_ago_are_forgotten(administrator: Client) -> None:
    JobRun.objects.create(job="backup", started_at=timezone.now() - dt.timedelta(days=61))
    call_command("run_due")
    assert [run.job for run in JobRun.objects.all()] == ["run_due"]
