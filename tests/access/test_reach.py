"""Which places lie within which today, and what follows a change of it."""

import datetime as dt
import re
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from access.reach import REBUILD_REACH, refresh_on_reach_sql
from barriers.models import Barrier
from funding.models import Flow
from partnerships.models import Place, PlaceLink, PlaceReach
from pilots.models import Pilot
from records.models import SpentToken
from tests import builders

pytestmark = pytest.mark.django_db


def day(days: int) -> dt.date:
    """So many days from today, as the database knows it: a run may go on past midnight."""
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def ward() -> Place:
    return builders.place("Hirst", "ward")


@pytest.fixture
def county() -> Place:
    return builders.place("Northumberland", "county")


@pytest.fixture
def region() -> Place:
    return builders.place("North East", "region")


def above(place: Place) -> set[str]:
    rows = PlaceReach.objects.filter(place=place).exclude(ancestor=place)
    return set(rows.values_list("ancestor__name", flat=True))


def within(place: Place, other: Place, **dates: dt.date) -> PlaceLink:
    return PlaceLink.objects.create(place=place, other=other, kind="within", **dates)


def test_a_place_reaches_all_places_above_it(ward: Place, county: Place, region: Place) -> None:
    within(ward, county)
    within(county, region)

    assert above(ward) == {"Northumberland", "North East"}
    assert above(county) == {"North East"}
    assert above(region) == set()


def test_a_place_may_lie_within_several(ward: Place, county: Place, region: Place) -> None:
    within(ward, county)
    within(ward, region)

    assert above(ward) == {"Northumberland", "North East"}


def test_overlaps_and_successors_give_no_reach(ward: Place, county: Place) -> None:
    PlaceLink.objects.create(place=ward, other=county, kind="overlaps", share="0.5")
    PlaceLink.objects.create(place=ward, other=county, kind="succeeded_by")

    assert above(ward) == set()


def test_an_ended_link_gives_no_reach(ward: Place, county: Place) -> None:
    link = within(ward, county)
    link.valid_to = day(0)
    link.save()

    assert above(ward) == set()


def test_a_deleted_link_gives_no_reach(ward: Place, county: Place) -> None:
    within(ward, county).delete()

    assert above(ward) == set()


def test_a_link_to_come_gives_no_reach_yet(ward: Place, county: Place) -> None:
    within(ward, county, valid_from=day(1))

    assert above(ward) == set()


# In one of them at least it is another day than in London, at whatever moment this is asked.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_day_is_that_of_london_whatever_the_session_says(
    zone: str, ward: Place, county: Place, region: Place
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
    within(ward, county, valid_to=day(0))
    within(ward, region, valid_from=day(1))
    assert above(ward) == set()
    within(county, region, valid_from=day(0))
    assert above(county) == {"North East"}


def test_records_follow_a_new_link_and_its_end(ward: Place, county: Place, region: Place) -> None:
    pilot = builders.pilot(ward)
    barrier = builders.barrier(ward)
    flow = builders.flow(ward, 1000)
    records = ((Pilot, pilot.pk), (Barrier, barrier.pk), (Flow, flow.pk))

    def reach() -> list[list[int]]:
        return [model.objects.get(pk=pk).reach_ids for model, pk in records]

    assert reach() == [[ward.pk]] * 3
    within(county, region)
    link = within(ward, county)
    assert reach() == [sorted([ward.pk, county.pk, region.pk])] * 3
    link.delete()
    assert reach() == [[ward.pk]] * 3


def test_a_follow_of_reach_raises_no_version(ward: Place, county: Place) -> None:
    pilot = builders.pilot(ward)
    within(ward, county)

    assert Pilot.objects.get(pk=pilot.pk).version == pilot.version


def written_without_triggers(link: PlaceLink, **dates: dt.date | None) -> None:
    """What a link looks like when its date has passed and nothing has been run since."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        PlaceLink.objects.filter(pk=link.pk).update(**dates)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_run_due_applies_a_date_that_passed(ward: Place, county: Place) -> None:
    pilot = builders.pilot(ward)
    link = within(ward, county, valid_from=day(1))
    written_without_triggers(link, valid_from=day(-1))
    assert above(ward) == set()

    call_command("run_due")
    assert above(ward) == {"Northumberland"}
    assert county.pk in Pilot.objects.get(pk=pilot.pk).reach_ids

    written_without_triggers(link, valid_to=day(0))
    call_command("run_due")
    call_command("run_due")
    assert above(ward) == set()
    assert Pilot.objects.get(pk=pilot.pk).reach_ids == [ward.pk]


def test_the_database_has_the_functions_that_the_code_says() -> None:
    """Their migrations take them from the code: whoever changes it writes another migration."""
    records = import_module("reorganise.migrations.0001_reach").RECORDS
    said = REBUILD_REACH + "".join(refresh_on_reach_sql(*one)[0] for one in records)
    bodies = dict(re.findall(r"REPLACE FUNCTION (\w+)\(\).+?AS \$\$(.*?)\$\$", said, re.DOTALL))
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [[*bodies]])
        assert dict(cursor.fetchall()) == bodies
    assert len(bodies) == 1 + 2 * len(records)


def test_run_due_forgets_old_tokens_and_keeps_new_ones() -> None:
    ada = builders.user("Ada")
    long_ago = timezone.now() - dt.timedelta(days=31)
    SpentToken.objects.create(token="old", author=ada, spent_at=long_ago)
    SpentToken.objects.create(token="new", author=ada)

    said = StringIO()
    call_command("run_due", stdout=said)
    call_command("run_due", stdout=said)

    assert list(SpentToken.objects.values_list("token", flat=True)) == ["new"]
    assert said.getvalue().count("Forgot 1 token") == 1
