"""Officials without an account answer one ask by a link: once, in time, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.answer_link import close_links
from accounts.models import Notice
from accounts.notice.outbox import send_waiting
from barriers.escalation import actions, links
from barriers.models import AnswerLink, Barrier, Escalation
from interface.words import date_words
from records.drafts import AGAIN
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db

SAID = {"kind": "answered", "text": "Nothing stops it.", "speaks": "on"}
WHO = {"name": "Ash Rowan", "role": "Policy adviser"}


@pytest.fixture
def made(cast: Cast) -> Escalation:
    barrier = builders.barrier(
        cast.bradford, "We cannot see licences", visibility="team", people="Tenants wait."
    )
    return actions.escalate(
        by=cast.bradford_editor, barrier=barrier, rung="department", to=energy(),
        ask="Say what stops it.",
    )  # fmt: skip


def sent(made: Escalation, cast: Cast, email: str = "ash@gov.test") -> str:
    """The address in the letter."""
    client = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}link/"
    client.post(url, filled(client, url) | {"email": email, AGAIN: "1"})  # also a second letter
    send_waiting()
    letter = str(mail.outbox[-1].body)
    assert mail.outbox[-1].to == [email]
    assert "We cannot see licences" not in letter
    found = re.search(r"/answer/\S+", letter)
    assert found
    return found[0]


def form_of(address: str) -> dict[str, Any]:
    return values(Client().get(address).content.decode())


def test_an_official_reads_that_ask_and_answers_once(cast: Cast, made: Escalation) -> None:
    address, client = sent(made, cast), Client()
    page = text_of(client.get(address))
    for said in ("We cannot see licences", "Tenants wait.", "Say what stops it.", "ash@gov.test"):
        assert said in page
    assert client.get(made.barrier.get_absolute_url()).status_code == 404
    assert client.get(made.get_absolute_url()).status_code == 302
    form = form_of(address) | SAID | WHO
    assert "Your answer is sent" in text_of(client.post(address, form))
    made.refresh_from_db()
    assert made.state == "answered"
    said_by = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert "Ash Rowan, Policy adviser, using a link" in said_by
    again = text_of(client.post(address, form))
    assert "This link was used on" in again
    assert "ask for another" not in again, "no other can be sent once it is answered"
    assert "We cannot see licences" not in again
    assert made.replies.count() == 1


def test_a_link_that_was_used_stays_closed_also_where_its_matter_opens_again(
    cast: Cast, made: Escalation
) -> None:
    sent(made, cast)
    assert AnswerLink.objects.live().count() == 1
    AnswerLink.objects.update(used_at=timezone.now())
    assert made.state in Escalation.OPEN
    assert not AnswerLink.objects.live().exists()
    assert not AnswerLink.objects.get().is_open


def test_the_secret_of_the_link_is_not_printed(cast: Cast, made: Escalation) -> None:
    address = sent(made, cast)
    html = Client().get(address).content.decode()
    header = re.search(r'<div class="print-head[^"]*".*?</div>', html, re.DOTALL)
    assert header
    assert address.split("/")[2] not in header[0]
    assert "visible to: whoever has the link to it" in header[0]


def test_nobody_answers_for_a_body_until_somebody_there_has_a_link(cast: Cast) -> None:
    ministry = builders.organisation("A ministry of its own", "central_government")
    made = actions.escalate(
        by=cast.bradford_editor, barrier=builders.barrier(cast.bradford, "No lever"),
        rung="department", to=ministry, ask="Say what stops it.",
    )  # fmt: skip
    nobody = "Nobody has been told."
    editor = signed_in(cast.bradford_editor)
    assert nobody in text_of(editor.get(made.get_absolute_url()))
    sent(made, cast)
    assert nobody not in text_of(editor.get(made.get_absolute_url()))
    close_links(made.links.all())
    assert nobody in text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))


def test_who_answers_confirms_who_they_are(cast: Cast, made: Escalation) -> None:
    address = sent(made, cast)
    page = text_of(Client().post(address, SAID | {"speaks": ""}))
    assert "Tick that you answer for them" in page
    assert "Nothing stops it." in page
    assert not made.replies.exists()


@pytest.mark.parametrize("past", [-1, 1, 13, 400])
def test_a_link_answers_for_as_long_as_an_answer_is_awaited(
    cast: Cast, made: Escalation, past: int
) -> None:
    """Sent on the first day and due on the thirty-first, or long past it."""
    Escalation.objects.update(answer_by=timezone.localdate() + dt.timedelta(days=31))
    address = sent(made, cast)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31 + past)):
        page = Client().post(address, form_of(address) | SAID | WHO)
    assert "Your answer is sent" in text_of(page)


def test_the_email_says_until_when_the_link_works(cast: Cast, made: Escalation) -> None:
    address = sent(made, cast)
    assured = date_words(made.answer_by + dt.timedelta(days=14))
    words = f"for as long as an answer is awaited, at least until {assured}"
    assert words in " ".join(str(mail.outbox[-1].body).split())
    assert words in text_of(Client().get(address))


def test_a_holding_reply_keeps_the_link(cast: Cast, made: Escalation) -> None:
    address, client = sent(made, cast), Client()
    later = made.answer_by + dt.timedelta(days=60)
    holding = {"kind": "holding", "text": "We ask our lawyers.", "new_day_day": later.day}
    holding |= {"new_day_month": later.month, "new_day_year": later.year}
    page = text_of(client.post(address, form_of(address) | SAID | WHO | holding))
    assert "You can use the same link to send your next answer" in page
    with time_machine.travel(timezone.now() + dt.timedelta(days=80)):
        page = text_of(client.get(address))
        assert "We ask our lawyers." in page
        assert date_words(later + dt.timedelta(days=14)) in page
        page = text_of(client.post(address, form_of(address) | SAID | WHO))
        assert "This link is now closed" in page
    made.refresh_from_db()
    assert made.state == "answered"


@pytest.mark.parametrize("kind", ["acknowledged", "needs_decision"])
def test_what_is_no_answer_yet_keeps_the_link_and_is_said_once(
    cast: Cast, made: Escalation, kind: str
) -> None:
    address, client = sent(made, cast), Client()
    form = form_of(address) | SAID | WHO | {"kind": kind}
    client.post(address, form)
    client.post(address, form)
    assert [one.kind for one in made.replies.all()] == [kind]
    client.post(address, form_of(address) | SAID | WHO)
    made.refresh_from_db()
    assert made.state == "answered"


def test_a_link_can_be_ended_and_ends_with_its_ask(cast: Cast, made: Escalation) -> None:
    first, second = sent(made, cast), sent(made, cast, "rowan@gov.test")
    link = AnswerLink.objects.get(email="ash@gov.test")
    client = signed_in(cast.bradford_editor)
    client.post(f"{made.get_absolute_url()}link/{link.pk}/end/")
    assert "needs no answer by this link" in text_of(Client().post(first, SAID | WHO))
    actions.withdraw(by=cast.bradford_editor, escalation=made)
    assert "needs no answer by this link" in text_of(Client().post(second, SAID | WHO))
    assert not made.replies.filter(kind="answered").exists()


def test_a_second_letter_to_one_address_ends_the_first_link(cast: Cast, made: Escalation) -> None:
    first, second = sent(made, cast), sent(made, cast)
    assert "needs no answer by this link" in text_of(Client().get(first))
    assert "We cannot see licences" in text_of(Client().get(second))


def test_what_is_not_theirs_goes_on_by_a_link_too(cast: Cast, made: Escalation) -> None:
    address = sent(made, cast)
    agency = builders.organisation("Homes agency")
    passed = {"kind": "not_ours", "passed_to": "Homes agency", "passed_to_pick": agency.slug}
    Client().post(address, form_of(address) | SAID | WHO | passed)
    made.refresh_from_db()
    assert (made.state, made.later.to) == ("not_ours", agency)


def test_an_unknown_address_is_not_found(cast: Cast, made: Escalation) -> None:
    assert Client().get("/answer/no-such-secret/").status_code == 404


@pytest.mark.parametrize("closed_by", ["answer", "ending", "withdrawing"])
def test_the_address_of_a_link_is_forgotten_half_a_year_after_it_closed(
    cast: Cast, made: Escalation, closed_by: str
) -> None:
    address = sent(made, cast)
    years = timezone.now() + dt.timedelta(days=1_000)
    assert links.forget_addresses(years) == 0
    match closed_by:
        case "answer":
            Client().post(address, form_of(address) | SAID | WHO)
        case "ending":
            close_links(made.links.all())
        case _:
            actions.withdraw(by=cast.bradford_editor, escalation=made)
    later = timezone.now() + links.FORGOTTEN
    assert links.forget_addresses(later - dt.timedelta(days=1)) == 0
    assert links.forget_addresses(later + dt.timedelta(days=2)) == 1


def test_no_more_than_ten_letters_go_out_for_one_ask_in_a_day(cast: Cast, made: Escalation) -> None:
    for number in range(links.MOST):
        links.send_link(by=cast.bradford_editor, escalation=made, email=f"a{number}@gov.test")
    client = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}link/"
    page = text_of(client.post(url, filled(client, url) | {"email": "one-more@gov.test"}))
    assert "10 emails have been sent for this escalation today" in page
    assert "one-more@gov.test" not in Notice.objects.values_list("email", flat=True)
    assert Barrier.objects.count() == 1
