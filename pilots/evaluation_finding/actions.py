"""Findings of evaluations: written, published, replaced. None is ever taken away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pilots.evaluation_finding.models import EvaluationFinding


@transaction.atomic
def write_finding(*, by: Any, finding: EvaluationFinding, publish: bool) -> EvaluationFinding:
    """Save a finding that is not published; publish it where its evaluator says so."""
    rows = EvaluationFinding.objects.select_for_update(of=("self",))
    if rows.filter(pk=finding.pk, published_at__isnull=False).exists():
        raise ValidationError("It has already been published. Replace it with a later finding")
    if finding.created_by_id is None:
        finding.created_by = by
    if publish:
        finding.published_at = timezone.now()
    finding.save()
    return finding


@transaction.atomic
def replace_finding(
    *, by: Any, finding: EvaluationFinding, former: EvaluationFinding
) -> EvaluationFinding:
    """Publish a later finding in the place of one that was published; both stay to be read."""
    rows = EvaluationFinding.objects.select_for_update(of=("self",))
    stands = rows.filter(pk=former.pk, superseded_by=None, published_at__isnull=False)
    if not stands.exists():
        raise ValidationError("Somebody else has replaced this finding already. Replace the newer")
    finding.created_by = by
    finding.published_at = timezone.now()
    finding.save()
    rows.filter(pk=former.pk).update(superseded_by=finding)
    return finding
