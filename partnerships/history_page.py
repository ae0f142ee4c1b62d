"""The page of a record's history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from interface.pages import RecordPage
from partnerships.history import history_of
from partnerships.past import Past


class HistoryPage(RecordPage):
    """Every change of a record, as far as it was the reader's to see at the time.

    ``also`` are the kinds of its parts that are told with it.
    """

    template_name = "records/history.html"
    here = "History"
    also: tuple[Any, ...] = ()

    def past(self) -> Past | None:
        """When it was open to the reader, for a record that cannot tell by itself."""
        return None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        past, also = self.past(), self.also
        history = history_of(self.record, request.user, request.GET, also=also, past=past)
        return self.shown(record=self.record, history=history, title=self.called)
