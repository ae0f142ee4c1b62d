"""Keeping guidance on a fund right. Who may was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from funding.models import FundGuidance, FundGuidanceTopic
from partnerships.models import Topic


@transaction.atomic
def save_guidance(*, guidance: FundGuidance, topics: Iterable[Topic]) -> FundGuidance:
    """Write guidance and its topics; these replace those that it had. Another version than the one
    that was checked has not been checked itself."""
    if guidance.pk:
        before = FundGuidance.objects.select_for_update().get(pk=guidance.pk)
        if (before.edition, before.url) != (guidance.edition, guidance.url):
            guidance.checked_on, guidance.checked_by = None, None
    guidance.save()
    wanted = {topic.pk for topic in topics}
    links = FundGuidanceTopic.objects.filter(guidance=guidance)
    there = set(links.values_list("topic_id", flat=True))
    links.filter(topic__in=there - wanted).delete()
    FundGuidanceTopic.objects.bulk_create(
        FundGuidanceTopic(guidance=guidance, topic_id=topic) for topic in sorted(wanted - there)
    )
    return guidance


@transaction.atomic
def check_guidance(*, by: Any, guidance: FundGuidance) -> None:
    """Somebody looked today: this version still stands."""
    locked = FundGuidance.objects.select_for_update().get(pk=guidance.pk)
    locked.checked_on, locked.checked_by = timezone.localdate(), by
    locked.save(update_fields=["checked_on", "checked_by"])
