"""A backup is whole or not there, and what is put back is what was there."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from collaboration.models import Attachment
from deploy import programs
from deploy.backup import FILES, HOLDS, LOCK, Backup, BackupError, back_up, backups, counted
from deploy.models import JobRun
from governance.health_check.box import KEPT_IN_BOX
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders, database

CSV = b"Place,Homes\nBradford,12\n"


def attached(name: str = "homes.csv", content: bytes = CSV) -> Attachment:
    """A file beside a pilot."""
    pilot = Pilot.objects.first() or builders.pilot(builders.place("Leeds"), "Warm homes")
    made = Attachment(
        subject=pilot,
        name=name,
        kind="spreadsheet",
        media_type="text/csv",
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
    )
    made.file.save(name, ContentFile(content))
    return made


def make(folder: Path, *, keep: int = 14) -> Backup:
    call_command("backup", "--to", str(folder), "--keep", str(keep))
    return backups(folder)[-1]


@contextmanager
def an_empty_database() -> Iterator[None]:
    with database.clone("template0") as name, database.using(name):
        yield


def put_back(folder: Path, *arguments: str) -> None:
    call_command("restore", *arguments, "--from", str(folder))


def refused(folder: Path, *arguments: str) -> str:
    with pytest.raises(CommandError) as problem:
        put_back(folder, *arguments)
    return str(problem.value)


def test_what_is_put_back_is_what_was_there(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = attached()
    made = make(tmp_path)
    # Its own run is noted beside it; answers of open health checks are in no backup
    left_out = {"deploy_jobrun": 0} | {box._meta.db_table: 0 for box in KEPT_IN_BOX}
    rows = counted() | left_out
    assert f"{made.folder}: " in capsys.readouterr().out
    storages["attachments"].delete(str(kept.file))
    with an_empty_database():
        put_back(tmp_path)
        assert counted() | left_out == rows
        with Attachment.objects.get(pk=kept.pk).file.open() as opened:
            assert opened.read() == CSV
        # It is a database to go on with: keys go on, triggers keep history
        before = counted()["records_historyentry"]
        builders.place("Ambridge")
        assert counted()["records_historyentry"] > before
        call_command("migrate", "--check")
    assert "as counted" in capsys.readouterr().out


def test_who_raises_verbosity_is_told_each_phase_and_a_timer_is_not(
    own_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    assert capsys.readouterr().err == ""
    call_command("backup", "--to", str(tmp_path), verbosity=2)
    assert re.search(r"^Dumping the database \.\.\. \d+ s$", capsys.readouterr().err, re.MULTILINE)
    with an_empty_database():
        put_back(tmp_path)
    said = capsys.readouterr()
    assert "as counted" in said.out
    assert re.search(r"^Putting the database back \.\.\. \d+ s$", said.err, re.MULTILINE)


def test_two_in_one_second_stand_beside_each_other(own_database: str, tmp_path: Path) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 29, 3, tzinfo=dt.UTC), tick=False):
        made = [make(tmp_path).folder.name for _ in range(2)]
    assert made == ["2026-11-29T030000Z", "2026-11-29T030001Z"]


def test_rows_are_counted_in_the_moment_of_the_dump(own_database: str, tmp_path: Path) -> None:
    builders.place("Leeds")
    add = "INSERT INTO django_cache VALUES ('meanwhile', '', now())"
    stand_in(tmp_path, f"psql -h '{connection.settings_dict['HOST']}' -U placebook -c \"{add}\" "
             f"{own_database} && exec \"$real\" \"$@\"")  # fmt: skip
    with first_on_the_path(tmp_path):
        made = make(tmp_path / "backups")
    assert counted()["django_cache"] == 1
    assert made.holds().rows["django_cache"] == 0
    with an_empty_database():
        put_back(tmp_path / "backups")
        assert [place.name for place in Place.objects.all()] == ["Leeds"]


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("exit 0", "The dump is empty"),
        ('touch "$file"', "The dump is empty"),
        ('"$real" "$@" && truncate -s 90000 "$file"', "pg_restore: "),
        ('"$real" "$@" --exclude-table-data=accounts_user', "lacks accounts_user"),
        ("echo 'no space left' >&2; exit 1", "no space left"),
    ],
)
def test_a_dump_that_is_empty_cut_or_lacks_something_is_no_backup(
    own_database: str, tmp_path: Path, does: str, said: str
) -> None:
    whole = make(tmp_path / "backups")
    stand_in(tmp_path, does)
    with first_on_the_path(tmp_path), pytest.raises(CommandError, match=said) as problem:
        make(tmp_path / "backups", keep=1)
    assert str(problem.value).startswith("No backup was made. ")
    assert backups(tmp_path / "backups") == [whole]
    left = {one.name for one in (tmp_path / "backups").iterdir()}
    assert left == {".turn", ".erased", "erased.json", whole.folder.name}
    assert said in JobRun.objects.latest_of("backup").failed


def stand_in(folder: Path, does: str) -> None:
    """A ``pg_dump`` of the server's version that does this: ``$real`` is the real one."""
    version, real = programs.server_version(), programs.find("pg_dump")
    body = f"""#!/bin/sh
[ "$1" != --version ] || {{ echo "pg_dump (PostgreSQL) {version}.0"; exit; }}
real={real}
for one; do case $one in --file=*) file=${{one#--file=}};; esac; done
{does}
"""
    (folder / "pg_dump").write_text(body)
    (folder / "pg_dump").chmod(0o755)


