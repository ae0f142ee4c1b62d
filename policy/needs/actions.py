"""Changes of more than one row of a needs assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Topic
from policy.models import NeedsAssessment, NeedsTopic


@transaction.atomic
def save_assessment(
    *, by: Any, assessment: NeedsAssessment, topics: Iterable[Topic]
) -> NeedsAssessment:
    """Write an assessment with what it is about."""
    assessment.save()
    wanted = {topic.pk for topic in topics}
    links = NeedsTopic.objects.filter(assessment=assessment)
    have = set(links.values_list("topic_id", flat=True))
    links.filter(topic__in=have - wanted).delete()
    for topic in sorted(wanted - have):
        NeedsTopic.objects.create(assessment=assessment, topic_id=topic)
    return assessment
