"""The filters of the list of guidance on funds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from funding.models import Fund, FundGuidanceTopic
from interface.filters import Chosen, FilterSet, Ticked, Words
from partnerships.models import Topic
from partnerships.place.examples import LeavesOutExamples
from partnerships.topic.filters import OnRelatedTopic


def _topics() -> list[tuple[Any, Any]]:
    return list(Topic.objects.values_list("slug", "name"))


def _topic_links(request: HttpRequest | None) -> QuerySet[FundGuidanceTopic]:
    return FundGuidanceTopic.objects.all()


class GuidanceFilter(LeavesOutExamples, FilterSet):
    """Which guidance: by its words, its fund, its topics, and whether a check is due."""

    q = Words("Words", by="holding")
    fund = Chosen("Fund", rows=lambda request: Fund.objects.visible_to(request.user), noun="fund")
    topic = OnRelatedTopic(
        choices=_topics,
        rows=_topic_links,
        link="guidance",
        field="topic__slug",
    )
    due = Ticked("To be checked again", by="overdue")
