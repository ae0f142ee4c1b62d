"""A reply to a regional update, put right or withdrawn by who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from access.permissions import wrote
from interface.pages import RecordPage
from interface.paging import row_number
from policy.models import RegionalReply
from policy.regional_update.forms import EditReplyForm
from policy.regional_update.permissions import can_edit_reply, can_withdraw_reply
from policy.regional_update.views import frame
from records import drafts
from records.form_views import EditPage
from records.withdraw_views import WithdrawPage


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = RegionalReply.objects.visible_to(user).select_related("update__region")
    reply = rows.filter(pk=row_number(target)).first()
    may = reply is not None and can_edit_reply(user, reply)
    return f"Change of your reply: {reply.update}" if reply and may else None


EDIT = drafts.register(
    "edit-regional-reply",
    title=_title,
    url=lambda target: reverse("regional_reply_edit", args=[target]),
)


def own_replies(reply: RegionalReply) -> str:
    """Where its author finds it."""
    update = reply.update
    url = reverse("regional_update_reply", args=[update.region.slug, update.period.key])
    return f"{url}#own"


class _OneReply(RecordPage):
    model = RegionalReply

    def get_queryset(self) -> QuerySet[RegionalReply]:
        return super().get_queryset().select_related("update__region", "withdrawn_by")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return list(self.get_context_data()["breadcrumbs"])

    def get_context_data(self) -> dict[str, Any]:
        return frame(self.record.update, self.page_title)


class EditReply(EditPage, _OneReply):
    """Put a reply right until it is answered."""

    form, draft, permission = EditReplyForm, EDIT, can_edit_reply
    title = page_title = "Change your reply"
    success_message = "Reply saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lead = f"Read by those who write the update: {self.record.update}"
        self.withdraw_url = reverse("regional_reply_withdraw", args=[self.record.pk])

    @property
    def cancel_url(self) -> str:
        return own_replies(self.record)

    def save(self, form: EditReplyForm) -> str:
        form.save()
        return self.cancel_url


class WithdrawReply(WithdrawPage, _OneReply):
    """Take a reply back, or put it back."""

    permission, noun, texts = (
        can_withdraw_reply,
        "reply",
        {"text": "The reply", "answer": "The answer"},
    )

    @property
    def after(self) -> str:
        """The author's own list; whoever writes the update goes back to that."""
        if wrote(self.request.user, self.record):
            return own_replies(self.record)
        return str(self.record.update.get_absolute_url())
