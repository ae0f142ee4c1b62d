"""What is wrong with a server is told before people come."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from deploy import checks, site_checks
from deploy.backup import back_up
from deploy.models import JobRun
from tests import database
from tests.attack.test_slow_bodies import gunicorn, proxied
from tests.config.test_settings import SERVER, manage


def told(check: checks.Check) -> list[str]:
    return [f"{one.word} {one.said}" for one in checks.tried(check, "it")]


def test_a_server_as_the_example_has_it_is_told_each_word_to_fill_in() -> None:
    done = manage("check_server", "--inside", **SERVER)
    lines = done.stdout.splitlines()
    for name in ("DATABASE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "SITE_URL"):
        if name != "DATABASE_URL":
            said = f"WRONG  settings: {name} still has a word of the example: fill it in"
            assert said in lines, name
    assert any(line.startswith("WRONG  database: does not answer") for line in lines)
    assert done.returncode == 1
    assert "to fix" in done.stderr
    assert SERVER["SECRET_KEY"] not in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITE_URL", "https://other.gov.uk", "WRONG ALLOWED_HOSTS lacks other.gov.uk of SITE_URL"),
        ("SITE_URL", "http://placebook.gov.uk", "WRONG SITE_URL must begin with https://"),
        ("EMAIL_HOST_PASSWORD", "password", "WRONG EMAIL_URL still has a word of the example"),
        ("DEFAULT_FROM_EMAIL", "P <a@placebook.example.org>", "WRONG EMAIL_FROM still has a word"),
    ],
)
def test_settings_that_do_not_fit_are_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # of tests with a browser
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://placebook.gov.uk", ["placebook.gov.uk"]
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.gov.uk", "P <a@placebook.gov.uk>"
    settings.SECRET_KEY = SERVER["SECRET_KEY"]
    own = [one for one in told(checks.settings_are_safe) if "security." not in one]
    assert [one for one in own if one.startswith("WRONG")] == []
    setattr(settings, name, value)
    assert any(one.startswith(said) for one in told(checks.settings_are_safe))


def test_a_database_that_is_away_empty_or_lacks_tables_is_told(own_database: str) -> None:
    assert told(checks.database_is_ready)[-1].endswith("answers")
    assert told(checks.tables_are_there) == ["ok every migration is there"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        cursor.execute("DROP TABLE django_cache")
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert told(checks.tables_are_there) == [
        "WRONG 1 migration not applied yet: run migrate",
        "WRONG the table of counts is missing: run createcachetable",
    ]
    assert "WRONG lacks pg_trgm: run migrate as its owner" in told(checks.database_is_ready)
    with database.using("placebook_no_such_database"):
        assert told(checks.database_is_ready)[0].startswith("WRONG does not answer")


def test_a_clock_that_differs_is_told(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(checks.clock_is_right) == ["ok as the database’s"]
    monkeypatch.setattr(checks, "CLOCKS_DIFFER", dt.timedelta(seconds=-1))
    assert told(checks.clock_is_right)[0].startswith("WRONG the database's differs")


def test_storage_that_takes_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(checks.storage_takes_files) == ["ok written, read and deleted"]
    (tmp_path / "file").write_text("in the way")
    away = {"attachments": FileSystemStorage(tmp_path / "file")}
    monkeypatch.setattr(checks, "storages", away)
    assert told(checks.storage_takes_files)[0].startswith("WRONG FileExistsError")
    assert storages["attachments"].exists("check_server") is False


def test_a_test_email_is_sent_and_a_mail_server_that_is_away_is_told(settings: Any) -> None:
    assert told(checks.email_goes("ada@leeds.gov.uk")) == ["ok sent to ada@leeds.gov.uk"]
    assert [letter.to for letter in mail.outbox] == [["ada@leeds.gov.uk"]]
    assert told(checks.email_goes(""))[0].startswith("ok the mail server lets us in")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert told(checks.email_goes(""))[0].startswith("WRONG ConnectionRefusedError")


def test_a_backup_and_a_job_that_do_not_come_are_told(
    own_database: str, tmp_path: Path, settings: Any
) -> None:
    settings.BACKUPS_DIR = tmp_path
    assert told(checks.backups_are_made)[0].startswith("later none in")
    made = back_up(tmp_path, keep=2)
    assert told(checks.backups_are_made) == ["ok the latest is less than an hour old"]
    held = json.loads((made.folder / "holds.json").read_text())
    held["at"] = (timezone.now() - dt.timedelta(hours=50)).isoformat()
    (made.folder / "holds.json").write_text(json.dumps(held))
    assert told(checks.backups_are_made) == ["WRONG the latest is 50 hours old: look at its timer"]
    assert told(checks.jobs_run) == ["later it has never run: set the timer of run_due"]
    call_command("run_due")
    assert told(checks.jobs_run)[0].startswith("ok it ran ")
    JobRun.objects.update(failed="Could not send emails that wait.")
    assert told(checks.jobs_run) == ["WRONG Could not send emails that wait."]
    JobRun.objects.update(started_at=timezone.now() - dt.timedelta(hours=5))
    assert told(checks.jobs_run) == ["WRONG it ran last 5 hours ago: look at the timer of run_due"]


class Provider(BaseHTTPRequestHandler):
    """An identity provider, as far as it says what it is."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"issuer": "https://login.leeds.gov.uk"}).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/.well-known/openid-configuration"
        server.shutdown()


def test_a_provider_that_is_away_or_another_is_told(settings: Any, provider: str) -> None:
    def asked(issuer: str, at: str = provider) -> list[str]:
        app = {"name": "Leeds", "settings": {"server_url": at, "issuer": issuer}}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        return told(site_checks.providers_answer)

    assert asked("https://login.leeds.gov.uk") == ["ok answers"]
    assert asked("https://leeds.gov.uk")[0].startswith("WRONG calls itself https://login.leeds")
    assert "does not answer" in asked("https://login.leeds.gov.uk", "http://127.0.0.1:1/")[0]


def test_a_proxy_that_buffers_keeps_nobody_out(
    own_database: str, tmp_path: Path, settings: Any
) -> None:
    few = ("--workers", "1", "--threads", "2")
    with gunicorn(own_database, *few) as pages, proxied(tmp_path, pages, pages) as port:
        settings.SITE_URL = f"http://127.0.0.1:{port}"
        assert told(site_checks.site_answers)[0].startswith("ok ")
        assert told(site_checks.proxy_takes_in_slow_visitors) == [
            "ok forty of them keep nobody out"
        ]


def test_without_a_proxy_that_buffers_slow_visitors_are_told(
    own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_REDIRECT", "false")
    with gunicorn(own_database, "--workers", "1", "--threads", "2") as port:
        settings.SITE_URL = f"http://127.0.0.1:{port}"
        assert told(site_checks.site_answers)[0].startswith("ok ")
        monkeypatch.setattr(site_checks, "PATIENCE", 2)
        assert "keep others out" in told(site_checks.proxy_takes_in_slow_visitors)[0]


def test_a_site_that_is_away_is_told(settings: Any) -> None:
    settings.SITE_URL = "http://127.0.0.1:1"
    assert told(site_checks.site_answers)[0].startswith(
        "WRONG http://127.0.0.1:1/health/ready does"
    )


def test_all_is_told_at_once_and_ends_with_status_1(
    own_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match=r"to fix\.$"):
        call_command("check_server", "--inside", "--email", "ada@leeds.gov.uk")
    about = {line[7:].partition(":")[0] for line in capsys.readouterr().out.splitlines()}
    assert about >= {"settings", "database", "tables", "clock", "email", "backup", "hourly job"}
