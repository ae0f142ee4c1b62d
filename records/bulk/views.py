"""A bulk change: what is asked, what would change, what it did; and all of a person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from interface import paging
from interface.pages import Page, RecordPage
from interface.paging import Sort, row_number, row_numbers
from interface.reached import Reaching, reaching
from interface.words import capitalised, number
from records.bulk import actions
from records.bulk.actions import MOST
from records.bulk.lists import BulkList, Operation, bulk_list
from records.bulk.models import BulkChange, BulkChangeRow

LISTED, SIZE = 50, 50
BY_KEY = Sort("order", "object_id")
NONE_CHOSEN = "Tick what you want to change, or choose all that match."
OVER = "That has already been done or discarded, or it is too late to undo it."


@require_POST
def bulk_choose(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what was ticked in a list, or all that its filters leave, and ask what to do with it."""
    of = bulk_list(key)
    operation = of.operation(request.POST.get("operation", "")) if of else None
    if of is None:
        raise Http404
    query = request.GET.urlencode()
    back = f"{reverse(of.address)}?{query}" if query else reverse(of.address)
    if operation is None:
        return redirect(back)
    if request.POST.get("all"):
        chosen = of.filtered(request).qs
    else:
        chosen = of.model.objects.visible_to(request.user).filter(pk__in=_ticked(request))
    try:
        change = actions.choose(by=request.user, of=of, operation=operation, chosen=chosen)
    except actions.TooMany:
        messages.warning(
            request, f"More than {number(MOST)} match. Narrow the list with filters first."
        )
        return redirect(back)
    if not change.rows.exists():
        change.delete()
        messages.warning(request, NONE_CHOSEN)
        return redirect(back)
    return redirect(change)


def _ticked(request: HttpRequest) -> list[int]:
    texts = request.POST.getlist("row")[:MOST]
    return row_numbers(texts)


