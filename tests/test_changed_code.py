"""What a change touches runs and is told with its reason; without a map the quick tests run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import coverage  # noqa: F401  its compiled part loads once in a process, outside pytester's runs
import pytest

from tests import code_map, tiers

FILES = {
    "tests/conftest.py": """
import pytest
from django.template import Context, Engine

from tests import changed_code, tiers


def pytest_addoption(parser):
    tiers.add_options(parser)
    changed_code.add_options(parser)


def pytest_configure(config):
    changed_code.configure(config)
    config.pluginmanager.register(tiers.Tiers(config), "tiers")


@pytest.fixture
def page():
    return lambda name: Engine(dirs=["templates"]).get_template(name).render(Context())
""",
    "tests/shops/test_prices.py": """
from django.core.handlers.base import BaseHandler
from django.test import RequestFactory
from django.urls import path, set_urlconf

import prices
from pages import Prices


def test_full():
    assert prices.full(2)


def test_half():
    assert prices.half(2)


def test_page(page):
    assert page("price.html")


def test_asked():
    asked = RequestFactory().get("/")
    asked.urlconf = (path("", Prices.as_view()),)
    assert BaseHandler().resolve_request(asked)
    set_urlconf(None)
""",
    "tests/shops/test_slow.py": "def test_slow():\n    pass\n",
    "tests/access/test_who.py": "def test_who():\n    pass\n",
    "prices.py": """
FACTOR = 1


def full(price):
    '''What it costs.'''
    return price * FACTOR


def half(price):
    return price / 2
""",
    "bases.py": """
from django.views import View


class Base(View):
    title = "Shops"
""",
    "pages.py": """
from bases import Base


class Prices(Base):
    pass
""",
    "templates/price.html": "{% include 'sum.html' %}",
    "templates/sum.html": "a sum",
    "shops/models.py": "NAME = 1\n",
    "shops/rates.csv": "1\n",
    "README.md": "Shops\n",
}
SLOW = {"tests/shops/test_slow.py::test_slow": 2.0}


def git(*words: str) -> None:
    as_somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *as_somebody, *words], check=True, capture_output=True)


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of six tests, in a commit."""
    monkeypatch.setattr(tiers, "SLOW", pytester.path / "slow_tests.csv")
    tiers.record(SLOW)
    pytester.makeini("[pytest]\ntestpaths = tests\npythonpath = .\naddopts = -p no:django")
    for name, text in FILES.items():
        change(name, text)
    change(".gitignore", ".data\n.pytest_cache\n__pycache__\n")
    git("init")
    git("add", ".")
    git("commit", "-m", "Begin")
    return pytester


@pytest.fixture
def mapped(project: pytest.Pytester) -> pytest.Pytester:
    project.runpytest_inprocess("--map").assert_outcomes(passed=6)
    return project


def change(name: str, text: str, instead_of: str = "") -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(path.read_text().replace(instead_of, text) if instead_of else text)


def runs(project: pytest.Pytester, *told: str, ran: int, options: tuple[str, ...] = ()) -> None:
    made = project.runpytest_inprocess("--changed", *options)
    made.assert_outcomes(passed=ran, deselected=6 - ran)
    made.stdout.fnmatch_lines([f"Of what changed since *: {ran} of 6 tests. *--all*", *told])


def test_what_ran_a_function_that_changed_runs(mapped: pytest.Pytester) -> None:
    change("prices.py", "price * 0.5", instead_of="price / 2")
    runs(mapped, "*1  prices.py: ran half", ran=1)
    git("commit", "-am", "Change")
    runs(mapped, "*1  prices.py: ran half", ran=1)
    runs(mapped, ran=0, options=("--since", "HEAD"))


def test_lines_of_a_map_are_those_of_its_day(project: pytest.Pytester) -> None:
    """Lines that were not committed when it was made count; later ones move no function."""
    change("prices.py", "# One\n# Two\n# Three\nFACTOR = 1", instead_of="FACTOR = 1")
    project.runpytest_inprocess("--map").assert_outcomes(passed=6)
    change("prices.py", "# More\n" * 20 + "FACTOR = 1", instead_of="FACTOR = 1")
    change("prices.py", "What it is.", instead_of="What it costs.")
    runs(project, ran=0)
    git("commit", "-am", "Move")
    change("prices.py", "price * 0.5", instead_of="price / 2")
    for options in ((), ("--since", "HEAD")):
        runs(project, "*1  prices.py: ran half", ran=1, options=options)


