"""What a program sends is done once, however often it is sent: by the header Idempotency-Key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse

from api.problems import Problem, bad, no_key, not_allowed
from interface.context import absolute
from records.models import SpentToken

HEADER = "Idempotency-Key"
LONGEST = 200


def must_send(reader: Any) -> None:
    """Raises Problem for whoever has no key, or one that only reads."""
    if not reader.is_authenticated:
        raise no_key("Sending needs a key.")
    if not reader.api_key.may_send:
        raise not_allowed("This key only reads. Make one that may send, at /account/keys/.")


def done_once(
    request: HttpRequest, reader: Any, form: str, content: str, do: Callable[[], str]
) -> JsonResponse:
    """Do it, or say what came of it the first time; ``do`` gives the address of what was made.

    Raises Problem where the same key came with other content: that would be lost.

    Both are one transaction: what is told as done is done, and a second request that comes while
    the first is at work waits for it.
    """
    with transaction.atomic():
        digest = hashlib.sha256(content.encode()).hexdigest()
        spent = _spent(request, reader, form, digest)
        if spent is None:
            return _told(do(), status=201)
        if spent.result_url:
            return _told(spent.result_url, status=200)
        spent.result_url = do()
        spent.save(update_fields=["result_url"])
        return _told(spent.result_url, status=201)


def _spent(request: HttpRequest, reader: Any, form: str, digest: str) -> SpentToken | None:
    """What stands for the key that the program gave this request; None where it gave none."""
    key = request.headers.get(HEADER, "")
    if not key:
        return None
    if len(key) > LONGEST:
        raise bad(f"{HEADER} is too long.")
    token = hashlib.sha256(f"{reader.pk} {form} {key}".encode()).hexdigest()[:40]
    try:
        with transaction.atomic():
            return SpentToken.objects.create(token=token, author=reader, form=form, target=digest)
    except IntegrityError:
        spent = SpentToken.objects.get(token=token)
    if spent.target != digest:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, f"This {HEADER} was used for something else."
        )
    return spent


def _told(address: str, *, status: int) -> JsonResponse:
    return JsonResponse({"address": absolute(address), "state": "waits"}, status=status)
