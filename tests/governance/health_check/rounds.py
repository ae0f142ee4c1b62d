"""Health checks of a partnership of Bradford, opened and answered as the pages do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine

from accounts.models import User
from governance.health_check import actions, due
from governance.models import HealthAsked, HealthRound
from partnerships.models import Organisation, Partnership
from tests import builders
from tests.builders import Cast
from tests.governance.health_check.sweep import partnership
from tests.pilots.forms import signed_in, text_of

LONG_AGO = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
OPENS, CLOSES = dt.date(2026, 11, 20), dt.date(2026, 12, 11)
KEYS = ("aims", "trust", "leadership", "governance", "resources", "history")
AFTER = time_machine.travel(dt.datetime(2026, 12, 12, 12, tzinfo=dt.UTC))


def bodies(count: int, sector: str = "voluntary", name: str = "Body") -> list[Organisation]:
    return [builders.organisation(f"{name} {number}", sector) for number in range(count)]


def at_bradford(cast: Cast, count: int = 5, **kinds: Any) -> Partnership:
    return ready(partnership(cast.bradford, "Working together", *bodies(count, **kinds)))


def ready(of: Partnership) -> Partnership:
    """Its members have been there for long, and an officer of each said that they answer."""
    of.members.update(created_at=LONG_AGO)
    bodies = Organisation.objects.filter(memberships__partnership=of)
    for body in bodies.exclude(health_contacts__partnership=of):
        officer = builders.user(f"Officer of {body.pk}", ("officer", body))
        of.health_contacts.create(organisation=body, confirmed_on=OPENS, confirmed_by=officer)
    return of


def opened(cast: Cast, of: Partnership, **fields: Any) -> HealthRound:
    one = HealthRound(**{"partnership": of, "kind": "conditions", "closes_on": CLOSES, **fields})
    actions.open_round(by=cast.bradford_editor, one=one)
    return one


def answer(
    one: HealthRound, asked: HealthAsked, score: int | None, words: str = "", code: str = ""
) -> str:
    """The code of the answer."""
    count = len(one.questions)
    return actions.answer(
        one=one, asked=asked, scores=[score] * count, words=[words] * count, code=code
    )


def the_hour(day: dt.date = OPENS) -> int:
    """What the hourly job does; how many closed."""
    return due.run_due(day)


def answer_all(one: HealthRound, *scores: int | None, words: str = "") -> None:
    for asked, score in zip(one.asked.all(), scores, strict=False):
        answer(one, asked, score, words)
    the_hour()


def officer_of(asked: HealthAsked, name: str = "Their officer") -> User:
    return builders.user(name, ("officer", asked.organisation))


def sent(score: str = "3", words: str = "") -> dict[str, str]:
    return {f"score_{key}": score for key in KEYS} | {f"words_{key}": words for key in KEYS}


def page(who: Any, url: str) -> str:
    return text_of(signed_in(who).get(url))
