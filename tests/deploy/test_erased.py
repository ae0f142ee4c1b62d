"""What was erased stays erased where a backup from before is put back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from dashboards.claims import links
from deploy.backup import counted
from partnerships.models import ClaimLink
from people.models import Erasure, Person, Subscription
from people.personal_data.actions import erase
from people.personal_data.subjects import alone, whole
from people.subscription.actions import leave
from policy.models import RegionalReply, RegionalUpdate
from policy.regional_update.forgetting import forget
from records.subjects import registered
from registry.erased import FILE, StaysErased, erase_again, note_erased
from tests import builders
from tests.deploy.test_backup import an_empty_database, make, put_back

NAME, EMAIL = "Zenobia Quill", "zenobia.quill@example.test"
FOLLOWER, ASKER = "follower@example.test", "asker@example.test"
CONTACT = "contact@example.test"


@pytest.fixture
def folder(own_database: str, tmp_path: Path, settings: Any) -> Path:
    """Where backups stand, of a database with all that can be erased."""
    settings.BACKUPS_DIR = tmp_path
    region = builders.place("Ridings", kind="region")
    account = builders.user("An administrator", ("administrator", None))
    gone = User.objects.create_user(EMAIL, full_name=NAME)
    Person.objects.create(name=NAME, email=EMAIL, user=gone)
    Person.objects.create(name="Yolanda Quill", email="yolanda@example.test")
    Subscription.objects.create(place=region, email=FOLLOWER)
    update = RegionalUpdate.objects.create(
        region=region, quarter=dt.date(2026, 10, 1), as_of=builders.TODAY, created_by=account
    )
    RegionalReply.objects.create(update=update, text="Which homes?", email=ASKER)
    body = builders.organisation("Riding Trust")
    ClaimLink.objects.create(
        organisation=body, made_by=account, email=CONTACT, record_id=1, expires_at=timezone.now()
    )
    return tmp_path


def erase_all() -> None:
    """A person with their account, one by themselves, a follower, an address for an answer, one
    of a body that was asked."""
    account = User.objects.get(email=EMAIL)
    erase(by=None, subject=whole(Person.objects.get(user=account), account), why="asked")
    erase(by=None, subject=alone(Person.objects.get(name="Yolanda Quill")), why="not_needed")
    leave(subscription=Subscription.objects.get())
    forget(RegionalReply.with_withdrawn.all())
    links.forget(ClaimLink.objects.all())


def found(*texts: str) -> list[str]:
    """Which of these stand in any table."""
    with connection.cursor() as cursor:
        whole = []
        for table in counted():
            cursor.execute(f'SELECT string_agg(row::text, chr(10)) FROM "{table}" row')
            whole.append(cursor.fetchone()[0] or "")
    return [text for text in texts if any(text in rows for rows in whole)]


TEXTS = (NAME, EMAIL, "Yolanda Quill", "yolanda@example.test", FOLLOWER, ASKER, CONTACT)


def test_a_backup_that_is_put_back_brings_back_no_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(folder)
    assert found(*TEXTS) == list(TEXTS)
    erase_all()
    assert found(*TEXTS) == []
    with an_empty_database():
        put_back(folder)
        assert found(*TEXTS) == []
        assert Erasure.objects.filter(why="again").count() == 2
        assert RegionalReply.objects.get().text == "Which homes?"
    said = capsys.readouterr().out
    for line in (
        "1 name of an account removed again.",
        "1 name in the directory removed again.",
        "1 address of a follower removed again.",
        "1 address left for an answer removed again.",
        "1 address at an answer of an organisation removed again.",
    ):
        assert line in said


def test_the_file_beside_the_backups_names_nobody(folder: Path) -> None:
    make(folder)
    erase_all()
    written = (folder / FILE).read_text()
    assert [text for text in TEXTS if text in written] == []
    assert {key: len(names) for key, names in json.loads(written).items()} == {
        kind.key: 2 if kind.model is Person else 1 for kind in registered(StaysErased)
    }


def test_what_was_written_down_once_stays_so(folder: Path) -> None:
    make(folder)
    erase_all()
    Subscription.objects.all().delete()
    note_erased(folder)
    assert len(json.loads((folder / FILE).read_text())["people.subscription"]) == 1


def test_a_row_that_was_given_the_number_of_another_is_left_alone(folder: Path) -> None:
    make(folder)
    place = Subscription.objects.get().place
    number = Subscription.objects.get().pk
    erase_all()
    Subscription.objects.all().delete()
    Subscription.objects.create(pk=number, place=place, email="another@example.test")
    assert list(erase_again(folder)) == []
    assert Subscription.objects.get().email == "another@example.test"


def test_what_cannot_be_removed_again_is_said_and_holds_up_no_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(folder)
    erase_all()
    (folder / FILE).write_text(
        json.dumps(json.loads((folder / FILE).read_text()) | {"accounts.user": _administrators()})
    )
    with an_empty_database():
        put_back(folder)
        assert found(FOLLOWER, ASKER) == []
    assert "Not removed again: accounts.user" in capsys.readouterr().out


def _administrators() -> list[str]:
    [one] = User.objects.filter(assignments__role="administrator")
    return [f"{one.pk} {one.created_at.astimezone(dt.UTC).isoformat()}"]


def test_the_hourly_job_writes_down_what_the_service_could_not(folder: Path) -> None:
    make(folder)
    erase_all()
    (folder / FILE).unlink()
    call_command("run_due")
    assert len(json.loads((folder / FILE).read_text())["people.person"]) == 2
