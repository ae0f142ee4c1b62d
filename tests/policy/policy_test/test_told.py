"""Each step of a policy test says whom it reached, and that nobody was there where nobody was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import Notice
from people.models import Assignment
from tests import builders
from tests.builders import TODAY, Cast
from tests.policy.policy_test.test_policy_test import agree, asked_of, at
from tests.policy.priority.test_priority import as_, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def test_a_place_that_said_no_may_say_yes_until_the_day(cast: Cast) -> None:
    test = asked_of(cast.bradford, created_by=cast.desnz_official)
    client, url = as_(cast.bradford_editor), f"{at(test, cast.bradford)}decide/"
    client.post(url, {"takes_part": "no", "reason": "We have no officer free."})
    assert "Change whether we take part" in words(client.get(at(test, cast.bradford)))
    client.post(url, {"takes_part": "yes"})
    assert test.asked.get().state == "approved"
    assert Notice.objects.filter(subject__contains="takes part after all").count() == 1


def test_a_place_that_replied_is_offered_no_form_to_decline_with(cast: Cast) -> None:
    test = asked_of(cast.bradford)
    agree(test, cast.bradford, cast.bradford_editor)
    test.asked.update(state="replied", replied_on=TODAY)
    client, url = as_(cast.bradford_editor), f"{at(test, cast.bradford)}decide/"
    assert client.get(url).status_code == 302
    refused = client.post(url, {"takes_part": "no", "reason": "No."})
    assert "The place has replied: withdraw the reply first" in words(refused)


def test_a_no_is_told_to_the_body_where_its_writer_has_left(cast: Cast) -> None:
    left = builders.user("Left", is_active=False)
    test = asked_of(cast.bradford, created_by=left)
    url = f"{at(test, cast.bradford)}decide/"
    as_(cast.bradford_editor).post(url, {"takes_part": "no", "reason": "We cannot."})
    assert Notice.objects.get().user == cast.desnz_official


def test_a_yes_says_that_nobody_contributes(cast: Cast) -> None:
    Assignment.objects.filter(role="contributor").delete()
    test = asked_of(cast.bradford)
    client, url = as_(cast.bradford_editor), f"{at(test, cast.bradford)}decide/"
    page = words(client.post(url, {"takes_part": "yes"}, follow=True))
    assert "Answer saved. Nobody was told. Nobody here contributes to Bradford:" in page


def test_an_outcome_put_right_is_marked_and_told_to_the_places_again(cast: Cast) -> None:
    test = asked_of(cast.bradford, created_by=cast.desnz_official)
    agree(test, cast.bradford, cast.bradford_editor)
    client, url = as_(cast.desnz_official), f"{test.get_absolute_url()}outcome/"
    says = []
    for outcome in ("We changed the form.", "We changed both forms."):
        page = client.post(url, {"outcome": outcome}, follow=True)
        says.append(words(page))
    assert "Posted. 3 people told in My work." in says[0]
    assert "Posted. 3 people told in My work." in says[1]
    assert Notice.objects.filter(subject__startswith="Corrected: What changed").count() == 3
    place = words(as_(cast.bradford_officer).get(at(test, cast.bradford)))
    assert "Corrected since" in place
    assert "It said before: We changed the form." in place
    client.post(url, {"outcome": outcome, "outcome_is_public": "on", "send_it_again": "1"})
    assert Notice.objects.filter(subject__startswith="Corrected: What changed").count() == 3
    public = words(Client().get(test.get_absolute_url()))
    assert "Corrected since" in public
    assert "We changed the form." not in public
