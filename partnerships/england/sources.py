"""The sources of the table: records of their own, which the loader brings along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from records.models import Source

SOURCES: dict[str, dict[str, Any]] = {
    "uk-authorities": {
        "title": "List of UK local authorities",
        "publisher": "mySociety",
        "published": dt.date(2025, 7, 1),
        "published_precision": "month",
        "how_read": "CC BY 4.0, adapted; names and codes: Office for National Statistics, "
        "Open Government Licence v3",
    },
    "ons-codes": {
        "title": "ONS code lists held in public code",
        "publisher": "Office for National Statistics",
        "how_read": "as held in public GitHub code",
    },
    "care-boards": {
        "title": "Integrated care boards of July 2022, with NHS and ONS codes",
        "publisher": "NHS England and Office for National Statistics",
        "published": dt.date(2022, 7, 1),
        "published_precision": "month",
    },
}


def bring_along() -> dict[str, int]:
    """Make the sources that are missing; gives the id of each by its slug."""
    found = dict(Source.objects.filter(slug__in=SOURCES).values_list("slug", "pk"))
    missing = [
        Source(slug=slug, is_open=True, **said)
        for slug, said in SOURCES.items()
        if slug not in found
    ]
    return found | {source.slug: source.pk for source in Source.objects.bulk_create(missing)}
