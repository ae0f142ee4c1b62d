"""What a tracker says that a record has no column for comes in as a comment on it."""

from __future__ import annotations

from typing import Any

from collaboration.comment.models import LONGEST, Comment
from registry.import_readers import Text
from registry.imported import FROM_TRACKER, NOTE, ImportColumn, ImportPart


def note_column() -> ImportColumn:
    """What is kept beside the record in the words of the file."""
    return ImportColumn(
        key=NOTE,
        label="A note, in its words",
        reads=Text(LONGEST, lines=True),
        fills=f"{NOTE}.text",
        means="Kept as a comment for whoever reads the record and is signed in",
        called=("comments", "comment", "notes", "note", "remarks", "commentary", "update"),
        is_many=True,
    )


def notes_of(model: Any) -> ImportPart:
    """The comments that an import makes on records of a kind."""
    return ImportPart(
        model=Comment,
        owner="subject_id",
        noun="Note",
        about=("subject_type_id", model),
        made_alone="edited_at IS NULL AND withdrawn_at IS NULL "
        f"AND starts_with(text, '{FROM_TRACKER}')",
    )
