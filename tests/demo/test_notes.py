"""What the sources say of working in partnership is on a page where it is of use."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo.models import LoadedEntry
from partnerships.models import Organisation, Place, Programme
from pilots.models import Evaluation, Pilot
from records.models import Note, Source
from tests.demo.test_shown import words

pytestmark = pytest.mark.usefixtures("the_record")

Page = Note.Page
# The parts of one page
PARTNERSHIP = (
    *(Page.MEANING, Page.CONDITIONS, Page.FUNCTIONS, Page.DELEGATION),
    *(Page.PRINCIPLES, Page.IMPACTS, Page.RESEARCH),
)
# The tab of a record that has its notes, if its first page has them not
TAB: dict[type, str] = {Pilot: "about/", Place: "about/", Programme: "published/"}


def loaded() -> list[Note]:
    rows = LoadedEntry.objects.filter(file__in=("notes.yaml", "partnership.yaml")).values_list(
        "object_id", flat=True
    )
    return list(Note.objects.filter(pk__in=list(rows)).select_related("source"))


def address(page: str) -> str:
    """A page that a note may name, of a pilot that is under way where it is of one."""
    homes = Pilot.objects.get(slug="warm-homes")
    evaluation = Evaluation.objects.filter(pilot=homes)[0]
    of_pilot = {
        Page.CASE_STUDIES: ("case_study_add", [homes.slug]),
        Page.COUNT_AGAIN: ("remeasure_add", [homes.slug, 1]),
        Page.FIGURES: ("indicator_add", [homes.slug]),
        Page.FINDINGS: ("evaluation_finding_add", [evaluation.pk]),
        Page.KEY_ROLE: ("pilot_key_role", [homes.slug]),
        Page.PILOT_EVALUATION: ("pilot_evaluation", [homes.slug]),
        Page.PILOT_START: ("pilot_start_step", [homes.slug, "partners"]),
    }
    elsewhere = {
        Page.CHAMPIONS: ("champions", []),
        Page.DIRECTORY: ("directory_queue", []),
        Page.JOB_ROLE: ("post_add", []),
        Page.PILOT_ADD: ("pilot_add", []),
        Page.NHS_PARTNERS: ("place_partners", ["nhs-west-yorkshire"]),
        Page.PLACE_PARTNERS: ("place_partners", ["leeds"]),
        Page.SECONDMENTS: ("secondments", []),
        Page.SYSTEMIC: ("systemic_barriers", []),
        Page.WHO_TO_ASK: ("who_to_ask", []),
        Page.WORDS: ("about_words", []),
        **dict.fromkeys(PARTNERSHIP, ("practice_partnership", [])),
    }
    name, args = (of_pilot | elsewhere)[Page(page)]
    return reverse(name, args=args)


def shown(page: str) -> str:
    """The words of a page, as the first of these people who may open it reads them."""
    for who in ("editor.exampleshire", "evaluator.exampleshire", "connector.yorkshire", "admin"):
        reader = Client()
        reader.force_login(User.objects.get(email=f"{who}@demo.test"))
        if (answer := reader.get(page)).status_code == 200:
            return words(answer.content.decode())
    raise AssertionError(f"nobody may open {page}")


def test_every_note_is_on_the_page_of_its_record_or_of_what_it_helps_with() -> None:
    notes = loaded()
    assert {page for note in notes for page in note.stands_on} == set(Page.values)
    pages: dict[str, list[Note]] = {}
    for note in notes:
        stands = [address(page) for page in note.stands_on]
        if not isinstance(note.subject, Source):
            its_page = note.subject.get_absolute_url()
            stands.append(f"{its_page}{TAB.get(type(note.subject), '')}")
        assert stands, note.key
        for page in stands:
            pages.setdefault(page, []).append(note)
    missing = [
        (page, note.key)
        for page, its_own in pages.items()
        for said in [shown(page)]
        for note in its_own
        if words(note.text) not in said
    ]
    assert missing == []


def test_a_body_says_what_the_guidance_says_of_its_part() -> None:
    for slug in ("ipsos-uk", "grant-thornton", "cobalt-housing"):
        page = Organisation.objects.get(slug=slug).get_absolute_url()
        assert "From the sources" in Client().get(page).content.decode()


def test_conditions_and_functions_stand_as_lists_to_look_at() -> None:
    partners = Client().get("/places/leeds/partners/").content.decode()
    assert "<li>shared aims and a workable strategy; </li>" in partners
    assert "<li>a track record and the ability to collaborate.</li>" in partners
    board = Client().get("/places/nhs-west-yorkshire/partners/").content.decode()
    functions = [note for note in loaded() if note.key.startswith("note/functions-")]
    items = [item for note in functions for item in (note.listed or ("", []))[1]]
    assert len(items) == 10
    assert [item for item in items if f"<li>{item}" not in board] == []


def test_running_text_is_no_list() -> None:
    for text in ("One thing; another.", "It says: a; b. Then c.", "Head: one."):
        assert Note(text=text).listed is None
    assert Note(text="Two: a, b; c.").listed == ("Two:", ["a, b", "c."])
