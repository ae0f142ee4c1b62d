"""The topics: their list, a page for each, and keeping them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from access.history import HistoryPage
from interface.pages import Page, PageAction, RecordPage
from partnerships.models import Synonym, Topic
from partnerships.topic import actions
from partnerships.topic.forms import AddTopicForm, MergeTopics, TopicForm
from partnerships.topic.permissions import can_keep_topics
from records import drafts
from records.form_views import AddPage, EditPage, TakeBackPage
from records.taking_back import is_just_added

# Lists that are narrowed to a topic and what is below it.
LISTS = (
    ("Pilots", "pilots"),
    ("Places with a pilot on it", "places"),
    ("Priorities", "priorities"),
    ("Lessons", "lessons"),
    ("Who to ask", "who_to_ask"),
)


def _drafts(key: str, words: str, address: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not can_keep_topics(user):
            return None
        topic = Topic.objects.filter(slug=target).first() if target else None
        return f"{words}: {topic}" if topic else None if target else words

    def url(target: str) -> str:
        return reverse(address, args=[target] if target else [])

    return drafts.register(key, title=title, url=url)


class Topics(Page):
    """All topics on their two levels, with the other words that find them."""

    public = True
    template_name = "partnerships/topic/list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        below = Topic.objects.order_by("name").prefetch_related("synonyms")
        top = Topic.objects.filter(parent=None).order_by("name")
        topics = top.prefetch_related("synonyms", Prefetch("children", below))
        return self.render_page(topics=topics, may_keep=can_keep_topics(request.user))

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Topics", "")]


class OfTopic(RecordPage):
    """Mixed into the pages of one topic, by its slug."""

    model = Topic
    key = "slug"

    def get_queryset(self) -> QuerySet[Topic]:
        return super().get_queryset().select_related("parent")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Topics", reverse("topics"))]

    @property
    def target(self) -> str:
        return str(self.record.slug)


class TopicPage(OfTopic):
    """One topic: what is below it, what else it is called, and the lists on it."""

    public = True
    template_name = "partnerships/topic/record.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The address of one that was merged leads to the other, for good."""
        if self.record.merged_into_id:
            return redirect(self.record.merged_into, permanent=True)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> Any:
        rows = Topic.every.select_related("parent", "merged_into")
        return get_object_or_404(rows, slug=self.kwargs["slug"])

    def get_actions(self) -> Sequence[PageAction]:
        """Changing and merging it, for who may."""
        topic = self.record
        if not can_keep_topics(self.request.user):
            return ()
        ways = [
            PageAction("Change", reverse("topic_edit", args=[topic.slug])),
            PageAction("Merge", reverse("topic_merge", args=[topic.slug])),
        ]
        if is_just_added(topic):
            ways.append(PageAction("Take back", reverse("topic_undo", args=[topic.slug])))
        return ways

    def get_context_data(self) -> dict[str, Any]:
        asked = f"?topic={self.record.slug}"
        return {
            "actions": self.get_actions(),
            "below": Topic.objects.filter(parent=self.record).order_by("name"),
            "synonyms": self.record.synonyms.all(),
            "lists": [(words, reverse(name) + asked) for words, name in LISTS],
        }


class AddTopic(AddPage):
    """A new topic."""

    template_name = "records/lookalikes.html"
    model, form, permission = Topic, AddTopicForm, can_keep_topics
    draft = _drafts("topic-add", "A new topic", "topic_add")
    title, submit_label, success_message = "Add a topic", "Add it", "The topic is added."
    lead = "Pilots, priorities, job roles, lessons and money are put under it, and found by it."

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Topics", reverse("topics"))]

    def save(self, form: Any) -> Topic:
        by = self.request.user
        return actions.add_topic(
            by=by, topic=form.instance, words=form.other_words, check=form.ask_if_another
        )


class EditTopic(OfTopic, EditPage):
    """A topic's name, level and other words."""

    form, permission = TopicForm, can_keep_topics
    draft = _drafts("topic-edit", "Changes to a topic", "topic_edit")
    page_title, title, success_message = "Change", "Change a topic", "The topic is changed."

    def save(self, form: Any) -> Topic:
        by = self.request.user
        return actions.save_topic(by=by, topic=form.instance, words=form.other_words)


class MergeTopic(OfTopic, EditPage):
    """Make one of two that mean the same."""

    form, permission = MergeTopics, can_keep_topics
    draft = _drafts("topic-merge", "Two topics made one", "topic_merge")
    page_title, submit_label, success_message = "Merge", "Merge them", "Merged."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title = f"Merge “{self.record}” into another topic"
        self.lead = (
            f"Everything on it is put under the other one. “{self.record}” goes on finding that "
            "one, and its address leads there. This cannot be undone."
        )

    def arguments(self) -> dict[str, Any]:
        return {"topic": self.record}

    def save(self, form: Any) -> Topic:
        into = form.cleaned_data["into"]
        return actions.merge_topics(by=self.request.user, merged=self.record, into=into)


class TopicHistory(OfTopic, HistoryPage):
    """Who changed what of a topic."""

    public = True


class TakeBackTopic(OfTopic, TakeBackPage):
    """Take back a topic that was added by mistake."""

    permission, noun, parts = can_keep_topics, "topic", ((Synonym, "topic"),)
    instead = "Merge it into another instead."
