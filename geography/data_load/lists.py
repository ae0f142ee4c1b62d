"""A list of localities compared with the release before it, place by place, in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import QuerySet

from geography.data_load.preview import NAMED, SHOWN, Change, Part, Preview
from geography.locality.ending import ended_wards
from geography.locality.kinds import Kind
from geography.locality.load import is_checked, load_list
from geography.locality.tables import ListedTable
from geography.models import LocalityRelease
from interface.words import capitalised, count_words, date_words
from partnerships.models import Place
from records.files.tables import Table


def load_compared(table: ListedTable, sheet: Table) -> Preview:
    """Load the list in the caller's transaction; gives what that changed. Raises ListError."""
    releases = LocalityRelease.objects.filter(table=table.table)
    before = {release.name: release for release in releases}
    current = next((release for release in before.values() if release.is_current), None)
    base = before.get(table.release) or current
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [base.pk if base else None])
    ended, searched = ended_wards(), set(_searched())
    load_list(table, sheet)
    made = releases.get(name=table.release)
    with connection.cursor() as cursor:
        cursor.execute(COMPARED, {"release": made.pk, "is_correction": table.release in before})
        cursor.execute(COUNTED)
        rows, new, changed, gone = cursor.fetchone()
        cursor.execute(BY_PLACE)
        places = cursor.fetchall()
    is_correction = table.release in before
    known = before.get(table.release)
    others = LocalityRelease.objects.exclude(table=table.table).filter(is_current=False)
    dropped = sorted(str(one) for one in others if one.pk in searched)
    part = Part(
        title=capitalised(str(made.get_table_display())),
        release=made.name,
        as_of=date_words(made.as_of),
        base=_said(base) if base else "",
        is_correction=is_correction,
        rows=rows,
        new=new,
        changed=changed,
        gone=gone,
        other_releases=tuple(
            _said(one) for name, one in sorted(before.items()) if name != made.name
        ),
        note=" ".join(filter(None, (_note(made, current), _not_checked(table)))),
    )
    names = Place.objects.in_bulk([place for place, *_ in places])
    return Preview(
        parts=(part,),
        largest=tuple(_change(names[place], counts) for place, *counts in places[:SHOWN]),
        without=tuple(
            sorted(str(names[place]) for place, had, has, *_ in places if had and not has)
        ),
        places=tuple(sorted(place for place, *_ in places)),
        also=(
            *(_other_day(known, made) if known else ()),
            *_ended(sorted(ended_wards() - ended, key=lambda ward: ward[1:])),
            *(f"People no longer search “{name}”: this list is newer" for name in dropped),
        ),
        covers=((table.table, made.name),),
    )


def _other_day(known: LocalityRelease, made: LocalityRelease) -> tuple[str, ...]:
    """That a release is of another day than the record had for it."""
    if known.as_of == made.as_of:
        return ()
    days = f"from {date_words(known.as_of)} to {date_words(made.as_of)}"
    return (f"The day of the release “{made.name}” changes {days}",)


def _searched() -> QuerySet[LocalityRelease, int]:
    current = LocalityRelease.objects.filter(is_current=True)
    return current.values_list("pk", flat=True)


def _ended(wards: Sequence[tuple[str, str, str, dt.date]]) -> Iterator[str]:
    """Which wards end, by the day on which they do."""
    for day in sorted({day for *_, day in wards}):
        names = [f"{name}, {council}" for _, name, council, on in wards if on == day]
        count = count_words(len(names), "ward ends", "wards end")
        more = f"; and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        yield (
            f"{count} on {date_words(day)}, since no newer list has "
            f"{'it' if len(names) == 1 else 'them'}: {'; '.join(names[:NAMED])}{more}"
        )


def _said(release: LocalityRelease) -> str:
    return f"{release.name}, as at {date_words(release.as_of)}"


def _note(made: LocalityRelease, current: LocalityRelease | None) -> str:
    """Which of the releases is searched afterwards."""
    if not made.is_current and current is not None:
        return f"It is older than {current.name}, which stays the one that people search."
    if not made.is_current:
        return "There is a newer list of all wards, so people do not search this one."
    if current is not None and current.name != made.name:
        return f"People search this one from then on, in place of {current.name}."
    return ""


def _not_checked(table: ListedTable) -> str:
    """That nothing says whether a list of small areas is all of them."""
    if table.kind != Kind.SMALL_AREA or is_checked(table):
        return ""
    day = date_words(table.as_of)
    return f"No official figures of {day} are held to check it by: small areas may be missing."


def _change(place: Place, counts: Sequence[int]) -> Change:
    had, has, new, changed, gone = counts
    parts = ((new, "new"), (changed, "changed"), (gone, "gone"))
    what = ", ".join(f"{count:,} {word}" for count, word in parts if count)
    return Change(
        place=place.name,
        url=place.get_absolute_url(),
        what=what,
        before=count_words(had, "row"),
        after=count_words(has, "row"),
    )


BEFORE = """
DROP TABLE IF EXISTS load_before;
CREATE TEMPORARY TABLE load_before ON COMMIT DROP AS
SELECT place_id, kind, name, code, share, share_of_council, rank, ward_code, board_code,
  deprivation_rank, easting, northing FROM geography_locality
WHERE release_id = %s
"""
# People put larger ones first; they are looked at within a release, since all change with the next.
COMPARED = """
DROP TABLE IF EXISTS load_compared;
CREATE TEMPORARY TABLE load_compared ON COMMIT DROP AS
SELECT coalesce(has.place_id, had.place_id) AS place_id,
  had.place_id IS NOT NULL AS had, has.place_id IS NOT NULL AS has,
  had.place_id IS NOT NULL AND has.place_id IS NOT NULL
    AND ((had.share, had.share_of_council, had.ward_code, had.board_code, had.deprivation_rank,
          had.easting, had.northing) IS DISTINCT FROM
        (has.share, has.share_of_council, has.ward_code, has.board_code, has.deprivation_rank,
          has.easting, has.northing)
      OR (%(is_correction)s AND had.rank <> has.rank)) AS changed
FROM (SELECT * FROM geography_locality WHERE release_id = %(release)s) has
FULL JOIN load_before had USING (place_id, kind, name, code)
"""
COUNTED = """
SELECT count(*) FILTER (WHERE has), count(*) FILTER (WHERE NOT had),
  count(*) FILTER (WHERE changed), count(*) FILTER (WHERE NOT has) FROM load_compared
"""
BY_PLACE = """
SELECT place_id, count(*) FILTER (WHERE had), count(*) FILTER (WHERE has),
  count(*) FILTER (WHERE NOT had), count(*) FILTER (WHERE changed), count(*) FILTER (WHERE NOT has)
FROM load_compared GROUP BY place_id HAVING bool_or(changed OR NOT had OR NOT has)
ORDER BY count(*) FILTER (WHERE changed OR NOT had OR NOT has) DESC, place_id
"""
