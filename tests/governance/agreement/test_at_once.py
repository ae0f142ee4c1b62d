"""Two who write one agreement at the same moment, over two connections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from governance.models import Agreement, AgreementParty
from partnerships.models import Partnership
from tests import builders
from tests.builders import Cast
from tests.governance.agreement.sweep import agreement
from tests.governance.agreement.test_agreements import SIGNS, VISION_TYPED, add_to, answer_of
from tests.governance.at_once import at_once, second_waits
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def opened(who: Any, address: str, **typed: Any) -> Callable[[], str]:
    """A form that somebody opened and filled in: sent when it is called; gives the page."""
    client = signed_in(who)
    data = filled(client, address, **typed)
    return lambda: text_of(client.post(address, data, follow=True))


def test_nobody_signs_what_was_rewritten_after_they_read_it(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, desnz, text="We meet.")
    party, client = made.parties.get(), signed_in(cast.desnz_official)
    typed = filled(client, answer_of(party), **SIGNS)
    opened(cast.bradford_editor, reverse("agreement_edit", args=[made.pk]), text="We pay.")()
    page = client.post(answer_of(party), typed, follow=True)
    assert "The agreement has changed since you opened this page" in text_of(page)
    party.refresh_from_db()
    assert party.state == "asked"
    client.post(answer_of(party), values(page.content.decode()))
    party.refresh_from_db()
    assert (party.state, party.by_role) == ("signed", "Director")


def test_who_answers_while_they_are_left_out_is_told(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, desnz, cast.council)
    party = made.parties.get(organisation=desnz)
    edit = reverse("agreement_edit", args=[made.pk])
    answers = opened(cast.desnz_official, answer_of(party), **SIGNS)
    leaves_out = opened(cast.bradford_editor, edit, parties=[cast.council.slug])
    assert "It isn’t asked to sign any more" in second_waits(leaves_out, answers)
    assert not AgreementParty.objects.filter(pk=party.pk).exists()


def test_who_answers_first_is_not_left_out(cast: Cast, act: Partnership, desnz: Any) -> None:
    made = agreement(act, desnz, cast.council)
    party = made.parties.get(organisation=desnz)
    edit = reverse("agreement_edit", args=[made.pk])
    answers = opened(cast.desnz_official, answer_of(party), **SIGNS)
    leaves_out = opened(cast.bradford_editor, edit, parties=[cast.council.slug])
    assert "has answered already, so it stays" in second_waits(answers, leaves_out)
    assert AgreementParty.objects.get(pk=party.pk).state == "signed"


def test_of_two_officers_the_second_sees_what_the_first_answered(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, desnz)
    other = builders.user("Another official", ("officer", desnz))
    first, second = (
        opened(cast.desnz_official, answer_of(made.parties.get()), **SIGNS),
        opened(other, answer_of(made.parties.get()), **{**SIGNS, "state": "declined"}),
    )
    first()
    assert "It declines" in second()
    assert made.parties.get().state == "signed"


def test_of_two_who_replace_one_the_second_is_told(cast: Cast, act: Partnership) -> None:
    made = agreement(act, kind="vision", text="Warm homes", title="Our vision")
    way = f"{add_to(act)}?like={made.pk}"
    said = at_once(*(opened(cast.bradford_editor, way, **VISION_TYPED) for _ in range(2)))
    assert Agreement.objects.filter(replaces=made).count() == 1
    assert len(set(said)) == 2


def test_who_asked_another_body_meanwhile_does_not_lose_it(
    cast: Cast, act: Partnership, desnz: Any
) -> None:
    made = agreement(act, cast.council)
    edit = reverse("agreement_edit", args=[made.pk])
    rewords = opened(cast.bradford_editor, edit, title="What we agreed")
    opened(cast.bradford_editor, edit, parties=[cast.council.slug], another=desnz.name)()
    said = rewords()
    assert {party.organisation for party in made.parties.all()} == {cast.council, desnz}
    assert "changed" in said
