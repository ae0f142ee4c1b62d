"""What a body that a barrier names replies, to stand beside it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from access.visibility import reader_of
from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.barrier.views import OfficerForm
from barriers.models import Publication
from barriers.publication import actions, page_data, permissions
from barriers.publication.forms import ReplyBesideForm
from barriers.publication.list_views import PUBLICATIONS
from barriers.publication.views import PublicationForm
from interface.paging import row_number
from partnerships.models import Organisation
from partnerships.organisation.permissions import speaks_for
from records import drafts

FOR_WHOM = "You answer for several organisations. Choose which one you are replying for."


def _replies(user: Any, publication: Publication) -> bool:
    return bool(permissions.was_asked(user, publication))


def _reply_title(user: Any, target: str, typed: Any) -> str | None:
    """A draft of a reply, as ``<publication>/<body>``, is called by both."""
    key, _, body = target.partition("/")
    try:
        publication = loading.row_of(page_data.load(user), key, user, _replies)
    except (Http404, PermissionDenied):
        return None
    name = Organisation.objects.filter(pk=row_number(body)).first()
    words = f"Reply for {name} next to the barrier" if name else "Reply next to the barrier"
    return f"{words}: {publication.barrier.title}"


def _reply_address(target: str) -> str:
    key, _, body = target.partition("/")
    address = reverse("publication_reply", args=[key])
    named = Organisation.objects.filter(pk=row_number(body)).first()
    return f"{address}?{urlencode({'for': named.slug})}" if named else address


class Reply(OfficerForm, PublicationForm):
    """What the body that is named wants to stand beside it."""

    form, permission, register = ReplyBesideForm, _replies, PUBLICATIONS
    draft = drafts.register("publication-reply", title=_reply_title, url=_reply_address)
    title, submit_label = "Your reply, to be shown beside it", "Send the reply"
    success_message = "Reply saved."

    @cached_property
    def body(self) -> Organisation | None:
        """For which the reader replies: that of the address; None where it could be several."""
        user, chosen = self.request.user, self.request.GET.get("for", "").replace("\x00", "")
        if chosen:
            body = Organisation.objects.select_related("parent").filter(slug=chosen).first()
            return body if body is not None and speaks_for(user, body) else None
        bodies = permissions.replies_for(user, self.record) or [self.record.body]
        return bodies[0] if len(bodies) == 1 else None

    @property
    def target(self) -> str:
        return f"{self.record.pk}/{self.body.pk}" if self.body else super().target

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.body is not None:
            self.title = self.page_title = f"Your reply for {self.body}, to be shown beside it"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Leads to where the reader chooses for whom, where that is not known."""
        if self.body is None:
            messages.info(request, FOR_WHOM)
            return redirect(self.record)
        return super().get(request, **kwargs)

    def asked_once(self) -> QuerySet[Publication]:
        rows = Publication.objects.sent_to(reader_of(self.request.user))
        return rows.select_related("body", "barrier")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, PUBLICATIONS, ("Reply" if self.is_gone else self.title, "")]

    def get_context_data(self) -> dict[str, Any]:
        """Why it was asked for is for the place, not for the body."""
        return super().get_context_data() | {"because": ""}

    def arguments(self) -> dict[str, Any]:
        return {"publication": self.record, "body": self.body}

    def save(self, form: ReplyBesideForm) -> Publication:
        text, after = form.cleaned_data["text"], form.cleaned_data["after"] or 0
        if self.body is None:
            raise ValidationError(FOR_WHOM)
        try:
            actions.reply(
                by=self.request.user,
                publication=self.record,
                text=text,
                after=after,
                body=self.body,
            )
        except ValidationError:
            form.show_again()
            raise
        return self.record