def test_what_rendered_a_template_that_changed_runs(mapped: pytest.Pytester) -> None:
    change("templates/sum.html", "another sum")
    runs(mapped, "*1  templates/sum.html: rendered it", ran=1)


def test_what_asked_for_a_view_of_a_class_that_changed_runs(mapped: pytest.Pytester) -> None:
    change("bases.py", "All shops", instead_of="Shops")
    runs(mapped, "*1  bases.py: ran it or one of 1 files that name it", ran=1)


def test_a_new_test_and_one_that_changed_run(mapped: pytest.Pytester) -> None:
    change(
        "tests/access/test_who.py", "def test_who():\n    assert True\n\n\ndef test_new(): pass\n"
    )
    made = mapped.runpytest_inprocess("--changed")
    made.assert_outcomes(passed=2, deselected=5)
    made.stdout.fnmatch_lines(["*1  tests/access/test_who.py: ran test_who", "*1  new"])


@pytest.mark.parametrize(
    ("name", "text", "ran", "told"),
    [
        ("prices.py", FILES["prices.py"].replace("= 1", "= 2"), 4, "ran it or one of 1 files*"),
        ("shops/models.py", "NAME = 2", 6, "ran it, or below tests/shops/ and tests/access/"),
        ("shops/migrations/0001_first.py", "", 6, "ran it, or below tests/shops/ and tests/acc*"),
        ("shops/rates.csv", "2\n", 5, "named in 0 files: everything quick"),
        ("config/settings.py", "DEBUG = True", 5, "everything quick"),
        ("pyproject.toml", "", 5, "everything quick"),
        ("README.md", "More\n", 0, "*below tests/repository/"),
    ],
)
def test_what_no_map_can_know_widens(
    mapped: pytest.Pytester, name: str, text: str, ran: int, told: str
) -> None:
    change(name, text)
    runs(mapped, f"*{ran}  {name}*{told}", ran=ran)


def test_data_is_that_of_the_tests_that_name_it(mapped: pytest.Pytester) -> None:
    change("tests/access/test_who.py", "def test_who():\n    assert 'rates.csv'\n")
    mapped.runpytest_inprocess("--map").assert_outcomes(passed=6)
    change("shops/rates.csv", "2\n")
    runs(mapped, "*1  shops/rates.csv: ran it or one of 1 files that name it", ran=1)


def test_without_a_map_the_quick_tests_run(project: pytest.Pytester) -> None:
    made = project.runpytest_inprocess("--changed")
    made.assert_outcomes(passed=5, deselected=1)
    made.stdout.fnmatch_lines(["Left out as slow*", "No map says*bin/test --all --map makes*"])


def test_a_map_that_was_not_finished_is_none(mapped: pytest.Pytester) -> None:
    (code_map.folder(mapped.path) / code_map.COMMIT).unlink()
    mapped.runpytest_inprocess("--changed").assert_outcomes(passed=5, deselected=1)


def test_the_processes_that_share_the_tests_note_and_run_the_same(project: pytest.Pytester) -> None:
    project.runpytest_inprocess("--map", "-n", "2", "-p", "xdist").assert_outcomes(passed=6)
    assert len([*code_map.folder(project.path).glob("*.coverage")]) == 2
    change("prices.py", "price * 0.5", instead_of="price / 2")
    made = project.runpytest_inprocess("--changed", "-n", "1", "-p", "xdist")
    made.assert_outcomes(passed=1)
    made.stdout.fnmatch_lines(["Of what changed*: 1 of 6 tests.*", "*1  prices.py: ran half"])


def test_a_commit_that_there_is_not_is_refused(mapped: pytest.Pytester) -> None:
    made = mapped.runpytest_inprocess("--changed", "--since", "nowhere")
    assert made.ret == pytest.ExitCode.USAGE_ERROR
