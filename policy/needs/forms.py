"""A needs assessment of a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms import CharField, ModelMultipleChoiceField

from interface import forms
from interface.filters import FilterSet
from partnerships.models import Topic
from partnerships.organisation.fields import long_text, organisation_field, show_records
from partnerships.topic.filters import OnTopic
from policy.models import NeedsAssessment
from records.conflicts import Versioned
from records.periods import OfAPeriod, day_field, end_field, not_to_come, start_field
from records.source_fields import NamesSource

LATEST = 2100


class EditAssessment(NamesSource, OfAPeriod, Versioned, forms.ModelForm):
    """What it is, who made it, for when, and what it says first."""

    question_led, everyone_reads, needs_source = True, True, True

    title = CharField(
        label="What is it called?",
        max_length=200,
        help_text="For example, joint strategic needs assessment 2024",
    )
    organisation = organisation_field("Which body or board made it?", required=False)
    published_on = day_field("When was it published?", "published_on")
    start = start_field("From when is the time that it covers?", latest=LATEST)
    end = end_field("Until when?", latest=LATEST)
    needs = long_text(
        "What does it say people need most?",
        5,
        required=False,
        help_text="Its headline needs, one on each line",
    )
    topics = ModelMultipleChoiceField(
        Topic.objects.none(), label="What is it about?", required=False, widget=forms.Checkboxes()
    )

    class Meta:
        model = NeedsAssessment
        fields = ("title", "organisation", "published_on", "start", "end", "needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "organisation")
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by("name")
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())

    def clean_published_on(self) -> Any:
        """It has been published."""
        return not_to_come(self, "published_on")


class AssessmentFilter(FilterSet):
    """Which assessments of a place."""

    topic = OnTopic()

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Assessments about a topic or one below it."""
        return rows.on_topic(slug)
