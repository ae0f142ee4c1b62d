"""Changes of more than one row of a needs assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Topic
from policy.models import NeedsAssessment
from records.links import set_links


@transaction.atomic
def save_assessment(
    *, by: Any, assessment: NeedsAssessment, topics: Iterable[Topic]
) -> NeedsAssessment:
    """Write an assessment with what it is about."""
    assessment.save()
    set_links(assessment.topic_links, "topic", topics)
    return assessment
