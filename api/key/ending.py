"""What ends keys of other programs when something happens to the account that made them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.notice.outbox import tell
from accounts.secret import Ending, Upon
from api.models import ApiKey
from governance.board.officers import officers_of

_LEFT = "The person who made it is no longer an officer of {body}, but still knows the key."
_NOT_SAFE = (
    "The way in which the person who made it signs in was changed, so everything made before that "
    "has ended."
)


def end_keys(ending: Ending) -> int:
    """Their own, and those that they made for a body; of these its officers are told."""
    mine = ApiKey.objects.filter(ended_at=None)
    made = mine.filter(made_by=ending.user, organisation__isnull=False)
    if ending.upon == Upon.ROLE_ENDED:
        return _end_of_bodies(made.left_behind(timezone.localdate()), _LEFT)
    own = mine.filter(user=ending.user).update(ended_at=timezone.now())
    return own + _end_of_bodies(made, _LEFT if ending.upon == Upon.CLOSED else _NOT_SAFE)


def end_left_behind(today: dt.date) -> int:
    """Keys of bodies end whose maker’s role there ended by its date; gives how many."""
    return _end_of_bodies(ApiKey.objects.left_behind(today), _LEFT)


@transaction.atomic
def _end_of_bodies(keys: QuerySet[ApiKey], why: str) -> int:
    ending = keys.select_for_update(of=("self",)).select_related("organisation")
    ended = list(ending)
    ApiKey.objects.filter(pk__in=[key.pk for key in ended]).update(ended_at=timezone.now())
    for key in ended:
        _tell_officers(key, why)
    return len(ended)


def _tell_officers(key: ApiKey, why: str) -> None:
    """Those whose program reads nothing now; not who made it, who is told of the account."""
    body = key.organisation
    for officer in officers_of(body).filter(~Q(pk=key.made_by_id)):
        tell(
            kind="key",
            about=None,
            to=officer,
            by_mail=True,
            subject=f"A key of {body} for another program has ended: {key}",
            text=f"{why.format(body=body)} Programs that used it can read nothing more with it. "
            "If you still need it, make a new key and use that instead.",
            url=reverse("api_keys"),
        )
