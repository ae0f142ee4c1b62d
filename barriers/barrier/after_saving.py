"""Where people go who could read a barrier only for as long as it needed an owner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from barriers.models import Barrier


def loses_sight(user: Any, barrier: Barrier) -> bool:
    """Whether this reader sees it only for as long as nobody is named to unlock it."""
    if barrier.status != Barrier.Status.NEEDS_OWNER:
        return False
    return not Barrier.objects.read_with_an_owner(user).filter(pk=barrier.pk).exists()


def or_the_list(request: HttpRequest, barrier: Barrier, record: Any) -> Any:
    """What came of a form, to go to; the list of barriers, with the reason, for who reads the
    barrier no more."""
    if Barrier.objects.visible_to(request.user).filter(pk=barrier.pk).exists():
        return record
    level = Barrier.objects.only("visibility").get(pk=barrier.pk).get_visibility_display()
    messages.info(
        request,
        f"{barrier.reference} has an owner now, so you can no longer read it: it is seen by "
        f"{level}.",
    )
    return reverse("barriers")
