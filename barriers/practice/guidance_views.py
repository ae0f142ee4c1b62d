"""Published guidance and examples: the lists, and keeping them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from access.history import HistoryPage
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER
from barriers.models import Guidance, PracticeExample
from barriers.practice import columns, use
from barriers.practice.actions import check_guidance, save_guidance
from barriers.practice.filters import ExampleFilter, GuidanceFilter
from barriers.practice.forms import ExampleForm, GuidanceForm
from barriers.practice.permissions import can_keep_library
from barriers.practice.views import LIBRARY, EntryPage
from interface.cells import linked, not_known, status
from interface.pages import Column, Empty, ListPage, PageAction, RecordPage
from interface.paging import LARGEST_ID, Sort
from interface.words import capitalised, count_words, date_words
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

GUIDANCE = ("Guidance", "/practice/guidance/")
EXAMPLES = ("Examples", "/practice/examples/")


def _draft(key: str, what: str, field: str, name: str) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not can_keep_library(user):
            return None
        return f"{what}: {typed.get(field, '').strip()[:100]}".rstrip(": ")

    def url(target: str) -> str:
        return reverse(f"{name}_edit", args=[target]) if target else reverse(f"{name}_add")

    return drafts.register(key, title=title, url=url)


def _title(guidance: Guidance) -> SafeString:
    return linked(guidance.title, guidance.get_absolute_url(), guidance.publisher)


def _audience(guidance: Guidance) -> Any:
    known = guidance.audience != Guidance.Audience.NOT_KNOWN
    return not_known(capitalised(guidance.get_audience_display()) if known else None)


def _checked(guidance: Guidance) -> Any:
    if guidance.checked_on is None:
        return not_known(None)
    late = status("More than a year ago", "some") if guidance.is_overdue else ""
    return format_html("{} {}", date_words(guidance.checked_on), late)


def _opened(guidance: Any) -> str:
    opened = count_words(guidance.opened, "time") if guidance.opened else "Not yet"
    logging = guidance.opened_logging
    return f"{opened}, {logging} while logging" if logging else opened


class GuidanceList(ListPage):
    """Published guidance."""

    public = True
    model, filters = Guidance, GuidanceFilter
    columns = (
        *columns.GUIDANCE,
        Column("called", "Guidance", cell=_title, head=True, sort="title"),
        Column("written_for", "Written for", cell=_audience),
        Column(
            "helps_with",
            "Helps with",
            cell=lambda row: ", ".join(kind.short_name for kind in row.kinds),
        ),
        Column("looked_at", "Last checked", cell=_checked),
    )
    often = Column("how_often", "Opened", cell=_opened)
    sorts = (
        Sort("title", "sort_key", says=lambda row: row.title),
        Sort("logged", "id", says=lambda row: row.title),
    )
    title, file = "Guidance", "guidance"
    noun = "piece of guidance,pieces of guidance"
    lead = (
        "Published guidance that helps with barriers: what it is about, who it is for, and when "
        "it was last checked."
    )
    wrong_filter = WRONG_FILTER
    none_match, none_match_help = "No guidance matches.", "Remove a filter."
    empty = Empty("No guidance is recorded yet.", "Directory connectors add what is published.")

    def get_queryset(self) -> QuerySet[Guidance]:
        return use.with_opened(super().get_queryset().for_rows())

    def add(self) -> PageAction | None:
        may = can_keep_library(self.request.user)
        return PageAction("Add guidance", reverse("guidance_add")) if may else None

    def table_columns(self) -> list[Column]:
        often = [self.often] if can_keep_library(self.request.user) else []
        return [*super().table_columns(), *often]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, (GUIDANCE[0], "")]


class OneGuidance(RecordPage):
    """What every page about one piece of guidance loads, and the trail to it."""

    model = Guidance

    def get_queryset(self) -> QuerySet[Guidance]:
        return super().get_queryset().for_rows()

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, GUIDANCE]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class GuidancePage(OneGuidance, EntryPage):
    """What it is about, for whom, and when it was last looked at."""

    template_name = "barriers/practice/guidance.html"

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "may_keep": can_keep_library(self.request.user)}


class GuidanceHistory(HistoryPage, OneGuidance):
    """Every change of it."""

    public = True


class _GuidanceForm(FormPage):
    form = GuidanceForm
    draft = _draft("guidance", "Guidance", "title", "guidance")
    lead = "Everybody can read it. Say what it is about in your own words."

    def save(self, form: GuidanceForm) -> Guidance:
        form.instance.source = form.named_source(self.request.user)
        return save_guidance(guidance=form.instance, **form.served())


class AddGuidance(_GuidanceForm, AddPage):
    """Add published guidance."""

    model, permission, cancel_url = Guidance, can_keep_library, GUIDANCE[1]
    title = "Add guidance"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, GUIDANCE, (self.title, "")]


class EditGuidance(_GuidanceForm, EditPage, OneGuidance):
    """Put right what is said of it."""

    permission = can_keep_library
    title = page_title = "Change guidance"

    def get_queryset(self) -> QuerySet[Guidance]:
        return Guidance.objects.visible_to(self.request.user).select_related("source")


@require_POST
def guidance_checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked today, and it still stands as described."""
    guidance = get_object_or_404(Guidance.objects.visible_to(request.user), pk=min(pk, LARGEST_ID))
    if not can_keep_library(request.user):
        raise PermissionDenied
    check_guidance(by=request.user, guidance=guidance)
    messages.success(request, "Checked today.")
    return redirect(guidance)


class Examples(ListPage):
    """The examples that the reader may see."""

    public = True
    template_name = "barriers/practice/examples.html"
    model, filters, columns = PracticeExample, ExampleFilter, columns.EXAMPLES
    sorts = (Sort("logged", "id", says=lambda row: row.where),)
    title, noun, file = "Examples", "example", "practice-examples"
    lead = "What was in the way in some place, what was tried, and what came of it."
    wrong_filter = WRONG_FILTER
    none_match, none_match_help = (
        "No example that you can see is recorded here.",
        "Directory connectors add examples.",
    )
    empty = Empty(none_match, none_match_help)

    def get_queryset(self) -> QuerySet[PracticeExample]:
        return super().get_queryset().for_rows()

    def add(self) -> PageAction | None:
        may = can_keep_library(self.request.user)
        return PageAction("Add an example", reverse("practice_example_add")) if may else None

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, (EXAMPLES[0], "")]


class _ExampleForm(FormPage):
    model, form = PracticeExample, ExampleForm
    draft = _draft("practice-example", "Example", "what", "practice_example")
    lead = "Everybody can read it, unless it is about a barrier or a pilot that they cannot."
    cancel_url = EXAMPLES[1]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, EXAMPLES, (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "user": self.request.user}

    def save(self, form: ExampleForm) -> str:
        form.instance.source = form.named_source(self.request.user)
        form.save()
        return self.cancel_url


class AddExample(_ExampleForm, AddPage):
    """Add an example."""

    title, permission = "Add an example", can_keep_library


class EditExample(_ExampleForm, EditPage):
    """Put an example right."""

    title, permission = "Change an example", can_keep_library

    def get_queryset(self) -> QuerySet[PracticeExample]:
        return super().get_queryset().for_rows()

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.is_example}
