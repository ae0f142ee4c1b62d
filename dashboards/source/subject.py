"""That files are attached to sources: here, where it is known who may change one."""

from __future__ import annotations

from typing import Any

from partnerships.attached import Attached
from records.models import Source


def _may(user: Any, source: Source) -> bool:
    # Which itself asks what subjects declare, so not while they do
    from dashboards.source.permissions import rights_to_source

    return rights_to_source(user, source).change


DECLARES = (
    # Of one that was withdrawn nothing is shown any more
    Attached(model=Source, may=_may, with_title=lambda rows: rows.standing(), order=80),
)
