"""How the pages of sources take part in the whole."""

from __future__ import annotations

from typing import Any

from dashboards.source.permissions import can_add_sources, rights_to_source
from interface.parts import MenuItem, Theme
from records.models import Source
from registry.attached import HasAttachments
from registry.reported import HasErrorReports


def _may(user: Any, source: Source) -> bool:
    return rights_to_source(user, source).change


REGISTRATIONS = (
    HasErrorReports(model=Source, pages=("source",), keys=("slug",), called="title"),
    # Of one that was withdrawn nothing is shown any more
    HasAttachments(
        model=Source, permission=_may, with_title=lambda rows: rows.standing(), order=80
    ),
    MenuItem(
        page="sources",
        label="Sources",
        says="Every document behind a figure or a claim, with the records that use it",
        theme=Theme.KEEPING,
        order=30,
        words="references citations documents evidence",
    ),
    MenuItem(
        page="source_add",
        label="Add a source",
        says="A document that others can cite",
        theme=Theme.KEEPING,
        order=160,
        words="reference document new",
        permission=can_add_sources,
        adds=True,
    ),
)
