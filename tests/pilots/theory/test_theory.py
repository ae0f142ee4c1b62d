"""Theories of change: drawn up, agreed, renewed with a reason; and the drawing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from interface.charts.steps import Step, step_chart
from pilots.models import Pilot, Theory, TheoryBox
from tests import evaluated
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
COLUMNS = {0: "First", 1: "Then", 2: "Last"}


def at(name: str, pilot: Pilot, *more: int) -> str:
    return reverse(name, args=[pilot.slug, *more])


def agree(reader: Client, pilot: Pilot) -> str:
    """Press the button under the draft as this reader sees it; the words of the page after it."""
    [read] = re.findall(r'name="as_read" value="(\w+)"', page_of(reader, pilot)) or [""]
    sent = reader.post(at("theory_agree", pilot), {"as_read": read}, follow=True)
    return text_of(sent)


def page_of(reader: Client, pilot: Pilot) -> str:
    return reader.get(at("theory", pilot)).content.decode()


def test_a_theory_is_drawn_agreed_and_renewed_with_a_reason(
    people: Cast, homes_pilot: Pilot
) -> None:
    editor = signed_in(people.bradford_editor)
    begin, box, arrow = (
        at(name, homes_pilot) for name in ("theory_begin", "theory_box_add", "theory_link_add")
    )
    editor.post(begin, filled(editor, begin, why="A workshop"))
    for kind, text in (("activity", "Letters"), ("outcome", "Dry homes")):
        editor.post(box, filled(editor, box, kind=kind, text=text))
    first, last = TheoryBox.objects.order_by("id")
    data = filled(editor, arrow, start=str(first.pk), end=str(last.pk), assumption="they are read")
    page = text_of(editor.post(arrow, data, follow=True))
    assert "Letters What is done Dry homes if they are read" in page
    assert "Draft" in page
    here = at("theory", homes_pilot)
    assert "No theory of change is recorded." in text_of(Client().get(here))

    assert "This version is agreed." in agree(editor, homes_pilot)
    assert "Letters" in text_of(Client().get(here))
    assert editor.get(box).status_code == 404

    data = filled(editor, begin)
    assert "Why is there a new version" in text_of(editor.post(begin, data))
    editor.post(begin, filled(editor, begin, why="Visits work better"))
    new = Theory.objects.get(number=2)
    assert [one.text for one in new.boxes.all()] == ["Letters", "Dry homes"]
    assert new.links.get().assumption == "they are read"
    remove = at("theory_box_remove", homes_pilot, new.boxes.all()[0].pk)
    editor.post(remove)
    assert "Letters" in text_of(Client().get(at("theory_version", homes_pilot, 1)))
    assert Client().get(at("theory_version", homes_pilot, 2)).status_code == 404
    now = text_of(editor.get(at("theory_version", homes_pilot, 2)))
    assert "Why it is new: Visits work better" in now
    assert "Letters" not in now


def test_an_arrow_never_leads_back(people: Cast, homes_pilot: Pilot) -> None:
    draft = evaluated.theory(homes_pilot, agreed_at=None)
    first, last = draft.boxes.order_by("id")
    other = evaluated.box(draft, "Calls")
    editor = signed_in(people.bradford_editor)
    add = at("theory_link_add", homes_pilot)

    def said(start: TheoryBox, end: TheoryBox) -> str:
        data = filled(editor, add, start=str(start.pk), end=str(end.pk))
        return text_of(editor.post(add, data, follow=True))

    assert "Turn the arrow around" in said(last, first)
    assert "does not lead to where it starts" in said(first, first)
    assert "These two are joined already" in said(first, last)
    assert "Arrow added to the draft." in said(first, other)
    assert "This arrow would lead back to where it starts" in said(other, first)
    assert draft.links.count() == 2


def test_a_box_does_not_become_a_kind_that_turns_its_arrows(
    people: Cast, homes_pilot: Pilot
) -> None:
    draft = evaluated.theory(homes_pilot, agreed_at=None)
    first, last = draft.boxes.order_by("id")
    editor = signed_in(people.bradford_editor)
    for box, kind, other in ((first, "impact", last), (last, "input", first)):
        edit = at("theory_box_edit", homes_pilot, box.pk)
        page = text_of(editor.post(edit, filled(editor, edit, kind=kind)))
        assert f"The arrow between it and “{other}” would lead back" in page
    edit = at("theory_box_edit", homes_pilot, first.pk)
    editor.post(edit, filled(editor, edit, kind="output"))
    assert draft.boxes.get(pk=first.pk).kind == "output"


def test_a_box_typed_while_somebody_else_agrees_is_kept_and_changes_nothing(
    people: Cast, homes_pilot: Pilot
) -> None:
    draft = evaluated.theory(homes_pilot, agreed_at=None)
    editor = signed_in(people.bradford_editor)
    add = at("theory_box_add", homes_pilot)
    data = filled(editor, add, kind="output", text="Calls answered")
    agree(editor, homes_pilot)
    late = editor.post(add, data)
    assert "This version is agreed and stays as it is." in text_of(late)
    assert "Calls answered" in late.content.decode()
    assert draft.boxes.count() == 2


def test_only_the_draft_that_was_read_is_agreed(people: Cast, homes_pilot: Pilot) -> None:
    draft = evaluated.theory(homes_pilot, agreed_at=None)
    editor, lead = signed_in(people.bradford_editor), signed_in(people.pfpp_lead)
    [read] = re.findall(r'name="as_read" value="(\w+)"', page_of(lead, homes_pilot))
    box = draft.boxes.order_by("id")[0]
    edit = at("theory_box_edit", homes_pilot, box.pk)
    editor.post(edit, filled(editor, edit, text="Evictions"))
    page = text_of(lead.post(at("theory_agree", homes_pilot), {"as_read": read}, follow=True))
    assert "Somebody changed it while you read it. Read it again, then agree." in page
    assert "Evictions" in page
    draft.refresh_from_db()
    assert draft.agreed_at is None
    assert "This version is agreed." in agree(lead, homes_pilot)


def test_an_empty_version_is_not_agreed(people: Cast, homes_pilot: Pilot) -> None:
    Theory.objects.create(pilot=homes_pilot, number=1)
    editor = signed_in(people.bradford_editor)
    page = agree(editor, homes_pilot)
    assert "There is nothing in it yet" in page
    assert not Theory.objects.exclude(agreed_at=None).exists()


def test_the_drawing_says_what_it_shows_and_stands_beside_a_table(homes_pilot: Pilot) -> None:
    evaluated.theory(homes_pilot)
    html = Client().get(at("pilot_evaluation", homes_pilot)).content.decode()
    [said] = re.findall(r"<desc[^>]*>(.*?)</desc>", html)
    assert said == (
        "1 arrow between 1 box under “What is done”, 1 box under “What changes”. "
        "Letters to landlords leads to Dry homes."
    )
    drawing = html.index("<desc")
    assert html.index("version 1</caption>") < drawing
    assert "style=" not in html


def test_boxes_of_one_column_never_overlap_and_stay_in_the_drawing() -> None:
    long = "Landlords and tenants agree on what is done first and who pays for which part of it"
    steps = [Step(n, n % 3, long if n % 2 else "Short") for n in range(12)]
    chart = step_chart("t", "T", steps, [(0, 1), (1, 2), (0, 3)], columns=COLUMNS, sentence="")
    assert chart
    for one in chart.boxes:
        assert 0 <= one.x <= one.x + one.width <= chart.width
        assert 0 <= one.y <= one.y + one.height <= chart.height
        for other in chart.boxes:
            apart = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert one is other or one.x != other.x or apart
    assert len(chart.arrows) == 3
    assert [one.text for one in chart.headings] == ["First", "Then", "Last"]


def test_an_arrow_within_the_last_column_stays_in_the_drawing() -> None:
    columns = {n: str(n) for n in range(5)}
    steps = [Step(n, min(n, 4), "Short") for n in range(6)]
    chart = step_chart("t", "T", steps, [(4, 5)], columns=columns, sentence="")
    assert chart
    [arrow] = chart.arrows
    across = [float(x) for x in re.findall(r"([\d.]+) [\d.]+", arrow.line)]
    assert max(across) <= chart.width


def test_columns_without_a_box_are_left_out_and_nothing_draws_nothing() -> None:
    chart = step_chart("t", "T", [Step(1, 2, "One")], [], columns=COLUMNS, sentence="")
    assert chart
    assert [one.text for one in chart.headings] == ["Last"]
    assert step_chart("t", "T", [], [], columns=COLUMNS, sentence="") is None
