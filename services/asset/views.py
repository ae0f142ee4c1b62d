"""Assets, the emergency pack and the figures of a place, as pages list them and files hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from access.permissions import can_edit_place, can_map_services
from geography.data_load.permissions import can_load_data
from geography.measure.care_board import care_board_of
from geography.measure.comparison import Context
from geography.measure.for_place import context_of_council
from geography.measure.page import MORE_COLUMNS, context_page
from geography.measure.small_areas import small_areas_of, why_none
from geography.measure.ward_map import ward_map
from interface import exports
from interface.articles import with_article
from interface.cells import Figure
from interface.columns import Column
from interface.pages import RecordPage
from interface.paging import Sort
from interface.words import capitalised
from partnerships.models import Place, PlaceFigure
from partnerships.place.attribution import OF_SMALL_AREAS, OF_SOURCE
from partnerships.place.kinds import NUMBER, KindAtPlace, OfKindAtPlace
from records.dates import DateWithPrecision
from records.figures import Quantity
from services.asset.forms import EditAsset, EditContact, EditFigure
from services.models import Asset, EmergencyContact

# The most that one page shows
ASSETS, CONTACTS, FIGURES = 500, 60, 200

NUMBERED = (Sort("number", "pk", says=str),)


def _label(figure: PlaceFigure) -> str:
    """What a figure counts: "Population"."""
    return capitalised(figure.name or str(figure.get_measure_display()))


def _as_of(figure: PlaceFigure) -> str:
    """When it held, as precisely as known."""
    return str(DateWithPrecision.of(figure, "as_of") or "")


ASSET_COLUMNS = (
    NUMBER,
    Column("asset", "Asset", "What it is", attrgetter("name")),
    Column.of(Asset, "kind"),
    Column.of(Asset, "place"),
    Column.of(Asset, "about"),
    Column("kept_by", "Looked after by", "Who looks after it", attrgetter("kept_by")),
    Column.of(Asset, "gone_on"),
    Column.of(Asset, "source", meaning="Where this is from"),
)
FIGURE_COLUMNS = (
    replace(NUMBER, meaning=f"{NUMBER.meaning}; official figures have none", blank="none"),
    Column.of(PlaceFigure, "place"),
    Column("figure", "Figure", "What it counts", attrgetter("label")),
    Column.of(PlaceFigure, "value"),
    Column.of(PlaceFigure, "unit"),
    Column.of(PlaceFigure, "release"),
    Column("as_of", "As at", "The day or period", attrgetter("as_of")),
    Column.of(PlaceFigure, "source", meaning="Where it is from"),
    *MORE_COLUMNS,
)


@dataclass(frozen=True)
class FileFigure:
    """A figure that the keepers of a place recorded, as a file has it beside official ones."""

    row: PlaceFigure

    @property
    def label(self) -> str:
        return _label(self.row)

    @property
    def as_of(self) -> str:
        return _as_of(self.row)

    @property
    def attribution(self) -> str:
        """What the licence of its source asks to be said; empty for what is no list of ours."""
        return OF_SOURCE.get(self.row.source.slug, "") if self.row.source else ""

    def __getattr__(self, name: str) -> Any:
        """Its place, value, unit, release and source are those of the row."""
        return getattr(self.row, name)


# The official measure of the same as a figure that keepers recorded
OFFICIAL: dict[str, str] = {
    PlaceFigure.Measure.POPULATION: "population_total",
    PlaceFigure.Measure.DEPRIVATION_RANK: "imd_rank_of_average_score",
    PlaceFigure.Measure.DEPRIVATION_SCORE: "imd_average_score",
}


@dataclass(frozen=True)
class ShownFigure:
    """A figure of a place with all that must stand beside it, and its row to correct."""

    label: str
    figure: Figure
    row: PlaceFigure
    newer: str = ""

    @classmethod
    def of(cls, row: PlaceFigure, context: Context) -> ShownFigure:
        """The figure of a row; ``newer`` is the time of the official one that came after it."""
        quantity = Quantity(row.value, unit=row.unit)
        figure = Figure(quantity, as_of=_as_of(row), source=row.source)
        return cls(_label(row), figure, row, _newer(row, context))

    @property
    def when(self) -> str:
        """Release and as-of date in one line."""
        release = "" if self.row.release == self.figure.as_of else self.row.release
        parts = [release, f"as at {self.figure.as_of}" if self.figure.as_of else ""]
        return ", ".join(part for part in parts if part)


def figures_of_place(rows: Any, context: Context) -> list[ShownFigure]:
    """Every figure of a place beside its official ones, the newest of each measure first."""
    newest = rows.order_by("measure", "name", "-as_of", "id")
    return [ShownFigure.of(row, context) for row in newest[:FIGURES]]


def _newer(row: PlaceFigure, context: Context) -> str:
    """The time of the official figure of the same that is newer; empty where none is."""
    official = OFFICIAL.get(row.measure)
    return next(
        (
            one.period
            for one in context.rows
            if one.key == official and one.value is not None and row.as_of and row.as_of < one.as_of
        ),
        "",
    )


def assets_by_kind(rows: Any) -> list[tuple[str, list[Asset]]]:
    """Assets under the words for their kind, those that are gone last. One query."""
    groups: dict[str, list[Asset]] = {}
    for asset in sorted(rows[:ASSETS], key=lambda asset: asset.gone_on is not None):
        groups.setdefault(asset.kind, []).append(asset)
    return [(str(label), groups[kind]) for kind, label in Asset.Kind.choices if kind in groups]


def contacts_by_place(
    rows: Iterable[EmergencyContact], place: Place
) -> list[tuple[Place, list[EmergencyContact]]]:
    """Who to call, those of the place itself first, then of the places that it lies in."""
    groups: dict[int, tuple[Place, list[EmergencyContact]]] = {}
    for contact in list(rows)[:CONTACTS]:
        groups.setdefault(contact.place_id, (contact.place, []))[1].append(contact)
    return sorted(groups.values(), key=lambda group: (group[0].pk != place.pk, group[0].name))


# A number that nobody tried for so many days is said to be old.
TRIED_WITHIN = dt.timedelta(days=180)


class Assets(KindAtPlace):
    """What a place has and can build on, by kind; as a file as well."""

    model, form, title, path = Asset, EditAsset, "Assets", "assets"
    noun, may_edit, add_message = "asset", can_map_services, "Asset saved."
    with_rows = ("place", "keeper", "source")
    api, columns = True, ASSET_COLUMNS
    menu = {
        "says": "A building or something else that partners can use",
        "order": 30,
        "words": "new building",
    }
    routes = {**KindAtPlace.routes, "History": ("assets/<int:pk>/history/", "asset_history")}

    class List(KindAtPlace.List):
        public, template_name, sorts = True, "services/asset/list.html", NUMBERED

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            rows, name = self.get_queryset().in_place(self.place), f"assets-{self.place.slug}"
            if file := exports.respond(request, rows, self.columns, self.sorts, name):
                return file
            may_add = can_map_services(request.user, self.place)
            return self.render_page(groups=assets_by_kind(rows), may_add=may_add)

    class History(KindAtPlace.History):
        public = True


class EmergencyPack(KindAtPlace):
    """Who to call here when something goes badly wrong, in order; one page to print."""

    model, form, title, path = EmergencyContact, EditContact, "Emergency pack", "emergency"
    key, may_edit, draft_words = "emergency", can_edit_place, "Who to call"
    add_title, edit_title = "Add a contact", "Change who to call"
    add_message, with_rows = "Emergency pack saved.", ("place", "organisation")
    routes = {
        **KindAtPlace.routes,
        "Remove": ("emergency/<int:pk>/remove/", "emergency_remove"),
    }

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).in_use()

    class List(KindAtPlace.List):
        public, template_name = True, "services/asset/emergency.html"

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            rows = self.get_queryset().for_pack(self.place)
            groups = contacts_by_place(rows, self.place)
            return self.render_page(
                groups=groups,
                is_narrow=any(contact.is_narrow for _, contacts in groups for contact in contacts),
                may_edit=can_edit_place(request.user, self.place),
                old=timezone.localdate() - TRIED_WITHIN,
                seen_by="those who may see this pack",
            )

    class Add(KindAtPlace.Add):
        def instance(self) -> EmergencyContact:
            contact: EmergencyContact = super().instance()
            last = EmergencyContact.objects.filter(place=self.place).order_by("-order").first()
            contact.order = last.order + 1 if last else 1
            return contact

    class Remove(OfKindAtPlace, RecordPage):
        """Take a job role out of the pack from today on, once it is confirmed; it is kept."""

        place_permission, page_title = can_edit_place, "Take out"
        template_name = "partnerships/place/confirm.html"

        def get_context_data(self) -> dict[str, Any]:
            contact = self.record
            return {
                **super().get_context_data(),
                "heading": f"Take {contact.role} out of the emergency pack",
                "lead": f"People in {with_article(self.place)} will no longer be told to call them "
                f"about this: {contact.ring_for}. What was recorded is kept.",
                "verb": "Remove from the pack",
                "leave": "Leave it in",
                "back": self.up[1],
            }

        def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            self.record.ended_on = timezone.localdate()
            self.record.save()
            messages.success(request, f"{self.record.role} is out of the emergency pack.")
            return redirect(self.up[1])


class Figures(KindAtPlace):
    """Every figure of the place, as open as the directory: official ones set beside others, and
    what its keepers recorded; in its file with definitions and the words that licences ask for.
    """

    model, form, title, path = PlaceFigure, EditFigure, "Figures of the place", "figures"
    key, noun, list_name = "place_figure", "figure", "place_context"
    may_edit = can_edit_place
    edit_title, add_message = "Correct a figure", "Figure saved."
    with_rows = ("place", "source")
    closed_because = (
        "not available yet: a place’s own figures are listed with official ones, without a number"
    )

    class List(KindAtPlace.List):
        public, template_name = True, "services/asset/figures.html"

        def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            rows, name = self.get_queryset().filter(place=self.place), f"figures-{self.place.slug}"
            page = context_page(self.place)
            kept, small = [FileFigure(row) for row in rows[:FIGURES]], small_areas_of(self.place)
            if "format" in request.GET:
                every = [*page.lines, *(small.lines if small else ()), *kept]
                if file := exports.of_rows(
                    request, every, FIGURE_COLUMNS, name, made_up=lambda _: self.place.is_example
                ):
                    return file
            return self.render_page(
                page=page,
                compared=page.context,
                council_context=None if page.context else context_of_council(self.place),
                attributions=dict.fromkeys(
                    line
                    for line in [
                        *page.attributions,
                        *([OF_SMALL_AREAS] if small else ()),
                        *(one.attribution for one in kept),
                    ]
                    if line
                ),
                care_board=care_board_of(self.place),
                small=small,
                wards=ward_map(small) if small else None,
                without=None if small else why_none(self.place),
                may_load=can_load_data(request.user),
                figures=figures_of_place(rows, page.context),
                may_edit=can_edit_place(request.user, self.place),
            )
