"""Adding a source of the public record, and taking back one that was added by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from dashboards.source.actions import AddSource, add_source
from dashboards.source.permissions import can_add_sources, can_take_back_source
from dashboards.source.reading import source_or_404
from records import drafts
from records.form_views import AddPage, TakeBackPage
from records.models import Source


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    return "A new source" if can_add_sources(user) else None


class AddSourcePage(AddPage):
    """A published document or page, before something rests on it."""

    model, form, permission, form_takes_user = Source, AddSource, can_add_sources, True
    draft = drafts.register("add-source", title=_title, url=lambda _: reverse("source_add"))
    template_name = "records/lookalikes.html"
    title, submit_label, success_message = "Add a source", "Add the source", "Source added."
    lead = (
        "A published document or page that figures or claims come from. Everyone can read what you "
        "write here. You can usually name the source on the form of the record that uses it, and "
        "need not add it here."
    )

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Sources", reverse("sources"))]

    def save(self, form: AddSource) -> Source:
        return add_source(by=self.request.user, source=form.instance, check=form.ask_if_another)


class TakeBackSource(TakeBackPage):
    """Take back a source on which nothing rests; another is withdrawn."""

    model, key, permission, noun = Source, "slug", can_take_back_source, "source"
    instead = "Withdraw it instead."

    def load(self) -> Source:
        return source_or_404(self.request.user, self.kwargs["slug"])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Sources", reverse("sources"))]
