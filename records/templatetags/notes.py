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
def guidance(page: str, *, folded: bool = False, head: str = "") -> dict[str, Any]:
    """Notes that stand on this page. ``folded``: beneath words that open them, on a form.

    With a ``head`` they are a part of a page that is all notes: under it, by source, none folded.
    """
    notes = list(Note.objects.standing_on(page))
    groups: dict[Any, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.source, []).append(note)
    is_parted = bool(head) or (len(notes) > IN_A_ROW and len(groups) > 1)
    parted = list(groups.items()) if is_parted else []
    more = len(notes) - len(parted[0][1]) if parted and not head else 0
    place = page if head else "worth-knowing"
    about = {"folded": folded, "head": head or "Worth knowing", "place": place}
    return {"notes": notes, "groups": parted, "more": more, **about}


@register.inclusion_tag("records/notes.html")
def notes_on(record: Model) -> dict[str, Any]:
    """Notes about a record that the reader may see."""
    return {"notes": Note.objects.about(record)}
