"""Wards end: a whole list that is newer has some of them no more.

A list of those that are new says nothing of the others, so it ends none. No row is deleted: each
keeps the day of the first whole list without it.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection

from geography.locality.models import Locality, LocalityRelease

Table = LocalityRelease.Table
OF_WARDS = (Table.WARDS, Table.NEW_WARDS)


def settle_wards() -> None:
    """Mark the wards that newer whole lists have no more as ended, and take the mark from those
    that a list has again; the list of new ones is searched until a whole list is newer."""
    whole = LocalityRelease.objects.filter(table=Table.WARDS).order_by("-as_of").first()
    if whole is None:
        return
    passed = LocalityRelease.objects.filter(table=Table.NEW_WARDS, as_of__lte=whole.as_of)
    Locality.objects.filter(release__in=passed, is_current=True).update(is_current=False)
    passed.filter(is_current=True).update(is_current=False)
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"all": list(OF_WARDS), "whole": Table.WARDS})


def ended_wards() -> set[tuple[str, str, str, dt.date]]:
    """Each ward that has ended: its code, name, council and the day."""
    rows = Locality.objects.filter(ended_on__isnull=False)
    found = rows.values_list("code", "name", "place__name", "ended_on").distinct()
    return {(code, name, council, day) for code, name, council, day in found if day}


# A ward is the same while its code is; one without a code while its name and council are.
SETTLE = """
WITH row AS (
  SELECT locality.id, release.as_of, locality.ended_on,
    CASE WHEN code = '' THEN place_id || ' ' || name_key ELSE code END AS ward
  FROM geography_locality locality
  JOIN geography_localityrelease release ON release.id = locality.release_id
  WHERE release."table" = ANY(%(all)s)
), seen AS (
  SELECT ward, max(as_of) AS last FROM row GROUP BY ward
), ends AS (
  SELECT ward, (SELECT min(as_of) FROM geography_localityrelease newer
    WHERE newer."table" = %(whole)s AND newer.as_of > seen.last) AS day
  FROM seen
)
UPDATE geography_locality kept SET ended_on = ends.day
FROM row JOIN ends USING (ward)
WHERE kept.id = row.id AND row.ended_on IS DISTINCT FROM ends.day
"""
