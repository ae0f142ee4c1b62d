"""What becomes of a link to a body without an account: it ends, is taken back, and is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from dashboards.claims import links
from governance.models import Board, Seat
from partnerships.models import (
    ClaimLink,
    Organisation,
    Partnership,
    PartnershipPlace,
)
from people.models import Person
from people.personal_data.actions import erase
from people.personal_data.holdings import holdings
from people.personal_data.subjects import alone
from tests import builders
from tests.builders import Cast
from tests.dashboards.claims.by_link import (
    ADDRESS,
    HOW,
    PUBLISHED,
    answered,
    asked,
    sent,
)
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_asked_anew_ended_or_answered_otherwise_it_opens_nothing(
    cast: Cast, police: Organisation, seat: Seat
) -> None:
    keeper = cast.bradford_editor
    first, second = sent(keeper, seat), sent(keeper, seat)
    closed = "This link is closed"
    assert closed in text_of(Client().get(first))
    assert closed not in text_of(Client().get(second))
    link = ClaimLink.objects.first()
    assert signed_in(cast.outsider).post(f"/claims/asked/{link.pk}/end/").status_code == 403
    signed_in(keeper).post(f"/claims/asked/{link.pk}/end/")
    assert closed in text_of(Client().get(second))
    third = sent(keeper, seat)
    seat.delete()
    assert closed in text_of(Client().get(third))


def test_it_lives_for_as_long_as_something_waits(cast: Cast, seat: Seat) -> None:
    address = sent(cast.bradford_editor, seat)
    ClaimLink.objects.update(made_at=timezone.now() - dt.timedelta(days=400))
    assert links.forget_addresses() == 0
    assert "Your answer is saved" in answered(address, seat, "yes")


def test_administrators_see_each_and_take_an_answer_back(
    cast: Cast, made: Board, seat: Seat
) -> None:
    answered(sent(cast.bradford_editor, seat), seat, "yes")
    admin, link = signed_in(cast.administrator), ClaimLink.objects.get()
    page = text_of(admin.get("/claims/asked/"))
    for said in ("Police", "Family board", ADDRESS, PUBLISHED, "Answered by Ash Rowan"):
        assert said in page
    at = f"/claims/asked/{link.pk}/take-back/"
    assert signed_in(cast.bradford_editor).post(at).status_code == 403
    told = text_of(admin.post(at, follow=True))
    assert "Taken back: 1 answer waits for the organisation again. 1 person told in My work" in told
    seat.refresh_from_db()
    assert (seat.claim, seat.claim_on, seat.claim_link) == ("claimed", None, None)
    mark = "Not confirmed by Police"
    assert mark in text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))


def test_the_body_sees_that_it_came_by_link_and_has_the_last_word(
    cast: Cast, made: Board, police: Organisation, seat: Seat
) -> None:
    answered(sent(cast.bradford_editor, seat), seat, "yes")
    officer = builders.user("Police officer", ("officer", police))
    client, url = signed_in(officer), f"{police.get_absolute_url()}claims/"
    shown = client.get(url)
    assert "by a link sent to an address at suffolk.police.test" in text_of(shown)
    assert "(Ash Rowan, Chief of staff)" in text_of(shown)
    seat.refresh_from_db()
    key = f"seat-{seat.pk}-{seat.version}"
    for word in ("yes", "no"):
        assert f'value="{word}:{key}"' in shown.content.decode()
    client.post(url, filled(client, url, one=f"yes:{key}"))
    seat.refresh_from_db()
    assert (seat.claim, seat.claim_link) == ("confirmed", None)
    assert HOW not in text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))


def test_changed_by_somebody_else_it_is_a_claim_without_the_link(cast: Cast, seat: Seat) -> None:
    answered(sent(cast.bradford_editor, seat), seat, "yes")
    seat = Seat.objects.get(pk=seat.pk)
    seat.votes, seat.votes_because = 3, "The largest"
    seat.save()
    assert (seat.claim, seat.claim_link) == ("claimed", None)


def test_address_and_name_go_half_a_year_after_it_closed_and_the_page_stays(
    cast: Cast, made: Board, seat: Seat
) -> None:
    answered(sent(cast.bradford_editor, seat), seat, "yes")
    later = timezone.now() + links.FORGOTTEN
    assert links.forget_addresses(later - dt.timedelta(days=1)) == 0
    assert links.forget_addresses(later + dt.timedelta(days=1)) == 1
    link = ClaimLink.objects.get()
    assert (link.email, link.answered_by, link.answered_role) == ("", "", "")
    assert HOW in text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))


def test_what_is_kept_of_the_contact_is_shown_to_them_and_erased(cast: Cast, seat: Seat) -> None:
    answered(sent(cast.bradford_editor, seat), seat, "yes")
    subject = alone(Person.objects.create(name="Ash Rowan", email=ADDRESS))
    (kept,) = [one for one in holdings(subject) if one.key == "claim_links"]
    assert kept.rows[0]["answered by"] == "Ash Rowan, Chief of staff"
    erase(by=cast.administrator, subject=subject, why="request")
    link = ClaimLink.objects.get()
    assert (link.email, link.who) == ("", "")
    seat.refresh_from_db()
    assert (seat.claim, seat.claim_link) == ("confirmed", link)


def test_ten_emails_a_day_for_one_record(cast: Cast, seat: Seat) -> None:
    for _ in range(links.MOST):
        links.send_link(
            by=cast.bradford_editor, kind=ClaimLink(record_kind="board").kinds[0],
            record=seat.board, body=seat.organisation, email=ADDRESS, published_at=PUBLISHED,
        )  # fmt: skip
    assert "10 emails have been sent today" in asked(cast.bradford_editor, seat)


def test_who_adds_a_member_or_a_body_of_a_programme_reads_who_can_confirm_it(
    cast: Cast, police: Organisation
) -> None:
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
    nobody = "Nobody with an account answers for Police: ask it by email"
    for who, url in (
        (cast.bradford_editor, f"{together.get_absolute_url()}members/add/"),
        (cast.administrator, f"{cast.pfpp.get_absolute_url()}bodies/add/"),
    ):
        client = signed_in(who)
        typed = filled(client, url, organisation=police.name)
        assert nobody in text_of(client.post(url, typed, follow=True))
