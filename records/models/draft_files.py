from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Now

from records.models.drafts import Draft

# As large as a file beside a record; and what the drafts of one person hold together
LARGEST = 20 * 2**20
MOST_OF_ONE = 20
LARGEST_OF_ONE = 100 * 2**20
PICTURES = frozenset({"jpeg", "png", "webp"})


class DraftFileQuerySet(models.QuerySet["DraftFile"]):
    """The files of drafts: their author’s alone."""

    def visible_to(self, user: Any) -> Self:
        """Those of the reader’s own drafts."""
        return self.filter(draft__in=Draft.objects.visible_to(user).order_by().values("pk"))

    def of_author(self, user_id: Any) -> Self:
        """Those of all drafts of one person, deleted ones too."""
        return self.filter(draft__author=user_id)

    def has_room(self, user_id: Any, size: int) -> bool:
        """Whether the drafts of a person can hold one more, of so many bytes."""
        held = self.of_author(user_id).aggregate(Count("pk"), Sum("size"))
        fits = (held["size__sum"] or 0) + size <= LARGEST_OF_ONE
        return fits and held["pk__count"] < MOST_OF_ONE

    def same_as(self, numbers: list[int], *, of: int) -> Self:
        """Those with these numbers, and copies of such files of the draft ``of``, which a page
        showed before these stood beside it."""
        shown = DraftFile.objects.filter(
            pk__in=numbers, draft=of, draft__author=OuterRef("draft__author")
        )
        copied = shown.filter(box=OuterRef("box"), digest=OuterRef("digest"))
        return self.filter(Q(pk__in=numbers) | Exists(copied))

    def copy_to(self, draft: Draft, begun_from: int) -> None:
        """Give a draft that is kept beside the one that its page showed that one’s files too."""
        shown = {"draft__form": draft.form, "draft__target": draft.target}
        rows = self.of_author(draft.author_id).filter(draft=begun_from, **shown)
        for row in rows.values("box", "name", "type", "size", "digest", "content"):
            if self.has_room(draft.author_id, row["size"]):
                self.create(draft=draft, **row)


class Light(models.Manager.from_queryset(DraftFileQuerySet)):  # type: ignore[misc]
    """Rows without their bytes, which are read where they are asked for."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("content")


class DraftFile(models.Model):
    """A file that somebody chose in a form and has not sent: it goes where its draft goes.

    ``box`` is the name of the input. ``type`` is what its content says (``records.files.kinds``);
    empty for a file that is only read, such as one of figures, and that nobody is shown. It stands
    in the database, so that it is deleted in the transaction that deletes or sends the draft.
    """

    # The key is a migration’s, by which the database deletes it with its draft, whoever asks
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", db_constraint=False)
    box = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(help_text="In bytes")
    digest = models.CharField(max_length=64, help_text="Of the file as it is kept")
    content = models.BinaryField()
    added_at = models.DateTimeField(db_default=Now())

    objects = Light()

    class Meta:
        ordering = ["draft", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "box", "digest"], name="draft_file_once"),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST), name="draft_file_size_within_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture."""
        return self.type in PICTURES
