"""One file for all places of a programme, by its lead: what it can bring, sending it, its steps."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from imports.record_import import template
from imports.record_import.permissions import can_import, places_of
from imports.record_import.send_views import HEADING, SendsFile, listed
from imports.record_import.views import Import, ImportProgress, RowsLeftOut
from interface.errors import takes_file
from partnerships.models import Place, Programme
from partnerships.programme.views import OfProgramme
from records import drafts
from records.files.lists import LIST_LIMITS


def _trail(programme: Programme, *below: tuple[str, str]) -> list[tuple[str, str]]:
    here = (programme.short_name or programme.name, programme.get_absolute_url())
    return [("Programmes", reverse("programmes")), here, *below]


def _list_of(programme: Programme) -> str:
    return reverse("programme_imports", args=[programme.slug])


class ImportsOfProgramme(OfProgramme):
    """What a file can bring to the places of a programme, and the imports of this person."""

    template_name = "imports/record_import/list.html"
    permission = can_import

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return _trail(self.record, (HEADING, ""))

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            **listed(self.request.user, self.record),
            "send": "programme_import_add",
            "programme": self.record,
        }


def _title(user: Any, target: str, _typed: Any) -> str | None:
    slug, _, key = target.partition("/")
    programme = Programme.objects.visible_to(user).filter(slug=slug).first()
    kinds = listed(user, programme)["kinds"] if programme else []
    return next(
        (f"{kind.heading} from a file, {programme}" for kind in kinds if kind.key == key), None
    )


class SendToProgramme(SendsFile, OfProgramme):
    """Send a file of records of one kind, for all places of a programme."""

    permission = can_import
    draft = drafts.register(
        "programme-import",
        title=_title,
        url=lambda target: reverse("programme_import_add", args=target.split("/")),
        may_repeat=True,
    )

    @property
    def home(self) -> Programme:
        programme: Programme = self.record
        return programme

    @cached_property
    def list_url(self) -> str:
        return _list_of(self.record)

    @cached_property
    def template_url(self) -> str:
        return reverse("programme_import_template", args=[self.record.slug, self.kind.key])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = (HEADING, self.list_url)
        return _trail(self.record, above, (self.kind.heading, ""))


class Template(SendToProgramme):
    """The columns of such a file as an empty spreadsheet, with the places of the programme."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        places = Place.objects.filter(pk__in=places_of(self.record)).order_by("sort_key", "id")
        names = list(places.values_list("name", flat=True))
        book = template.workbook(self.kind, names)
        answer = HttpResponse(book, content_type=template.XLSX)
        name = f"{self.kind.key}-{self.record.slug}.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    http_method_names = ("get", "head", "options")


class OfAProgramme:
    """Mixed into the pages of one import: it was brought to a programme."""

    home = "programme"
    record: Any

    def home_breadcrumbs(self) -> list[tuple[str, str]]:
        return _trail(self.record.programme)


class ProgrammeImport(OfAProgramme, Import):
    """One import, wherever it stands."""


class ProgrammeRowsLeftOut(OfAProgramme, RowsLeftOut):
    """The rows that did not come in, as a file."""


class ProgrammeImportProgress(OfAProgramme, ImportProgress):
    """How far it is."""


send = takes_file(LIST_LIMITS.sent)(SendToProgramme.as_view())
