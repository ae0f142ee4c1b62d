"""A program learns what it may keep no longer, of what it could read, and of nothing else."""

from __future__ import annotations

import pytest

from access.past import past_of
from api.reading.described import described_lists
from api.reading.gone import _told, is_told
from barriers.models import Barrier
from funding.models import Flow
from pilots.models import Pilot
from tests import builders
from tests.api.asking import ask, key_of, said
from tests.builders import Cast

# Each change is a transaction of its own: history knows no order within one
pytestmark = pytest.mark.usefixtures("own_database")


def gone(key: str = "", query: str = "since=2026-01-01") -> list[tuple[str, int]]:
    answer = ask(f"gone/?{query}", key)
    assert answer.status_code == 200, answer.content
    found = answer.json()["rows"]
    return [(row["list"], row["id"]) for row in found if row["list"] != "/api/v1/funding/ending/"]


def test_a_record_that_was_hidden_is_gone_for_who_could_read_it(people: Cast) -> None:
    money = builders.flow(people.bradford, 5000)
    never = builders.flow(people.bradford, 7000, visibility="place")
    assert gone() == []
    Flow.objects.filter(pk__in=[money.pk, never.pk]).update(visibility="team")
    assert gone() == [("/api/v1/funding/flows/", money.pk)]
    # What was open to some by their roles is told to nobody
    assert gone(key_of(people.luton_officer)) == [("/api/v1/funding/flows/", money.pk)]
    assert gone(key_of(people.author)) == [("/api/v1/funding/flows/", money.pk)]


def test_what_was_open_to_everybody_signed_in_is_told_to_them_alone(people: Cast) -> None:
    money = builders.flow(people.bradford, 5000, visibility="network")
    Flow.objects.filter(pk=money.pk).update(visibility="team")
    assert gone() == []
    assert gone(key_of(people.outsider)) == [("/api/v1/funding/flows/", money.pk)]


def test_nothing_tells_of_changes_of_what_was_never_open(people: Cast) -> None:
    money = builders.flow(people.bradford, 5000, visibility="place")
    for amount in range(120):
        Flow.objects.filter(pk=money.pk).update(amount_low=amount)
    for key in ("", key_of(people.outsider), key_of(people.bradford_officer)):
        assert ask("gone/?since=2026-01-01", key).json() == {"rows": [], "next": None}


def test_nor_of_what_the_public_may_not_read_at_any_level(people: Cast) -> None:
    barrier = builders.barrier(people.bradford, unlocker=people.council)
    told = builders.barrier(people.bradford)
    for number in range(120):
        Barrier.objects.filter(pk=barrier.pk).update(title=f"Nobody may say {number}")
    assert ask("gone/?since=2026-01-01").json() == {"rows": [], "next": None}
    Barrier.objects.filter(pk=told.pk).update(visibility="team")
    assert gone() == [("/api/v1/barriers/", told.pk)]


def test_it_goes_on_to_the_end(people: Cast) -> None:
    many = [builders.flow(people.bradford, amount) for amount in range(60)]
    for one in many:
        Flow.objects.filter(pk=one.pk).update(visibility="team")
    found, address = [], "gone/?since=2026-01-01"
    while address:
        page = ask(address).json()
        found += [row["id"] for row in page["rows"] if row["list"].endswith("/flows/")]
        address = (page["next"] or "").partition("/api/v1/")[2]
    assert sorted(set(found)) == [one.pk for one in many]


def test_a_record_that_is_shown_again_is_not_gone(people: Cast) -> None:
    money = builders.flow(people.bradford, 5000)
    Flow.objects.filter(pk=money.pk).update(visibility="team")
    Flow.objects.filter(pk=money.pk).update(visibility="public")
    assert gone() == []


def test_a_record_that_was_removed_is_gone(people: Cast) -> None:
    pilot = builders.pilot(people.bradford)
    Pilot.objects.get(pk=pilot.pk).delete()
    assert ("/api/v1/pilots/", pilot.pk) in gone()


def test_what_was_hidden_before_is_not_told(people: Cast) -> None:
    money = builders.flow(people.bradford, 5000)
    Flow.objects.filter(pk=money.pk).update(visibility="team")
    assert gone(query="since=2026-01-01") != []
    assert gone(query="since=2199-01-01") == []


@pytest.mark.parametrize("query", ["", "since=never", "since=2026-01-01&after=x", "until=2026"])
def test_what_is_not_right_is_told(query: str) -> None:
    said(ask(f"gone/?{query}"), 400)


def test_it_is_known_to_whom_each_kind_that_is_told_was_open(people: Cast) -> None:
    """Or asking what is gone would fail once one of that kind is hidden."""
    for one in described_lists():
        if is_told(one):
            for reader in (people.resident, people.outsider):
                past_of(one.model(pk=999_999), reader)


def test_of_kinds_that_are_read_by_more_than_their_level_nothing_is_told(people: Cast) -> None:
    """As of a planned visit, which the public does not read though its pilot is public."""
    assert "/api/v1/visits/" not in [address for _, of in _told().values() for address in of]
    assert {"pilots.pilot", "funding.flow", "barriers.barrier"} <= set(_told())
