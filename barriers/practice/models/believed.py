from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from barriers.barrier.models.barrier import Barrier
from barriers.barrier.models.kind import Category
from barriers.barrier.models.work import Check
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.typed_words import typed_words


class BelievedQuerySet(models.QuerySet):
    """What is often believed of rules that nobody found."""

    def visible_to(self, user: Any) -> Self:
        """Entries of barriers that this reader may see, and those that were opened to them.

        One whose barrier turned out to be of a kind that claims no rule is in no list.
        """
        levels = [Visibility.PUBLIC]
        if user.is_authenticated:
            levels.append(Visibility.NETWORK)
        return self.filter(
            Q(open_to__in=levels) | Exists(_own_barrier(user)), category__isnull=False
        )

    def with_barrier_of(self, user: Any) -> Self:
        """With ``sees_barrier``: whether the reader sees the barrier that an entry is from."""
        return self.annotate(sees_barrier=Exists(_own_barrier(user)))

    def holding(self, text: str) -> Self:
        """Entries whose text holds these words."""
        query = typed_words(text)
        return self.filter(search=query)

    def for_rows(self) -> Self:
        """With what a row shows; no query more."""
        rows = self.select_related("category", "source", "found_by", "barrier")
        return rows.defer("search", "barrier__search")


@tracked()
class Believed(Tracked):
    """A rule that people believe in, and that a check did not find.

    Made when a check of a barrier shows that no rule stops it: ``claim`` is what is believed,
    ``because`` why the rule does not say so, ``found_by`` the check. It is read by whoever reads
    the barrier. ``open_to`` opens it to everyone signed in or to everyone, once somebody who may
    has put it into words that name nobody; the barrier itself stays as it was. ``category`` is
    empty once the barrier is of a kind that claims no rule.
    """

    class OpenTo(models.TextChoices):
        BARRIER = "", "whoever reads the barrier"
        NETWORK = Visibility.NETWORK.value, "everyone signed in"
        PUBLIC = Visibility.PUBLIC.value, "everyone"

    barrier = models.OneToOneField(Barrier, models.CASCADE, related_name="believed")
    found_by = models.OneToOneField(Check, models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="believed"
    )
    claim = models.TextField("what is believed", help_text="In words that its readers may know")
    because = models.TextField("why the rule does not say so", help_text="What a check showed")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="believed"
    )
    open_to = models.CharField(max_length=10, choices=OpenTo, blank=True, default=OpenTo.BARRIER)
    is_example = models.BooleanField(default=False)
    search = models.GeneratedField(
        expression=SearchVector("claim", weight="A", config="english")
        + SearchVector("because", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = BelievedQuerySet.as_manager()

    READ_BY: ClassVar = by_record("claim", "because")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        verbose_name = "often believed"
        verbose_name_plural = "often believed"
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="believed_newest"),
            GinIndex(fields=["search"], name="believed_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(because=""), name="believed_says_what_and_why"
            ),
            models.CheckConstraint(
                condition=Q(open_to__in=["", Visibility.NETWORK, Visibility.PUBLIC]),
                name="believed_level_known",
            ),
        ]

    def __str__(self) -> str:
        return self.claim[:80]

    def get_absolute_url(self) -> str:
        return address("believed", str(self.pk))

    @property
    def read_with(self) -> Barrier:
        """Its history is told to readers of the barrier: earlier words may name somebody."""
        return self.barrier

    @property
    def checked(self) -> DateWithPrecision | None:
        """When it was checked, as exactly as known."""
        return DateWithPrecision.of(self.found_by, "on")


def _own_barrier(user: Any) -> models.QuerySet:
    return Barrier.objects.visible_to(user).filter(pk=OuterRef("barrier")).order_by()
