"""What a server needs, each thing tried: settings, database, storage, email, clock, backups."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks, mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.http.request import validate_host
from django.utils import timezone

from config.health import migrations_waiting
from deploy import programs
from deploy.backup import BackupError, backups
from deploy.models import JobRun
from interface import statements
from interface.words import count_words, list_words

OLDEST_DATABASE = 14
SHORTEST_KEY = 20
EXTENSIONS = {"pg_trgm", "unaccent", "btree_gist"}
# Words of .env.example: whoever left one did not fill it in
EXAMPLES = re.compile(r"(^|[@./])example\.(org|com|net)\b|:password@|^only-for-the-demo")
CLOCKS_DIFFER = dt.timedelta(seconds=5)  # a code of two-step sign-in is right for half a minute
DUE_EVERY = dt.timedelta(hours=2)  # it runs each hour
YEAR = dt.timedelta(days=366)  # after which a statement must be checked again
BACKUP_EVERY = dt.timedelta(hours=26)  # it runs each night


@dataclass(frozen=True)
class Found:
    """What trying one thing gave. ``wrong`` must be mended; ``is_urgent`` is False where it may
    wait."""

    about: str
    said: str
    wrong: bool = False
    is_urgent: bool = True

    @property
    def word(self) -> str:
        if not self.wrong:
            return "ok"
        return "WRONG" if self.is_urgent else "later"


Check = Callable[[], Iterator[Found]]


def well(about: str, said: str) -> Found:
    """It is as it should be."""
    return Found(about, said)


def wrong(about: str, said: str) -> Found:
    """It must be mended before people come."""
    return Found(about, said, wrong=True)


def later(about: str, said: str) -> Found:
    """It works without, and should not stay so."""
    return Found(about, said, wrong=True, is_urgent=False)


def tried(check: Check, about: str) -> Iterator[Found]:
    """What a check finds; what it raises is found too."""
    try:
        yield from check()
    except Exception as problem:  # noqa: BLE001 - whatever it is, the operator must read it
        yield wrong(about, f"{type(problem).__name__}: {problem}")


def settings_are_safe() -> Iterator[Found]:
    """Django's own checks, and no word of the example left."""
    said = [
        one for one in checks.run_checks(include_deployment_checks=True) if not one.is_silenced()
    ]
    for one in said:
        yield (wrong if one.is_serious(checks.WARNING) else later)(
            "settings", f"{one.msg} ({one.id})"
        )
    for name, value in _told().items():
        if EXAMPLES.search(value):
            yield wrong("settings", f"{name} still has a word of the example: fill it in")
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield wrong("settings", f"ALLOWED_HOSTS lacks {host or 'the host'} of SITE_URL")
    if not settings.SITE_URL.startswith("https://"):
        yield wrong("settings", "SITE_URL must begin with https://")
    if 0 < len(settings.METRICS_KEY) < SHORTEST_KEY:
        yield wrong("settings", f"METRICS_KEY must have {SHORTEST_KEY} characters or more")
    if not said:
        yield well("settings", f"checked by Django; the site is {settings.SITE_URL}")


def statements_are_filled_in() -> Iterator[Found]:
    """What the pages on privacy and accessibility say of those who run this copy."""
    if missing := statements.missing():
        yield later("pages", f"{list_words(missing)} not set: the pages say so (.env.example)")
    if not settings.DATA_LICENCE:
        yield later("open data", "DATA_LICENCE not set: /data/ says that no terms are known")
    a_year_ago = timezone.localdate() - YEAR
    for name in statements.DATES:
        if (day := getattr(settings, name)) and day < a_year_ago:
            yield later("pages", f"{name} is over a year ago: check the page again")
    if not missing:
        yield well("pages", f"run by {settings.CONTROLLER}")


def _told() -> dict[str, str]:
    """What people fill in, as it is used; passwords are looked at, never printed."""
    database = connection.settings_dict
    return {
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": f"{database['HOST']} :{database['PASSWORD']}@",
        "ALLOWED_HOSTS": " .".join(["", *settings.ALLOWED_HOSTS]),
        "EMAIL_URL": f".{settings.EMAIL_HOST} :{settings.EMAIL_HOST_PASSWORD}@",
        "EMAIL_FROM": settings.DEFAULT_FROM_EMAIL,
        "SITE_URL": settings.SITE_URL,
    }


