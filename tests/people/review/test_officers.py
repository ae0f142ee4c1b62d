"""Who answers for a body."""

from __future__ import annotations

import datetime as dt

import pytest

from people.review.officers import officers_of, without_officers
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def test_an_officer_whose_account_is_closed_answers_for_nobody() -> None:
    body = builders.organisation("Made-up ministry", "central_government")
    officer = builders.user("Officer of it", ("officer", body))
    assert list(officers_of(body, TODAY)) == [officer]
    assert without_officers([body], TODAY) == []
    officer.is_active = False
    officer.save()
    assert not officers_of(body, TODAY)
    assert without_officers([body], TODAY) == [body]
