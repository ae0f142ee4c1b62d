"""The page that writes a record at places."""

from __future__ import annotations

from typing import Any

from partnerships.place.at_places_actions import write_at_places
from records.form_views import FormPage


class WriteAtPlaces(FormPage):
    """Its form is an ``AtPlaces``, for a record new or known, with the document that it names."""

    form_takes_user = True

    def write(self, form: Any) -> Any:
        """The record, written with its places."""
        by = self.request.user
        return write_at_places(by=by, record=form.instance, places=form.all_places())
