"""Names in small letters and in lists, and those that come into the words later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from barriers.models import Barrier
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from barriers.publication.due import publish_due
from partnerships.models import Organisation, OrganisationName
from tests import builders
from tests.asked import energy
from tests.barriers.publication.test_named_in_words import said, write
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.published import ask, now, public, subjects

pytestmark = pytest.mark.django_db


def test_small_letters_are_a_name_where_they_hold_an_acronym(barrier: Barrier) -> None:
    body = builders.organisation("NHS Digital")
    write(barrier, "because nhs digital keeps the list")
    assert said(barrier) == [(body.name, "nhs digital")]


@pytest.mark.parametrize("short", ["DfE", "DESNZ", "MHCLG", "LGA"])
def test_a_short_name_that_can_be_no_word_is_found_in_small_letters(
    barrier: Barrier, short: str
) -> None:
    body = builders.organisation("Department of Schools")
    OrganisationName.objects.filter(organisation=body).update(short_name=short)
    write(barrier, f"because {short.lower()} keeps the list, and a match or switch does not")
    assert said(barrier) == [(body.name, short.lower())]


def test_an_empty_line_and_an_item_of_a_list_end_a_name(
    barrier: Barrier, pensions: Organisation
) -> None:
    for between in ("\n\n", "\n- ", "\n2. "):
        write(barrier, f"because the Department for Work{between}and Pensions are late")
        assert said(barrier) == []


def test_a_lead_who_cannot_set_the_level_narrows_it_and_is_told(
    cast: Cast, pensions: Organisation
) -> None:
    plain = builders.barrier(
        cast.bradford, "We cannot wait", visibility="public", status="open", programme=cast.pfpp
    )
    lead, url = signed_in(cast.pfpp_lead), f"{plain.get_absolute_url()}edit/"
    page = text_of(lead.post(url, filled(lead, url, because="because DWP refuses"), follow=True))
    assert "It is now visible to everyone signed in" in page
    assert not public(plain)


def test_who_writes_the_words_is_told_that_it_is_not_public_any_more(
    cast: Cast, pensions: Organisation
) -> None:
    plain = builders.barrier(cast.bradford, "We cannot wait", visibility="public", status="open")
    editor, url = signed_in(cast.bradford_editor), f"{plain.get_absolute_url()}tried/add/"
    page = text_of(editor.post(url, filled(editor, url, what="Asked landlords"), follow=True))
    assert "It is now visible to everyone signed in" not in page
    page = text_of(editor.post(url, filled(editor, url, what="Asked DWP"), follow=True))
    assert "It is now visible to everyone signed in" in page


def test_a_name_that_came_later_is_asked_before_it_goes_out(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP and the Housing Fund refuse")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: False})
    fund = builders.organisation("Housing Fund")
    assert publish_due(dt.date(2026, 12, 5)) == 0
    assert now(made).state == "place"
    assert "“Housing Fund” (Housing Fund)" in made.steps.last().text
    again = Barrier.objects.get(pk=barrier.pk)
    actions.agree(
        by=cast.bradford_editor, publication=now(made), seen=mark_of(again), meant={fund.pk: False}
    )
    assert publish_due(dt.date(2026, 12, 5)) == 1


def test_an_officer_of_two_bodies_is_told_once_that_it_is_public(
    cast: Cast, barrier: Barrier
) -> None:
    part = builders.organisation("Home Energy Office", parent=energy())
    write(barrier, "because the Home Energy Office keeps the list")
    ask(barrier, cast.bradford_editor, meant={part.pk: True})
    assert publish_due(dt.date(2026, 12, 5)) == 1
    told = [subject for subject in subjects(cast.desnz_official) if "Public now" in subject]
    assert len(told) == 1


def test_a_body_reads_the_reply_of_another_once_it_is_public(
    cast: Cast, barrier: Barrier, pensions: Organisation, pensions_official: Any
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: True})
    actions.reply(by=pensions_official, publication=made, text="We keep no list.", body=pensions)
    url = made.get_absolute_url()
    assert "We keep no list." in text_of(signed_in(pensions_official).get(url))
    assert "We keep no list." in text_of(signed_in(cast.bradford_editor).get(url))
    assert "We keep no list." not in text_of(signed_in(cast.desnz_official).get(url))
    assert publish_due(dt.date(2026, 12, 5)) == 1
    assert "We keep no list." in text_of(signed_in(cast.desnz_official).get(url))


def test_a_second_body_without_an_account_is_told_of(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: True})
    page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert f"Nobody with an account answers for the {pensions}, so we have not told" in page
