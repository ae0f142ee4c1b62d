from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import parent_triggers, place_triggers
from access.visibility import Reader, reader_of, visibility_filter
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, dates_in_order, holding, never_overlapping
from partnerships.topic.models import OnTopic, Topic
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.history import tracked
from records.models import Source, Tracked
from records.names import holding_words, name_key
from records.switches import unless_off


class PostQuerySet(HasVisibilityQuerySet):
    """Job roles that can be contacted."""

    def visible_to(self, user: Any) -> Self:
        """By level; officers of a body also read all job roles of it and its teams."""
        rule = visibility_filter(user)
        reader = reader_of(user)
        if reader and reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations)
            rule |= Q(organisation__in=bodies.order_by().values("pk"))
        lived = Q(kind=JobRole.Kind.LIVED_EXPERIENCE)
        return self.filter(rule, ~lived | unless_off("lived_experience"))

    def bodies_read_by(self, reader: Reader | None) -> Set[int]:
        """The bodies whose job roles this reader reads at every level, as their officer."""
        if reader is None or not reader.organisations:
            return frozenset()
        bodies = Organisation.objects.of_bodies(reader.organisations)
        return set(bodies.order_by().values_list("pk", flat=True))

    def open(self) -> Self:
        """Job roles that still exist; one may be vacant."""
        return self.filter(ended_on=None)

    def speaking_for_their_body(self) -> Self:
        """Those asked on behalf of their body: not of people who tell of their own lives."""
        return self.exclude(kind=JobRole.Kind.LIVED_EXPERIENCE)

    def answered_by_others(self, user: Any) -> Self:
        """Those at which somebody else is reached: who holds it, or the mailbox of the role."""
        held = JobRoleHolder.objects.filter(holding(timezone.localdate()), post=OuterRef("pk"))
        reached = held.filter(Q(person__user__is_active=True) | ~Q(person__email=""))
        others = reached.exclude(person__user=user.pk)
        return self.filter(Exists(others) | (~Q(email="") & ~Exists(reached)))

    def found_by(self, text: str) -> Self:
        """Job roles whose title or remit holds these words."""
        return self.filter(pk__in=holding_words(JobRole.objects, text).order_by().values("pk"))

    def with_holders(self, on: dt.date) -> Self:
        """With ``holders_now``: who holds each on this day, people at hand. One more query."""
        rows = JobRoleHolder.objects.filter(holding(on)).select_related("person")
        return self.prefetch_related(Prefetch("holders", rows.order_by("id"), "holders_now"))

    def telling_holders_to(self, user: Any) -> Self:
        """Those of which this reader may learn who holds them; the roles themselves they see.

        Who holds a lived-experience role is told to its author, its team, the keepers of its places
        and the officers of its body alone: the role itself says what somebody has been through.
        """
        reader = reader_of(user)
        if reader is None:
            return self.none()
        rule = ~Q(kind=JobRole.Kind.LIVED_EXPERIENCE) | Q(created_by=reader.user_id)
        if reader.teams:
            rule |= Q(team__in=sorted(reader.teams))
        if reader.kept_places:
            rule |= Q(reach_ids__overlap=sorted(reader.kept_places))
        if reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations)
            rule |= Q(organisation__in=bodies.order_by().values("pk"))
        return self.filter(rule)

    def with_succession(self, on: dt.date, by: dt.date) -> Self:
        """With ``is_held`` (somebody holds it today) and ``leaves_on`` (the day from which nobody
        will, where that is known and no later than ``by``).
        """
        held = JobRoleHolder.objects.filter(holding(on), post=OuterRef("pk")).order_by()
        stays = JobRoleHolder.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=by), post=OuterRef("pk")
        )
        leaving = held.values("post").annotate(last=Max("valid_to")).values("last")
        rows = self.annotate(is_held=Exists(held), stays=Exists(stays))
        return rows.annotate(leaves_on=Case(When(stays=False, then=Subquery(leaving))))

    def needing_succession(self, on: dt.date, by: dt.date) -> Self:
        """Open roles that hang on one person: key ones without a backup, and those soon free."""
        return (
            self.open()
            .with_succession(on, by)
            .filter(
                Q(is_key_person=True, backup=None)
                | Q(is_key_person=True, is_held=False)
                | Q(is_held=True, stays=False)
            )
        )


