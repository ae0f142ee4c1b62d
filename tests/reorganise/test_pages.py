"""The pages of reorganisation, as an administrator goes through them."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import Place, Reorganisation
from records.models import Source
from reorganise.actions import reorganise
from tests import builders
from tests.reorganise.reorganised import Cumbria, cumbria, everything, merge
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db
MERGE = {
    "others": "Copeland",
    "place_0": "Cumberland",
    "kind_0": "unitary",
    "code_0": "E06000063",
    "on_day": "1",
    "on_month": "4",
    "on_year": "2023",
    "reason": "The Cumbria (Structural Changes) Order",
    "source_said": "The order",
}


@pytest.fixture
def land() -> Cumbria:
    return cumbria()


@pytest.fixture
def admin(client: Client, land: Cumbria) -> Client:
    client.force_login(land.administrator)
    return client


def text(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """The answers that a page carries, as a browser sends them."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()
    )
    return {name: unescape(value) for name, value in found}


def test_an_administrator_merges_two_districts_in_two_steps(land: Cumbria, admin: Client) -> None:
    builders.pilot(land.allerdale, "Warm homes")
    builders.pilot(land.copeland, "Bus passes", status="closed")
    before = everything()
    check = admin.post("/places/allerdale/reorganise/merge/", MERGE)
    said = text(check)
    assert "Allerdale and Copeland become Cumberland" in said
    assert "1 pilot" in said
    assert "Warm homes" in said
    assert "Bus passes" not in said
    assert "Code E07000020" in said
    assert everything() == before
    assert not Reorganisation.objects.exists()
    done = admin.post(
        "/places/allerdale/reorganise/merge/", {**hidden(check), "step": "go"}, follow=True
    )
    assert "It is done" in text(done)
    assert "Warm homes" in text(done)
    assert Place.objects.get(slug="cumberland").pilots.get().name == "Warm homes"


def test_what_changed_since_it_was_looked_at_is_shown_again(land: Cumbria, admin: Client) -> None:
    check = admin.post("/places/allerdale/reorganise/merge/", MERGE)
    builders.pilot(land.allerdale, "Warm homes")
    again = admin.post("/places/allerdale/reorganise/merge/", {**hidden(check), "step": "go"})
    assert "Something changed since you looked at it" in text(again)
    assert "Warm homes" in text(again)
    assert not Reorganisation.objects.exists()


def test_sending_it_twice_does_it_once(land: Cumbria, admin: Client) -> None:
    check = admin.post("/places/allerdale/reorganise/merge/", MERGE)
    sent = {**hidden(check), "step": "go"}
    first = admin.post("/places/allerdale/reorganise/merge/", sent)
    second = admin.post("/places/allerdale/reorganise/merge/", sent)
    assert first["Location"] == second["Location"]
    assert Reorganisation.objects.count() == 1


def test_answers_can_be_changed_after_looking(land: Cumbria, admin: Client) -> None:
    check = admin.post("/places/allerdale/reorganise/merge/", MERGE)
    form = admin.post("/places/allerdale/reorganise/merge/", {**hidden(check), "step": "form"})
    assert 'value="Cumberland"' in form.content.decode()
    assert "The Cumbria (Structural Changes) Order" in form.content.decode()


WRONG = [
    ({"place_0": "Allerdale", "kind_0": "", "code_0": ""}, "Allerdale cannot become itself"),
    ({"place_0": "Cumbria", "kind_0": "", "code_0": ""}, "Cumbria is a place above"),
    ({"place_0": "Cumberlnad", "kind_0": "", "code_0": ""}, "For a new place, choose its kind"),
    ({"code_0": "E10000006"}, "A code that begins E10 is that of a county, not of a unitary"),
    ({"code_0": "E0600"}, "Enter a code of one letter and eight digits"),
    ({"code_0": "E07000021", "kind_0": "district"}, "Copeland has the code E07000021 already"),
    ({"kind_0": "district", "place_0": "Eden", "code_0": ""}, "There is a district called Eden"),
    ({"others": "Nowhere"}, "We can’t find “Nowhere”"),
    ({"on_month": "13"}, "month"),
    ({"on_year": ""}, "year"),
    ({"reason": ""}, "Why"),
    ({"source_said": ""}, "Name a source above, or say where it is from"),
    ({"place_0": ""}, "Enter the place that takes over"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG, ids=[one[1] for one in WRONG])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    land: Cumbria, admin: Client, wrong: dict[str, str], message: str
) -> None:
    before = everything()
    answer = admin.post("/places/allerdale/reorganise/merge/", {**MERGE, **wrong})
    assert message in text(answer)
    assert "What you typed is kept" in text(answer)
    typed = {**MERGE, **wrong}["reason"]
    assert typed in unescape(answer.content.decode())
    assert everything() == before


