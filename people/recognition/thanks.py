"""Thanks as they stand on the page of whom they are about: an organisation, a job role, a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from access.permissions import keeps_anything
from partnerships.models import Organisation
from people.models import JobRole, Recognition
from records.switches import is_used

SHOWN = 3


@dataclass(frozen=True)
class Thanks:
    """The newest thanks, the list of all, and where this reader may add one; empty where not."""

    rows: list[Recognition]
    all_url: str
    add_url: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows or self.add_url)


def thanks_about(user: Any, record: Any) -> Thanks:
    """What this reader may see of them. One query."""
    rows = Recognition.objects.visible_to(user).listed()
    everything, add = reverse("recognitions"), ""
    match record:
        case JobRole():
            rows = rows.filter(post=record)
            everything += f"?body={record.organisation.slug}"
            add = "" if record.ended_on else reverse("post_thank", args=[record.pk])
        case Organisation():
            rows = rows.filter(organisation=record)
            everything += f"?body={record.slug}"
            if record.merged_into_id is None:
                add = reverse("organisation_thank", args=[record.slug])
        case _:
            rows = rows.filter(place=record)
            everything += f"?place={record.slug}"
    may_add = add and keeps_anything(user) and is_used("recognition")
    return Thanks(list(rows[:SHOWN]), everything, add if may_add else "")