def _is_asked(form: Any, name: str) -> bool:
    """Whether a box is one of the form's, or of the three of a date."""
    return any(name == field or name.startswith(f"{field}_") for field in form.fields)


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a bulk change that the reader sees, with what it becomes."""

    title: str
    url: str
    row: BulkChangeRow


@dataclass(frozen=True, slots=True)
class Left:
    """Records that stay as they are for one reason; ``lines`` are the first of them."""

    why: str
    count: int
    lines: list[Line]


class OneBulkChange(RecordPage):
    """A bulk change as it stands: asked, looked at or made. Each step leads back here."""

    model = BulkChange
    template_name = "records/bulk/change.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        of = bulk_list(self.record.list_key)
        operation = of.operation(self.record.operation) if of else None
        if of is None or operation is None:
            raise Http404
        self.of: BulkList = of
        self.operation: Operation = operation

    @cached_property
    def seen(self) -> QuerySet[BulkChangeRow]:
        """Its rows, but for records that the reader may not see any more."""
        visible = self.of.model.objects.visible_to(self.request.user).order_by().values("pk")
        return self.record.rows.filter(object_id__in=visible)

    def lines(self, rows: Sequence[BulkChangeRow]) -> list[Line]:
        """Rows with their records; one query and what names them."""
        records = self.of.complete(
            self.of.model.objects.visible_to(self.request.user).filter(
                pk__in=[row.object_id for row in rows]
            ),
            self.request.user,
        )
        by_key = {record.pk: record for record in records}
        return [
            Line(self.of.called(record), record.get_absolute_url(), row)
            for row in rows
            if (record := by_key.get(row.object_id)) is not None
        ]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (capitalised(self.of.count(2).partition(" ")[2]), reverse(self.of.address)),
            ("Bulk changes", reverse("bulk_changes")),
            (self.operation.label, ""),
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.done_at:
            return self.render_step("done")
        if not self.record.looks or "answers" in request.GET:
            return self.asked(actions.form_of(self.record, request.user))
        return self.render_step("look")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """One step of it; what is over already is shown as it stands."""
        steps = {
            "look": self.look,
            "make": self.make,
            "undo": self.undo,
            "discard": self.discard,
        }
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            return redirect(self.record)
        try:
            return step()
        except actions.Over:
            messages.info(request, OVER)
            own = BulkChange.objects.visible_to(request.user).filter(pk=self.record.pk)
            return redirect(self.record if own.exists() else reverse("bulk_changes"))

    def look(self) -> HttpResponseBase:
        """Show what it would do, or what is wrong with the answers."""
        post = self.request.POST
        form = self.operation.form(post, user=self.request.user)
        if not form.is_valid():
            return self.asked(form)
        typed = {name: post.getlist(name) for name in post if _is_asked(form, name)}
        actions.look(by=self.request.user, change=self.record, typed=typed)
        return redirect(self.record)

    def make(self) -> HttpResponseBase:
        """Do it, as it was looked at."""
        seen = row_number(self.request.POST.get("seen"))
        try:
            with reaching() as told:
                actions.make(by=self.request.user, change=self.record, seen=seen)
        except actions.MovedOn:
            messages.warning(self.request, "This is what it would do now. Check it once more.")
        else:
            self.say(told)
        return redirect(self.record)

    def undo(self) -> HttpResponseBase:
        """Put back what nobody has changed since."""
        with reaching() as told:
            actions.undo(by=self.request.user, change=self.record)
        self.say(told)
        return redirect(self.record)

    def say(self, told: Reaching) -> None:
        """Whom it reached; what was changed the page says itself."""
        if words := told.reached.words:
            messages.success(self.request, words)

    def discard(self) -> HttpResponseBase:
        """Forget it; nothing was changed."""
        actions.discard(by=self.request.user, change=self.record)
        messages.info(self.request, "Nothing has changed.")
        return redirect(self.of.address)

    def asked(self, form: Any) -> HttpResponse:
        """What is asked once for all of them."""
        return self.render_page(
            step="ask", form=form, count=self.of.count(self.seen.count()), page=self
        )

    def render_step(self, step: str) -> HttpResponse:
        """What it would do, or did, in counts and as a list."""
        rows = self.seen
        changing = rows.filter(why_not="")
        if step == "done":
            changing = changing.filter(version_after__isnull=False)
        listed = paging.page(changing, self.request.GET, [BY_KEY], size=SIZE)
        changed, left = changing.count(), rows.exclude(why_not="").count()
        stayed = rows.exclude(stayed="")
        return self.render_page(
            step=step,
            page=self,
            listed=listed,
            lines=self.lines(listed.rows),
            changed=changed,
            changed_words=self.of.count(changed),
            left=left,
            lefts=self.grouped(rows.exclude(why_not=""), "why_not"),
            stays=self.grouped(stayed, "stayed"),
            put_back=changed - stayed.count() if self.record.undone_at else 0,
        )

    def grouped(self, rows: QuerySet[BulkChangeRow], reason: str) -> list[Left]:
        """Rows by why they stay as they are, the most first; a fixed number of queries."""
        counts = rows.order_by().values_list(reason).annotate(Count("pk"))
        ordered = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
        first = list(rows.order_by("object_id")[: LISTED * 2])
        lines = self.lines(first) if first else []
        return [
            Left(why, count, [line for line in lines if getattr(line.row, reason) == why])
            for why, count in ordered
        ]


class BulkChanges(Page):
    """A person's own bulk changes, the newest first, with the way back for a day."""

    model = BulkChange
    template_name = "records/bulk/changes.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Bulk changes", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        newest = self.get_queryset().order_by("-chosen_at", "-pk")
        own = list(newest.annotate(changed=Count("rows__version_after"))[:LISTED])
        rows = [
            {"change": change, "label": operation.label, "words": of.count(change.changed)}
            for change in own
            if (of := bulk_list(change.list_key)) and (operation := of.operation(change.operation))
        ]
        return self.render_page(
            done=[row for row in rows if row["change"].done_at],
            waiting=[row for row in rows if not row["change"].done_at],
        )