@contextmanager
def first_on_the_path(folder: Path) -> Iterator[None]:
    before = os.environ["PATH"]
    wheel = str(Path(programs.find("psql")).parent)
    os.environ["PATH"] = f"{folder}:{wheel}:{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def test_two_at_once_make_one(own_database: str, tmp_path: Path) -> None:
    with (tmp_path / ".turn").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupError, match="Another backup is being made"):
            back_up(tmp_path, keep=1)
    said: list[str] = []

    def try_it() -> None:
        try:
            back_up(tmp_path, keep=1)
        except BackupError as problem:
            said.append(str(problem))
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])
        other = Thread(target=try_it)
        other.start()
        other.join()
    assert said == ["Another backup is being made."]
    assert backups(tmp_path) == []


def test_what_else_stands_in_the_folder_stays(own_database: str, tmp_path: Path) -> None:
    ours = tmp_path / FILES / "ours.txt"
    ours.parent.mkdir()
    ours.write_text("kept")
    (tmp_path / "before-the-move").mkdir()
    first = make(tmp_path)
    shutil.copy(first.folder / HOLDS, tmp_path / "before-the-move" / HOLDS)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        second = make(tmp_path, keep=1)
    assert backups(tmp_path) == [second]
    assert ours.read_text() == "kept"
    assert (tmp_path / "before-the-move" / HOLDS).exists()


def test_a_folder_is_that_of_one_database(own_database: str, tmp_path: Path) -> None:
    made = make(tmp_path)
    held = json.loads((made.folder / HOLDS).read_text())
    (made.folder / HOLDS).write_text(json.dumps(held | {"database": "another"}))
    with pytest.raises(CommandError, match="has backups of the database another"):
        make(tmp_path)


def test_one_that_cannot_be_read_holds_up_no_other(own_database: str, tmp_path: Path) -> None:
    kept = attached()
    name = str(kept.file)
    first = make(tmp_path)
    (first.folder / HOLDS).write_text("{")
    storages["attachments"].delete(name)
    kept.delete()
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert make(tmp_path).holds().files == {}
    assert (tmp_path / FILES / name).exists(), "the first may name it"


def test_a_copy_that_was_cut_is_not_put_back(
    own_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = attached()
    make(tmp_path)
    (tmp_path / FILES / str(kept.file)).write_bytes(CSV[:4])
    storages["attachments"].delete(str(kept.file))
    with an_empty_database():
        put_back(tmp_path)
    assert "1 attached file the backup does not have" in capsys.readouterr().out
    assert not storages["attachments"].exists(str(kept.file))


@pytest.mark.parametrize(
    ("server", "there", "taken"),
    [
        (15, (15, 18), 15),
        (15, (16, 18), 16),
        (15, (18,), None),
        (18, (15, 18), 18),
        (17, (18,), 18),
    ],
)
def test_the_program_fits_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: int, there: tuple[int, ...], taken: Any
) -> None:
    for version in there:
        (tmp_path / str(version)).mkdir()
        program = tmp_path / str(version) / "pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.1'\n")
        program.chmod(0o755)
    monkeypatch.setattr(programs, "server_version", lambda: server)
    monkeypatch.setattr(programs, "_places", lambda name: tmp_path.glob(f"*/{name}"))
    if taken:
        assert programs.find("pg_dump") == str(tmp_path / str(taken) / "pg_dump")
    else:
        with pytest.raises(programs.ProgramError, match="postgresql-client-15"):
            programs.find("pg_dump")


