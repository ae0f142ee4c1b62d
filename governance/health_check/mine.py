"""What a reader knows of the answer of a partner for which they answer: whether there is one, and
its code, where this browser was given it.

The code stands in a cookie that goes to the pages of one round alone; the server keeps it nowhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from governance.health_check import box
from governance.health_check.models import HealthAsked, HealthRound
from governance.health_check.permissions import answers_for

LASTS_BEYOND = dt.timedelta(days=1)


@dataclass(frozen=True)
class Mine:
    """A partner for which the reader answers; ``code`` is that of its answer, empty where this
    browser has none."""

    asked: HealthAsked
    has_answered: bool
    code: str

    @property
    def url(self) -> str:
        """Where it is answered."""
        answer = reverse("health_round_answer", args=[self.asked.round_id])
        return f"{answer}?body={self.asked.organisation_id}"


def mine_of(request: HttpRequest, one: HealthRound) -> list[Mine]:
    """Each partner of an open round for which the reader answers. Four queries, or one."""
    asked = list(answers_for(request.user, one))
    if not asked:
        return []
    answered = box.that_answered(one, asked)
    codes = {each.pk: request.COOKIES.get(_cookie(each), "") for each in asked}
    real = box.that_are_codes(one, [code for code in codes.values() if code])
    return [
        Mine(each, each.pk in answered, codes[each.pk] if codes[each.pk] in real else "")
        for each in asked
    ]


def keep_code(response: HttpResponse, asked: HealthAsked, code: str) -> None:
    """Leave the code of an answer with the browser that sent it, until the round is over."""
    one = asked.round
    is_left = max(one.closes_on - timezone.localdate(), dt.timedelta())
    response.set_cookie(
        _cookie(asked),
        code,
        max_age=is_left + LASTS_BEYOND,
        path=one.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(asked: HealthAsked) -> str:
    return f"health_check_code_{asked.pk}"
