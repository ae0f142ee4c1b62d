"""Naming the published document that a claim is from, in two boxes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q
from django.forms import BaseForm, CharField, HiddenInput, URLField

from records.models import Source
from records.models.sources import typed_slug

READ_BY_ALL = "Everyone can read it and its link"
STAYS = "The source of this was withdrawn. It stays unless you name another"
READ_WITH_RECORD = "Whoever can read this record can read the title and the link too"


class NamesSource(BaseForm):
    """Mixed into a form of a record with ``source``: its title and link, found or made anew.

    ``needs_source`` says whether nothing can be said without one; ``everyone_reads`` whether the
    record is public whatever the form says.
    """

    needs_source = False
    everyone_reads = False
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_title"] = CharField(
            label="Where is this from?",
            max_length=300,
            required=self.needs_source and not self._stands_on_withdrawn,
            error_messages={"required": "Say where this is from"},
        )
        self.fields["source_url"] = URLField(
            label="Its link",
            max_length=500,
            required=False,
            assume_scheme="https",
            error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
        )
        self.ask_for_source("Where is this from?", "The title of what was published")
        if (source := self._named_before) is not None:
            title, url = _words(source)
            self.initial.update(source_title=title, source_url=url)
            self.fields["source_drawn"] = CharField(
                widget=HiddenInput, required=False, initial=_mark(source, title, url)
            )

    def ask_for_source(self, label: str, help_text: str) -> None:
        """Ask for it in these words; who will read it is said after them."""
        readers = READ_BY_ALL if self.everyone_reads else READ_WITH_RECORD
        self.fields["source_title"].label = label
        if self._stands_on_withdrawn:
            readers = f"{readers}. {STAYS}"
        self.fields["source_title"].help_text = f"{help_text}. {readers}"

    def clean(self) -> dict[str, Any]:
        """A link stands with a title."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("source_url") and not data.get("source_title"):
            self.add_error("source_title", "Say what the link leads to")
        return data

    def named_source(self, by: Any) -> Source | None:
        """The source as named: the one that was there, another, or a new one.

        A record that names a withdrawn one goes on naming it until another takes its place. Words
        that were left as the form showed them name what they named then: so a form or a draft that
        was opened before does not bring back what was put right or withdrawn since.
        """
        title, url = self.cleaned_data["source_title"], self.cleaned_data["source_url"]
        before = self._named_before
        if before is not None:
            now = _words(before)
            drawn = self.cleaned_data.get("source_drawn") or _mark(before, *now)
            if _mark(before, title, url) == drawn or (title and (title, url) == now):
                return before
        return find_or_make(title, url, by)

    @property
    def _stands_on_withdrawn(self) -> bool:
        return self._named_before is not None and self._named_before.is_withdrawn

    @property
    def _named_before(self) -> Source | None:
        return getattr(self.instance, "source", None)


def _words(source: Source) -> tuple[str, str]:
    """What the two boxes show of a source: nothing of one that is withdrawn."""
    return ("", "") if source.is_withdrawn else (source.title, source.url)


def _mark(source: Source, title: str, url: str) -> str:
    """Says just that a form showed these words of this source, and is no secret."""
    return hashlib.sha256(f"{source.pk}\x1f{title}\x1f{url}".encode()).hexdigest()[:20]


def find_or_make(title: str, url: str, by: Any) -> Source | None:
    """The source with this title and link, made where there is none to take; None without a title.

    An open one of that title will do, and the writer's own where title and link are the same. What
    somebody else typed is never taken: it would be read by whoever reads this record as well, and
    no longer be theirs alone to change or take back.
    """
    if not title:
        return None
    same_link = Q(url=url)
    rule = Q(is_open=True) & (same_link if url else Q()) | Q(created_by=by) & same_link
    taken = Source.objects.standing().filter(rule, title=title).order_by("-is_open", "id").first()
    return taken or Source.objects.create(slug=typed_slug(), title=title, url=url, created_by=by)