def test_a_day_before_the_name_of_today_is_out_of_order(land: Cumbria, admin: Client) -> None:
    land.eden.names.update(valid_from=dt.date(2020, 4, 1))
    sent = {"name": "Eden Valley", "on_day": "1", "on_month": "4", "on_year": "2019"}
    common = {"reason": "By order", "source_said": "The order"}
    answer = admin.post("/places/eden/reorganise/rename/", {**sent, **common})
    assert "The name Eden holds from 1 April 2020. Enter a later day" in text(answer)
    answer = admin.post("/places/eden/reorganise/rename/", {**sent, "name": "Eden", **common})
    assert "It is called Eden already" in text(answer)


def test_a_place_ends_once(land: Cumbria, admin: Client) -> None:
    reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    sent = {**MERGE, "others": "", "place_0": "Eden", "kind_0": "", "code_0": ""}
    answer = admin.post("/places/allerdale/reorganise/merge/", {**sent, "on_year": "2024"})
    assert "Allerdale ended on 1 April 2023, when Cumberland took its place" in text(answer)


def test_a_place_that_would_come_to_lie_within_itself_is_refused(
    land: Cumbria, admin: Client
) -> None:
    ward = builders.place("Keswick", "ward", within=land.allerdale)
    builders.place("Crosthwaite", "parish", within=ward)
    sent = {**MERGE, "others": "", "place_0": "Crosthwaite", "kind_0": "", "code_0": ""}
    answer = admin.post("/places/allerdale/reorganise/merge/", sent)
    assert "Crosthwaite lies within Keswick, which would end up within it" in text(answer)


def test_each_record_of_a_split_may_go_its_own_way(land: Cumbria, admin: Client) -> None:
    homes = builders.pilot(land.county, "Warm homes")
    builders.pilot(land.county, "Bus passes")
    sent = {
        "place_0": "Cumberland",
        "kind_0": "unitary",
        "place_1": "Furness",
        "kind_1": "unitary",
        "on_day": "1",
        "on_month": "4",
        "on_year": "2023",
        "reason": "By order",
        "source_said": "The order",
    }
    check = admin.post("/places/cumbria/reorganise/split/", sent)
    link = homes.place_links.get().pk
    row = f"go-pilots-pilotplace-place-{link}"
    assert f'name="{row}"' in check.content.decode()
    chosen = {**hidden(check), row: "1", "go-pilots-pilotplace-place": "0"}
    again = admin.post("/places/cumbria/reorganise/split/", {**chosen, "step": "go"})
    assert "Check it once more" in text(again)
    chosen = {**hidden(again), row: "1", "go-pilots-pilotplace-place": "0", "step": "go"}
    admin.post("/places/cumbria/reorganise/split/", chosen)
    assert [one.name for one in homes.places.all()] == ["Furness"]
    assert Place.objects.get(slug="cumberland").pilots.get().name == "Bus passes"


def test_it_is_undone_with_a_button_after_a_look_at_what_goes_back(
    land: Cumbria, admin: Client
) -> None:
    builders.pilot(land.allerdale, "Warm homes")
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    look = admin.get(f"/reorganisations/{made.pk}/undo/")
    assert "Warm homes" in text(look)
    done = admin.post(f"/reorganisations/{made.pk}/undo/", follow=True)
    assert "Everything is where it was before" in text(done)
    assert land.allerdale.pilots.get().name == "Warm homes"


def test_what_stands_in_the_way_of_an_undo_is_said(land: Cumbria, admin: Client) -> None:
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    builders.barrier(Place.objects.get(slug="cumberland"))
    answer = admin.get(f"/reorganisations/{made.pk}/undo/")
    assert "You cannot undo this now" in text(answer)
    assert "1 barrier was recorded for it since" in text(answer)


