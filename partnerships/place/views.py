"""Changing what is said of a place, and who changed what of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from access.history import HistoryPage
from access.permissions import can_edit_place
from interface.articles import with_article
from partnerships.models import Place
from partnerships.place.also_called import save_place
from partnerships.place.forms import EditPlace
from partnerships.place.frame import OfPlace
from records import drafts
from records.form_views import EditPage


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    if place is None or not can_edit_place(user, place):
        return None
    return f"What is said about {with_article(place.name)}"


class EditPlacePage(OfPlace, EditPage):
    """Change what is said of a place: its editors, and the connectors who keep the directory."""

    template_name = "partnerships/place/edit.html"
    form, permission, page_title = EditPlace, can_edit_place, "Change"
    draft = drafts.register(
        "edit-place",
        title=_draft_title,
        url=lambda target: reverse("place_edit", args=[target]),
    )

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """The heading names the place, so that no lead does."""
        super().setup(*args, **kwargs)
        self.title, self.lead = f"Change the description of {self.record}", ""
        self.success_message = f"Saved for {self.record.name}."

    def save(self, form: EditPlace) -> Place:
        return save_place(form, by=self.request.user)


class PlaceHistory(OfPlace, HistoryPage):
    """Who changed what of the place itself: its names, codes, links and what is said of it."""

    public = True
    page_title = "History"
