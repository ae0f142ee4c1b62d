"""The places within a place: adding one, and keeping one right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from geography.models import Boundary
from geography.place_within import actions, listed
from geography.place_within.forms import (
    CHANGE,
    END,
    AddAround,
    AddLocal,
    ChangeAround,
    EditLocal,
    EndLocal,
)
from geography.place_within.list_views import LISTED
from interface.pages import PageAction
from interface.paging import row_number
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from partnerships.place.frame import Crumbs, OfPlace, breadcrumbs
from partnerships.place.models.place import holding
from partnerships.place.permissions import can_add_within, can_keep_local, can_take_back_local
from records import drafts
from records.form_views import EditPage, TakeBackPage
from records.taking_back import is_just_added


def _drafts(key: str, words: str, address: str, may: Any) -> drafts.Kind:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        place = Place.objects.visible_to(user).filter(slug=target).first()
        return f"{words} {place.name}" if place and may(user, place) else None

    return drafts.register(key, title=title, url=lambda target: reverse(address, args=[target]))


class AddWithin(OfPlace, EditPage):
    """Add a place within this one; ``?listed=`` is the row of an official list that it is."""

    template_name = "records/lookalikes.html"
    form, permission = AddLocal, can_add_within
    draft = _drafts("place-within", "A place within", "place_within_add", can_add_within)
    submit_label, success_message = "Add it", "Place added."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title, self.lead = f"Add a place within {self.record}", ""

    @property
    def target(self) -> str:
        return str(self.record.slug)

    @property
    def cancel_url(self) -> str:
        return reverse("places_within", args=[self.record.slug])

    def breadcrumbs(self) -> Crumbs:
        return [*breadcrumbs(self.record), (LISTED[0], self.cancel_url), ("Add", "")]

    def arguments(self) -> dict[str, Any]:
        row = listed.by_number(self.record, self.request.GET.get("listed", ""))
        known = {"kind": row.kind, "name": row.name, "code": row.code} if row else {}
        return {"instance": Place(drawn_because=""), "within": self.record, "initial": known}

    def save(self, form: Any) -> Place:
        by = self.request.user
        row = form.listed
        return actions.add_place(
            by=by,
            within=self.record,
            place=form.instance,
            code=form.official,
            since=form.cleaned_data["since"],
            source=form.named_source(by) or (row.release.source if row else None),
            check=form.ask_if_another,
        )


class OfLocal(OfPlace):
    """Mixed into the pages that keep a place of the kinds that people add."""

    permission = can_keep_local

    @property
    def target(self) -> str:
        return str(self.record.slug)


class EditLocalPage(OfLocal, EditPage):
    """Put right its kind, name and code, or give it a new name from a day on."""

    form = EditLocal
    draft = _drafts("place-local", "Name and code of", "place_local_edit", can_keep_local)
    page_title, success_message = "Name and code", "Name and code saved."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title, self.lead = f"Name, kind and code of {self.record}", ""

    def save(self, form: Any) -> Place:
        data = form.cleaned_data
        return actions.save_place(
            by=self.request.user,
            place=form.instance,
            code=form.official,
            corrected=data["name"],
            new_name=data["new_name"],
            named_from=data["named_from"],
        )


class AddAroundPage(OfLocal, EditPage):
    """Say that it is within another place as well: a ward in an NHS place."""

    form = AddAround
    draft = _drafts("place-around", "What lies around", "place_around_add", can_keep_local)
    page_title, success_message = "Within another place", "Saved."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title = f"{self.record} is also within another place"
        self.lead = "Whoever has a role at a place has it at all places within it, too."

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> Place:
        return actions.add_around(by=self.request.user, place=self.record, **form.cleaned_data)


class EndLocalPage(OfLocal, EditPage):
    """Say that a place is no more. What was recorded there stays."""

    form = EndLocal
    draft = _drafts("place-end", "The end of", "place_end", can_keep_local)
    page_title, submit_label, success_message = "End", "End it", "End saved."

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.title = f"{self.record} has ended"
        self.lead = (
            "Its name and codes end on that date, but people can still find it by them. What was "
            "recorded there stays, and counts where it was."
        )

    def arguments(self) -> dict[str, Any]:
        return {"place": self.record}

    def save(self, form: Any) -> Place:
        return actions.end_place(by=self.request.user, place=self.record, **form.cleaned_data)


class TakeBackLocal(OfLocal, TakeBackPage):
    """Take back a place that was added by mistake."""

    permission, noun = can_take_back_local, "place"
    parts = (
        (PlaceLink, "place"),
        (PlaceName, "place"),
        (PlaceCode, "place"),
        (PlaceReach, "place"),
        (PlaceReach, "ancestor"),
        (Boundary, "place"),
    )

    @property
    def after(self) -> str:
        above = PlaceLink.objects.filter(place=self.record, kind="within").order_by("id")
        slug = above.values_list("other__slug", flat=True).first()
        return reverse("places_within", args=[slug]) if slug else reverse("places")


def _around(user: Any) -> QuerySet[PlaceLink]:
    """What places of these kinds lie within today."""
    rows = PlaceLink.objects.filter(holding(timezone.localdate()), kind="within")
    seen = Place.objects.visible_to(user)
    return rows.filter(place__in=seen).select_related("place", "other")


def _keeps(user: Any, link: PlaceLink) -> bool:
    return can_keep_local(user, link.place)


def _around_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    link = _around(user).filter(pk=row_number(target)).first()
    return f"What {link.place} is within" if link and _keeps(user, link) else None


class EditAround(EditPage):
    """What it lies within: a mistake, a move, or an end."""

    model, form, permission = PlaceLink, ChangeAround, _keeps
    draft = drafts.register(
        "place-around-edit",
        title=_around_title,
        url=lambda target: reverse("place_around_edit", args=[target]),
    )
    lead = "Whoever has a role at a place has it at all places within it, too."
    success_message = "Saved."

    def get_queryset(self) -> QuerySet[PlaceLink]:
        return _around(self.request.user)

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"{self.record.place} is within {self.record.other}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.place.get_absolute_url())

    def breadcrumbs(self) -> Crumbs:
        return breadcrumbs(self.record.place, "What it is within")

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.place.is_example}

    def save(self, form: Any) -> Place:
        by, link, data = self.request.user, self.record, form.cleaned_data
        if data["what"] == END:
            return actions.end_around(by=by, link=link, on=data["day"])
        if data["what"] == CHANGE:
            return actions.move_around(by=by, link=link, other=data["other"], on=data["day"])
        return actions.correct_around(
            by=by, link=link, other=data["other"], since=data["valid_from"]
        )


def actions_of(user: Any, place: Place) -> list[PageAction]:
    """What this reader may do with a place and with what lies within it."""
    ways: list[PageAction] = []
    slug = place.slug
    if can_add_within(user, place):
        ways.append(PageAction("Add a place within it", reverse("place_within_add", args=[slug])))
    if can_keep_local(user, place):
        ways += [
            PageAction("Change its name, kind or code", reverse("place_local_edit", args=[slug])),
            PageAction(
                "Say that it is within another place", reverse("place_around_add", args=[slug])
            ),
            *_moves(place),
            PageAction("Say that it has ended", reverse("place_end", args=[slug])),
        ]
    if is_just_added(place) and can_take_back_local(user, place):
        ways.append(PageAction("Take back", reverse("place_undo", args=[slug])))
    return ways


def _moves(place: Place) -> list[PageAction]:
    links = PlaceLink.objects.filter(holding(timezone.localdate()), place=place, kind="within")
    return [
        PageAction(
            f"Change how it is within {link.other}", reverse("place_around_edit", args=[link.pk])
        )
        for link in links.select_related("other").order_by("id")
    ]
