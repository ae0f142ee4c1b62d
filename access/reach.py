"""Reach: which places lie within which, kept by the database.

``placebook_rebuild_reach`` computes the closure of today's ``within`` links and writes only what
changed; triggers call it when a link changes, ``run_due`` when a date passes. Records with a level
carry ``reach_ids``, kept by statement-level triggers on their place links (``place_triggers``) and
on PlaceReach (``REFRESH_RECORDS``), so that who may see a record is read from its own row.
"""

from __future__ import annotations

import pgtrigger
from django.db import connection

# The closure is exact for any depth; a cycle is an error, not an endless loop.
REBUILD_REACH = """
CREATE OR REPLACE FUNCTION placebook_rebuild_reach() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/London')::date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('placebook_reach'));
  CREATE TEMP TABLE IF NOT EXISTS placebook_closure (ancestor_id bigint, place_id bigint)
    ON COMMIT DROP;
  TRUNCATE placebook_closure;
  INSERT INTO placebook_closure
  WITH RECURSIVE up (ancestor_id, place_id, path) AS (
    SELECT id, id, ARRAY[id] FROM partnerships_place
    UNION
    SELECT link.other_id, up.place_id, up.path || link.other_id
    FROM up JOIN partnerships_placelink link ON link.place_id = up.ancestor_id
    WHERE link.kind = 'within'
      AND (link.valid_from IS NULL OR link.valid_from <= today)
      AND (link.valid_to IS NULL OR link.valid_to > today)
      AND link.other_id <> ALL (up.path)
  )
  SELECT DISTINCT ancestor_id, place_id FROM up;
  IF EXISTS (
    SELECT 1 FROM placebook_closure a JOIN placebook_closure b
      ON a.ancestor_id = b.place_id AND a.place_id = b.ancestor_id
    WHERE a.ancestor_id <> a.place_id
  ) THEN
    RAISE EXCEPTION 'A place cannot be within itself, not even by way of others.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'place_no_cycle';
  END IF;
  DELETE FROM partnerships_placereach old WHERE NOT EXISTS (
    SELECT 1 FROM placebook_closure new
    WHERE new.ancestor_id = old.ancestor_id AND new.place_id = old.place_id);
  INSERT INTO partnerships_placereach (ancestor_id, place_id)
    SELECT ancestor_id, place_id FROM placebook_closure ON CONFLICT DO NOTHING;
END $$;
"""
DROP_REBUILD_REACH = "DROP FUNCTION IF EXISTS placebook_rebuild_reach();"


def rebuild_reach() -> None:
    """Bring PlaceReach, and with it every record's reach, to today. Safe to run at any time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT placebook_rebuild_reach()")


PLACE_TRIGGERS = [
    pgtrigger.Trigger(
        name="reach_itself",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func="""
            INSERT INTO partnerships_placereach (ancestor_id, place_id) VALUES (NEW.id, NEW.id)
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    )
]

REACH_LINK_TRIGGERS = [
    pgtrigger.Trigger(
        name="rebuild_reach",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="PERFORM placebook_rebuild_reach(); RETURN NULL;",
    )
]


def _refresh_sql(record: str, link: str, owner: str, where: str) -> str:
    """Set ``reach_ids`` of the records that ``where`` names to their places and all above them.

    One look-up by index for each record: a join was planned badly where many rows are new, since
    the rows that a trigger sees have no statistics.
    """
    return f"""
        UPDATE {record} record SET reach_ids = coalesce((
          SELECT array_agg(DISTINCT reach.ancestor_id ORDER BY reach.ancestor_id)
          FROM {link} link JOIN partnerships_placereach reach ON reach.place_id = link.place_id
          WHERE link.{owner} = record.id
        ), '{{{{}}}}'::bigint[]) {{extra}}
        WHERE record.id IN ({where})
    """


# What each kind of statement changed: the rows that a trigger sees, with {o} for the record's key
EVENTS = {
    "insert": (pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), "SELECT {o} FROM new_rows"),
    "update": (
        pgtrigger.Update,
        pgtrigger.Referencing(old="old_rows", new="new_rows"),
        "SELECT {o} FROM new_rows UNION SELECT {o} FROM old_rows",
    ),
    "delete": (pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), "SELECT {o} FROM old_rows"),
}


def place_triggers(
    record: str, link: str, owner: str, *, only_place: str = ""
) -> list[pgtrigger.Trigger]:
    """Triggers for a record's place links: refresh its reach and raise its version.

    ``record`` and ``link`` are table names, ``owner`` is the column that names the record.
    ``only_place`` is what the record keeps of its places beside its reach, in SQL; it is locked
    before it is asked, so that who waits then counts the place that another added.
    """
    raise_version = ", version = record.version + 1, updated_at = now()"
    lock = ""
    if only_place:
        raise_version += f", only_place = {only_place}"
        lock = f"PERFORM 1 FROM {record} WHERE id IN ({{rows}}) ORDER BY id FOR NO KEY UPDATE;"
    return [
        pgtrigger.Trigger(
            name=f"reach_{event}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=lock.format(rows=rows.format(o=owner))
            + _refresh_sql(record, link, owner, rows.format(o=owner)).format(extra=raise_version)
            + "; RETURN NULL;",
        )
        for event, (operation, referencing, rows) in EVENTS.items()
    ]


def parent_triggers(parent: str, owner: str) -> list[pgtrigger.Trigger]:
    """Triggers for rows that a parent's form covers: a change of them raises its version."""
    return [
        pgtrigger.Trigger(
            name=f"raise_parent_{event}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=f"""
                UPDATE {parent} SET version = version + 1
                WHERE id IN ({rows.format(o=owner)}); RETURN NULL;
            """,
        )
        for event, (operation, referencing, rows) in EVENTS.items()
    ]


def refresh_on_reach_sql(record: str, link: str, owner: str) -> tuple[str, str]:
    """Forward and backward SQL of the triggers that follow a change of PlaceReach to a record.

    Written as a migration of the record's own app: PlaceReach's app must not know its readers.
    """
    forward, backward = [], []
    for event, rows in (("insert", "new_rows"), ("delete", "old_rows")):
        name = f"{record}_follow_reach_{event}"
        which = f"SELECT link.{owner} FROM {link} link JOIN {rows} r ON r.place_id = link.place_id"
        body = _refresh_sql(record, link, owner, which).format(extra="")
        side = "NEW" if event == "insert" else "OLD"
        forward.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{body}; RETURN NULL; END $$;\n"
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON partnerships_placereach "
            f"REFERENCING {side} TABLE AS {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        )
        backward.append(
            f"DROP TRIGGER IF EXISTS {name} ON partnerships_placereach; "
            f"DROP FUNCTION IF EXISTS {name}();"
        )
    return "\n".join(forward), "\n".join(backward)