def database_is_ready() -> Iterator[Found]:
    """Its version, what it must have, and that it can be written to."""
    try:
        version = programs.server_version()
    except DatabaseError as problem:
        yield wrong("database", f"does not answer: {problem}")
        return
    if version < OLDEST_DATABASE:
        yield wrong("database", f"is PostgreSQL {version}; {OLDEST_DATABASE} or later is needed")
    if lacks := EXTENSIONS - set(_column("SELECT extname FROM pg_extension")):
        yield wrong("database", f"lacks {list_words(sorted(lacks))}: run migrate as its owner")
    asked = "SELECT current_setting('transaction_read_only'), current_setting('server_encoding')"
    read_only, encoding = _row(asked)
    if read_only == "on" and not settings.READ_NODE:
        yield wrong("database", "is a copy that can only be read")
    if encoding != "UTF8":
        yield wrong("database", f"is encoded as {encoding}: make it anew with --encoding UTF8")
    if float(_row("SELECT current_setting('random_page_cost')")[0]) > 2:
        yield later(
            "database", "random_page_cost is that of a spinning disk: see docs/operating.md"
        )
    yield well("database", f"PostgreSQL {version} answers")


def tables_are_there() -> Iterator[Found]:
    """Every migration of this code, and the table of counts."""
    if waiting := migrations_waiting():
        yield wrong("tables", f"{count_words(waiting, 'migration')} not applied yet: run migrate")
    if "django_cache" not in connection.introspection.table_names():
        yield wrong("tables", "the table of counts is missing: run createcachetable")
    elif not waiting:
        yield well("tables", "every migration is there")


def clock_is_right() -> Iterator[Found]:
    """The server's clock and the database's."""
    (there,) = _row("SELECT clock_timestamp()")
    apart = abs(timezone.now() - there)
    if apart > CLOCKS_DIFFER:
        yield wrong("clock", f"the database's differs by {apart.total_seconds():.0f} s: set both")
    else:
        yield well("clock", "as the database’s")


def storage_takes_files() -> Iterator[Found]:
    """Write one, read it, delete it."""
    storage, said = storages["attachments"], b"Placebook tried whether it can keep files."
    name = storage.save("check_server", ContentFile(said))
    try:
        with storage.open(name) as opened:
            same = opened.read() == said
    finally:
        storage.delete(name)
    if same:
        yield well("attached files", "written, read and deleted")
    else:
        yield wrong("attached files", "what was read is not what was written")


def static_files_are_there() -> Iterator[Found]:
    """What browsers load."""
    if settings.STATIC_HASHED and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield wrong("static files", f"none in {settings.STATIC_ROOT}: run collectstatic")
    else:
        yield well("static files", f"in {settings.STATIC_ROOT}")


def email_goes(to: str) -> Check:
    """A letter to this address; without one the mail server is asked only whether it lets us in."""

    def check() -> Iterator[Found]:
        with mail.get_connection() as server:
            if to:
                text = f"Placebook at {settings.SITE_URL} can send emails. Nothing is asked of you."
                mail.EmailMessage(
                    "A test email from Placebook", text, to=[to], connection=server
                ).send()
        yield well(
            "email", f"sent to {to}" if to else "the mail server lets us in; try --email ADDRESS"
        )

    return check


def backups_are_made() -> Iterator[Found]:
    """The latest, and the programs for it."""
    programs.find("pg_dump")
    try:
        whole = backups(settings.BACKUPS_DIR)
        age = timezone.now() - whole[-1].made_at if whole else None
    except BackupError as problem:
        yield wrong("backup", str(problem))
        return
    if age is None:
        yield later("backup", f"none in {settings.BACKUPS_DIR} yet: run backup")
        return
    if age > BACKUP_EVERY:
        yield wrong("backup", f"the latest is {_hours(age)} old: look at its timer")
    else:
        yield well("backup", f"the latest is {_hours(age)} old")
    if lacks := whole[-1].lacks:
        yield wrong("backup", lacks)


def jobs_run() -> Iterator[Found]:
    """The hourly one."""
    run = JobRun.objects.latest_of(JobRun.Job.DUE)
    if run is None:
        yield later("hourly job", "it has never run: set the timer of run_due")
    elif timezone.now() - run.started_at > DUE_EVERY:
        ago = _hours(timezone.now() - run.started_at)
        yield wrong("hourly job", f"it ran last {ago} ago: look at the timer of run_due")
    elif run.failed:
        yield wrong("hourly job", run.failed)
    else:
        yield well("hourly job", f"it ran {timezone.localtime(run.started_at):%d %B %Y, %H:%M}")


def _hours(age: dt.timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return count_words(hours, "hour") if hours else "less than an hour"


def _row(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def _column(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]
