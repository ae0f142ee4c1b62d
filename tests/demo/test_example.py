"""Exampleshire: a programme in progress that is marked as an example and goes in one command."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from barriers.models import Barrier, BarrierPlace
from collaboration.models import ActionItem
from funding.models import Flow
from governance.health_check.page_data import lines
from governance.meeting.drafting import suggestions
from governance.meeting.quorum import quorum_at, quorum_of, seats_on
from governance.models import (
    AgendaItem,
    Agreement,
    Board,
    BoardMeeting,
    Decision,
    HealthRound,
    Interest,
    Power,
)
from partnerships.models import Organisation, Place, Programme
from people.models import Team
from pilots.models import Actual, Lesson, Milestone, Pilot, Update
from records.models import Note, Visibility
from tests import published
from tests.demo.test_loading import everything

pytestmark = pytest.mark.usefixtures("demo_database")
OURS = "exampleshire-together"


def test_everything_made_up_is_marked_as_an_example() -> None:
    named = Organisation.objects.filter(name__icontains="example")
    assert named.exists()
    assert not named.filter(is_example=False)
    assert Place.objects.filter(is_example=True).count() == 4
    assert Programme.objects.get(is_example=True).slug == OURS
    assert not Pilot.objects.filter(programme__slug="pfpp", places__is_example=True)


def test_one_update_is_late_one_falls_due_and_one_pilot_ends_soon() -> None:
    today = timezone.localdate()
    live = Pilot.objects.filter(programme__slug=OURS).live()
    assert [pilot.slug for pilot in live.overdue(on=today)] == ["family-help-eastvale"]
    due = live.due(by=today + dt.timedelta(days=14))
    assert [pilot.slug for pilot in due] == ["family-help-eastvale", "warm-homes"]
    half_a_year = today + dt.timedelta(days=180)
    assert live.filter(end__range=(today, half_a_year)).count() == 2
    assert Milestone.objects.filter(pilot__in=live, done=None, due__gt=today).count() >= 4


def test_updates_stand_in_every_state_and_figures_in_a_series() -> None:
    assert set(Update.objects.values_list("state", flat=True)) == {
        *("submitted", "questioned", "accepted")
    }
    asked = Update.objects.get(state="questioned")
    assert asked.question == "Is 140 families, or 140 visits?"
    assert asked.questioned_by is not None
    assert asked.questioned_by.email == "lead.exampleshire@demo.test"
    visited = Pilot.objects.get(slug="warm-homes").indicators.get(number=1)
    series = Actual.objects.filter(indicator=visited).live().order_by("as_of")
    assert [str(one.value) for one in series] == ["24 homes", "60 homes", "118 homes"]


def test_barriers_stand_at_every_level_and_some_need_an_owner() -> None:
    ours = Barrier.objects.filter(programme__slug=OURS)
    assert set(ours.values_list("visibility", flat=True)) == set(Visibility.values)
    assert ours.needing_owner().count() == 3
    assert {"mixed", "perceived", "untested"} <= set(ours.values_list("nature", flat=True))


def test_money_has_several_meanings_and_is_passed_on() -> None:
    flows = Flow.objects.filter(programme__slug=OURS)
    assert set(flows.values_list("meaning", flat=True)) == {
        *("committed", "paid", "forecast", "in_kind")
    }
    passed_on = flows.filter(parent__description="Warm homes grant to the county")
    assert sum(flow.amount_low or 0 for flow in passed_on) == 750_000
    assert flows.get(description="Local jobs money to the county").years.count() == 2
    assert flows.filter(amount_low=None).count() == 2


def test_the_example_goes_in_one_command_with_what_people_added() -> None:
    officer = User.objects.get(email="officer.exampleshire@demo.test")
    pilot = Pilot.objects.get(slug="warm-homes")
    Lesson.objects.create(pilot=pilot, text="Added by hand.", created_by=officer)
    added = Barrier.objects.create(title="We cannot say", pilot=pilot, created_by=officer)
    BarrierPlace.objects.create(
        barrier=added, place=Place.objects.get(slug="northport"), is_lead=True
    )
    said = io.StringIO()
    call_command("load_demo", remove_example=True, stdout=said)
    assert said.getvalue().startswith("Exampleshire is removed: ")
    told = " ".join(
        str(row)
        for table, rows in everything().items()
        if "searchword" not in table.lower()  # help tells of the example, which it offers
        for row in rows
        if "accounts.user" not in row  # the history of an account keeps its address
    )
    assert "xampleshire" not in told
    assert "Added by hand." not in told
    assert Pilot.objects.count() == 14  # thirteen, and one of an earlier programme
    assert Team.objects.count() == 14
    assert Note.objects.filter(subject_id=pilot.pk, subject_type__model="pilot").count() == 0
    assert User.objects.count() == 12


def test_a_real_record_that_mentions_the_example_stays() -> None:
    real = Barrier.objects.filter(programme__slug="pfpp")[0]
    BarrierPlace.objects.create(barrier=real, place=Place.objects.get(slug="northport"))
    Barrier.objects.filter(pk=real.pk).update(
        unlocker=Organisation.objects.get(slug="exampleshire-icb")
    )
    call_command("load_demo", remove_example=True, verbosity=0)
    real.refresh_from_db()
    assert real.unlocker is None
    assert real.places.filter(is_example=True).count() == 0
    assert real.places.count() == 1


def test_a_real_barrier_that_loses_a_word_is_agreed_to_anew() -> None:
    at_northport, names_its_board = Barrier.objects.filter(programme__slug="pfpp")[:2]
    BarrierPlace.objects.create(barrier=at_northport, place=Place.objects.get(slug="northport"))
    board = Organisation.objects.get(slug="exampleshire-icb")
    department = Organisation.objects.filter(is_example=False, sector="central_government")[0]
    agreed = published.publication(at_northport, department, "published")
    published.publication(names_its_board, board, "published")
    call_command("load_demo", remove_example=True, verbosity=0)
    agreed.refresh_from_db()
    assert agreed.state == "place"
    assert not published.public(at_northport)
    assert not names_its_board.publications.exists(), "the body that was asked is gone"
    names_its_board.refresh_from_db()
    assert (names_its_board.unlocker, names_its_board.is_cleared) == (None, False)


def test_once_removed_it_stays_away_until_asked_for(settings: Any) -> None:
    settings.DEBUG = True
    call_command("load_demo", remove_example=True, verbosity=0)
    call_command("load_demo", verbosity=0)
    assert not Place.objects.filter(is_example=True).exists()
    call_command("load_demo", example=True, verbosity=0)
    assert Place.objects.filter(is_example=True).count() == 4
    assert User.objects.filter(email="officer.exampleshire@demo.test").exists()
    assert Update.objects.exclude(created_by=None).count() == 7


def test_a_person_of_the_example_who_wrote_elsewhere_is_closed_not_deleted() -> None:
    officer = User.objects.get(email="officer.exampleshire@demo.test")
    luton = Pilot.objects.get(slug="luton")
    Lesson.objects.create(pilot=luton, text="Written for Luton.", created_by=officer)
    call_command("load_demo", remove_example=True, verbosity=0)
    officer.refresh_from_db()
    assert officer.is_active is False
    assert not officer.assignments.exists()


def _board() -> Board:
    return Board.objects.get(slug="exampleshire-together-board")


def test_a_board_decides_in_every_state_and_most_is_read_by_everybody() -> None:
    rows = Decision.objects.filter(board=_board())
    states = [*("due", "due", "made", "made", "made"), *("provisional", "provisional", "put_off")]
    assert sorted(rows.values_list("state", flat=True)) == states
    assert [one.slug for one in rows.visible_to(AnonymousUser()).order_by("number")] == [
        *("exampleshire-visitors-first-winter", "exampleshire-one-number-for-damp"),
        *("exampleshire-home-visits", "exampleshire-visitors-second-winter"),
        *("exampleshire-dehumidifiers", "exampleshire-saturday-desk"),
    ]
    again = rows.get(slug="exampleshire-visitors-second-winter")
    assert again.supersedes == rows.get(number=1)
    assert rows.exclude(came_of_it="").count() == 1
    [voice] = rows.get(slug="exampleshire-home-visits").voices.exclude(words="")
    assert str(voice) == "Millbridge Housing Association: agreed, with a reservation"
    delegated = Power.objects.filter(board=_board(), limit_low__isnull=False)
    assert {str(one.from_body): str(one.limit) for one in delegated} == {
        "Exampleshire County Council": "£150,000",
        "Exampleshire Integrated Care Board": "£60,000",
    }


def test_three_meetings_of_it_one_of_which_lost_its_quorum_on_the_way() -> None:
    first, second, third = BoardMeeting.objects.filter(board=_board()).order_by("number")
    assert [one.state for one in (first, second, third)] == ["approved", "minuted", "called"]
    assert first.approved_at == second
    assert first.agreed
    assert first.agreed["quorum"]["there"] == 7
    assert len(first.agreed["seats"]) == 8
    assert second.on < timezone.localdate() < third.on
    told = {item.title: quorum_at(item) for item in second.items.all()}
    assert told["Health visitors in cold homes"].met
    assert told["Dehumidifiers"].met is False
    for decision in second.decisions.all():
        [item] = decision.items.all()
        assert (decision.quorum_words, decision.quorum_met) == (
            told[item.title].words,
            told[item.title].met,
        )
    coming = third.attendance.filter(state="coming")
    assert quorum_of(third.board, seats_on(third), coming).met
    assert second.attendance.exclude(for_them="").count() == 1
    assert second.attendance.filter(state="apologies").count() == 1
    carried = third.items.get(carried_from__isnull=False)
    assert carried.carried_from == second.items.get(state="carried")
    assert Interest.objects.get().item == carried
    assert str(third.items.get(position=7).subject).startswith("We cannot see whether a landlord")
    assert AgendaItem.objects.visible_to(AnonymousUser()).filter(meeting=third).count() == 8
    done = ActionItem.objects.filter(subject_id=second.pk, text__icontains="landlord").get()
    assert done.is_late(timezone.localdate())


def test_looking_again_suggests_nothing_that_stands_on_its_agenda() -> None:
    third = BoardMeeting.objects.get(board=_board(), number=3)
    editor = User.objects.get(email="editor.exampleshire@demo.test")
    keys = {one.key.partition("-")[0] for _, rows in suggestions(editor, third) for one in rows}
    assert keys == {"agreement", "decision", "pool", "business"}


def test_partners_signed_its_terms_and_some_their_vision() -> None:
    terms = Agreement.objects.get(board=_board())
    vision = Agreement.objects.get(title="The vision of Exampleshire Together")
    assert (terms.tally, vision.tally) == ("8 of 8 signed", "4 of 7 signed, 1 declined, 2 asked")
    assert vision.is_vision
    assert not vision.vision_changed
    assert vision.replaces
    assert vision.replaces.is_over


def test_one_who_signs_in_sits_on_the_board_and_one_seat_is_vacant() -> None:
    officer = User.objects.get(email="officer.exampleshire@demo.test")
    seats = _board().seats.as_rows(officer)
    held = {str(seat): seat.instead for seat in seats}
    assert [name for name, instead in held.items() if instead == "vacant"] == [
        "Eastvale District Council"
    ]
    assert AgendaItem.objects.visible_to(officer).filter(is_private=True).count() == 1


def test_partners_said_twice_how_it_is_doing_and_are_asked_again() -> None:
    first, second, third = HealthRound.objects.order_by("opened_on")
    assert {one.partnership.slug for one in (first, second, third)} == {
        "exampleshire-together-partnership"
    }
    assert [one.state for one in (first, second, third)] == ["closed", "closed", "open"]
    seen = HealthRound.objects.visible_to(AnonymousUser())
    moves = [line.moved for line in lines(second, seen)]
    assert moves == ["up", "up", "up", "about the same", "up", ""]
    assert lines(first, seen)[-1].verdict is None, "too few to show"
    assert {len(line.words) for line in lines(second, seen)} == {0, 3}
    assert [one.asked.count() for one in (first, second, third)] == [6, 6, 7]
    assert third.box, "without one its partners would be asked again"
    assert not third.asked.exclude(mark=None).exists()
