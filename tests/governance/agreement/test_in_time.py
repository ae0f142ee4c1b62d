"""Bodies that gave way to others or were held twice, and what becomes of their signatures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.models import AgreementParty
from partnerships.models import Organisation, Partnership
from reorganise.actions import give_way, merge_bodies, take_back
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance.agreement.sweep import agreement, signed
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 10)
KEY = "governance.AgreementParty.organisation"


@pytest.fixture
def old() -> Organisation:
    return builders.organisation("Old Care Board", "nhs")


def gives_way(cast: Cast, old: Organisation, *heirs: Heir, choices: Any = None) -> Any:
    plan = GivingWay(before=(old,), after=heirs, on=DAY, reason="Order", choices=choices or {})
    return give_way(by=cast.administrator, plan=plan)


def told(agreed: Any) -> list[tuple[str, str, bool]]:
    """Each party: its name, its answer, and whether it is one today."""
    rows = agreed.parties.select_related("organisation").order_by("organisation__name")
    return [(str(one), one.state, one.valid_to is None) for one in rows]


def test_a_signature_stays_and_whoever_takes_over_is_asked_anew(
    cast: Cast, act: Partnership, old: Organisation
) -> None:
    made = agreement(act, cast.council)
    signed(made, old, words="Gladly")
    over = agreement(act, valid_to="2026-11-01", title="Over before")
    signed(over, old)
    act_of = gives_way(cast, old, Heir(None, "New Care Board", "nhs"))
    council = (cast.council.name, "asked", True)
    assert told(made) == [
        council,
        ("New Care Board", "asked", True),
        ("Old Care Board", "signed", False),
    ]
    new = AgreementParty.objects.get(organisation__name="New Care Board")
    assert (new.valid_from, new.by_role, new.words, new.answered_on) == (DAY, "", "", None)
    assert told(over) == [("Old Care Board", "signed", True)]
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert "Old Care Board (now New Care Board) Chief executive, 1 September 2026 Gladly" in page
    assert "0 of 2 signed, 2 asked" in page
    officer = builders.user("New officer", ("officer", new.organisation))
    assert "Sign or decline: Terms of the board" in text_of(signed_in(officer).get("/"))
    officer.assignments.all().delete()
    former = builders.user("Former officer of it", ("officer", old))
    assert "Sign or decline: Terms" not in text_of(signed_in(former).get("/"))
    former.assignments.all().delete()
    take_back(reorganisation=act_of, by=cast.administrator)
    assert told(made) == [council, ("Old Care Board", "signed", True)]


def test_who_gave_way_before_it_answered_is_told_no_more(
    cast: Cast, act: Partnership, old: Organisation
) -> None:
    made = agreement(act, old)
    gives_way(cast, old, Heir(None, "New Care Board", "nhs"))
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert "0 of 1 signed, 1 asked" in page
    assert "New Care Board" in page
    assert "Old Care Board" not in page


@pytest.mark.parametrize("state", ["asked", "signed"])
def test_one_that_takes_over_and_is_party_itself_is_asked_no_second_time(
    cast: Cast, act: Partnership, old: Organisation, state: str
) -> None:
    made = agreement(act)
    signed(made, old)
    if state == "signed":
        signed(made, cast.council)
    else:
        AgreementParty.objects.create(agreement=made, organisation=cast.council)
    gives_way(cast, old, Heir(cast.council))
    assert told(made) == [(cast.council.name, state, True), ("Old Care Board", "signed", False)]


def test_both_that_a_split_body_becomes_are_asked_where_somebody_says_so(
    cast: Cast, act: Partnership, old: Organisation
) -> None:
    made = agreement(act)
    signed(made, old)
    north, south = Heir(None, "North Board", "nhs"), Heir(None, "South Board", "nhs")
    gives_way(cast, old, north, south, choices={KEY: {"default": [0, 1]}})
    assert told(made) == [
        *(("North Board", "asked", True), ("Old Care Board", "signed", False)),
        ("South Board", "asked", True),
    ]


@pytest.mark.parametrize("signer", ["kept", "twin", "both"])
def test_of_a_party_held_twice_one_row_is_kept_and_an_answer_is_not_lost(
    cast: Cast, act: Partnership, old: Organisation, signer: str
) -> None:
    twin, made = builders.organisation("Old Care Board NHS", "nhs"), agreement(act)
    for body, name in ((old, "kept"), (twin, "twin")):
        if signer in (name, "both"):
            signed(made, body, by_role=f"Of the {name}")
        else:
            AgreementParty.objects.create(agreement=made, organisation=body)
    merge_bodies(pair=Duplicate(twin, old, "Typed twice"), by=cast.administrator)
    assert told(made) == [("Old Care Board", "signed", True)]
    assert made.parties.get().by_role == f"Of the {'twin' if signer == 'twin' else 'kept'}"