def test_the_latest_are_kept_with_the_files_that_they_name(
    own_database: str, tmp_path: Path
) -> None:
    kept = attached()
    with time_machine.travel("2026-03-01T03:00Z"):
        first = make(tmp_path)
    gone = attached("other.csv", b"a,b\n1,2\n")
    with time_machine.travel("2026-03-02T03:00Z"):
        make(tmp_path)
    assert (tmp_path / FILES / str(gone.file)).read_bytes() == b"a,b\n1,2\n"
    storages["attachments"].delete(str(gone.file))
    gone.delete()
    with time_machine.travel("2026-03-03T03:00Z"):
        make(tmp_path, keep=2)
    assert not first.folder.exists()
    days = [one.folder.name[:10] for one in backups(tmp_path)]
    assert days == ["2026-03-02", "2026-03-03"]
    assert (tmp_path / FILES / str(gone.file)).exists()
    with time_machine.travel("2026-03-04T03:00Z"):
        make(tmp_path, keep=2)
    assert not (tmp_path / FILES / str(gone.file)).exists()
    assert (tmp_path / FILES / str(kept.file)).exists()


def test_a_file_that_the_storage_lacks_is_told(
    own_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storages["attachments"].delete(str(attached().file))
    make(tmp_path)
    assert (
        "1 file that a record names could not be found in the storage." in capsys.readouterr().err
    )
    assert "1 file that a record names could not" in JobRun.objects.latest_of("backup").said
    with an_empty_database():
        put_back(tmp_path)
    assert "1 attached file the backup does not have" in capsys.readouterr().out


def test_nothing_is_put_back_over_what_is_there(own_database: str, tmp_path: Path) -> None:
    builders.place("Leeds")
    make(tmp_path)
    builders.place("Bradford")
    assert "Nothing was changed" in refused(tmp_path)
    assert Place.objects.count() == 2


def test_a_backup_that_changed_since_is_refused(own_database: str, tmp_path: Path) -> None:
    made = make(tmp_path)
    with made.dump.open("r+b") as opened:
        opened.seek(5000)
        opened.write(b"?")
    with an_empty_database():
        assert "is not what was written" in refused(tmp_path)
        assert counted() == {}


def test_a_backup_of_a_newer_version_is_refused(own_database: str, tmp_path: Path) -> None:
    made = make(tmp_path)
    held = json.loads((made.folder / HOLDS).read_text())
    held |= {"version": "7.0", "migrations": [*held["migrations"], "pilots.0999_later"]}
    (made.folder / HOLDS).write_text(json.dumps(held))
    with an_empty_database():
        assert "made by a newer version (7.0), which has pilots.0999_later" in refused(tmp_path)


def test_what_is_no_backup_is_told(own_database: str, tmp_path: Path) -> None:
    assert f"There is no backup in {tmp_path}" in refused(tmp_path)
    assert f"There is no backup 2020 in {tmp_path}" in refused(tmp_path, "2020")
    (tmp_path / "2020").mkdir()
    assert "is no backup that can be read" in refused(tmp_path, "2020")


def test_the_password_is_no_argument_that_others_see(own_database: str, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    stand_in(tmp_path, f'echo "$@" $PGPASSWORD > {asked}; exit 1')
    connection.settings_dict["PASSWORD"] = "a-secret"
    try:
        with first_on_the_path(tmp_path), pytest.raises(CommandError):
            make(tmp_path / "backups")
    finally:
        connection.settings_dict["PASSWORD"] = ""
    *arguments, last = asked.read_text().split()
    assert (last, "a-secret" in arguments) == ("a-secret", False)
