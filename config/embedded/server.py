"""An own PostgreSQL server: made when first asked for, shared by processes, stopped by the last.

Every process that uses the server holds a shared lock on `<cluster>.users` until it ends, however
it ends; whoever makes, starts or stops it holds `<cluster>.turn` alone. So a process that is
killed leaves the server to the next one, and the last that leaves in order stops it.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from threading import RLock

from config.embedded import binaries

# A socket's whole path may have 103 bytes at most, so it is never in the project.
SOCKETS = Path("/tmp")  # noqa: S108 (the folder is private, and its owner is checked)
ROOTS_HOME = Path("/var/lib/placebook")  # for root, where the project lies out of others' reach
# The whole of a local database is soon in memory, where a page read at random costs no more than
# the next one; the planner must know, or it reads whole tables.
PLANNING = {"random_page_cost": "1.1", "work_mem": "16MB"}
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # It would find the tables of tests empty, which roll back, and note so: the planner then looked
    # for thirty rows of everything one by one, for minutes
    "autovacuum": "off",
    # A test with threads empties every table as it ends, and locks each with all its indexes
    "max_locks_per_transaction": "256",
}
PATIENCE = 60  # seconds that a server may take to recover after a crash


class ServerError(RuntimeError):
    """initdb or the server did not come up; the message holds what they said."""


class InUseError(RuntimeError):
    """Another process uses the cluster."""


class Server:
    """One cluster of databases and the process that serves it on a Unix socket.

    `data`: folder for the cluster; `durable=False` trades safety at a power cut for speed (tests).
    `replica_of`: another that runs and is durable, of which this is a copy that follows it.
    """

    USER = "placebook"
    DATABASE = "placebook"
    PORT = "5432"

    @classmethod
    @cache
    def named(cls, data: Path, name: str, durable: bool) -> "Server":
        """The one object in this process for the cluster `name` under the folder `data`."""
        return cls(data, name, durable)

    def __init__(
        self,
        data: Path,
        name: str,
        durable: bool,
        programs: binaries.Binaries | None = None,
        replica_of: "Server | None" = None,
    ) -> None:
        self.programs = programs or binaries.find()
        self.replica_of = replica_of
        self.runner = binaries.Runner.here()
        home = self._home(Path(data).absolute())
        whose = "-root" if self.runner.switches else ""  # not to mix owners in one folder
        self.data = home / f"{name}-pg{self.programs.major}{whose}"
        self.durable = durable
        digest = hashlib.sha256(bytes(self.data)).hexdigest()[:12]
        self.socket_dir = SOCKETS / f"placebook-{os.getuid()}-{digest}"
        self._using = -1  # the open users' lock
        self._pid = 0  # the process that opened it: a forked child opens its own
        self._threads = RLock()

    def _home(self, wanted: Path) -> Path:
        """`wanted`, or for root a folder that the server's user can reach as well."""
        wanted.mkdir(parents=True, exist_ok=True)
        if not self.runner.switches or self.runner.can_reach(wanted):
            return wanted
        home = ROOTS_HOME / hashlib.sha256(bytes(wanted)).hexdigest()[:12]
        home.mkdir(parents=True, exist_ok=True)
        return home

    # --- Using it ----------------------------------------------------------------------------

    def ensure_running(self) -> None:
        """Makes and starts the server where needed; this process then uses it until it ends."""
        with self._threads:
            if self._pid == os.getpid() and self._state() == "ready":
                return
            with self._turn():
                if self._pid != os.getpid():
                    self._open_users()
                    fcntl.flock(self._using, fcntl.LOCK_SH)
                    atexit.register(self.leave)
                self._settle()
                if self._state() != "ready":
                    self._make()
                    self._start()

    def leave(self) -> None:
        """This process is done with the server; the last one to say so stops it."""
        with self._threads:
            if self._pid != os.getpid():
                return  # never used here, or the lock is a parent's
            with self._turn():
                if self._is_last():
                    self._stop()
                self._close_users()
                atexit.unregister(self.leave)

    def remove(self) -> None:
        """Deletes the cluster and all in it. InUseError while another process uses it."""
        with self._threads, self._turn():
            if self._pid != os.getpid():
                self._open_users()
            try:
                if not self._is_last():
                    raise InUseError(f"{self.data} is in use; stop the demo first.")
                self._stop()
                if self.data.exists():  # under a name that is cleared, should this be cut off
                    self.data.rename(gone := self._aside(self.data))
                    shutil.rmtree(gone)
            finally:
                self._close_users()

    def _open_users(self) -> None:
        if self._using >= 0:
            os.close(self._using)  # a parent's: its lock is not ours to hold
        self._using = os.open(self._sibling(".users"), os.O_RDWR | os.O_CREAT, 0o600)
        self._pid = os.getpid()

    def _is_last(self) -> bool:
        """Whether no other process uses the server; none can begin to while we have the turn."""
        try:
            fcntl.flock(self._using, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _close_users(self) -> None:
        fcntl.flock(self._using, fcntl.LOCK_UN)  # also where a forked child still has it open
        os.close(self._using)
        self._using, self._pid = -1, 0

    # --- Making, starting, stopping: only while holding the turn --------------------------------

    def _turn(self) -> "_Turn":
        return _Turn(self._sibling(".turn"))

    def _sibling(self, suffix: str) -> Path:
        return self.data.with_name(self.data.name + suffix)

    def _make(self) -> None:
        """In a folder aside, renamed when whole: a half-made cluster is never used."""
        if self.data.exists():
            return
        aside = self._aside(self.data)
        os.chown(aside, self.runner.uid, self.runner.gid)
        if self.replica_of is None:
            self._initialise(aside)
        else:
            self._run("pg_basebackup", "-D", aside, "-h", self.replica_of.socket_dir,
                      "-p", self.PORT, "-U", self.USER, "-R", "-c", "fast")  # fmt: skip
        aside.rename(self.data)

    def _initialise(self, aside: Path) -> None:
        locale = ["--locale=C", "--lc-ctype=C.UTF-8"]
        if self.programs.major >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run("initdb", "-D", aside, "-U", self.USER, "-E", "UTF8", "--auth=trust",
                  "--no-sync", "--no-instructions", *locale)  # fmt: skip
        create = f"CREATE DATABASE {self.DATABASE};\n"
        self._run("postgres", "--single", "-D", aside, "-F", "template1", said=create)

    def _aside(self, folder: Path) -> Path:
        """An empty folder beside, for what is not whole. Those of starts cut off are deleted."""
        for left in folder.parent.glob(f"{folder.name}.aside-*"):
            shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f"{folder.name}.aside-", dir=folder.parent))

    def _start(self) -> None:
        self._make_socket_dir()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "port": self.PORT,
            **PLANNING,
        } | ({} if self.durable else NOT_DURABLE)
        flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = self.data / "server.log"
        give_up = time.monotonic() + PATIENCE
        while True:
            log.unlink(missing_ok=True)
            self._drop_misleading_pid()
            try:
                return self._run("pg_ctl", "start", "-D", self.data, "-l", log, "-o", flags,
                                 "-w", "-s", "-t", PATIENCE)  # fmt: skip
            except ServerError as error:
                last_lines = log.read_text(errors="replace")[-2000:] if log.exists() else ""
                # Killed servers leave children that take a moment to notice.
                if "still in use" not in last_lines or time.monotonic() > give_up:
                    raise ServerError(f"{error}\n{last_lines}") from None
                time.sleep(0.05)

    def _stop(self) -> None:
        if self._state():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-s", "-t", PATIENCE)
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def _settle(self) -> None:
        """Waits for a server on its way up or down; stops one that nobody can reach any more."""
        give_up = time.monotonic() + PATIENCE
        while self._state() not in ("", "ready") and time.monotonic() < give_up:
            time.sleep(0.02)
        if self._state() and not (self.socket_dir / f".s.PGSQL.{self.PORT}").exists():
            self._stop()  # the system cleared /tmp

    def _make_socket_dir(self) -> None:
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        if self.socket_dir.lstat().st_uid not in (os.getuid(), self.runner.uid):
            raise ServerError(f"{self.socket_dir} belongs to somebody else; remove it first.")
        os.chown(self.socket_dir, self.runner.uid, self.runner.gid)
        for left in self.socket_dir.iterdir():
            left.unlink()

    def _state(self) -> str:
        """What postmaster.pid says: starting, ready or stopping; "" when no server serves us."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            ours = self._serves_us(int(lines[0]))
        except (OSError, ValueError, IndexError):
            return ""
        return (lines[7].strip() if len(lines) > 7 else "starting") if ours else ""

    def _drop_misleading_pid(self) -> None:
        """Removes a pid file that names a process which lives but is not our server.

        One that names a dead process stays: PostgreSQL reads in it which shared memory to check,
        and so waits for the children of a killed server.
        """
        file = self.data / "postmaster.pid"
        try:
            os.kill(int(file.read_text().split("\n")[0]), 0)
        except (FileNotFoundError, ProcessLookupError):
            return
        except (PermissionError, ValueError, OverflowError):
            pass
        if not self._state():
            file.unlink()

    def _serves_us(self, pid: int) -> bool:
        """Whether process `pid` is a PostgreSQL that serves this cluster."""
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            asked = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
            command = subprocess.run(asked, check=False, capture_output=True).stdout
        return bytes(self.data) in command and b"postgres" in command

    def _run(self, program: str, *arguments: object, said: str = "") -> None:
        done = subprocess.run(
            [self._folder() / program, *map(str, arguments)],
            check=False,
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # so that Ctrl-C in the terminal does not reach the server
            **self.runner.popen_arguments(),
        )
        if done.returncode:
            raise ServerError(f"{program} failed ({done.returncode}): {done.stdout.strip()}")

    def _folder(self) -> Path:
        """The programs, copied beside the data where the server's user cannot read them."""
        folder = self.programs.folder
        if not self.runner.switches or self.runner.can_reach(folder / "postgres"):
            return folder
        copy = self.data.with_name(f"programs-{self.programs.version}")
        with _Turn(copy.with_name(f"{copy.name}.turn")):  # other clusters beside use them too
            if not copy.exists():
                aside = self._aside(copy)
                aside.chmod(0o755)
                self.programs.copy_to(aside)
                aside.rename(copy)
        return copy / folder.relative_to(self.programs.top)


class _Turn:
    """`with` it: alone among all processes; kept by the kernel, so freed however they end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.lock = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self.lock)
