from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from records.columns import by_keepers
from records.models.tracked import Tracked


class StandingManager(models.Manager):
    """Records that stand. What was withdrawn is in no list, count, search, file or page.

    Everything that reads records goes through it, relations of other records as well; only who puts
    one right asks ``with_withdrawn``.
    """

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(withdrawn_at=None)


class Withdrawable(Tracked):
    """A record that somebody sent and that can be withdrawn, with a reason, and put back.

    Its ``objects`` are those that stand (``StandingManager``), its ``with_withdrawn`` all of them.
    Nothing of it is lost: its words and its history stay, for who may edit it.
    """

    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    withdrawn_because = models.TextField(
        "why it was withdrawn", blank=True, default="", db_default="", editable=False
    )

    READ_BY: ClassVar = by_keepers("withdrawn_because")

    class Meta(Tracked.Meta):
        abstract = True


def withdrawn_with_reason(name: str) -> models.CheckConstraint:
    """The rule that what is withdrawn says why, and what stands does not."""
    return models.CheckConstraint(
        condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
        | Q(Q(withdrawn_at__isnull=False), ~Q(withdrawn_because="")),
        name=name,
        violation_error_message="Say why it is withdrawn.",
    )
