from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet

from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from people.job_role.models import JobRole, held_by
from records.addresses import address
from records.history import tracked
from records.models import Tracked
from records.reading import looked_up
from registry.promised import kinds_promised


class ActionItemQuerySet(models.QuerySet):
    """What was promised, with the job role that owes it."""

    def visible_to(self, user: Any) -> Self:
        """Those who owe it, whoever wrote it down, and who may read that part of where it was
        promised.

        Never the public: it is between the people who were there.
        """
        if reader_of(user) is None:
            return self.none()
        return self.filter(self._read_where_promised(user) | self._owed_by(user))

    def read_where_promised(self, user: Any) -> Self:
        """Those that this user reads whoever owes them: their own words, and of what they see."""
        return self.filter(self._read_where_promised(user)) if reader_of(user) else self.none()

    @staticmethod
    def _read_where_promised(user: Any) -> Q:
        rule = Q(created_by=user.pk)
        kinds = kinds_promised()
        for kind, of in ContentType.objects.get_for_models(*kinds).items():
            rule |= Q(subject_type=of) & looked_up(kinds[kind].readable_by(user), "subject_id")
        return rule

    def told_with(self, user: Any, *seen: QuerySet[Any]) -> Self:
        """Those of these records, which the caller has found visible, with what was promised there:
        so are they, if signed in."""
        return self.about_those(*seen) if reader_of(user) else self.none()

    def owed_by(self, user: Any) -> Self:
        """Those that this user owes: as holder of the job role, or as officer of its body."""
        return self.filter(self._owed_by(user))

    @staticmethod
    def _owed_by(user: Any) -> Q:
        reader = reader_of(user)
        if reader is None:
            return Q(pk__in=[])
        rule = Q(owner__in=held_by(reader))
        if reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations)
            posts = JobRole.objects.speaking_for_their_body().filter(
                organisation__in=bodies.order_by().values("pk")
            )
            rule |= Q(owner__in=posts.order_by().values("pk"))
        return rule

    def open(self) -> Self:
        """Those of which nobody has said what came of them, the first due first."""
        return self.filter(state__in=ActionItem.OPEN).order_by("due", "id")

    def about_those(self, *subjects: models.QuerySet) -> Self:
        """Those promised at these records: queries, each of one kind, that the caller has
        authorised."""
        kinds = ContentType.objects.get_for_models(*(rows.model for rows in subjects))
        rule = Q(pk__in=[])
        for rows in subjects:
            pks = rows.order_by().values("pk")
            rule |= Q(subject_type=kinds[rows.model], subject_id__in=pks)
        return self.filter(rule)

    def about(self, *subjects: models.Model) -> Self:
        """Those promised at these records, all of one kind, that the caller has authorised."""
        if not subjects:
            return self.none()
        kind = ContentType.objects.get_for_model(subjects[0])
        return self.filter(subject_type=kind, subject_id__in=[subject.pk for subject in subjects])


@tracked()
class ActionItem(Tracked):
    """Something that was promised, by when, and the job role that owes it, whoever holds it.

    ``owner_said`` is the job role in words, as it was called when it was promised; ``owner`` the
    one of the directory, where it stands there. Promised at ``subject``, such as a pilot's meeting,
    of one of the kinds that declare it (``registry.promised``).
    It ends as done or as not going to happen, with a word on what came of it or why.
    """

    class State(models.TextChoices):
        OPEN = "open", "to do"
        DONE = "done", "done"
        DROPPED = "dropped", "will not happen"

    OPEN = (State.OPEN,)
    ENDED = (State.DONE, State.DROPPED)

    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    owner_said = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    ended_on = models.DateField("closed on", null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="action_item_subject"),
            models.Index(fields=["due", "id"], name="action_item_by_day"),
            models.Index(
                fields=["owner", "due"], condition=Q(state="open"), name="action_item_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="action_item_has_text"),
            models.CheckConstraint(condition=~Q(owner_said=""), name="action_item_has_owner"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None)
                | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="action_item_closed_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(outcome=""),
                name="action_item_dropped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address("promise", str(self.pk))

    def is_late(self, on: dt.date) -> bool:
        """Whether it is still to do after the day on which it was due."""
        return self.state in self.OPEN and self.due < on
