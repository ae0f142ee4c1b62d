"""Care of the directory: who keeps a page right, and by when somebody looks at it again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Reviewed(models.Model):
    """A directory page with a job role that owns it and a day by which it is looked at again."""

    owner_post = models.ForeignKey(
        "partnerships.Post", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    review_by = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    # When the owner was last told that a review is due; the clock's note, so no part of history.
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
