"""A kept statement: written once for a day and all who may see alike, sent with other values."""

from __future__ import annotations

import datetime as dt
import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Prefetch, Value
from django.utils import timezone

from access.kept import kept
from access.subqueries import Among, array
from access.visibility import reader_of
from accounts.models import User
from governance.board.sight import boards_of
from governance.models import Board
from partnerships.models import Place
from people.training.models import Course
from pilots.models import Pilot, PilotPlace
from records.models import SwitchedOff
from records.statements import Given
from records.switches import counting_all
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board


@pytest.fixture
def people(db: None) -> Cast:
    made = builders.cast()
    builders.pilot(made.luton, "Open to all", visibility="public")
    builders.pilot(made.luton, "Of the place", visibility="place")
    builders.pilot(made.bradford, "Elsewhere", visibility="public")
    return made


class Written:
    """Kept anew for each test; ``times`` is how often a statement was written."""

    def __init__(self) -> None:
        self.times = 0
        self.seen, self.among = kept(self._seen), kept(self._among)

    def _seen(self, user: Any, *, place: Any) -> Any:
        self.times += 1
        rows = Pilot.objects.visible_to(user).in_place(place).select_related("programme")
        return rows.with_lead().only("name", "programme__name").order_by("name")

    def _among(self, *, pilots: Given) -> Any:
        self.times += 1
        first = Pilot.objects.filter(Among("id", pilots)).order_by("-name").values_list("name")
        return first.union(Pilot.objects.none(), all=True)


@pytest.fixture
def written() -> Written:
    return Written()


def test_it_is_written_once_and_answers_for_each_value(
    people: Cast, written: Written, django_assert_num_queries: Any
) -> None:
    reader = people.luton_officer
    assert [row.name for row in written.seen(reader, place=people.luton)] == [
        "Of the place",
        "Open to all",
    ]
    with django_assert_num_queries(1):
        (elsewhere,) = written.seen(reader, place=people.bradford)
        # What stands beside the row came with it
        assert (elsewhere.name, elsewhere.programme, elsewhere.known_lead) == (
            "Elsewhere",
            None,
            "Bradford",
        )
    assert written.times == 1


def test_each_reader_is_answered_by_what_they_may_see(people: Cast, written: Written) -> None:
    def names(user: Any) -> list[str]:
        return [row.name for row in written.seen(user, place=people.luton)]

    for _ in range(2):
        assert names(people.luton_officer) == ["Of the place", "Open to all"]
        assert names(people.bradford_officer) == ["Open to all"]
        assert names(AnonymousUser()) == ["Open to all"]
    assert written.times == 2  # both officers have roles for a place


def test_what_is_looked_up_of_a_reader_is_a_value_and_its_being_there_a_shape(
    people: Cast,
) -> None:
    times = 0

    @kept
    def sat_on(user: Any) -> Any:
        nonlocal times
        sat = sorted(boards_of(user))
        times += 1
        return Board.objects.filter(pk__in=sat) if sat else Board.objects.none()

    made = board(people.bradford, visibility="public")
    people.bradford_officer.boards_sat = frozenset({made.pk})
    people.luton_officer.boards_sat = frozenset({made.pk + 1})
    assert sat_on(people.bradford_officer) == [made]
    assert sat_on(people.luton_officer) == []
    assert times == 1
    people.luton_officer.boards_sat = frozenset()
    assert sat_on(people.luton_officer) == []


def test_what_is_switched_off_is_not_kept_for_those_to_whom_it_counts(people: Cast) -> None:
    @kept
    def courses(user: Any) -> Any:
        return Course.objects.visible_to(user)

    course = Course.objects.create(title="Reading the census", provider=people.council)
    SwitchedOff.objects.create(part="training")
    with counting_all():
        assert courses(people.luton_officer) == [course]
    assert courses(people.luton_officer) == []


def test_a_reader_whose_roles_change_is_asked_for_anew(people: Cast, written: Written) -> None:
    reader = people.luton_officer
    assert len(written.seen(reader, place=people.luton)) == 2
    reader.assignments.update(valid_to=timezone.localdate())
    reader.reader = None
    assert [row.name for row in written.seen(reader, place=people.luton)] == ["Open to all"]


def test_whoever_asked_is_not_kept(people: Cast, written: Written) -> None:
    reader = User.objects.get(pk=people.luton_officer.pk)
    asked = weakref.ref(reader)
    assert written.seen(reader, place=people.luton)
    del reader
    gc.collect()
    assert asked() is None


def test_an_array_is_given_in_words_and_tuples_stay_tuples(people: Cast, written: Written) -> None:
    keys = list(Pilot.objects.order_by("name").values_list("pk", flat=True))
    assert written.among(pilots=array(keys[:2])) == [("Of the place",), ("Elsewhere",)]
    assert written.among(pilots=array(keys[2:])) == [("Open to all",)]
    assert written.among(pilots=array([])) == []
    assert written.times == 1


def test_a_new_day_writes_it_anew(people: Cast) -> None:
    @kept
    def due() -> Any:
        return Pilot.objects.filter(update_due__lte=timezone.localdate())

    pilot = Pilot.objects.get(name="Elsewhere")
    Pilot.objects.filter(pk=pilot.pk).update(rhythm=30, update_due=dt.date(2026, 3, 2))
    with time_machine.travel("2026-03-01T12:00:00Z"):
        assert due() == []
    with time_machine.travel("2026-03-02T12:00:00Z"):
        assert due() == [pilot]


