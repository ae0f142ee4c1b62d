"""Agreements: added on the page of a board or partnership, signed or declined, replaced; who may
do which."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from governance.models import Agreement, AgreementParty, Seat
from partnerships.models import Partnership
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.agreement.conftest import VISION
from tests.governance.agreement.sweep import DAY, agreement, signed
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def sent(client: Client, address: str, **typed: Any) -> Any:
    """The answer to a form that is filled in like this."""
    return client.post(address, {**filled(client, address), **typed}, follow=True)


def day(name: str, on: dt.date) -> dict[str, str]:
    """A day as three boxes take it."""
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def answer_of(party: AgreementParty) -> str:
    """Where a body answers."""
    return reverse("agreement_party_edit", args=[party.agreement_id, party.pk])


def add_to(act: Partnership) -> str:
    return reverse("partnership_agreement_add", args=[act.slug])


VISION_TYPED = {"kind": "vision", "title": "Our vision", "visibility": "public"}
SIGNS = {"state": "signed", "by_role": "Director", **day("answered_on", DAY)}


def test_an_editor_has_the_members_of_today_sign_the_vision_as_it_is(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    client = signed_in(cast.bradford_editor)
    assert add_to(act) in client.get(act.get_absolute_url()).content.decode()
    said = sent(client, add_to(act), **VISION_TYPED, text="Something else")
    made = Agreement.objects.get()
    assert said.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.text, made.kind, made.visibility) == (VISION, "vision", "public")
    names = [cast.council.name, desnz.name, "Warm Homes Trust"]
    assert sorted(map(str, made.parties.all())) == sorted(names)
    assert "Shared vision of Act as One. 0 of 3 signed, 3 asked." in text_of(said)
    # It stands on the page of the partnership, for a resident as well
    page = Client().get(act.get_absolute_url())
    assert "0 of 3 signed, 3 asked" in text_of(page)
    assert f'"/agreements/?partnership={act.slug}"' in page.content.decode()


def test_who_keeps_a_board_adds_its_terms_and_says_who_signs(cast: Cast, desnz: Any) -> None:
    at = board(cast.bradford, visibility="public")
    Seat.objects.create(board=at, organisation=cast.council)
    Seat.objects.create(board=at, organisation=desnz)
    client, address = signed_in(cast.bradford_editor), f"{at.get_absolute_url()}agreements/add/"
    seats = f"{at.get_absolute_url()}seats/"
    assert address in client.get(seats).content.decode()
    assert 'value="vision"' not in client.get(address).content.decode(), "a board has none"
    typed = {
        "kind": "terms",
        "title": "How we work",
        "visibility": "public",
        "text": "We meet.",
        "values_words": "Openly",
        "disputes_words": "We talk",
        "parties": [cast.council.slug],
        "another": "Warm Homes Trust",
        "source_title": "Terms",
        "source_url": "https://example.test/terms",
        **day("review_by", dt.date(2027, 5, 1)),
    }
    builders.organisation("Warm Homes Trust", "voluntary")
    page = sent(client, address, **typed)
    made = Agreement.objects.get()
    assert sorted(map(str, made.parties.all())) == sorted([cast.council.name, "Warm Homes Trust"])
    assert made.source == Source.objects.get(title="Terms")
    for words in ("We meet.", "Openly", "We talk", "1 May 2027", "/sources/"):
        assert words in page.content.decode()
    way = f'"/agreements/?board={at.slug}"'
    assert way in client.get(at.get_absolute_url()).content.decode()
    # Before a meeting its keepers have more to do there
    b.called(at, cast.bradford_editor, dt.date(2026, 12, 15))
    assert way not in client.get(at.get_absolute_url()).content.decode()
    assert way in client.get(seats).content.decode()
    assert way in Client().get(at.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": ""}, "What is it called?"),
        (
            {**day("valid_from", DAY), **day("valid_to", DAY - dt.timedelta(days=1))},
            "The end can’t be before the start",
        ),
        ({"another": "Nobody at all"}, "Nobody at all"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, act: Partnership, typed: dict[str, Any], says: str
) -> None:
    client = signed_in(cast.bradford_editor)
    said = sent(client, add_to(act), **{**VISION_TYPED, "values_words": "Openly", **typed})
    assert says in text_of(said)
    assert "Openly" in said.content.decode()
    assert not Agreement.objects.exists()


def test_a_partnership_without_a_vision_has_none_signed(cast: Cast, act: Partnership) -> None:
    Partnership.objects.update(vision="")
    client = signed_in(cast.bradford_editor)
    assert "This partnership has no vision yet" in text_of(
        sent(client, add_to(act), **VISION_TYPED)
    )


def test_what_is_of_a_board_that_not_all_see_is_not_for_all(cast: Cast) -> None:
    at = board(cast.bradford, visibility="network")
    client, address = signed_in(cast.bradford_editor), f"{at.get_absolute_url()}agreements/add/"
    typed = {"kind": "terms", "title": "How we work"}
    assert "Not everyone can see the board itself" in text_of(
        sent(client, address, **typed, visibility="public")
    )
    # Nor is one that was for all before its board was closed
    made = agreement(at, cast.council, visibility="public", review_by=DAY)
    assert not Agreement.objects.visible_to(cast.resident).exists()
    assert Client().get(made.get_absolute_url()).status_code == 404
    for address in ("/agreements/", "/agreements/?format=csv"):
        said = b"".join(list(Client().get(address)))
        assert b"Terms of the board" not in said
    assert "Terms of the board" in text_of(signed_in(cast.outsider).get("/agreements/"))


def test_each_reader_does_what_is_theirs(cast: Cast, act: Partnership, desnz: Any) -> None:
    made = agreement(act, cast.council, desnz, visibility="public")
    party, other = (made.parties.get(organisation=body) for body in (desnz, cast.council))
    keeper, officer, stranger, nobody = (
        *map(signed_in, (cast.bradford_editor, cast.desnz_official, cast.outsider)),
        Client(),
    )
    codes = {
        page: [client.get(page).status_code for client in (keeper, officer, stranger, nobody)]
        for page in (
            made.get_absolute_url(),
            reverse("agreement_edit", args=[made.pk]),
            answer_of(party),
            answer_of(other),
        )
    }
    assert list(codes.values()) == [
        *([200, 200, 200, 200], [200, 403, 403, 302]),
        *([200, 200, 403, 302], [200, 403, 403, 302]),
    ]
    pages = [text_of(one.get(made.get_absolute_url())) for one in (keeper, officer, stranger)]
    assert [f"Sign or decline for {desnz}" in page for page in pages] == [False, True, False]
    assert ["Replace it" in page for page in pages] == [True, False, False]


def test_an_officer_signs_for_their_body_on_a_day_in_a_job_role(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, cast.council, desnz)
    client, party = signed_in(cast.desnz_official), made.parties.get(organisation=desnz)
    page = client.get(answer_of(party))
    assert "Not answered yet" not in text_of(page), "an officer answers, and does not take it back"
    for wrong, says in (
        ({"by_role": ""}, "In which job role?"),
        ({"answered_on_year": "2027"}, "This date is in the future"),
        ({"answered_on_day": "", "answered_on_month": "", "answered_on_year": ""}, "On which day?"),
        ({"state": ""}, f"Does {desnz} sign it?"),
    ):
        assert says in text_of(sent(client, answer_of(party), **{**SIGNS, **wrong}))
        party.refresh_from_db()
        assert party.state == "asked"
    said = text_of(sent(client, answer_of(party), **SIGNS, words="Gladly"))
    party.refresh_from_db()
    assert (party.state, party.answered_on, party.by_role) == ("signed", DAY, "Director")
    for words in ("1 of 2 signed, 1 asked", "Director, 1 September 2026", "Gladly"):
        assert words in said
    assert "Sign or decline for" not in said
    history = text_of(client.get(reverse("agreement_history", args=[made.pk])))
    assert "Director" in history
    assert "signed" in history


def test_who_keeps_it_writes_down_what_was_said_on_paper_and_takes_it_back(
    cast: Cast, act: Partnership
) -> None:
    made = agreement(act, cast.council)
    client, party = signed_in(cast.bradford_editor), made.parties.get()
    nothing: dict[str, Any] = dict.fromkeys(
        (f"answered_on_{one}" for one in ("day", "month", "year")), ""
    )
    said = text_of(sent(client, answer_of(party), state="signed", **nothing))
    assert "Enter the day" in said
    assert "Enter the job role. If nobody knows it, say so" in said
    sent(client, answer_of(party), **{**SIGNS, "state": "declined", "words": "Not ours"})
    page = text_of(client.get(made.get_absolute_url()))
    assert "0 of 1 signed, 1 answer not confirmed" in page
    assert f"Not confirmed by {party.organisation}" in page
    sent(client, answer_of(party), state="asked")
    party.refresh_from_db()
    assert (party.state, party.answered_on, party.by_role, party.words) == ("asked", None, "", "")


def test_what_was_signed_is_not_rewritten_and_who_signed_stays(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, desnz, text="We meet.")
    signed(made, cast.council)
    client, address = signed_in(cast.bradford_editor), reverse("agreement_edit", args=[made.pk])
    assert "replace this agreement" in text_of(sent(client, address, text="We never meet."))
    both = [cast.council.slug, desnz.slug]
    assert "has answered already, so it stays" in text_of(sent(client, address, parties=both[1:]))
    # A clause that they did not read is none that they signed
    assert "replace this agreement" in text_of(sent(client, address, disputes_words="We talk"))
    # Who has not answered can be left out
    sent(client, address, parties=both[:1])
    assert [str(party) for party in made.parties.all()] == [cast.council.name]


def test_the_text_of_what_was_signed_on_paper_can_be_typed_later(
    cast: Cast, act: Partnership
) -> None:
    made = agreement(act, text="", title="How we work")
    signed(made, cast.council)
    officer = builders.user("Council officer", ("officer", cast.council))
    client, address = signed_in(cast.bradford_editor), reverse("agreement_edit", args=[made.pk])
    page = text_of(sent(client, address, text="We meet."))
    assert "We meet." in page
    # Whoever signed is told, and the page says since when it is there
    assert "Corrected since" in page
    assert "What was agreed It said nothing before" in page
    told = Notice.objects.filter(subject="Changed since you answered: How we work")
    assert [one.user for one in told] == [officer]


def test_where_it_is_from_does_not_change_unseen_once_somebody_signed(
    cast: Cast, act: Partnership
) -> None:
    made = agreement(act, text="", visibility="public")
    client, address = signed_in(cast.bradford_editor), reverse("agreement_edit", args=[made.pk])
    page = text_of(sent(client, address, source_title="Minutes of March"))
    assert "Corrected since" not in page
    signed(made, cast.council)
    page = text_of(sent(client, address, source_title="Minutes of April"))
    assert "Where it can be read It said before: Minutes of March" in page
    public = text_of(Client().get(made.get_absolute_url()))
    assert "Corrected since" in public
    assert "Minutes of March" not in public


def test_what_somebody_answered_to_is_not_taken_back(cast: Cast, act: Partnership) -> None:
    client = signed_in(cast.bradford_editor)
    typed = {"kind": "terms", "title": "How we work", "visibility": "network"}
    sent(client, add_to(act), **typed, parties=[])
    made = Agreement.objects.get()
    address = reverse("agreement_take_back", args=[made.pk])
    assert client.get(address).status_code == 200
    assert "Replace it instead" not in text_of(client.get(address))
    signed(made, cast.council)
    assert "Replace it instead" in text_of(client.get(address))
    client.post(address, {"because": "A mistake"})
    assert Agreement.objects.filter(pk=made.pk).exists()


def test_an_answer_of_a_body_that_gave_way_is_nobodys_to_change(
    cast: Cast, act: Partnership
) -> None:
    made = agreement(act)
    signed(made, cast.council)
    made.parties.update(valid_from=DAY, valid_to=DAY + dt.timedelta(days=30))
    client, party = signed_in(cast.bradford_editor), made.parties.get()
    assert client.get(answer_of(party)).status_code == 403
    assert answer_of(party) not in client.get(made.get_absolute_url()).content.decode()


def test_a_vision_that_changed_since_is_told_and_signed_anew(cast: Cast, act: Partnership) -> None:
    made = agreement(act, kind="vision", text=VISION, title="Our vision", valid_from=DAY)
    signed(made, cast.council)
    client, changed = signed_in(cast.bradford_editor), "The partnership has changed it since"
    assert changed not in text_of(client.get(made.get_absolute_url()))
    assert "Replace it" in text_of(client.get(made.get_absolute_url()))
    Partnership.objects.update(vision="Warm homes, and work.")
    page = client.get(made.get_absolute_url())
    assert changed in text_of(page)
    assert "Start a new sign-off" in text_of(page)
    way = f"{add_to(act)}?like={made.pk}"
    assert way in page.content.decode()
    typed = {"visibility": "network", **day("valid_from", DAY)}
    assert "Our vision applies from 1 September 2026" in text_of(sent(client, way, **typed))
    begins = dt.date(2026, 11, 9)
    sent(client, way, **{**typed, **day("valid_from", begins)})
    new = Agreement.objects.get(replaces=made)
    assert (new.text, new.title, new.kind) == ("Warm homes, and work.", "Our vision", "vision")
    assert new.parties.filter(state="asked").count() == 3
    made.refresh_from_db()
    assert (made.ends, made.is_over) == (dt.date(2026, 11, 8), True)
    old = text_of(client.get(made.get_absolute_url()))
    assert "It ended on 8 November 2026" in old
    assert "Replaced by Our vision" in old
    assert "Start a new sign-off" not in old
    assert changed not in old
    assert list(Agreement.objects.standing_on(begins)) == [new]
    assert made in Agreement.objects.standing_on(begins - dt.timedelta(days=1))
    # Who does not see the new one is not told of it
    Agreement.objects.filter(pk=made.pk).update(visibility="public")
    assert "Replaced by" not in text_of(Client().get(made.get_absolute_url()))
    # Taken back, the old one holds again
    why = {"because": "Too early"}
    client.post(reverse("agreement_take_back", args=[new.pk]), why)
    assert list(Agreement.objects.standing_on(begins)) == [made]


def test_one_that_replaces_another_is_of_the_same_partnership(cast: Cast, act: Partnership) -> None:
    at = board(cast.bradford, visibility="public")
    elsewhere = agreement(at, cast.council)
    said = sent(signed_in(cast.bradford_editor), add_to(act), **VISION_TYPED, replaces=elsewhere.pk)
    assert "Does it replace an earlier one?" in text_of(said)
    assert not Agreement.objects.filter(partnership=act).exists()


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "agreement_has_a_title"),
    ({"visibility": "place"}, "agreement_level_known"),
    ({"valid_from": DAY, "valid_to": DAY}, "agreement_dates_in_order"),
    ({"kind": "vision", "text": ""}, "agreement_vision_of_a_partnership"),
]


@pytest.mark.parametrize(("fields", "name"), BROKEN)
def test_the_database_refuses_what_must_never_be(
    act: Partnership, fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        agreement(act, **fields)


def test_the_database_refuses_half_an_answer_and_a_party_twice(
    cast: Cast, act: Partnership
) -> None:
    made = agreement(act, cast.council)
    at = board(cast.bradford, visibility="network")
    answers: tuple[dict[str, Any], ...] = (
        *({"by_role": ""}, {"answered_on": None}, {"state": "asked", "by_role": ""}),
        {"state": "asked", "answered_on": None},
    )
    other = builders.organisation("Another")
    for fields in answers:
        with pytest.raises(IntegrityError, match="answers_on_a_day"), transaction.atomic():
            signed(made, other, **fields)
    with pytest.raises(IntegrityError, match="agreement_party_once"), transaction.atomic():
        signed(made, cast.council)
    with pytest.raises(IntegrityError, match="of_a_board_or"), transaction.atomic():
        agreement(act, board=at)
    with pytest.raises(IntegrityError, match="replaces_another"), transaction.atomic():
        Agreement.objects.filter(pk=made.pk).update(replaces=made.pk)
    agreement(act, replaces=made)
    with pytest.raises(IntegrityError, match="replaces_id"), transaction.atomic():
        agreement(act, replaces=made)
