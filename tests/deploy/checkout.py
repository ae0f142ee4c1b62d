"""The code of this checkout somewhere else: what git knows of it, and what it is about to."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def git(folder: Path, *arguments: str) -> str:
    """Run git there as somebody; gives what it said."""
    done = subprocess.run(
        [*GIT, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def tracked() -> list[str]:
    """The files that stand here, by their paths."""
    told = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return [name for name in told if (ROOT / name).is_file()]


def copy_code(to: Path, only: set[str] | None = None) -> None:
    """Copy them, or those of these top folders and files."""
    for name in tracked():
        if only is None or Path(name).parts[0] in only:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)


def origin(to: Path) -> None:
    """A repository of it, with one commit, from which a server is cloned."""
    copy_code(to)
    commit_all(to)


def commit_all(to: Path) -> None:
    """Make a repository of a folder, with one commit."""
    git(to, "init", "--quiet", "--initial-branch", "main")
    git(to, "add", "--all")
    git(to, "commit", "--quiet", "--message", "First")
