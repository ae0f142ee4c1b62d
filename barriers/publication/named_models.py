from __future__ import annotations

from django.db import models
from django.db.models import Q

from barriers.barrier.models.barrier import Barrier
from partnerships.models import Organisation
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


class NamedBodyQuerySet(ReadWithQuerySet):
    """Bodies that the words of barriers name, as far as a place was asked."""

    def asked(self) -> NamedBodyQuerySet:
        """Those that are asked for a reply in the round under way, or were in the last one."""
        return self.filter(sent_on__isnull=False)

    def silent(self) -> NamedBodyQuerySet:
        """Those that were asked, and did not reply yet."""
        return self.asked().filter(replied_on=None)


@tracked()
class NamedBody(Tracked):
    """What a place said of words of its barrier that are the name of a body.

    ``words`` are its wordings as they stand in the barrier, with semicolons between; what was said
    holds for these alone. ``is_meant``: they mean this body, which is asked like
    one that is linked, from ``sent_on`` until it replied (``replied_on``) or its publication's days
    are over; both are empty again when the place has to agree anew. ``created_by`` said so, on
    ``said_on``.
    """

    VISIBLE_WITH = "barrier"
    SIGNED_IN_ONLY = True

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="named_bodies")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="named_in_barriers")
    words = models.TextField()
    is_meant = models.BooleanField("is the body that is meant")
    said_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)

    objects = NamedBodyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name_plural = "named bodies"
        ordering = ["barrier", "id"]
        constraints = [
            models.UniqueConstraint(fields=["barrier", "body"], name="named_body_once"),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(is_meant=True), name="named_body_asked_is_meant"
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(sent_on__isnull=False),
                name="named_body_replied_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.words}”: {self.body}"
