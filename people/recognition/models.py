from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from people.job_role.models import JobRole
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked
from records.switches import unless_off


class RecognitionQuerySet(models.QuerySet):
    """What was well done."""

    def visible_to(self, user: Any) -> Self:
        """Everyone: it names bodies and teams, not people. That of a job role, with the role."""
        roles = JobRole.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(post=None) | Q(post__in=roles), unless_off("recognition"))

    def listed(self) -> Self:
        """With what a list shows, and whether it is made up."""
        return self.select_related("organisation", "given_by", "place", "post").annotate(
            is_example=F("organisation__is_example")
        )

    def of_body(self, body: models.Model) -> Self:
        """Given to this body, or by it."""
        return self.filter(Q(organisation=body.pk) | Q(given_by=body.pk))


@tracked()
class Recognition(Tracked):
    """A word of thanks for what came of somebody's work: to a body or a team within it, at a place.

    It says what changed for people, not how busy anybody was. Thanks to one person go to the job
    role that they hold (``post``, of the same body): who that is, is told where the role tells it.
    """

    OPEN_TO_SIGNED_IN = True

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="to",
        related_name="recognitions",
        help_text="The body or team that is thanked",
    )
    post = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, db_index=False, related_name="recognitions"
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recognitions",
        help_text="Where it was, if at one place",
    )
    given_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="from",
        related_name="+",
        help_text="The body that gives its thanks",
    )
    said = models.TextField("for what", help_text="What came of the work, as it was said")
    on = models.DateField("day", help_text="The day on which it was said")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecognitionQuerySet.as_manager()

    READ_BY: ClassVar = by_record("said")

    class Meta(Tracked.Meta):
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["on", "id"], name="recognition_by_day"),
            models.Index(fields=["post"], name="recognition_by_post"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="recognition_says_for_what"),
            models.CheckConstraint(
                condition=~Q(organisation=models.F("given_by")),
                name="recognition_by_somebody_else",
                violation_error_message="A body does not thank itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"Thanks to {self.to}"

    def get_absolute_url(self) -> str:
        return address("recognition", self.pk)

    @property
    def read_with(self) -> JobRole | None:
        """The job role whose level it has, if it is about one."""
        return self.post

    @property
    def to(self) -> str:
        """Whose work it is about: "Housing lead, City of Bradford"."""
        body = self.organisation.name
        return f"{self.post.title}, {body}" if self.post else body
