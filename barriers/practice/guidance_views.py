"""Published guidance and examples: the lists, and keeping them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER
from barriers.models import Guidance, GuidanceRead, PracticeExample
from barriers.practice import columns, use
from barriers.practice.actions import check_guidance, save_guidance
from barriers.practice.bearing import barriers_on, barriers_url, with_bearing
from barriers.practice.filters import ExampleFilter, GuidanceFilter
from barriers.practice.forms import ExampleForm, GuidanceForm
from barriers.practice.permissions import can_keep_library, can_keep_reading, can_note_reading
from barriers.practice.views import LIBRARY, EntryPage
from interface.cells import counted, linked, not_known, status
from interface.columns import Column
from interface.pages import Empty
from interface.paging import LARGEST_ID, Sort
from interface.parts import Theme
from interface.words import capitalised, count_words, date_words
from registry.kind_by_itself import KindByItself, KindInList

MOST_READINGS = 100
IS_PUBLIC = "Everybody can read it. Say what it is about in your own words."
MAY_BE_HIDDEN = "Everybody can read it, unless it is about a barrier or a pilot that they cannot."


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


def _bearing(guidance: Any) -> Any:
    return counted(guidance.bearing, barriers_url(guidance), guidance.title, "None recorded")


def _opened(guidance: Any) -> str:
    opened = count_words(guidance.opened, "time") if guidance.opened else "Not yet"
    logging = guidance.opened_logging
    return f"{opened}, {logging} while logging" if logging else opened


COLUMNS = (
    *columns.GUIDANCE,
    Column("called", "Guidance", cell=_title, head=True, sort="title"),
    Column("written_for", "Written for", cell=_audience),
    Column(
        *("helps_with", "Helps with"),
        cell=lambda row: ", ".join(kind.short_name for kind in row.kinds),
    ),
    Column("bear_on_it", "Barriers that bear on it", cell=_bearing, number=True),
    Column("looked_at", "Last checked", cell=_checked),
)
OFTEN = Column("how_often", "Opened", cell=_opened)


class Guidances(KindByItself):
    """Published guidance."""

    api = True
    model, form, title, path = Guidance, GuidanceForm, "Guidance", "practice/guidance"
    noun, list_name, public = "guidance", "guidance_list", True
    may_add = may_edit = can_keep_library
    add_title, edit_title = "Add guidance", "Change guidance"
    add_message = edit_message = "Saved."
    draft_words, draft_field = "Guidance", "title"
    filters, columns = GuidanceFilter, COLUMNS
    sorts = (
        Sort("title", "sort_key", says=lambda row: row.title),
        Sort("logged", "id", says=lambda row: row.title),
    )
    empty = Empty("No guidance is recorded yet.", "Directory connectors can add what is published.")
    menu = {
        "label": "Add guidance",
        "says": "Guidance that helps with a kind of barrier",
        "theme": Theme.BARRIERS,
        "order": 150,
        "words": "practice new",
    }

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, *super().above()]

    @staticmethod
    def write(by: Any, form: GuidanceForm) -> Guidance:  # noqa: ARG004
        return save_guidance(guidance=form.instance, **form.served())

    class List(KindByItself.List):
        file, noun = "guidance", "piece of guidance,pieces of guidance"
        lead = (
            "Published guidance that helps with barriers: what it is about, who it is for, and "
            "when it was last checked."
        )
        wrong_filter = WRONG_FILTER
        none_match = "No guidance matches."

        def get_queryset(self) -> QuerySet[Guidance]:
            rows = use.with_opened(super().get_queryset().for_rows())
            return with_bearing(rows, self.request.user)

        def table_columns(self) -> list[Column]:
            often = [OFTEN] if can_keep_library(self.request.user) else []
            return [*super().table_columns(), *often]

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [BARRIERS, LIBRARY, (self.title, "")]

    class One(KindByItself.One):
        def get_queryset(self) -> QuerySet[Guidance]:
            return super().get_queryset().for_rows()

    class Page(One, EntryPage):
        """What it is about, for whom, and when it was last looked at."""

        template_name = "barriers/practice/guidance.html"

        def get_context_data(self) -> dict[str, Any]:
            user = self.request.user
            rows = GuidanceRead.objects.visible_to(user).filter(guidance=self.record)
            readings = list(rows.select_related("organisation")[:MOST_READINGS])
            for one in readings:
                one.may_edit = can_keep_reading(user, one)
            return {
                **super().get_context_data(),
                "may_keep": can_keep_library(user),
                "bearing": barriers_on(self.record, user),
                "readings": readings,
                "may_note": can_note_reading(user),
            }

    class Add(KindByItself.Add):
        lead = IS_PUBLIC

    class Edit(KindByItself.Edit):
        lead, page_title = IS_PUBLIC, "Change guidance"

        def get_queryset(self) -> QuerySet[Guidance]:
            return super().get_queryset().select_related("source")

    class History(One, KindByItself.History):
        public = True


@require_POST
def guidance_checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looked today, and it still stands as described."""
    guidance = get_object_or_404(Guidance.objects.visible_to(request.user), pk=min(pk, LARGEST_ID))
    if not can_keep_library(request.user):
        raise PermissionDenied
    check_guidance(by=request.user, guidance=guidance)
    messages.success(request, "Checked today.")
    return redirect(guidance)


class Examples(KindInList):
    """The examples that the reader may see."""

    model, form, form_takes_user, public = PracticeExample, ExampleForm, True, True
    api = True
    key, path, noun, title = "practice_example", "practice/examples", "example", "Examples"
    may_add = may_edit = can_keep_library
    add_message = edit_message = "Saved."
    draft_words, draft_field = "Example", "what"
    filters, columns = ExampleFilter, columns.EXAMPLES
    sorts = (Sort("logged", "id", says=lambda row: row.where),)
    empty = Empty(
        "No example that you can see is recorded here.", "Directory connectors can add examples."
    )
    menu = {
        "label": "Add an example of good practice",
        "says": "A place that got past a barrier, and how",
        "theme": Theme.BARRIERS,
        "order": 160,
        "words": "practice new",
    }

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY, *super().above()]

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).for_rows()

    class List(KindInList.List):
        template_name, file, size = "barriers/practice/examples.html", "practice-examples", 12
        lead = "What was in the way in some place, what was tried, and what came of it."
        wrong_filter = WRONG_FILTER
        none_match, none_help = (
            "No example that you can see is recorded here.",
            "Directory connectors can add examples.",
        )

        def breadcrumbs(self) -> list[tuple[str, str]]:
            return [BARRIERS, LIBRARY, (self.title, "")]

    class Add(KindInList.Add):
        lead = MAY_BE_HIDDEN

    class Edit(KindInList.Edit):
        lead = MAY_BE_HIDDEN
