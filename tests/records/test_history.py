"""History in words, for one reader, and nothing older than its level allows."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from access.history import History, history_of
from access.past import State, admits
from access.visibility import reader_of
from barriers.models import Barrier, BarrierPlace
from partnerships.models import OrganisationName, PlaceName, Topic
from pilots.models import (
    Pilot,
    PilotPartner,
    PilotPlace,
    PilotTopic,
    Risk,
    Update,
)
from pilots.risk.models import RiskQuerySet
from records import history
from records.models import HistoryEntry, Visibility
from tests import builders as b
from tests.builders import Cast

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return b.cast()


def made(people: Cast, name: str = "Warm homes", **fields: Any) -> Pilot:
    with transaction.atomic():
        return b.pilot(people.bradford, name, **fields)


def change(record: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    record.refresh_from_db()
    return record


def told(history: History) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.label, one.before, one.after) for entry in history.entries for one in entry.differences
    ]


def seen(record: Any, user: Any, **more: Any) -> list[tuple[str, str | None, str | None]]:
    user.__dict__.pop("reader", None)
    return told(history_of(record, user, **more))


def test_changes_are_told_in_words(people: Cast) -> None:
    pilot = made(people, start=dt.date(2022, 3, 1), start_precision="month", rhythm=3)
    change(pilot, start=dt.date(2022, 1, 1), start_precision="year")
    change(pilot, status="closed", rhythm=None, programme=people.pfpp)
    change(pilot, name="")
    assert seen(pilot, people.outsider)[:5] == [
        ("Name", "Warm homes", None),
        ("Programme", None, "Partnerships for People and Place"),
        ("Status", "live", "closed"),
        ("How often it reports", "every three months", None),
        ("Start", "March 2022", "2022"),
    ]


def test_a_figure_is_told_with_its_qualifier_and_unit(people: Cast) -> None:
    flow = b.flow(people.bradford, 1000)
    change(flow, amount_low=2500, amount_qualifier="about")
    change(flow, amount_low=None, amount_qualifier="exactly")
    assert seen(flow, people.outsider)[:2] == [
        ("Amount", "about £2,500", None),
        ("Amount", "£1,000", "about £2,500"),
    ]


def test_places_topics_and_partners_are_told_with_their_record(people: Cast) -> None:
    pilot = made(people)
    link = PilotPlace.objects.create(pilot=pilot, place=people.luton, role="district_partner")
    change(link, role="target")
    link.delete()
    topic = Topic.objects.create(name="Housing", slug="housing")
    PilotTopic.objects.create(pilot=pilot, topic=topic)
    PilotPartner.objects.create(pilot=pilot, description="local schools")
    history = history_of(pilot, people.outsider)
    assert [
        (one.kind, one.label, one.before, one.after)
        for entry in history.entries
        for one in entry.differences
    ] == [
        ("added", "Partner", None, "local schools"),
        ("added", "Topic", None, "Housing"),
        ("removed", "Place", None, "Luton"),
        ("changed", "Place, Luton: role", "district partner", "where it works"),
        ("added", "Place", None, "Luton"),
        ("added", "Place", None, "Bradford"),
    ]
    assert history.entries[-1].is_start


def test_who_and_when_are_told_but_no_person_to_the_public(people: Cast) -> None:
    pilot = made(people)
    with history.context(user=people.bradford_editor.pk, url="/pilots/x/edit/"):
        change(pilot, name="Warmer homes")
    with history.context(said="loaded from the published record"):
        change(pilot, name="Warmest homes")
    with history.context(url="/answer/claims/<str:token>/"):
        change(pilot, name="Warm homes")
    signed_in = [entry.who for entry in history_of(pilot, people.outsider).entries]
    assert signed_in == [
        "Somebody who wasn’t signed in",
        "Loaded from the published record",
        "Bradford editor",
        "Not recorded",
    ]
    public = [entry.who for entry in history_of(pilot, AnonymousUser()).entries]
    assert public[2] == "Somebody with an account"
    at = HistoryEntry.objects.of(pilot).latest("id").at
    assert history_of(pilot, people.outsider).entries[0].at == at


def test_what_was_for_the_team_stays_hidden_once_the_record_is_public(people: Cast) -> None:
    pilot = made(people, "Secret name", visibility="team", challenge="Secret challenge")
    change(pilot, challenge="Still secret")
    change(pilot, visibility="public", name="Public name", challenge="Public challenge")
    change(pilot, name="Second public name")
    for reader in (AnonymousUser(), people.outsider, people.luton_officer):
        entries = history_of(pilot, reader).entries
        assert told(history_of(pilot, reader)) == [("Name", "Public name", "Second public name")]
        assert [entry.opened for entry in entries] == [False, True]
    assert ("Challenge", "Secret challenge", "Still secret") in seen(pilot, people.bradford_editor)


def test_a_time_of_narrower_level_leaves_a_gap(people: Cast) -> None:
    pilot = made(people)
    change(pilot, visibility="place", name="Hidden for a while")
    change(pilot, name="Hidden again")
    change(pilot, visibility="public", name="Shown")
    assert told(history_of(pilot, people.outsider)) == [("Place", None, "Bradford")]
    assert ("Name", "Hidden again", "Shown") in seen(pilot, people.bradford_officer)


def test_a_record_that_moved_takes_its_past_not_with_it(people: Cast) -> None:
    pilot = made(people, "Bradford's own", visibility="place")
    change(pilot, challenge="Said in Bradford")
    with transaction.atomic():
        pilot.place_links.update(place=people.luton)
    pilot.refresh_from_db()
    change(pilot, name="Luton's own")
    assert seen(pilot, people.luton_officer) == [("Name", "Bradford's own", "Luton's own")]
    entries = history_of(pilot, people.luton_officer).entries
    assert [entry.opened for entry in entries] == [False, True]


def test_parts_added_while_the_record_was_hidden_stay_untold(people: Cast) -> None:
    pilot = made(people, visibility="team")
    PilotPartner.objects.create(pilot=pilot, description="a partner in secret")
    change(pilot, visibility="public")
    assert seen(pilot, people.outsider) == []


def test_a_hidden_record_that_a_row_names_is_not_named(people: Cast) -> None:
    hidden = made(people, "Hidden pilot", visibility="team")
    shown = made(people, "Shown pilot")
    barrier = b.barrier(people.bradford, "We cannot share")
    change(barrier, pilot=hidden)
    change(barrier, pilot=shown)
    change(barrier, pilot=hidden)
    assert "Hidden pilot" not in str(seen(barrier, people.outsider))
    assert seen(barrier, people.outsider)[:2] == [
        ("Pilot", "Shown pilot", None),
        ("Pilot", None, "Shown pilot"),
    ]
    assert ("Pilot", "Shown pilot", "Hidden pilot") in seen(barrier, people.bradford_editor)


def test_a_barrier_without_an_owner_was_read_by_those_who_find_one(people: Cast) -> None:
    with transaction.atomic():
        barrier = b.barrier(people.bradford, "We cannot", visibility="team", status="needs_owner")
    change(barrier, because="the rule says so")
    change(barrier, status="open", because="hidden from connectors")
    change(barrier, status="needs_owner", because="shown again")
    read = seen(barrier, people.yorkshire_connector)
    assert ("Why", None, "the rule says so") in read
    assert "hidden from connectors" not in str(read)


def test_the_public_is_not_told_which_body_a_public_barrier_named(people: Cast) -> None:
    ministry = b.organisation("Ministry of Zanzibar", "central_government")
    barrier = b.barrier(people.bradford, "We cannot", visibility="public", because="first")
    change(barrier, unlocker=ministry, because="named")
    change(barrier, unlocker=None, because="named no longer")
    nobody = AnonymousUser()
    assert Barrier.objects.visible_to(nobody).filter(pk=barrier.pk).exists()
    told_to_the_public = str(history_of(barrier, nobody).entries)
    assert "Zanzibar" not in told_to_the_public
    assert "named" not in told_to_the_public
    assert "Zanzibar" in str(seen(barrier, people.outsider))


def test_bulk_changes_and_raw_sql_are_told(people: Cast) -> None:
    pilot = made(people)
    Pilot.objects.filter(pk=pilot.pk).update(challenge="In bulk")
    Pilot.objects.bulk_update([Pilot(pk=pilot.pk, summary="In many")], ["summary"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pilots_pilot SET target_group = 'By hand' WHERE id = %s", [pilot.pk])
        cursor.execute("DELETE FROM pilots_pilotplace WHERE pilot_id = %s", [pilot.pk])
    assert [after for _, _, after in seen(pilot, people.outsider)] == [
        "Bradford",
        "By hand",
        "In many",
        "In bulk",
        "Bradford",
    ]


def test_the_open_directory_tells_all_of_its_history(people: Cast) -> None:
    change(people.luton, description="A town")
    name = PlaceName.objects.get(place=people.luton)
    change(name, valid_to=dt.date(2026, 4, 1))
    assert seen(people.luton, AnonymousUser())[:2] == [
        ("Name, Luton: until", None, "31 March 2026"),
        ("Description", None, "A town"),
    ]
    OrganisationName.objects.create(
        organisation=people.council, name="Bradford Council", valid_to=dt.date(2020, 1, 1)
    )
    assert ("Name", None, "Bradford Council") in seen(people.council, AnonymousUser())


def test_a_record_with_its_parents_level_has_no_history_of_its_own(people: Cast) -> None:
    update = b.update(made(people))
    assert isinstance(update, Update)
    with pytest.raises(TypeError):
        history_of(update, people.outsider)


def test_pages_follow_each_other_without_gap_or_repeat(people: Cast) -> None:
    pilot = made(people)
    for number in range(7):
        change(pilot, name=f"Name {number}")
    found: list[Any] = []
    params: dict[str, str] = {}
    for _ in range(4):
        page = history_of(pilot, people.outsider, params, size=2)
        found += [after for _, _, after in told(page)]
        if page.next_url:
            params = QueryDict(page.next_url[1:])
    assert found == [f"Name {n}" for n in reversed(range(7))] + ["Bradford"]
    assert page.next_url == ""
    assert page.newest_url == "?"


@pytest.mark.parametrize("until", ["x", "2026-99-99T00:00:00Z", "2026-01-01", "\x00", "9" * 9999])
def test_a_broken_page_key_shows_the_newest_and_says_so(people: Cast, until: str) -> None:
    history = history_of(made(people), people.outsider, {"until": until})
    assert "broken" in history.problem
    assert len(history.entries) == 1


def test_the_queries_are_the_same_for_one_change_and_for_thirty(
    people: Cast, django_assert_num_queries: Any
) -> None:
    barrier = b.barrier(people.bradford, "We cannot", category=b.category())
    reader_of(people.outsider)
    change(barrier, unlocker=people.council, status="open", programme=people.pfpp)
    with history.context(user=people.outsider.pk):
        change(barrier, because="why")
    with django_assert_num_queries(6):
        history_of(barrier, people.outsider)
    for number in range(30):
        with history.context(user=b.user(f"Editor {number}").pk):
            change(barrier, because=f"why {number}", unlocker=b.organisation())
            BarrierPlace.objects.create(barrier=barrier, place=b.place())
    with django_assert_num_queries(6):
        history_of(barrier, people.outsider, size=100)


def test_where_it_stood_is_asked_of_what_was_once_narrower(people: Cast) -> None:
    barrier = b.barrier(people.bradford, "We cannot", visibility="place")
    change(barrier, visibility="network")
    for who, entries in ((people.bradford_officer, 2), (people.outsider, 1)):
        reader_of(who)
        with CaptureQueriesContext(connection) as asked:
            history = history_of(barrier, who)
        assert len(history.entries) == entries
        assert any("partnerships_placereach" in query["sql"] for query in asked)


def test_the_past_is_judged_by_the_same_rule_as_the_present(people: Cast) -> None:
    team = b.team()
    b.give(people.luton_officer, "contributor", team)
    readers = [*people.signed_in().values(), AnonymousUser()]
    body = b.organisation()
    for level, at, programme, crew, status, named in product(
        Visibility.values,
        (people.bradford, people.luton),
        (None, people.pfpp),
        (None, team),
        ("open", "needs_owner"),
        (None, body),
    ):
        with transaction.atomic():
            barrier = b.barrier(
                at, visibility=level, programme=programme, team=crew, status=status,
                created_by=people.outsider, unlocker=named if status == "open" else None,
            )  # fmt: skip
        state = State(
            level,
            crew and crew.pk,
            programme and programme.pk,
            people.outsider.pk,
            frozenset(barrier.reach_ids),
            status == "needs_owner",
            barrier.unlocker_id is not None,
        )
        for user in readers:
            now = Barrier.objects.visible_to(user).filter(pk=barrier.pk).exists()
            assert admits(reader_of(user), state) is now, (user, state)


def _risk(pilot: Pilot, said: str) -> Risk:
    return Risk.objects.create(
        pilot=pilot, what=said, effect_said="Cold homes", owner_said="Clerk",
        likelihood=1, effect=2, review_on=dt.date(2026, 12, 1),
    )  # fmt: skip


def test_a_rule_that_is_narrower_than_the_records_holds_in_its_history_too(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot = made(people, visibility="public")
    with transaction.atomic():
        _risk(pilot, "The boilers come late")
    said = ("Risk", None, "The boilers come late")
    assert said in seen(pilot, people.outsider)
    rule = RiskQuerySet.visible_to

    def narrower(rows: Any, user: Any) -> Any:
        return rule(rows, user).exclude(pilot__visibility="public")

    monkeypatch.setattr(RiskQuerySet, "visible_to", narrower)
    assert not Risk.objects.visible_to(people.outsider).exists()
    assert said not in seen(pilot, people.outsider)


def test_what_the_public_never_reads_is_in_no_history_of_theirs(people: Cast) -> None:
    pilot = made(people, visibility="public")
    with transaction.atomic():
        _risk(pilot, "The boilers come late")
    said = ("Risk", None, "The boilers come late")
    assert said in seen(pilot, people.outsider)
    assert said not in seen(pilot, people.resident)


def test_a_narrower_rule_costs_the_history_no_query_more(
    people: Cast, django_assert_num_queries: Any
) -> None:
    pilot = made(people, visibility="public")
    with transaction.atomic():
        _risk(pilot, "The boilers come late")
    seen(pilot, people.outsider)
    with CaptureQueriesContext(connection) as plain:
        seen(pilot, people.outsider)
    with django_assert_num_queries(len(plain)):
        seen(pilot, people.outsider)
