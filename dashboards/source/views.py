"""Sources: the list, and what rests on each, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from access.history import HistoryPage
from access.past import Past
from access.subqueries import UpTo
from dashboards.source.actions import (
    MOVED_ON,
    EditSource,
    WithdrawSource,
    restore_source,
    save_source,
    withdraw_source,
)
from dashboards.source.permissions import (
    Resting,
    SourceRights,
    can_add_sources,
    can_take_back_source,
    number_seen,
    resting_on,
    rights_to_source,
)
from dashboards.source.reading import keys_resting_on, source_at, source_or_404
from interface import paging, words
from interface.context import trail
from interface.filters import FilterSet, Words
from interface.pages import RecordPage
from interface.paging import BoundedCount, Page, Sort
from interface.querystring import cleaned
from records import drafts
from records.form_views import EditPage
from records.models import Source
from records.resting import CitesSource, Line
from records.subjects import registered
from records.taking_back import is_just_added

SORTS = (Sort("title", "sort_key"),)
NEWEST = (Sort("newest", "id", says=lambda _: "earlier ones", starts_descending=True),)
PAGE = 25
MOST_COUNTED = 1_000
KINDS = registered(CitesSource)


class SourceFilter(FilterSet):
    """Sources by words of their title or publisher."""

    q = Words("Title or publisher", by="found_by")


@dataclass(frozen=True)
class Row:
    """One source of the list, with how many records of each kind rest on it, in words."""

    source: Source
    used_by: list[str]


@dataclass(frozen=True)
class Sources:
    """One page of the list."""

    filter: SourceFilter
    page: Page
    rows: list[Row]
    count: BoundedCount


@dataclass(frozen=True)
class Cited:
    """A source and one kind of what rests on it, paged."""

    source: Source
    choices: list[tuple[str, str]]
    kind: str
    label: str
    page: Page
    lines: list[Line]
    permissions: SourceRights


def listed(user: Any, params: Mapping[str, Any]) -> Sources:
    """The page of sources that these parameters ask for."""
    chosen = SourceFilter(params, Source.objects.visible_to(user).standing())
    page = paging.page(_counted(chosen.qs, user, KINDS), params, SORTS, size=PAGE)
    return Sources(
        filter=chosen,
        page=page,
        rows=[Row(source, _used_by(source)) for source in page.rows],
        count=paging.bounded_count(chosen.qs, MOST_COUNTED),
    )


def cited(user: Any, slug: str, params: Mapping[str, Any]) -> Cited | None:
    """One source with what rests on it; None where there is none that this reader may see."""
    source = source_at(user, slug)
    if source is None:
        return None
    _count_what_rests_on(source, user)
    kinds = [kind for kind in KINDS if _count(source, kind)]
    asked = str(params.get("kind") or "")
    kind = next(
        (listed for listed in KINDS if listed.key == asked), kinds[0] if kinds else KINDS[0]
    )
    rows = kind.rows(user).filter(**{kind.by: source}).prefetch_related(*kind.needs)
    page = paging.page(rows, params, NEWEST, size=PAGE)
    return Cited(
        source=source,
        choices=[(one.key, f"{one.label} ({_bounded(source, one)})") for one in kinds],
        kind=kind.key,
        label=kind.label,
        page=page,
        lines=[kind.line(row) for row in page.rows],
        permissions=rights_to_source(user, source),
    )


def _counted(
    sources: QuerySet[Source], user: Any, kinds: Iterable[CitesSource]
) -> QuerySet[Source]:
    of_each = {
        f"count_{kind.key}": UpTo(kind.rows(user).filter(**{kind.by: OuterRef("pk")}), MOST_COUNTED)
        for kind in kinds
    }
    return sources.annotate(**of_each)


def _count_what_rests_on(source: Source, user: Any) -> None:
    """One query, which asks nothing of kinds of which no row rests on it."""
    resting = {key.model for key in keys_resting_on(source)}
    if kinds := [kind for kind in KINDS if kind.model in resting]:
        counted = _counted(Source.objects.filter(pk=source.pk), user, kinds)
        vars(source).update(counted.values(*(f"count_{kind.key}" for kind in kinds)).get())


def _count(source: Source, kind: CitesSource) -> int:
    return getattr(source, f"count_{kind.key}", 0)


def _bounded(source: Source, kind: CitesSource) -> BoundedCount:
    number = _count(source, kind)
    return BoundedCount(min(number, MOST_COUNTED), more=number > MOST_COUNTED)


def _used_by(source: Source) -> list[str]:
    return [kind.words(_bounded(source, kind)) for kind in KINDS if _count(source, kind)]


@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, by title."""
    if clean := cleaned(request):
        return clean
    context = {
        "list": listed(request.user, request.GET),
        "may_add": can_add_sources(request.user),
        "breadcrumbs": trail(request, ("Sources", "")),
    }
    return render(request, "dashboards/source/list.html", context)


