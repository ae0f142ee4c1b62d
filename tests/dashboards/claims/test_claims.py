"""What is recorded of a body is a claim until somebody of that body confirms it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import Notice, User
from dashboards.organisation import joint_history
from governance.models import Agreement, AgreementParty, Board, Power, Seat
from partnerships.models import Member, Organisation, Partnership, PartnershipPlace, ProgrammeBody
from partnerships.organisation.permissions import speaks_for
from partnerships.partnership.sector_gaps import coverage
from people.review.parties import word_awaited
from records.models import Source
from reorganise.actions import give_way
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 12, 1)
MARK = "Not confirmed by Police"


@pytest.fixture
def officer(police: Organisation) -> Any:
    return builders.user("Police officer", ("officer", police))


def seat(made: Board, of: Organisation, **fields: Any) -> Seat:
    return Seat.objects.create(board=made, organisation=of, **fields)


def address(of: Organisation) -> str:
    return f"{of.get_absolute_url()}claims/"


def sent(who: Any, of: Organisation, **said: Any) -> str:
    client = signed_in(who)
    return text_of(client.post(address(of), filled(client, address(of), **said), follow=True))


def key(row: Any) -> str:
    """What stands in the form for a row as it is now."""
    row.refresh_from_db()
    return f"{row._meta.model_name}-{row.pk}-{row.version}"


def added_seat(who: Any, made: Board, of: Organisation) -> Seat:
    client, url = signed_in(who), f"/boards/{made.slug}/seats/add/"
    client.post(url, filled(client, url, organisation=of.name, votes="1"), follow=True)
    return Seat.objects.get(organisation=of)


def test_a_seat_that_a_keeper_adds_waits_and_one_of_its_own_officer_does_not(
    cast: Cast, made: Board, police: Organisation
) -> None:
    keeper = cast.bradford_editor
    assert added_seat(keeper, made, police).claim == "claimed"
    for page in (made.get_absolute_url(), f"{made.get_absolute_url()}seats/"):
        assert MARK in text_of(signed_in(cast.outsider).get(page))
    both = builders.user("Both", ("officer", cast.council), ("place_editor", cast.bradford))
    own = added_seat(both, made, cast.council)
    assert own.claim == "confirmed"
    assert "Not confirmed by" not in own.claim_note


def test_its_officer_confirms_in_one_press_and_others_cannot(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    assert signed_in(cast.bradford_editor).get(address(police)).status_code == 403
    assert signed_in(cast.administrator).post(address(police)).status_code == 403
    page = text_of(signed_in(officer).get(address(police)))
    assert "It has a seat on Family board, with 1 vote" in page
    assert "What others say about Police" in page
    assert "1 question to answer" in page
    assert "Saved." in sent(officer, police, one=f"yes:{key(one)}")
    one.refresh_from_db()
    assert (one.claim, one.claim_mark) == ("confirmed", "")
    assert MARK not in text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))


def test_what_is_not_so_is_shown_with_its_words_and_its_keeper_is_told(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    one, other = seat(made, police), seat(made, police)
    sent(officer, police, one=f"no:{key(one)}", words="We only listen")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.claim, other.claim) == ("refused", "claimed")
    page = text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))
    assert "Police says that this isn’t right: We only listen" in page
    told = Notice.objects.filter(kind="claim-refused", user=cast.bradford_editor).get()
    assert "Police says that this isn’t right: Family board" in told.subject
    assert "We only listen" in told.text
    assert not told.by_mail, "it waits for the one email of the day"


def test_many_at_once_of_several_kinds_and_nothing_ticked_is_said(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
    rows = [
        seat(made, police),
        Power.objects.create(board=made, function="money", part="decides", from_body=police),
        Member.objects.create(partnership=together, organisation=police),
        ProgrammeBody.objects.create(programme=cast.pfpp, organisation=police),
    ]
    assert "Tick what you want to answer" in sent(officer, police, answer="yes")
    sent(officer, police, answer="yes", row=[key(row) for row in rows])
    for row in rows:
        row.refresh_from_db()
        assert row.claim == "confirmed"


@pytest.mark.parametrize(
    "typed",
    ["seat-9999999-1", "seat-x-1", "seat-1-x", "organisation-1-1", "", "seat-٣-1", "seat-1"],
)
def test_what_is_not_said_of_it_is_not_answered(
    cast: Cast, made: Board, police: Organisation, officer: Any, typed: str
) -> None:
    other = seat(made, cast.council)
    for one in (typed, key(other)):
        sent(officer, police, answer="yes", row=[one])
    other.refresh_from_db()
    assert other.claim == "claimed"


def test_a_claim_that_somebody_else_changes_is_a_claim_again(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    """Confirmed for one vote, it is not confirmed for three."""
    one = seat(made, police, claim="confirmed")
    client, url = signed_in(cast.bradford_editor), f"/boards/seats/{one.pk}/edit/"
    client.post(url, filled(client, url, role_words="Chief"))
    one.refresh_from_db()
    assert (one.role_words, one.claim) == ("Chief", "confirmed")
    client.post(url, filled(client, url, votes="3", votes_because="The largest"))
    one.refresh_from_db()
    assert (one.votes, one.claim) == (3, "claimed")


def test_a_no_keeps_its_words_where_its_keeper_changes_the_row_until_it_answers_again(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    sent(officer, police, one=f"no:{key(one)}", words="We only listen")
    client, url = signed_in(cast.bradford_editor), f"/boards/seats/{one.pk}/edit/"
    client.post(url, filled(client, url, votes="3", votes_because="The largest"))
    one.refresh_from_db()
    assert (one.claim, one.claim_note) == ("claimed", "not confirmed by Police: We only listen")
    sent(officer, police, one=f"yes:{key(one)}")
    one.refresh_from_db()
    assert (one.claim, one.claim_words) == ("confirmed", "")
    other = seat(made, police, claim="refused", claim_words="Never")
    other = Seat.objects.get(pk=other.pk)
    other.organisation = cast.council
    other.save()
    assert (other.claim, other.claim_words) == ("claimed", "")


def test_another_last_day_and_other_words_of_a_signature_are_claims_again(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    agreed = Agreement.objects.create(board=made, kind="memorandum", title="How we work")
    together = Partnership.objects.create(name="Together", slug="together")
    confirmed = {"organisation": police, "claim": "confirmed"}
    signed = {"agreement": agreed, "state": "signed", "by_role": "Chief", **confirmed}
    rows: list[tuple[Any, str, Any]] = [
        (AgreementParty.objects.create(answered_on=LATER, **signed), "words", "And we pay"),
        (seat(made, police, claim="confirmed"), "valid_to", LATER),
        (Member.objects.create(partnership=together, **confirmed), "valid_to", LATER),
        (ProgrammeBody.objects.create(programme=cast.pfpp, **confirmed), "valid_to", LATER),
    ]
    for row, name, value in rows:
        kept = type(row)._default_manager.get(pk=row.pk)
        setattr(kept, name, value)
        kept.save()
        assert kept.claim == "claimed", name
    page = text_of(signed_in(officer).get(address(police)))
    assert "It signed How we work on 1 December 2026 (Chief): And we pay" in page
    assert "It has a seat on Family board, with 1 vote, to 30 November 2026" in page
    assert "It belongs to Together as member, until 30 November 2026" in page
    own = AgreementParty.objects.get()
    own.by_role, own.is_own_word = "Deputy", True
    own.save()
    assert own.claim == "confirmed"


@pytest.mark.parametrize("word", ["confirmed", "refused"])
def test_what_its_keeper_ends_keeps_the_word_of_its_body(
    cast: Cast, made: Board, police: Organisation, word: str
) -> None:
    one = Seat.objects.get(pk=seat(made, police, claim=word, claim_words="We said").pk)
    one.valid_to = dt.date(2026, 11, 1)
    one.save()
    assert (one.claim, one.claim_words) == (word, "We said")
    one.valid_to = None
    one.save()
    assert one.claim == "claimed"


def test_what_was_changed_since_the_page_was_opened_is_not_confirmed(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    read = key(one)
    one.votes, one.votes_because = 3, "The largest"
    one.save()
    for said in ({"one": f"yes:{read}"}, {"answer": "yes", "row": [read]}):
        assert "Something of this was changed since" in sent(officer, police, **said)
        one.refresh_from_db()
        assert one.claim == "claimed"
    assert "Saved." in sent(officer, police, one=f"yes:{key(one)}")


def test_what_was_there_before_is_listed_and_marked_and_counts(
    cast: Cast, made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police, claim="earlier")
    assert one.holds
    assert one.claim_mark == "not confirmed by Police"
    assert "It has a seat on Family board" in text_of(signed_in(officer).get(address(police)))


def test_a_published_source_stands_in_place_of_the_mark(
    cast: Cast, made: Board, police: Organisation
) -> None:
    made.source = Source.objects.create(title="Terms of reference", slug="terms")
    made.save()
    seat(made, police)
    page = text_of(signed_in(cast.outsider).get(f"{made.get_absolute_url()}seats/"))
    assert MARK not in page
    assert "Terms of reference" in page


def test_it_waits_in_my_work_until_all_has_an_answer(
    made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    line = "Confirm what is said about Police, or say that it isn’t right"
    assert line in text_of(signed_in(officer).get("/"))
    sent(officer, police, one=f"yes:{key(one)}")
    assert line not in text_of(signed_in(officer).get("/"))
    seat(made, police, valid_to=dt.date(2020, 1, 1))
    assert line not in text_of(signed_in(officer).get("/"))


def test_of_a_body_that_takes_over_nobody_has_its_word_yet(
    cast: Cast, made: Board, police: Organisation
) -> None:
    seat(made, police, claim="confirmed", claim_words="Yes", claim_on=dt.date(2026, 1, 1))
    heir = Heir(None, "New police", "police")
    plan = GivingWay(before=(police,), after=(heir,), on=dt.date(2026, 4, 1), reason="Order")
    give_way(plan=plan, by=cast.administrator)
    new = Seat.objects.get(organisation__name="New police")
    assert (new.claim, new.claim_words, new.claim_on) == ("claimed", "", None)
    assert Seat.objects.get(organisation=police).claim == "confirmed"


def test_the_mark_stands_wherever_the_claim_is_shown(
    cast: Cast, made: Board, police: Organisation
) -> None:
    """A power on the board's first page and at its place, a member and a body of a programme."""
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
    said = {"organisation": police, "claim": "earlier"}
    Member.objects.create(partnership=together, **said)
    ProgrammeBody.objects.create(programme=cast.pfpp, **said)
    power = Power.objects.create(
        board=made, function="money", part="decides", from_body=police, claim="earlier"
    )
    pages = {
        made.get_absolute_url(): MARK,
        f"/places/{cast.bradford.slug}/governance/": MARK,
        police.get_absolute_url(): MARK,
        cast.pfpp.get_absolute_url(): MARK,
    }
    for page, mark in pages.items():
        assert mark.lower() in text_of(signed_in(cast.outsider).get(page)).lower(), page
    Power.objects.filter(pk=power.pk).update(claim="refused", claim_words="Never")
    told = text_of(signed_in(cast.outsider).get(f"/places/{cast.bradford.slug}/governance/"))
    assert "Police says that this isn’t right: Never" in told


