"""Documents as PDF: what goes in is text, what comes out is the same each time."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from records.files.tables import Unreadable
from records.files.typeset import INSTEAD, LIMITS, put_behind, typeset

MARKUP = "#eval(1) $x$ <script> *a* _b_ [c] `d` \\e @f = g - h + i / j ~ k // l"


def document(words: str = MARKUP, **said: Any) -> dict[str, Any]:
    one = {"text": words, "url": "/boards/"}
    head = [{"text": "Power", "is_figure": False}, {"text": "Limit", "is_figure": True}]
    return {
        "title": words,
        "head": [words],
        "example": "",
        "covering": [words],
        "foot": "Number 1",
        "base": "https://placebook.example",
        "moment": 1_700_000_000,
        "blocks": [
            {"kind": "heading", "text": words},
            {"kind": "text", "text": f"{words}\nBelow"},
            {"kind": "facts", "title": one, "rows": [{"label": words, "text": words}]},
            {"kind": "list", "rows": [{**one, "note": words}], "is_numbered": True},
            {
                "kind": "table",
                "title": words,
                "is_named": True,
                "head": head,
                "rows": [[one, one]],
            },
            {"kind": "note", "text": words},
        ],
        **said,
    }


def read(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_no_text_is_read_as_markup() -> None:
    assert read(typeset(document())).count("#eval(1) $x$ <script> *a* _b_ [c] `d` \\e @f") >= 6


def test_the_same_document_gives_the_same_bytes() -> None:
    made = typeset(document())
    assert made == typeset(document())
    assert put_behind(made, [made]) == put_behind(made, [made])
    assert made != typeset(document("Other words"))


def test_it_is_tagged_for_people_who_listen_to_it_and_leads_to_its_records() -> None:
    reader = PdfReader(io.BytesIO(typeset(document("Warm homes"))))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Warm homes"
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]
    assert set(links) == {"https://placebook.example/boards/"}


def cells(*texts: str) -> dict[str, Any]:
    """A table with one row."""
    return {
        "kind": "table",
        "title": "Risks",
        "is_named": False,
        "head": [{"text": f"Head {n}", "is_figure": False} for n, _ in enumerate(texts)],
        "rows": [[{"text": one, "url": ""} for one in texts]],
    }


def test_of_what_is_longer_than_a_page_nothing_is_lost() -> None:
    """In a cell, and in facts."""
    long = "told to ring another office " * 120
    facts = {"label": "Why", "text": f"{long * 3} LAST WORDS"}
    told = typeset(
        document(
            blocks=[
                cells(f"{long} THEIR END", "Visits", long[:900], "High"),
                {"kind": "facts", "title": {"text": "T", "url": ""}, "rows": [facts]},
            ]
        )
    )
    assert "THEIR END" in read(told)
    assert "LAST WORDS" in read(told)


def test_short_facts_of_one_thing_stand_on_one_page() -> None:
    def facts(number: int) -> dict[str, Any]:
        rows = [{"label": f"Row {n}", "text": f"Said {n}"} for n in range(6)]
        rows.append({"label": "Last", "text": f"End of {number}."})
        return {"kind": "facts", "title": {"text": f"Start of {number}.", "url": ""}, "rows": rows}

    made = typeset(document(blocks=[facts(number) for number in range(30)]))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 3
    for number in range(30):
        [whole] = [text for text in pages if f"Start of {number}." in text]
        assert f"End of {number}." in whole


def test_a_long_word_or_address_goes_on_on_the_next_line() -> None:
    """Each stays on the page, and the address is pressed as a whole."""
    address = f"https://meet.example/{'x' * 120}"
    facts = {"label": "To join", "text": f"Press {address} at ten"}
    made = typeset(
        document(
            "Papers",
            blocks=[
                {"kind": "facts", "title": {"text": "", "url": ""}, "rows": [facts]},
                cells("Donaudampfschifffahrt" * 4, "B", "C", "D"),
            ],
        )
    )
    [page] = PdfReader(io.BytesIO(made)).pages
    notes = [note.get_object() for note in page["/Annots"]]
    assert {note["/A"]["/URI"] for note in notes} == {address}
    assert max(float(note["/Rect"][2]) for note in notes) <= float(page.mediabox.width) - 50
    assert "Donaudampfschifffahrt" * 4 not in page.extract_text()


def test_a_sign_that_no_font_has_keeps_nothing_back() -> None:
    assert "Warm homes" in read(typeset(document("Warm homes \U0001f600")))


def test_what_is_put_behind_it_follows() -> None:
    made = typeset(document("Warm homes"))
    both = PdfReader(io.BytesIO(put_behind(made, [typeset(document("A paper"))])))
    assert "A paper" in both.pages[-1].extract_text()
    assert "Warm homes" in both.pages[0].extract_text()


@pytest.mark.parametrize("limits", [replace(LIMITS, wait=0.01), replace(LIMITS, memory=40 * 2**20)])
def test_what_takes_too_much_is_refused_with_what_to_do_instead(limits: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        typeset(document(), limits)
    assert str(refused.value) == INSTEAD


def test_a_paper_that_is_torn_or_too_large_is_refused() -> None:
    made = typeset(document())
    with pytest.raises(Unreadable):
        put_behind(made, [b"%PDF-1.4 torn"])
    with pytest.raises(Unreadable, match="too large"):
        put_behind(made, [made], replace(LIMITS, sent=10))
