"""Entries of the index follow their records, whoever changes them and however."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from barriers.models import Barrier
from partnerships.models import OrganisationName, PlaceName, Programme
from pilots.models import Milestone, Pilot, PilotPlace
from records.history import is_tracked
from search.find import find
from search.index import catch_up, kinds
from search.models import SearchEntry, SearchState, SearchWord
from search.words import bring_to, make_anew
from tests import builders
from tests.builders import Cast

ANYBODY = AnonymousUser()
TODAY, TOMORROW = dt.date(2026, 11, 20), dt.date(2026, 11, 21)
in_a_transaction = pytest.mark.django_db


def titles(typed: str, reader: Any = ANYBODY) -> list[str]:
    return [one.title for one in find(reader, typed).every]


@in_a_transaction
def test_what_was_added_is_found_at_the_next_search(cast: Cast) -> None:
    assert titles("quixotic") == []
    builders.barrier(cast.bradford, "Quixotic rules")
    assert titles("quixotic") == ["Quixotic rules"]


@in_a_transaction
def test_what_was_changed_is_found_by_its_new_words_alone(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, "Quixotic rules", because="Nobody may share lists")
    assert titles("lists") == ["Quixotic rules"]
    barrier.title, barrier.because = "Sensible rules", "Nobody asked"
    barrier.save()
    assert titles("sensible") == ["Sensible rules"]
    assert titles("quixotic") == titles("lists") == []


@in_a_transaction
def test_what_is_gone_has_no_entry(cast: Cast) -> None:
    milestone = Milestone.objects.create(
        pilot=builders.pilot(cast.bradford, "Warm homes"), text="Quixotic day", due=TODAY
    )
    assert titles("quixotic") == ["Quixotic day"]
    milestone.delete()
    catch_up()
    assert not SearchEntry.objects.filter(title="Quixotic day").exists()


@in_a_transaction
def test_what_nobody_may_read_any_more_is_not_found(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, "Quixotic rules")
    assert titles("quixotic") == ["Quixotic rules"]
    Barrier.objects.filter(pk=barrier.pk).update(visibility="team")
    assert titles("quixotic") == []


@in_a_transaction
def test_a_change_of_many_rows_at_once_is_followed(cast: Cast) -> None:
    for number in range(3):
        builders.barrier(cast.bradford, f"Quixotic rule {number}")
    assert len(titles("quixotic")) == 3
    Barrier.objects.update(title="Sensible rule")
    assert titles("sensible") == ["Sensible rule"] * 3
    assert titles("quixotic") == []


@in_a_transaction
def test_raw_sql_is_followed(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Quixotic rule")
    assert titles("quixotic") == ["Quixotic rule"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE barriers_barrier SET title = 'Sensible rule'")
    assert (titles("quixotic"), titles("sensible")) == ([], ["Sensible rule"])


@in_a_transaction
def test_a_place_that_was_renamed_is_found_by_its_new_name_and_so_is_what_lies_in_it(
    cast: Cast,
) -> None:
    builders.barrier(cast.bradford, "We cannot share lists")
    assert "We cannot share lists" in titles("bradford")
    cast.bradford.name = "Quixotria"
    cast.bradford.save()
    PlaceName.objects.filter(place=cast.bradford).update(name="Quixotria")
    assert titles("quixotria")[0] == "Quixotria"
    assert "We cannot share lists" in titles("quixotria lists")
    assert "We cannot share lists" not in titles("bradford")


@in_a_transaction
def test_a_pilot_that_was_renamed_is_so_called_in_the_entries_of_its_parts(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    Milestone.objects.create(pilot=pilot, text="Open the door", due=TODAY)
    assert [one.note for one in find(ANYBODY, "open door").every] == [
        "Due 20 November 2026. Warm homes"
    ]
    Pilot.objects.filter(pk=pilot.pk).update(name="Cool homes")
    [milestone] = find(ANYBODY, "open door").every
    assert milestone.note == "Due 20 November 2026. Cool homes"
    assert "Open the door" in titles("cool homes")
    assert "Open the door" not in titles("warm")


@in_a_transaction
def test_a_programme_that_was_renamed_is_so_called_in_the_entries_of_its_parts(
    cast: Cast,
) -> None:
    made = builders.programme("Quixotic grants")
    Milestone.objects.create(programme=made, text="Open the door", due=TODAY)
    assert [one.note for one in find(ANYBODY, "open door").every] == [
        "Due 20 November 2026. Quixotic grants"
    ]
    Programme.objects.filter(pk=made.pk).update(name="Sensible grants")
    assert [one.note for one in find(ANYBODY, "open door").every] == [
        "Due 20 November 2026. Sensible grants"
    ]


@in_a_transaction
def test_what_a_pilot_has_is_at_the_places_of_today(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    Milestone.objects.create(pilot=pilot, text="Open the door", due=TODAY)
    door = next(one for one in find(ANYBODY, "door luton").every if one.title == "Open the door")
    assert door.share < 1
    PilotPlace.objects.create(pilot=pilot, place=cast.luton, role="district_partner")
    door = find(ANYBODY, "door luton").every[0]
    assert (door.title, door.share) == ("Open the door", pytest.approx(1))


@in_a_transaction
def test_a_name_that_was_added_finds_its_body(cast: Cast) -> None:
    body = builders.organisation("Ministry of Homes", "central_government")
    assert titles("quixotic") == []
    OrganisationName.objects.create(organisation=body, name="Quixotic Office", valid_to=TODAY)
    assert titles("quixotic") == ["Ministry of Homes"]


@in_a_transaction
def test_nothing_new_is_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    builders.barrier(cast.bradford, "Quixotic rules")
    catch_up()
    with django_assert_num_queries(1):
        catch_up()


@in_a_transaction
def test_more_changes_than_anybody_waits_for_are_left_to_run_due(cast: Cast) -> None:
    for number in range(3):
        builders.barrier(cast.bradford, f"Quixotic rule {number}")
    catch_up(most=2)
    assert not SearchEntry.objects.filter(kind="barrier").exists()
    bring_to(TODAY)
    assert SearchEntry.objects.filter(kind="barrier").count() == 3


@in_a_transaction
def test_run_due_makes_all_of_it_anew_once_a_day(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Quixotic rules")
    make_anew()
    [state] = SearchState.objects.all()
    assert state.made_on is not None
    SearchEntry.objects.filter(title="Quixotic rules").update(title="Kept as it was")
    SearchWord.objects.all().delete()
    bring_to(state.made_on)
    assert SearchEntry.objects.filter(title="Kept as it was").exists()
    assert not SearchWord.objects.exists()
    bring_to(state.made_on + dt.timedelta(days=1))
    assert SearchEntry.objects.filter(title="Quixotic rules").exists()
    assert SearchWord.objects.filter(word="quixotic").exists()


@in_a_transaction
def test_what_says_the_same_is_not_written_again(cast: Cast) -> None:
    """All of the nation is looked through each night; what is written again is what differs."""
    for title in ("Quixotic rules", "Rules to be mended", "Rules to be forgotten"):
        builders.barrier(cast.bradford, title)
    make_anew()
    SearchEntry.objects.filter(title="Rules to be mended").update(title="Out of date")
    Barrier.objects.filter(title="Rules to be forgotten").delete()
    before = _where_written()
    make_anew()
    after = _where_written()
    assert after.keys() == before.keys() - {"Rules to be forgotten", "Out of date"} | {
        "Rules to be mended"
    }
    assert {title for title in after if after[title] != before.get(title)} == {"Rules to be mended"}


def _where_written() -> dict[str, str]:
    """Where each entry of a barrier stands in its table: another place once it is written again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, ctid::text FROM search_searchentry WHERE kind = 'barrier'")
        return dict(cursor.fetchall())


