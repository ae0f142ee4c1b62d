"""The desks at which records are kept: groups with a place, programme or body, and never a name."""

from __future__ import annotations

from typing import Any

from django.db import models

from interface.articles import with_article


class Desk(models.TextChoices):
    """Who keeps a record, as a group."""

    HOLDER = "holder", "whoever holds the job role that looks after the page"
    OFFICERS = "officers", "officers of the body"
    EDITORS = "editors", "editors of the place"
    LEADS = "leads", "leads of the programme"
    CONNECTORS = "connectors", "directory connectors around the place"
    ADMINISTRATORS = "administrators", "the administrators of Placebook"
    AUTHOR = "author", "whoever wrote the record"


def words_of(desk: str, at: Any = None) -> str:
    """Who sits there, in words: "the editors of Bradford"; ``at`` is the place, programme or
    body."""
    name = with_article(at) if at is not None else ""
    match desk:
        case Desk.EDITORS if name:
            return f"the editors of {name}"
        case Desk.CONNECTORS if name:
            return f"the directory connectors for {name} and the places around it"
        case Desk.LEADS if name:
            return f"the leads of {name}"
        case Desk.OFFICERS if name:
            return f"the officers of {name}"
    return str(Desk(desk).label)
