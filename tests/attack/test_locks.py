"""Requests that wait in the database: they are cut off, told so, and lose nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client

from people.models import Team
from pilots.models import Pilot, Update
from records import large
from records.models import Draft
from tests import builders, database
from tests.attack.held import limited, locked, on_insert, refusing
from tests.builders import Cast
from tests.config.test_settings import SERVER, manage
from tests.pilots.forms import SAID, XHTML, at, filled, text_of

pytestmark = pytest.mark.usefixtures("own_database")
SHORT = 0.2  # seconds: a second waiter must not take long
UPDATES = "pilots_update"
TYPED = "We opened the doors of the new advice centre on Monday."


@pytest.fixture
def of_pages(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[None]:
    with limited(monkeypatch, settings, statement=10, lock=SHORT):
        yield


def progress(cast: Cast) -> tuple[Client, Pilot, dict[str, Any]]:
    """An officer's browser, a pilot of theirs, and the form as they filled it in."""
    pilot = builders.pilot(cast.bradford, "Advice centre")
    client = Client(raise_request_exception=False)
    client.force_login(cast.bradford_officer)
    return client, pilot, filled(client, at(pilot), **SAID | {"happened": TYPED})


def sent_by(page: Any) -> dict[str, str]:
    """What the button of the page sends."""
    tree = html5lib.parse(page.content.decode())
    forms = [
        one for one in tree.iter(f"{XHTML}form") if one.get("action") == page.request["PATH_INFO"]
    ]
    return {one.get("name"): one.get("value") for one in forms[0].iter(f"{XHTML}input")}


def test_eight_who_wait_for_a_lock_are_all_answered(cast: Cast, of_pages: None) -> None:
    forms, answers = [progress(cast) for _ in range(8)], []

    def send(client: Client, pilot: Pilot, typed: dict[str, Any]) -> None:
        try:
            answers.append(client.post(at(pilot), typed).status_code)
        finally:
            connection.close()

    waiting = [threading.Thread(target=send, args=form, daemon=True) for form in forms]
    with locked(UPDATES):
        for one in waiting:
            one.start()
        for one in waiting:
            one.join()
    assert answers == [503] * 8
    assert not Update.objects.exists()


def test_what_was_cut_off_is_kept_shown_and_sent_again_once(cast: Cast, of_pages: None) -> None:
    client, pilot, typed = progress(cast)
    with locked(UPDATES):
        page = client.post(at(pilot), typed)
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    said = text_of(page)
    assert "The site is busy" in said
    assert "Nothing that you sent was recorded" in said
    assert "kept as a draft, and on this page" in said
    assert TYPED in said
    assert Draft.objects.get().typed["happened"] == [TYPED]
    again = sent_by(page)
    assert again["happened"] == TYPED
    for _ in range(2):
        sent = client.post(at(pilot), again, follow=True)
    assert "We saved it once" in text_of(sent)
    assert Update.objects.get().happened == TYPED
    assert not Draft.objects.exists()


def test_a_statement_that_takes_too_long_is_ended(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    client, pilot, typed = progress(cast)
    with on_insert(UPDATES, "PERFORM pg_sleep(60)"):
        with limited(monkeypatch, settings, statement=2, lock=1):
            page = client.post(at(pilot), typed)
        assert page.status_code == 503
    assert "This took too long" in text_of(page)
    assert TYPED in text_of(page)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("53100", "The disk of our database is full"),
        ("57P03", "Our database is starting again"),
        ("40P01", "Somebody else was changing the same thing"),
        ("25006", "can be read but not changed"),
    ],
)
def test_the_page_says_what_keeps_the_database_from_it(cast: Cast, code: str, says: str) -> None:
    client, pilot, typed = progress(cast)
    with refusing(UPDATES, code):
        page = client.post(at(pilot), typed)
    assert page.status_code == 503
    assert says in text_of(page)
    assert sent_by(page)["happened"] == TYPED


def test_a_fault_of_our_own_is_still_told_as_one(cast: Cast) -> None:
    client, pilot, typed = progress(cast)
    with refusing(UPDATES, "22012"):  # division by zero
        page = client.post(at(pilot), typed)
    assert page.status_code == 500


