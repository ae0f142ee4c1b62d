"""How sums by a shared definition take part in the whole: the definitions that a programme uses."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from interface.columns import Column
from interface.parts import RecordMenuItem
from pilots.models import Indicator, SharedDefinition
from registry.programme_files import ProgrammeFile, Scope, address, source, text, yes_no


def _shared(scope: Scope) -> QuerySet[Any]:
    """Those by which an indicator counts that the reader sees."""
    used = (
        Indicator.objects.visible_to(scope.user)
        .filter(pilot__in=scope.ids)
        .order_by()
        .values("shared")
    )
    rows = SharedDefinition.objects.visible_to(scope.user).filter(pk__in=used)
    return rows.select_related("programme", "organisation", "source").prefetch_related(
        "topic_links__topic"
    )


SHARED = ProgrammeFile(
    "shared_definitions",
    "A definition by which several pilots count, as it is today, where an indicator follows it",
    _shared,
    (
        text("shared_definition", "Its key in addresses; it stays the same", "slug"),
        text("name", "Its name"),
        text("unit", "What is counted"),
        text("definition", "What it means"),
        text("how", "How it is counted"),
        yes_no("may_add", "Whether figures of several pilots may be added up"),
        text("version", "Its version today; an indicator may follow an earlier one", "edition"),
        text("version_why", "What is different in this version", "edition_why", blank="the first"),
        Column(
            "topics",
            "Its themes, parted by “; ”",
            value=lambda row: "; ".join(str(link) for link in row.topic_links.all()),
            blank="none is recorded",
        ),
        text("kept_by", "Who keeps it, by today’s name", "owner.name", blank="nobody is named"),
        source(),
        address(),
    ),
    order=110,
)


REGISTRATIONS = (
    SHARED,
    RecordMenuItem(
        page="programme_figures",
        label="Figures together",
        says="What its pilots count alike, added up",
        of="programme",
        tab=3,
    ),
)
