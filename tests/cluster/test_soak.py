"""What a soak is made of, once: what people write, who grew, what is left over."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from config.embedded.server import Server
from national.bench import crowd_writing
from national.bench.crowd_form import filled
from national.bench.crowd_person import Fault, Person, Upload
from national.bench.crowd_writing import Act
from tests.attack.test_slow_bodies import HOST, proxied, served
from tests.cluster.site import until, url
from tests.cluster.soak import SITE, WRITTEN, Disturbance, Soak
from tests.cluster.watched import MEGABYTE, Process, Watch, held

pytestmark = pytest.mark.django_db
OFFICER, EDITOR = "officer.exampleshire@demo.test", "editor.exampleshire@demo.test"
BY: dict[str, tuple[Act, ...]] = {
    OFFICER: (
        crowd_writing.send_update,
        crowd_writing.comment,
        crowd_writing.attach,
        crowd_writing.count,
        crowd_writing.read_notice,
        crowd_writing.calendar,
        crowd_writing.export,
    ),
    EDITOR: (crowd_writing.edit, crowd_writing.bring),
    "admin@demo.test": (crowd_writing.load_data,),
}
OFTEN = 40  # times that somebody tries: which of their pilots it is, is drawn


@pytest.fixture
def at_rest(primary: Server, tmp_path: Path) -> Soak:
    """Nobody is there, and nothing serves."""
    for name in ("tmp", "nginx", "files"):
        (tmp_path / name).mkdir()
    return Soak(tmp_path, primary, {}, people=1, seconds=60)


@contextmanager
def serving(soak: Soak) -> Iterator[str]:
    """A server of the primary in front of which nginx stands; where to come to."""
    asks = {
        "TWO_STEP_REQUIRED": "false",
        "SITE_URL": SITE,
        "TMPDIR": str(soak.folder / "tmp"),
        "ATTACHMENTS_DIR": str(soak.folder / "files"),
    }
    few = ("--workers", "1", "--threads", "2")
    with (
        served(url(soak.server), *few, **asks) as soak.pages,
        proxied(soak.folder / "nginx", soak.pages, soak.pages) as port,
    ):
        yield f"{HOST}:{port}"


def test_what_people_write_is_taken_and_nothing_is_left(at_rest: Soak) -> None:
    chance, people, before = random.Random(1), [], list(at_rest.left())
    with serving(at_rest) as there:
        for email, acts in BY.items():
            person = Person(there, email, site=SITE)
            person.sign_in()
            people.append(person)
            for act in acts:
                assert any(act(person, chance) for _ in range(OFTEN)), act.__name__
        assert [one.words for person in people for one in person.wrong] == []
        taken = {kind for person in people for kind in person.taken}
        assert set(WRITTEN) - taken == set()
        assert list(at_rest.left()) == before


def test_a_killed_process_leaves_nothing_of_the_file_that_it_took_in(at_rest: Soak) -> None:
    """Four megabytes are sent, and wait for a table that is held."""
    before = list(at_rest.left())
    with serving(at_rest) as there, psycopg.connect(url(at_rest.server)) as holds:
        person = Person(there, "admin@demo.test", site=SITE)
        person.sign_in()
        path = "/about/data/load/wards/"
        form = filled(person.open(path), {}, "draft_token")
        holds.execute("LOCK TABLE geography_localityrelease IN ACCESS EXCLUSIVE MODE")
        with ThreadPoolExecutor(1) as pool:
            large = Upload("wards.csv", b"name,council_code\n" * 250_000, "text/csv")
            answer = pool.submit(person.open, path, "data sent", form, large)
            until(lambda: held(at_rest.server).waiting, "the wait for the table")
            os.kill(at_rest.newest_worker(), signal.SIGKILL)
            answer.result()
        holds.rollback()
        assert [one.words for one in person.wrong] == [f"502 {path}"]
        assert list(at_rest.left()) == before


def test_what_is_left_over_is_said(at_rest: Soak) -> None:
    before = set(at_rest.left())
    (at_rest.folder / "tmp" / "sent.upload").write_bytes(b"%PDF")
    (at_rest.folder / "files" / "nobody-knows.pdf").write_bytes(b"%PDF")
    waits = subprocess.Popen(["sleep", "600"])
    try:
        with psycopg.connect(url(at_rest.server)) as connection:
            connection.execute("SELECT pg_advisory_lock(1)")
            said = "\n".join(set(at_rest.left()) - before)
    finally:
        waits.kill()
        waits.wait()
    assert "idle_in_transaction=1" in said
    assert "advisory=1" in said
    assert "1 temporary files, as" in said
    assert "nobody-knows.pdf" in said
    assert f"process {waits.pid} (S) is left: sleep 600" in said


def test_a_process_that_took_more_at_the_end_than_at_first_is_named() -> None:
    watch = Watch()
    for at in range(0, 60, 10):
        every = {
            1: Process(1, 0, "", "S", 100 * MEGABYTE, files=10),
            2: Process(2, 0, "", "S", (100 + at) * MEGABYTE, files=10),
            3: Process(3, 0, "", "S", 100 * MEGABYTE, files=10 + at),
        }
        watch.look(at, {1: "flat", 2: "large", 3: "open"}, every)
    assert list(watch.grown((10, 20), (50, 60))) == [
        "large 2 grew from 110.0 to 150.0 MB",
        "open 3 has 60 files open, 20 before",
    ]
    assert list(watch.grown((10, 20), (70, 80))) == []  # it ended meanwhile


def test_a_killed_worker_explains_what_was_sent_then_and_a_restart_all() -> None:
    read, sent = Fault(100.0, 101.0, "502 /"), Fault(100.0, 101.0, "502 /", was_sent=True)
    killed = Disturbance(100.5, 100.5, "killed", spares_reading=True)
    restarted = Disturbance(100.5, 103.0, "restarted")
    assert [killed.explains(one) for one in (read, sent)] == [False, True]
    assert restarted.explains(read)
    assert not restarted.explains(Fault(50.0, 60.0, "500 /"))
    assert not restarted.explains(Fault(150.0, 160.0, "500 /"))
