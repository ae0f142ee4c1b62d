from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from access.visibility import Reader
from accounts.scopes import SCOPES
from people.role.team_models import Team
from people.role.triggers import cover_follows, cover_is_held, within_reach
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


# Those in which people log what happens at a place
LOGGING_ROLES = (Role.CONTRIBUTOR, Role.PLACE_EDITOR)
# Which one of its four scopes each role takes; an administrator has none.
SCOPES_OF: dict[str, tuple[str, ...]] = {
    Role.CONTRIBUTOR: ("place", "team"),
    Role.PLACE_EDITOR: ("place",),
    Role.PROGRAMME_LEAD: ("programme",),
    Role.OFFICER: ("organisation",),
    Role.CONNECTOR: ("place",),
    Role.EVALUATOR: ("programme",),
    Role.ADMINISTRATOR: (),
}
# A year, whether or not it has a 29 February.
LONGEST_COVER = dt.timedelta(days=366)


def scope_name(scope: Any) -> str:
    """Which of the four scopes this record is; empty for None, the whole site."""
    return scope._meta.model_name if scope is not None else ""


class AssignmentQuerySet(models.QuerySet):
    """Roles, dated half-open."""

    def of(self, user: Any) -> Self:
        """The roles of one account."""
        return self.filter(user=user)

    def own(self) -> Self:
        """Those of their own: not in which they cover for somebody who is away."""
        return self.filter(covers=None)

    def at(self, scope: Any) -> Self:
        """Those at this place, programme, organisation or team; None: of administrators."""
        name = scope_name(scope)
        return self.filter(**{name: scope}) if name else self.filter(role=Role.ADMINISTRATOR)

    def looked_after_by(self, reader: Reader) -> Self:
        """Those whose list this reader confirms: where they are editor, lead, officer themselves.

        The database finds teams by their place or programme.
        """
        places, programmes = sorted(reader.edited_places), sorted(reader.led_programmes)
        rule = Q(place__in=places) | Q(programme__in=programmes)
        rule |= Q(organisation__in=sorted(reader.organisations))
        teams = Team.objects.filter(Q(place__in=places) | Q(programme__in=programmes))
        rule |= Q(team__in=teams.order_by().values("pk"))
        if reader.is_administrator:
            rule |= Q(role=Role.ADMINISTRATOR)
        return self.filter(rule)

    def lasting(self, day: dt.date) -> Self:
        """Those of this day and of days to come."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day))

    def held_by(self, text: str) -> Self:
        """Roles of people whose name or address holds these words, in any order."""
        users = get_user_model().objects.found_by(text)
        return self.filter(user__in=users.order_by().values("pk"))

    def on(self, day: dt.date) -> Self:
        """The roles that count on this day; ``is_example`` marks those of what is made up."""
        counting = self.filter(Q(valid_from__lte=day), Q(valid_to__gt=day) | Q(valid_to=None))
        return counting.annotate(
            is_example=Coalesce(
                "place__is_example", "programme__is_example", "organisation__is_example", False
            )
        )


def _exactly_its_scope() -> Q:
    """For each role: one of its scopes is set, and no other."""
    rule = Q()
    for role, scopes in SCOPES_OF.items():
        for chosen in scopes or (None,):
            columns = {f"{name}__isnull": name != chosen for name in SCOPES}
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


@tracked(exclude=["review_by"])
class Assignment(Scoped):
    """A role that an account has at a place, programme, organisation or team, from a day on.

    Who gave it is its author; the database refuses a role beyond what the giver may give. Twice a
    year somebody who looks after its scope confirms that it is still right: one that nobody
    confirmed ends on ``review_by``, after warnings of which ``reminded_on`` is the last.

    One that ``covers`` somebody stands in for a role of theirs while they are away. It ends with
    that, and is not asked about: whoever confirms the one keeps the other. ``handed_from`` is who
    had a role before it was handed over.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    valid_from = models.DateField("since")
    confirmed_on = models.DateField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    review_by = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    covers = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="covering for",
    )
    handed_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="handed over from",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta(Scoped.Meta):
        ordering = ["user", "role", "id"]
        indexes = [
            models.Index(fields=["valid_from", "id"], name="assignment_by_day"),
            models.Index(fields=["review_by", "id"], name="assignment_by_review"),
            models.Index(
                fields=["covers", "valid_to"],
                condition=Q(covers__isnull=False),
                name="assignment_cover",
            ),
        ]
        constraints = [
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="assignment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(covers=None)
                | Q(
                    ~Q(covers=models.F("user")),
                    ~Q(role=Role.ADMINISTRATOR),
                    valid_to__isnull=False,
                    valid_to__lte=models.F("valid_from") + LONGEST_COVER,
                ),
                name="assignment_cover_in_bounds",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            within_reach("assignment", covers=True),
            cover_is_held(),
            cover_follows(),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words_with_cover(self) -> str:
        """ "place editor, Bradford", and for whom where it is cover."""
        return f"{self.words}, covering for {self.covers}" if self.covers else self.words
