"""Saying what follows when money ends; writing down what stands at risk, and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from funding.ending.forms import EditAtRisk, EditEnding
from funding.ending.permissions import can_add_at_risk, can_edit_at_risk, can_say_what_follows
from funding.ending.views import MONEY, OfFlow
from funding.models import AtRisk, Ending, Flow
from interface.pages import PageAction, PlainPage, RecordPage
from interface.paging import row_number
from interface.words import capitalised
from records import drafts
from records.form_views import EditPage
from records.withdraw_views import MayBeWithdrawn, WithdrawPage
from registry.kind_of_part import part_draft

WRITTEN_ALREADY = (
    "Somebody else has just said what happens next. Open the page again and look at it."
)


def _load(user: Any, pk: str) -> Flow:
    flow = get_object_or_404(Flow.objects.visible_to(user), pk=row_number(pk))
    if not can_say_what_follows(user, flow):
        raise PermissionDenied
    return flow


FOLLOWS = drafts.register_one("flow-ending", "What happens next", "flow_ending_edit", _load)
AT_RISK = part_draft(
    *("at-risk", "At risk", AtRisk, "flow"),
    may_add=can_add_at_risk,
    may_edit=can_edit_at_risk,
    at="at_risk",
    is_apart=True,
)


class ChangeEnding(OfFlow, EditPage):
    """Who decides what follows, by when, and what was decided."""

    form, draft, permission, form_takes_user = EditEnding, FOLLOWS, can_say_what_follows, True
    page_title = title = "Say what happens next"
    success_message = "Saved."

    @property
    def cancel_url(self) -> str:
        return reverse("flow_ending", args=[self.record.pk])

    @property
    def seen_by(self) -> Any:
        """Whoever reads the flow."""
        return self.record

    def instance(self) -> Ending:
        known = Ending.objects.filter(flow=self.record).first()
        return known or Ending(flow=self.record, created_by_id=self.request.user.pk)

    def save(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().save(form)
        except IntegrityError:
            raise ValidationError(WRITTEN_ALREADY) from None


class EndingHistory(OfFlow, HistoryPage):
    """Who changed what of a flow and of what is to follow."""

    public = True


class AddAtRisk(OfFlow, EditPage):
    """One more thing that depends on this money."""

    form, draft, permission = EditAtRisk, AT_RISK, can_add_at_risk
    page_title = title = "Add what is at risk"
    success_message = "Saved."

    @property
    def target(self) -> str:
        return f"{self.record.pk}/"

    @property
    def cancel_url(self) -> str:
        return reverse("flow_ending", args=[self.record.pk])

    def instance(self) -> AtRisk:
        return AtRisk(flow=self.record, created_by_id=self.request.user.pk)

    def save(self, form: Any) -> Any:
        super().save(form)
        return self.cancel_url


class _OneAtRisk(RecordPage):
    """What every page about one of them loads."""

    model = AtRisk

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        found: QuerySet[Any] = rows.for_rows()
        return found

    @cached_property
    def ending_url(self) -> str:
        """The page of the end that it hangs on."""
        return reverse("flow_ending", args=[self.record.flow_id])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, (str(self.record.flow), self.ending_url)]


class _Kept(MayBeWithdrawn):
    keeper = can_edit_at_risk

    @property
    def withdraw_url(self) -> str:
        return reverse("at_risk_withdraw", args=[self.record.pk])


class AtRiskPage(_OneAtRisk, _Kept, PlainPage):
    """One thing that depends on money which ends."""

    texts = {"note": "What would be lost, and what could be kept"}
    history = "at_risk_history"
    empty_hint = "The person who recorded it can add it."

    def facts(self) -> list[dict[str, Any]]:
        one = self.record
        author = one.created_by
        return [
            {"label": "What it is", "value": capitalised(one.get_kind_display())},
            {"label": "How much", "value": one.size or None},
            {"label": "Depends on", "value": str(one.flow), "url": self.ending_url},
            {
                "label": "Recorded by",
                "value": (author.job_title or author.full_name) if author else None,
            },
        ]

    def get_actions(self) -> Sequence[PageAction]:
        if not can_edit_at_risk(self.request.user, self.record):
            return ()
        return [PageAction("Change", reverse("at_risk_edit", args=[self.record.pk]))]


class ChangeAtRisk(_OneAtRisk, EditPage):
    """It as it should be."""

    form, draft, permission = EditAtRisk, AT_RISK, can_edit_at_risk
    page_title, title = "Change", "Change what is at risk"
    success_message = "Saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = reverse("at_risk_withdraw", args=[self.record.pk])

    @property
    def target(self) -> str:
        return f"{self.record.flow_id}/{self.record.pk}"


class WithdrawAtRisk(WithdrawPage, _OneAtRisk):
    """It is no longer at risk, or never was: withdrawn with a reason, or put back."""

    permission, noun = can_edit_at_risk, "line"
    texts = {"what": "What is at risk", "note": "What would be lost, and what could be kept"}


class AtRiskHistory(_OneAtRisk, _Kept, HistoryPage):
    """Who changed what of it."""

    is_kept = True
