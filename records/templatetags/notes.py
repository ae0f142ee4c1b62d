"""What the sources say, on the pages where it is of use."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from records.models import Note

register = template.Library()

# So many stand in a row; more of them are parted by where they are from.
IN_A_ROW = 3


@register.inclusion_tag("records/guidance.html")
def guidance(page: str, *, folded: bool = False) -> dict[str, Any]:
    """Notes that stand on this page. ``folded``: beneath words that open them, on a form."""
    notes = list(Note.objects.standing_on(page))
    groups: dict[Any, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.source, []).append(note)
    parted = list(groups.items()) if len(notes) > IN_A_ROW and len(groups) > 1 else []
    more = len(notes) - len(parted[0][1]) if parted else 0
    return {"notes": notes, "groups": parted, "more": more, "folded": folded}


@register.inclusion_tag("records/notes.html")
def notes_on(record: Model) -> dict[str, Any]:
    """Notes about a record that the reader may see."""
    return {"notes": Note.objects.about(record)}
