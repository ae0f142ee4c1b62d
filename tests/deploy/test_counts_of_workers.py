"""Several workers of gunicorn count together, and lose nothing as they end."""

from __future__ import annotations

import urllib.request

from deploy.models import DayRequests, RequestTotal
from tests.attack.test_slow_bodies import DIRECT, HOST, LOCAL, gunicorn

ASKED = 40


def test_what_workers_counted_is_there_once_they_ended(own_database: str) -> None:
    with gunicorn(own_database, "--workers", "3", "--threads", "1") as port:
        asked = urllib.request.Request(f"http://{HOST}:{port}/health/live", headers=LOCAL)
        for _ in range(ASKED):
            with DIRECT.open(asked) as answer:
                assert answer.status == 200
    for model in (RequestTotal, DayRequests):
        told = model.objects.filter(view="health_live").values_list("times", flat=True)
        assert sum(told) == ASKED, model
