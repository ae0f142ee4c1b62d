"""What is often believed of rules that no check found: the list, one entry, wording it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from access.history import HistoryPage
from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER
from barriers.models import Believed
from barriers.practice import columns, use
from barriers.practice.filters import BelievedFilter
from barriers.practice.forms import BelievedForm
from barriers.practice.permissions import can_word
from barriers.practice.verdict import with_standing
from barriers.practice.views import LIBRARY, EntryPage
from interface.pages import Empty, ListPage, RecordPage
from interface.paging import Sort
from interface.words import date_words
from records import drafts
from records.form_views import EditPage

BATCH = 500
BELIEVED = ("Often believed", "/practice/believed/")


def _load(user: Any) -> QuerySet[Believed]:
    return Believed.objects.visible_to(user).for_rows().with_barrier_of(user)


class BelievedList(ListPage):
    """The entries that the reader may see."""

    api = True
    public = True
    template_name = "barriers/practice/believed_list.html"
    model, filters, columns = Believed, BelievedFilter, columns.BELIEVED
    sorts = (
        Sort(
            "changed",
            "updated_at",
            says=lambda row: f"changed {date_words(row.updated_at)}",
            starts_descending=True,
        ),
    )
    title, noun, file = "Often believed", "belief", "often-believed"
    lead = (
        "Rules that people believe exist but that a check did not find. "
        "Later checks can contest them."
    )
    wrong_filter = WRONG_FILTER
    none_match, none_help = (
        "No rule that you can see has turned out to be only a belief, apart from made-up examples.",
        "When a check of a barrier finds no rule, an entry is added here.",
    )
    empty = Empty(none_match, none_help)

    def get_queryset(self) -> QuerySet[Believed]:
        return use.with_opened(_load(self.request.user))

    def complete(self, rows: Iterable[Any]) -> Iterator[Any]:
        rest = iter(rows)
        while entries := list(islice(rest, BATCH)):
            yield from with_standing(entries, self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, (BELIEVED[0], "")]


class OneBelief(RecordPage):
    """What every page about one entry loads, and the trail to it."""

    model = Believed
    called = "An entry"

    def get_queryset(self) -> QuerySet[Any]:
        return _load(self.request.user).prefetch_related("barrier__place_links__place")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, BELIEVED]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class BelievedPage(OneBelief, EntryPage):
    """What is believed, why the rule does not say so, and what later checks showed."""

    template_name = "barriers/practice/believed.html"

    def get_context_data(self) -> dict[str, Any]:
        with_standing([self.record], self.request.user)
        return {**super().get_context_data(), "can_word": _words(self.request.user, self.record)}


def _words(user: Any, entry: Any) -> bool:
    return entry.sees_barrier and can_word(user, entry.barrier)


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = _load(user).prefetch_related("barrier__place_links__place")
    try:
        loading.row_of(rows, target, user, _words)
    except (Http404, PermissionDenied):
        return None
    return f"Often believed: {typed.get('claim', '').strip()[:100]}".rstrip(": ")


class EditBelieved(EditPage, OneBelief):
    """Reword it for others, and say who reads it beside the readers of the barrier."""

    form, permission = BelievedForm, _words
    draft = drafts.register(
        "believed", title=_draft_title, url=lambda target: reverse("believed_edit", args=[target])
    )
    title, page_title = "Reword what is often believed", "Reword it"
    lead = (
        "Others who believe the same will find it while they log a barrier. If more people can "
        "read these words than the barrier itself, they must not name anybody."
    )

    def save(self, form: BelievedForm) -> Believed:
        form.instance.source = form.named_source(self.request.user)
        return form.save()


class BelievedHistory(HistoryPage, OneBelief):
    """Every change of it, for readers of its barrier: earlier words may name somebody."""

    public = True

    def load(self) -> Any:
        entry: Any = super().load()
        if not entry.sees_barrier:
            raise Http404
        return entry

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "title": BELIEVED[0]}
