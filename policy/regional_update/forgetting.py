"""Addresses that were left for an answer go with it, or once none can come."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.models import Place
from policy.models import RegionalReply, RegionalUpdate
from policy.regional_update.actions import writers_of
from registry.erased import note_once_done

KEPT = dt.timedelta(days=90)


@transaction.atomic
def forget(replies: QuerySet[RegionalReply]) -> int:
    """The addresses of these replies go; their words stay. Gives how many went."""
    gone = replies.exclude(email="").update(email="")
    if gone:
        note_once_done()
    return gone


def forget_reply_addresses(now: dt.datetime | None = None) -> int:
    """Those without an answer after 90 days, of what was withdrawn, and where nobody is left who
    could answer. Run hourly; running it again does nothing."""
    left = RegionalReply.with_withdrawn.exclude(email="")
    old = Q(created_at__lt=(now or timezone.now()) - KEPT)
    withdrawn = ~Q(withdrawn_at=None) | Q(update__state=RegionalUpdate.State.WITHDRAWN)
    regions = Place.objects.filter(pk__in=left.values("update__region"))
    alone = [region.pk for region in regions if not writers_of(region)]
    return forget(left.filter(old | withdrawn | Q(update__region__in=alone)))
