"""Agreements in my work, on agendas, in packs and search, on pages of places."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.meeting.drafting import suggestions
from governance.models import Agreement, AgreementParty, Board
from partnerships.models import Partnership
from search.find import find
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.agreement.sweep import agreement, signed
from tests.governance.agreement.test_agreements import SIGNS, answer_of, sent
from tests.governance.board.sweep import board
from tests.governance.pack.packed import NETWORK, PUBLIC, body, make, meeting, words
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
NEAR, FAR = dt.date(2026, 12, 10), dt.date(2027, 9, 1)
ASKED, REVIEW = "Sign or decline: Terms of the board", "Look at again: Terms of the board"


@pytest.fixture
def at(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def work_of(who: Any) -> str:
    return text_of(signed_in(who).get("/"))


def test_a_body_that_is_asked_finds_it_in_its_work_until_it_answers(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, desnz, cast.council)
    officer = cast.desnz_official
    assert ASKED in work_of(officer)
    for other in (cast.bradford_editor, cast.bradford_officer, cast.outsider):
        assert ASKED not in work_of(other)
    sent(signed_in(officer), answer_of(made.parties.get(organisation=desnz)), **SIGNS)
    assert ASKED not in work_of(officer)


@pytest.mark.parametrize("why", ["ended", "replaced", "partnership"])
def test_nobody_is_asked_to_sign_or_review_what_is_over(
    cast: Cast, act: Partnership, desnz: Any, why: str
) -> None:
    made = agreement(act, desnz, review_by=NEAR)
    assert ASKED in work_of(cast.desnz_official)
    assert REVIEW in work_of(cast.bradford_editor)
    if why == "ended":
        Agreement.objects.filter(pk=made.pk).update(valid_to="2026-11-01")
    elif why == "replaced":  # from a day that is not known yet
        agreement(act, replaces=made, title="The next one")
    else:
        Partnership.objects.filter(pk=act.pk).update(ended_on="2026-11-01")
    assert ASKED not in work_of(cast.desnz_official)
    assert REVIEW not in work_of(cast.bradford_editor)
    if why != "partnership":
        client = signed_in(cast.desnz_official)
        assert client.get(answer_of(AgreementParty.objects.get())).status_code == 403


def test_a_review_day_that_is_near_is_work_of_its_keepers(
    cast: Cast, act: Partnership, at: Board
) -> None:
    made = agreement(act, review_by=FAR)
    agreement(at, title="Terms of a board", review_by=NEAR)
    said = work_of(cast.bradford_editor)
    assert REVIEW not in said
    assert "Look at again: Terms of a board" in said
    Agreement.objects.filter(pk=made.pk).update(review_by=NEAR)
    assert REVIEW in work_of(cast.bradford_editor)
    for other in (cast.luton_editor, cast.bradford_officer, cast.desnz_official):
        assert "Look at again" not in work_of(other)


def test_a_review_day_is_suggested_for_the_agenda_once_and_only_where_all_read_it(
    cast: Cast, act: Partnership, at: Board
) -> None:
    keeper = cast.bradford_editor
    drafted = b.meeting(at, keeper, dt.date(2026, 12, 15), visibility="public")

    def keys() -> list[str]:
        found = [one.key for _, rows in suggestions(keeper, drafted) for one in rows]
        return [key for key in found if key.startswith("agreement-")]

    agreement(at, review_by=NEAR, title="Only for who signs in")
    agreement(at, review_by=FAR, visibility="public")
    agreement(at, review_by=NEAR, valid_to="2026-12-01", visibility="public")
    other = board(cast.luton, "Board of Luton", visibility="public")
    agreement(other, review_by=NEAR, visibility="public")
    assert keys() == []
    mine = [agreement(of, review_by=NEAR, visibility="public") for of in (at, act)]
    assert keys() == [f"agreement-{one.pk}-{NEAR}" for one in mine]


def test_a_pack_tells_what_its_readers_see_and_a_body_what_it_is_asked_first(
    cast: Cast, act: Partnership, at: Board, desnz: Any
) -> None:
    made = agreement(at, desnz, visibility="public", title="How the board works")
    signed(made, cast.council)
    agreement(act, cast.council, title="For who signs in")
    agreement(at, cast.council, title="Over", valid_to="2026-11-01", visibility="public")
    keeper = cast.bradford_editor
    of = meeting(at, keeper)
    seen, public, asked, other = make(keeper, of, NETWORK, PUBLIC, body(desnz), body(cast.council))
    for pack in (seen, public):
        assert {"kind": "heading", "text": "Agreements"} in pack.content
        assert "1 of 2 signed, 1 asked" in words(pack)
        assert "Over" not in words(pack)
    assert "For who signs in" in words(seen)
    assert "For who signs in" not in words(public)
    assert public.left_out == seen.left_out + 1
    title = "Agreements that you are asked to sign"
    own = next(one for one in asked.content if one.get("title") == title)
    assert [row[0]["text"] for row in own["rows"]] == ["How the board works"]
    own = next(one for one in other.content if one.get("title") == title)
    assert [row[0]["text"] for row in own["rows"]] == ["For who signs in"]


def test_it_is_found_by_its_words_its_place_and_its_parties(cast: Cast, act: Partnership) -> None:
    warm = builders.organisation("Quixotic Trust", "voluntary")
    agreement(act, warm, title="Terms", text="Quarterly figures", visibility="public")
    agreement(act, title="Closed terms", text="Quarterly secrets")
    for typed in ("quarterly", "quarterly bradford", "quarterly quixotic trust"):
        found = [one.title for one in find(cast.resident, typed).every]
        assert "Terms" in found, typed
        assert "Closed terms" not in found, typed
    assert len(find(cast.outsider, "quarterly").every) == 2
    told = text_of(Client().get(f"{reverse('agreements')}?q=quarterly"))
    assert "Terms Act as One" in told
    assert "Closed terms" not in told


def test_the_page_of_a_place_leads_to_what_this_reader_sees(
    cast: Cast, act: Partnership, at: Board
) -> None:
    agreement(act, visibility="public")
    agreement(at)
    way, page = "/agreements/?place=bradford", reverse("place_governance", args=["bradford"])
    for client, count in ((Client(), 1), (signed_in(cast.outsider), 2)):
        said = client.get(page)
        assert f'"{way}"' in said.content.decode()
        assert f"Agreements between partners : {count}" in text_of(said)
        assert f"{count} agreement" in text_of(client.get(way))
    other = reverse("place_governance", args=["luton"])
    assert "/agreements/?place" not in Client().get(other).content.decode()


def test_what_is_of_something_made_up_is_no_part_of_the_country(act: Partnership) -> None:
    agreement(act, visibility="public", title="Of the country")
    Partnership.objects.update(is_example=True)
    agreement(act, visibility="public", title="Made up")
    act.refresh_from_db()
    agreement(act, visibility="public", title="Made up as well")
    said = text_of(Client().get("/agreements/"))
    assert "Of the country" in said
    assert "Made up as well" not in said
    assert "Made up as well" in text_of(Client().get("/agreements/?partnership=act-as-one"))
