"""Loading: all of it or nothing, twice changes nothing, and what people did stays."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models

from accounts.models import User
from barriers.models import Barrier
from demo.load.entries import LoadError, day_from
from demo.load.everything import load
from demo.models import LoadedEntry
from partnerships.models import Place
from people.models import Assignment
from pilots.models import Actual, CaseStudy, EvaluationFinding, Pilot
from records.models import Source
from tests import published
from tests.demo.changed_files import change


def ours() -> list[type[models.Model]]:
    """Every table of ours, history too."""
    everybody = apps.get_models(include_auto_created=True)
    return [model for model in everybody if model._meta.managed]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, as the database holds it."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in ours()
    }


def as_it_stands() -> dict[str, Any]:
    """A digest of every row of every table of ours: the database reads them itself."""
    told = "SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        return {
            model._meta.label: cursor.execute(told.format(quoted(model._meta.db_table))).fetchone()
            for model in ours()
            if model._meta.app_label != "search"  # made from the rest
        }


def test_loading_twice_changes_nothing(demo_database: str) -> None:
    before = as_it_stands()
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=40), tick=True):
        said = io.StringIO()
        call_command("load_demo", stdout=said)
    assert said.getvalue().startswith("Everything was loaded before.")
    assert as_it_stands() == before


def test_what_people_changed_stays(kept_demo: None) -> None:
    Pilot.objects.filter(slug="bradford").update(summary="As the place puts it.")
    Pilot.objects.get(slug="luton").milestones.get().delete()
    call_command("load_demo", verbosity=0)
    assert Pilot.objects.get(slug="bradford").summary == "As the place puts it."
    assert not Pilot.objects.get(slug="luton").milestones.exists()


def test_a_correction_in_a_file_reaches_the_record(kept_demo: None, files: Path) -> None:
    change(files, "pilots/luton.yaml", "Interviews with professionals", "Talks with professionals")
    change(files, "pilots/luton.yaml", "value: 15,", "value: 16,")
    load(files)
    indicator = Pilot.objects.get(slug="luton").indicators.get(number=2)
    assert indicator.name == "Talks with professionals"
    figures = [(str(one.value), one.superseded) for one in indicator.actuals.order_by("pk")]
    assert figures == [("15 people", True), ("16 people", False)]


def test_other_words_of_a_barrier_that_its_place_agreed_to_take_that_back(
    kept_demo: None, files: Path
) -> None:
    barrier = Barrier.objects.get(title__startswith="Not clear which education data")
    made = published.publication(barrier, barrier.unlocker, "published")
    change(files, "pilots/birmingham.yaml", "The two do not agree.", "They do not agree.")
    load(files)
    assert barrier.actions.filter(result__endswith="They do not agree.").exists()
    made.refresh_from_db()
    assert made.state == "place"
    assert not published.public(barrier)


def test_a_source_that_was_withdrawn_stays_so_when_its_file_changes(
    kept_demo: None, files: Path
) -> None:
    said = "Learning from 20 years of place pilots"
    source = Source.objects.get(title=said)
    source.withdraw("A complaint")
    source.save()
    change(files, "sources.yaml", f"title: {said},", f"title: {said} in full,")
    load(files)
    source.refresh_from_db()
    assert (source.title, source.withdrawn_because) == ("Source withdrawn", "A complaint")
    source.restore()
    source.save()
    assert (source.title, source.publisher) == (
        f"{said} in full",
        "Local Government Association and Shared Intelligence",
    )
    assert source.url.endswith("/learning-20-years-place-pilots")


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        (
            "pilots/liverpool.yaml",
            "value: 550,",
            "value: lots,",
            (
                "pilots/liverpool.yaml: pilot/liverpool/indicator/helped/actual/closing: "
                "value should be a number, not 'lots'"
            ),
        ),
        (
            "pilots/liverpool.yaml",
            "as_of: 2023-03-31,",
            "as_of: March,",
            (
                "pilots/liverpool.yaml: pilot/liverpool/indicator/helped/actual/closing: "
                "as_of: not a date that can be read: 'March'"
            ),
        ),
        (
            "pilots/bradford.yaml",
            "source: annex-bradford}",
            "source: nowhere}",
            "pilots/bradford.yaml: pilot/bradford/partner/lead: there is no source 'nowhere'",
        ),
        (
            "pilots/cornwall.yaml",
            "  target_group:",
            "  targetgroup: x\n  target_group:",
            "pilots/cornwall.yaml: pilot/cornwall: nothing reads targetgroup",
        ),
        (
            "pilots/cornwall.yaml",
            "missing: not_published",
            "missing: forgotten",
            (
                "pilots/cornwall.yaml: pilot/cornwall/indicator/referrals/actual/closing: "
                "missing: Value 'forgotten' is not a valid choice."
            ),
        ),
        (
            "pilots/durham.yaml",
            "key: co-location",
            "key: mapping",
            "pilots/durham.yaml: pilot/durham/lesson/mapping: this key is used twice",
        ),
        (
            "organisations.yaml",
            "    name: HM Treasury\n",
            "",
            "organisations.yaml: organisation/hmt: name is missing",
        ),
        pytest.param(
            "programmes/pfpp.yaml",
            "start: 2021-02",
            "start: 2031-02",
            (
                "programmes/pfpp.yaml: programme/pfpp: the database refuses it: new row for "
                'relation "partnerships_programme" violates check constraint '
                '"programme_dates_in_order"'
            ),
            id="refused-by-the-database",
        ),
        (
            "topics.yaml",
            "topics:",
            "topics: [",
            "topics.yaml: cannot be read: while parsing",
        ),
        (
            "topics.yaml",
            "{key: health, name:",
            "{key: health, id: 7, name:",
            "topics.yaml: topic/health: nothing reads id",
        ),
        (
            "pilots/newcastle.yaml",
            "is_context: 'yes'",
            "is_context: perhaps",
            "is_context should be yes or no, not 'perhaps'",
        ),
        (
            "pilots/liverpool.yaml",
            "counts: ",
            "note: ",
            "pilot/liverpool/indicator/helped/actual/closing: counts is missing",
        ),
        (
            "example/pilots/warm-homes.yaml",
            "likelihood: medium",
            "likelihood: huge",
            "likelihood should be one of low, medium, high, not 'huge'",
        ),
        (
            "example/pilots/warm-homes.yaml",
            "update: first,",
            "update: tenth,",
            "pilot/warm-homes/indicator/visited/actual/first: there is no update 'tenth'",
        ),
        (
            "flows.yaml",
            "template: pilot-grant",
            "template: other",
            "flows.yaml: flow/birmingham: there is no template 'other'",
        ),
    ],
)
@pytest.mark.usefixtures("kept_demo")
def test_a_broken_file_changes_nothing_and_says_which_entry_and_why(
    files: Path, name: str, old: str, new: str, why: str
) -> None:
    before = as_it_stands()
    change(files, name, old, new)
    with pytest.raises(CommandError) as problem:
        call_command("load_demo", data=files, verbosity=0)
    assert str(problem.value).startswith("Nothing was loaded. ")
    assert why in str(problem.value)
    assert as_it_stands() == before


def test_a_file_that_is_not_utf_8_is_named(kept_demo: None, files: Path) -> None:
    (files / "sources.yaml").write_bytes(b"sources: \xff\xfe")
    with pytest.raises(LoadError, match=r"^sources\.yaml: cannot be read: "):
        load(files)


@pytest.mark.django_db
def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_the_demo_accounts_can_sign_in_and_have_their_roles(kept_demo: None) -> None:
    from demo.sign_ins import ACCOUNTS, PASSWORD

    roles = {
        (role.user.email, role.role, str(role.place or role.programme or role.organisation or ""))
        for role in Assignment.objects.select_related("user", "place", "programme", "organisation")
    }
    assert ("officer.bradford@demo.test", "contributor", "Bradford") in roles
    assert ("lead.pfpp@demo.test", "programme_lead", "Partnerships for People and Place") in roles
    assert ("connector.yorkshire@demo.test", "connector", "Yorkshire and The Humber") in roles
    assert ("admin@demo.test", "administrator", "") in roles
    assert len(roles) == len(ACCOUNTS) == 17
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("load-45d", dt.date(2026, 10, 6)),
        ("load+3m", dt.date(2027, 2, 20)),
        ("load-9m end", dt.date(2026, 2, 28)),
        ("load-11m start", dt.date(2025, 12, 1)),
    ],
)
def test_dates_of_the_example_count_from_the_day_of_loading(written: str, day: dt.date) -> None:
    assert day_from(written, dt.date(2026, 11, 20)) == day


def test_everything_loaded_is_remembered_with_its_file(kept_demo: None) -> None:
    croxteth = LoadedEntry.objects.get(key="place/croxteth")
    assert croxteth.file == "places.yaml"
    assert Place.objects.get(pk=croxteth.object_id).name == "Croxteth"
    assert not Actual.objects.filter(
        indicator__pilot__programme__slug="pfpp", superseded=True
    ).exists()


def test_impacts_that_a_file_names_are_loaded(kept_demo: None, files: Path) -> None:
    """No source names any, so no record has one: the loader reads them all the same."""
    assert not EvaluationFinding.objects.exclude(impacts=[]).exists()
    assert not CaseStudy.objects.exclude(impacts=[]).exists()
    change(files, "evaluations.yaml", "direction: ", "impacts: [resources, inclusion], direction: ")
    load(files)
    assert EvaluationFinding.objects.exclude(impacts=[]).get().impacts == ["resources", "inclusion"]
    study = "example/learning.yaml"
    change(files, study, "    outcome: worked", "    impacts: [engagement]\n    outcome: worked")
    load(files)
    assert CaseStudy.objects.exclude(impacts=[]).get().impacts == ["engagement"]
    change(files, "evaluations.yaml", "[resources, inclusion]", "[wealth]")
    with pytest.raises(LoadError, match="Value 'wealth' is not a valid choice"):
        load(files)
