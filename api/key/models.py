from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from access.visibility import reader_of
from api.lists import open_lists, title_of
from interface.words import list_words
from partnerships.models import Organisation, Place
from people.models import Assignment, Role

NAMED = 5  # so many of the lists that a key opens are named
PREFIX = "pb_"  # by which programs that look for secrets in code know one of ours


class ApiKeyQuerySet(models.QuerySet):
    """Keys of other programs."""

    def visible_to(self, user: Any) -> Self:
        """A person's own, and those of the bodies whose officer they are."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(Q(user=reader.user_id) | Q(organisation__in=reader.organisations))

    def live(self) -> Self:
        """Those that open anything: not ended, not run out, of somebody who may still sign in."""
        lasts = Q(ended_at=None, ends_on__gt=timezone.localdate())
        return self.filter(lasts, Q(user=None) | Q(user__is_active=True))

    def left_behind(self, today: dt.date) -> Self:
        """Those of bodies whose maker is no officer there of their own any more."""
        roles = Assignment.objects.own().on(today).filter(user__is_active=True, role=Role.OFFICER)
        there = roles.filter(user=OuterRef("made_by"), organisation=OuterRef("organisation"))
        return self.filter(~Exists(there), ended_at=None, organisation__isnull=False)


class ApiKey(models.Model):
    """A key by which another program reads the record without anybody signing in.

    It is of a person, and opens what that person may read at that moment; or of a body, and opens
    what everybody signed in reads and the body's officers besides. Whoever made it knows its
    secret: it ends with their role as an officer there, and with whatever ends secrets of their
    account (``accounts.secret``). One with ``lists`` opens these alone, and one with a ``place``
    what lists show of it, where they can be narrowed to a place. Only a hash is kept, so that
    nobody can read it here.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="api_keys"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="api_keys"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        "what it is for", max_length=80, help_text="Such as “Power BI, housing dashboard”."
    )
    may_send = models.BooleanField(
        "may also send figures and files",
        default=False,
        help_text="What it sends waits until a person accepts it.",
    )
    lists = ArrayField(
        models.CharField(max_length=100),
        null=True,
        blank=True,
        help_text="Addresses of the lists that it opens; empty for every list.",
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="api_keys")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(db_default=Now())
    ends_on = models.DateField()  # from this day on it opens nothing
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, organisation__isnull=False)
                | Q(user__isnull=False, organisation=None),
                name="api_key_of_one_of_both",
            ),
            models.CheckConstraint(
                condition=Q(may_send=False) | Q(user__isnull=False),
                name="api_key_of_a_body_only_reads",
            ),
            models.CheckConstraint(
                condition=Q(may_send=False) | Q(lists=None, place=None),
                name="api_key_narrowed_only_reads",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def opens(self) -> str:
        """What it opens, in words."""
        whose = f"officers of {self.organisation}" if self.organisation else "you"
        lists = "" if self.lists is None else f" in {self._lists_named}"
        return f"what {whose} read{lists}{f', of {self.place} alone' if self.place else ''}"

    @property
    def _lists_named(self) -> str:
        titles = [f"“{title_of(one)}”" for one in open_lists() if one.route in (self.lists or ())]
        more = [f"{len(titles) - NAMED} more"] if len(titles) > NAMED else []
        return list_words([*titles[:NAMED], *more]) or "no list that there is"
