from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Lower

from records.addresses import address
from records.columns import by_keepers, by_nobody, by_record
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models.tracked import Tracked
from records.reading import rows_seen

MOST_WORDS = 6
WITHDRAWN = "Source withdrawn"
TYPED_SLUG = r"source-[0-9a-f]{12}"


class SourceQuerySet(models.QuerySet):
    """A source is read with what rests on it (design §5): the widest of those decides."""

    def visible_to(self, user: Any) -> Self:
        """Open ones, the reader's own, and those that some record rests on that they may see.

        Withdrawn ones too, whose words are gone: lists ask for ``standing`` as well.
        """
        rests = [
            Exists(rows_seen(key.model, user).filter(**{key.name: OuterRef("pk")}))
            for key in keys_to_sources()
        ]
        own = [Q(created_by=user.pk)] if user.is_authenticated else []
        return self.filter(Q(Q(is_open=True), *own, *rests, _connector=Q.OR))

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_words__isnull=True)

    def found_by(self, text: str) -> Self:
        """Sources whose title or publisher holds every word typed, in any order."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            rule &= Q(sort_key__contains=Lower(Value(word))) | Q(publisher__icontains=word)
        return self.filter(rule)


@tracked()
class Source(Tracked):
    """A published document or page that a figure or claim came from.

    One that was loaded with the public record is open: everyone reads it. One that somebody typed
    into a record is read by whoever reads that record, or any other that rests on it, and by who
    typed it. Text about where a figure is from that names no document stays with the figure.
    """

    # What it says of itself: put aside while it is withdrawn, and put back after.
    WORDS = ("title", "publisher", "url", "published", "published_precision", "read_on", "how_read")

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    published_precision = precision_field()
    read_on = models.DateField(null=True, blank=True)
    how_read = models.CharField(
        "how it was read",
        max_length=200,
        blank=True,
        help_text="For example: opening section only, mirror copy",
    )
    is_open = models.BooleanField(
        "everyone reads it", default=False, db_default=False, editable=False
    )
    withdrawn_because = models.TextField("why it is withdrawn", blank=True, db_default="")
    withdrawn_words = models.JSONField(
        null=True,
        editable=False,
        help_text="What it said before it was withdrawn; empty while it is not withdrawn",
    )
    only_administrators_restore = models.BooleanField(
        "only administrators can restore it", default=False, db_default=False, editable=False
    )
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
    )

    objects = SourceQuerySet.as_manager()

    READ_BY: ClassVar = (
        by_record("publisher", "url", "how_read")
        | by_keepers("withdrawn_because")
        | by_nobody("withdrawn_words")
    )

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="source_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_words__isnull=True, withdrawn_because="")
                | Q(withdrawn_words__isnull=False) & ~Q(withdrawn_because=""),
                name="source_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("source", self.slug)

    @staticmethod
    def said(path: str) -> tuple[str, ...]:
        """What a line says of the source at this path, for ``only``."""
        names = ("slug", "title", "publisher", "published", "published_precision")
        return tuple(f"{path}__{name}" for name in names)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back: its words are put aside, and pages say just that."""
        return self.withdrawn_words is not None

    @property
    def published_words(self) -> str:
        """When it was published, as precisely as known; empty where it is not known."""
        return str(DateWithPrecision.of(self, "published") or "")

    def withdraw(self, because: str) -> None:
        """Take it back: every page, list and file that named it says no more than that."""
        self.withdrawn_words = {name: _plain(getattr(self, name)) for name in self.WORDS}
        self.withdrawn_because = because
        for name in self.WORDS:
            setattr(self, name, _field(name).get_default())
        self.title = WITHDRAWN
        if self.created_by_id and not re.fullmatch(TYPED_SLUG, self.slug):
            self.slug = typed_slug()  # the address was made of the title, and would go on saying it

    def restore(self) -> None:
        """Let it say again what it said before it was withdrawn."""
        for name, value in (self.withdrawn_words or {}).items():
            setattr(self, name, _field(name).to_python(value))
        self.withdrawn_words, self.withdrawn_because = None, ""
        self.only_administrators_restore = False


def _field(name: str) -> Any:
    return Source._meta.get_field(name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def typed_slug() -> str:
    """The key of a source that somebody typed: a word of chance.

    Made of the title, it would go on saying what was changed or taken back, and tell that there is
    another of the same title.
    """
    return f"source-{secrets.token_hex(6)}"


def keys_to_sources() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every foreign key to a source, of whatever app; what is a part of the source is none."""
    for relation in Source._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not relation.one_to_one:
            yield relation.field
