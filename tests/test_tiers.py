"""What is slow is left out unless all is asked for or it is named, and is what was recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiers

CONFTEST = """
import pytest

from tests import tiers

now = [0.0]


def pytest_addoption(parser):
    tiers.add_options(parser)


def pytest_configure(config):
    config.pluginmanager.register(tiers.Tiers(config, clock=lambda: now[0]), "tiers")


@pytest.fixture(scope="session")
def takes():
    def goes_on(seconds):
        now[0] += seconds

    return goes_on
"""
TESTS = """
import pytest


@pytest.fixture(scope="session")
def world(takes):
    takes(60)


def test_quick(world, takes):
    takes(0.1)


def test_slow(world, takes):
    takes(0.5)


@pytest.fixture
def made(takes):
    yield
    takes(2)


def test_slow_in_its_own_fixture(made):
    pass


@pytest.mark.quick_part
def test_a_part_of_a_slow_sweep(takes):
    takes(20)
"""
SLOW = {
    "tests/test_some.py::test_slow": 0.5,
    "tests/test_some.py::test_slow_in_its_own_fixture": 2.0,
}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of four tests: a quick one, two slow ones, and one that runs all the same."""
    monkeypatch.setattr(tiers, "SLOW", pytester.path / "slow_tests.csv")
    tiers.record({})
    options = "addopts = -p no:django -p no:cacheprovider\nmarkers = quick_part"
    pytester.makeini(f"[pytest]\ntestpaths = tests\n{options}")
    folder = pytester.mkdir("tests")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_some.py").write_text(TESTS)
    return pytester


def test_a_test_that_was_never_recorded_is_quick(project: pytest.Pytester) -> None:
    project.runpytest_inprocess().assert_outcomes(passed=4)


def test_what_took_long_is_recorded_and_what_the_whole_run_shares_is_nobodys(
    project: pytest.Pytester,
) -> None:
    project.runpytest_inprocess("--all", "--record").assert_outcomes(passed=4)
    assert tiers.recorded() == SLOW


def test_what_is_slow_is_left_out_and_told(project: pytest.Pytester) -> None:
    tiers.record(SLOW)
    made = project.runpytest_inprocess()
    made.assert_outcomes(passed=2, deselected=2)
    made.stdout.fnmatch_lines(["Left out as slow: 2 tests that take *bin/test --all*"])


@pytest.mark.parametrize("named", ["--all", "tests", "tests/test_some.py"])
def test_all_or_what_is_named_runs_whole(project: pytest.Pytester, named: str) -> None:
    tiers.record(SLOW)
    made = project.runpytest_inprocess(named)
    made.assert_outcomes(passed=4)
    made.stdout.no_fnmatch_line("Left out*")


def test_the_processes_that_share_the_tests_leave_out_the_same(project: pytest.Pytester) -> None:
    tiers.record(SLOW)
    made = project.runpytest_inprocess("-n", "1", "-p", "xdist")
    made.assert_outcomes(passed=2)
    made.stdout.fnmatch_lines(["Left out as slow: 2 tests*"])


def test_each_file_of_a_slow_test_is_there() -> None:
    root = Path(tiers.__file__).parent.parent
    assert {
        name for test in tiers.recorded() if not (root / (name := test.split("::")[0])).exists()
    } == set()
