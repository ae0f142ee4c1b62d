"""The tests that a change touches, by the map of what each test ran (``code_map.py``).

``bin/test --changed`` runs the tests that ran a function, rendered a template or asked for a view
that is another since the map was made, or since a commit, and new tests. What a map can't know
widens that, and is told. It may miss some; ``bin/test --all`` does not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import code_map, tiers
from tests.code_map import Map, Mapping, git

TOLD = "changed"
OF_EVERY_TEST = ("tests/conftest.py", *code_map.LEFT_OUT)
# Where something of these is another, so may be everything
EVERYTHING = re.compile(
    r"config/.*\.py|tests/(conftest|settings)\.py|pyproject\.toml|requirements.*\.txt"
)
MOST_FILES = 40  # that name one: beyond that everything quick runs
TOUCHED = (
    "Of what changed since {since}: {chosen:,} of {all:,} tests. "
    "It may miss some; bin/test --all does not."
)
NO_MAP = (
    "No map says what each test runs: these were the quick tests. "
    "bin/test --all --map makes one, in half as long again as bin/test --all."
)


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("changed", "tests that a change touches")
    group.addoption("--map", action="store_true", help="run all and note what each test ran")
    group.addoption("--changed", action="store_true", help="run what a change touches, by the map")
    group.addoption("--since", metavar="COMMIT", help="changed since then (else: since the map)")


def configure(config: pytest.Config) -> None:
    """Before the tiers are: what a map chooses from is every test."""
    if config.getoption("--map"):
        config.option.all = True
        config.pluginmanager.register(Mapping(config), "map")
    elif config.getoption("--changed"):
        since = config.getoption("--since")
        if since and not git(config.rootpath, "rev-parse", "-q", "--verify", since + "^{commit}"):
            raise pytest.UsageError(f"--since: git knows no commit {since}")
        known = Map.made(config.rootpath)
        config.option.all |= known is not None
        config.pluginmanager.register(Changed(config, known), "changed")


class Code(ast.NodeTransformer):
    """A module taken apart: its functions by name, and what stands outside them.

    Neither documentation nor imports are looked at: who uses what is imported is another as well.
    """

    def __init__(self, text: str) -> None:
        self.within: list[str] = []
        self.functions: dict[str, str] = {}
        self.lines: dict[str, range] = {}
        self.outside = ast.dump(self.visit(ast.parse(text)))

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.within.append(node.name)
        self.generic_visit(node)
        self.within.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        name = ".".join([*self.within, node.name])
        while name in self.functions:
            name += "+"  # a property's setter
        if ast.get_docstring(node) is not None:
            del node.body[0]
        self.functions[name] = ast.dump(node)
        first = node.body[0].lineno if node.body else 0
        self.lines[name] = range(first, (node.end_lineno or 0) + 1 if first else 0)
        # That a method is there, or something registered, makes a difference to others
        return ast.Expr(ast.Name(name)) if self.within or node.decorator_list else None

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else node

    def visit_Import(self, node: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None


@dataclass
class Reason:
    """Something that changed, and the tests that run for it."""

    what: str
    tests: set[str] = field(default_factory=set)
    below: tuple[str, ...] = ()
    but: Container[str] = ()

    @classmethod
    def quick(cls, what: str) -> Reason:
        return cls(f"{what}: everything quick", below=("",), but=tiers.recorded())

    def holds(self, test: str) -> bool:
        return test in self.tests or (test.startswith(self.below) and test not in self.but)


class Reasons:
    """What changed since a commit, and for each the tests that the map knows of or may not."""

    def __init__(self, known: Map, since: str) -> None:
        self.known, self.since, self.root = known, since, known.root
        changed = git(self.root, "diff", "--name-only", "--no-renames", "--relative", since) or ""
        untracked = git(self.root, "ls-files", "--others", "--exclude-standard") or ""
        self.files = sorted({*changed.splitlines(), *untracked.splitlines()})
        self.all = [reason for file in self.files for reason in self.of(file)]

    def of(self, file: str) -> Iterator[Reason]:
        if "/migrations/" in file:
            yield self.of_tables(file)
        elif file.endswith(".py"):
            yield from self.of_code(file)
        elif EVERYTHING.fullmatch(file):
            yield Reason.quick(file)
        elif file.startswith("templates/") and (ran := self.known.ran(file)):
            yield Reason(f"{file}: rendered it", ran)
        elif file.startswith("static/"):
            yield self.of_names(file, Path(file).name, "tests/browser/")
        elif file.endswith(".md"):
            yield self.of_names(file, Path(file).name, "tests/repository/")
        elif file.startswith("templates/"):
            yield self.of_names(file, file.removeprefix("templates/"))
        else:
            yield self.of_names(file, Path(file).name)

    def of_code(self, file: str) -> Iterator[Reason]:
        """By function where tests ran it; by the whole file where that is not known."""
        path = self.root / file
        now = Code(path.read_text() if path.exists() else "")
        before = Code(self.text(self.since, file))
        mapped = Code(self.text(self.known.commit, file))
        changed = [one for one, code in before.functions.items() if code != now.functions.get(one)]
        ran = {one: self.known.ran(file, mapped.lines.get(one, range(0))) for one in changed}
        if any(ran.values()):
            names = ", ".join(one for one in changed if ran[one])
            yield Reason(f"{file}: ran {names}", set().union(*ran.values()))
        if before.outside != now.outside or not all(ran.values()):
            yield self.outside(file)

    def text(self, commit: str, file: str) -> str:
        return git(self.root, "show", f"{commit}:./{file}") or ""

    def outside(self, file: str) -> Reason:
        """Tests for what no test ran by itself: a class's lines, a module's names, a list."""
        if EVERYTHING.fullmatch(file):
            return Reason.quick(file)
        if re.search(r"/models(/.*)?\.py$|/sweep\.py$", f"/{file}"):
            return self.of_tables(file)
        place = Path(file).with_suffix("")
        place = place.parent if place.name == "__init__" else place
        if place.name.startswith("test_"):
            return Reason(f"{file}: the whole file", below=(f"{file}::",))
        beside = place.parent if place.parts[0] == "tests" else "tests" / place.parent
        below = f"{beside}/" if len(Path(beside).parts) > 1 else ""
        return self.of_names(file, ".".join(place.parts), below, is_module=True)

    def of_tables(self, file: str) -> Reason:
        """Rows are what every reader's sweep reads."""
        parts = Path(file).parts
        own = "/".join(parts[:-1]) if parts[0] == "tests" else f"tests/{parts[0]}"
        below = (f"{own}/", "tests/access/")
        what = f"{file}: ran it, or below {' and '.join(below)}"
        return Reason(what, self.known.ran(file), below)

    def of_names(self, file: str, name: str, below: str = "", *, is_module: bool = False) -> Reason:
        """Tests in files that name this one, or that ran such a file."""
        pattern = re.escape(name)
        if is_module:
            package, _, own = name.rpartition(".")
            pattern += rf"|from {re.escape(package)} import .*{re.escape(own)}"
        within = ["tests/*.py"] if file.endswith(".md") else ["*.py"]  # code names them in comments
        within += ["*.html"] if file.startswith("templates/") else []
        asked = ("grep", "--untracked", "-l", "-w", "-E", "-e", pattern, "--", *within)
        listed = git(self.root, *asked) or ""
        naming = {*listed.splitlines()} - {*OF_EVERY_TEST, file}
        if len(naming) > MOST_FILES or not (naming or below or is_module):
            return Reason.quick(f"{file}, named in {len(naming)} files")
        ran = self.known.ran(file).union(*(self.known.ran(one) for one in naming))
        tests = {f"{one}::" for one in naming if Path(one).name.startswith("test_")}
        if below:
            tests.add(below)
        what = f"{file}: ran it or one of {len(naming)} files that name it"
        return Reason(f"{what}, or below {below}" if below else what, ran, tuple(tests))


