from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from interface.words import capitalised
from records.addresses import address
from records.columns import by_nobody
from records.files.kinds import LARGEST
from records.history import tracked
from records.models import Tracked
from records.subjects import registered
from registry.attached import HasAttachments


def store() -> Storage:
    """Where files are kept: a folder outside the web root, or storage that servers share."""
    return storages["attachments"]


def stored_as(attachment: Any, name: str) -> str:
    """A name drawn by lot, without an ending: nothing of what somebody typed reaches the disk."""
    drawn = secrets.token_hex(20)
    return f"{drawn[:2]}/{drawn}"


class AttachmentQuerySet(models.QuerySet):
    """Files beside records."""

    def visible_to(self, user: Any) -> Self:
        """Those of records whose files this reader may see; not those that were removed."""
        rule = Q(pk__in=[])
        by_model = {one.model: one for one in registered(HasAttachments)}
        model: Any
        for model, kind in ContentType.objects.get_for_models(*by_model).items():
            if by_model[model].for_public or user.is_authenticated:
                seen = by_model[model].seen_by(user).order_by().values("pk")
                rule |= Q(subject_type=kind, subject_id__in=seen)
        return self.standing().filter(rule)

    def standing(self) -> Self:
        """Those that nobody removed."""
        return self.filter(withdrawn_at=None)

    def about(self, records: Iterable[models.Model]) -> Self:
        """Those that stand beside these records of one kind, which the caller has authorised."""
        found = list(records)
        if not found:
            return self.none()
        kind = ContentType.objects.get_for_model(found[0])
        keys = [record.pk for record in found]
        return self.standing().filter(subject_type=kind, subject_id__in=keys)


@tracked()
class Attachment(Tracked):
    """A file beside a record, read by whoever reads that and taken away, never run. A picture is
    shown beside its record as well.

    ``name`` is what it is called when it is taken away. Its type is what its content says. One that
    was removed keeps who removed it and when; the file itself is deleted thirty days later
    (``is_deleted``).
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        IMAGE = "image", "picture"
        SPREADSHEET = "spreadsheet", "spreadsheet"
        DOCUMENT = "document", "document"

    class Shows(models.TextChoices):
        JOURNEY_MAP = "journey_map", "journey map"

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    file = models.FileField(storage=store, upload_to=stored_as, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=11, choices=Kind)
    shows = models.CharField(
        "what it is",
        max_length=11,
        choices=Shows,
        blank=True,
        default="",
        db_default="",
        help_text="A journey map: what somebody goes through, step by step, as they told it",
    )
    media_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(help_text="In bytes", editable=False)
    digest = models.CharField(max_length=64, help_text="Of the file as it is kept", editable=False)
    withdrawn_at = models.DateTimeField("removed", null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="removed by",
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    is_deleted = models.BooleanField(default=False, db_default=False, editable=False)

    objects = AttachmentQuerySet.as_manager()

    READ_BY: ClassVar = by_nobody("media_type", "digest")

    class Meta(Tracked.Meta):
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "created_at", "id"],
                condition=Q(withdrawn_at=None),
                name="attachment_of",
            ),
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at__isnull=False, is_deleted=False),
                name="attachment_to_delete",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST), name="attachment_size_within_limit"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, is_deleted=False)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="attachment_removed_by_whom",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "digest"],
                condition=Q(withdrawn_at=None),
                name="attachment_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        """What it is and what kind of file: "Journey map, PDF"."""
        return ", ".join(
            filter(None, (capitalised(self.get_shows_display()), self.get_kind_display()))
        )

    def get_absolute_url(self) -> str:
        return address("attachment", str(self.pk))

    @classmethod
    def go_with(cls, rows: models.QuerySet[Any]) -> None:
        """Remove files whose record is taken back: each by whoever attached it."""
        rows.filter(withdrawn_at=None).update(withdrawn_at=Now(), withdrawn_by=F("created_by"))
