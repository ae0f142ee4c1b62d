"""Requests for data that are withdrawn or drafted anew, and advice that is not for the public."""

from __future__ import annotations

import pytest

from barriers.data_request import actions
from partnerships.models import Organisation
from tests import asked_for, builders
from tests.barriers.data_request.test_data_requests import ministry, step
from tests.barriers.pages import as_, words
from tests.builders import Cast

__all__ = ["ministry"]
pytestmark = pytest.mark.django_db


def test_a_body_reads_no_longer_what_was_withdrawn_or_drafted_anew(
    cast: Cast, ministry: Organisation
) -> None:
    request = asked_for.data_request(
        cast.bradford, "Visits by street", asked_of=ministry, visibility="team"
    )
    address = request.get_absolute_url()
    assert "Visits by street" in words(as_(cast.desnz_official).get(address))
    request = step(cast.bradford_editor, request, "withdrawn")
    assert as_(cast.desnz_official).get(address).status_code == 404
    step(cast.bradford_editor, request, "drafting")
    assert as_(cast.desnz_official).get(address).status_code == 404


def test_nobody_answers_what_nobody_was_asked(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford, status="advice", visibility="team")
    offered = set(actions.moves(cast.bradford_editor, request))
    assert offered.isdisjoint({"asked", "looked_at", "agreed", "refused"})


def test_advice_names_bodies_and_is_not_for_the_public(cast: Cast, ministry: Organisation) -> None:
    barrier = builders.barrier(cast.bradford, category=builders.category())
    asked_for.advice(ministry, barrier=barrier, said="They said no.")
    details = f"{barrier.get_absolute_url()}details/"
    assert "They said no." in words(as_(cast.outsider).get(details))
    for page in ("", "details/", "history/", "brief/"):
        assert "They said no." not in words(as_(None).get(barrier.get_absolute_url() + page))
