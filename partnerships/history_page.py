"""The page of a record's history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from interface.pages import RecordPage
from partnerships.history import history_of


class HistoryPage(RecordPage):
    """Every change of a record, as far as it was the reader's to see at the time.

    ``also`` are the kinds of its parts that are told with it.
    """

    template_name = "records/history.html"
    here = "History"
    also: tuple[Any, ...] = ()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        history = history_of(self.record, request.user, request.GET, also=self.also)
        return self.shown(record=self.record, history=history, title=str(self.record))
