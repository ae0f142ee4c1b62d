"""Two calendar feeds that are made at once are counted in turn, and their address stays secret."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from people.models import CalendarFeed
from people.subscription import actions
from tests import builders
from tests.repository.test_repository import ROOT


@pytest.mark.parametrize("times", range(3))
def test_two_feeds_at_once_are_not_one_too_many(own_database: str, times: int) -> None:
    who = builders.user("Somebody")
    for _ in range(actions.MOST - 1):
        actions.make_feed(by=who)

    def make(_: int) -> bool:
        try:
            actions.make_feed(by=who)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(4)))
    assert made.count(True) == 1
    assert CalendarFeed.objects.count() == actions.MOST


def test_who_runs_it_is_told_how_to_keep_feeds_out_of_a_log() -> None:
    said = (ROOT / "deploy" / "nginx.conf").read_text()
    [left_out] = re.findall(r'~\^(\S+) +"\S+\(left out\)"', said)
    assert reverse("calendar_feed", args=["secret"]).startswith(left_out)
    assert not reverse("calendar_feeds").startswith(left_out)
