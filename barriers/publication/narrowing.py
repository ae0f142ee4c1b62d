"""A public barrier in whose words a body is named anew is for those signed in until it is asked."""

from __future__ import annotations

from typing import Any

from accounts.notice.outbox import tell
from barriers.barrier.permissions import lead_place
from barriers.models import Barrier
from barriers.publication.named import unsettled
from barriers.publication.notices import PUBLISHING, editors_at
from records.models import Visibility


def narrow_where_named(barrier: Barrier, *, by: Any) -> None:
    """After words were added. Its editors are told, and may ask to make it public again."""
    now = Barrier.objects.get(pk=barrier.pk)
    if now.visibility != Visibility.PUBLIC or now.unlocker_id is not None or now.is_cleared:
        return
    named = unsettled(now)
    if not named:
        return
    now.visibility = Visibility.NETWORK
    now.save(update_fields=["visibility"])
    place, body = lead_place(now), named[0].body
    subject = f"Not public until {body}, which it names now, is asked: {now.reference}, {now.title}"
    for editor in editors_at([place.pk]) if place else []:
        if editor.pk != by.pk:
            tell(
                kind=PUBLISHING,
                subject=subject,
                about=now,
                url=now.get_absolute_url(),
                to=editor,
            )
