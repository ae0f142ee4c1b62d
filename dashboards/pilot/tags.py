"""What the pages of a pilot share that several apps know: ``{% load pilots %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import OuterRef

from access.subqueries import UpTo
from barriers.models import Barrier
from interface.paging import BoundedCount
from pilots.models import Indicator, Pilot, PilotPartner, Update
from pilots.place.tried_before import on_topics_of
from registry.record_pages import tabs_of

register = template.Library()

MOST = 1_000
_COUNTED = "_counted"
Counts = dict[str, BoundedCount]


@register.inclusion_tag("components/tabs.html", takes_context=True)
def pilot_tabs(
    context: template.Context, pilot: Pilot, current: str, counts: Counts | None = None
) -> dict[str, Any]:
    """The parts of a pilot with how many of each the reader sees, in one query unless the page
    counted them.

    ``current`` is the name of the tab's page, "pilot_updates". A page that is none of them, "",
    stands below the overview.
    """
    request = context["request"]
    return {**tabs(request.user, pilot, current, counts), "path": request.path}


@register.inclusion_tag("pilots/place/_for_proposer.html", takes_context=True)
def tried_before(context: template.Context, pilot: Pilot) -> dict[str, Any]:
    """What else was tried in a pilot's places on its topics, for who proposes or edits it."""
    first = next(iter(pilot.place_links.all()), None)
    user = context["request"].user
    return {"tried": on_topics_of(user, pilot), "place": first.place if first else None}


def tabs(user: Any, pilot: Pilot, current: str, counts: Counts | None = None) -> dict[str, Any]:
    """The tabs as their component takes them."""
    counts = counted(user, pilot) if counts is None else counts
    made = tabs_of(user, pilot, "pilot", current or "pilot", counts)
    return {"label": "Parts of this pilot", "tabs": made}


def counted(user: Any, pilot: Pilot) -> Counts:
    """How many updates, figures, barriers and partners of a pilot this reader sees."""
    found: Any = Pilot.objects.filter(pk=pilot.pk).values(**counts_of(user)).get()
    return read_counts(found)


def counts_of(user: Any) -> dict[str, UpTo]:
    """The same, to ask with something else of a pilot, for ``read_counts``."""
    of = {"pilot": OuterRef("pk")}
    rows = {
        "updates": Update.objects.visible_to(user).filter(**of),
        "figures": Indicator.objects.filter(**of),
        "barriers": Barrier.objects.visible_to(user).filter(**of),
        "partners": PilotPartner.objects.taking_part().filter(**of),
    }
    return counts_as(rows)


def counts_as(rows: dict[str, Any]) -> dict[str, UpTo]:
    """How many of these rows, each named for ``read_counts``."""
    return {f"{name}{_COUNTED}": UpTo(each, MOST) for name, each in rows.items()}


def read_counts(found: dict[str, Any]) -> Counts:
    """What was counted, out of what was asked."""
    counts = {
        name.removesuffix(_COUNTED): n for name, n in found.items() if name.endswith(_COUNTED)
    }
    return {name: BoundedCount(min(n, MOST), n > MOST) for name, n in counts.items()}