def test_nothing_is_asked_where_there_can_be_no_row(
    db: None, django_assert_num_queries: Any
) -> None:
    @kept
    def none(*, place: Any) -> Any:
        return Place.objects.filter(pk__in=[], links__other=place)

    with django_assert_num_queries(0):
        assert none(place=1) == []


def test_threads_send_it_at_once_each_by_its_own_connection(own_database: str) -> None:
    places = [builders.place(f"Place {number}") for number in range(4)]
    for place in places:
        builders.pilot(place, f"In {place.name}", visibility="public")

    @kept
    def here(*, place: Any) -> Any:
        links = PilotPlace.objects.filter(place=place)
        return Pilot.objects.filter(pk__in=links.values("pilot")).values_list("name", flat=True)

    def ask(place: Place) -> list[str]:
        try:
            return [name for _ in range(20) for name in here(place=place)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, places))
    assert found == [[f"In {place.name}"] * 20 for place in places]


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), (1, True), (0, False), (1, 1.0), ((True, 2), (1, 2))]
)
def test_what_is_equal_but_of_another_type_has_a_statement_of_its_own(
    db: None, one: Any, other: Any
) -> None:
    rows = kept(lambda shape: (f"SELECT '{shape!r}'", ()))
    assert [rows(shape) for shape in (one, other, one)] == [
        [(repr(shape),)] for shape in (one, other, one)
    ]


# --- For all who may see the same -------------------------------------------------------------


def test_everybody_of_one_shape_is_answered_by_their_own_roles(
    people: Cast, written: Written
) -> None:
    both = builders.user("Both")
    builders.give(both, "contributor", people.luton)
    builders.give(both, "contributor", people.bradford)
    builders.pilot(people.bradford, "Of Bradford", visibility="place")

    def names(user: Any, place: Place) -> list[str]:
        return [row.name for row in written.seen(user, place=place)]

    own = ["Of the place", "Open to all"]
    for _ in range(2):
        assert names(people.luton_officer, people.luton) == own
        assert names(both, people.luton) == own
        assert names(both, people.bradford) == ["Elsewhere", "Of Bradford"]
        assert names(people.luton_officer, people.bradford) == ["Elsewhere"]
        assert names(people.luton_editor, people.luton) == own  # of another shape
    assert written.times == 2


def test_lists_of_ids_are_as_long_as_those_of_whoever_asks(people: Cast) -> None:
    times = []

    def mine(user: Any) -> Any:
        times.append(user)
        places = sorted(reader_of(user).places)
        pilots = Pilot.objects.filter(place_links__place__in=places, reach_ids__overlap=places)
        return pilots.exclude(created_by=user.pk).order_by("name").values_list("name")

    both = builders.user("Both")
    builders.give(both, "contributor", people.luton)
    builders.give(both, "contributor", people.bradford)
    ours = kept(mine)
    for _ in range(2):
        assert ours(both) == [("Elsewhere",), ("Of the place",), ("Open to all",)]
        assert ours(people.luton_officer) == [("Of the place",), ("Open to all",)]
        assert ours(people.bradford_officer) == [("Elsewhere",)]
    assert len(times) == 1


@pytest.mark.parametrize(
    "of",
    [
        lambda user, reader: user.full_name,
        lambda user, reader: str(len(reader.places)),
        lambda user, reader: str([role.role for role in reader.roles]),
        lambda user, reader: str(sorted(reader.places)),
        lambda user, reader: str(min(reader.places) in reader.places),
        lambda user, reader: Place.objects.get(pk__in=reader.places).name,
        lambda user, reader: str(reader.places & reader.edited_places),
    ],
    ids=["name", "how many", "roles", "in words", "one of them", "asked", "both of two sets"],
)
def test_what_depends_on_more_than_the_shape_is_written_for_each(people: Cast, of: Any) -> None:
    times = []

    def told(user: Any) -> Any:
        said = of(user, reader_of(user))
        times.append(said)
        return Place.objects.filter(pk=people.luton.pk).values_list(Value(said))

    ours = kept(told)
    officers = people.luton_officer, people.bradford_officer
    for _ in range(2):
        for officer in officers:
            assert ours(officer) == [(of(officer, reader_of(officer)),)]
    assert times[-2:] == [of(officer, reader_of(officer)) for officer in officers]


def test_what_is_asked_after_the_rows_is_asked_of_each_reader(people: Cast) -> None:
    times = []

    def places(user: Any) -> Any:
        times.append(user)
        pilots = Pilot.objects.visible_to(user).order_by("name")
        links = PilotPlace.objects.filter(pilot__in=pilots.values("pk"))
        seen = Prefetch("pilot_links", queryset=links, to_attr="seen")
        return Place.objects.filter(pk=people.luton.pk).prefetch_related(seen)

    of_place = kept(places)
    for _ in range(2):
        assert len(of_place(people.luton_officer)[0].seen) == 2
        assert len(of_place(people.bradford_officer)[0].seen) == 1
    assert len(times) == 1


def test_what_somebody_else_sees_is_no_shape(people: Cast) -> None:
    somebody = people.luton_officer

    def names(user: Any) -> Any:
        return Pilot.objects.visible_to(somebody).order_by("name").values_list("name", flat=True)

    ours = kept(names)
    assert "Of the place" in ours(people.luton_officer)
    somebody = people.bradford_officer
    assert "Of the place" not in ours(people.luton_officer)
