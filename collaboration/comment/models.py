from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from records.addresses import address
from records.history import tracked
from records.models import Tracked
from records.subjects import registered
from registry.commented import HasComments

LONGEST = 4_000


class CommentQuerySet(models.QuerySet):
    """What people said about records."""

    def visible_to(self, user: Any) -> Self:
        """Comments on records that this reader may see; never the public's to read."""
        if not user.is_authenticated:
            return self.none()
        rule = Q(pk__in=[])
        kinds = [one.model for one in registered(HasComments)]
        model: Any
        for model, kind in ContentType.objects.get_for_models(*kinds).items():
            seen = model.objects.visible_to(user).order_by().values("pk")
            rule |= Q(subject_type=kind, subject_id__in=seen)
        return self.filter(rule)

    def about(self, record: models.Model) -> Self:
        """Those on one record that the caller has authorised, with who wrote each."""
        kind = ContentType.objects.get_for_model(record)
        rows = self.filter(subject_type=kind, subject_id=record.pk)
        return rows.select_related("created_by")


@tracked()
class Comment(Tracked):
    """What somebody said about a record, read by whoever reads that record and is signed in.

    ``edited_at`` is when its author last changed the words. One that its author withdrew keeps its
    place and loses its words; history keeps those.
    """

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    text = models.TextField("comment", max_length=LONGEST)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "-created_at", "-id"], name="comment_of"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & ~Q(text=""))
                | Q(withdrawn_at__isnull=False, text=""),
                name="comment_has_text_until_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=False), name="comment_has_author"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80] or "Comment withdrawn"

    def get_absolute_url(self) -> str:
        return address("comment", str(self.pk))


@tracked()
class Mention(models.Model):
    """Somebody is named in a comment, and was told so, as a reader of its record."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="person", related_name="+"
    )

    class Meta:
        ordering = ["comment", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)
