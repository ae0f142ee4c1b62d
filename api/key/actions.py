"""Keys of other programs: made and ended."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.secret import hashed
from api.models import ApiKey
from partnerships.models import Organisation

MOST = 10
PREFIX = "pb_"  # by which programs that look for secrets in code know one of ours


@transaction.atomic
def make_key(
    *, by: Any, name: str, organisation: Organisation | None = None, may_send: bool = False
) -> tuple[ApiKey, str]:
    """A key of this person, or of a body whose officer the caller has found them to be.

    The secret is given back once and kept nowhere. Raises ValidationError for somebody who has too
    many.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once are counted in turn
    if ApiKey.objects.live().filter(made_by=by).count() >= MOST:
        raise ValidationError(f"You have {MOST} keys. End one that is not used any more first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=None if organisation else by,
        organisation=organisation,
        made_by=by,
        name=name,
        may_send=may_send,
        secret_hash=hashed(secret),
        ends_on=ApiKey.end_of_one_made_on(timezone.localdate()),
    )
    return key, secret


def end_key(*, by: Any, key: ApiKey) -> None:
    """From now on it opens nothing. Ending it again does nothing."""
    ApiKey.objects.visible_to(by).filter(pk=key.pk, ended_at=None).update(ended_at=timezone.now())
