"""Which lines of ours each test runs, which templates it renders and which views it asks for.

``bin/test --map`` runs every test and notes that in ``.data/test_map`` with coverage.py, for
``bin/test --changed`` (``changed_code.py``). What runs in another process is not in it; what runs
once for all tests falls on whichever came first.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.test.signals import template_rendered

# What stands around every test is no test's own
LEFT_OUT = (".venv/*", ".data/*", "tests/tiers.py", "tests/code_map.py", "tests/changed_code.py")
COMMIT = "commit"


def folder(root: Path) -> Path:
    return root / ".data" / "test_map"


def git(root: Path, *words: str) -> str | None:
    """What git answers, or nothing where it knows no such thing."""
    made = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return made.stdout if made.returncode == 0 else None


def as_it_stands(root: Path) -> str:
    """The commit at hand; with what is not committed yet, one of its own on no branch."""
    name = ("-c", "user.name=map", "-c", "user.email=map@localhost")
    return (git(root, *name, "stash", "create") or git(root, "rev-parse", "HEAD") or "").strip()


class Mapping:
    """Has coverage.py note the lines of each test; a template and a view count as a first line."""

    def __init__(self, config: pytest.Config) -> None:
        self.root = config.rootpath
        self.patch = pytest.MonkeyPatch()
        self.seen: set[str] = set()
        self.coverage: Any = None
        self.commit = ""
        worker = getattr(config, "workerinput", {}).get("workerid")
        if not worker:
            folder(self.root).mkdir(parents=True, exist_ok=True)
            for old in folder(self.root).iterdir():
                old.unlink()
            self.commit = as_it_stands(self.root)
        if worker or not config.getoption("numprocesses", None):
            self.begin(folder(self.root) / f"{worker or 'main'}.coverage")

    def begin(self, file: Path) -> None:
        from coverage import Coverage  # here, as below: other runs need not wait for it

        left_out = [str(self.root / name) for name in LEFT_OUT]
        self.coverage = Coverage(
            str(file), config_file=False, include=[f"{self.root}/*"], omit=left_out
        )
        self.coverage.set_option("run:relative_files", True)
        self.coverage.set_option("run:disable_warnings", ["no-data-collected"])
        self.coverage.start()
        template_rendered.connect(self.rendered)
        resolve, see = BaseHandler.resolve_request, self.see

        def resolve_request(handler: BaseHandler, request: Any) -> Any:
            match = resolve(handler, request)
            for kind in getattr(getattr(match.func, "view_class", None), "__mro__", ()):
                see(getattr(sys.modules.get(kind.__module__), "__file__", None))
            return match

        self.patch.setattr(BaseHandler, "resolve_request", resolve_request)

    def rendered(self, template: Any, **kwargs: Any) -> None:
        self.see(getattr(getattr(template, "origin", None), "name", None))

    def see(self, file: str | None) -> None:
        path = Path(file or "")
        if path.is_relative_to(self.root) and not path.is_relative_to(self.root / ".venv"):
            self.seen.add(path.relative_to(self.root).as_posix())

    def turn(self, test: str) -> None:
        """What ran since the last turn is kept; what runs from now on is this test's."""
        if self.coverage:
            seen, self.seen = self.seen, set()
            self.coverage.get_data().add_lines({file: [1] for file in seen})
            self.coverage.switch_context(test)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.turn(nodeid)

    def pytest_sessionfinish(self) -> None:
        self.turn("")
        if self.commit:
            (folder(self.root) / COMMIT).write_text(self.commit)

    def pytest_unconfigure(self) -> None:
        if self.coverage:
            self.coverage.stop()
            template_rendered.disconnect(self.rendered)
            self.patch.undo()


class Map:
    """What each test ran, as of the commit at which it was noted."""

    def __init__(self, root: Path, commit: str) -> None:
        from coverage import CoverageData

        self.root, self.commit = root, commit
        self.parts = [CoverageData(str(file)) for file in sorted(folder(root).glob("*.coverage"))]
        for part in self.parts:
            part.read()
        self.tests = {test for part in self.parts for test in part.measured_contexts() if test}

    @classmethod
    def made(cls, root: Path) -> Map | None:
        """The one that there is, if it was made to its end and git still knows its commit."""
        file = folder(root) / COMMIT
        commit = file.read_text() if file.exists() else ""
        return cls(root, commit) if commit and git(root, "cat-file", "-t", commit) else None

    def ran(self, file: str, lines: range | None = None) -> set[str]:
        """Tests that ran one of these lines, or anything of the file."""
        return {
            test
            for part in self.parts
            for line, tests in part.contexts_by_lineno(file).items()
            if lines is None or line in lines
            for test in tests
            if test
        }
