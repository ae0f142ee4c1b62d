"""Answers to what is meant that were not sent yet, kept as a draft, each at its question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from imports.models import RecordImport
from imports.record_import.permissions import can_finish
from interface.paging import row_number
from records import drafts
from records.models import Draft
from registry.import_readers import plain

_WORD = "word_"
_BOX = re.compile(r"(meant|other|sector|number)_(\d+)((?:_pick)?)")


def _title(user: Any, target: str, _typed: Mapping[str, str]) -> str | None:
    pk = row_number(target.strip("/").rpartition("/")[2])
    row = RecordImport.objects.visible_to(user).filter(pk=pk, imported_at=None).first()
    return f"What is meant in {row.file_name}" if row and can_finish(user, row) else None


# Its target is the address of the import
ANSWERS = drafts.register(
    "import-answers", title=_title, url=lambda target: target, may_repeat=True
)


def _drafts_of(row: RecordImport) -> dict[str, str]:
    return {"form": ANSWERS.key, "target": row.get_absolute_url()}


def forget_answers(row: RecordImport) -> None:
    """Nothing is asked of this file any more."""
    Draft.objects.filter(**_drafts_of(row)).delete()


def words_of(questions: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What goes with each question as it is asked: a name for its number, and what it is about."""
    return [(f"{_WORD}{at}", _about(question)) for at, question in enumerate(questions)]


def _about(question: dict[str, Any]) -> str:
    return f"{question['column']}:{question['about'] or plain(question['text'])}"


def at_their_questions(data: Any, questions: list[dict[str, Any]]) -> Any:
    """What was typed, each answer at its question: the numbers of questions are others whenever the
    columns or the rows of the file are.

    What says of no number what it was about is left as it is.
    """
    was = {data[name]: name.removeprefix(_WORD) for name in data if name.startswith(_WORD)}
    if not was:
        return data
    now = {was.get(_about(question)): at for at, question in enumerate(questions)}
    made = QueryDict(mutable=True)
    for name, values in data.lists():
        box = _BOX.fullmatch(name)
        if box is None:
            made.setlist(name, values)
        elif box[2] in now:
            made.setlist(f"{box[1]}_{now[box[2]]}{box[3]}", values)
    return made


def tick_again(preview: dict[str, Any], data: Any) -> None:
    """Tick what was ticked beside the answers, and nothing else."""
    empty = data.getlist("empty")
    for group in preview.get("faults", ()):
        if group["may_be_empty"]:
            group["is_out"] = group["kind"] not in empty
