from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from partnerships.role.triggers import within_reach
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


def scope_name(scope: Any) -> str:
    """Which of the four scopes this record is; empty for None, the whole site."""
    return scope._meta.model_name if scope is not None else ""


class AssignmentQuerySet(models.QuerySet):
    """Roles, dated half-open."""

    def of(self, user: Any) -> Self:
        """The roles of one account."""
        return self.filter(user=user)

    def at(self, scope: Any) -> Self:
        """Those at this place, programme, organisation or team; None: of administrators."""
        name = scope_name(scope)
        return self.filter(**{name: scope}) if name else self.filter(role=Role.ADMINISTRATOR)

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


class Scoped(Tracked):
    """What both a role and an invitation say: which role, and at what."""

    role = models.CharField(max_length=14, choices=Role)
    place = models.ForeignKey(
        "partnerships.Place", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    programme = models.ForeignKey(
        "partnerships.Programme", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    valid_to = models.DateField(
        "until", null=True, blank=True, help_text="The first day on which the role no longer counts"
    )

    class Meta(Tracked.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_exactly_its_scope(), name="%(class)s_exactly_one_scope"
            ),
        ]

    @property
    def scope(self) -> Any:
        """The place, programme, organisation or team; None for an administrator."""
        return self.place or self.programme or self.organisation or self.team

    @property
    def words(self) -> str:
        """ "place editor, Bradford"."""
        return f"{self.get_role_display()}, {self.scope}" if self.scope else self.get_role_display()


@tracked()
class Assignment(Scoped):
    """A role that an account has at a place, programme, organisation or team, from a day on.

    Who gave it is its author; the database refuses a role beyond what the giver may give.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    valid_from = models.DateField("since")

    objects = AssignmentQuerySet.as_manager()

    class Meta(Scoped.Meta):
        ordering = ["user", "role", "id"]
        constraints = [
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="assignment_dates_in_order",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, within_reach("assignment")]

    def __str__(self) -> str:
        return self.words


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self) -> Self:
        """Neither taken up nor withdrawn; its link may be too old and can be sent anew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def at(self, scope: Any) -> Self:
        """Those to roles at this place, programme, organisation or team; None: administrators."""
        name = scope_name(scope)
        return self.filter(**{name: scope}) if name else self.filter(role=Role.ADMINISTRATOR)


@tracked()
class Invitation(Scoped):
    """Somebody without an account is asked by email to take a role.

    The link in the email is good for seven days from ``sent_at`` and for this address alone;
    sending it anew ends the earlier link. Who takes it up chooses a name and a password.
    """

    DAYS = 7

    email = models.EmailField(max_length=254)
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(Scoped.Meta):
        ordering = ["email", "id"]
        constraints = [
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="invitation_email_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_taken_up_or_withdrawn",
            ),
            models.UniqueConstraint(
                "email",
                "role",
                "place",
                "programme",
                "organisation",
                "team",
                condition=Q(accepted_at=None, withdrawn_at=None),
                nulls_distinct=False,
                name="invitation_once",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, within_reach("invitation")]

    def __str__(self) -> str:
        return f"{self.email}: {self.words}"

    @property
    def ends_at(self) -> dt.datetime:
        """When its link is too old."""
        return self.sent_at + dt.timedelta(days=self.DAYS)