def test_partners_of_a_place_say_what_is_not_confirmed_and_leave_out_what_is_not_so(
    cast: Cast, police: Organisation
) -> None:
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=cast.bradford)
    one = Member.objects.create(partnership=together, organisation=police)
    Member.objects.create(partnership=together, organisation=cast.council, claim="confirmed")
    url = f"/places/{cast.bradford.slug}/partners/"
    pages = {}
    for claim in ("claimed", "earlier", "confirmed", "refused"):
        Member.objects.filter(pk=one.pk).update(claim=claim)
        pages[claim] = Client().get(url).content.decode()
    assert [page.count("not confirmed") for page in pages.values()] == [1, 1, 0, 0]
    named = [police.get_absolute_url() in page for page in pages.values()]
    assert named == [True, True, True, False]
    source = Source.objects.create(title="Terms of reference", slug="terms")
    Member.objects.filter(pk=one.pk).update(claim="claimed", source=source)
    page = Client().get(url).content.decode()
    assert police.get_absolute_url() in page
    assert "not confirmed" not in page


def test_what_two_did_together_leaves_out_what_one_says_is_not_so(
    cast: Cast, made: Board, police: Organisation
) -> None:
    together = Partnership.objects.create(name="Together", slug="together")
    rows: list[Any] = [
        model.objects.create(organisation=body, **{of: record})
        for body in (police, cast.council)
        for model, of, record in ((Member, "partnership", together), (Seat, "board", made))
    ]
    history = joint_history.build(cast.outsider, police, cast.council)
    assert (history.count("partnership"), history.count("board")) == (1, 1)
    for row in rows[:2]:
        type(row).objects.filter(pk=row.pk).update(claim="refused")
    assert not joint_history.build(cast.outsider, police, cast.council).events
    (sectors,) = coverage([together], dt.date(2026, 1, 1))
    assert sectors.present == [str(cast.council.get_sector_display())]


