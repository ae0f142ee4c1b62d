"""Barriers that say much the same: found by rare words, spelt right or not; hidden ones never."""

from __future__ import annotations

import datetime as dt

import pytest

from barriers.models import Barrier, BarrierLink, BarrierWord
from barriers.similar.find import similar
from barriers.similar.words import Said, count_words
from tests import asked, builders
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import TODAY, Cast
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db

LOG = "/barriers/log/?place=bradford"
SAID = "We cannot obtain landlord licences because the register is closed"


@pytest.fixture
def licences(cast: Cast) -> Barrier:
    made = builders.barrier(
        cast.luton, "We cannot see landlord licences", because="because the register is closed",
        category=builders.category(),
    )  # fmt: skip
    for number in range(5):
        builders.barrier(cast.luton, f"We cannot pay staff {number}", category=made.category)
    return made


def found(text: str, user: object, **how: object) -> list[Barrier]:
    return [one.barrier for one in similar(Said(text, user, **how))]


def test_two_rare_words_find_it_in_its_kind(cast: Cast, licences: Barrier) -> None:
    count_words(TODAY)
    assert found(SAID, cast.bradford_officer) == [licences]
    assert found(SAID, cast.bradford_officer, category=builders.category()) == [licences]
    assert found(SAID, cast.bradford_officer, category=builders.category("culture")) == []


def test_a_misspelt_word_finds_it_and_one_word_does_where_no_two_do(
    cast: Cast, licences: Barrier
) -> None:
    count_words(TODAY)
    assert found("Cannot see lanldord licenses", cast.bradford_officer)[0] == licences
    assert found("Our landlord said no", cast.bradford_officer) == [licences]
    assert found("Our lanldord said no", cast.bradford_officer) == [licences]
    assert found("something else altogether", cast.bradford_officer) == []


def test_before_words_are_counted_it_is_found_as_well(cast: Cast, licences: Barrier) -> None:
    assert found(SAID, cast.bradford_officer) == [licences]


def test_hidden_barriers_are_not_found_and_lend_no_word(cast: Cast, licences: Barrier) -> None:
    builders.barrier(cast.luton, "We cannot see quixotic landlord", visibility="team")
    builders.barrier(cast.luton, "We cannot name quixbody", unlocker=energy())
    builders.barrier(cast.luton, "We cannot say networkword", visibility="network")
    count_words(TODAY)
    assert not BarrierWord.objects.filter(word__startswith="quixot").exists()
    [named] = BarrierWord.objects.filter(word="quixbodi")
    [seen] = BarrierWord.objects.filter(word="networkword")
    assert (named.in_public, named.in_network, seen.in_public, seen.in_network) == (0, 1, 0, 1)
    assert found("see quixotic landlord", cast.bradford_officer) == [licences]
    assert found("our netwrokword quixbodi", cast.resident) == []
    assert len(found("see quixotic landlord", cast.luton_editor)) == 2


@pytest.mark.parametrize("text", ["", "a b", "'; DROP \\ & | ! :*", "\x00" * 20, "the and of with"])
def test_any_text_is_taken_as_it_is(cast: Cast, licences: Barrier, text: str) -> None:
    assert found(text, cast.bradford_officer) == []


def test_words_are_counted_once_a_day(licences: Barrier) -> None:
    assert count_words(TODAY)
    assert not count_words(TODAY)
    before = BarrierWord.objects.get(word="landlord").in_public
    licences.places.through.objects.filter(barrier=licences).delete()
    Barrier.objects.filter(pk=licences.pk).update(title="Gone", because="")
    assert count_words(TODAY + dt.timedelta(days=1))
    assert (before, BarrierWord.objects.filter(word="landlord").count()) == (1, 0)


def test_the_form_shows_what_looks_like_it_without_javascript(
    cast: Cast, licences: Barrier
) -> None:
    ask = asked.ask(licences, energy(), state="answered", ended_on=dt.date(2026, 5, 4))
    client = as_(cast.bradford_officer)
    sent = filled(client, LOG) | {"said": SAID, "look": "1"}
    page = words(client.post(LOG, sent))
    assert f"This looks like {licences.reference} in Luton, answered in May 2026" in page
    assert f"The same problem: join mine to {licences.reference}" in page
    assert "Error" not in page
    assert Barrier.objects.count() == 6
    assert ask.barrier == licences
    ask.delete()
    Barrier.objects.filter(pk=licences.pk).update(status="not_known")
    assert f"{licences.reference} in Luton, status not known:" in words(client.post(LOG, sent))


@pytest.mark.parametrize(("kind", "made"), [("joined", "joined"), ("like", "like"), ("", None)])
def test_what_was_chosen_is_made_with_the_new_barrier(
    cast: Cast, licences: Barrier, kind: str, made: str | None
) -> None:
    client = as_(cast.bradford_officer)
    same = f"{kind}:{licences.reference}" if kind else ""
    said = {"said": SAID, "kind": "data-sharing", "people": "They wait", "unlock": "find_out"}
    client.post(LOG, filled(client, LOG) | said | {"same": same})
    new = Barrier.objects.get(title="We cannot obtain landlord licences")
    link = BarrierLink.objects.filter(barrier=new).first()
    assert (link and (link.other, link.kind)) == (made and (licences, made))


def test_a_hidden_one_cannot_be_chosen(cast: Cast, licences: Barrier) -> None:
    Barrier.objects.filter(pk=licences.pk).update(visibility="team")
    client = as_(cast.bradford_officer)
    said = {"said": SAID, "kind": "data-sharing", "people": "They wait", "unlock": "find_out"}
    sent = filled(client, LOG) | said | {"same": f"joined:{licences.reference}"}
    page = words(client.post(LOG, sent))
    assert f"We can’t find “{licences.reference}”" in page
    assert not Barrier.objects.filter(title__contains="obtain").exists()


def test_the_page_of_a_barrier_offers_to_join_what_looks_like_it(
    cast: Cast, licences: Barrier
) -> None:
    here = builders.barrier(cast.bradford, SAID, category=licences.category)
    others = f"{here.get_absolute_url()}others/"
    page = words(as_(cast.bradford_editor).get(others))
    assert f"This looks like {licences.reference} in Luton We cannot see landlord" in page
    assert f"Join or link {licences.reference}" in page
    assert "This looks like" in words(as_(None).get(others))


def test_while_somebody_types_a_part_of_a_page_answers(cast: Cast, licences: Barrier) -> None:
    client = as_(cast.bradford_officer)
    answer = client.get("/barriers/similar/", {"said": SAID, "kind": "data-sharing"})
    assert licences.reference in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert client.get("/barriers/similar/", {"said": "\x00", "kind": "\x00"}).content.strip() == b""
