"""Where case studies and lessons were used, as their lists and pages say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from interface.columns import Column
from interface.filters import Has
from pilots.case_study.used_models import UsedIn
from pilots.pilot.models import Pilot
from pilots.pilot.permissions import can_log_progress


def uses_of(user: Any, **of: Any) -> list[UsedIn]:
    """Where one case study or lesson was used, for who reads it. One query."""
    rows = UsedIn.objects.visible_to(user).filter(**of)
    return list(rows.select_related("organisation", "source").order_by("-on", "-id"))


def add_use_url(user: Any, pilot: Pilot, **of: Any) -> str:
    """The form that says where this one was used; empty for who may not."""
    if not can_log_progress(user, pilot):
        return ""
    [(name, record)] = of.items()
    return f"{reverse('used_in_add', args=[pilot.slug])}?{name}={record.pk}"


def with_uses(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Case studies or lessons with where each was used; who reads one reads that. One query."""
    return rows.prefetch_related(Prefetch("used_in", UsedIn.objects.select_related("organisation")))


def used_filter(link: str) -> Has:
    """Those of a list that were used; ``link`` is the key that leads to one."""
    return Has(
        "Used in strategy or policy",
        rows=lambda _: UsedIn.objects.exclude(**{link: None}),
        link=link,
    )


USED_COLUMN = Column(
    "used_in",
    "Used in",
    "The strategies, policies and other documents in which it was used",
    lambda one: "; ".join(_said(one.used_in.all())),
    blank="none is recorded",
)


def _said(uses: Iterable[UsedIn]) -> list[str]:
    return [f"{use.title} ({use.organisation})" if use.organisation else use.title for use in uses]
