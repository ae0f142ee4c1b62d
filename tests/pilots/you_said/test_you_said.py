"""You said, we did: nothing reaches the public page before an editor of the place."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from people.models import Assignment
from pilots.models import Pilot, YouSaid
from pilots.you_said.actions import pass_on_words
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

PAGE = "/places/bradford/you-said/"
ADD = f"{PAGE}add/"
TELL = "/places/bradford/tell/"


@pytest.fixture(autouse=True)
def nobody_sent_too_much() -> None:
    cache.clear()


def decide(what: str, entry: YouSaid, client: Client, **data: Any) -> str:
    entry.refresh_from_db()
    address = reverse(f"you_said_{what}", args=[entry.pk])
    return text_of(client.post(address, {"version": entry.version, **data}, follow=True))


def tell(said: dict[str, str], client: Client | None = None) -> Any:
    """What a resident reads who sends this."""
    return (client or Client()).post(TELL, said, follow=True)


def test_a_contributor_writes_an_editor_approves_and_everyone_reads(
    people: Cast, homes_pilot: Pilot
) -> None:
    officer = signed_in(people.bradford_officer)
    data = filled(
        officer,
        ADD,
        said="The crossing is dangerous.",
        said_by="Parents at two schools",
        said_on_month="3",
        said_on_year="2026",
        did="A crossing was built.",
        did_on_year="2026",
        pilot="Warm homes",
    )
    response = officer.post(ADD, data, follow=True)
    assert "It waits to be approved. 2 people told in My work." in text_of(response)
    entry = YouSaid.objects.get()
    for address in (PAGE, "/places/bradford/", "/places/yorkshire-and-the-humber/"):
        page = Client().get(address)
        assert "crossing" not in page.content.decode()
        assert "You said, we did 1" not in text_of(page)
    assert "crossing" not in signed_in(people.luton_officer).get(PAGE).content.decode()

    assert "Everyone can read it now." in decide(
        "approve", entry, signed_in(people.bradford_editor)
    )
    public = text_of(Client().get(PAGE))
    assert "Parents at two schools, March 2026" in public
    assert "A crossing was built." in public
    assert "2026, in Warm homes" in public
    assert people.bradford_officer.full_name not in public
    assert people.bradford_editor.full_name not in public
    for address in ("/places/bradford/", "/places/yorkshire-and-the-humber/"):
        assert "You said, we did 1" in text_of(Client().get(address))


def test_a_resident_sends_something_in_and_it_is_answered(people: Cast) -> None:
    page = text_of(Client().get(TELL))
    assert "nothing that says who you are" in page
    sent = tell({"said": "The bus stops too early.", "said_by": "A night worker"})
    assert "Thank you" in text_of(sent)
    entry = YouSaid.objects.get()
    assert (entry.state, entry.from_resident, entry.created_by) == ("sent", True, None)
    editor = signed_in(people.bradford_editor)
    assert "The bus stops too early." in text_of(editor.get(PAGE))
    assert "The bus" not in text_of(Client().get(PAGE))
    assert "Record who said it" in decide("approve", entry, editor)
    edit = reverse("you_said_edit", args=[entry.pk])
    editor.post(edit, filled(editor, edit, did="Nothing yet: the contract ends in May."))
    decide("approve", entry, editor)
    assert "Nothing yet: the contract ends in May." in text_of(Client().get(PAGE))


def test_words_reach_the_connector_where_a_place_has_no_editor(people: Cast) -> None:
    Assignment.objects.filter(role="place_editor").delete()
    words = "It goes to the directory connectors for Bradford and the places around it."
    assert words in text_of(Client().get(TELL))
    sent = tell({"said": "The bus stops too early.", "said_by": "A night worker"})
    assert words.replace("goes", "went") in text_of(sent)
    told = Notice.objects.get(kind="you_said")
    assert told.user == people.yorkshire_connector
    assert "bus" not in f"{told.subject} {told.text}"
    entry = YouSaid.objects.get()
    for other in (people.luton_editor, people.outsider, people.administrator, people.pfpp_lead):
        assert "The bus" not in text_of(signed_in(other).get(PAGE))
        assert signed_in(other).get(reverse("you_said_edit", args=[entry.pk])).status_code == 404

    connector = signed_in(people.yorkshire_connector)
    assert "The bus stops too early." in text_of(connector.get("/"))
    assert "The bus stops too early." in text_of(connector.get(PAGE))
    edit = reverse("you_said_edit", args=[entry.pk])
    connector.post(edit, filled(connector, edit, did="It runs until midnight from May."))
    assert "Everyone can read it now." in decide("approve", entry, connector)
    assert "It runs until midnight from May." in text_of(Client().get(PAGE))


def test_a_connector_decides_nothing_where_the_place_has_an_editor(people: Cast) -> None:
    Client().post(TELL, {"said": "The bus stops too early.", "said_by": "A night worker"})
    [entry] = YouSaid.objects.all()
    assert Notice.objects.get(kind="you_said").user == people.bradford_editor
    connector = signed_in(people.yorkshire_connector)
    assert "The bus" not in text_of(connector.get(PAGE))
    for what in ("approve", "turn_down"):
        address = reverse(f"you_said_{what}", args=[entry.pk])
        assert connector.post(address, {"version": entry.version}).status_code == 404


def test_words_that_nobody_is_left_to_answer_are_passed_on(people: Cast) -> None:
    Client().post(TELL, {"said": "The bus stops too early.", "said_by": "A night worker"})
    assert pass_on_words() == 0
    Assignment.objects.filter(role__in=("place_editor", "connector")).delete()
    assert pass_on_words() == 1
    assert Notice.objects.order_by("-pk")[0].user == people.administrator
    assert "The bus" in text_of(signed_in(people.administrator).get(PAGE))
    assert pass_on_words() == 0


def test_what_is_turned_down_or_taken_off_keeps_its_reason(people: Cast) -> None:
    editor = signed_in(people.bradford_editor)
    waits = learned.you_said(people.bradford, "About a neighbour")
    assert "Say why" in decide("turn_down", waits, editor, because="")
    decide("turn_down", waits, editor, because="It names somebody.")
    shown = learned.you_said(people.bradford, "Old words", state="approved")
    decide("turn_down", shown, editor, because="It was wrong.")
    assert [one.state for one in YouSaid.objects.order_by("id")] == ["declined", "withdrawn"]
    assert [one.because for one in YouSaid.objects.order_by("id")] == [
        "It names somebody.",
        "It was wrong.",
    ]
    assert "Old words" not in text_of(Client().get(PAGE))


def test_an_editor_approves_what_they_read_and_nothing_newer(people: Cast) -> None:
    entry = learned.you_said(people.bradford)
    address = reverse("you_said_approve", args=[entry.pk])
    seen = {"version": entry.version}
    YouSaid.objects.filter(pk=entry.pk).update(did="Something else.")
    editor = signed_in(people.bradford_editor)
    assert "changed in the meantime" in text_of(editor.post(address, seen, follow=True))
    entry.refresh_from_db()
    assert entry.state == "proposed"
    for nonsense in ("", "x", "9" * 30):
        assert editor.post(address, {"version": nonsense}).status_code == 302


def test_a_change_of_a_public_entry_waits_again(people: Cast) -> None:
    entry = learned.you_said(people.bradford, state="approved")
    officer = signed_in(people.bradford_officer)
    edit = reverse("you_said_edit", args=[entry.pk])
    officer.post(edit, filled(officer, edit, did="Two crossings."))
    assert "crossing" not in text_of(Client().get(PAGE))


def test_a_pilot_that_one_may_not_see_is_not_mentioned(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Hidden pilot", visibility="team")
    learned.you_said(people.bradford, state="approved", pilot=pilot)
    page = Client().get(PAGE).content.decode()
    assert "crossing" in page
    assert "Hidden pilot" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said": ""}, "Answer “What do you want to say?”"),
        ({"said_by": ""}, "Answer “Who said it?”"),
        ({"said": "x" * 5001}, "5,000 characters"),
        ({"said": "a\x00b"}, "hidden character"),
    ],
)
def test_bad_input_of_residents(people: Cast, typed: dict[str, str], said: str) -> None:
    response = Client().post(TELL, {"said": "Words", "said_by": "Somebody", **typed})
    assert said in response.content.decode()
    assert not YouSaid.objects.exists()


def test_nobody_floods_the_page(people: Cast) -> None:
    answers = [
        Client().post(TELL, {"said": f"Again {n}", "said_by": "Me"}).status_code for n in range(12)
    ]
    assert answers == [302] * 10 + [429] * 2
    assert YouSaid.objects.count() == 10


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_costs_the_same_for_thirty_entries_as_for_one(
    people: Cast, homes_pilot: Pilot, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(many):
        for state in ("approved", "proposed"):
            learned.you_said(people.bradford, f"{state} {n}", state=state, pilot=homes_pilot)
    editor = signed_in(people.bradford_editor)
    with django_assert_num_queries(8):
        editor.get(PAGE)
    with django_assert_num_queries(4):
        Client().get(PAGE)
