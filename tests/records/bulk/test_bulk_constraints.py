"""What the database never lets a bulk change say."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from records.models import BulkChange, BulkChangeRow
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "model", "fields"),
    [
        ("bulk_change_says_why", BulkChange, {"done_at": timezone.now(), "looks": 1}),
        ("bulk_change_says_why", BulkChange, {"done_at": timezone.now(), "reason": "So"}),
        ("bulk_change_undone_after", BulkChange, {"undone_at": timezone.now()}),
        ("bulk_change_row_once", BulkChangeRow, {}),
        ("bulk_change_row_made_or_left", BulkChangeRow, {"why_not": "No", "version_after": 2}),
        ("bulk_change_row_stayed_after", BulkChangeRow, {"stayed": "It was changed"}),
    ],
)
def test_the_database_refuses(
    cast: Cast, constraint: str, model: Any, fields: dict[str, Any]
) -> None:
    usual: dict[str, Any] = {"list_key": "barriers", "operation": "level", "by": cast.author}
    if model is BulkChangeRow:
        usual = {"change": BulkChange.objects.create(**usual), "object_id": 7}
        if constraint == "bulk_change_row_once":
            BulkChangeRow.objects.create(**usual)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**usual, **fields)
