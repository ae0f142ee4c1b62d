"""The journal of a reorganisation, written by SQL over whole tables.

``write`` notes what becomes of the rows of one rule; ``came`` and ``changed`` note single rows that
an action makes. Nothing is changed yet: ``applying`` carries the journal out, and back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import GeneratedField
from django.utils import timezone

from partnerships.models import Reorganisation, ReorganisationChange
from records.merging import Does, Rule, Sides

Row = dict[str, Any]

_CHOSEN = """
  SELECT row.id, row.{column} AS from_id, goes.target::bigint AS to_id, goes.nth,
    count(*) OVER (PARTITION BY row.id) AS ways
  FROM {table} row
  LEFT JOIN jsonb_each(%(rows)s::jsonb) said ON said.key = row.id::text
  CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(said.value, %(default)s::jsonb))
    WITH ORDINALITY AS goes (target, nth)
  WHERE row.id IN ({open})
"""
# Rows that go to a place, beside those that stand there already; of those alike, the first is kept.
_STANDING = """
  SELECT row.id, chosen.from_id, chosen.to_id, chosen.nth, true AS moves, to_jsonb(row) AS whole,
    {starts_later} AS later, ({first}) AND chosen.nth = 1 AS leads, {once} AS once,
    CASE WHEN chosen.ways = 1 THEN {sums} END AS part
  FROM chosen JOIN {table} row ON row.id = chosen.id
"""
_ALREADY = """
  UNION ALL
  SELECT row.id, row.{column}, row.{column}, 0, false, to_jsonb(row), false, {first}, {once}, {sums}
  FROM {table} row
  WHERE row.{column} = ANY(%(after)s) AND {twin} AND {once} IN (
    SELECT {once} FROM {table} row WHERE row.id IN (SELECT id FROM chosen))
"""
_RANKED = """
  SELECT *,
    CASE WHEN coalesce(%(ends)s::jsonb -> id::text, '[]') @> to_jsonb(to_id) THEN 2
      ELSE row_number() OVER (PARTITION BY to_id, once ORDER BY leads DESC, moves, nth, id)
    END AS rank,
    count(*) OVER (PARTITION BY to_id, once) AS together,
    CASE WHEN bool_and(part IS NOT NULL) OVER (PARTITION BY to_id, once)
      THEN least(sum(part) OVER (PARTITION BY to_id, once), {most}) END AS whole_part
  FROM standing
"""
_WRITE = """
INSERT INTO partnerships_reorganisationchange
  (reorganisation_id, rule, "table", act, row_id, record_id, from_id, to_id, before, after)
WITH chosen AS ({chosen}), standing AS ({standing}), ranked AS ({ranked})
SELECT %(reorganisation)s, %(rule)s, %(model)s, act, row_id, (whole ->> %(record)s)::bigint,
  from_id, to_id, before, after
FROM ({acts}) AS acts ORDER BY row_id, act
"""
_COPY = """
  SELECT 'insert' AS act, nextval(pg_get_serial_sequence('{table}', 'id')) AS row_id, from_id,
    to_id, whole, NULL::jsonb AS before,
    whole || jsonb_build_object('{column}', to_id) || %(copied)s::jsonb || jsonb_build_object(
      'id', currval(pg_get_serial_sequence('{table}', 'id'))) AS after
"""
_DELETE = """
  SELECT 'delete' AS act, id AS row_id, from_id, to_id, whole, whole - %(generated)s::text[]
    AS before, NULL::jsonb AS after
"""
_UPDATE = """
  SELECT 'update' AS act, id AS row_id, from_id, to_id, whole,
    jsonb_build_object({before}) AS before, jsonb_build_object({after}) AS after
