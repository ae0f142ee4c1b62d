"""The terms of a fund: what it may be used for, and what of it may be moved."""

from __future__ import annotations

from typing import Any

import pytest

from funding.models import Fund
from tests import builders
from tests.builders import Cast
from tests.funding.fund.test_keeping import ADD, send, typed
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db

TERMS = {
    "permitted_use": "Insulation of homes",
    "restriction_text": "Only for homes; not for advice.",
    "move_years": "no",
    "move_uses": "with_consent",
    "moving_text": "Ask in writing before January.",
    "shape": "single",
}


@pytest.fixture(autouse=True)
def department() -> Any:
    return builders.organisation("Energy department", "central_government")


def test_the_terms_are_shown_with_the_rules_words_and_their_source(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    answers = typed(**TERMS, source_title="Grant determination", source_url="https://example.org/d")
    assert send(client, ADD, **answers).status_code == 302
    said = text_of(client.get(Fund.objects.get().get_absolute_url()))
    for words in (
        "What it may be used for Insulation of homes",
        "What the rule says Only for homes; not for advice.",
        "What the rule says about moving it Ask in writing before January.",
        "Grant determination",
        "May be moved between years No",
        "May be moved between uses With consent",
        "One pot or several Single pot",
    ):
        assert words in said
    assert "May be moved between places" in said.partition("Not known: ")[2]


def test_terms_that_nobody_knows_are_not_known(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(restriction_text=""))
    fund = Fund.objects.get()
    assert {fund.move_years, fund.move_uses, fund.move_places, fund.shape} == {"not_known"}
    said = text_of(client.get(fund.get_absolute_url()))
    assert "May be moved between years" in said.partition("Not known: ")[2]
    unwritten = said.partition("Not known yet: ")[2].partition(".")[0]
    assert "what the rule says" in unwritten  # it is ring-fenced, so there is a rule
    assert "What the rule says about moving it" not in said


def test_a_fund_without_restriction_asks_for_no_rule(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(restriction="none", restriction_text=""))
    said = text_of(client.get(Fund.objects.get().get_absolute_url()))
    assert "What the rule says" not in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?moving=uses", True),
        ("?moving=years", False),
        ("?moving=places", False),
        ("?shape=single", True),
        ("?shape=outcomes", False),
    ],
)
def test_the_list_finds_funds_by_their_terms(cast: Cast, query: str, found: bool) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(**TERMS))
    assert ("Warm homes fund" in text_of(client.get(f"/funding/funds/{query}"))) is found


def test_the_file_says_the_terms(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    send(client, ADD, **typed(**TERMS))
    file = b"".join(client.get("/funding/funds/?format=csv")).decode()
    for words in ("Insulation of homes", "with consent", "single pot", "Ask in writing"):
        assert words in file


def test_a_fund_leads_to_its_own_money_as_grants(cast: Cast) -> None:
    fund = Fund.objects.create(name="Homes fund", slug="homes", visibility="public")
    builders.flow(cast.bradford, 5, fund=fund)
    page = signed_in(cast.bradford_officer).get(fund.get_absolute_url()).content.decode()
    assert 'href="/funding/grants/?fund=homes"' in page
