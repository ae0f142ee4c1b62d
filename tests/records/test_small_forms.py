"""What is typed into a small form is shown and kept under the labels that the form showed, also
where its act came too late; and a fault of ours says only what is known of what became of it."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from interface.page_above import page_above
from pilots.models import Milestone
from records import refused
from records.drafts import SMALL, UNKEPT, Ticket
from records.models import Draft, SpentToken
from tests import builders, engaged, learned
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
WORDS = "The minister is ill, and the hall is flooded."


def ticket_on(client: Client, url: str) -> str:
    found = re.search(r'name="draft_token" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return found[1]


def test_what_was_typed_stands_under_the_label_of_its_box(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    milestone = Milestone.objects.create(pilot=pilot, text="Open", due=timezone.localdate())
    url = reverse("milestone_withdraw", args=[milestone.pk])
    editor = signed_in(cast.bradford_editor)
    sent = {"because": WORDS, "draft_token": ticket_on(editor, url)}
    Milestone.objects.all().delete()
    page = editor.post(url, sent)
    assert page.status_code == 404
    label = "Why do you withdraw it? " + WORDS
    assert label in text_of(page)
    assert label in text_of(editor.get(reverse("draft", args=[Draft.objects.get().pk])))
    assert "as_asked" not in page.content.decode()


def test_a_choice_stands_in_its_words_and_what_is_never_kept_has_labels_too(cast: Cast) -> None:
    study = learned.case_study(builders.pilot(cast.bradford, "Hubs"), created_by=cast.author)
    lead = signed_in(cast.bradford_editor)
    token = Ticket.read(ticket_on(lead, study.get_absolute_url()))
    assert token
    assert token.asked["agrees"][1].keys() == {"yes", "no"}
    asked = {"score_aims": ["They share aims", {"1": "Disagree"}], "seen_version": None}
    made = Ticket(cast.bradford_editor.pk, UNKEPT.key, "/", "nonce", asked=asked)
    page = Client().post(
        reverse("account"), {"score_aims": "1", "seen_version": "7", "draft_token": str(made)}
    )
    assert "They share aims Disagree" in text_of(page)
    assert "Seen version" not in text_of(page)
    assert not Draft.objects.exists()


def test_a_ticket_of_a_form_shown_again_where_only_a_button_leads_opens_its_page(
    cast: Cast,
) -> None:
    study = learned.case_study(builders.pilot(cast.bradford, "Hubs"), created_by=cast.author)
    review = reverse("case_study_review", args=[study.slug])
    page = signed_in(cast.bradford_editor).post(review, {"agrees": "no"})
    found = re.search(r'name="draft_token" value="([^"]+)"', page.content.decode())
    assert found
    ticket = Ticket.read(found[1])
    assert ticket
    assert ticket.target == study.get_absolute_url()
    assert page_above(study.get_absolute_url()) == study.get_absolute_url()


def test_a_reason_that_came_too_late_is_a_draft(cast: Cast) -> None:
    """Something depends on it since the page was opened, so it stays."""
    editor = signed_in(cast.bradford_editor)
    pilot = builders.pilot(cast.bradford, "Hubs", created_by=cast.bradford_editor)
    url = reverse("pilot_take_back", args=[pilot.slug])
    sent = {"because": WORDS, "draft_token": ticket_on(editor, url)}
    engaged.visit(pilot, cast.bradford)
    page = editor.post(url, sent, follow=True)
    assert "It cannot be taken back any more" in text_of(page)
    assert "What you typed is a draft, in My work." in text_of(page)
    assert Draft.objects.get().typed["because"] == [WORDS]


def faulty(user: User, ticket: Ticket) -> str:
    """The page of a form whose view failed after all that it did."""
    request = RequestFactory().post("/somewhere/", {"why": WORDS, "draft_token": str(ticket)})
    request.user = user
    answer = refused.RefusedMiddleware(lambda _: HttpResponse(status=500))(request)
    assert answer.status_code == 500
    return text_of(answer)


def test_a_fault_after_an_act_that_is_done_does_not_say_that_nothing_was(cast: Cast) -> None:
    user = cast.bradford_officer
    done = Ticket(user.pk, "comment", "pilot/1", "spent")
    SpentToken.objects.create(token="spent")
    said = faulty(user, done)
    assert "What you sent was saved: only the page after it failed." in said
    assert "Send it again" not in said
    said = faulty(user, Ticket(user.pk, "comment", "pilot/1", "unspent"))
    assert "It was not sent, and nothing was changed." in said
    assert WORDS in said
    said = faulty(user, Ticket(user.pk, SMALL.key, "/", "small"))
    assert "It may have been done before that." in said
    assert WORDS in said
