"""The made-up national install: deterministic, skewed, and as the triggers would have made it."""

from __future__ import annotations

import datetime as dt
import io
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    Closing,
    DataRequest,
    Escalation,
    EscalationReply,
)
from funding.models import (
    AtRisk,
    Bid,
    BidLine,
    DutyFigure,
    Ending,
    Estimate,
    Flow,
    MonitoringReturn,
    Pool,
    PoolContribution,
    PoolYear,
)
from geography.locality.kinds import Kind
from geography.locality.tables import TABLES
from governance.meeting.quorum import quorum_at
from governance.models import (
    AgendaItem,
    Attendance,
    BoardMeeting,
    Decision,
    DecisionVoice,
    Interest,
)
from national.make import agreement
from national.make.agreement import DisagreementError, check
from national.make.context import RELEASES, figures
from national.make.copying import triggers_off
from national.make.ground import _codes, _hierarchy, _roles, codes_of_today
from national.make.localities import evenly, listed
from national.make.rows import kinds
from national.make.sizes import Sizes
from national.make.world import NOW, World, skewed
from partnerships.models import Place, PlaceReach
from people.models import Assignment
from pilots.models import Actual, Engagement, Indicator, IndicatorPlan, Pilot
from records.models import HistoryEntry, Visibility
from tests import builders, database
from tests.demo.conftest import SMALL

_BOROUGHS = ("london_borough", "metropolitan_borough")
# Both rest on a published source, and the national install has none
NOT_MADE = {"CaseStudySource", "EngagementTotal"}


def test_it_says_what_it_made_and_that_it_compared_it(small: str) -> None:
    assert small.startswith("Made ")
    assert small.endswith(" of them compared with what triggers write.\n")
    assert int(small.split("; ")[1].split(maxsplit=1)[0]) > 500


def test_it_has_the_sizes_of_its_scale(small: str) -> None:
    sizes = Sizes.at(SMALL)
    assert Place.objects.count() == sizes.places
    assert Pilot.objects.count() == sizes.pilots
    assert Flow.objects.count() == sizes.flows
    assert Barrier.objects.count() == sizes.barriers
    assert Actual.objects.count() >= 0.9 * sizes.actuals
    assert Engagement.objects.count() == sizes.engagements
    national = Sizes.at(1)
    assert (national.places, national.barriers, national.flows) == (12_000, 500_000, 1_000_000)


@pytest.mark.parametrize("scale", [0.01, 0.1])
def test_its_people_are_as_many_as_england_s_at_every_scale(scale: float) -> None:
    world = World(Sizes.at(scale), Random(1))
    _hierarchy(world)
    world.programme_weights = skewed(world.sizes.programmes)
    roles = list(_roles(world))
    assert world.sizes.people == 20_000
    assert len(roles) >= 60_000
    at_largest = [row for row in roles if row[2] == world.ranked_places[0] and row[-2] is None]
    assert len(at_largest) > 200, "a review that goes on by pages"


@pytest.mark.parametrize("scale", [0.01, 0.1, 1])
def test_what_is_published_of_england_is_there_at_every_scale(scale: float) -> None:
    world = World(Sizes.at(scale), Random(1))
    _, kinds, _ = _hierarchy(world)
    assert [code for _, code in _codes(kinds) if code.startswith("E")] == codes_of_today()
    rows = list(evenly(list(listed(world)), world.sizes.localities))
    names: dict[Any, set[Any]] = {}
    for release, place, kind, name, *_ in rows:
        names.setdefault("sectors" if kind == Kind.POSTCODE_SECTOR else release, set()).add(
            name if kind == Kind.POSTCODE_SECTOR else (name, place)
        )
        assert kinds[place - 1] in ("district", "unitary", *_BOROUGHS)
    towns_and_villages = sum(
        len(names[number])
        for number, table in enumerate(TABLES, start=1)
        if table.table in ("towns", "villages")
    )
    assert towns_and_villages >= 20_000
    assert len(names["sectors"]) == 9_132
    measures = [{"decimals": "1"}, {"decimals": ""}]
    made = list(figures(world, measures, 1))
    assert len({row[1] for row in made if row[1]}) == 700
    assert len(made) == RELEASES * (701 + 700)  # a class of words has none of England


def test_there_is_something_of_everything_that_a_pilot_may_have(small: str) -> None:
    kinds = apps.get_app_config("pilots").get_models()
    missing = {kind.__name__ for kind in kinds if not kind._default_manager.exists()}
    assert missing == NOT_MADE
    largest = Pilot.objects.get(pk=1)
    for kept in (largest.milestones, largest.risks, largest.changes):
        assert kept.count() == Sizes.at(SMALL).largest_course