"""


# It begins or ends on a day, however precisely its dates were known
_KNOWN = "'{}', 'day'"


class Journal:
    """Writes the journal of one reorganisation.

    ``choices`` says by rule where rows go: ``{"default": [ids], "rows": {"17": [ids]}}``, and
    for which of those a dated row ends without beginning anew: ``{"ends": {"17": [ids]}}``.
    """

    def __init__(
        self,
        reorganisation: Reorganisation,
        of: type[models.Model],
        sides: Sides,
        choices: Mapping[str, Any],
    ) -> None:
        self.reorganisation, self.of, self.sides, self.choices = reorganisation, of, sides, choices

    def write(self, rule: Rule) -> None:
        """Write down what becomes of the rows of this rule."""
        match rule.does:
            case Does.MOVE:
                self._insert(rule, _move_acts(rule), "false")
            case Does.DATE:
                self._insert(rule, _date_acts(rule), _later(rule), _overlap(rule))
            case Does.END:
                self._insert(rule, _end_acts(rule), _later(rule))

    def came(self, record: models.Model) -> int:
        """Write down a new row; returns the id that it will have."""
        table = record._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            pk = cursor.fetchone()[0]
        record.pk = pk
        self._note(record, "insert", None, _row(record))
        return pk

    def changed(self, record: models.Model, **columns: Any) -> None:
        """Write down that columns of a row change; those that say so already are left out."""
        before = {name: getattr(record, name) for name in columns}
        if before != columns:
            self._note(record, "update", before, columns)

    def _note(self, record: models.Model, act: str, before: Row | None, after: Row | None) -> None:
        label = record._meta.label
        ReorganisationChange.objects.create(
            reorganisation=self.reorganisation,
            rule=label,
            table=label,
            act=act,
            row_id=record.pk,
            before=_plain(before),
            after=_plain(after),
        )

    def _insert(self, rule: Rule, acts: str, later: str, overlap: str = "true") -> None:
        table, column = rule.model._meta.db_table, rule.attname
        opened, values = rule.rows(self.of, self.sides).values("pk").query.sql_with_params()
        names = {f"open_{at}": value for at, value in enumerate(values)}
        parts = {
            "table": table,
            "column": column,
            "open": opened % tuple(f"%({name})s" for name in names),
            "first": rule.first,
            "sums": f"row.{rule.sums}" if rule.sums else "NULL::numeric",
            "once": _once(rule),
            "twin": f"{rule.twin} AND {overlap}{self._of_kind(rule)}",
            "starts_later": later,
        }
        standing = _STANDING + (_ALREADY if rule.once else "")
        sql = _WRITE.format(
            chosen=_CHOSEN.format(**parts),
            standing=standing.format(**parts),
            ranked=_RANKED.format(most=1 if rule.sums == "share" else "NULL"),
            acts=acts.format(**parts),
        )
        chosen = self.choices.get(rule.key, {})
        default = chosen.get("default", _default(rule, self.sides))
        params = {
            **names,
            "rows": json.dumps(chosen.get("rows", {})),
            "default": json.dumps(default),
            "ends": json.dumps(chosen.get("ends", {})),
            "after": list(self.sides.after),
            "day": self.sides.day,
            "reorganisation": self.reorganisation.pk,
            "rule": rule.key,
            "model": rule.model._meta.label,
            "record": rule.record_attname,
            "copied": json.dumps(_fresh(rule)),
            "generated": _generated(rule.model),
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    def _of_kind(self, rule: Rule) -> str:
        if not rule.is_generic:
            return ""
        kind = ContentType.objects.get_for_model(self.of)
        return f" AND row.subject_type_id = {kind.pk}"


def _default(rule: Rule, sides: Sides) -> list[int]:
    return list(sides.after) if rule.spread else list(sides.after[:1])


def _once(rule: Rule) -> str:
    columns = [column if "(" in column else f"row.{column}" for column in rule.once] or ["row.id"]
    return f"jsonb_build_array({', '.join(columns)})"


def _overlap(rule: Rule) -> str:
    """A row that holds at no time after the day is no twin, unless one may ever stand there."""
    later = ">=" if rule.keeps_last_day else ">"
    return "true" if rule.ever else f'coalesce(row."{rule.dated[1]}" {later} %(day)s, true)'


def _later(rule: Rule) -> str:
    """Whether a row begins only after the day."""
    return f'coalesce(row."{rule.dated[0]}" >= %(day)s, false)'


def _ended(rule: Rule) -> str:
    """The row ends on the day; a column that holds a last day has the one before."""
    end, precision = rule.dated[1], rule.precision_of(1)
    day = "%(day)s::date - 1" if rule.keeps_last_day else "%(day)s"
    before, after = f"'{end}', whole -> '{end}'", f"'{end}', {day}"
    if precision:
        before, after = f"{before}, '{precision}', whole -> '{precision}'", f"{after}, {_KNOWN}"
    return _UPDATE.format(before=before, after=after.format(precision))


def _end_acts(rule: Rule) -> str:
    before = _ended(rule)
    return (
        f"{before} FROM ranked WHERE nth = 1 AND NOT later "
        f"UNION ALL {_DELETE} FROM ranked WHERE nth = 1 AND later"
    )


def _move_acts(rule: Rule) -> str:
    """The kept row names the new one; rows alike go; a second successor has its copy."""
    was, now = "'{column}', whole -> '{column}'", "'{column}', to_id"
    part = f"'{rule.sums}'"
    summed = _UPDATE.format(before=f"{part}, whole -> {part}", after=f"{part}, whole_part")
    both = _UPDATE.format(
        before=f"{was}, {part}, whole -> {part}", after=f"{now}, {part}, whole_part"
    )
    alone = _UPDATE.format(before=was, after=now)
    kept = both if rule.sums else alone
    acts = [f"{kept} FROM ranked WHERE moves AND nth = 1 AND rank = 1"]
    if not rule.twins_stay:
        acts.append(f"{_DELETE} FROM ranked WHERE rank > 1 AND nth <= 1")
    acts.append(f"{_COPY} FROM ranked WHERE moves AND nth > 1 AND rank = 1")
    if rule.sums:
        acts.append(f"{summed} FROM ranked WHERE NOT moves AND rank = 1 AND together > 1")
    return " UNION ALL ".join(acts)


def _date_acts(rule: Rule) -> str:
    """The old row ends on the day and one for the new begins; one yet to begin just moves."""
    ended = _ended(rule)
    was = "".join(f", '{name}', whole -> '{name}'" for name in rule.copied)
    differs = "".join(f", '{name}', %(copied)s::jsonb -> '{name}'" for name in rule.copied)
    alone = _UPDATE.format(
        before="'{column}', whole -> '{column}'" + was, after="'{column}', to_id" + differs
    )
    dated = _COPY.replace("AS after", "|| {{begins}} AS after")
    precision = f", {_KNOWN.format(rule.precision_of(0))}" if rule.precision_of(0) else ""
    begins = f"jsonb_build_object('{rule.dated[0]}', %(day)s{precision})"
    return " UNION ALL ".join(
        [
            f"{ended} FROM ranked WHERE moves AND nth = 1 AND NOT later",
            dated.replace("{{begins}}", begins)
            + " FROM ranked WHERE moves AND rank = 1 AND NOT later",
            f"{alone} FROM ranked WHERE moves AND nth = 1 AND rank = 1 AND later",
            f"{_DELETE} FROM ranked WHERE moves AND nth = 1 AND rank > 1 AND later",
            f"{_COPY} FROM ranked WHERE moves AND nth > 1 AND rank = 1 AND later",
        ]
    )


def _fresh(rule: Rule) -> Row:
    """What a copy has otherwise than its original."""
    now = timezone.now().isoformat()
    names = {field.column for field in rule.model._meta.local_concrete_fields}
    tracked = {"created_at": now, "updated_at": now, "version": 1}
    return {key: value for key, value in {**tracked, **rule.copied}.items() if key in names}


def _generated(model: Any) -> list[str]:
    fields: list[Any] = model._meta.local_fields
    return [field.column for field in fields if isinstance(field, GeneratedField) and field.column]


def columns_of(model: Any) -> list[str]:
    """The columns of a table that are written, not computed."""
    return [
        field.column
        for field in model._meta.local_concrete_fields
        if not isinstance(field, GeneratedField)
    ]


def _row(record: Any) -> Row:
    """A new record as its row."""
    now = timezone.now()
    row: Row = {}
    for field in record._meta.local_concrete_fields:
        if isinstance(field, GeneratedField):
            continue
        value = (
            now if field.name in ("created_at", "updated_at") else getattr(record, field.attname)
        )
        row[field.column] = field.get_prep_value(value) if not isinstance(value, list) else value
    return row


def _plain(row: Row | None) -> Row | None:
    return None if row is None else json.loads(json.dumps(row, cls=DjangoJSONEncoder))
