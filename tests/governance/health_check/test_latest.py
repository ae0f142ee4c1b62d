"""What partners said last stands beside the words of the sources, for who reads the results."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from governance.models import HealthRound
from partnerships.models import Partnership
from records.models import Note, Source
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.health_check.rounds import answer_all, at_bradford, opened, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(cast: Cast) -> HealthRound:
    one = opened(cast, at_bradford(cast, 5), shown_to="everyone")
    answer_all(one, 3, 3, 3, 3, 1, words="We meet too seldom")
    one.refresh_from_db()
    assert one.state == "closed"
    return one


def on(who: object, partnership: Partnership) -> str:
    return page(who, partnership.get_absolute_url())


def in_public(url: str) -> str:
    return Client().get(url).content.decode()


def test_a_partnership_tells_its_bands_beside_what_the_sources_say(
    cast: Cast, checked: HealthRound
) -> None:
    source = Source.objects.create(title="Partnerships, a study", slug="study", is_open=True)
    Note.objects.create(
        subject=source, text="Six conditions help", source=source, stands_on=["conditions"]
    )
    told = in_public(checked.partnership.get_absolute_url())
    assert told.count("Mostly strong") == len(checked.questions)
    assert "Six conditions of working together" in told
    assert "Six conditions, as published" in told
    assert "Six conditions help" in told
    assert "Partnerships, a study" in told
    assert f'href="{checked.get_absolute_url()}"' in told
    assert "We meet too seldom" not in told


def test_the_partners_of_a_place_tell_them_in_a_line(cast: Cast, checked: HealthRound) -> None:
    checked.results.filter(question="trust").update(band="mixed")
    checked.results.filter(question="history").delete()
    told = page(cast.outsider, "/places/bradford/partners/")
    assert "How it is doing: six conditions of working together" in told
    assert (
        "Mostly strong: shared aims, leadership, governance and resources and skills. Mixed: trust."
        in " ".join(told.split())
    )


@pytest.mark.parametrize(
    ("shown_to", "readers"),
    [
        ("everyone", {"public", "outsider", "keeper"}),
        ("signed_in", {"outsider", "keeper"}),
        ("partners", {"keeper"}),
    ],
)
def test_who_reads_them_reads_the_results(
    cast: Cast, checked: HealthRound, shown_to: str, readers: set[str]
) -> None:
    HealthRound.objects.filter(pk=checked.pk).update(shown_to=shown_to)
    for url in (checked.partnership.get_absolute_url(), "/places/bradford/partners/"):
        told = {
            "public": in_public(url),
            "outsider": page(cast.outsider, url),
            "keeper": page(cast.bradford_editor, url),
        }
        assert {who for who, said in told.items() if "Mostly strong" in said} == readers


def test_an_open_round_tells_nothing_and_the_last_one_still_does(
    cast: Cast, checked: HealthRound
) -> None:
    HealthRound.objects.filter(pk=checked.pk).update(
        opened_on=dt.date(2026, 3, 1), closes_on=dt.date(2026, 4, 1), ended_on=dt.date(2026, 4, 1)
    )
    now = opened(cast, checked.partnership, shown_to="everyone")
    answer_all(now, 0, 0, 0, 0)
    told = in_public(checked.partnership.get_absolute_url())
    assert "Mostly strong" in told
    assert "1 April 2026" in told
    assert "Mostly weak" not in told


def test_delegation_is_told_in_words_where_a_place_says_who_decides(
    cast: Cast, client: Client
) -> None:
    board(cast.bradford, visibility="public")
    source = Source.objects.create(title="Partnerships, a study", slug="study", is_open=True)
    Note.objects.create(
        subject=source, text="As far as they can", source=source, stands_on=["delegation"]
    )
    told = in_public(reverse("place_governance", args=["bradford"]))
    assert "How decisions are delegated, as published" in told
    assert "As far as they can" in told
