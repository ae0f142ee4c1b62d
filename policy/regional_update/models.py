from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from access.reach import parent_triggers
from access.visibility import Reader, reader_of
from partnerships.organisation.place_models import OrganisationPlace
from partnerships.place.models.place import Place, PlaceReach
from people.job_role.models import JobRole
from policy.regional_update.quarters import Quarter
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.history import tracked
from records.models import StandingManager, Tracked, Withdrawable, withdrawn_with_reason


def regions_written_by(reader: Reader | None) -> models.QuerySet[Place]:
    """Regions of which this reader writes the updates.

    Directory connectors of the region, and officers of a body that serves it or has a team that
    does.
    """
    regions = Place.objects.filter(kind=Place.Kind.REGION)
    if reader is None or not (reader.connected_places or reader.organisations):
        return regions.none()
    below = PlaceReach.objects.filter(ancestor__in=sorted(reader.connected_places))
    bodies = sorted(reader.organisations)
    served = OrganisationPlace.objects.standing().filter(
        Q(organisation__in=bodies) | Q(organisation__parent__in=bodies),
        role=OrganisationPlace.Role.SERVES,
    )
    return regions.filter(Q(pk__in=below.values("place")) | Q(pk__in=served.values("place")))


class RegionalUpdateQuerySet(models.QuerySet):
    """What regions are told each quarter."""

    def visible_to(self, user: Any) -> Self:
        """Everybody reads what was published; who writes for a region also what is not yet."""
        rule = Q(state__in=RegionalUpdate.OUT)
        reader = reader_of(user)
        if reader and (reader.connected_places or reader.organisations):
            rule |= Q(region__in=regions_written_by(reader).order_by().values("pk"))
        return self.filter(rule)

    def published(self) -> Self:
        """Those that stand."""
        return self.filter(state=RegionalUpdate.State.PUBLISHED)

    def being_written(self) -> Self:
        """Those that are not out yet."""
        return self.filter(state__in=RegionalUpdate.BEING_WRITTEN)


@tracked()
class RegionalUpdate(Tracked):
    """What changed in a region in one quarter, on one page that a council reads in two minutes.

    It is drafted from public records, checked by somebody else who may write for the region, then
    published to everyone. Afterwards it changes only by corrections, each shown with its date, or
    is withdrawn with the reason. ``check_note`` is what the checker asked for when giving it back;
    ``reply_post`` the job role that replies go to besides those who wrote it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        CHECKING = "checking", "being checked"
        CHECKED = "checked", "checked"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    BEING_WRITTEN = (State.DRAFT, State.CHECKING, State.CHECKED)
    OUT = (State.PUBLISHED, State.WITHDRAWN)
    # A constraint below is of these
    STANDS_CHECKED = (State.CHECKED, State.PUBLISHED)
    # Its history page is for those alone who write it, and they read it in each of its states
    OPEN_TO_SIGNED_IN = True

    region = models.ForeignKey(Place, models.PROTECT, related_name="regional_updates")
    quarter = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    summary = models.TextField(blank=True)
    as_of = models.DateField()
    reply_post = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    check_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = RegionalUpdateQuerySet.as_manager()

    READ_BY: ClassVar = by_record("summary", "withdrawn_because") | by_signed_in("check_note")

    class Meta(Tracked.Meta):
        ordering = ["-quarter", "region", "id"]
        indexes = [
            models.Index(
                fields=["published_at"],
                condition=Q(state="published"),
                name="regional_update_newest",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "quarter"],
                condition=~Q(state="withdrawn"),
                name="regional_update_once_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="regional_update_of_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None)
                | (~Q(checked_by=F("created_by")) & ~Q(checked_by=F("sent_by"))),
                name="regional_update_checked_by_another",
                violation_error_message="Somebody else has to check it.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "published"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="regional_update_published_once_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="regional_update_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
                name="regional_update_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.period}"

    def get_absolute_url(self) -> str:
        return address("regional_update", self.region.slug, self.period.key)

    @property
    def period(self) -> Quarter:
        """The quarter that it is about."""
        return Quarter(self.quarter)

    @property
    def is_out(self) -> bool:
        """Whether everybody may read it, or that it was withdrawn."""
        return self.state in self.OUT


@tracked()
class RegionalUpdateItem(Tracked):
    """One thing that a regional update says, most often drawn from a record.

    What is not chosen stays, so that nobody is asked about it twice. The link to its record shows
    only to who may see that record.
    """

    class Section(models.TextChoices):
        PRIORITIES = "priorities", "What matters most"
        PILOTS = "pilots", "Pilots that began or ended"
        NEWS = "news", "What happened"
        MONEY = "money", "Money"
        BARRIERS = "barriers", "What was in the way"
        OTHER = "other", "Also"

    update = models.ForeignKey(RegionalUpdate, models.CASCADE, related_name="items")
    section = models.CharField(max_length=10, choices=Section)
    text = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    record_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    record_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey("record_type", "record_id")
    is_chosen = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=1)

    READ_BY: ClassVar = by_record("text")

    class Meta(Tracked.Meta):
        ordering = ["update", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="regional_item_says_something"),
            models.CheckConstraint(
                condition=Q(record_type=None, record_id=None)
                | Q(record_type__isnull=False, record_id__isnull=False),
                name="regional_item_of_a_whole_record",
            ),
            models.UniqueConstraint(
                fields=["update", "section", "record_type", "record_id"],
                name="regional_item_once",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *parent_triggers("policy_regionalupdate", "update_id"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@tracked()
class RegionalCorrection(Tracked):
    """What was put right in a regional update after it was published, with its date."""

    update = models.ForeignKey(RegionalUpdate, models.CASCADE, related_name="corrections")
    on = models.DateField()
    text = models.TextField()

    READ_BY: ClassVar = by_record("text")

    class Meta(Tracked.Meta):
        ordering = ["update", "on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="regional_correction_says_what")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class RegionalReplyQuerySet(models.QuerySet):
    """What readers of regional updates write back."""

    def visible_to(self, user: Any) -> Self:
        """Read by who writes for the region, and by their own author."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        regions = regions_written_by(reader).order_by().values("pk")
        return self.filter(Q(update__region__in=regions) | Q(created_by=reader.user_id))


RegionalReplyManager = StandingManager.from_queryset(RegionalReplyQuerySet)


@tracked(exclude=["name", "email"])
class RegionalReply(Withdrawable):
    """A reply to a regional update: it reaches those who wrote it, and gets an answer.

    The e-mail address of somebody without an account is used for the answer and then forgotten.
    """

    update = models.ForeignKey(RegionalUpdate, models.CASCADE, related_name="replies")
    text = models.TextField()
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RegionalReplyManager()
    with_withdrawn = RegionalReplyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "regional replies"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="regional_reply_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(email="")),
                name="regional_reply_answered_forgets_the_address",
            ),
            withdrawn_with_reason("regional_reply_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class RegionalUpdateDay(models.Model):
    """How often a regional update was opened on one day: loads of its page, by whom is not kept."""

    update = models.ForeignKey(RegionalUpdate, models.CASCADE, related_name="days")
    day = models.DateField()
    loads = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["update", "day"]
        constraints = [
            models.UniqueConstraint(fields=["update", "day"], name="regional_update_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.loads}"
