"""The places of a programme: adding them, putting right what is said of one, ending its part."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.permissions import wrote
from interface.cells import linked, small
from interface.columns import Column
from interface.pages import Empty, ListPage, PageAction, RecordPage
from interface.paging import Sort, row_number
from interface.words import capitalised
from partnerships.models import Programme, ProgrammePlace
from partnerships.programme import actions
from partnerships.programme.filters import ProgrammePlaceFilter
from partnerships.programme.forms import AddPlaces, EditPart, EndPart
from partnerships.programme.permissions import can_edit_programme
from partnerships.programme.views import Crumbs, OfProgramme, draft_of, who_adds_places
from records import drafts
from records.dates import day_as_known, known_day
from records.form_views import EditPage, TakeBackPage
from records.inputs import sent_by
from records.taking_back import is_just_added


def _keeps(user: Any, part: ProgrammePlace) -> bool:
    return can_edit_programme(user, part.programme)


def _takes_back(user: Any, part: ProgrammePlace) -> bool:
    return wrote(user, part) or _keeps(user, part)


def _parts(user: Any) -> QuerySet[ProgrammePlace]:
    """Those of programmes and places that the reader sees: all, for both are public."""
    rows = ProgrammePlace.objects.filter(programme__in=Programme.objects.visible_to(user))
    return rows.select_related("place", "programme__lead", "source")


def _draft(key: str, words: str, address: str) -> drafts.Kind:
    """Drafts of a form about a place's part; the target is its number."""

    def part_of(user: Any, target: str) -> ProgrammePlace | None:
        part = _parts(user).filter(pk=row_number(target)).first()
        return part if part and _keeps(user, part) else None

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        part = part_of(user, target)
        return f"{words}: {part.place} in {part.programme}" if part else None

    def url(target: str) -> str:
        rows = Programme.objects.filter(place_links=int(target))
        slug = rows.values_list("slug", flat=True).first()
        return reverse(address, args=[slug, target]) if slug else reverse("programmes")

    return drafts.register(key, title=title, url=url)


COLUMNS = (
    Column(
        "place",
        "Place",
        "The place that takes part, or in which the smaller one lies",
        lambda part: part.place.name,
        cell=lambda part: linked(part.place.name, part.place.get_absolute_url(), part.named),
        head=True,
        sort="name",
    ),
    Column.of(ProgrammePlace, "named", blank="none"),
    Column.of(
        ProgrammePlace,
        "role",
        cell=lambda part: part.role if not part.note else format_html(
            "{}{}", part.role, small(part.note)
        ),
    ),
    known_day(
        "since", "Since", "As precisely as known", of="valid_from", cell=day_as_known("valid_from")
    ),
    known_day(
        "until", "Until", "As precisely as known", of="valid_to", cell=day_as_known("valid_to")
    ),
    Column("homes", "Homes", cell=lambda part: capitalised(part.homes_words)),
    Column.of(ProgrammePlace, "homes_planned"),
    Column(
        "homes_qualifier",
        "Homes planned, how exact",
        "Exactly, about, at least, more than or at most; empty where it is not known",
        lambda part: part.get_homes_qualifier_display() if part.planned.known else "",
    ),
    Column.of(ProgrammePlace, "homes_built"),
    known_day("homes_as_of", "Homes as at", "As precisely as known"),
    Column.of(ProgrammePlace, "note", blank="none"),
    Column(
        "source",
        "Source",
        "Where it is from",
        lambda part: part.source and part.source.title,
        cell=lambda part: part.source and part.source.title,
    ),
)  # fmt: skip


