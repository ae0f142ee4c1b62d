from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from access.visibility import reader_of
from records.addresses import address

# The columns of a saved filter that name its team, with what those who are in it are called
TEAMS = {
    "team": "Everyone in {}",
    "organisation": "Everyone who answers for {}",
    "place": "Everyone with a role at {}",
}


def seen_by(user: Any) -> Q:
    """One's own, and those of one's teams."""
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=())
    return (
        Q(user=reader.user_id)
        | Q(team__in=sorted(reader.teams))
        | Q(organisation__in=sorted(reader.organisations))
        | Q(place__in=sorted(reader.places))
    )


class SavedFilterQuerySet(models.QuerySet):
    """Filters that people saved."""

    def visible_to(self, user: Any) -> Self:
        """A person's own, and those of their teams."""
        return self.filter(seen_by(user))


def _opens_too(model: str, on_delete: Any) -> models.ForeignKey:
    """Whose people open a filter besides its author; of few there is any."""
    return models.ForeignKey(
        *(model, on_delete),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )


class SavedFilter(models.Model):
    """Filters of a list that somebody saved under a name, for themselves or for one team as well.

    ``query`` is what stands in the address. With ``by_mail`` they are told once a day what is new
    or changed among what matches and they may see then; ``told_until`` is up to when.
    ``problem`` is why it finds nothing any more, as it was when that was last tried.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    list_key = models.CharField("list", max_length=20, editable=False)
    name = models.CharField(max_length=80)
    query = models.TextField(editable=False)
    by_mail = models.BooleanField(
        "Email me when something new matches",
        default=False,
        db_default=False,
        help_text="Once a day at most: what is new or has changed, of what you can see then",
    )
    team = _opens_too("people.Team", models.CASCADE)
    organisation = _opens_too("partnerships.Organisation", models.PROTECT)
    place = _opens_too("partnerships.Place", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    told_until = models.DateTimeField(db_default=Now(), editable=False)
    problem = models.CharField(max_length=300, blank=True, db_default="", editable=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["user", "name", "id"]
        indexes = [
            models.Index(
                fields=["told_until", "id"], condition=Q(by_mail=True), name="saved_filter_to_tell"
            ),
            # Few are shared: an index of those alone
            *(
                models.Index(
                    fields=[of],
                    condition=Q(**{f"{of}__isnull": False}),
                    name=f"saved_filter_of_{of}",
                )
                for of in ("team", "organisation", "place")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "user",
                "list_key",
                Lower("name"),
                name="saved_filter_name_once",
                violation_error_message="You have a saved filter of this name. Choose another.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_name"),
            models.CheckConstraint(condition=~Q(query=""), name="saved_filter_has_filters"),
            models.CheckConstraint(
                condition=Q(team=None, organisation=None)
                | Q(team=None, place=None)
                | Q(organisation=None, place=None),
                name="saved_filter_of_one_team",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("saved_filter_edit", str(self.pk))

    @property
    def shared_with(self) -> Any:
        """The team, organisation or place whose people open them as well; None: nobody else."""
        return next((scope for name in TEAMS if (scope := getattr(self, name))), None)