@tracked()
class JobRole(HasVisibility):
    """A job role that can be contacted, whoever holds it: contacts outlive the people in them.

    It covers places and topics, and may be vacant. ``confirmed_on`` is when somebody last said that
    all of it still holds; ``bounced_on`` when mail to it came back. Public pages name the role and
    its team, never the person. ``is_key_person``: work would stop without this one person, so a
    backup is asked for.
    """

    OFFICERS_OF = "organisation"
    KIND_IN_ADDRESSES = "post"

    class Kind(models.TextChoices):
        JOB_ROLE = "job_role", "job role"
        CHAMPION = "champion", "senior champion"
        CONNECTOR = "connector", "place connector"
        BROKER = "broker", "knowledge broker"
        COMMUNITY = "community", "community champion"
        DATA_CONTACT = "data_contact", "data contact"
        LIVED_EXPERIENCE = "lived_experience", "lived-experience role"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.JOB_ROLE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    remit = models.TextField(blank=True, help_text="What people can ask this role for")
    training = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What training comes with the role, and when it was last given",
    )
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_page = models.URLField(max_length=500, blank=True)
    is_key_person = models.BooleanField(default=False)
    backup = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="backup_for"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_by = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    bounced_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField("closed on", null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    topics = models.ManyToManyField(Topic, through="JobRoleTopic", related_name="posts", blank=True)
    places = models.ManyToManyField(Place, through="JobRolePlace", related_name="posts", blank=True)
    name_key = name_key(Concat("title", Value(" "), "remit", output_field=models.TextField()))
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("remit", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PostQuerySet.as_manager()

    READ_BY: ClassVar = by_record("remit", "training", "contact_page") | by_signed_in(
        "email", "phone", "bounced_on", "is_key_person"
    )

    class Meta(HasVisibility.Meta):
        ordering = ["sort_key", "id"]
        indexes = [
            *HasVisibility.level_indexes("post", "organisation"),
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="post_trigram"),
            GinIndex(fields=["search"], name="post_search"),
            # What waits for the keepers of the directory
            models.Index(
                fields=["bounced_on", "id"],
                condition=Q(bounced_on__isnull=False, ended_on=None),
                name="post_bounced",
            ),
            models.Index(
                fields=["review_by", "id"], condition=Q(ended_on=None), name="post_to_review"
            ),
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(ended_on=None, confirmed_on=None),
                name="post_never_confirmed",
            ),
        ]
        constraints = [
            known_level("post_known_level"),
            models.CheckConstraint(
                condition=~Q(backup=F("id")),
                name="post_not_its_own_backup",
                violation_error_message="A job role cannot be its own backup.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("post", str(self.pk))


@tracked()
class JobRolePlace(Tracked):
    """A place that a job role covers."""

    post = models.ForeignKey(JobRole, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="post_links", db_index=False)

    class Meta(Tracked.Meta):
        ordering = ["post", "id"]
        constraints = [models.UniqueConstraint(fields=["post", "place"], name="post_place_once")]
        indexes = [models.Index(fields=["place", "post"], name="post_place_of_place")]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("people_jobrole", "people_jobroleplace", "post_id"),
        ]


@tracked()
class JobRoleTopic(OnTopic):
    """A theme that a job role deals with."""

    post = models.ForeignKey(JobRole, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [models.UniqueConstraint(fields=["topic", "post"], name="post_topic_once")]
        triggers = parent_triggers("people_jobrole", "post_id")


def held_by(reader: Reader) -> QuerySet[Any] | frozenset[int]:
    """The job roles that this reader holds today, for ``__in``: as they came with the roles, else
    as a query."""
    return posts_of(reader.user_id) if reader.posts is None else reader.posts


def posts_of(user_id: int) -> QuerySet[Any]:
    """The job roles that this user holds today."""
    held = JobRoleHolder.objects.filter(holding(timezone.localdate()), person__user=user_id)
    return held.order_by().values("post")


class PersonQuerySet(models.QuerySet):
    """People named in the directory."""

    def visible_to(self, user: Any) -> Self:
        """Nobody when signed out; else those whom a job role names to the reader."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        seen = JobRole.objects.visible_to(user).telling_holders_to(user).order_by().values("pk")
        held = JobRoleHolder.objects.filter(post__in=seen).order_by().values("person")
        return self.filter(Q(pk__in=held) | Q(user=reader.user_id) | Q(created_by=reader.user_id))


@tracked()
class Person(Tracked):
    """Somebody who holds job roles: no more of them is kept than is needed to reach them.

    ``keep_until`` is the day after which their name goes unless they still hold a role. Erased on
    request: name and address are blank and ``erased_on`` says when; what they did in a role stays
    without the name.
    """

    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    keep_until = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    READ_BY: ClassVar = by_signed_in("name")

    class Meta(Tracked.Meta):
        verbose_name_plural = "people"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(name="", email="", user=None),
                name="person_erased_has_no_name",
            ),
            models.CheckConstraint(
                condition=~Q(erased_on=None) | ~Q(name=""),
                name="person_has_a_name",
                violation_error_message="Give the person's name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Name removed"


@tracked()
class JobRoleHolder(Tracked):
    """Who holds a job role, from when to when. Half-open; a role may be shared or vacant.

    ``handed_from`` is who held it before it was handed over with all that they had.
    """

    post = models.ForeignKey(JobRole, models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="held")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    handed_from = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="handed over from",
    )

    class Meta(Tracked.Meta):
        ordering = ["post", "id"]
        constraints = [
            dates_in_order("post_holder_dates_in_order"),
            never_overlapping("post_holder_once_at_a_time", "post", "person"),
        ]