def test_without_a_database_the_text_stays_on_the_page(cast: Cast) -> None:
    client, pilot, typed = progress(cast)
    with database.using("placebook_no_such_database"):
        page = client.post(at(pilot), typed)
        read = client.get(at(pilot))
    assert (page.status_code, read.status_code) == (503, 503)
    assert "kept on this page: do not close it" in text_of(page)
    assert sent_by(page)["happened"] == TYPED
    assert "load this page again" in text_of(read)


def test_a_password_is_never_shown_again(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    with database.using("placebook_no_such_database"):
        page = client.post(
            "/account/sign-in/", {"login": "a@b.test", "password": "not to be shown"}
        )
    assert page.status_code == 503
    assert b"not to be shown" not in page.content


def test_a_script_that_keeps_drafts_gets_words(cast: Cast, of_pages: None) -> None:
    client, _, typed = progress(cast)
    with locked("records_draft"):
        answer = client.post("/drafts/save/", typed, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert "What you typed is still here" in answer.json()["problem"]


def test_what_serves_pages_is_limited_and_commands_are_not_so_soon() -> None:
    asked = "import config.wsgi; from django.conf import settings; "
    asked = "print(settings.DATABASES['default']['OPTIONS']['options'])"
    served = "import config.wsgi; from django.conf import settings; " + asked
    of_pages = manage("shell", "--no-imports", "-c", served, **SERVER, LOCK_SECONDS="7").stdout
    assert of_pages.endswith(" -c statement_timeout=30s -c lock_timeout=7s\n")
    command = manage(
        "shell", "--no-imports", "-c", f"from django.conf import settings; {asked}", **SERVER
    ).stdout
    assert command.endswith(" -c statement_timeout=4h -c lock_timeout=10min\n")
    pooled = manage("shell", "--no-imports", "-c", served, **SERVER, DATABASE_OPTIONS="").stdout
    assert pooled == "\n"  # a pooler refuses what a connection asks for; the role has it


def test_loads_and_imports_have_the_time_that_they_need(of_pages: None) -> None:
    assert limits() == ("10s", "200ms")
    with large.transaction():
        assert limits() == ("1h", "2min")
    assert limits() == ("10s", "200ms")


def limits() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        return cursor.fetchone()


def test_a_full_disk_is_no_server_to_send_visitors_to(client: Client) -> None:
    """The next temporary file of this connection is a device that is always full."""
    assert client.get("/health/ready").json()["status"] == "ready"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory'), pg_backend_pid()")
        data, process = cursor.fetchone()
    folder = Path(data) / "base" / "pgsql_tmp"
    planted = [folder / f"pgsql_tmp{process}.{number}" for number in range(20)]
    for path in planted:
        path.symlink_to("/dev/full")
    try:
        answer = client.get("/health/ready")
    finally:
        for path in planted:
            path.unlink(missing_ok=True)
    assert (answer.status_code, answer.json()) == (503, {"status": "disk full"})
    assert client.get("/health/ready").status_code == 200


def test_a_database_that_cannot_be_changed_is_not_ready(client: Client) -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    connection.close()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "read only"})


def test_what_many_rows_touched_is_tidied_at_once() -> None:
    assert tidied("people_team") == 0
    with large.transaction():
        Team.objects.bulk_create(Team(name=f"Team {number}") for number in range(large.MANY + 9))
    assert (tidied("people_team"), tidied("records_historyentry")) == (1, 1)
    with large.transaction():
        Team.objects.filter(name="Team 1").delete()
    assert tidied("people_team") == 1  # too few for it
    with large.transaction():
        Team.objects.filter(name__startswith="Team").delete()
        transaction.set_rollback(True)  # a preview leaves as much behind
    assert tidied("people_team") == 2
    with pytest.raises(ValidationError), large.transaction():
        bring_back_everything()
    assert tidied("people_team") == 3


def bring_back_everything() -> None:
    Team.objects.update(name=Concat("name", Value(" again")))
    raise ValidationError("It is not as it was looked at.")


def tidied(table: str) -> int:
    """How often a table was vacuumed and looked through for the planner, by us."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least(vacuum_count, analyze_count) FROM pg_stat_user_tables WHERE relname = %s",
            [table],
        )
        return int(cursor.fetchone()[0])


def test_tidying_that_fails_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    large.tidy(["no_such_table"])
    assert "was not tidied" in caplog.text
