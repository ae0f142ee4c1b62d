"""Keys of other programs: made and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.secret import drawn, hashed
from api.models import PREFIX, ApiKey
from governance.board.officers import officers_of
from interface.words import date_words, last_day
from partnerships.models import Organisation, Place

MOST = 10
LONGEST = dt.timedelta(days=365)  # one that nobody remembers closes by itself


@transaction.atomic
def make_key(
    *,
    by: Any,
    name: str,
    organisation: Organisation | None = None,
    may_send: bool = False,
    lasts: dt.timedelta = LONGEST,
    lists: Sequence[str] = (),
    place: Place | None = None,
) -> tuple[ApiKey, str]:
    """A key of this person, or of a body whose officer the caller has found them to be.

    Its person is told by email; of one of a body, its officers. The secret is given back once and
    kept nowhere. Raises ValidationError for somebody who has too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once are counted in turn
    if ApiKey.objects.live().filter(made_by=by).count() >= MOST:
        raise ValidationError(f"You have {MOST} keys. First end one that you no longer use.")
    secret = PREFIX + drawn()
    key = ApiKey.objects.create(
        user=None if organisation else by,
        organisation=organisation,
        made_by=by,
        name=name,
        may_send=may_send,
        lists=list(lists) or None,
        place=place,
        secret_hash=hashed(secret),
        ends_on=timezone.localdate() + min(lasts, LONGEST),
    )
    _tell_of(key, by)
    return key, secret


def _tell_of(key: ApiKey, by: User) -> None:
    """So that none is made unseen, by somebody in their place or by a colleague who left."""
    body, until = key.organisation, date_words(last_day(key.ends_on))
    for reader in officers_of(body) if body else [by]:
        who = "You" if reader == by else by.full_name
        tell(
            kind="key",
            about=None,
            to=reader,
            by_mail=True,
            subject=f"A new key for another program: {key}",
            text=f"{who} made it. Whoever has it can read {key.opens} until {until}, without "
            "signing in. If this is not right, end it on the page below"
            f"{'' if body else ' and set a new password at once'}.",
            url=reverse("api_keys"),
        )


def end_key(*, by: Any, key: ApiKey) -> None:
    """From now on it opens nothing. Ending it again does nothing."""
    ApiKey.objects.visible_to(by).filter(pk=key.pk, ended_at=None).update(ended_at=timezone.now())
