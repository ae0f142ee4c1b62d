"""Many people at once: what they type, whom they ask, and what is told of it."""

from __future__ import annotations

import random

import pytest
from django.core.management import CommandError, call_command

from national.bench import crowd
from national.bench.crowd_form import filled, token_of
from national.bench.crowd_person import Fault, Person
from national.bench.crowd_writing import pdf
from records.files.pdf import check

PAGE = """
<form action="/search/"><input name="q" type="search"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="abc">
<textarea name="happened"></textarea>
<input type="radio" name="confidence" value="on_track"><input type="radio" name="confidence"
  value="needs_help" checked>
<input type="radio" name="level" value="team"><input type="radio" name="level" value="public">
<input type="checkbox" name="agreed" value="yes"><input type="file" name="photo">
<select name="period"><option value="q1">1</option><option value="q2" selected>2</option></select>
<input name="number" value="12"></form>
"""


def test_a_form_is_filled_with_what_stands_there_and_what_is_typed() -> None:
    assert filled(PAGE, {"happened": "Visited 12 homes."}) == {
        "csrfmiddlewaretoken": "abc",
        "happened": "Visited 12 homes.",
        "confidence": "needs_help",
        "level": "team",
        "period": "q2",
        "number": "12",
    }
    assert token_of(PAGE) == "abc"
    # A form is also known by one of its fields, where nothing is typed, or by a button
    assert filled(PAGE, {}, "number")["period"] == "q2"
    buttons = (
        '<form><input name="a" value="1"><button name="step" value="load">Load</button></form>'
        '<form><input name="b" value="2"><button name="step" value="drop">Discard</button></form>'
    )
    assert filled(buttons, {"step": "load"}) == {"a": "1", "step": "load"}
    assert filled(buttons, {"step": "drop"}) == {"b": "2", "step": "drop"}


@pytest.mark.parametrize("size", [2_000, 200_000])
def test_the_pdf_that_people_attach_is_one(size: int) -> None:
    content = pdf(size, random.Random(1))
    assert len(content) > size
    check(content)


def test_only_this_machine_is_loaded_and_within_bounds() -> None:
    with pytest.raises(CommandError, match="this machine"):
        call_command("crowd", at="placebook.example.org:80")
    with pytest.raises(CommandError, match="At most 500 people"):
        call_command("crowd", people=501)
    with pytest.raises(CommandError, match="3600 seconds"):
        call_command("crowd", seconds=3601)


def test_the_table_says_each_kind_and_what_failed() -> None:
    person = Person("127.0.0.1:1")
    person.seconds["place"] += [0.1] * 19 + [3.0]
    assert not crowd.is_over([person])
    person.seconds["search"] += [2.0, 2.0]
    assert crowd.is_over([person])
    person.wrong.append(Fault(1.0, 2.0, "500 /places/"))
    lines = list(crowd.table([person], 10))
    assert lines[1].split() == ["place", "20", "100", "100", "3000", "3000"]
    assert lines[-1] == "2.2 pages a second; 500 /places/: 1"
