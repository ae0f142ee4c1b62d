"""Which tests are quick, by what each took when all were last run alone on the machine.

``bin/test`` runs the quick ones; ``bin/test --all`` every one; whatever is named runs whole
(``bin/test tests/access``). ``bin/test --all --record`` writes ``slow_tests.csv`` anew. A test that
is not in it is quick, so that a new one is. Of a sweep that is slow whole, what is marked
``quick_part`` runs all the same.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

SLOW = Path(__file__).with_name("slow_tests.csv")
# From how many seconds on a test is slow
LIMIT = 0.15
SECONDS, LEFT_OUT, QUICK_PART = "seconds", "left_out", "quick_part"


def recorded() -> dict[str, float]:
    """Seconds of each slow test, by its id."""
    with SLOW.open(encoding="utf-8", newline="") as file:
        return {row["test"]: float(row["seconds"]) for row in csv.DictReader(file)}


def record(took: dict[str, float]) -> None:
    """Write down those that are slow, with their seconds."""
    with SLOW.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["test", "seconds"])
        slow = sorted(pair for pair in took.items() if pair[1] >= LIMIT)
        writer.writerows((test, f"{seconds:.2f}") for test, seconds in slow)


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("tiers", "quick and slow tests")
    group.addoption("--all", action="store_true", help="run the slow tests as well")
    group.addoption("--record", action="store_true", help="note which tests are slow (with --all)")


class Tiers:
    """Leaves out what is slow, measures each test, and says both at the end.

    What a fixture of the whole run takes is nobody's: it falls on whichever test comes first.
    """

    def __init__(self, config: pytest.Config, clock: Callable[[], float] = perf_counter) -> None:
        self.config = config
        self.clock = clock
        self.left_out: dict[str, float] = {}
        if hasattr(config, "workerinput"):
            self.left_out = config.workerinput[LEFT_OUT]
        elif not (config.args_source is config.ArgsSource.ARGS or config.getoption("--all")):
            self.left_out = recorded()
        self.took: dict[str, float] = {}
        self.quick_parts: set[str] = set()
        self.shared = 0.0
        self.began = 0.0

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """A worker of pytest-xdist is told: to it every path looks named."""
        node.workerinput[LEFT_OUT] = self.left_out

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        out = [item for item in items if item.nodeid in self.left_out]
        items[:] = [item for item in items if item.nodeid not in self.left_out]
        self.config.hook.pytest_deselected(items=out)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        began, inner = self.clock(), self.shared
        result = yield
        if fixturedef.scope == "session":  # those that it asked for are within it
            self.shared = inner + self.clock() - began
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self) -> None:
        self.began, self.shared = self.clock(), 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: Any) -> Iterator[None]:
        report: Any = yield
        if call.when == "teardown":
            took = self.clock() - self.began - self.shared
            report.user_properties.append((SECONDS, took))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In the process that hands out, for what all of them ran."""
        if report.when == "teardown":
            measured: dict[str, Any] = dict(report.user_properties)
            self.took[report.nodeid] = measured[SECONDS]
            if QUICK_PART in report.keywords:
                self.quick_parts.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        if self.config.getoption("--record") and not hasattr(self.config, "workerinput"):
            record({test: took for test, took in self.took.items() if test not in self.quick_parts})

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        by_folder: dict[str, float] = defaultdict(float)
        for test, seconds in self.took.items():
            by_folder["/".join(test.partition("::")[0].split("/")[:2])] += seconds
        total = sum(by_folder.values())
        longest = sorted(by_folder.items(), key=lambda pair: -pair[1])[:8]
        told = ", ".join(f"{folder} {seconds:,.0f}" for folder, seconds in longest)
        terminalreporter.write_line(f"Seconds of the tests: {total:,.0f}. {told}")
        if self.left_out:
            slow = sum(self.left_out.values())
            terminalreporter.write_line(
                f"Left out as slow: {len(self.left_out):,} tests that take {slow:,.0f} seconds. "
                "Run them too with bin/test --all, or name their folder."
            )
