from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse

from access.visibility import reader_of
from records.history import tracked
from records.models import Tracked


class TeamQuerySet(models.QuerySet):
    """Teams."""

    def visible_to(self, user: Any) -> Self:
        """One's own, those whose members the user looks after, and all for administrators."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        if reader.is_administrator:
            return self
        reach = apps.get_model("partnerships", "PlaceReach").objects
        edited = reach.filter(ancestor__in=sorted(reader.edited_places)).values("place")
        own = Q(pk__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.led_programmes))
        return self.filter(own | Q(place__in=edited))


@tracked()
class Team(Tracked):
    """Named people on one piece of work; a pilot and a barrier each have one.

    Its members read what only the team reads, wherever that stands, so somebody must answer for
    who they are: the editors of the place that it belongs to (that of its pilot's lead) and of
    those above, or the leads of its programme where it works for that and for no place. Of a pilot
    with a place the leads name no members: they may not read what its team keeps to itself. A team
    of neither is looked after by administrators.
    """

    name = models.CharField("name of the team", max_length=150)
    place = models.ForeignKey(
        "partnerships.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        db_index=False,
        help_text="Whose editors say who is in it",
    )
    programme = models.ForeignKey(
        "partnerships.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        db_index=False,
        help_text="Whose leads say who is in it",
    )
    ended_on = models.DateField("ended on", null=True, blank=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["place", "name"], name="team_of_place"),
            models.Index(fields=["programme", "name"], name="team_of_programme"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(place=None) | Q(programme=None), name="team_of_one_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> Any:
        """The place or programme that it belongs to; None: of neither."""
        return self.place or self.programme

    def get_absolute_url(self) -> str:
        return reverse("team_people", args=[self.pk])
