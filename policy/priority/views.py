"""Priorities: the register, the page of one, and writing, taking over and withdrawing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from access.history import HistoryPage
from access.visibility import reader_of
from interface.cells import linked, names, small, status
from interface.columns import Column
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import Sort
from interface.words import NOT_KNOWN, capitalised
from partnerships.place.models.place import Place
from policy.priority import actions, page_data
from policy.priority.filters import PriorityFilter
from policy.priority.forms import EditPriority
from policy.priority.models import Priority
from policy.priority.permissions import can_add_priority, can_edit_priority, can_take_over
from records import drafts
from records.bulk.list_views import ChangedTogether
from records.copied import CopyRule
from records.dates import known_day
from records.form_views import AddPage, EditPage, FormPage
from records.switches import is_used

PRIORITIES = ("Priorities", "/priorities/")


def _links(priority: Priority, _: Any) -> dict[str, Any]:
    return {"topics": list(priority.topics.all()), "places": list(priority.places.all())}


COPIED = CopyRule(
    model=Priority,
    key="slug",
    fields=("title", "text", "tier", "owner", "may_vary", "must_not_vary"),
    also=_links,
    left_out="Enter again when it applies, and when decisions on it are due.",
)


def _load(user: Any, slug: str, may: Callable[[Any, Priority], bool]) -> Priority:
    """One that the reader sees and may work on: 404 or 403 for others."""
    priority = get_object_or_404(Priority.objects.visible_to(user), slug=slug)
    if not may(user, priority):
        raise PermissionDenied
    return priority


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_priority(user):
        return None
    return f"New priority: {typed.get('title', '').strip() or 'without a title yet'}"


ADD = drafts.register("add-priority", title=_title_of_new, url=lambda _: reverse("priority_add"))
TAKE_OVER = drafts.register_one(
    "take-over-priority",
    "Taking over",
    "priority_take_over",
    lambda user, slug: _load(user, slug, can_take_over),
)
EDIT = drafts.register_one(
    "edit-priority",
    "Change of a priority",
    "priority_edit",
    lambda user, slug: _load(user, slug, can_edit_priority),
)


def _name(priority: Priority) -> str:
    link = linked(priority.title, priority.get_absolute_url())
    standing = priority.standing(timezone.localdate())
    if standing == "current":
        return link
    return format_html("{} {}", link, status(capitalised(standing), "done"))


def _whose(priority: Priority) -> str:
    tier = capitalised(priority.get_tier_display())
    return format_html("{}{}", tier, small(priority.owner.name))


def _places(priority: Priority) -> str:
    return "; ".join(link.place.name for link in priority.place_links.all())


def _for(priority: Priority) -> str:
    if places := names(link.place for link in priority.place_links.all()):
        return places
    return "All of England" if priority.tier == Priority.Tier.NATIONAL else ""


def _topics(priority: Priority) -> list[str]:
    return [link.topic.name for link in priority.topic_links.all()]


def changed_on(row: Any) -> str:
    """The day of its latest change, short: 3 Nov 2026."""
    return date_format(timezone.localtime(row.updated_at), "j M Y")


COLUMNS = (
    Column(
        *("priority", "Priority", "What it is, in one line", attrgetter("title")),
        cell=_name,
        head=True,
        sort="title",
    ),
    Column.of(Priority, "text"),
    Column.of(Priority, "tier", cell=_whose),
    Column.of(Priority, "owner"),
    Column(
        "places",
        "Places",
        "The places that it is for; a national one without any is for all of England",
        _places,
        cell=_for,
        table_label="For",
    ),
    Column(
        *("topics", "Topics", "What it is about", lambda row: "; ".join(_topics(row))),
        cell=lambda row: names(_topics(row)),
    ),
    Column("holds", "Holds", cell=lambda row: row.dates_words or NOT_KNOWN),
    Column("decisions", "Decisions", cell=lambda row: row.window_words or NOT_KNOWN),
    Column(
        "changed", "Changed", cell=changed_on, sort="changed", in_its_order="Newest change first"
    ),
    known_day("from", "From", "When it starts to apply, as exactly as known", of="start"),
    known_day("until", "Until", "The last date or period for which it applies", of="end"),
    Column.of(Priority, "decide_from", label="Decisions from"),
    Column.of(Priority, "decide_to", label="Decisions until"),
    Column.of(Priority, "regards"),
    Column.of(Priority, "answers", blank="none, or not known"),
    Column.of(Priority, "withdrawn_on", name="withdrawn", label="Withdrawn"),
    Column.of(Priority, "may_vary"),
    Column.of(Priority, "must_not_vary"),
)


class Priorities(ChangedTogether, ListPage):
    """The register that the reader may see."""

    api = True
    public, bulk = True, "priorities"
    template_name = "policy/priority/list.html"
    model, filters, columns = Priority, PriorityFilter, COLUMNS
    sorts = (
        Sort("title", "sort_key"),
        Sort("changed", "updated_at", starts_descending=True),
    )
    title, noun = "Priorities", "priority,priorities"
    lead = (
        "What departments, regions and places say matters most, until when, "
        "and when decisions are due."
    )
    empty = Empty(
        "No priority that you can see is recorded yet.",
        "Department officers, directory connectors and place editors can record them.",
    )

    def get_queryset(self) -> QuerySet[Priority]:
        return super().get_queryset().for_rows()

    def may_together(self, user: Any) -> bool:
        """Whoever writes priorities of a body or of places changes them."""
        return can_add_priority(user)

    def add(self) -> PageAction | None:
        may = can_add_priority(self.request.user)
        return PageAction("Add a priority", reverse("priority_add")) if may else None

    def get_actions(self) -> list[PageAction]:
        led = [
            ("Compare priorities", "priority_matrix"),
            ("Where they differ", "priority_differences"),
        ]
        if self.request.user.is_authenticated:
            led.append(("Repeated objectives", "priority_repeats"))
        if is_used("policy_tests"):
            led.append(("Policy tests", "policy_tests"))
        return [PageAction(words, reverse(page)) for words, page in led]


class OnePriority(RecordPage):
    """What every page about one priority loads, and the trail to it."""

    model, key = Priority, "slug"

    def get_queryset(self) -> QuerySet[Priority]:
        return page_data.load(self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [PRIORITIES]

    def get_context_data(self) -> dict[str, Any]:
        return {
            "example": page_data.is_example(self.record),
            "seen_by": self.record.get_visibility_display(),
        }

    def tabs(self, current: str) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": reverse(name, args=[self.record.slug])}
            | {"current": name == current}
            for name, label in (("priority", "Priority"), ("priority_history", "History"))
        ]


class PriorityRecord(OnePriority):
    """What a priority says, for whom, until when, and how it stands to others."""

    public = True
    template_name = "policy/priority/record.html"

    def get_context_data(self) -> dict[str, Any]:
        page = page_data.build(self.record, self.request.user, timezone.localdate())
        user, record = self.request.user, self.record
        copied = COPIED.action(record, "priority_add") if can_add_priority(user) else None
        shown = {"page": page, "tabs": self.tabs("priority"), "copied": copied}
        return {**super().get_context_data(), **shown}


class PriorityHistory(HistoryPage, OnePriority):
    """Every change of a priority that this reader may know of."""

    public = True

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "tabs": self.tabs("priority_history")}


class _Write(FormPage):
    """The form of a priority, new or known."""

    template_name = "policy/priority/form.html"
    form = EditPriority
    success_message = "Priority saved."
    form_takes_user = True

    def save(self, form: EditPriority) -> Priority:
        write = actions.edit_priority if form.instance.pk else actions.add_priority
        return write(
            by=self.request.user,
            priority=form.instance,
            topics=form.cleaned_data["topics"],
            places=form.all_places(),
        )


class AddPriority(_Write, AddPage):
    """A new priority; ``?place=`` fills in the place."""

    draft, permission, copies = ADD, can_add_priority, COPIED
    title = "Add a priority"

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [PRIORITIES]

    def instance(self) -> Priority:
        return Priority()

    def arguments(self) -> dict[str, Any]:
        user, slug = self.request.user, self.request.GET.get("place", "")
        place = Place.objects.visible_to(user).at_address(slug)
        return {**super().arguments(), "initial": {"add_place": place} if place else {}}


class _WriteFrom(_Write, EditPage, OnePriority):
    """A form that begins with a priority that is there."""

    @property
    def target(self) -> str:
        return self.record.slug


class TakeOver(_WriteFrom):
    """Make a wider priority our place's own: it begins with the wider words."""

    draft, permission = TAKE_OVER, can_take_over
    title = page_title = "Take over for our place"

    def instance(self) -> Priority:
        wider = self.record
        return Priority(parent=wider, tier=Priority.Tier.LOCAL, programme_id=wider.programme_id)

    def arguments(self) -> dict[str, Any]:
        wider = self.record
        same = ("title", "text", "decide_from", "decide_to", "may_vary", "must_not_vary")
        days = {
            name: (day, getattr(wider, f"{name}_precision"))
            for name in ("start", "end")
            if (day := getattr(wider, name))
        }
        initial = {
            **{name: getattr(wider, name) for name in same},
            **days,
            "topics": [link.topic for link in wider.topic_links.all()],
            "add_place": _own_place(self.request.user),
        }
        return {**super().arguments(), "initial": initial}

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "wider": self.record, "seen_by": ""}


