"""What every page has that is about one record with a reference: B-000123."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from interface.pages import Empty, RecordPage
from interface.paging import LARGEST_ID
from records.pages import EditPage

# First in every trail of the app
BARRIERS = ("Barriers", "/barriers/")
WRONG_FILTER = Empty(
    "No list is shown, because a filter is not right.", "Put it right, or take it off above."
)


class ReferencedPage(RecordPage):
    """A page about one record, which its trail calls by its reference."""

    @property
    def called(self) -> str:
        return str(self.record.reference)

    def above(self) -> list[tuple[str, str]]:
        return [BARRIERS]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "example": self.record.is_example}


class ReferencedForm(EditPage, ReferencedPage):
    """A form about one record; its heading is its place in the trail where no other is given."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.here = self.here or self.heading

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
            asked = self.asked_once().filter(pk=min(self.kwargs["pk"], LARGEST_ID)).first()
            self.is_gone = asked is not None and not self.rows().filter(pk=asked.pk).exists()
            if self.is_gone:
                return asked
        return super().load()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = "" if self.is_gone else self.lead

    @property
    def back(self) -> str:
        return self.register[1] if self.is_gone else super().back

    def context(self) -> dict[str, Any]:
        return {} if self.is_gone else super().context()
