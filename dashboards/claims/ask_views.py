"""Asking a body without an account, by its public contact, whether what is recorded of it is so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.forms import EmailField, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import is_administrator
from accounts.answer_link import close_links
from accounts.notice.outcome import say_outcome
from dashboards.claims import links
from interface import forms
from interface.articles import with_article
from interface.paging import LARGEST_ID, row_number
from interface.words import capitalised
from partnerships.models import ClaimLink, Organisation
from partnerships.organisation.claim_models import Claim
from people.review.officers import officers_of
from records import drafts
from records.form_views import EditPage
from records.reading import rows_seen
from registry.claimed import ClaimKind, claim_kinds

WEB_ADDRESS = "Enter a web address, such as https://www.example.org.uk/contact"


class AskForm(forms.Form):
    """Where the email goes, and where everybody can see that it is the body's address."""

    email = EmailField(
        label="Its public email address",
        max_length=254,
        help_text="Don’t use an address of somebody who looks after this record. Readers are shown "
        "only what comes after the @",
    )
    published_at = URLField(
        label="Where is that address published?",
        max_length=500,
        assume_scheme="https",
        help_text="For example, a page on the organisation’s own website. Readers can see it, so "
        "that they can judge the answer",
        error_messages={"invalid": WEB_ADDRESS},
    )

    def __init__(self, *args: Any, user: Any, kind: ClaimKind, row: Any, **kwargs: Any) -> None:
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.user, self.kind, self.row = user, kind, row

    def clean_email(self) -> str:
        """Not an address of those who recorded it."""
        email = str(self.cleaned_data["email"])
        links.refuse_own(email, by=self.user, kind=self.kind, record=self.kind.of(self.row))
        return email

    def clean_published_at(self) -> str:
        """A page on the web."""
        address = str(self.cleaned_data["published_at"])
        URLValidator(schemes=["http", "https"], message=WEB_ADDRESS)(address)
        if "." not in (urlsplit(address).hostname or "").strip("."):
            raise ValidationError(WEB_ADDRESS)
        return address


def _kind(name: str) -> ClaimKind:
    kind = next((one for one in claim_kinds() if one.kind == name), None)
    if kind is None:
        raise Http404
    return kind


def _keeps(user: Any, row: Any) -> bool:
    kind = _kind(row._meta.model_name)
    return kind.keeps(user, kind.of(row))


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    name, _, number = target.partition("/")
    try:
        row = _row(user, name, row_number(number))
    except Http404:
        return None
    return f"Ask by email: {row.claimed_body}" if _keeps(user, row) else None


def _row(user: Any, name: str, number: int) -> Any:
    kind = _kind(name)
    rows = kind.as_read(rows_seen(kind.model, user).filter(kind.still()))
    row = get_object_or_404(rows, pk=min(number, LARGEST_ID))
    if row.claimed_body is None:
        raise Http404
    return row


class AskBody(EditPage):
    """What one record says of a body, who can confirm it, and the email to a body without an
    account. For who keeps the record."""

    form, permission = AskForm, _keeps
    template_name = "dashboards/claims/ask.html"
    title = page_title = "Ask it to confirm"
    submit_label, success_message = "Send the email", ""
    draft = drafts.register(
        "claim-ask", title=_title, url=lambda target: reverse("claim_ask", args=target.split("/"))
    )

    def load(self) -> Any:
        return _row(self.request.user, self.kwargs["kind"], self.kwargs["pk"])

    @property
    def claim_kind(self) -> ClaimKind:
        """What kind of claim it is."""
        return _kind(self.kwargs["kind"])

    @property
    def target(self) -> str:
        return f"{self.kwargs['kind']}/{self.record.pk}"

    @property
    def cancel_url(self) -> str:
        return self.claim_kind.url(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        record = self.claim_kind.of(self.record)
        return [(str(record), record.get_absolute_url()), (str(self.title), "")]

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "kind": self.claim_kind, "row": self.record}

    def get_context_data(self) -> dict[str, Any]:
        body, record = self.record.claimed_body, self.claim_kind.of(self.record)
        sent = ClaimLink.objects.filter(
            organisation=body, record_kind=self.claim_kind.record_kind, record_id=record.pk
        )
        said = links.said_by(self._kinds, body, record.pk)
        return {
            **super().get_context_data(),
            "body": body,
            "called": with_article(body),
            "whole": record,
            "example": getattr(record, "is_example", False),
            "said": [(capitalised(kind.says(row)), row) for kind, row in said],
            "finds": officers_of(body, timezone.localdate()).count(),
            "can_send": self._can_send,
            "links": links.with_outcome(sent.select_related("made_by")),
        }

    @property
    def _kinds(self) -> list[ClaimKind]:
        return [one for one in claim_kinds() if one.record_kind == self.claim_kind.record_kind]

    @property
    def _can_send(self) -> bool:
        """Whether something waits for a body of which nobody has an account."""
        body, record = self.record.claimed_body, self.claim_kind.of(self.record)
        said = links.said_by(self._kinds, body, record.pk)
        return any(row.claim in Claim.OPEN for _, row in said) and not self._answers(body)

    @staticmethod
    def _answers(body: Organisation) -> bool:
        return officers_of(body, timezone.localdate()).exists()

    def save(self, form: AskForm) -> str:
        if not self._can_send:
            raise ValidationError(links.NOTHING_OPEN)
        made = links.send_link(
            by=self.request.user,
            kind=self.claim_kind,
            record=self.claim_kind.of(self.record),
            body=self.record.claimed_body,
            **form.cleaned_data,
        )
        say_outcome(self.request, [made.letter], gone="The email has gone to {to}.")
        return reverse("claim_ask", args=self.target.split("/"))


def _kept(request: HttpRequest, pk: int) -> ClaimLink:
    """A link, for who keeps the record that it is about, who sent it, and administrators."""
    link = get_object_or_404(
        ClaimLink.objects.select_related("organisation", "made_by"), pk=min(pk, LARGEST_ID)
    )
    if is_administrator(request.user) or link.made_by_id == request.user.pk:
        return link
    whole = link.kinds[0].whole if link.kinds else None
    seen = whole and whole.objects.visible_to(request.user).filter(pk=link.record_id).first()
    if not seen:
        raise Http404
    if not link.kinds[0].keeps(request.user, seen):
        raise PermissionDenied
    return link


def _back(request: HttpRequest, link: ClaimLink) -> HttpResponse:
    if request.POST.get("after") == "list" and is_administrator(request.user):
        return redirect("claims_asked")
    record = links.record_of(link)
    return redirect(record) if record else redirect("home")


@require_POST
def end_link(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on this link opens nothing."""
    link = _kept(request, pk)
    close_links(ClaimLink.objects.filter(pk=link.pk))
    messages.success(request, "Link ended.")
    return _back(request, link)