def test_the_public_reads_what_moved_but_nothing_that_is_hidden(
    land: Cumbria, client: Client
) -> None:
    builders.pilot(land.allerdale, "Warm homes")
    builders.pilot(land.allerdale, "Secret plans", visibility="team")
    builders.user("Officer", ("contributor", land.allerdale))
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    said = text(client.get(f"/reorganisations/{made.pk}/"))
    assert "1 pilot" in said
    assert "Warm homes" in said
    assert "Secret plans" not in said
    assert "You cannot see" not in said
    assert "roles of accounts" not in said
    assert "Administrator" not in said


def test_the_preview_counts_what_the_administrator_may_not_read(
    land: Cumbria, admin: Client
) -> None:
    builders.pilot(land.allerdale, "Secret plans", visibility="team")
    said = text(admin.post("/places/allerdale/reorganise/merge/", MERGE))
    assert "1 pilot" in said
    assert "You cannot see 1 of them, but it moves too" in said
    assert "Secret plans" not in said


def test_the_old_place_says_what_moved_and_where(land: Cumbria, client: Client) -> None:
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    page = client.get("/places/allerdale/").content.decode()
    assert "Allerdale was replaced by" in page
    assert "the rest moved" in page
    assert made.get_absolute_url() in page


def test_history_says_that_a_record_moved_by_reorganisation(land: Cumbria, client: Client) -> None:
    pilot = builders.pilot(land.allerdale, "Warm homes")
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    said = " ".join(text(client.get(f"/pilots/{pilot.slug}/history/")).split())
    assert "Moved from Allerdale to Cumberland by reorganisation on 1 April 2023" in said
    client.force_login(land.administrator)
    client.post(f"/reorganisations/{made.pk}/undo/")
    said = " ".join(text(client.get(f"/pilots/{pilot.slug}/history/")).split())
    assert "back to Allerdale: the reorganisation was undone" in said


def test_a_source_of_the_directory_may_be_named(land: Cumbria, admin: Client) -> None:
    source = Source.objects.create(slug="order", title="The Cumbria Order 2022", is_open=True)
    sent = {**MERGE, "source_said": "", "source": "The Cumbria Order 2022"}
    check = admin.post("/places/allerdale/reorganise/merge/", sent)
    admin.post("/places/allerdale/reorganise/merge/", {**hidden(check), "step": "go"})
    assert Reorganisation.objects.get().source == source
    assert Place.objects.get(slug="cumberland").names.get().source == source


def test_a_source_that_somebody_typed_is_none_to_name(land: Cumbria, admin: Client) -> None:
    kept = {"title": "Draft order", "created_by": land.administrator}
    typed = Source.objects.create(slug="draft", **kept)
    builders.pilot(land.allerdale, source=typed)  # everyone reads it, and it is its writer's
    sent = {**MERGE, "source_said": "", "source": "Draft order"}
    check = text(admin.post("/places/allerdale/reorganise/merge/", sent))
    assert "Check before anything moves" not in check


def queries(admin: Client, sent: dict[str, str], kind: str, place: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = admin.post(f"/places/{place}/reorganise/{kind}/", sent)
    assert "Check before anything moves" in text(answer)
    return len(seen)


def fill(land: Cumbria, count: int) -> None:
    for _ in range(count):
        builders.pilot(land.allerdale)
        builders.barrier(land.allerdale)
        builders.flow(land.copeland, 1)
        builders.post("", None, land.copeland)
        builders.priority("", land.allerdale)
        builders.programme("", [land.allerdale])
        builders.place("", "parish", within=land.allerdale)


@pytest.mark.parametrize("count", [1, 30])
def test_the_preview_asks_the_same_number_of_queries_whatever_moves(
    land: Cumbria, admin: Client, count: int
) -> None:
    fill(land, count)
    ContentType.objects.get_for_models(*our_models())  # as after the first request of a process
    # One for each kind that may move, and two for each that does
    assert queries(admin, MERGE, "merge", "allerdale") == 107


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_what_moved_asks_the_same_number_of_queries(
    land: Cumbria, client: Client, count: int, django_assert_num_queries: Any
) -> None:
    fill(land, count)
    made = reorganise(plan=merge(land.allerdale, land.copeland), by=land.administrator)
    with django_assert_num_queries(19):
        client.get(made.get_absolute_url())
