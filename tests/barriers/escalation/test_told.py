"""Who hears of each step of an escalation, and what is said where nobody is there to hear it."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Notice
from barriers.models import Barrier
from people.models import Assignment
from tests import asked, builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """An open barrier of Bradford, whose writer has left."""
    left = builders.user("Left", is_active=False)
    return builders.barrier(
        cast.bradford, "We cannot see licences", created_by=left, visibility="place",
        status="open", unlocker=energy(),
    )  # fmt: skip


def told(kind: str) -> set[Any]:
    return {notice.user for notice in Notice.objects.filter(kind=kind)}


def test_a_body_that_nobody_answers_for_was_not_told(cast: Cast, barrier: Barrier) -> None:
    Assignment.objects.filter(role="officer").delete()
    client, url = signed_in(cast.bradford_editor), f"{barrier.get_absolute_url()}escalate/"
    page = text_of(client.post(url, filled(client, url), follow=True))
    assert (
        "Escalated. Nobody was told. Nobody with an account answers for "
        "the Department for Energy Security and Net Zero: send somebody there a link to answer."
    ) in page
    assert "We’ll tell you" not in page


def test_an_answer_reaches_the_editors_where_whoever_asked_has_left(
    cast: Cast, barrier: Barrier
) -> None:
    made = asked.ask(barrier, energy())
    client, url = signed_in(cast.desnz_official), f"{made.get_absolute_url()}answer/"
    typed = filled(client, url) | {"kind": "answered", "text": "Nothing stops it."}
    page = text_of(client.post(url, typed, follow=True))
    assert cast.bradford_editor in told("barrier-answer")
    assert f"Answer saved. {len(told('barrier-answer'))} people told in My work." in page


def test_an_answer_says_that_nobody_is_left_at_the_place(cast: Cast, barrier: Barrier) -> None:
    made = asked.ask(barrier, energy())
    Assignment.objects.filter(role="place_editor").delete()
    client, url = signed_in(cast.desnz_official), f"{made.get_absolute_url()}answer/"
    typed = filled(client, url) | {"kind": "answered", "text": "Nothing stops it."}
    page = text_of(client.post(url, typed, follow=True))
    assert "Nobody was told. Nobody with an account answers for Bradford: write to them" in page


def test_a_request_to_escalate_without_an_editor_goes_to_the_administrators(
    cast: Cast, barrier: Barrier
) -> None:
    Assignment.objects.filter(role="place_editor").delete()
    url = f"{barrier.get_absolute_url()}escalate/request/"
    page = text_of(signed_in(cast.bradford_officer).post(url, follow=True))
    assert told("role-needed") == {cast.administrator}
    assert "Nobody here edits Bradford" in page
    assert "we’ve asked the administrators to name somebody" in page
