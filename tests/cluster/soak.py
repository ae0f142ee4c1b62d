"""Many people for an hour at a whole server of its own: `bin/soak FOLDER`.

It makes a database with the demo's record, starts the servers of the guide and nginx before them,
and lets people come who read and write (`national.bench.crowd`). Meanwhile the hourly job runs,
one process that serves is killed each sixth of the time, and the database is restarted once. It
ends only what it started. Nothing may fail but what was being answered then; no process may grow;
and nothing may be left over.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config.embedded.server import Server
from demo.sign_ins import ACCOUNTS
from national.bench import crowd
from national.bench.crowd_person import Fault, Person
from tests.attack.test_slow_bodies import HOST, LOCAL, ROOT, environment, proxied, served
from tests.cluster import watched
from tests.cluster.site import ask, cluster, first_process, restart, url
from tests.cluster.watched import Watch

PARTS = 6  # of the time: a worker is killed at the end of each, the job runs in the middle of each
LOOK = 10.0  # seconds between two looks at the processes
CALM = 5.0  # seconds after a disturbance in which pages may still fail for it
WORKERS, THREADS = 4, 4  # as in deploy/gunicorn.py
KEPT = """
SELECT array_agg(file) FROM (
    SELECT file FROM collaboration_attachment UNION
    SELECT file FROM governance_pack WHERE file <> '' UNION
    SELECT file FROM open_data_publicrecord
) AS named
"""
WRITTEN = (
    "update",
    "figure",
    "edit",
    "comment",
    "file",
    "file removed",
    "sheet imported",
    "data loaded",
    "notice read",
)
SITE = f"https://{LOCAL['Host']}"


@dataclass(frozen=True)
class Disturbance:
    """What was done to the server, from when to when; whether pages that are read may fail."""

    began: float
    ended: float
    words: str
    spares_reading: bool = False

    def explains(self, fault: Fault) -> bool:
        is_near = fault.began <= self.ended + CALM and fault.ended >= self.began
        return is_near and (fault.was_sent or not self.spares_reading)


@dataclass
class Soak:
    """One run: where it is, what was done, what was seen."""

    folder: Path
    server: Server
    env: dict[str, str]
    people: int
    seconds: int
    pages: int = 0  # their ports
    reserve: int = 0
    begun: float = 0.0
    watch: Watch = field(default_factory=Watch)
    done: list[Disturbance] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    jobs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    # --- Who is there ------------------------------------------------------------------------

    def named(self, every: dict[int, watched.Process]) -> dict[int, str]:
        """The processes that serve, by what they are."""
        found = {}
        for one in watched.below(os.getpid(), every):
            for port, name in ((self.pages, "pages"), (self.reserve, "reserve")):
                if f"--bind {HOST}:{port} " in one.command and one.state != "Z":
                    is_first = one.parent == os.getpid()
                    found[one.pid] = f"{name}, {'first' if is_first else 'worker'}"
            if "nginx" in one.command:
                found[one.pid] = "nginx"
        found[first_process(self.server)] = "database, first"
        return found

    def newest_worker(self) -> int:
        """That of the pages: so the others live as long as they can."""
        named = self.named(watched.processes())
        return max(pid for pid, name in named.items() if name == "pages, worker")

    # --- What is done meanwhile --------------------------------------------------------------

    def disturb(self) -> None:
        """Kills, jobs, the restart at their moments; a look each few seconds, a table each part."""
        part = self.seconds / PARTS
        plan = [(part * number, self.kill_worker) for number in range(1, PARTS)]
        plan += [(part * (number + 0.5), self.run_due) for number in range(PARTS)]
        plan += [(part * number - 1, self.tell) for number in range(1, PARTS + 1)]
        plan.append((part * 3.25, self.restart_database))
        for moment, does in sorted(plan, key=lambda one: one[0]):
            while (left := self.begun + moment - time.time()) > 0:
                time.sleep(min(left, LOOK))
                self.look()
            does()
        for job in self.jobs:
            self.end(job)

    def look(self) -> None:
        every = watched.processes()
        self.watch.look(time.time() - self.begun, self.named(every), every)

    def kill_worker(self) -> None:
        """As when the system is out of memory: what it was answering is read of another."""
        pid, now = self.newest_worker(), time.time()
        os.kill(pid, signal.SIGKILL)
        self.done.append(Disturbance(now, now, f"killed worker {pid}", spares_reading=True))

    def restart_database(self) -> None:
        began = time.time()
        restart(self.server)
        self.done.append(Disturbance(began, time.time(), "restarted the database"))

    def run_due(self) -> None:
        """Begin the hourly job, beside all else."""
        command = [sys.executable, "manage.py", "run_due"]
        self.jobs.append(subprocess.Popen(command, env=self.env, cwd=ROOT))

    def end(self, job: subprocess.Popen[bytes]) -> None:
        """Nothing may go wrong in it."""
        if status := job.wait():
            self.problems.append(f"run_due ended with status {status}")

    def tell(self) -> None:
        """What was seen of late."""
        now = time.time() - self.begun
        say(f"After {now / 60:.1f} minutes:")
        for line in self.watch.lines(now - self.seconds / PARTS, now + 1):
            say(line)
        try:
            say(f"  {watched.held(self.server)}")
        except psycopg.OperationalError as away:
            say(f"  the database: {away}")

    # --- How it ended ------------------------------------------------------------------------

    def judge(self, there: list[Person]) -> None:
        """What went wrong that no disturbance explains; who grew; what is left."""
        faults = [fault for person in there for fault in person.wrong]
        for one in self.done:
            costs = [fault for fault in faults if one.explains(fault)]
            say(f"{one.words}, {one.ended - one.began:.1f} s: {len(costs)} pages failed")
            faults = [fault for fault in faults if fault not in costs]
        for words, times in Counter(fault.words for fault in faults).most_common():
            self.problems.append(f"{times} × {words}")
        taken, refused = Counter[str](), Counter[str]()
        for person in there:
            taken += person.taken
            refused += person.refused
        say(f"Taken: {dict(taken)}. Sent back: {dict(refused)}.")
        self.problems += [f"never taken: {kind}" for kind in WRITTEN if not taken[kind]]
        part = self.seconds / PARTS
        last = (self.seconds - part, self.seconds + 1.0)
        self.problems += self.watch.grown((part, 2 * part), last)
        self.problems += self.left()

    def left(self) -> Iterator[str]:
        """What is still held though nobody is there any more."""
        now = watched.held(self.server)
        say(f"At rest: {now}")
        most = (WORKERS + 1) * (THREADS + 1)
        if now.connections > most:
            yield f"{now.connections} connections, of at most {most}"
        if now.idle_in_transaction or now.advisory or now.waiting or now.locks or now.prepared:
            yield f"held in the database: {now}"
        for name in ("tmp", "nginx"):
            found = [one for one in (self.folder / name).rglob("*") if is_left(one)]
            if found:
                yield f"{len(found)} temporary files, as {found[0]}"
        if found := list(self.server.data.rglob("pgsql_tmp*/*")):
            yield f"{len(found)} temporary files of the database"
        every = watched.processes()
        named = self.named(every)
        for one in watched.below(os.getpid(), every):
            if one.pid not in named:
                yield f"process {one.pid} ({one.state}) is left: {one.command[:100]}"
        files = self.folder / "files"
        kept = {str(one.relative_to(files)) for one in files.rglob("*") if one.is_file()}
        known = set(ask(self.server, KEPT))
        say(f"Files: {len(known)} in the database, {len(kept)} in the folder")
        for name in sorted(kept - known):
            yield f"a file is kept that nobody knows: {name}"
        for name in sorted(known - kept):
            yield f"a file is missing: {name}"


def is_left(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".conf", ".log", ".pid"}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def serving(folder: Path, people: int, seconds: int) -> Iterator[tuple[Soak, int]]:
    """The whole server with the demo's record, and the port to come to."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for name in ("tmp", "nginx", "files"):
        (folder / name).mkdir()
    with ExitStack() as stack:
        server = stack.enter_context(cluster(folder / "data", "soak"))
        asks = {
            "EMAIL_URL": "dummymail://",
            "SITE_URL": SITE,
            "TWO_STEP_REQUIRED": "false",
            "TMPDIR": str(folder / "tmp"),
            "STATIC_ROOT": str(folder / "static"),
            "ATTACHMENTS_DIR": str(folder / "files"),
        }
        env = environment(url(server), **asks)
        make = "from config.demo_server import prepare; prepare()"
        settings = {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run([sys.executable, "-c", make], env=env | settings, cwd=ROOT, check=True)
        soak = Soak(folder, server, env, people, seconds)
        # Workers live as long as they can: what grows is to be seen
        for_ever = ("--max-requests", "0")
        soak.pages = stack.enter_context(served(url(server), *for_ever, **asks))
        few = ("--workers", "1", "--threads", "2")
        soak.reserve = stack.enter_context(served(url(server), *few, *for_ever, **asks))
        port = stack.enter_context(proxied(folder / "nginx", soak.pages, soak.reserve))
        yield soak, port


def soak(folder: Path, people: int, seconds: int, seed: int = 1) -> list[str]:
    """So many people for so long; what was wrong."""
    emails = [one.email for one in ACCOUNTS]
    with serving(folder, people, seconds) as (one, port):
        there = crowd.arrive(f"{HOST}:{port}", people, emails, SITE)
        one.begun = time.time()
        disturbs = threading.Thread(target=one.disturb)
        disturbs.start()
        try:
            crowd.stay(there, seconds, seed, writing=True)
        finally:
            disturbs.join()
        for line in crowd.table(there, seconds):
            say(line)
        time.sleep(CALM)
        one.judge(there)
    return one.problems


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/soak", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty one, for the data")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    problems = soak(asked.folder, asked.people, asked.seconds, asked.seed)
    say("\n".join(problems) or "Nothing is wrong.")
    return 1 if problems else 0
