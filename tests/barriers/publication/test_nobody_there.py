"""What is said of asking to make a barrier public where nobody is there to agree or to reply."""

from __future__ import annotations

import pytest

from accounts.models import Notice
from barriers.models import Barrier
from people.models import Assignment
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_without_an_editor_the_administrators_are_asked_for_one(
    cast: Cast, barrier: Barrier
) -> None:
    Assignment.objects.filter(role="place_editor").delete()
    client, url = signed_in(cast.bradford_officer), f"{barrier.get_absolute_url()}publish/"
    page = text_of(client.post(url, filled(client, url), follow=True))
    assert "Your request is recorded. Nobody was told. Nobody here edits Bradford" in page
    assert "we’ve asked the administrators to name somebody" in page
    assert Notice.objects.get(kind="role-needed").user == cast.administrator


def test_the_editors_are_counted(cast: Cast, barrier: Barrier) -> None:
    client, url = signed_in(cast.bradford_officer), f"{barrier.get_absolute_url()}publish/"
    page = text_of(client.post(url, filled(client, url), follow=True))
    told = Notice.objects.filter(kind="barrier-publishing").count()
    assert told
    assert f"Your request is recorded. {told} people told in My work." in page


def test_a_body_without_officers_is_named(cast: Cast, barrier: Barrier) -> None:
    Assignment.objects.filter(role="officer").delete()
    client, url = signed_in(cast.bradford_editor), f"{barrier.get_absolute_url()}publish/"
    page = text_of(client.post(url, filled(client, url, agrees="on"), follow=True))
    assert "Nobody with an account answers for the Department for Energy Security" in page
