"""What a file can bring to a place, and sending one."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.forms import SendFile
from imports.record_import.permissions import can_import, kinds_for
from interface.errors import takes_file
from interface.pages import Page
from partnerships.models import Place, Programme
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
        return {
            **super().get_context_data(),
            **listed(self.request.user, self.record),
            "send": "place_import_add",
        }


def listed(user: Any, home: Place | Programme) -> dict[str, Any]:
    """What a person may bring to a place or programme, and the imports there that they see."""
    rows = RecordImport.objects.visible_to(user).filter(
        **{"place" if isinstance(home, Place) else "programme": home}
    )
    rows = rows.exclude(pk__in=RecordImport.objects.aside().values("pk"))
    rows = rows.select_related("by", "place", "programme", "undone_by")
    rows = rows.defer("preview", "unusable")
    return {
        "heading": HEADING,
        "kinds": kinds_for(user, home),
        "waiting": rows.waiting().filter(by=user.pk)[:SHOWN],
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
    may_repeat=True,
)


class SendsFile:
    """Mixed into the page that sends a file of one kind, to the place or programme ``home``."""

    template_name = "imports/record_import/send.html"
    draft: ClassVar[Any] = SEND
    request: HttpRequest
    kwargs: dict[str, Any]
    home: Any
    list_url: Any
    template_url: Any  # an empty file to fill in, if there is one
    render_page: Any

    @cached_property
    def kind(self) -> ImportFormat:
        """What the file holds. 403 for what the person may not add here."""
        if not any(kind.key == self.kwargs["kind"] for kind in used(ImportFormat)):
            raise Http404
        for kind in kinds_for(self.request.user, self.home):
            if kind.key == self.kwargs["kind"]:
                return kind
        raise PermissionDenied

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form, or keep the file; a file that cannot be read is told beside its box."""
        draft = FormDraft(request, self.draft, target=f"{self.home.slug}/{self.kind.key}")
        if draft.answer:
            return draft.answer
        within = self.kind.within and self.kind.within(request.user, self.home)
        said: dict[str, Any] = {"files": request.FILES} if draft.is_sent else {}
        if within is not None:
            probably = self.kind.probably_within(request.user, self.home)
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
            place=self.home,
            list_url=self.list_url,
            template_url=self.template_url,
        )
        page.status_code = status
        return page

    def _keep(self, form: Any, file: Any) -> RecordImport:
        return actions.send(
            by=self.request.user,
            **{self.home._meta.model_name: self.home},
            kind=self.kind,
            file=file,
            file_name=form.cleaned_data["file"].name,
            within=form.cleaned_data.get("within"),
        )


class Send(SendsFile, BelowPlace, Page):
    """Send a file of records of one kind to a place."""

    place_permission, listed = can_import, (HEADING, "place_imports")
    template_url = ""

    @property
    def home(self) -> Place:
        return self.place

    @property
    def list_url(self) -> str:
        return self.up[1]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*breadcrumbs(self.place), self.up, (self.kind.heading, "")]


imports = Imports.as_view()
send = takes_file(LIST_LIMITS.sent)(Send.as_view())
