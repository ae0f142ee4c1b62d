"""What every test may use: a migrated database, a loaded one, and a server for browsers."""

import gc
import logging
from collections.abc import Iterator

import pytest
from _pytest import runner
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import reset_queries
from django.test.testcases import LiveServerThread
from django.urls import get_resolver
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from config.frames import in_one_piece
from tests import builders, changed_code, database, kept_cast, tiers
from tests.access import kept_world as kept_world_of_the_sweeps
from tests.access.kept_world import KeptWorld
from tests.builders import Cast
from tests.kept_cast import KeptCast

pytest.register_assert_rewrite("tests.plain_record")  # its failures tell what was compared
hypothesis_settings.register_profile("placebook", deadline=None, derandomize=True)
hypothesis_settings.load_profile("placebook")


def pytest_addoption(parser: pytest.Parser) -> None:
    tiers.add_options(parser)
    changed_code.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    changed_code.configure(config)
    config.pluginmanager.register(tiers.Tiers(config), "tiers")


def pytest_sessionstart(session: pytest.Session) -> None:
    """The process that hands tests to the others migrates the template, once for all of them.

    Each makes its addresses now: a test that turns DEBUG on must not be the first to ask for them.
    What was refused or not found is not logged: the sweeps ask for that thousands of times.
    """
    _ = get_resolver().url_patterns
    logging.getLogger("django.request").setLevel(logging.ERROR)
    config = session.config
    if config.getoption("numprocesses", None) and not config.option.collectonly:
        with config.stash[blocking_manager_key].unblock():
            database.template()


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: an eighth of the time went on looking through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Each test has the room for its frames that a server gives a request."""
    return in_one_piece(runner.pytest_runtest_protocol, item, nextitem)


# The longest tests, which begin first: no core waits for one of them at the end.
LONGEST = (
    "tests/access/test_leaks.py",
    "tests/access/test_queries.py",
    "tests/demo/",
    "tests/browser/",
    "tests/deploy/test_operating.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, each of the rest where it stood."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Each process works in its own clone of the migrated template."""
    with (
        django_db_blocker.unblock(),
        database.clone(database.template()) as name,
        database.using(name),
    ):
        yield


@pytest.fixture(autouse=True)
def _queries_counted_anew() -> None:
    """Django keeps the last 9,000 queries of a connection, and forgets them with a request only.

    Tests that count and ask for no page would fill that, and the next that counts would miss some.
    """
    reset_queries()


# Fixtures that give a test another database than the one whose transaction rolls back.
ELSEWHERE = {"own_database", "demo_database", "kept_world", "kept_demo"}


@pytest.fixture(scope="session")
def cast_made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[KeptCast]:
    with django_db_blocker.unblock(), database.keep(database.template()) as kept:
        yield kept_cast.keep(kept, builders.new_cast)


@pytest.fixture(autouse=True)
def _cast_at_hand(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever begins with `builders.cast()` has the one that this process keeps."""
    named = set(request.fixturenames)
    uses = request.node.get_closest_marker("django_db") or named & {"db", "cast"}
    if not uses or named & ELSEWHERE:
        yield
        return
    request.getfixturevalue("db")
    with kept_cast.at_hand(request.getfixturevalue("cast_made_once")):
        yield


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """Everybody who reads and writes in a test, with the places where they do.

    In the test's transaction, unless it has a database for itself.
    """
    if not {"own_database", "demo_database"} & set(request.fixturenames):
        request.getfixturevalue("db")
    return builders.cast()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh clone for this test alone, where each statement commits: moments differ."""
    with (
        django_db_blocker.unblock(),
        database.clone(database.template()) as name,
        database.using(name),
    ):
        yield name


@pytest.fixture
def demo_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh clone with the demo's record, committed, for this test alone.

    Instead of `db`, not beside it: everything in the test sees what is committed here, a server
    thread as well.
    """
    with (
        django_db_blocker.unblock(),
        database.clone(database.loaded_template()) as name,
        database.using(name),
    ):
        yield name


@pytest.fixture(scope="session")
def _world_made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[database.Kept, KeptWorld]]:
    with django_db_blocker.unblock(), database.keep(database.template()) as kept:
        with kept.filled():
            world = kept_world_of_the_sweeps.make()
        yield kept, world


@pytest.fixture
def kept_world(
    _world_made_once: tuple[database.Kept, KeptWorld], django_db_blocker: DjangoDbBlocker
) -> Iterator[KeptWorld]:
    """One record of each family at each level, instead of `db`: what the test writes is undone."""
    kept, world = _world_made_once
    with django_db_blocker.unblock(), kept.opened(), world.asked():
        yield world


@pytest.fixture(scope="session")
def _demo_made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[database.Kept]:
    with django_db_blocker.unblock(), database.keep(database.loaded_template()) as kept:
        yield kept


@pytest.fixture
def kept_demo(_demo_made_once: database.Kept, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo's record, instead of `db`, for a test of one thread: what it writes is undone."""
    with django_db_blocker.unblock(), _demo_made_once.opened():
        yield


@pytest.fixture(scope="session")
def server_address() -> Iterator[str]:
    """The address of a web server in this process; it serves whatever database is in use."""
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()
