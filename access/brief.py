"""The page of a record as plain text, to copy, print or save."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.text import slugify

from access.sharing import Sharing, as_text, readers_of
from interface.context import absolute
from interface.made_up import headed
from interface.pages import RecordPage
from interface.words import ended_once


class BriefPage(RecordPage):
    """A record as plain text that is made to be passed on; the text alone with ``?format=txt``.

    The template ``text_name`` is given the ``record``, its full ``address``, the ``root`` of other
    addresses, ``sharing`` (what its head says) and ``facts()``.
    """

    template_name = "pages/brief.html"
    text_name: ClassVar[str]
    page_title = "Brief"

    def facts(self, reader: Any) -> dict[str, Any]:
        """What the text says besides to a reader."""
        raise NotImplementedError

    def readers(self) -> str:
        """Who may read the record, where not everyone signed in may."""
        return readers_of(getattr(self.record, "visibility", ""))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sharing = Sharing(request, self.readers())
        shared = {
            "record": self.record,
            "address": absolute(self.record.get_absolute_url()),
            "root": absolute(""),
            "sharing": sharing,
        }
        text = sharing.text(
            sharing.each(self.facts),
            lambda facts: render_to_string(self.text_name, {**shared, **facts}),
        )
        text = ended_once(text).strip() + "\n"
        text = headed(text, is_made_up=self.record.is_example)
        if answer := as_text(request, text, slugify(self.called)):
            return answer
        seen = {"sharing": sharing, "seen_by": sharing.seen_by}
        return self.render_page(record=self.record, called=self.called, text=text, **seen)
