"""The commands of a guide (“A server” in docs/operating.md), and what a test says in place of some
words.

Each is run, or named with the reason why not; a command that is neither fails the test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.checkout import ROOT

GUIDE = ROOT / "docs" / "operating.md"


@dataclass(frozen=True)
class Instead:
    """What a command says in the test in place of what it says in the guide, and why."""

    guide: str
    here: str
    why: str


# {root}: what is /srv/placebook in the guide; {folder}: the folder of the test around it
INSTEAD = (
    Instead("sudo -u postgres ", "", "the test's cluster lets everybody in as everybody"),
    Instead("git clone … ", "git clone --quiet {folder}/origin ", "the guide leaves out where"),
    Instead("/srv/placebook", "{root}", "a folder for this test alone"),
    Instead(
        "python3 -m venv .venv-first && ln -s .venv-first .venv",
        "ln -s {environment} .venv",
        "the packages of the tests are linked, where pip would download them: the next line sees "
        "that all are there as they are pinned; tests/deploy/test_container.py makes a new one",
    ),
    Instead("postgres://…/", "{server}/", "the guide leaves out user, password and host"),
    Instead("/tmp/restored", "{folder}/restored", "a folder for this test alone"),
    Instead(
        "check_server --email you@example.org",
        "check_server --inside",
        "no name of ours leads to a proxy here; tests/deploy/test_check_server.py has one",
    ),
    Instead("5 * * * *  ", "", "the moment is cron's, what follows is the command"),
)
# What is not run here, by how it begins
NOT_RUN = {
    "sudo cp deploy/": "writes to /etc: that what it copies is there is looked at, and "
    "tests/deploy/test_units.py has systemd read it",
    "sudo systemctl ": "there is no systemd; the test keeps the sockets and restarts the services",
}
# What is not run to its end but kept, as a service of systemd would
SERVED = ".venv/bin/gunicorn "


@dataclass(frozen=True)
class Command:
    """One command of a guide. ``line``: where it stands."""

    line: int
    text: str
    guide: Path = GUIDE

    @property
    def not_run(self) -> str:
        """Why it is not run; empty where it is."""
        return next((why for begin, why in NOT_RUN.items() if self.text.startswith(begin)), "")

    def here(self, instead: tuple[Instead, ...] = INSTEAD, **names: str) -> str:
        """As the test runs it."""
        said = self.text
        for one in instead:
            said = said.replace(one.guide, one.here.format(**names))
        return said

    def __str__(self) -> str:
        return f"{self.guide.name}:{self.line}: {self.text}"


def commands(guide: Path = GUIDE, begin: str = "## A server") -> list[Command]:
    """All indented lines from a heading on, those that end in a backslash with what follows."""
    lines = guide.read_text().splitlines()
    first = lines.index(begin)
    found, begun = list[Command](), None
    for number, line in enumerate(lines[first:], first + 1):
        if not line.startswith("    "):
            continue
        text = line.strip() if begun is None else f"{begun.text} {line.strip()}"
        at = number if begun is None else begun.line
        if text.endswith("\\"):
            begun = Command(at, text.removesuffix("\\").rstrip(), guide)
        else:
            found.append(Command(at, re.sub(r"\s{2,}#.*", "", text), guide))
            begun = None
    return found
