"""PostgreSQL's own programs for dumps, with the database of the settings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from config.embedded import binaries

ASKS_MORE, LATEST = 17, 1000


class ProgramError(RuntimeError):
    """A program is missing or failed; the message says what to do, or what it said."""


def server_version() -> int:
    """The major version of the database's server."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version // 10_000)


def find(name: str) -> str:
    """The path of ``pg_dump`` or the like: the latest that fits the database.

    An earlier one than the database refuses it. From 17 on they say something to the server that
    earlier servers refuse, so that what they wrote could not be put back there. Raises ProgramError
    where there is none.
    """
    server = server_version()
    fits = range(server, ASKS_MORE if server < ASKS_MORE else LATEST)
    found = {version: path for path in _places(name) if (version := _version(path)) in fits}
    if not found:
        raise ProgramError(
            f"No {name} runs here that fits PostgreSQL {server}. Install it "
            f"(Debian: postgresql-client-{server})."
        )
    return str(found[max(found)])


def run(name: str, *arguments: str, last: str | None = None) -> str:
    """Run it on the database of the settings; gives what it printed.

    ``last`` stands where programs take the database's name otherwise. The password goes by the
    environment, so that no list of processes shows it. Raises ProgramError with what it said.
    """
    command, extra = DatabaseClient.settings_to_cmd_args_env(
        connection.settings_dict, ["--no-password", *arguments]
    )
    command[0] = find(name)
    if last is not None:
        command = [*command[:-1], f"--dbname={command[-1]}", last]
    return _done(command, extra or {})


def run_on_file(name: str, *arguments: str) -> str:
    """Run it on a file alone, without a database."""
    return _done([find(name), *arguments], {})


def _done(command: list[str], extra: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, env={**os.environ, **extra}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip() or f"it ended with {done.returncode}"
        raise ProgramError(f"{Path(command[0]).name}: {said}")
    return done.stdout


def _places(name: str) -> Iterator[Path]:
    for pattern in binaries.SYSTEM:
        yield from (folder / name for folder in Path("/").glob(pattern.lstrip("/")))
    yield from (folder / name for folder in binaries.in_wheel())
    if on_path := shutil.which(name):
        yield Path(on_path)


def _version(path: Path) -> int:
    """Its major version; 0 where it does not run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    version = re.search(r"\) (\d+)", said.stdout)
    return int(version[1]) if version else 0
