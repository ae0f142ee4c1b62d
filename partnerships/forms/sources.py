"""Naming the published document that a claim is from, in two boxes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms import BaseForm, CharField, URLField

from records.addresses import free_slug
from records.models import Source


class NamesSource(BaseForm):
    """Mixed into a form of a record with ``source``: its title and link, found or made anew.

    ``needs_source`` says whether nothing can be said without one.
    """

    needs_source = False
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_title"] = CharField(
            label="Where is this from?",
            max_length=300,
            required=self.needs_source,
            help_text="The title of what was published, which everyone can read",
            error_messages={"required": "Say where this is from"},
        )
        self.fields["source_url"] = URLField(
            label="Its link",
            max_length=500,
            required=False,
            assume_scheme="https",
            error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
        )
        if (source := getattr(self.instance, "source", None)) is not None:
            self.initial.update(source_title=source.title, source_url=source.url)

    def clean(self) -> dict[str, Any]:
        """A link stands with a title."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("source_url") and not data.get("source_title"):
            self.add_error("source_title", "Say what the link leads to")
        return data

    def named_source(self, by: Any) -> Source | None:
        """The source as named: one that is there, or a new one."""
        return find_or_make(self.cleaned_data["source_title"], self.cleaned_data["source_url"], by)


def find_or_make(title: str, url: str, by: Any) -> Source | None:
    """The source with this title and link, made where it is not there; None without a title."""
    if not title:
        return None
    rows = Source.objects.filter(title=title)
    known = (rows.filter(url=url) if url else rows).order_by("id").first()
    if known is not None:
        return known
    with transaction.atomic():
        slug = free_slug(Source.objects, title, "source")
        return Source.objects.create(slug=slug, title=title, url=url, created_by=by)
