"""PgBouncer in transaction mode: each transaction has another connection, and history still says
who it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from secrets import token_hex
from threading import Barrier

import psycopg
import pytest

from config.embedded.server import Server
from tests.attack.test_slow_bodies import served
from tests.cluster.site import Visitor, ask, folder, pooled, url
from tests.config.test_settings import SERVER, manage
from tests.pgbouncer import PGBOUNCER

TIMES = 2
OFFICER, EDITOR = "officer.exampleshire@demo.test", "editor.exampleshire@demo.test"


@dataclass(frozen=True)
class Job:
    """What somebody does there for a living: a form, and which of its boxes says what."""

    email: str
    path: str
    box: str
    more: tuple[tuple[str, str], ...] = ()


PILOTS = ("family-help-eastvale", "warm-homes")
POLICY = (
    ("policy", "Landlords may be asked for a survey."),
    ("question_1", "How well would that work?"),
    *(("reply_by_day", "20"), ("reply_by_month", "1"), ("reply_by_year", "2027")),
)
RESIDENT = (("said_by", "A parent"),)
JOBS = [
    *(Job(OFFICER, f"/pilots/{pilot}/update/", "happened") for pilot in PILOTS),
    *[Job(OFFICER, "/places/exampleshire/assets/add/", "name")] * 4,
    *[Job(EDITOR, "/topics/add/", "name")] * 3,
    *[Job(EDITOR, "/places/exampleshire/assets/add/", "name")] * 2,
    Job(EDITOR, "/places/exampleshire/edit/", "description"),
    Job("connector.yorkshire@demo.test", "/places/yorkshire-and-the-humber/edit/", "description"),
    *[Job("official.desnz@demo.test", "/policy-tests/add/", "title", POLICY)] * 3,
    *[Job("official.dfe@demo.test", "/priorities/add/", "title")] * 2,
    *[Job("official.exampleshire@demo.test", "/priorities/add/", "title")] * 2,
    *[Job("", "/places/exampleshire/tell/", "said", RESIDENT)] * 2,
]


@pytest.fixture(scope="module")
def pooler(primary: Server) -> Iterator[str]:
    program = PGBOUNCER.find()
    assert program, "No PgBouncer runs here: .venv/bin/python -m tests.pgbouncer gets one"
    with folder() as data, pooled(primary, data, program) as address:
        yield address


def test_it_refuses_what_a_connection_asks_for(pooler: str) -> None:
    """So DATABASE_OPTIONS is empty behind it, and the role has what the pages need."""
    with pytest.raises(psycopg.OperationalError, match="unsupported startup parameter"):
        psycopg.connect(pooler, options="-c jit=off")


def test_twenty_people_at_their_jobs_are_each_named_in_history(
    primary: Server, pooler: str
) -> None:
    done = manage("prepare_role", **SERVER | {"DATABASE_URL": url(primary)})
    assert done.returncode == 0, done.stderr
    behind = {"DATABASE_OPTIONS": "", "CONN_MAX_AGE": "0", "TWO_STEP_REQUIRED": "false"}
    few = ("--workers", "1", "--threads", "20")
    with psycopg.connect(pooler) as connection, served(pooler, *few, **behind) as node:
        [[jit]] = connection.execute("SHOW jit").fetchall()
        assert jit == "off"
        [[ignored]] = connection.execute("SHOW pgtrigger.ignore").fetchall()
        assert ignored == "{}"
        connection.rollback()
        words = [[token_hex(20) for _ in range(TIMES)] for _ in JOBS]
        known = {job.email: Visitor(node) for job in JOBS}
        for email, visitor in known.items():
            if email:
                visitor.sign_in(email)
        begin = Barrier(len(JOBS))

        def work(job: Job, words: list[str]) -> list[str]:
            visitor, wrong = Visitor(node, dict(known[job.email].cookies)), []
            begin.wait()
            for said in words:
                answer = visitor.send(job.path, dict(job.more) | {job.box: said})
                if answer.status != 302:
                    told = re.findall(r"<a href=\"#id[^>]*>(.*?)</a>", answer.text)
                    wrong.append(f"{job} was answered {answer.status} {told}")
            return wrong

        with ThreadPoolExecutor(len(JOBS)) as people:
            wrong = [line for lines in people.map(work, JOBS, words) for line in lines]
    assert wrong == [], "\n".join(wrong)
    ids = {email: ask(primary, ID, email) for email in known}
    named = {
        said: (job.email, ask(primary, WHO, said) == [ids[job.email]])
        for job, each in zip(JOBS, words, strict=True)
        for said in each
    }
    assert [email for email, is_right in named.values() if not is_right] == []


ID = "SELECT id FROM accounts_user WHERE email = %s"
# Whoever history names beside each change that brought these words; nobody is null
WHO = """
    SELECT array_agg(DISTINCT (context->>'user')::bigint) FROM records_historyentry
    WHERE jsonb_path_exists(after, '$.* ? (@ == $said)', jsonb_build_object('said', %s::text))
"""
