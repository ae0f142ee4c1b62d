"""The catalogue misses no sentence, and none that the demo's pages say is wrong by its form."""

from __future__ import annotations

import html
import re

import pytest
from django.apps import apps
from django.db.models import Field
from django.test import Client

from tests.sentences import catalogue, walked, written
from tests.sentences.faults import begins_small, faults
from tests.sentences.rendered import Marks
from tests.sentences.written import ROOT, WORDS

NOT_SAID = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|style|textarea|pre)\b.*?</\1>|<[^>]*>", re.DOTALL
)
# Where a sentence that ends in a full stop may begin with a small letter: it goes on with a stem
# above the list, or with the heading of its cell
GOES_ON = ("records/_note.html", "services/asset/figures.html")
WRITTEN = written.of_templates()


def test_each_word_of_a_template_stands_in_the_catalogue() -> None:
    missed = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        source = path.read_text()
        words = set(WORDS.findall(html.unescape(NOT_SAID.sub(" ", source))))
        if left := words - {
            word for _, text in written.of_template(source) for word in WORDS.findall(text)
        }:
            missed[str(path.relative_to(ROOT))] = left
    assert missed == {}


def test_each_label_and_hint_of_a_field_stands_in_the_catalogue() -> None:
    found = {one.text for one in written.of_code()}
    said = {
        " ".join(str(text).split())
        for model in apps.get_models()
        if (ROOT / model.__module__.partition(".")[0]).is_dir()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        for text in (field.help_text, field.verbose_name)
        if text and str(text) != field.name.replace("_", " ")
    }
    missed = {text for text in said if written.is_sentence(text)} - found
    assert missed == set()


def test_a_template_is_split_where_a_sentence_ends() -> None:
    source = """<h2>{% if one %}One place{% else %}{{ n }} places{% endif %}</h2>
<p>They <a href="/">take part</a>
  in {{ programme }}.<span class="sub">Since 2021</span></p>{% nothing "No place yet." %}
<pre>First line
second line</pre><script>let x = "not said";</script><button aria-label="Close it">×</button>"""
    assert list(written.of_template(source)) == [
        (1, "[One place|{n} places]"),
        (2, "They take part in {programme}."),
        (3, "Since 2021"),
        (4, "First line"),
        (5, "second line"),
        (5, "Close it"),
        (3, "No place yet."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Luton, , Bradford", "In all , three", "Is it over?. Yes", "1 more examples", "1 pilots",
        "3 pilot", "1 body,bodies", "Ends ()", "Ends {{ day }}", "<b>Luton", "Led by a officer",
        "Led by an council", "What it is is not stated", "planned: is Not known",
    ],
)  # fmt: skip
def test_a_slip_is_found(text: str) -> None:
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Luton, Bradford and Hull", "1 of 3 pilots", "3 pilots", "1 pilot", "21 years on",
        "A one-off grant", "A university", "An hour a week, an honest answer", "Who had had it",
        "None (104)", "£1 million, 1 was paid", "A 3-year plan …", "2021 programme",
    ],
)  # fmt: skip
def test_what_is_well_said_is_left(text: str) -> None:
    assert faults(text) == []


def test_a_sentence_begins_with_a_capital() -> None:
    assert begins_small("no grants that you can see.")
    assert not begins_small("iCal feeds are read by most calendars.")
    assert not begins_small("No grants that you can see.")
    assert not begins_small("last year")


@pytest.mark.parametrize("reader", ["", "lead.exampleshire@demo.test"])
def test_no_sentence_of_the_demo_is_wrong_by_its_form(kept_demo: None, reader: str) -> None:
    marks, wrong = Marks(), {}
    with marks.on():
        for address, one in walked.said(marks, reader, 1):
            slips = faults(one.text)
            if begins_small(one.text) and not one.origin.startswith(GOES_ON):
                slips.append("begins small")
            if slips:
                wrong[f"{one.origin} at {address}"] = (one.text, slips)
    assert wrong == {}


def test_what_a_page_says_is_known_by_where_it_is_written(db: None) -> None:
    marks, client = Marks(), Client()
    with marks.on():
        pages = [client.get(address).content.decode() for address in ("/help/", "/about/", "/")]
    said = {(one.text, *one.origin.split(":")) for page in pages for one in marks.read(page)}
    lines = {(one.text, one.file.removeprefix("templates/")): one.line for one in WRITTEN}
    known = {(text, file): int(line) for text, file, line in said if (text, file) in lines}
    assert len(known) > 30
    assert {pair: lines[pair] for pair in known} == known


def test_a_sentence_is_printed_as_it_is_written_and_as_it_became() -> None:
    became = {"pages/form.html:12": ["No places", "1 place", "3 places", "It has 3 places here."]}
    assert catalogue.chosen(became["pages/form.html:12"]) == {
        "none": "No places",
        "one": "1 place",
        "several": "3 places",
        "longest": "It has 3 places here.",
    }