def test_where_nobody_keeps_it_that_is_said_with_what_to_do(
    made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    User.objects.exclude(pk=officer.pk).update(is_active=False)
    told = sent(officer, police, one=f"no:{key(one)}")
    assert (
        "Saved. Nobody was told. Nobody with an account looks after Family board: an administrator "
        "can give somebody that role." in told
    )


def test_what_has_its_word_offers_only_the_other(
    made: Board, police: Organisation, officer: Any
) -> None:
    one = seat(made, police)
    for word, other in (("yes", "no"), ("no", "yes")):
        sent(officer, police, one=f"{word}:{key(one)}")
        page = signed_in(officer).get(address(police)).content.decode()
        assert f'value="{word}:{key(one)}"' not in page
        assert f'value="{other}:{key(one)}"' in page


def test_who_adds_a_seat_reads_who_can_confirm_it_or_that_nobody_can(
    cast: Cast, made: Board, police: Organisation
) -> None:
    client, url = signed_in(cast.bradford_editor), f"/boards/{made.slug}/seats/add/"

    def added(**said: Any) -> str:
        typed = filled(client, url, organisation=police.name, votes="1", **said)
        return text_of(client.post(url, typed, follow=True))

    nobody = (
        "Nobody with an account answers for Police: ask it by email, from what is not confirmed, "
        "or have an administrator invite an officer."
    )
    assert f"Seat saved. Nobody was told. {nobody}" in added()
    builders.user("Police officer", ("officer", police))
    told = added(role_words="Deputy")
    assert "Seat saved. 1 person told in My work." in told
    assert "Nobody with an account" not in told


def test_an_officer_two_levels_up_can_give_the_word_of_a_team(cast: Cast) -> None:
    """As they do for all else of it (``speaks_for``)."""
    force = builders.organisation("Police")
    unit = builders.organisation("Road unit", parent=builders.organisation("Roads", parent=force))
    by = cast.bradford_editor
    assert len(word_awaited([unit], by=by).missing) == 1
    officer = builders.user("Chief", ("officer", force))
    assert speaks_for(officer, unit)
    assert word_awaited([unit], by=by).missing == ()


def test_who_asks_for_a_signature_reads_of_whom_nobody_can_give_it(
    cast: Cast, made: Board, police: Organisation
) -> None:
    client, url = signed_in(cast.bradford_editor), f"/boards/{made.slug}/agreements/add/"
    typed = filled(client, url, kind="memorandum", title="How we work", another=police.name)
    told = text_of(client.post(url, {**typed, "parties": [], "visibility": "network"}, follow=True))
    assert "Nobody with an account answers for Police: an administrator can invite" in told
