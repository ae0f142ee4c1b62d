"""The files beside a record: the list with its form, taking one away, removing one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from collaboration.attachment import actions
from collaboration.attachment.forms import AttachForm
from collaboration.attachment.models import Attachment
from collaboration.attachment.permissions import can_attach
from interface.errors import takes_file
from interface.pages import Page, RecordPage
from interface.paging import LARGEST_ID, row_number
from partnerships.place.examples import is_made_up
from records import draft_files, drafts
from records.files.kinds import LARGEST_SENT
from records.files.served import never_run
from records.form_views import FormPage
from registry.attached import attached, attached_to


def record_at(user: Any, kind: str, pk: int) -> Any:
    """The record that an address names, as far as this reader may see its files. Raises Http404."""
    declaration = attached(kind)
    if declaration is None:
        raise Http404
    return get_object_or_404(declaration.seen_by(user), pk=min(pk, LARGEST_ID))


def attachments_url(record: Any) -> str:
    """Where the files of a record stand."""
    return reverse("attachments", args=[attached_to(record).kind, record.pk])


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    kind, _, pk = target.partition("/")
    try:
        record = record_at(user, kind, row_number(pk))
    except Http404:
        return None
    return f"File for {attached_to(record).title(record)}" if can_attach(user, record) else None


ATTACH = draft_files.takes(
    drafts.register(
        "attach",
        title=_draft_title,
        url=lambda target: reverse("attachments", args=target.split("/")),
    ),
    "file",
)


class Attachments(FormPage):
    """The files beside a record, and the form that attaches one, for who may."""

    public = True
    model, form, draft = Attachment, AttachForm, ATTACH
    template_name = "collaboration/attachment/list.html"
    title, submit_label, success_message = "Files", "Attach", "File attached."
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record = record_at(request.user, kwargs["kind"], kwargs["pk"])
        self.declaration = attached_to(self.record)
        self.record_title = self.declaration.title(self.record)
        self.may_attach = can_attach(request.user, self.record)

    @property
    def target(self) -> str:
        return f"{self.kwargs['kind']}/{self.record.pk}"

    @property
    def cancel_url(self) -> str:
        return self.declaration.url(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.record_title, self.cancel_url), (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, **kwargs) if self.may_attach else self.render_page(page=self)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not self.may_attach:
            raise PermissionDenied
        return super().post(request, **kwargs)

    def save(self, form: AttachForm) -> str:
        actions.attach(
            by=self.request.user,
            record=self.record,
            name=form.cleaned_data["file"],
            looked=form.looked,
            shows=form.cleaned_data["shows"],
        )
        return attachments_url(self.record)

    def get_context_data(self) -> dict[str, Any]:
        rows = Attachment.objects.about([self.record]).select_related("created_by")
        readers = "everyone who can see this record" if self.declaration.for_public else ""
        return {
            **super().get_context_data(),
            "attachments": rows,
            "record": self.record,
            "example": is_made_up(self.record),
            "readers": readers or "everyone signed in who can see this record, but not the public,",
        }


attachments = takes_file(LARGEST_SENT)(Attachments.as_view())


def standing() -> QuerySet[Attachment]:
    """Every file that stands. Who finds one here must see its record, which is asked next.

    ``visible_to`` would ask the rules of all kinds of records that have files.
    """
    return Attachment.objects.standing().select_related("subject_type")


class TakeAttachment(Page):
    """The file itself; pictures are drawn from it. 404 where its record is hidden."""

    public = True
    model = Attachment

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        attachment = get_object_or_404(standing(), pk=min(pk, LARGEST_ID))
        kind = attached(attachment.subject_type.model)
        seen = kind.seen_by(request.user) if kind else Attachment.objects.none()
        if not seen.filter(pk=attachment.subject_id).exists():
            raise Http404
        try:
            file = attachment.file.open("rb")
        except FileNotFoundError as gone:
            raise Http404 from gone
        response = FileResponse(
            file,
            as_attachment=True,
            filename=attachment.name,
            content_type=attachment.media_type,
        )
        return never_run(response)


class RemoveAttachment(RecordPage):
    """Ask before a file is removed, and remove it."""

    model = Attachment
    record: Attachment
    template_name = "collaboration/attachment/remove.html"
    page_title = "Remove"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.subject = record_at(
            request.user, self.record.subject_type.model, self.record.subject_id
        )

    def get_queryset(self) -> QuerySet[Attachment]:
        return standing()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_attach(request.user, self.subject):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        declaration = attached_to(self.subject)
        above = (declaration.title(self.subject), declaration.url(self.subject))
        return [above, ("Files", attachments_url(self.subject)), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        back, example = attachments_url(self.subject), is_made_up(self.subject)
        return {**super().get_context_data(), "back": back, "example": example}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Remove it, and go back to the others."""
        actions.remove_attachment(by=request.user, attachment=self.record)
        messages.success(request, f"Removed: {self.record.name}.")
        return redirect(attachments_url(self.subject))