@login_not_required
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source, and one kind of what rests on it."""
    page = cited(request.user, slug, request.GET)
    if page is None:
        raise Http404
    context = {
        "cited": page,
        "source": page.source,
        "may_take_back": is_just_added(page.source)
        and not page.choices
        and can_take_back_source(request.user, page.source),
        "breadcrumbs": trail(request, ("Sources", reverse("sources")), (page.source.title, "")),
    }
    return render(request, "dashboards/source/record.html", context)


def _title(what: str, act: str) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        record = source_at(user, target)
        may = record is not None and getattr(rights_to_source(user, record), act)
        return f"{what}: {record}" if may else None

    return title


EDIT = drafts.register(
    "edit-source",
    title=_title("Change of a source", "change"),
    url=lambda target: reverse("source_edit", args=[target]),
)
WITHDRAW = drafts.register(
    "withdraw-source",
    title=_title("Withdrawing a source", "withdraw"),
    url=lambda target: reverse("source_withdraw", args=[target]),
)


class OneSource(RecordPage):
    """A source for somebody who may do ``act`` with it, and what rests on it."""

    model, key = Source, "slug"
    act: ClassVar[str]
    record: Source

    def load(self) -> Source:
        return source_or_404(self.request.user, self.kwargs["slug"])

    @cached_property
    def resting(self) -> Resting:
        return resting_on(self.record)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        if not getattr(rights_to_source(request.user, self.record, self.resting), self.act):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        here = (self.record.title, self.record.get_absolute_url())
        return trail(self.request, ("Sources", reverse("sources")), here, (self.page_title, ""))


class _ChangePage(OneSource, EditPage):
    """What putting a source right and taking it back share: one that moved on has nothing to do."""

    @property
    def target(self) -> str:
        return self.record.slug

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.is_withdrawn:  # what was typed and sent is kept
            return _moved_on(request, self.record)
        return super().get(request, **kwargs)

    def get_context_data(self) -> dict[str, Any]:
        return {"who_reads": _who_reads(self.request.user, self.record, self.resting)}


class ChangeSource(_ChangePage):
    """Put its title, its link or its dates right."""

    form, draft, act, page_title = EditSource, EDIT, "change", "Change"
    title = "Change a source"
    success_message = "Source saved."

    def save(self, form: EditSource) -> Source:
        return save_source(by=self.request.user, form=form)


class Withdraw(_ChangePage):
    """Take it back, with the reason."""

    form, draft, act, page_title = WithdrawSource, WITHDRAW, "withdraw", "Withdraw"
    title = "Withdraw a source"
    submit_label = "Withdraw the source"
    success_message = "Source withdrawn."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = words.ended_once(
            f"{self.record.title}. Pages that show it will say “Source withdrawn” in place of its "
            "title and link. It can be restored."
        )

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: WithdrawSource) -> Source:
        because = form.cleaned_data["because"]
        return withdraw_source(by=self.request.user, source=self.record, because=because)


@require_POST
def source_restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a withdrawn source stand again."""
    record = source_or_404(request.user, slug)
    if not rights_to_source(request.user, record).restore:
        raise PermissionDenied
    try:
        restore_source(by=request.user, source=record)
    except ValidationError:
        return _moved_on(request, record)
    messages.success(request, "Source restored.")
    return redirect(record)


class SourceHistory(HistoryPage, OneSource):
    """Every change of it, what was taken back among them: for who typed it and administrators.

    No level stands in its rows: whoever reads its history reads all of them.
    """

    act = "history"

    @staticmethod
    def keeper(user: Any, record: Source) -> bool:
        """Whoever may read its history at all."""
        return bool(rights_to_source(user, record, resting_on(record)).history)

    def past(self) -> Past:
        return Past()


def _moved_on(request: HttpRequest, record: Source) -> HttpResponse:
    messages.info(request, f"{MOVED_ON}.")
    return redirect(record)


def _who_reads(user: Any, source: Source, resting: Resting) -> str:
    """Who reads the source, and how much rests on it as far as this user may see."""
    if source.is_open:
        readers = "Everyone can read this source"
    elif resting:
        readers = "Anyone who can read a record that uses this source can read the source too"
    else:
        return "Only you can read this source: no record uses it."
    count = number_seen(user, source)
    use = "uses" if count.count == 1 and not count.more else "use"
    return f"{readers}. {count.words('record')} that you can see {use} it."
