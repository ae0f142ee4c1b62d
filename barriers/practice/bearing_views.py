"""Which guidance a barrier bears on: saying it, and taking it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from barriers.barrier import loading
from barriers.barrier.permissions import can_edit_barrier
from barriers.barrier.views import BarrierForm
from barriers.models import Barrier, BarrierGuidance, Guidance
from interface import forms
from interface.paging import LARGEST_ID
from partnerships.organisation.fields import radios
from partnerships.place.examples import without_examples

TWICE = "This barrier is said to bear on that guidance already"


class BearsOnForm(forms.Form):
    """Which guidance, and how it bears on the barrier."""

    question_led = True

    guidance = ModelChoiceField(
        Guidance.objects.none(),
        label="Which guidance does it bear on?",
        empty_label="Choose",
        help_text="If it is not listed, a directory connector can add it to the practice library",
    )
    how = radios(
        "How does the guidance bear on it?",
        BarrierGuidance.How.choices,
        initial=BarrierGuidance.How.NOT_SAID,
    )

    def __init__(self, *args: Any, user: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["guidance"]
        rows: QuerySet[Guidance] = Guidance.objects.visible_to(user)
        if not barrier.is_example:
            rows = without_examples(rows)
        field.queryset = rows.exclude(barrier_links__barrier=barrier)


class AddBearing(BarrierForm):
    """Say that a barrier bears on guidance."""

    form, permission, page_title = BearsOnForm, can_edit_barrier, "Guidance"
    draft = loading.kind_about_barrier(
        "barrier-guidance", "Guidance of a barrier", "barrier_guidance_add", can_edit_barrier
    )
    title = "Say which guidance it bears on"
    success_message = "Saved. It shows on the page of the guidance, to those who may see both."

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "barrier": self.record}

    def save(self, form: BearsOnForm) -> Barrier:
        said: dict[str, Any] = {**form.cleaned_data, "created_by": self.request.user}
        try:
            with transaction.atomic():
                BarrierGuidance.objects.create(barrier=self.record, **said)
        except IntegrityError:
            raise ValidationError(TWICE) from None
        return self.record


@require_POST
def end_bearing(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take it off; history keeps that it was there."""
    barrier = get_object_or_404(loading.load(request.user), pk=min(pk, LARGEST_ID))
    rows = BarrierGuidance.objects.filter(barrier=barrier)
    match = get_object_or_404(rows, pk=min(link, LARGEST_ID))
    if not can_edit_barrier(request.user, barrier):
        raise PermissionDenied
    match.delete()
    messages.success(request, "Taken off.")
    return redirect(barrier)
