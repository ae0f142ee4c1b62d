"""Whoever asks for an email is told at once where it does not go, there and on its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import POST
from accounts.models import Notice
from accounts.notice import outcome
from accounts.notice.outbox import forget_addresses, send_waiting, tell
from barriers.models import AnswerLink
from people.models import Invitation
from people.saved_filter.actions import KIND
from tests import asked, builders
from tests.accounts import refusing
from tests.accounts.broken import Held
from tests.builders import Cast
from tests.clocks import stopped
from tests.pilots.forms import signed_in, text_of

WHY = "The mail server could not be reached or refused the email"
REFUSED = "The mail server refused the address"
ADDRESS = "new@example.test"


@pytest.fixture
def refused(settings: Any) -> Iterator[None]:
    """Letters go to a mail server that refuses each."""
    with refusing.mail_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield


def invite(cast: Cast, *emails: str) -> str:
    """A lead invites to their programme; the page on which they land."""
    at = reverse("programme_role_add", args=[cast.pfpp.slug])
    typed = {"emails": "\n".join(emails), "role": "evaluator"}
    return text_of(signed_in(cast.pfpp_lead).post(at, typed, follow=True))


def test_a_lead_is_told_at_once_that_an_invitation_did_not_go(
    own_database: str, refused: None
) -> None:
    cast = builders.cast()
    said = invite(cast, ADDRESS)
    assert f"{ADDRESS} is invited." in said
    assert f"The email to {ADDRESS} hasn’t gone yet. {REFUSED}" in said
    assert f"{REFUSED}: 550 5.7.1 Relaying denied. We’ll try again for a day." in said
    people = text_of(signed_in(cast.pfpp_lead).get(f"/programmes/{cast.pfpp.slug}/people/"))
    assert "Not yet sent" in people
    assert "Relaying denied" in people
    assert "We’ll try again for a day." in people


def test_who_invites_many_is_told_of_all_at_once(own_database: str, refused: None) -> None:
    cast = builders.cast()
    said = invite(cast, *(f"{n}@example.test" for n in range(7)))
    assert said.count("hasn’t gone yet") == 1
    assert "4@example.test and 2 others hasn’t gone yet" in said


def test_nothing_is_said_of_an_invitation_that_went(own_database: str) -> None:
    cast = builders.cast()
    said = invite(cast, ADDRESS)
    assert "hasn’t gone" not in said
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert "Sent" in said


def test_a_page_waits_for_a_silent_mail_server_no_longer_than_people_do(
    own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "PATIENCE", 0)
    settings.EMAIL_BACKEND = "tests.accounts.broken.Held"
    cast = builders.cast()
    try:
        said = invite(cast, ADDRESS)
    finally:
        Held.let_go.set()
        POST.submit(int).result()  # all before it has gone
    assert f"The email to {ADDRESS} hasn’t gone yet. We’re still trying." in said
    assert "Not yet sent" in said


def test_sending_again_tells_it_too(own_database: str, refused: None) -> None:
    cast = builders.cast()
    invite(cast, ADDRESS)
    at = reverse("invitation_change", args=[Invitation.objects.get().pk, "again"])
    said = text_of(signed_in(cast.pfpp_lead).post(at, follow=True))
    assert f"There is a new link for {ADDRESS}. The earlier one has ended." in said
    assert f"The email to {ADDRESS} hasn’t gone yet. {REFUSED}" in said


def test_a_link_to_answer_says_whether_its_email_went(
    own_database: str, settings: Any, refused: None
) -> None:
    cast = builders.cast()
    barrier = builders.barrier(cast.bradford, created_by=cast.bradford_editor)
    made = asked.ask(barrier, asked.energy())
    at = reverse("answer_link_send", args=[made.pk])
    said = text_of(signed_in(cast.bradford_editor).post(at, {"email": ADDRESS}, follow=True))
    assert said.count("Relaying denied") == 2  # the message, and the line of the link
    assert f"The email to {ADDRESS} hasn’t gone yet." in said
    assert "Not yet sent" in said
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    said = text_of(signed_in(cast.bradford_editor).post(at, {"email": "b@x.test"}, follow=True))
    assert "The email has gone to b@x.test." in said
    assert "b@x.test sent " in said


@pytest.mark.django_db
def test_a_link_ends_with_an_email_that_was_given_up(cast: Cast, settings: Any) -> None:
    """Else its page would say in two weeks, once that is forgotten, that it went."""
    from barriers.escalation.links import send_link

    barrier = builders.barrier(cast.bradford, created_by=cast.bradford_editor)
    made = asked.ask(barrier, asked.energy())
    link = send_link(by=cast.bradford_editor, escalation=made, email=ADDRESS)
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    for day in range(6):
        send_waiting(stopped(timezone.now() + dt.timedelta(days=3 * day)))
    page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert "Could not be sent" in page
    assert f"{WHY}. Ask an administrator to send it again." in page
    forget_addresses(timezone.now() + dt.timedelta(days=60))
    assert not Notice.objects.filter(email=ADDRESS).exists()
    assert AnswerLink.objects.get(pk=link.pk).ended_at


@pytest.mark.django_db
def test_what_waits_to_be_tried_again_says_why_and_forgets_it_once_it_goes(settings: Any) -> None:
    letter = tell(kind="k", subject="s", about=None, email=ADDRESS)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.accounts.broken.Broken"
    send_waiting()
    letter.refresh_from_db()
    assert (letter.delivery, letter.failed) == (("Not yet sent", "some"), "")
    assert letter.problem.startswith(f"{WHY}: ")
    assert letter.why_unsent == WHY  # what the server said of itself is for administrators
    settings.EMAIL_BACKEND = working
    send_waiting(stopped(timezone.now() + dt.timedelta(days=1)))
    letter.refresh_from_db()
    assert (letter.delivery, letter.why_unsent, letter.problem) == (("Sent", "good"), "", "")


@pytest.mark.django_db
def test_saved_filters_say_which_of_their_emails_did_not_go(cast: Cast) -> None:
    with transaction.atomic():
        for user in (cast.pfpp_lead, cast.bradford_editor):
            tell(kind=KIND, subject=f"News for {user}", about=None, to=user, by_mail=True)
    lead = signed_in(cast.pfpp_lead)
    assert "hasn’t gone yet" not in text_of(lead.get(reverse("saved_filters")))
    Notice.objects.update(problem=WHY)
    said = text_of(lead.get(reverse("saved_filters")))
    assert f"An email hasn’t gone yet: News for {cast.pfpp_lead}. {WHY}." in said
    assert str(cast.bradford_editor) not in said
    Notice.objects.update(problem="", failed=WHY)
    assert "An email could not be sent" in text_of(lead.get(reverse("saved_filters")))
