"""Notes from the sources stand where they are of use, and are read by whoever may read them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from records.models import Finding, Note, Source
from tests import builders, practised
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
Page = Note.Page
PARTNERSHIP = (
    *(Page.MEANING, Page.CONDITIONS, Page.FUNCTIONS, Page.DELEGATION),
    *(Page.PRINCIPLES, Page.IMPACTS, Page.RESEARCH),
)


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="the-review", title="The review", is_open=True)


def note(source: Source, *pages: str, about: Any = None, text: str = "Trust takes time.") -> Note:
    return Note.objects.create(
        subject=about or source, text=text, source=source, stands_on=list(pages)
    )


def test_a_note_stands_on_the_pages_that_it_names_and_on_no_other(
    cast: Cast, source: Source
) -> None:
    note(source, Page.CHAMPIONS, Page.PLACE_PARTNERS)
    public = Client()
    for address in (reverse("champions"), reverse("place_partners", args=[cast.bradford.slug])):
        shown = text_of(public.get(address))
        assert "Worth knowing" in shown
        assert "Trust takes time." in shown
        assert "The review" in shown
    words = text_of(public.get(reverse("about_words")))
    assert "Trust takes time." not in words
    assert "Worth knowing" not in words


def test_a_list_and_a_form_show_what_helps_with_them(cast: Cast, source: Source) -> None:
    note(source, Page.SECONDMENTS, Page.PILOT_ADD)
    assert "Trust takes time." in text_of(Client().get(reverse("secondments")))
    form = signed_in(cast.bradford_editor).get(reverse("pilot_add")).content.decode()
    assert "<summary>Worth knowing</summary>" in form
    assert "Trust takes time." in form


def test_the_page_on_partnership_shows_each_part_and_search_finds_it(source: Source) -> None:
    parts = {page: f"Said of {page}." for page in PARTNERSHIP}
    for page, text in parts.items():
        note(source, page, text=text)
    address = reverse("practice_partnership")
    shown = text_of(Client().get(address))
    assert [text for text in parts.values() if text not in shown] == []
    assert "more note" not in shown, "no part is folded"
    for typed in ("six conditions", "ten functions", "delegation models", "subsidiarity"):
        assert address in Client().get(reverse("search"), {"q": typed}).content.decode(), typed


@pytest.mark.parametrize("page", Page.values)
def test_every_page_that_a_note_may_name_shows_its_notes(page: str) -> None:
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/**/*views.py")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if "guidance" in line and f'"{page}"' in line]


def test_what_stands_on_a_page_names_its_source(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="note_on_pages_has_source"), transaction.atomic():
        Note.objects.create(subject=cast.bradford, text="Heard it", stands_on=[Page.WORDS])


def test_a_note_about_a_source_is_read_with_an_open_one_only(cast: Cast, source: Source) -> None:
    typed = Source.objects.create(slug="a-letter", title="A letter")
    told, hidden = note(source), note(source, about=typed)
    for reader in (AnonymousUser(), cast.outsider):
        seen = Note.objects.visible_to(reader)
        assert told in seen
        assert hidden not in seen
    shown = text_of(Client().get(f"{source.get_absolute_url()}?kind=notes"))
    assert "Trust takes time." in shown


def test_guidance_kinds_and_shared_causes_show_what_the_sources_say(
    cast: Cast, source: Source
) -> None:
    guide, kind = practised.guidance("Sharing well"), builders.category()
    note(source, about=guide, text="Five findings.")
    note(source, about=kind, text="Power is unequal.")
    assert "Five findings." in text_of(Client().get(guide.get_absolute_url()))
    assert "Power is unequal." in text_of(Client().get(reverse("practice_kind", args=[kind.key])))
    listed = text_of(Client().get(f"{source.get_absolute_url()}?kind=notes"))
    assert "Five findings. Sharing well" in listed
    assert "Power is unequal. Data sharing" in listed


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("40% of older residents lived alone", True),
        ("Of older residents, 40% lived alone", True),
        ("Two in five older residents lived alone", False),
        ("140% of what was planned", False),
        ("1.40% of them", False),
    ],
)
def test_a_figure_that_its_claim_says_does_not_stand_twice(claim: str, says: bool) -> None:
    finding = Finding(claim=claim, value_low=Decimal(40), unit="%")
    assert str(finding.value) == "40%"
    assert finding.says_its_figure is says


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("Of them, 40.", True),
        ("40, of all of them", True),
        ("40,000 of them", False),
        ("40.5 of them", False),
    ],
)
def test_a_figure_is_not_the_beginning_of_a_longer_one(claim: str, says: bool) -> None:
    finding = Finding(claim=claim, value_low=Decimal(40))
    assert str(finding.value) == "40"
    assert finding.says_its_figure is says