class Changed:
    """Leaves out what no change touches, and says why the rest runs."""

    def __init__(self, config: pytest.Config, known: Map | None) -> None:
        self.config, self.known = config, known
        self.told = [NO_MAP]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if not self.known:
            return
        since = self.config.getoption("--since") or self.known.commit[:10]
        found = Reasons(self.known, since)
        mapped = {test.partition("::")[0] for test in self.known.tests}
        tests = {item.nodeid for item in items}
        unknown = tests - self.known.tests
        new = {t for t in unknown if t.partition("::")[0] in mapped.union(found.files)}
        reasons = [*found.all, *([Reason("new", new)] if new else [])]
        touched = [{test for test in tests if one.holds(test)} for one in reasons]
        chosen = set().union(*touched)
        self.told = [TOUCHED.format(since=since, chosen=len(chosen), all=len(tests))]
        for one, its in zip(reasons, touched, strict=True):
            self.told.append(f"{len(its):7,}  {one.what}")
        if apart := len(unknown - new):
            self.told.append(f"{apart:7,}  of all are not in the map")
        out = [item for item in items if item.nodeid not in chosen]
        items[:] = [item for item in items if item.nodeid in chosen]
        self.config.hook.pytest_deselected(items=out)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[TOLD] = self.told
        elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.known:
            session.exitstatus = pytest.ExitCode.OK

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.told = getattr(node, "workeroutput", {}).get(TOLD, self.told)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for line in self.told:
            terminalreporter.write_line(line)
