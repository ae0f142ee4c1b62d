from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from records.history import derived_fields


class Visibility(models.TextChoices):
    """Who reads a record, narrow to wide; each level includes the readers of those before it."""

    TEAM = "team", "my team"
    PLACE = "place", "this place"
    PROGRAMME = "programme", "this place and its funder"
    NETWORK = "network", "everyone signed in"
    PUBLIC = "public", "everyone"


# Levels that name a group, from narrow to wide, and those open to anyone signed in, or anyone.
NARROW_LEVELS = (Visibility.TEAM, Visibility.PLACE, Visibility.PROGRAMME)
OPEN_LEVELS = (Visibility.NETWORK, Visibility.PUBLIC)


class RaiseVersion(pgtrigger.Trigger):
    """Raises ``version`` and ``updated_at`` in the database on every real change of a row.

    A change of derived columns alone (reach, search) does not count: nobody edited anything.
    """

    def __init__(self) -> None:
        super().__init__(
            name="raise_version",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func="NEW.version := OLD.version + 1; NEW.updated_at := now(); RETURN NEW;",
        )

    def get_condition(  # type: ignore[override]  # it is given the class
        self, model: type[models.Model]
    ) -> pgtrigger.Condition:
        derived = derived_fields(model)
        return pgtrigger.AnyChange(exclude=derived) if derived else pgtrigger.AnyChange()


def bookkeeping(*relations: str) -> Iterator[str]:
    """Who made the records of these relations and when: what a row of a list need not read."""
    for relation in relations:
        for column in ("created_by", "created_at", "updated_at", "version"):
            yield f"{relation}__{column}"


class Tracked(models.Model):
    """A subject record: something that people keep, edit and rely on.

    ``version`` is raised by the database on every change of the record or of what its form covers
    (places, sub-types); an edit form carries it, so the second of two editors is told.
    """

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(db_default=1, default=1, editable=False)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [RaiseVersion()]
