from __future__ import annotations

from typing import Any, Self, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.job_role.models import Post, PostHolder
from partnerships.levelled import Answered
from partnerships.organisation.models import Organisation
from partnerships.organisation.place_models import OrganisationPlace
from partnerships.place.models.place import Place, PlaceReach, holding
from partnerships.visibility import reader_of
from records.addresses import address
from records.history import tracked
from records.models import Tracked

# What the directory is made of. Forms and addresses name a record by its kind.
Kept = Place | Organisation | Post
KINDS: dict[str, type[Kept]] = {"place": Place, "organisation": Organisation, "post": Post}


class ErrorReportQuerySet(models.QuerySet):
    """What people found wrong in the directory."""

    def visible_to(self, user: Any) -> Self:
        """Whoever reported it and whoever keeps the record; never more than see the record."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        seen = Q(post=None) | Q(post__in=Post.objects.visible_to(user).order_by().values("pk"))
        if reader.is_administrator:
            return self.filter(seen)
        return self.filter(seen & (Q(created_by=reader.user_id) | self._kept_by(user)))

    def kept_by(self, user: Any) -> Self:
        """Reports about records that this user keeps right."""
        reader = reader_of(user)
        if reader is None or reader.is_administrator:
            return self.visible_to(user)
        return self.visible_to(user).filter(self._kept_by(user))

    def _kept_by(self, user: Any) -> Q:
        reader = reader_of(user)
        held = PostHolder.objects.filter(holding(timezone.localdate()), person__user=user.pk)
        mine = held.order_by().values("post")
        rule = Q(post__in=mine) | Q(place__owner_post__in=mine)
        rule |= Q(organisation__owner_post__in=mine)
        if reader and reader.kept_places:
            places = sorted(reader.kept_places)
            within = PlaceReach.objects.filter(ancestor__in=places).order_by().values("place")
            there = OrganisationPlace.objects.standing().filter(place__in=within).order_by()
            rule |= Q(place__in=within) | Q(post__reach_ids__overlap=places)
            rule |= Q(organisation__in=there.values("organisation"))
        if reader and reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations).values("pk")
            rule |= Q(organisation__in=bodies) | Q(post__organisation__in=bodies)
        return rule

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(state=ErrorReport.State.OPEN)


@tracked()
class ErrorReport(Answered, Tracked):
    """Something in the directory that a reader found wrong, and what came of saying so."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        MENDED = "mended", "mended"
        NOT_ERROR = "not_error", "not an error"

    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    what = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)

    objects = ErrorReportQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["created_at", "id"], condition=Q(state="open"), name="error_report_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    Q(place__isnull=False, organisation__isnull=True, post__isnull=True)
                    | Q(place__isnull=True, organisation__isnull=False, post__isnull=True)
                    | Q(place__isnull=True, organisation__isnull=True, post__isnull=False)
                ),
                name="error_report_about_one_record",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_error") | ~Q(answer=""),
                name="error_report_denied_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Error report about {self.record}"

    @property
    def record(self) -> Kept:
        """The record that it is about."""
        return cast("Kept", self.place or self.organisation or self.post)

    def get_absolute_url(self) -> str:
        return address("error_report", str(self.pk))
