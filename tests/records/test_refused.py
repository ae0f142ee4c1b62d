"""What is typed survives a page that refuses it before its form runs, and tells nothing more."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Assignment
from pilots.models import Milestone, Pilot
from records.drafts import UNKEPT, Ticket
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
WORDS = "We moved the open day, because the hall was flooded."


def roles_end(who: Any) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Assignment.objects.filter(user=who).update(valid_to=yesterday)


def address_of(html: str) -> str:
    """Where what was typed is read."""
    found = re.search(r'href="(/drafts/\d+/)"', html)
    assert found, html
    return found[1]


def form_of(cast: Cast) -> tuple[Client, Pilot, str, dict[str, Any]]:
    """An officer who is writing about a pilot."""
    pilot = builders.pilot(cast.bradford, "Secret hubs", visibility="place")
    url = reverse("comments", args=["pilot", pilot.pk])
    officer = signed_in(cast.bradford_officer)
    return officer, pilot, url, filled(officer, url, text=WORDS)


def test_where_a_record_is_gone_the_text_stands_on_the_page_and_is_a_draft(cast: Cast) -> None:
    officer, _, url, sent = form_of(cast)
    roles_end(cast.bradford_officer)
    page = officer.post(url, sent)
    assert page.status_code == 404
    assert WORDS in text_of(page)
    assert "It was not sent, and nothing was changed." in text_of(page)
    assert "Secret hubs" not in page.content.decode()
    assert Draft.objects.get().author == cast.bradford_officer


def test_its_writer_reads_it_whatever_their_rights_and_finds_it_in_my_work(cast: Cast) -> None:
    officer, _, url, sent = form_of(cast)
    roles_end(cast.bradford_officer)
    draft = address_of(officer.post(url, sent).content.decode())
    page = officer.get(draft)
    assert WORDS in text_of(page)
    assert "Comment" in text_of(page)
    for shown in (page, officer.get("/?kind=drafts")):
        assert "Secret hubs" not in shown.content.decode()
        assert url not in shown.content.decode()
    assert f'href="{draft}"' in officer.get("/?kind=drafts").content.decode()
    assert signed_in(cast.administrator).get(draft).status_code == 404


def test_a_draft_is_read_in_the_order_of_its_form_and_a_day_as_a_day(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    due = dt.date(2026, 10, 31)
    milestone = Milestone.objects.create(pilot=pilot, text="Open the second hub", due=due)
    url = reverse("milestone_edit", args=[milestone.pk])
    editor = signed_in(cast.bradford_editor)
    sent = filled(editor, url)
    editor.post(reverse("milestone_withdraw", args=[milestone.pk]), {"because": "Not needed"})
    page = text_of(editor.get(address_of(editor.post(url, sent).content.decode())))
    assert "31 10 2026" in page
    assert page.index("Open the second hub") < page.index("31 10 2026")


def test_what_had_been_kept_by_itself_is_found_once_its_record_is_withdrawn(cast: Cast) -> None:
    officer, _, _, sent = form_of(cast)
    officer.post(reverse("draft_save"), sent)
    roles_end(cast.bradford_officer)
    listed = officer.get("/?kind=drafts").content.decode()
    assert "Draft about something that you can no longer see" in listed
    assert WORDS in text_of(officer.get(address_of(listed)))


def test_a_small_form_is_kept_when_its_writer_was_signed_out(cast: Cast, hidden: Any) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    milestone = Milestone.objects.create(pilot=pilot, text="Open", due=timezone.localdate())
    url = reverse("milestone_withdraw", args=[milestone.pk])
    editor = signed_in(cast.bradford_editor)
    sent = {"because": WORDS, "draft_token": hidden(editor.get(url), "draft_token")}
    editor.logout()
    page = editor.post(url, sent, follow=True)
    assert "What you typed is saved as a draft" in text_of(page)
    draft = Draft.objects.get()
    back = editor.post(
        page.redirect_chain[0][0],
        {"login": cast.bradford_editor.email, "password": builders.PASSWORD},
        follow=True,
    )
    assert back.redirect_chain[-1][0] == reverse("draft", args=[draft.pk])
    assert WORDS in text_of(back)


def test_what_may_stand_on_no_server_comes_back_on_the_page_alone(cast: Cast) -> None:
    ticket = str(Ticket.for_form(cast.bradford_officer, UNKEPT, "/"))
    page = Client().post(reverse("account"), {"why_fair": WORDS, "draft_token": ticket})
    assert WORDS in text_of(page)
    assert "It is kept on this page alone" in text_of(page)
    assert "Send it again" in text_of(page)
    assert not Draft.objects.exists()


def test_what_was_sent_in_the_name_of_another_is_not_kept(cast: Cast) -> None:
    officer, _, url, sent = form_of(cast)
    roles_end(cast.bradford_officer)
    other = signed_in(cast.outsider).post(url, sent)
    assert WORDS not in text_of(other)
    assert not Draft.objects.exists()
    assert officer.get("/drafts/999999/").status_code == 404


# Forms that take words and carry no ticket, each with its reason.
NO_TICKET = {
    "account/login.html": "a password, which is neither shown nor kept",
    "account/password_change.html": "a password",
    "account/password_reset.html": "an address, of somebody who has no session to lose",
    "account/password_reset_from_key.html": "a password",
    "account/reauthenticate.html": "a password",
    "mfa/authenticate.html": "a code",
    "mfa/reauthenticate.html": "a code",
    "mfa/recovery_codes/generate.html": "nothing is typed",
    "mfa/totp/activate_form.html": "a code",
    "people/role/take_up.html": "a password, with a name",
    "people/subscription/follow.html": "an address, without an account",
    "accounts/notice/list.html": "answers to choose from, no words",
    "dashboards/regional_update/start.html": "answers to choose from, no words",
    "imports/record_import/_columns.html": "answers to choose from; the file is kept",
    "imports/record_import/_preview.html": "answers to choose from; the file is kept",
    "people/training/record.html": "a day",
    "records/sent_twice.html": "a file; the ticket goes with what was typed",
    "interface/design.html": "the gallery of parts, sent nowhere",
}
FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL)
ASKS = re.compile(
    r"\{\{\s*(?:\w*form|giving_back|review|withdraw)\s*\}\}|as_field_group|<textarea"
    r"|<input(?![^>]*type=\"(?:hidden|checkbox|radio|search)\")[^>]*>|_reply\.html|_words\.html"
)
TICKET = re.compile(r"\btoken_input\b|\{% ticket\b|\btoken_name\b")
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def without_ticket() -> set[str]:
    return {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        for form in FORM.findall(path.read_text("utf-8"))
        if ASKS.search(form) and not TICKET.search(form)
    }


def test_every_form_that_takes_words_carries_a_ticket_or_says_why_not() -> None:
    assert without_ticket() == NO_TICKET.keys()
