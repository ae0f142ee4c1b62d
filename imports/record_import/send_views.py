"""What a file can bring to a place, and sending one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.forms import SendFile
from imports.record_import.permissions import can_import, kinds_for
from interface.errors import takes_file
from interface.pages import Page
from partnerships.models import Place
from partnerships.place.frame import BelowPlace, OfPlace, breadcrumbs
from records import drafts
from records.files.lists import LIST_LIMITS, read_list
from records.files.process import Busy, turn
from records.files.tables import Unreadable
from records.form_draft import FormDraft
from records.switches import used
from registry.imported import ImportFormat

HEADING = "Import a file"
SHOWN = 50


class Imports(OfPlace):
    """What a file can bring to a place, and the imports that this person may see."""

    template_name = "imports/record_import/list.html"
    permission, page_title = can_import, HEADING

    def get_context_data(self) -> dict[str, Any]:
        rows = RecordImport.objects.visible_to(self.request.user).filter(place=self.record)
        rows = rows.exclude(pk__in=RecordImport.objects.aside().values("pk"))
        rows = rows.select_related("by", "place", "undone_by").defer("preview", "unusable")
        return {
            **super().get_context_data(),
            "heading": HEADING,
            "kinds": kinds_for(self.request.user, self.record),
            "waiting": rows.waiting().filter(by=self.request.user.pk)[:SHOWN],
            "done": rows.done().order_by("-imported_at", "-id")[:SHOWN],
        }


def _title(user: Any, target: str, _typed: Any) -> str | None:
    slug, _, key = target.partition("/")
    place = Place.objects.visible_to(user).filter(slug=slug).first()
    kinds = kinds_for(user, place) if place else []
    return next((f"{kind.heading} from a file, {place}" for kind in kinds if kind.key == key), None)


SEND = drafts.register(
    "record-import",
    title=_title,
    url=lambda target: reverse("place_import_add", args=target.split("/")),
)


class Send(BelowPlace, Page):
    """Send a file of records of one kind."""

    template_name = "imports/record_import/send.html"
    place_permission, listed = can_import, (HEADING, "place_imports")

    @cached_property
    def kind(self) -> ImportFormat:
        """What the file holds. 403 for what the person may not add here."""
        kinds = {kind.key: kind for kind in used(ImportFormat)}
        if self.kwargs["kind"] not in kinds:
            raise Http404
        kind = kinds[self.kwargs["kind"]]
        if not kind.permission(self.request.user, self.place):
            raise PermissionDenied
        return kind

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*breadcrumbs(self.place), self.up, (self.kind.heading, "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form, or keep the file; a file that cannot be read is told beside its box."""
        draft = FormDraft(request, SEND, target=f"{self.place.slug}/{self.kind.key}")
        if draft.answer:
            return draft.answer
        within = self.kind.within and self.kind.within(request.user, self.place)
        said: dict[str, Any] = {"files": request.FILES} if draft.is_sent else {}
        if within is not None:
            probably = self.kind.probably_within(request.user, self.place)
            said |= {"within": within, "which": self.kind.which, "probably": probably}
        form, status = draft.form(SendFile, **said), 200
        if draft.is_sent and form.is_valid():
            try:
                with turn(request.user.pk), read_list(form.cleaned_data["file"]) as file:
                    return draft.send(lambda: self._keep(form, file))
            except Busy as others:
                form.add_error("file", str(others))
                draft.same_again()
                status = 429
            except Unreadable as problem:
                form.add_error("file", f"{problem}".removesuffix("."))
        if before := draft.sent_before():
            return before
        page = self.render_page(
            form=form,
            sheet=draft,
            format=self.kind,
            has_none=within is not None and not within.exists(),
        )
        page.status_code = status
        return page

    def _keep(self, form: Any, file: Any) -> RecordImport:
        return actions.send(
            by=self.request.user,
            place=self.place,
            kind=self.kind,
            file=file,
            file_name=form.cleaned_data["file"].name,
            within=form.cleaned_data.get("within"),
        )


imports = Imports.as_view()
send = takes_file(LIST_LIMITS.sent)(Send.as_view())
