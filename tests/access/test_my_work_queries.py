"""My work stays at 24 queries, whoever asks for it and however much waits for them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import builders
from tests.access import many
from tests.access.open_world import open_world

pytestmark = pytest.mark.django_db

# One of them asks whether the reader may still read what their latest notices are about. It always
# did where a notice was about a record; here none was until answers to error reports said of which.
# It is no part of another: what notices are about differs from reader to reader.
MOST = 24


def test_my_work_costs_nobody_more_than_twenty_four_queries() -> None:
    seen = open_world("resident")
    many.fill(seen, 3)
    cast = seen.cast
    # What an editor reviews, and a pilot that hangs on one person, which the sweeps have none of
    own = builders.pilot(cast.bradford, "Our own", team=cast.team)
    builders.update(own, cast.teammate)
    own.key_post = builders.post("Coach", cast.council, cast.bradford)
    own.save()
    found = {}
    for name, who in cast.signed_in().items():
        client = Client()
        client.force_login(who)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/").content.decode()
        found[name] = len(queries)
        if name == "bradford_editor":
            for section in ("Check the update of", "Pilots on one person", "Write the update of"):
                assert section in page
    assert {name: n for name, n in found.items() if n > MOST} == {}, found
