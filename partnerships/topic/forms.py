"""A topic: its name, what it is part of, what else people call it; and merging two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField

from interface import forms
from interface.words import capitalised
from partnerships.models import Synonym, Topic
from partnerships.topic.permissions import can_keep_topics
from records.conflicts import Versioned
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike
from records.names import PlainKey
from records.other_names import OtherNames, mark_with_words

TAKEN = "There is a topic of this name already"


class TopicForm(Versioned, forms.ModelForm):
    """What a topic is called, and where it stands."""

    question_led = True

    name = CharField(
        label="What is it called?",
        max_length=80,
        error_messages={"unique": TAKEN},
        help_text="A word or two that people use, for example Adult skills",
    )
    parent = ModelChoiceField(
        Topic.objects.none(),
        label="Is it part of another topic?",
        required=False,
        empty_label="No, it is a separate topic",
    )
    words = OtherNames(help_text="One on each line. Searching for any of these finds the topic")

    class Meta:
        model = Topic
        fields = ("name", "parent", "is_tag")
        labels = {"is_tag": "It’s a free tag, which is not a topic yet"}
        help_texts = {"is_tag": "Untick it to make it a topic"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"], self.user = user, user
        parent: Any = self.fields["parent"]
        first_level = Topic.objects.filter(parent=None).exclude(pk=self.instance.pk)
        parent.queryset = first_level.filter(is_tag=False).order_by("name")
        if not self.instance.is_tag:  # a topic never goes back
            del self.fields["is_tag"]
        if self.instance.pk:
            held = self.instance.synonyms.order_by("key").values_list("words", flat=True)
            self.initial["words"] = "\n".join(held)

    def mark(self, record: Any) -> str:
        """Its other words are covered as well, which its own row does not say."""
        return mark_with_words(record)

    def clean_name(self) -> str:
        """As a name begins, and with a letter in it."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(letter.isalpha() for letter in name):
            raise ValidationError("Give it a name in words")
        name = capitalised(name)
        if Topic.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(TAKEN)  # said now, so that nobody is asked whether it is another
        return name

    def clean(self) -> dict[str, Any]:
        """What is part of a topic is one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_tag") and data.get("parent"):
            self.add_error("is_tag", "Untick this: what is part of a topic cannot be a free tag")
        return data

    @property
    def other_words(self) -> list[str]:
        """The lines that were typed."""
        return str(self.cleaned_data.get("words", "")).splitlines()


class AddTopicForm(AsksIfAnother, TopicForm):
    """A new topic; of who does not keep topics a free tag, of which only the name is asked."""

    noun = "topic"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_keep_topics(self.user):
            self.instance.is_tag = True
            del self.fields["parent"], self.fields["words"]

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Topics of which the name or another word is spelt nearly so."""
        name = self.cleaned_data["name"]
        by_name = alike(Topic.objects.annotate(name_key=PlainKey("name")), name)
        words = Synonym.objects.filter(topic__isnull=False).annotate(name_key=PlainKey("words"))
        likest = [topic.pk for topic in by_name] + [row.topic_id for row in alike(words, name)]
        numbers = list(dict.fromkeys(likest))[:SHOWN]
        rows = Topic.objects.select_related("parent").prefetch_related("synonyms")
        topics = rows.in_bulk(numbers)
        return [Lookalike(topics[pk], _tells_apart(topics[pk])) for pk in numbers if pk in topics]


def _tells_apart(topic: Topic) -> str:
    part_of = f"part of {topic.parent}" if topic.parent else ""
    also = ", ".join(synonym.words for synonym in topic.synonyms.all())
    return "; ".join(filter(None, (part_of, also and f"also {also}")))


class MergeTopics(forms.Form):
    """Which topic means the same and stays."""

    question_led = True

    into = ModelChoiceField(
        Topic.objects.none(), label="Which one stays?", to_field_name="slug", empty_label=None
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.empty_label = "Choose one"
        into.queryset = Topic.objects.exclude(pk=topic.pk).order_by("name")
