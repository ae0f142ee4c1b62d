"""Systemic barriers: the list, the register of asked changes of law, one, as text, its history."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import Truncator

from access.brief import BriefPage
from access.history import HistoryPage
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import WRONG_FILTER, ReferencedPage, changed_or_made
from barriers.models import SystemicBarrier
from barriers.systemic import page_data, permissions
from barriers.systemic.clusters import clusters
from barriers.systemic.filters import LawFilter, SystemicFilter
from interface.cells import called, linked, not_known, soft, status
from interface.columns import Column, Type
from interface.pages import Empty, ListPage, PageAction
from interface.words import capitalised

# First in the trail of every page of a systemic barrier
SYSTEMIC = ("Systemic barriers", "/barriers/systemic/")
PLACES = "How many places that you can see have it; for the public empty where fewer than five"


def _answer(name: str) -> Any:
    """Something of the answer that came last, of those at hand."""

    def value(systemic: SystemicBarrier) -> Any:
        answer = next(iter(systemic.answers.all()), None)
        return getattr(answer, name) if answer else None

    return value


FILE = (
    Column("reference", "Reference", "What people call it", attrgetter("reference")),
    Column("title", "Systemic barrier", "What gets in the way", attrgetter("title")),
    Column.of(SystemicBarrier, "cause"),
    Column.of(SystemicBarrier, "category", name="kind"),
    *(Column.of(SystemicBarrier, name) for name in ("owner", "lever", "law", "ask", "status")),
    Column.of(SystemicBarrier, "reason"),
    Column.of(SystemicBarrier, "asked_on", value=attrgetter("asked"), type=Type.REDUCED_DATE),
    Column("answer", "Newest answer", "What the body said last", _answer("text")),
    Column("answered_by", "Answered by", "The body that said so", _answer("body")),
    Column(
        "answered_on",
        "Answered on",
        "As exactly as is known",
        _answer("day"),
        type=Type.REDUCED_DATE,
    ),
    Column("answer_link", "Link", "Where the answer is published", _answer("url")),
    Column.of(SystemicBarrier, "effect_on", value=attrgetter("effect"), type=Type.REDUCED_DATE),
    Column("places", "Places", PLACES, attrgetter("seen_places"), type=Type.NUMBER),
    *(Column.of(SystemicBarrier, name) for name in ("programme", "source")),
    Column(
        "changed", "Changed", "When it was last changed", attrgetter("updated_at"), type=Type.MOMENT
    ),
    Column("address", "Address", "Its page", SystemicBarrier.get_absolute_url),
)


def _title(systemic: SystemicBarrier) -> str:
    return linked(systemic.title, systemic.get_absolute_url(), systemic.reference)


def _asked_change(systemic: SystemicBarrier) -> str:
    words = Truncator(systemic.ask).chars(160) or systemic.title
    return linked(words, systemic.get_absolute_url(), systemic.reference)


def _owner(systemic: Any) -> str:
    return called(systemic.owner, systemic.owner_short)


def _places(systemic: Any) -> str:
    if systemic.seen_places is None:
        return soft("Fewer than five are public")
    if not systemic.seen_places:
        return soft("None that you can see")
    return str(systemic.seen_places)


def _asked_on(systemic: SystemicBarrier) -> str:
    if systemic.status == SystemicBarrier.Status.GATHERED:
        return soft("Not asked yet")
    return not_known(systemic.asked)


def _stands(systemic: SystemicBarrier) -> str:
    return status(capitalised(systemic.get_status_display()), systemic.shape)


STANDS = Column("stands", "Status", cell=_stands)
ANSWERED = Column(
    "said", "Newest answer", cell=lambda row: _answer("day")(row) or soft("No answer yet")
)


class SystemicBarriers(ListPage):
    """Those that the reader may see: the public once a body has answered or a source says it.

    ``proposes``: whether like barriers of several places stand above the list.
    """

    api = True
    public = True
    proposes = True
    template_name = "barriers/systemic/list.html"
    model, filters, sorts = SystemicBarrier, SystemicFilter, changed_or_made("recorded")
    columns = (
        *FILE,
        Column("barrier", "Systemic barrier", cell=_title, head=True),
        Column(
            "change",
            "Would have to change",
            cell=lambda row: not_known(capitalised(row.get_lever_display())),
        ),
        Column("body", "Body", cell=_owner),
        STANDS,
        Column("where", "Places", cell=_places),
        ANSWERED,
    )
    orders = {
        "changed": ("oldest change first", "newest change first"),
        "recorded": ("first recorded first", "last recorded first"),
    }
    title, noun, guidance = "Systemic barriers", "systemic barrier", "systemic"
    lead = "One cause behind barriers of many places, who could change it, and what they say."
    wrong_filter = WRONG_FILTER
    none_match = "None that you can see matches."
    empty = Empty(
        "None is recorded yet, apart from made-up examples.",
        "Programme leads, directory connectors and administrators can record a cause that "
        "several places share.",
    )
    empty_to_public = Empty(
        "None has a published answer or source yet, apart from made-up examples.",
        "What places ask of an organisation is shown here with what it says.",
    )

    def get_queryset(self) -> QuerySet[SystemicBarrier]:
        return super().get_queryset().for_rows().with_places(self.request.user)

    def file_rows(self) -> QuerySet[SystemicBarrier]:
        return self.get_queryset().select_related("category", "programme", "source")

    def nothing(self) -> Empty:
        return self.empty if self.request.user.is_authenticated else self.empty_to_public

    def note(self) -> str:
        if self.request.user.is_authenticated:
            return ""
        return (
            "Shown here once the organisation that is asked has answered, with its answer, or "
            "where a published source says it."
        )

    def add(self) -> PageAction | None:
        if not permissions.can_keep_systemic(self.request.user):
            return None
        return PageAction("Record a systemic barrier", reverse("systemic_add"))

    def render_page(self, **context: Any) -> HttpResponse:
        found = clusters(self.request.user) if self.proposes else []
        return super().render_page(clusters=found, **context)

    def get_actions(self) -> list[PageAction]:
        return [PageAction("Requested law changes", reverse("systemic_laws"))]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, (SYSTEMIC[0], "")]


class AskedChangesOfLaw(SystemicBarriers):
    """The register of asked changes of law: those for which the law would have to change."""

    filters, proposes = LawFilter, False
    columns = (
        *FILE,
        Column("asked_change", "Asked change", cell=_asked_change, head=True),
        Column("act", "Act or regulation", cell=lambda row: not_known(row.law)),
        Column("department", "Department", cell=_owner),
        STANDS,
        Column("asked", "Asked on", cell=_asked_on),
        replace(ANSWERED, label="Answered on"),
    )
    title, noun = "Requested law changes", "requested law change,requested law changes"
    lead = "Which law gets in the way of joint work, who is asked to change it, and what they say."

    def get_queryset(self) -> QuerySet[SystemicBarrier]:
        return super().get_queryset().filter(lever="law")

    def get_actions(self) -> list[PageAction]:
        return [PageAction("All systemic barriers", reverse("systemic_barriers"))]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, SYSTEMIC, ("Changes of law", "")]


class OneSystemic(ReferencedPage):
    """What every page about one systemic barrier loads, and the trail to it."""

    model = SystemicBarrier

    def get_queryset(self) -> QuerySet[SystemicBarrier]:
        return page_data.load(self.request.user)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, SYSTEMIC]


class SystemicPage(OneSystemic):
    """The shared cause, who could change it, what was said, and which barriers have it."""

    public = True
    template_name = "barriers/systemic/record.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "page": page_data.build(self.record, self.request.user),
        }


class SystemicBrief(BriefPage, OneSystemic):
    """The same as one page of plain text."""

    public = True
    text_name = "barriers/systemic/brief.txt"

    def facts(self, reader: Any) -> dict[str, Any]:
        return {"page": page_data.build(self.record, reader)}


class SystemicHistory(HistoryPage, OneSystemic):
    """Every change of it, for those who are signed in. Members are not told here."""
