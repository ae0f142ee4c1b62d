"""The pages on privacy and accessibility say who runs this copy, or that nobody has said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from config.days import day_of
from deploy import checks
from interface import statements

pytestmark = pytest.mark.django_db
SET = {
    "CONTROLLER": "Borsetshire County Council",
    "PRIVACY_CONTACT": "data@borsetshire.test",
    "PRIVACY_REVIEWED": dt.date(2026, 3, 4),
    "ACCESSIBILITY_CONTACT": "https://borsetshire.test/access",
    "ACCESSIBILITY_PREPARED": dt.date(2025, 1, 2),
    "ACCESSIBILITY_REVIEWED": dt.date(2026, 5, 6),
    "ACCESSIBILITY_TESTED": dt.date(2026, 7, 8),
}


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def found() -> list[str]:
    return [f"{one.word} {one.said}" for one in checks.statements_are_filled_in()]


def test_what_is_not_set_is_said_to_be_not_set(client: Client) -> None:
    privacy, access = words(client, "/privacy/"), words(client, "/accessibility/")
    assert "haven’t said yet" in privacy
    assert "No contact has been set. Ask the organisation that gave you your account" in privacy
    assert privacy.count("No date has been set") == 1
    assert "No contact has been set. Tell whoever gave you your account" in access
    assert access.count("No date has been set") == 3
    (said,) = found()
    assert said.startswith("later CONTROLLER, PRIVACY_CONTACT, ")
    assert "ACCESSIBILITY_TESTED not set" in said


def test_what_is_set_is_said(client: Client, settings: Any) -> None:
    for name, value in SET.items():
        setattr(settings, name, value)
    privacy, access = words(client, "/privacy/"), words(client, "/accessibility/")
    assert "Borsetshire County Council" in privacy
    assert '<a href="mailto:data@borsetshire.test">data@borsetshire.test</a>' in privacy
    assert "4 March 2026" in privacy
    assert '<a href="https://borsetshire.test/access">' in access
    for day in ("2 January 2025", "6 May 2026", "8 July 2026"):
        assert day in access
    assert "has been set" not in privacy + access


def test_a_contact_in_words_leads_nowhere(client: Client, settings: Any) -> None:
    settings.PRIVACY_CONTACT = "01632 960 000, or <ask> at a@b.test"
    privacy = words(client, "/privacy/")
    assert "01632 960 000, or &lt;ask&gt; at a@b.test" in privacy
    assert "mailto:" not in privacy


def test_the_operator_is_told_to_check_the_pages_again(settings: Any) -> None:
    for name, value in SET.items():
        setattr(settings, name, value)
    settings.PRIVACY_REVIEWED = timezone.localdate() - dt.timedelta(days=400)
    settings.ACCESSIBILITY_REVIEWED = timezone.localdate()
    assert found() == [
        "later PRIVACY_REVIEWED is over a year ago: check the page again",
        "ok run by Borsetshire County Council",
    ]
    assert statements.missing() == []


def test_a_day_that_is_none_stops_the_program() -> None:
    assert day_of("2026-11-27") == dt.date(2026, 11, 27)
    assert day_of("") is None
    with pytest.raises(ImproperlyConfigured, match="like 2026-11-27"):
        day_of("27/11/2026")
