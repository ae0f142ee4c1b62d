from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from records.history import tracked
from records.models import Tracked


class Role(models.TextChoices):
    """What an account may do, always within a scope (design §5)."""

    CONTRIBUTOR = "contributor", "contributor"
    PLACE_EDITOR = "place_editor", "place editor"
    PROGRAMME_LEAD = "programme_lead", "programme lead"
    OFFICER = "officer", "department officer"
    CONNECTOR = "connector", "directory connector"
    EVALUATOR = "evaluator", "evaluator"
    ADMINISTRATOR = "administrator", "administrator"


# Which one of its four scopes each role takes; an administrator has none.
SCOPES: dict[str, tuple[str, ...]] = {
    Role.CONTRIBUTOR: ("place", "team"),
    Role.PLACE_EDITOR: ("place",),
    Role.PROGRAMME_LEAD: ("programme",),
    Role.OFFICER: ("organisation",),
    Role.CONNECTOR: ("place",),
    Role.EVALUATOR: ("programme",),
    Role.ADMINISTRATOR: (),
}
_SCOPE_FIELDS = ("place", "programme", "organisation", "team")


@tracked()
class Team(Tracked):
    """Named people on one piece of work; a pilot and a barrier each have one."""

    name = models.CharField(max_length=150)

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet):
    """Roles, dated half-open."""

    def of(self, user: Any) -> Self:
        """The roles of one account."""
        return self.filter(user=user)

    def on(self, day: dt.date) -> Self:
        """The roles that count on this day; ``is_example`` marks those in a made-up place."""
        counting = self.filter(Q(valid_from__lte=day), Q(valid_to__gt=day) | Q(valid_to=None))
        return counting.annotate(
            is_example=Coalesce("place__is_example", "programme__is_example", False)
        )


def _exactly_its_scope() -> Q:
    """For each role: one of its scopes is set, and no other."""
    rule = Q()
    for role, scopes in SCOPES.items():
        for chosen in scopes or (None,):
            columns = {f"{name}__isnull": name != chosen for name in _SCOPE_FIELDS}
            rule |= Q(role=role, **columns)
    return rule


@tracked()
class Assignment(Tracked):
    """A role that an account has at a place, programme, organisation or team, from a day on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=14, choices=Role)
    place = models.ForeignKey(
        "partnerships.Place", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    programme = models.ForeignKey(
        "partnerships.Programme", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["user", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="assignment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=_exactly_its_scope(), name="assignment_exactly_one_scope"
            ),
        ]

    def __str__(self) -> str:
        scope = self.place or self.programme or self.organisation or self.team
        return f"{self.get_role_display()}, {scope}" if scope else self.get_role_display()
