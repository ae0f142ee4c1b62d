"""What the sources say, on the pages where it is of use."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from records.models import Note

register = template.Library()


@register.inclusion_tag("records/guidance.html")
def guidance(page: str, *, folded: bool = False) -> dict[str, Any]:
    """Notes that stand on this page. ``folded``: beneath words that open them, on a form."""
    return {"notes": Note.objects.standing_on(page), "folded": folded}


@register.inclusion_tag("records/notes.html")
def notes_on(record: Model) -> dict[str, Any]:
    """Notes about a record that the reader may see."""
    return {"notes": Note.objects.about(record)}
