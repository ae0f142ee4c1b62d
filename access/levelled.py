"""What several subjects share: levels, questions put to people, QuerySets of open records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from access.visibility import visibility_filter
from records.models import Tracked, Visibility


class PublicQuerySet(models.QuerySet):
    """Records of the public directory: everybody sees each of them."""

    def visible_to(self, user: Any) -> Self:
        """All of them; said aloud so that every list asks the same question."""
        return self


class AddressedQuerySet(PublicQuerySet):
    """Places or organisations: an address that one had before still finds it."""

    def formerly_at(self, slug: str) -> Self:
        """The one that had this address before another."""
        return self.filter(former_addresses__slug=slug)

    def at_address(self, slug: str) -> Any:
        """The one at this address, else the one that had it before; None for others."""
        slug = slug.replace("\x00", "")
        if not slug:
            return None
        return self.filter(slug=slug).first() or self.formerly_at(slug).first()


class HasVisibilityQuerySet(models.QuerySet):
    """Records that carry their own level."""

    def visible_to(self, user: Any) -> Self:
        """The records that this reader may see (design §5); signed out: the public ones."""
        return self.filter(visibility_filter(user))

    def in_place(self, place: models.Model) -> Self:
        """Records at this place or at a place within it."""
        return self.filter(reach_ids__contains=[place.pk])

    def in_places(self, ids: Sequence[int]) -> Self:
        """Records at one of these places or at a place within one."""
        return self.filter(reach_ids__overlap=list(ids))


class HasVisibility(Tracked):
    """A record with a level, a team and a programme, at one or more places.

    ``reach_ids`` is the ids of its places and all places above them, sorted, kept by triggers on
    its place links and on PlaceReach; a role at any of those places reaches the record.
    """

    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.TEAM)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    programme = models.ForeignKey(
        "partnerships.Programme", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    reach_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)

    class Meta(Tracked.Meta):
        abstract = True

    @classmethod
    def level_indexes(cls, name: str, *include: str) -> list[models.Index]:
        """The indexes that the rule of who may see a record needs, for a model named ``name``.

        Lists run newest first over a covering index; reach is looked up in a GIN index.
        """
        rule = ["visibility", "created_by", "team", "programme", "reach_ids", *include]
        return [
            models.Index(fields=["-updated_at", "-id"], include=rule, name=f"{name}_newest"),
            GinIndex(fields=["reach_ids"], name=f"{name}_reach"),
        ]


def known_level(constraint: str) -> models.CheckConstraint:
    """The level is one of the five."""
    return models.CheckConstraint(
        condition=models.Q(visibility__in=Visibility.values), name=constraint
    )


class Answered(models.Model):
    """Something that is put to people and waits for their answer: which, when and whose."""

    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True
