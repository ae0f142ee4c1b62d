"""A body without an account says by an email's link whether what is recorded of it is so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Notice
from dashboards.claims import links
from governance.models import Agreement, AgreementParty, Board, Power, Seat
from partnerships.models import (
    ClaimLink,
    Member,
    Organisation,
    Partnership,
    PartnershipPlace,
    ProgrammeBody,
)
from tests import builders
from tests.builders import Cast
from tests.dashboards.claims.by_link import (
    ADDRESS,
    HOW,
    OWN,
    PUBLISHED,
    WHO,
    answered,
    ask_at,
    asked,
    form_of,
    held,
    sent,
)
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_a_contact_confirms_by_a_link_and_readers_see_where_it_went(
    cast: Cast, made: Board, seat: Seat, power: Power
) -> None:
    keeper = cast.bradford_editor
    seats = signed_in(keeper).get(f"{made.get_absolute_url()}seats/")
    assert ask_at(seat) in seats.content.decode()
    address = sent(keeper, seat)
    letter = mail.outbox[-1]
    assert letter.to == [ADDRESS]
    for said in ("It has a seat on Family board, with 1 vote", "It gave Family board a power"):
        assert said in letter.body
    assert keeper.full_name in letter.body
    assert PUBLISHED in letter.body
    shown = Client().get(address)
    page = text_of(shown)
    assert "It has a seat on Family board, with 1 vote. Is it right?" in page
    assert "maxlength" not in shown.content.decode().partition("<main")[2]
    assert "At most 300 characters" in page
    seat.refresh_from_db()
    assert seat.claim == "claimed", "reading it changes nothing"
    assert "There is more for you to answer" in answered(address, seat, "yes", "We sit there.")
    assert "This link is closed now" in answered(address, power, "yes")
    for row in (seat, power):
        row.refresh_from_db()
        assert (row.claim, row.claim_link) == ("confirmed", ClaimLink.objects.get())
        assert row.holds
    told = text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))
    assert f"We sit there. {HOW}" in told
    assert "Not confirmed" not in told
    assert ADDRESS not in told
    assert "Ash Rowan" not in told
    assert HOW in text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}powers/"))
    assert HOW in text_of(signed_in(cast.outsider).get("/places/bradford/governance/"))
    history = text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}history/"))
    assert f"link sent to an address at suffolk.police.test, published at {PUBLISHED}" in history
    assert "Somebody who wasn’t signed in" in history
    assert "Not recorded" not in history
    assert ADDRESS not in history
    kept = text_of(signed_in(keeper).get(ask_at(seat)))
    assert ADDRESS in kept
    assert "Answered by Ash Rowan, Chief of staff" in kept
    notices = Notice.objects.filter(kind="claim-confirmed", user=keeper)
    assert {"Police confirmed what is recorded about it: Family board"} == {
        n.subject for n in notices
    }


def test_a_no_is_shown_with_its_words_and_who_asked_is_told(
    cast: Cast, made: Board, seat: Seat
) -> None:
    address = sent(cast.bradford_editor, seat)
    assert "Whoever asked can see it" in answered(address, seat, "no", "We only listen")
    seat.refresh_from_db()
    assert (seat.claim, seat.claim_words) == ("refused", "We only listen")
    told = text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))
    assert "Police says that this isn’t right: We only listen" in told
    assert "By a link sent to an address at suffolk.police.test" in told
    notice = Notice.objects.get(kind="claim-refused", user=cast.bradford_editor)
    assert "We only listen" in notice.text


@pytest.mark.parametrize("kind", ["member", "programmebody", "agreementparty"])
def test_each_kind_of_claim_can_be_asked_about(
    cast: Cast, made: Board, police: Organisation, kind: str
) -> None:
    keeper = cast.bradford_editor
    if kind == "member":
        together = Partnership.objects.create(name="Together", slug="together")
        PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
        row: Any = Member.objects.create(partnership=together, organisation=police)
    elif kind == "programmebody":
        row = ProgrammeBody.objects.create(programme=cast.pfpp, organisation=police)
        keeper = cast.administrator
    else:
        agreed = Agreement.objects.create(board=made, kind="memorandum", title="How we work")
        row = AgreementParty.objects.create(
            agreement=agreed, organisation=police, state="signed", by_role="Chief",
            answered_on=dt.date(2026, 11, 1),
        )  # fmt: skip
    whole = {"member": "partnership", "programmebody": "programme"}.get(kind, "agreement")
    url = getattr(row, whole).get_absolute_url()
    assert ask_at(row) in signed_in(keeper).get(url).content.decode()
    assert ask_at(row) not in signed_in(cast.outsider).get(url).content.decode()
    answered(sent(keeper, row), row, "yes")
    row.refresh_from_db()
    assert row.claim == "confirmed"
    assert HOW in text_of(signed_in(cast.outsider).get(url))
    if kind == "member":
        assert HOW in text_of(signed_in(cast.outsider).get(police.get_absolute_url()))


def test_who_does_not_keep_the_record_asks_nobody(cast: Cast, seat: Seat) -> None:
    assert signed_in(cast.outsider).get(ask_at(seat)).status_code == 403
    assert signed_in(cast.outsider).post(ask_at(seat)).status_code == 403
    assert not ClaimLink.objects.exists()


def test_a_body_whose_officers_find_it_is_not_asked_by_email(
    cast: Cast, police: Organisation, seat: Seat
) -> None:
    officer = builders.user("Police officer", ("officer", police))
    keeper = signed_in(cast.bradford_editor)
    page = text_of(keeper.get(ask_at(seat)))
    assert "1 person of Police can confirm it here, and finds it in My work" in page
    assert "Ask by email" not in page
    keeper.post(ask_at(seat), {"email": ADDRESS, "published_at": PUBLISHED})
    assert not ClaimLink.objects.exists()
    officer.is_active = False
    officer.save()
    assert "Ask by email" in text_of(keeper.get(ask_at(seat)))


def test_a_keeper_cannot_send_it_to_themselves_or_to_those_they_work_with(
    cast: Cast, seat: Seat
) -> None:
    keeper = cast.bradford_editor
    builders.user("Colleague", ("officer", cast.council))
    both = builders.user("Both", ("officer", cast.council), ("place_editor", cast.bradford))
    colleague = builders.user("Another", ("officer", cast.council)).email
    start, domain = keeper.email.split("@")
    for email in (keeper.email, keeper.email.upper(), f"{start}+board@{domain}", both.email):
        assert OWN in asked(keeper, seat, email=email), email
    assert OWN in asked(both, seat, email=colleague)
    assert not ClaimLink.objects.exists()
    address = sent(keeper, seat)
    client = signed_in(keeper)
    said = held(client.get(address)) | {f"seat_{seat.pk}": "yes", **WHO}
    assert "You look after this record, so you can’t answer" in text_of(client.post(address, said))
    seat.refresh_from_db()
    assert seat.claim == "claimed"


@pytest.mark.parametrize(
    "typed", ["", "not an address", "ftp://police.test/x", "http://localhost/"]
)
def test_where_the_address_is_published_is_required(cast: Cast, seat: Seat, typed: str) -> None:
    page = asked(cast.bradford_editor, seat, published_at=typed)
    assert "There is a problem" in page
    assert not ClaimLink.objects.exists()


def test_sent_twice_is_recognised_and_a_used_link_shows_what_was_typed(
    cast: Cast, seat: Seat
) -> None:
    address = sent(cast.bradford_editor, seat)
    said = form_of(address) | {f"seat_{seat.pk}": "yes", **WHO}
    for _ in range(2):
        assert "Your answer is saved" in text_of(Client().post(address, said))
    assert Notice.objects.filter(kind="claim-confirmed").count() == 1
    other = said | {f"seat_{seat.pk}": "no", f"seat_{seat.pk}_words": "We never did"}
    page = Client().post(address, other)
    assert page.status_code == 410
    assert "This link was used on" in text_of(page)
    assert "We never did" in text_of(page)
    assert "This link was used on" in text_of(Client().get(address))


def test_what_was_changed_since_it_was_read_is_not_answered_and_what_was_typed_stays(
    cast: Cast, seat: Seat
) -> None:
    address = sent(cast.bradford_editor, seat)
    said = form_of(address) | {f"seat_{seat.pk}": "yes", f"seat_{seat.pk}_words": "Since May"}
    seat.votes, seat.votes_because = 3, "The largest"
    seat.save()
    seat.refresh_from_db()
    page = Client().post(address, said | WHO)
    assert "Something of this was changed since you opened the page" in text_of(page)
    again = held(page)
    assert again[f"seat_{seat.pk}_words"] == "Since May"
    assert again[f"seat_{seat.pk}_read"] == str(seat.version)
    assert "Your answer is saved" in text_of(Client().post(address, again | WHO))


def test_the_only_question_has_to_be_answered_and_of_several_one(cast: Cast, seat: Seat) -> None:
    address = sent(cast.bradford_editor, seat)
    assert "(optional)" not in text_of(Client().get(address)).partition("Do you want")[0]
    asked = "Choose an answer to “It has a seat on Family board, with 1 vote. Is it right?”"
    assert asked in text_of(Client().post(address, form_of(address) | WHO))
    other(seat)
    assert "Answer at least one" in text_of(Client().post(address, form_of(address) | WHO))


def other(of: Seat) -> Seat:
    return Seat.objects.create(board=of.board, organisation=of.organisation)


def test_who_answers_is_asked_and_says_that_they_answer_for_it(cast: Cast, seat: Seat) -> None:
    address = sent(cast.bradford_editor, seat)
    said = form_of(address) | {f"seat_{seat.pk}": "yes", f"seat_{seat.pk}_words": "Since May"}
    page = text_of(Client().post(address, said))
    assert "Tick that you answer for it" in page
    assert "Since May" in page
    seat.refresh_from_db()
    assert seat.claim == "claimed"


def test_a_link_opens_the_rows_of_its_record_alone(
    cast: Cast, made: Board, seat: Seat, police: Organisation
) -> None:
    elsewhere = board(cast.bradford, "Other board", visibility="public")
    not_asked = Seat.objects.create(board=elsewhere, organisation=police)
    of_others = Seat.objects.create(board=made, organisation=cast.council)
    address = sent(cast.bradford_editor, seat)
    assert "Other board" not in text_of(Client().get(address))
    link = ClaimLink.objects.get()
    for row in (not_asked, of_others):
        said = {f"seat_{row.pk}": "yes", f"seat_{row.pk}_read": str(row.version), **WHO}
        Client().post(address, said)
        word = links.Word(f"seat-{row.pk}-{row.version}", is_so=True)
        with pytest.raises(ValidationError, match="changed since"):
            links.use_link(link=link, by=None, said=[word], name="Ash", role="Chief")
        row.refresh_from_db()
        assert row.claim == "claimed"
    assert Client().get("/answer/claims/no-such-token/").status_code == 404
