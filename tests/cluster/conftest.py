"""A primary with the demo's record, for all of these tests: they run in one process (.ci/run)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from config.embedded.server import Server
from tests import database
from tests.cluster.site import cluster, fill, folder


@pytest.fixture(scope="session")
def primary(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    with folder() as data, cluster(data, "primary") as server:
        with django_db_blocker.unblock():
            host = connection.settings_dict["HOST"]
            fill(server, database.loaded_template(), host)
        yield server
