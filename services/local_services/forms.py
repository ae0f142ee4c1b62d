"""Services of a place, which are one, and clashes between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms import BooleanField, CharField, IntegerField, ModelMultipleChoiceField
from django.utils.html import format_html, format_html_join

from interface import forms
from interface.filters import FilterSet, OneOf, Ticked, Words
from partnerships.models import Topic
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from partnerships.topic.filters import OnTopic
from records.conflicts import Versioned
from records.source_fields import NamesSource
from services.local_services.models import LONGEST_JOURNEY
from services.models import LocalService


def topics_field(label: str = "What is it about?") -> ModelMultipleChoiceField:
    """Any number of topics."""
    return ModelMultipleChoiceField(
        Topic.objects.all(), label=label, required=False, widget=forms.Checkboxes
    )


class EditService(NamesSource, Versioned, forms.ModelForm):
    """A service, new or known. A new one that looks like one that is there asks first."""

    name = CharField(label="What is it called?", max_length=200)
    what = long_text("What does it do?", required=False)
    provider = organisation_field("Who runs it?", required=False)
    provider_said = CharField(
        label="If that body is not in the directory, who runs it?", max_length=200, required=False
    )
    audience = CharField(
        label="Who is it for?",
        max_length=200,
        required=False,
        help_text="For example, families with young children",
    )
    minutes = IntegerField(
        label="How many minutes do people travel to it, at most?",
        min_value=1,
        max_value=LONGEST_JOURNEY,
        required=False,
        help_text="For example 20. Leave it empty if nobody has said it",
    )
    reach = CharField(
        label="How do they travel, or how far does it reach?",
        max_length=200,
        required=False,
        help_text="For example on foot, or within 2 miles",
    )
    state = radios("Is it running?", LocalService.State.choices, initial="not_known")
    topics = topics_field()

    class Meta:
        model = LocalService
        fields = (
            "name",
            "what",
            "provider",
            "provider_said",
            "audience",
            "minutes",
            "reach",
            "state",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "provider")
        if self.instance.pk:
            self.initial["topics"] = [link.topic_id for link in self.instance.topic_links.all()]
        if self.is_bound and "is_another" in self.data:
            self._ask_whether_another([])

    def clean(self) -> dict[str, Any]:
        """A new service is not one that is there already, unless somebody says so."""
        data = super().clean()
        if data.get("provider") and data.get("provider_said"):
            self.add_error("provider_said", "Say who runs it once: above or here")
        if self.instance.pk or not data.get("name") or data.get("is_another"):
            return data
        like = list(
            LocalService.objects.visible_to(None).looking_like(
                self.instance.place, data["name"], data.get("provider"), data.get("topics")
            )
        )
        if like:
            self._ask_whether_another(like)
            self.add_error("is_another", "It looks like a service that is already recorded")
        return data

    def _ask_whether_another(self, like: Iterable[LocalService]) -> None:
        named = format_html_join(
            ", ",
            '<a href="{}">{}</a>{}',
            ((service.get_absolute_url(), service, _runner(service)) for service in like),
        )
        self.fields["is_another"] = BooleanField(
            label="It is another service",
            required=False,
            help_text=format_html("Looks like {}", named) if named else "",
        )


def _runner(service: LocalService) -> str:
    return f" ({service.run_by})" if service.run_by else ""


class MergeService(forms.Form):
    """Which of two services is kept."""

    question_led = True

    def __init__(self, *args: Any, others: QuerySet[LocalService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"] = forms.RecordField(
            others,
            noun="service",
            label="Which service is it the same as?",
            help_text="Type its name as it is in the list. That one is kept.",
            key="pk",
        )


class FlagClash(forms.Form):
    """With which service one clashes, and how."""

    def __init__(self, *args: Any, others: QuerySet[LocalService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.RecordField(
            others,
            noun="service",
            label="Which service does it clash with?",
            help_text="Type its name as it is in the list",
            key="pk",
        )
        self.fields["note"] = long_text(
            "How do they clash?",
            help_text="For example, the same families on the same morning. Everyone reads this.",
        )


class SettleClash(forms.Form):
    """How a clash was put right."""

    settled = long_text("How was it resolved?", help_text="Everyone reads this")


class ServiceFilter(FilterSet):
    """Services of a place by name, topic, state and whether they clash."""

    q = Words("Name", by="named_like")
    topic = OnTopic()
    state = OneOf("State", choices=LocalService.State.choices)
    clash = Ticked("Clashes with another", by="that_clash")

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Services about a topic or one below it."""
        return rows.on_topic(slug)
