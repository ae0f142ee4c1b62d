"""Inviting those who are paid for one thing to a call, and seeing it done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from collaboration.models import ActionItem
from funding.models import Flow, OverlapCall
from partnerships.models import Topic
from tests import builders
from tests.builders import Cast
from tests.funding.overlap.test_finding import paid
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
AT = "/funding/overlaps/bradford/net-zero/"
ADD = f"{AT}call/"
DUE = {"due_day": "4", "due_month": "12", "due_year": "2026"}
OWNER = {"owner_said": "Programme manager"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def three(cast: Cast) -> list[Flow]:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    names = ("Wind farm", "Town college", "Solar club")
    return [paid(cast.bradford, topic, builders.organisation(name)) for name in names]


def add(client: Client, **typed: Any) -> Any:
    return client.post(ADD, filled(client, ADD, **{**DUE, **OWNER, **typed}))


def test_a_contributor_invites_the_recipients_and_says_that_it_is_done(
    cast: Cast, three: list[Flow]
) -> None:
    client = signed_in(cast.bradford_officer)
    assert "Invite them to a call" in text_of(client.get(AT))
    answer = add(client, invited=[str(three[0].pk), str(three[2].pk)])
    call = OverlapCall.objects.get()
    assert answer["Location"] == call.get_absolute_url()
    promise = ActionItem.objects.get()
    assert promise.text == "Invite Wind farm and Solar club to a call: Net zero in Bradford"
    assert (promise.owner_said, promise.due) == ("Programme manager", dt.date(2026, 12, 4))
    page = client.get(call.get_absolute_url())
    assert page.context["invited"] == ["Solar club", "Wind farm"]
    for words in ("Net zero in Bradford", promise.text, "To do"):
        assert words in text_of(page)
    for where in (AT, f"{AT}evidence/"):
        assert f'<a href="{call.get_absolute_url()}">Net zero in Bradford</a>' in (
            client.get(where).content.decode()
        )
    assert call.get_absolute_url() not in Client().get(AT).content.decode()
    at = promise.get_absolute_url()
    assert call.get_absolute_url() in client.get(at).content.decode()
    assert "To invite" in text_of(client.get(call.get_absolute_url()))
    client.post(at, {"state": "done", "outcome": "They met"})
    promise.refresh_from_db()
    assert promise.state == "done"
    said = text_of(client.get(call.get_absolute_url()))
    assert "Done" in said
    assert "To invite" not in said


def test_a_call_leads_back_to_the_overlap_that_it_is_about(cast: Cast, three: list[Flow]) -> None:
    client = signed_in(cast.bradford_officer)
    add(client, invited=[str(flow.pk) for flow in three])
    call = OverlapCall.objects.get()
    back = f'<a href="{AT}">Net zero in Bradford</a>'
    assert back in client.get(call.get_absolute_url()).content.decode()
    # The rows are at Bradford; the overlap is one of its region as well
    wider = f"/funding/overlaps/{cast.region.slug}/net-zero/"
    OverlapCall.objects.update(about=f"Net zero in {cast.region}")
    assert f'href="{wider}"' in client.get(call.get_absolute_url()).content.decode()
    OverlapCall.objects.update(about="Net zero in a place of another name")
    assert "net-zero/" not in client.get(call.get_absolute_url()).content.decode()


def test_of_many_calls_it_is_said_that_only_the_newest_are_shown(
    cast: Cast, three: list[Flow]
) -> None:
    client, said = signed_in(cast.bradford_officer), "Only the newest 20 are shown."
    for number in range(20):
        OverlapCall.objects.create(about=f"Call {number}").flows.set(three)
    assert said not in text_of(client.get(AT))
    OverlapCall.objects.create(about="The newest").flows.set(three)
    for where in (AT, f"{AT}evidence/"):
        page = text_of(client.get(where))
        assert said in page
        assert "The newest" in page
        assert "Call 0 " not in page


def test_everybody_is_ticked_at_first_and_who_owes_it_is_asked_at_its_field(
    cast: Cast, three: list[Flow]
) -> None:
    client = signed_in(cast.bradford_officer)
    assert client.get(ADD).context["form"].initial["invited"] == [str(f.pk) for f in three]
    errors = (
        add(client, invited=[str(three[0].pk)], owner_said="", due_day="").context["form"].errors
    )
    assert {"invited", "owner", "due"} <= set(errors)
    assert not OverlapCall.objects.exists()


def test_a_long_list_of_recipients_is_cut_in_the_promise_and_whole_on_the_page(
    cast: Cast, three: list[Flow]
) -> None:
    topic = Topic.objects.get()
    more = [paid(cast.bradford, topic, builders.organisation(f"{'x' * 60} {n}")) for n in range(8)]
    client = signed_in(cast.bradford_officer)
    add(client, invited=[str(flow.pk) for flow in (*three, *more)])
    text = ActionItem.objects.get().text
    assert len(text) <= 300
    assert "more to a call" in text
    page = client.get(OverlapCall.objects.get().get_absolute_url())
    assert len(page.context["invited"]) == 11


def test_it_is_read_by_who_reads_every_row_and_so_is_what_is_to_be_done(
    cast: Cast, three: list[Flow], client: Client
) -> None:
    add(signed_in(cast.bradford_officer), invited=[str(flow.pk) for flow in three])
    call, promise = OverlapCall.objects.get(), ActionItem.objects.get()
    outsider = signed_in(cast.luton_officer)
    assert client.get(call.get_absolute_url()).status_code == 302
    assert outsider.get(call.get_absolute_url()).status_code == 200
    assert outsider.get(promise.get_absolute_url()).status_code == 200
    Flow.objects.filter(pk=three[1].pk).update(visibility="team")
    assert outsider.get(call.get_absolute_url()).status_code == 404
    assert outsider.get(promise.get_absolute_url()).status_code == 404


def test_who_may_not_judge_here_may_not_invite(cast: Cast, three: list[Flow]) -> None:
    assert signed_in(cast.luton_officer).get(ADD).status_code == 403
    assert signed_in(cast.desnz_official).get(ADD).status_code == 200
    assert add(signed_in(cast.desnz_official)).status_code == 403
    assert not OverlapCall.objects.exists()


def test_a_call_says_what_it_is_about() -> None:
    with pytest.raises(IntegrityError, match="overlap_call_says_what"), transaction.atomic():
        OverlapCall.objects.create(about="")
