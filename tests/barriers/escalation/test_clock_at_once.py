"""Two leads of a programme who set its first days to answer at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from barriers.models import EscalationRule
from tests import builders
from tests.barriers.pages import as_, words
from tests.pilots.forms import filled

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_first_clocks_one_is_kept_and_the_other_lead_is_told() -> None:
    cast = builders.cast()
    second = builders.user("Second lead", ("programme_lead", cast.pfpp))
    url = f"/programmes/{cast.pfpp.slug}/clock/"
    said: list[str] = []
    both = [(as_(who), days) for who, days in ((cast.pfpp_lead, "30"), (second, "40"))]
    forms = [
        (client, filled(client, url) | {"acknowledge_days": "5", "answer_days": days})
        for client, days in both
    ]
    together = threading.Barrier(2)

    def sets(client: Client, form: dict) -> None:
        together.wait()
        said.append(words(client.post(url, form)))
        connection.close()

    threads = [threading.Thread(target=sets, args=one) for one in forms]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert EscalationRule.objects.count() == 1
    assert sorted("meanwhile" in one or "changed" in one for one in said) == [False, True]
