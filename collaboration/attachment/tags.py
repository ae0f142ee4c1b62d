"""Files beside records: ``{% load attachments %}{% attachments_on record %}``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.db.models import Model

from collaboration.attachment.models import Attachment
from collaboration.attachment.permissions import can_attach
from collaboration.attachment.views import attachments_url
from registry.attached import attached_to

register = template.Library()


@register.inclusion_tag("collaboration/attachment/section.html", takes_context=True)
def attachments_on(
    context: template.Context, record: Model, may_attach: bool | None = None
) -> dict[str, Any]:
    """The files beside a record that the reader may see, and the way to add one, for who may.

    Nothing for the public where the files of such a record are not theirs. ``may_attach`` where the
    page has asked that already. One query.
    """
    user = context["request"].user
    if not (user.is_authenticated or attached_to(record).for_public):
        return {}
    return {
        "attachments": list(Attachment.objects.about([record])),
        "url": attachments_url(record),
        "may_attach": can_attach(user, record) if may_attach is None else may_attach,
    }


@register.inclusion_tag("collaboration/attachment/each.html", takes_context=True)
def attachments_on_each(
    context: template.Context, records: Sequence[Any], may_attach: bool
) -> dict[str, Any]:
    """The same for several records of one kind that stand in one list. One query.

    ``may_attach`` is what their subject says, as it was asked for all of them at once.
    """
    user = context["request"].user
    if not (records and user.is_authenticated):
        return {}
    files: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.about(records):
        files.setdefault(attachment.subject_id, []).append(attachment)
    title = attached_to(records[0]).title
    rows = [(title(one), files.get(one.pk, []), attachments_url(one)) for one in records]
    return {"rows": [row for row in rows if may_attach or row[1]], "may_attach": may_attach}
