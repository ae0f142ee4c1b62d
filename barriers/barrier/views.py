"""What pages share that are about a barrier, or about another record with a reference."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.models import Barrier
from interface.pages import Empty, RecordPage
from interface.paging import LARGEST_ID, Sort
from interface.words import date_words
from records.form_views import EditPage

WRONG_FILTER = Empty(
    "No list is shown, because a filter is not right.", "Correct the filter, or remove it above."
)


class ReferencedPage(RecordPage):
    """A page about one record, which its trail calls by its reference."""

    @property
    def called(self) -> str:
        return str(self.record.reference)

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class ReferencedForm(EditPage, ReferencedPage):
    """A form about one record; its heading is its place in the trail where no other is given."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page_title = self.page_title or self.title

    @property
    def target(self) -> str:
        return self.called


class OfficerForm(EditPage):
    """What an officer answers for a body that is asked, also where it may read that no longer.

    They learn what happened while they wrote, and keep what they typed; nothing of the barrier is
    shown then. ``register`` is the list to which they go back.
    """

    register: tuple[str, str]
    is_gone = False

    def asked_once(self) -> QuerySet[Any]:
        """All that bodies for which this officer answers were ever asked."""
        raise NotImplementedError

    def load(self) -> Any:
        if self.request.method == "POST":
            record = self.asked_once().filter(pk=min(self.kwargs["pk"], LARGEST_ID)).first()
            self.is_gone = (
                record is not None and not self.get_queryset().filter(pk=record.pk).exists()
            )
            if self.is_gone:
                return record
        return super().load()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = "" if self.is_gone else self.lead

    @property
    def cancel_url(self) -> str:
        return self.register[1] if self.is_gone else super().cancel_url

    def get_context_data(self) -> dict[str, Any]:
        return {} if self.is_gone else super().get_context_data()


def changed_or_made(made: str) -> tuple[Sort, Sort]:
    """The last changed first, or by reference, which goes up in the order in which they were
    ``made``: the name of that order in addresses."""
    return (
        Sort(
            "changed",
            "updated_at",
            says=lambda row: f"{row.reference}, changed {date_words(row.updated_at)}",
            starts_descending=True,
        ),
        Sort(made, "id", says=lambda row: row.reference),
    )


class OfBarrier(ReferencedPage):
    """A page about one barrier; 404 for who does not see it."""

    model = Barrier
    record: Barrier

    def get_queryset(self) -> QuerySet[Barrier]:
        return loading.load(self.request.user)

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "barrier": self.record}


class BarrierForm(ReferencedForm, OfBarrier):
    """A form about one barrier, called by its title."""

    def arguments(self) -> dict[str, Any]:
        return {}


class BelowBarrier(RecordPage):
    """A page about a record of one barrier, as an escalation is, below the barrier in the trail."""

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return loading.breadcrumbs(self.record.barrier)

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.barrier.is_example}


class BelowBarrierForm(EditPage, BelowBarrier):
    """A form about such a record, with the barrier's title above it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead, self.page_title = self.record.barrier.title, self.title

    def arguments(self) -> dict[str, Any]:
        return {}
