"""The form page of every record of money that stands at places."""

from __future__ import annotations

from typing import Any

from funding.actions import write_at_places
from records.form_views import FormPage


class WriteAtPlaces(FormPage):
    """Its form is an ``AtPlaces``, for a record new or known, with the document that it names."""

    form_takes_user = True

    def save(self, form: Any) -> Any:
        """The record, written with its places."""
        by = self.request.user
        form.instance.source = form.named_source(by)
        return write_at_places(by=by, record=form.instance, places=form.all_places())