def test_barriers_are_asked_about_linked_and_closed_as_the_country_would(small: str) -> None:
    for kind in (BarrierLink, DataRequest, EscalationReply):
        assert kind._default_manager.exists(), kind
    number = Barrier.objects.count()
    assert ActionTried.objects.count() == pytest.approx(1.6 * number, rel=0.05)
    assert Escalation.objects.count() == pytest.approx(0.12 * number, rel=0.3)
    assert Closing.objects.count() == Barrier.objects.exclude(ended_on=None).count()


def test_boards_meet_and_decide_as_the_country_would(small: str) -> None:
    sizes = Sizes.at(SMALL)
    whole = Sizes.at(1)
    assert whole.boards * whole.meetings_each == 400_000
    assert whole.boards * whole.decisions_each == 1_500_000
    assert BoardMeeting.objects.count() == sizes.boards * sizes.meetings_each
    assert Decision.objects.count() == sizes.boards * sizes.decisions_each
    assert set(BoardMeeting.objects.values_list("state", flat=True)) == {
        *("approved", "minuted", "called")
    }
    agreed = BoardMeeting.objects.exclude(approved_at=None)
    later = agreed.filter(approved_at__number=F("number") + 1, approved_at__board=F("board"))
    assert later.count() == agreed.count() == sizes.boards * (sizes.meetings_each - 2)
    made = Decision.objects.filter(state="made")
    assert made.filter(meeting__board=F("board"), meeting__on=F("decided_on")).count() == (
        made.count()
    )
    for state in ("provisional", "due"):
        assert Decision.objects.filter(state=state, visibility="public").exists()
    items = AgendaItem.objects.exclude(decision=None)
    assert items.filter(decision__meeting=F("meeting")).count() == items.count() > 0
    assert Attendance.objects.exclude(seat__board=F("meeting__board")).count() == 0
    assert Interest.objects.exclude(seat__board=F("board")).count() == 0
    assert DecisionVoice.objects.exclude(seat__board=F("decision__board")).count() == 0
    assert quorum_at(items.order_by("-meeting__number", "id")[0]).met is not None


def test_money_is_reported_on_ends_and_is_asked_for_as_the_country_would(small: str) -> None:
    sizes = Sizes.at(SMALL)
    for kind, number in (
        (MonitoringReturn, sizes.returns),
        (Pool, sizes.pools),
        (Bid, sizes.bids),
        (Estimate, sizes.estimates),
        (Ending, sizes.flows / 10),
        (AtRisk, sizes.flows / 8),
        (PoolContribution, 12 * sizes.pools),
        (PoolYear, 3 * sizes.pools),
        (BidLine, 2 * sizes.bids),
        (DutyFigure, 6 * sizes.funds),
    ):
        assert kind._default_manager.count() == number, kind
    returns = MonitoringReturn.objects
    assert set(returns.values_list("state", flat=True)) == {"due", "sent", "not_needed"}
    assert returns.filter(place=None).exists()
    assert returns.to_send().filter(due__lt=NOW.date()).exists()
    assert returns.exclude(flow__fund=F("duty__fund")).count() == 0
    assert not Flow.objects.filter(ending__isnull=False, end=None).exists()
    assert not Flow.objects.filter(at_risk__isnull=False, end=None).exists()
    assert Bid.objects.exclude(granted_low=None).exists()
    for kind in (Pool, Bid, Estimate):
        assert kind.objects.filter(visibility="public").exists()
        assert kind.objects.filter(places=None).count() == 0


def test_figures_follow_shared_definitions_in_every_way(small: str) -> None:
    linked = Indicator.objects.exclude(shared=None)
    assert 0.25 < linked.count() / Indicator.objects.count() < 0.4
    assert linked.exclude(shared_difference="").exists()
    assert linked.exclude(shared_edition=F("shared__edition")).exists()
    assert linked.exclude(part_of=None).exists()