class ProgrammePlaces(ListPage):
    """Every place of a programme, with its part and dates; who keeps it changes them here."""

    api, api_title = True, "Places of a programme"
    public = True
    model, filters, columns = ProgrammePlace, ProgrammePlaceFilter, COLUMNS
    sorts = (Sort("name", "place__sort_key", says=lambda part: part.place.name),)
    noun = "place"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Programme.objects.visible_to(request.user).select_related("lead")
        self.programme = get_object_or_404(rows, slug=self.kwargs["slug"])
        self.title = f"Places of {self.programme}"  # type: ignore[misc]
        self.keeps = can_edit_programme(request.user, self.programme)

    @cached_property
    def file(self) -> str:  # type: ignore[override]  # it is called by its programme
        return f"places-{self.programme.slug}"

    def get_queryset(self) -> QuerySet[ProgrammePlace]:
        return _parts(self.request.user).filter(programme=self.programme)

    def table_columns(self) -> list[Column]:
        """With a way to change each, for who keeps them."""
        change = Column("change", "Change", cell=self._ways_of)
        return [*super().table_columns(), *([change] if self.keeps else [])]

    def _ways_of(self, part: ProgrammePlace) -> SafeString:
        named = f" {part.named or part.place}"
        ways = [("Change", "edit"), *([] if part.valid_to else [("End", "end")])]
        if is_just_added(part):
            ways.append(("Take back", "undo"))
        return format_html_join(
            " · ",
            '<a href="{}">{}<span class="vh">{}</span></a>',
            (
                (reverse(f"programme_place_{what}", args=[self.programme.slug, part.pk]), label,
                 named)
                for label, what in ways
            ),
        )  # fmt: skip

    def nothing(self) -> Empty:
        who = "" if self.keeps else who_adds_places(self.programme)
        return Empty("No place of this programme is linked here.", who)

    def note(self) -> str:
        return self.programme.places_note

    def add(self) -> PageAction | None:
        url = reverse("programme_places_add", args=[self.programme.slug])
        return PageAction("Add places", url) if self.keeps else None

    def parent_breadcrumbs(self) -> Crumbs:
        name = self.programme.short_name or self.programme.name
        return [("Programmes", reverse("programmes")), (name, self.programme.get_absolute_url())]

    def breadcrumbs(self) -> Crumbs:
        return [*self.parent_breadcrumbs(), ("Places", "")]

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.programme.is_example}


class AddPlacesPage(OfProgramme, EditPage):
    """Say which places take part, several at once."""

    form, permission = AddPlaces, can_edit_programme
    draft = draft_of("programme-places", "Places of a programme", "programme_places_add")
    page_title, title, submit_label = "Add places", "Add places to a programme", "Add them"
    success_message = "Places added."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def arguments(self) -> dict[str, Any]:
        return {"instance": ProgrammePlace(programme=self.record)}

    @property
    def cancel_url(self) -> str:
        return reverse("programme_places", args=[self.record.slug])

    def save(self, form: Any) -> str:
        by = self.request.user
        actions.add_places(
            by=by,
            programme=self.record,
            places=form.cleaned_data["areas"],
            source=form.named_source(by),
            **form.said,
        )
        return self.cancel_url


class OfPart(RecordPage):
    """Mixed into the pages of one place's part in a programme."""

    model = ProgrammePlace

    def get_queryset(self) -> QuerySet[ProgrammePlace]:
        return _parts(self.request.user).filter(programme__slug=self.kwargs["slug"])

    @property
    def programme(self) -> Programme:
        programme: Programme = self.record.programme
        return programme

    @property
    def called(self) -> str:
        named = f"{self.record.named}, " if self.record.named else ""
        return f"{named}{self.record.place}"

    @property
    def cancel_url(self) -> str:
        return reverse("programme_places", args=[self.programme.slug])

    def breadcrumbs(self) -> Crumbs:
        programme = self.programme
        name = programme.short_name or programme.name
        above = [("Programmes", reverse("programmes")), (name, programme.get_absolute_url())]
        return [
            *above,
            ("Places", self.cancel_url),
            (f"{self.called}: {self.page_title.lower()}", ""),
        ]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.programme.is_example}


class PartForm(OfPart, EditPage):
    """A form about a place's part."""

    permission = _keeps

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.called}, in {self.programme}"

    def instance(self) -> Any:
        return copy(self.record)


class EditPartPage(PartForm):
    """Put right what is said of a place's part."""

    form = EditPart
    draft = _draft("programme-place-edit", "What part a place has", "programme_place_edit")
    page_title, title, success_message = (
        "Change",
        "Change what part a place has",
        "What part it has is saved.",
    )

    def save(self, form: Any) -> str:
        super().save(form)
        return self.cancel_url


class EndPartPage(PartForm):
    """Say that a place takes part no more."""

    form = EndPart
    draft = _draft("programme-place-end", "The end of a place's part", "programme_place_end")
    page_title, title, submit_label = "End", "End a place’s part", "End its part"
    success_message = "Saved. Its part in the programme now has an end."

    def arguments(self) -> dict[str, Any]:
        return {"part": self.record}

    def save(self, form: Any) -> str:
        day, precision = form.cleaned_data["on"]
        actions.end_part(by=self.request.user, part=self.record, on=day, precision=precision)
        return self.cancel_url


class TakeBackPart(OfPart, TakeBackPage):
    """Take out a place that was added by mistake."""

    permission, noun = _takes_back, "place of the programme"
    instead = "Record that its part has ended instead."
    after = record_page = OfPart.cancel_url

    def typed_again(self) -> dict[str, Any]:
        """Several places may have been added together: this is one alone."""
        said = sent_by(EditPart(instance=self.record)) | {"areas": [self.record.place.name]}
        del said["version"]
        ticket = drafts.Ticket.for_form(self.request.user, AddPlacesPage.draft, self.programme.slug)
        return {"ticket": ticket, "typed": said}
