"""The topics: their list, a page for each, and keeping them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from interface.pages import Page, PageAction
from interface.parts import MenuItem, Theme
from partnerships.models import Synonym, Topic
from partnerships.topic import actions
from partnerships.topic.forms import AddTopicForm, MergeTopics, TopicForm
from partnerships.topic.permissions import can_add_topics, can_keep_topics
from records import drafts
from records.switches import used
from registry.declared_kind import OfKind
from registry.kind_by_itself import KindByItself


def _lists(user: Any) -> list[MenuItem]:
    """Lists that an address narrows to a topic and what is below it, for who may open them."""
    lists = [one for one in used(MenuItem) if one.on_topic and one.permission(user)]
    return sorted(lists, key=lambda one: (*Theme,).index(one.theme))


def _drafts(key: str, words: str, address: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not (can_keep_topics(user) if target else can_add_topics(user)):
            return None
        topic = Topic.objects.filter(slug=target).first() if target else None
        return f"{words}: {topic}" if topic else None if target else words

    def url(target: str) -> str:
        return reverse(address, args=[target] if target else [])

    return drafts.register(key, title=title, url=url)


class Topics(KindByItself):
    """Topics on their two levels; administrators keep them, and merge those that mean the same."""

    model, form, title, public = Topic, TopicForm, "Topics", True
    named_by, address, with_rows = "slug", "<slug:slug>", ("parent",)
    may_add, may_edit, form_takes_user = can_add_topics, can_keep_topics, True
    add_message = "Topic added."
    menu = {
        "says": "A theme that is missing",
        "within": "topics",
        "theme": Theme.KEEPING,
        "order": 150,
        "words": "theme tag new",
    }
    routes = {
        **KindByItself.routes,
        "Merge": ("topics/<slug:slug>/merge/", "topic_merge"),
        "TakeBack": ("topics/<slug:slug>/undo/", "topic_undo"),
    }
    without = ()

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        return _drafts("topic-edit", "Changes to a topic", "topic_edit")

    class List(OfKind, Page):
        """All topics on their two levels, with the other words that find them."""

        public, template_name = True, "partnerships/topic/list.html"

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            below = Topic.objects.order_by("name").prefetch_related("synonyms")
            top = Topic.objects.filter(parent=None).order_by("name")
            topics = top.prefetch_related("synonyms", Prefetch("children", below))
            rows = list(topics)
            return self.render_page(
                topics=[topic for topic in rows if not topic.is_tag],
                tags=[topic for topic in rows if topic.is_tag],
                may_keep=can_keep_topics(request.user),
                may_add=can_add_topics(request.user),
            )

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [(self.kind.title, "")]

    class Page(KindByItself.Page):
        """One topic: what is below it, what else it is called, and the lists on it."""

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
            """Merging it as well, for who may."""
            ways = list(super().get_actions())
            merge = PageAction("Merge", reverse("topic_merge", args=[self.record.slug]))
            return [*ways[:1], merge, *ways[1:]] if ways else []

        def get_context_data(self) -> dict[str, Any]:
            asked = f"?topic={self.record.slug}"
            return {
                "actions": self.get_actions(),
                "below": Topic.objects.filter(parent=self.record).order_by("name"),
                "synonyms": self.record.synonyms.all(),
                "lists": [(one.on_topic, one.url + asked) for one in _lists(self.request.user)],
            }

    class Add(KindByItself.Add):
        template_name, form = "records/lookalikes.html", AddTopicForm
        draft, submit_label = _drafts("topic-add", "A new topic", "topic_add"), "Add it"
        lead = "Pilots, priorities, job roles, lessons and money are put under it, and found by it."

        def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
            """Whoever keeps no topics adds a free tag."""
            super().setup(request, *args, **kwargs)
            if not can_keep_topics(request.user):
                self.title, self.success_message = "Add a free tag", "Tag added."
                self.lead = "Everyone can read it. Please don’t name people or what isn’t public."

        def save(self, form: Any) -> Topic:
            by = self.request.user
            return actions.add_topic(
                by=by, topic=form.instance, words=form.other_words, check=form.ask_if_another
            )

    class Edit(KindByItself.Edit):
        """A topic's name, level and other words."""

        def save(self, form: Any) -> Topic:
            by = self.request.user
            return actions.save_topic(by=by, topic=form.instance, words=form.other_words)

    class Merge(KindByItself.Edit):
        """Make one of two that mean the same."""

        form, draft = MergeTopics, _drafts("topic-merge", "Two topics made one", "topic_merge")
        page_title, submit_label, success_message = "Merge", "Merge them", "Merged."

        def setup(self, *args: Any, **kwargs: Any) -> None:
            super().setup(*args, **kwargs)
            self.title = f"Merge “{self.record}” into another topic"
            self.lead = (
                f"Everything on it is put under the other one. Searching for “{self.record}” will "
                "still find that one, and its address leads there. This cannot be undone."
            )

        def arguments(self) -> dict[str, Any]:
            return {"topic": self.record}

        def save(self, form: Any) -> Topic:
            into = form.cleaned_data["into"]
            return actions.merge_topics(by=self.request.user, merged=self.record, into=into)

    class History(KindByItself.History):
        public = True

    class TakeBack(KindByItself.TakeBack):
        parts, instead = ((Synonym, "topic"),), "Merge it into another instead."
