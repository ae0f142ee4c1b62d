"""On an empty install a council, its partners, a programme and its pilots are set up by pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from partnerships.models import Organisation, Partnership, Place, Programme
from pilots.models import Pilot
from tests.access import table
from tests.access.table import Row
from tests.dashboards.first_day.installed import install, invite, send

pytestmark = pytest.mark.django_db
PLACES = ("hartlepool", "middlesbrough", "darlington")


def add_partnership(editor: Client, place: Place) -> None:
    """A partnership of the place, with the police as a member."""
    send(editor, f"{reverse('partnership_add')}?place={place.slug}", name="Hartlepool together")
    made = Partnership.objects.get(name="Hartlepool together")
    send(
        editor,
        reverse("member_add", args=[made.slug]),
        organisation="Cleveland police force",
        role="member",
    )


def add_programme(administrator: Client) -> Programme:
    """A programme with three places."""
    send(
        administrator,
        reverse("programme_add"),
        name="Warm places",
        lead=Organisation.objects.get(slug="mhclg").name,
    )
    made = Programme.objects.get(name="Warm places")
    send(
        administrator,
        reverse("programme_places_add", args=[made.slug]),
        areas="\n".join(Place.objects.get(slug=slug).name for slug in PLACES),
    )
    assert made.place_links.count() == len(PLACES)
    return made


def test_one_administrator_sets_a_council_up_and_its_officer_reaches_the_lead() -> None:
    administrator = install()
    place = Place.objects.get(slug="hartlepool")
    editor = invite(administrator, place, "place_editor", "ed@newby.example", "Ed Editor")
    assert "First steps for Hartlepool" in editor.get("/").content.decode()
    editor.post(reverse("directory_confirm"), {"record": f"place:{place.pk}", "back": "record"})
    add_partnership(editor, place)
    assert (
        "Cleveland police force"
        in editor.get(reverse("place_partners", args=[place.slug])).content.decode()
    )
    programme = add_programme(administrator)
    lead = invite(administrator, programme, "programme_lead", "lea@newby.example", "Lea Lead")
    for name in ("Warm homes", "Warm hubs"):
        send(
            editor,
            f"{reverse('pilot_add')}?place={place.slug}",
            name=name,
            summary="Homes that are cold get warm.",
            programme=str(programme.pk),
            visibility="programme",
        )
    council = Organisation.objects.get(name="Hartlepool Borough Council")
    send(
        editor,
        f"{reverse('post_add')}?place={place.slug}",
        title="Housing lead",
        organisation=council.name,
        visibility="public",
    )
    officer = invite(editor, place, "contributor", "olu@newby.example", "Olu Officer")
    assert "First steps" not in editor.get("/").content.decode()
    pilot = Pilot.objects.get(name="Warm homes")
    send(
        officer,
        reverse("pilot_update", args=[pilot.slug]),
        report="yes",
        confidence="on_track",
        happened="We opened the doors.",
    )
    send(
        officer,
        f"{reverse('barrier_log')}?place={place.slug}",
        said="We cannot share lists because nobody has agreed to it.",
        pilot=pilot.name,
        kind="data-sharing",
        people="Families wait longer.",
        unlock="find_out",
        visibility="programme",
    )
    waiting = lead.get(reverse("updates_review")).content.decode()
    assert "Warm homes" in waiting
    assert "We opened the doors." in waiting
    report = lead.get(f"{reverse('barrier_report')}?programme={programme.slug}")
    assert "Hartlepool" in report.content.decode()
    assert (
        "We cannot share lists"
        in lead.get(f"{reverse('barriers')}?programme={programme.slug}").content.decode()
    )


def on_an_empty_install() -> list[Row]:
    """Every address that names no record, or only a place or body of the lists."""
    return [row for row in table.rows() if row.of in ("", "place", "organisation", "region")]


# Where nobody set the key of monitors, and no night has passed that makes the file of everything
NOT_YET = {"metrics", "public_record_latest"}


def record_of(row: Row) -> Any:
    """What the address names here."""
    match row.of:
        case "place":
            return Place.objects.get(slug="hartlepool")
        case "region":
            return Place.objects.get(slug="north-east")
        case "organisation":
            return Organisation.objects.get(name="Hartlepool Borough Council")
    return None


def test_no_page_breaks_where_nothing_is_recorded_yet() -> None:
    administrator = install()
    broken = []
    for row in on_an_empty_install():
        try:
            address = row.address(record_of(row))
        except NoReverseMatch:
            continue
        send_it = administrator.get if row.method == "GET" else administrator.post
        status = send_it(address).status_code
        is_there = status < 500 and (status != 404 or row.method != "GET")
        if not is_there and row.name not in NOT_YET:
            broken.append(f"{status} {row.method} {address}")
    assert broken == []
