"""What a place can build on, whom to ring there, and figures of the place as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnerships.models import Place, PlaceFigure
from records.models import HistoryEntry
from services.models import Asset, EmergencyContact
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import page, words
from tests.partnerships.test_constraints import broken, changed
from tests.plain_record import HIDDEN, HasFile, HasHistory

pytestmark = pytest.mark.django_db


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    return words(response.content.decode())


class TestAsset(HasHistory, HasFile):
    """A hall of Bradford; its page is the list of the place."""

    model, adds, edits, may_not = Asset, "bradford_officer", "bradford_officer", "luton_officer"
    typed = {
        "name": "Market hall",
        "kind": "building",
        "about": "Room for eighty",
        "keeper": "City of Bradford Metropolitan District Council",
        "keeper_said": "",
        "gone_on_day": "5",
        "gone_on_month": "1",
        "gone_on_year": "2026",
        "source_title": "Register of halls",
        "source_url": "https://example.test/halls",
    }
    saved = {
        "place.name": "Bradford",
        "name": "Market hall",
        "kind": "building",
        "about": "Room for eighty",
        "keeper.name": "City of Bradford Metropolitan District Council",
        "keeper_said": "",
        "gone_on": dt.date(2026, 1, 5),
        "source.title": "Register of halls",
        "source.url": "https://example.test/halls",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("Market hall", "Building", "Room for eighty", "City of Bradford"),
        *("Gone since 5 January 2026", "Register of halls"),
    )
    listed = "Market hall"
    refused = [
        ({"name": ""}, "id_name-err"),
        ({"name": "x" * 201}, "id_name-err"),
        ({"kind": "river"}, "id_kind-err"),
        ({"keeper": "No such body"}, "We can’t find “No such body”"),
        ({"keeper_said": "Friends of the hall"}, "Say who looks after it once"),
        ({"gone_on_month": "13"}, "id_gone_on-err"),
    ]
    change = ("about", "Room for fifty", "Room for eighty")
    columns = "number asset kind place about kept_by gone_on source"
    cells = {"asset": "Market hall", "kind": "building", "place": "Bradford"}

    def make(self) -> Asset:
        return Asset.objects.create(
            place=self.cast.bradford, name="Market hall", kind="building", about="Room for fifty"
        )

    def hide(self) -> Asset:
        return Asset.objects.create(place=self.cast.luton, name=HIDDEN, kind="building")

    def list_at(self) -> str:
        return "/places/bradford/assets/"

    def page_at(self, record: Asset) -> str:
        return self.list_at()

    def edit_at(self, record: Asset) -> str:
        return f"/assets/{record.pk}/edit/"

    def history_at(self, record: Asset) -> str:
        return f"/assets/{record.pk}/history/"


def test_assets_stand_under_their_kind_with_who_looks_after_them(cast: Cast) -> None:
    sent = {"name": "Market hall", "kind": "building", "keeper": cast.council.name}
    signed_in(cast.bradford_officer).post("/places/bradford/assets/add/", sent)
    Asset.objects.create(place=cast.bradford, name="Menders", kind="skill", gone_on="2026-01-05")
    seen = page(Client(), "bradford/assets")
    assert "Building Building Asset" in seen
    assert cast.council.name in seen
    assert "Gone since 5 January 2026" in seen


def contact(cast: Cast, role: str, order: int = 1, **fields: Any) -> EmergencyContact:
    fields.setdefault("phone", "01632 960001")
    return EmergencyContact.objects.create(
        place=cast.bradford, role=role, order=order, ring_for="Floods", **fields
    )


def test_the_emergency_pack_is_for_the_place_unless_it_says_more(cast: Cast) -> None:
    contact(cast, "Second officer", 2)
    contact(cast, "First officer", 1)
    contact(cast, "Public desk", 3, visibility="network")
    own = text_of(signed_in(cast.bradford_officer).get("/places/bradford/emergency/"))
    assert own.index("First officer") < own.index("Second officer") < own.index("Public desk")
    assert "we don’t know when it was last tried" in own
    other = text_of(signed_in(cast.luton_officer).get("/places/bradford/emergency/"))
    assert "Public desk" in other
    assert "officer" not in other.lower().replace("luton officer", "")


def test_a_contact_that_nobody_can_reach_is_not_taken(cast: Cast) -> None:
    sent = {"order": 1, "role": "Duty officer", "ring_for": "Floods", "visibility": "place"}
    client = signed_in(cast.bradford_editor)
    answer = text_of(client.post("/places/bradford/emergency/add/", sent))
    assert "Give a telephone number, or how to reach them at other times" in answer
    client.post("/places/bradford/emergency/add/", {**sent, "out_of_hours": "Control room"})
    assert EmergencyContact.objects.get().visibility == "place"


def test_the_emergency_pack_marks_what_is_kept_for_the_place(cast: Cast) -> None:
    contact(cast, "Public desk", 2, visibility="network")
    pack = "/places/bradford/emergency/"
    assert "Not for everyone" not in text_of(signed_in(cast.bradford_officer).get(pack))
    contact(cast, "First officer", 1)
    said = text_of(signed_in(cast.bradford_officer).get(pack))
    assert "Rows marked “Not for everyone” can be read only by people with a role" in said
    assert "1. First officer Not for everyone" in said
    assert "2. Public desk Not for everyone" not in said
    assert "Not for everyone" not in text_of(signed_in(cast.luton_officer).get(pack))


def test_a_job_role_is_taken_out_of_the_pack_once_confirmed_and_its_history_is_kept(
    cast: Cast,
) -> None:
    one = contact(cast, "Duty planner")
    client, address = signed_in(cast.bradford_editor), f"/emergency/{one.pk}/remove/"
    assert address in client.get("/places/bradford/emergency/").content.decode()
    assert "Take Duty planner out of the emergency pack" in text_of(client.get(address))
    assert "Duty planner" in text_of(client.get("/places/bradford/emergency/"))
    said = text_of(client.post(address, follow=True))
    assert "Duty planner is out of the emergency pack." in said
    assert "No job role that you can see is in the pack." in said
    one.refresh_from_db()
    assert one.ended_on is not None
    changes = HistoryEntry.objects.of(one)
    assert [change.row["ended_on"] for change in changes] == [None, str(one.ended_on)]
    assert client.get(address).status_code == 404


def test_a_figure_of_a_place_needs_release_date_and_source_and_stands_with_them(
    cast: Cast,
) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"measure": "population", "value": "546000", "unit": "people"}
    answer = text_of(client.post("/places/bradford/figures/add/", sent))
    assert "Say where this is from" in answer
    client.post(
        "/places/bradford/figures/add/",
        {**sent, "release": "Census", "as_of_year": "2021", "source_title": "Census 2021"},
    )
    seen = page(Client(), "bradford/figures")
    assert "Population 546,000 people Census, as at 2021 Census 2021" in seen
    assert "546,000 people (2021)" in page(Client(), "bradford")
    assert "Population 546,000 people (Census, 2021)" in page(Client(), "bradford/about")


def test_a_figure_without_a_value_is_not_known_and_no_zero(cast: Cast) -> None:
    PlaceFigure.objects.create(
        place=cast.bradford, measure="population", unit="people", release="2011",
        as_of=dt.date(2011, 1, 1), as_of_precision="year",
    )  # fmt: skip
    assert "Population not known (2011)" in page(Client(), "bradford/about")


def test_the_same_figure_of_one_release_stands_once(cast: Cast) -> None:
    PlaceFigure.objects.create(
        place=cast.bradford, measure="population", value=1, unit="people", release="Census"
    )
    sent = {
        "measure": "population", "value": "2", "unit": "people", "release": "Census",
        "as_of_year": "2021", "source_title": "Census 2021",
    }  # fmt: skip
    answer = signed_in(cast.bradford_editor).post("/places/bradford/figures/add/", sent)
    assert "This figure of this release is recorded already" in text_of(answer)


def test_an_asset_has_a_name(luton: Place) -> None:
    asset = Asset.objects.create(place=luton, name="Hall", kind="building")
    assert broken(changed(asset, name="")) == "asset_has_name"


def test_whom_to_ring_has_a_level_and_can_be_reached(luton: Place) -> None:
    one = EmergencyContact.objects.create(
        place=luton, order=1, role="Officer", ring_for="Floods", phone="01632 960001"
    )
    assert broken(changed(one, visibility="team")) == "emergency_contact_known_level"
    assert broken(changed(one, phone="")) == "emergency_contact_can_be_reached"