def _own_place(user: Any) -> Place | None:
    """The one place of somebody who edits one; nothing to fill in for others."""
    reader = reader_of(user)
    own = sorted(reader.edited_places) if reader else []
    return Place.objects.filter(pk=own[0]).first() if len(own) == 1 else None


class ChangePriority(_WriteFrom):
    """Every fact of a priority; the second of two editors sees both versions."""

    draft, permission = EDIT, can_edit_priority
    page_title, title = "Edit", "Edit this priority"

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "record": self.record}


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """It holds no longer, or holds again where that was a mistake. Both are kept in its history."""
    priority = _load(request.user, slug, can_edit_priority)
    if priority.withdrawn_on:
        actions.restore_priority(by=request.user, priority=priority)
        messages.success(request, "The priority counts again.")
    else:
        actions.withdraw_priority(by=request.user, priority=priority, on=timezone.localdate())
        messages.success(request, "Withdrawn from today. It stays here, with its history.")
    return redirect(priority)


@require_POST
def note_seen(request: HttpRequest, slug: str) -> HttpResponse:
    """The change of the wider priority was looked at; the local words stay as they are."""
    priority = _load(request.user, slug, can_edit_priority)
    wider = Priority.objects.visible_to(request.user).filter(taken_over=priority).first()
    if wider is not None:
        priority.parent = wider
        actions.note_parent_seen(by=request.user, priority=priority)
        messages.success(request, "Noted: you compared it with the wider priority today.")
    return redirect(priority)
