"""A published answer, put right or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from barriers.barrier.loading import BARRIERS
from barriers.models import SystemicAnswer
from barriers.systemic.answer_actions import put_answer_back, withdraw_answer
from barriers.systemic.answer_forms import EditAnswerForm
from barriers.systemic.permissions import can_change_answer
from barriers.systemic.views import SYSTEMIC
from interface.pages import RecordPage
from interface.paging import row_number
from records import drafts
from records.form_views import EditPage
from records.withdraw_views import WithdrawPage


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = SystemicAnswer.objects.visible_to(user).select_related("systemic", "body")
    answer = rows.filter(pk=row_number(target)).first()
    return f"Change of an answer: {answer.systemic}" if answer and _may(user, answer) else None


def _may(user: Any, answer: SystemicAnswer) -> bool:
    return can_change_answer(user, answer)


EDIT = drafts.register(
    "edit-systemic-answer",
    title=_title,
    url=lambda target: reverse("systemic_answer_edit", args=[target]),
)


class _OneAnswer(RecordPage):
    model = SystemicAnswer

    def get_queryset(self) -> QuerySet[SystemicAnswer]:
        related = ("systemic", "body", "withdrawn_by", "created_by")
        return super().get_queryset().select_related(*related).defer("systemic__search")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        systemic = self.record.systemic
        return [BARRIERS, SYSTEMIC, (systemic.reference, systemic.get_absolute_url())]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), (self.page_title, "")]


class EditAnswer(EditPage, _OneAnswer):
    """Put right what was said, on which day and where it is published."""

    form, draft, permission = EditAnswerForm, EDIT, _may
    title = page_title = "Change the answer"
    success_message = "Answer saved."

    @property
    def lead(self) -> str:  # type: ignore[override]
        whole = f"{self.record.body} to: {self.record.systemic}"
        return f"{whole}. Everyone who can read the systemic barrier can read this."

    @property
    def withdraw_url(self) -> str:  # type: ignore[override]
        return reverse("systemic_answer_withdraw", args=[self.record.pk])

    @property
    def cancel_url(self) -> str:
        return str(self.record.systemic.get_absolute_url())

    def save(self, form: EditAnswerForm) -> str:
        form.save()
        return self.cancel_url


class WithdrawAnswer(WithdrawPage, _OneAnswer):
    """Withdraw an answer with all that it fed, or put it back."""

    permission, noun, texts = _may, "answer", {"text": "What the body said"}

    @property
    def is_public(self) -> bool:
        return not self.record.systemic.waits_for_named

    @property
    def after(self) -> str:
        return str(self.record.systemic.get_absolute_url())

    def withdraw(self, because: str) -> None:
        withdraw_answer(by=self.request.user, answer=self.record, because=because)

    def put_back(self) -> None:
        put_answer_back(by=self.request.user, answer=self.record)