def test_a_few_places_have_most_and_every_level_is_there(small: str) -> None:
    counts = [
        place.n for place in Place.objects.annotate(n=Count("barrier_links")).order_by("-n", "id")
    ]
    assert counts[0] > 5 * max(1, counts[len(counts) // 2])
    for kind in (Pilot, Barrier, Flow):
        assert set(kind.objects.values_list("visibility", flat=True)) == set(Visibility.values)


def test_one_person_logs_at_the_largest_place_and_one_leads_the_largest_programme(
    small: str,
) -> None:
    largest = Place.objects.annotate(n=Count("pilot_links")).order_by("-n", "id")[0]
    assert Assignment.objects.filter(role="contributor", place=largest).exists()
    assert Assignment.objects.filter(role="programme_lead", programme_id=1).exists()


def test_every_record_has_history_up_to_its_version(small: str) -> None:
    kinds: list[Any] = [Pilot, Barrier, Flow]
    for kind in kinds:
        for record in kind.objects.all()[:10]:
            changes = list(HistoryEntry.objects.of(record))
            versions = [one.row["version"] for one in changes]
            assert versions == list(range(1, record.version + 1))
            assert changes[0].kind == "insert"
            assert [one.before for one in changes[1:]] == [one.after for one in changes[:-1]]
            last = changes[-1].row
            assert dt.datetime.fromisoformat(last["updated_at"]) == record.updated_at
            assert last["visibility"] == record.visibility


def test_triggers_run_again_afterwards_and_new_rows_get_new_numbers(small: str) -> None:
    last = Pilot.objects.order_by("-pk")[0]
    made = builders.pilot(Place.objects.filter(kind="ward")[0])
    assert made.pk > last.pk
    made.refresh_from_db()
    assert len(made.reach_ids) == 3
    assert HistoryEntry.objects.of(made).exists()


def test_it_is_the_same_each_time(small: str) -> None:
    def made() -> list[list[tuple[Any, ...]]]:
        told = ("title", "status", "visibility", "updated_at", "version", "reach_ids")
        return [
            list(Place.objects.order_by("pk").values_list("pk", "name", "kind")),
            list(Pilot.objects.order_by("pk").values_list()),
            list(Flow.objects.order_by("pk").values_list()),
            list(Barrier.objects.order_by("pk").values_list(*told)),
        ]

    before = made()
    with database.clone(database.template()) as name, database.using(name):
        call_command("load_national", scale=SMALL, stdout=io.StringIO())
        assert made() == before


def test_it_refuses_a_database_with_places(db: None) -> None:
    builders.place("Somewhere")
    with pytest.raises(CommandError, match="already holds places"):
        call_command("load_national", scale=SMALL)
    assert Place.objects.count() == 1


@pytest.mark.parametrize("scale", [0, -1, 6])
def test_it_refuses_an_absurd_scale(db: None, scale: float) -> None:
    with pytest.raises(CommandError, match="above 0, at most 5"):
        call_command("load_national", scale=scale)


@pytest.mark.parametrize("text", ["funding.Fund", "funding.Fund SELECT 1 AS award"])
def test_a_kind_without_a_source_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"funding\.Fund"):
        kinds(text)


def test_a_wrong_reach_is_noticed(small: str) -> None:
    world = World(Sizes.at(SMALL), Random(1))
    assert check(world) == len(agreement.RECORDS) * agreement.SAMPLE
    Flow.objects.update(reach_ids=[1])
    with pytest.raises(DisagreementError, match="should reach"):
        check(world)


def test_wrong_outcomes_of_what_was_tried_are_noticed(small: str) -> None:
    Barrier.objects.filter(actions=None).update(outcome_bits=1)
    with pytest.raises(DisagreementError, match="should keep 0"):
        check(World(Sizes.at(SMALL), Random(1)))


def test_a_flow_that_wrongly_stands_alone_is_noticed(small: str) -> None:
    with triggers_off():
        Flow.objects.filter(passes_on=True).update(passes_on=False)
    with pytest.raises(DisagreementError, match="does not stand as its places and legs say"):
        check(World(Sizes.at(SMALL), Random(1)))


def test_a_row_that_a_trigger_refuses_is_noticed(small: str) -> None:
    world = World(Sizes.at(SMALL), Random(1), filled=[IndicatorPlan])
    assert check(world) > len(agreement.RECORDS) * agreement.SAMPLE
    with triggers_off():
        IndicatorPlan.objects.filter(indicator__unit="%").update(target_low=150)
    with pytest.raises(DisagreementError, match="more than 100"):
        check(world)


def test_a_missing_closure_is_noticed(small: str) -> None:
    PlaceReach.objects.filter(place__kind="ward").exclude(ancestor__kind="ward")[0].delete()
    with pytest.raises(DisagreementError, match="closure of places"):
        check(World(Sizes.at(SMALL), Random(1)))