@in_a_transaction
def test_days_end_what_ends_with_them(cast: Cast) -> None:
    """Nothing is written on that day; the index that is made anew says so."""
    programme = builders.programme("Quixotic grants", end=dt.date(2020, 1, 1))
    make_anew()
    assert find(ANYBODY, "quixotic").every[0].is_over
    assert programme.end


@in_a_transaction
def test_history_tells_of_every_kind() -> None:
    assert [index.kind for index in kinds() if not is_tracked(index.model)] == []


@pytest.fixture
def committed(own_database: str) -> Cast:
    """A database where each statement commits, with its index up to date."""
    made = builders.cast()
    make_anew()
    return made


def test_what_another_transaction_commits_later_is_followed(committed: Cast) -> None:
    """Its row of history has a lower number than one that was read already."""
    written, read = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                builders.barrier(committed.bradford, "Quixotic kettles")
                written.set()
                assert read.wait(20)
        finally:
            connection.close()

    other = threading.Thread(target=slow)
    other.start()
    assert written.wait(20)
    builders.barrier(committed.bradford, "Sensible kettles")
    assert titles("kettles") == ["Sensible kettles"]
    read.set()
    other.join(20)
    assert sorted(titles("kettles")) == ["Quixotic kettles", "Sensible kettles"]
    assert sorted(titles("kettles")) == ["Quixotic kettles", "Sensible kettles"]


def test_what_is_rolled_back_is_never_found(committed: Cast) -> None:
    with transaction.atomic():
        builders.barrier(committed.bradford, "Quixotic kettles")
        assert titles("quixotic") == ["Quixotic kettles"]
        transaction.set_rollback(True)
    assert titles("quixotic") == []
    builders.barrier(committed.bradford, "Quixotic homes")
    assert titles("quixotic") == ["Quixotic homes"]


def test_what_is_written_while_all_is_made_anew_is_found_at_the_next_search(
    committed: Cast,
) -> None:
    """The kind that it is of was written already, and its history is older than the end."""
    barrier = builders.barrier(committed.bradford, "Quixotic rules")
    catch_up()

    def rename() -> None:
        try:
            Barrier.objects.filter(pk=barrier.pk).update(title="Sensible rules")
        finally:
            connection.close()

    def meanwhile(execute: Any, sql: Any, params: Any, *rest: Any) -> Any:
        result = execute(sql, params, *rest)
        if "INSERT INTO" in sql and params and "barrier" in params and "meant" not in done:
            done.add("meant")
            other = threading.Thread(target=rename)
            other.start()
            other.join(20)
        return result

    done: set[str] = set()
    with connection.execute_wrapper(meanwhile):
        make_anew()
    assert done
    assert titles("sensible") == ["Sensible rules"]


@in_a_transaction
def test_what_ends_today_is_not_over_yet(cast: Cast) -> None:
    today = timezone.localdate()
    builders.flow(cast.bradford, 5, description="Quixotic money", end=today)
    builders.programme("Quixotic grants", end=today)
    make_anew()
    found = {one.title: one.is_over for one in find(ANYBODY, "quixotic").every}
    assert found == {"Quixotic money": False, "Quixotic grants": False}
