"""What a database is made of: columns, constraints, indexes, triggers and functions, by name."""

from __future__ import annotations

import re

from django.db import connection

_OURS = "JOIN pg_namespace AS space ON space.nspname = 'public' AND space.oid ="
_PARTS = {
    "column": f"""
        SELECT relname || '.' || attname, format_type(atttypid, atttypmod)
            || CASE WHEN attnotnull THEN ' not null' ELSE '' END
            || attidentity::text || attgenerated::text
            || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r'
        {_OURS} relnamespace
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped""",
    "constraint": f"""
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint {_OURS} connamespace WHERE contype <> 'n' AND conrelid <> 0""",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": f"""
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(pg_trigger.oid)
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid {_OURS} relnamespace
        WHERE NOT tgisinternal""",
    "function": f"""
        SELECT pg_proc.oid::regprocedure::text, md5(prosrc) FROM pg_proc {_OURS} pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
}
# What PostgreSQL writes otherwise once a condition was dumped and read again, and means the same
_DROPPED = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")


def shape() -> set[str]:
    """Each part of the database in use, with what it is."""
    found = set[str]()
    with connection.cursor() as cursor:
        for kind, asked in _PARTS.items():
            cursor.execute(asked)
            found |= {
                f"{kind} {name}: {_DROPPED.sub('', what)}" for name, what in cursor.fetchall()
            }
    return found
