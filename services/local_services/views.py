"""The map of services of a place: the list, adding, changing, merging, and clashes."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from access.permissions import can_edit_place, can_map_services
from interface.articles import with_article
from interface.columns import ADDRESS, Column
from interface.pages import ListPage, PageAction, PlainPage, RecordPage
from interface.paging import Sort
from partnerships.models import Place
from partnerships.place.frame import AtPlace, EditAtPlace, May, draft_about
from partnerships.place.kinds import NUMBER, KindAtPlace, OfKindAtPlace
from records.drafts import Kind
from services.local_services import actions
from services.local_services.forms import (
    EditService,
    FlagClash,
    MergeService,
    ServiceFilter,
    SettleClash,
)
from services.models import LocalService, ServiceClash, ServiceMerge

COLUMNS = (
    NUMBER,
    Column("service", "Service", "What it is called", attrgetter("name")),
    Column.of(LocalService, "place"),
    Column.of(LocalService, "what"),
    Column("run_by", "Run by", "The body that runs it", attrgetter("run_by")),
    Column.of(LocalService, "audience"),
    Column(
        "topics",
        "Topics",
        "What it is about",
        lambda service: "; ".join(link.topic.name for link in service.topic_links.all()),
    ),
    Column.of(LocalService, "minutes"),
    Column.of(LocalService, "reach"),
    Column.of(LocalService, "state"),
    Column.of(LocalService, "source", meaning="Where this is from"),
    ADDRESS,
)


CLASHES = ServiceClash.objects.visible_to
SETTLE = draft_about("settle-clash", "Settling a clash", "clash_settle", CLASHES, can_map_services)


def _draft(key: str, words: str, address: str, may: May = can_map_services) -> Kind:
    return draft_about(key, words, address, LocalService.objects.visible_to, may)


def _facts(service: LocalService) -> list[dict[str, Any]]:
    """Its facts in words; what is not known says so."""
    run_by: dict[str, Any] = {"label": "Run by", "value": service.run_by or None}
    if service.provider:
        run_by["url"] = service.provider.get_absolute_url()
    topics = ", ".join(link.topic.name for link in service.topic_links.all())
    return [
        run_by,
        {"label": "Place", "value": service.place, "url": service.place.get_absolute_url()},
        {"label": "Who it is for", "value": service.audience or None},
        {"label": "How far people travel", "value": service.reach_words or None},
        {"label": "Topics", "value": topics.capitalize() or None},
        {"label": "State", "value": service.get_state_display().capitalize()},
    ]


class _OfService(OfKindAtPlace, EditAtPlace):
    """A form below the page of a service."""

    lead: Any = None
    place_permission = can_map_services

    @property
    def up(self) -> tuple[str, str]:
        return (self.record.name, self.record.get_absolute_url())


class _WithAnother(_OfService):
    """A form about a service and another of the place, of one within or of one above it."""

    def arguments(self) -> dict[str, Any]:
        inside = Place.objects.within(self.place).values("pk")
        above = Place.objects.filter(reach_down__place=self.place).values("pk")
        near = Place.objects.filter(pk__in=inside.union(above)).values("pk")
        others = LocalService.objects.visible_to(self.request.user).exclude(pk=self.record.pk)
        return {"others": others.filter(place__in=near)}


class Services(KindAtPlace):
    """What people here can turn to, whoever runs it."""

    model, form, title, path = LocalService, EditService, "Services", "services"
    key, noun, may_edit, api = "service", "service", can_map_services, True
    add_message, edit_message = "Service added.", "Service saved."
    menu = {
        "label": "Add a local service",
        "says": "Who runs what at your place",
        "order": 20,
        "words": "new map",
    }
    routes = {
        **KindAtPlace.routes,
        "Page": ("services/<int:pk>/", "local_service"),
        "History": ("services/<int:pk>/history/", "service_history"),
        "Merge": ("services/<int:pk>/same/", "service_merge"),
        "UndoMerge": ("services/merges/<int:pk>/undo/", "service_merge_undo"),
        "Clash": ("services/<int:pk>/clash/", "service_clash"),
        "Settle": ("services/clashes/<int:pk>/", "clash_settle"),
    }

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.listed()

    @staticmethod
    def write(by: Any, form: EditService) -> LocalService:
        service, topics = form.instance, form.cleaned_data["topics"]
        return actions.save_service(by=by, service=service, topics=topics, source=service.source)

    class List(KindAtPlace.List, ListPage):
        public = True
        template_name = "services/local_services/list.html"
        filters, columns = ServiceFilter, COLUMNS
        sorts = (Sort("name", "name_key", says=str),)

        @property
        def file(self) -> str:  # type: ignore[override]
            return f"services-{self.place.slug}"

        def get_queryset(self) -> QuerySet[LocalService]:
            return super().get_queryset().in_place(self.place).with_clashes()

        def get_context_data(self) -> dict[str, Any]:
            may_add = can_map_services(self.request.user, self.place)
            return {**super().get_context_data(), "may_add": may_add}

    class Page(OfKindAtPlace, PlainPage):
        """One service; one that was merged leads to the one that was kept."""

        public = True
        template_name = "services/local_services/record.html"
        texts: ClassVar = {"what": ""}
        empty_hint = "Anyone who logs progress in this place can add it."
        history, is_history_open = "service_history", True

        @property
        def page_title(self) -> str:  # type: ignore[override]
            return str(self.record)

        def get_queryset(self) -> QuerySet[LocalService]:
            return self.kind.prepared(LocalService.objects.named_to(self.request.user))

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if kept := self.record.merged_into_id:
                return redirect("local_service", kept)  # not for good: it can be undone
            return super().get(request, **kwargs)

        def lead(self) -> str:
            return f"A service in {with_article(self.place)}."

        def facts(self) -> list[dict[str, Any]]:
            return _facts(self.record)

        @cached_property
        def _may_edit(self) -> bool:
            return can_map_services(self.request.user, self.place)

        @cached_property
        def _may_merge(self) -> bool:
            return can_edit_place(self.request.user, self.place)

        def get_actions(self) -> list[PageAction]:
            ways = []
            if self._may_edit:
                ways = [("Change", "service_edit"), ("It clashes with another", "service_clash")]
                if self._may_merge:
                    ways.append(("It is here twice", "service_merge"))
            return [PageAction(words, reverse(name, args=[self.record.pk])) for words, name in ways]

        def get_context_data(self) -> dict[str, Any]:
            user, service = self.request.user, self.record
            return {
                **super().get_context_data(),
                "clashes": list(ServiceClash.objects.visible_to(user).of(service)),
                "may_edit": self._may_edit,
                "may_merge": self._may_merge,
                "merges": service.merges_into.standing().select_related("service"),
            }

    class History(KindAtPlace.History):
        public = True

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [self.up, (self.record.name, self.record.get_absolute_url())]

    class Add(KindAtPlace.Add):
        """Put a service on the map; one that looks like another asks first."""

        @property
        def lead(self) -> str:  # type: ignore[override]
            return f"What people in {with_article(self.place.name)} can turn to, whoever runs it."

        def save(self, form: EditService) -> LocalService:
            super().save(form)
            return form.instance

    class Edit(KindAtPlace.Edit, _OfService):
        """A service changed; it leads back to its page."""

    class Merge(_WithAnother):
        """Say that a service is a duplicate, and which is kept."""

        form, place_permission = MergeService, can_edit_place
        draft = _draft("merge-service", "Two services are one", "service_merge", can_edit_place)
        title, submit_label = "This service is recorded twice", "Merge the two"
        success_message = "Services merged. The old address leads here."

        def save(self, form: MergeService) -> LocalService:
            kept = form.cleaned_data["kept"]
            return actions.merge_services(by=self.request.user, service=self.record, kept=kept)

    class UndoMerge(AtPlace, RecordPage):
        """They are two after all, once it is confirmed."""

        model, place_permission, page_title = ServiceMerge, can_edit_place, "Separate"
        template_name = "partnerships/place/confirm.html"

        @property
        def up(self) -> tuple[str, str]:
            return (self.record.kept.name, self.record.kept.get_absolute_url())

        def get_queryset(self) -> QuerySet[ServiceMerge]:
            return super().get_queryset().standing().select_related("service", "kept__place")

        def get_context_data(self) -> dict[str, Any]:
            kept, twice = self.record.kept, self.record.service
            return {
                **super().get_context_data(),
                "heading": f"Take {twice} out of {kept} again",
                "lead": f"{twice} gets its own page back, with its topics and clashes. What {kept} "
                "took over from it is removed from there, unless somebody has changed it since.",
                "verb": "Separate them",
                "leave": "Keep them as one",
                "back": self.up[1],
            }

        def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            try:
                service = actions.undo_merge(by=request.user, merge=self.record)
            except ValidationError as problem:
                messages.warning(request, problem.messages[0])
                return redirect(self.record.kept)
            messages.success(request, f"{self.record.service} is a service of its own again.")
            return redirect(service)

    class Clash(_WithAnother):
        """Say that a service clashes with another, and how."""

        form, title = FlagClash, "Say what it clashes with"
        draft = _draft("clash", "A clash of services", "service_clash")
        success_message = "Saved. The clash shows on both services’ pages."

        def save(self, form: FlagClash) -> str:
            actions.flag_clash(by=self.request.user, service=self.record, **form.cleaned_data)
            return self.cancel_url

    class Settle(EditAtPlace):
        """Say how a clash was put right."""

        model, form, place_permission = ServiceClash, SettleClash, can_map_services
        draft = SETTLE
        title, success_message = "How was the clash resolved?", "Clash settled."

        @property
        def lead(self) -> str:  # type: ignore[override]
            return f"{self.record}: {self.record.note}"

        @property
        def up(self) -> tuple[str, str]:
            return (self.record.service.name, self.record.service.get_absolute_url())

        def get_queryset(self) -> QuerySet[ServiceClash]:
            return super().get_queryset().select_related("service__place", "other")

        def arguments(self) -> dict[str, Any]:
            return {}

        def save(self, form: SettleClash) -> str:
            by, today = self.request.user, timezone.localdate()
            actions.settle_clash(by=by, clash=self.record, on=today, **form.cleaned_data)
            return self.cancel_url
