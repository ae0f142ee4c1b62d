from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from access.levelled import Answered
from access.visibility import Reader, reader_of
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from partnerships.programme.models import Programme
from people.job_role.models import JobRole, held_by
from people.review.desks import Desk, words_of
from records.addresses import address
from records.history import tracked
from records.models import Tracked
from records.reading import rows_seen
from records.subjects import registered
from registry.reported import HasErrorReports, reported_of

# The kinds that a report names by a key of its own
_OF_DIRECTORY = ("place", "organisation", "post")
OUTCOMES = {"open": "open", "mended": "corrected", "not_error": "not an error"}


class ErrorReportQuerySet(models.QuerySet):
    """What people found wrong in the record."""

    def visible_to(self, user: Any) -> Self:
        """Whoever reported it and whoever keeps the record; never more than see the record."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        mine = self.filter(Q(created_by=reader.user_id) | self._at_desk(reader))
        return mine.of_seen(user, mine.kinds())

    def kept_by(self, user: Any) -> Self:
        """Reports that went to a desk at which this user sits, about records that they see."""
        mine = self.at_desk_of(user)
        return mine.of_seen(user, mine.kinds())

    def at_desk_of(self, user: Any) -> Self:
        """Reports that went to a desk at which this user sits, whatever they may see."""
        reader = reader_of(user)
        return self.none() if reader is None else self.filter(self._at_desk(reader))

    def kinds(self) -> models.QuerySet[Any]:
        """The kinds of record that these are about, which few are."""
        kinds = self.filter(subject_type__isnull=False).order_by()
        return kinds.values_list("subject_type", flat=True).distinct()

    def _at_desk(self, reader: Reader) -> Q:
        desk = Desk
        rule = Q(desk=desk.HOLDER, desk_post__in=held_by(reader))
        rule |= Q(desk=desk.AUTHOR, desk_user=reader.user_id)
        for kind, places in (
            (desk.EDITORS, reader.edited_places),
            (desk.CONNECTORS, reader.connected_places),
        ):
            if places:
                within = Place.objects.filter(reach_up__ancestor__in=sorted(places)).order_by()
                rule |= Q(desk=kind, desk_place__in=within.values("pk"))
        if reader.led_programmes:
            rule |= Q(desk=desk.LEADS, desk_programme__in=sorted(reader.led_programmes))
        if reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations).order_by()
            rule |= Q(desk=desk.OFFICERS, desk_organisation__in=bodies.values("pk"))
        if reader.is_administrator:
            rule |= Q(desk=desk.ADMINISTRATORS)
        return rule

    def of_seen(self, user: Any, kinds: Iterable[int]) -> Self:
        """Those of these about records that the user sees, where they are of these kinds."""
        posts = JobRole.objects.visible_to(user).order_by().values("pk")
        seen = Q(subject_type=None) & (Q(post=None) | Q(post__in=posts))
        for pk in kinds:
            kind = ContentType.objects.get_for_id(pk)
            records = rows_seen(kind.model_class(), user).order_by().values("pk")
            seen |= Q(subject_type=kind, subject_id__in=records)
        return self.filter(seen)

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(state__in=ErrorReport.OPEN)


@tracked()
class ErrorReport(Answered, Tracked):
    """Something in the record that a reader found wrong, and what came of saying so.

    It is about a place, body or job role by a key of its own, and about any other record as its
    ``subject``. ``desk`` says who keeps that record, as the page said before it was sent: a group
    with its place, programme or body, or one person; they read it and nobody else does but whoever
    sent it, of whom nothing is kept where they are not signed in.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        MENDED = "mended", "mended"
        NOT_ERROR = "not_error", "not an error"

    OPEN = (State.OPEN,)
    ANSWERED = (State.MENDED, State.NOT_ERROR)

    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    post = models.ForeignKey(
        JobRole, models.CASCADE, null=True, blank=True, related_name="error_reports"
    )
    subject_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    what = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    desk = models.CharField(
        "goes to",
        max_length=14,
        choices=Desk,
        default=Desk.ADMINISTRATORS,
        db_default=Desk.ADMINISTRATORS,
    )
    desk_place = models.ForeignKey(
        Place,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="of the place",
    )
    desk_programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="of the programme",
    )
    desk_organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="of the body",
    )
    desk_post = models.ForeignKey(
        JobRole,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="job role",
    )
    desk_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="person",
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["created_at", "id"], condition=Q(state="open"), name="error_report_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    Q(place__isnull=False, organisation=None, post=None, subject_type=None)
                    | Q(place=None, organisation__isnull=False, post=None, subject_type=None)
                    | Q(place=None, organisation=None, post__isnull=False, subject_type=None)
                    | Q(place=None, organisation=None, post=None, subject_type__isnull=False)
                )
                & (
                    Q(subject_type=None, subject_id=None)
                    | Q(subject_type__isnull=False, subject_id__isnull=False)
                ),
                name="error_report_about_one_record",
            ),
            models.CheckConstraint(
                condition=Q(desk="holder", desk_post__isnull=False)
                | Q(desk="officers", desk_organisation__isnull=False)
                | Q(desk__in=("editors", "connectors"), desk_place__isnull=False)
                | Q(desk="leads", desk_programme__isnull=False)
                | Q(desk="author", desk_user__isnull=False)
                | Q(desk="administrators"),
                name="error_report_desk_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_error") | ~Q(answer=""),
                name="error_report_denied_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Error report about {self.title}"

    @property
    def record(self) -> Any:
        """The record that it is about."""
        return self.place or self.organisation or self.post or self.subject

    @property
    def title(self) -> str:
        """What the page of the record calls it."""
        record = self.record
        return "a record" if record is None else reported_of(record).title(record)

    @property
    def outcome(self) -> str:
        """What came of it, as pages say it."""
        return OUTCOMES[self.state]

    @property
    def desk_words(self) -> str:
        """To whom it went, as the page said before it was sent."""
        at = self.desk_place or self.desk_programme or self.desk_organisation
        return words_of(self.desk, at)

    def get_absolute_url(self) -> str:
        return address("error_report", str(self.pk))


def about(record: Any) -> dict[str, Any]:
    """What a report says of the record that it is about."""
    kind = reported_of(record).kind
    return {kind if kind in _OF_DIRECTORY else "subject": record}


def read_records(reports: Iterable[ErrorReport]) -> None:
    """Read the records of these reports with what their titles say: one query for each kind."""
    of_kind: dict[Any, list[ErrorReport]] = {}
    for report in reports:
        if report.subject_type_id is not None:
            of_kind.setdefault(report.subject_type_id, []).append(report)
    rules = {one.model: one for one in registered(HasErrorReports)}
    for pk, some in of_kind.items():
        model: Any = ContentType.objects.get_for_id(pk).model_class()
        rows = model._default_manager.select_related(*rules[model].reads)
        found = rows.in_bulk({report.subject_id for report in some})
        for report in some:
            report.subject = found.get(report.subject_id)
