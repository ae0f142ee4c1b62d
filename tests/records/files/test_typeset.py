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
