"""What whoever follows a place is told, as its subjects declare it.

It is told from public records as they stand now. A record counts as changed when something moved
that its public page says; who works on it and what they send unseen does not. Each kind is read
once for a whole batch of followers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet

ANYONE = AnonymousUser()
MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class News:
    """One thing that changed: where (the place and all above it), when, and in what words.

    ``text`` may hold ``{verb}``, "New" or "Changed". ``opened`` is when it came into public sight,
    where that was after we began to look.
    """

    reach: frozenset[int]
    at: dt.datetime
    text: str
    url: str
    record: Any
    opened: dt.datetime | None = None

    def line(self, since: dt.datetime) -> str:
        """In words for somebody who was told everything until ``since``."""
        is_new = self.opened is not None and self.opened > since
        return self.text.format(verb="New" if is_new else "Changed")


@dataclass(frozen=True, slots=True)
class Asked:
    """News of these places, from after ``since`` until ``until``."""

    places: set[int]
    since: dt.datetime
    until: dt.datetime

    def on(self, column: str) -> dict[str, dt.datetime]:
        """To filter rows whose moment in this column lies between."""
        return {f"{column}__gt": self.since, f"{column}__lte": self.until}


@dataclass(frozen=True, kw_only=True)
class FollowedNews:
    """A kind of news: ``read`` finds what is asked for."""

    read: Callable[[Asked], Iterator[News]]
    order: int


@dataclass(frozen=True, kw_only=True)
class RecordsChanged:
    """Reads the records of a kind whose public words changed.

    ``said`` are the columns that the public reads, its visibility first: a change of anything else
    is no news. ``words`` call a row. ``through`` leads to the record whose places they have.
    """

    rows: Callable[[], QuerySet[Any]]
    said: tuple[str, ...]
    words: Callable[[Any], str]
    through: str = ""

    def __call__(self, asked: Asked) -> Iterator[News]:
        at = f"{self.through}__reach_ids" if self.through else "reach_ids"
        moved = self.rows().visible_to(ANYONE)
        moved = moved.filter(**{f"{at}__overlap": sorted(asked.places)}, **asked.on("updated_at"))
        records = {row.pk: row for row in moved.order_by("-updated_at", "-id")[:MOST_READ]}
        for pk, when, opened in self._changes(moved.model, list(records), asked):
            row = records[pk]
            reach = getattr(row, self.through) if self.through else row
            text = "{verb} " + as_it_is(self.words(row))
            yield News(frozenset(reach.reach_ids), when, text, row.get_absolute_url(), row, opened)

    def _changes(self, model: Any, ids: list[int], asked: Asked) -> list[Any]:
        """For each record whose public words moved: its id, when last, and when it was opened."""
        before, after = (
            ", ".join(f"{state}->>'{column}'" for column in self.said)
            for state in ("before", "after")
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH moment AS (
                  SELECT object_id, at, (array_agg(before ORDER BY id))[1] AS before,
                    (array_agg(after ORDER BY id DESC))[1] AS after
                  FROM records_historyentry
                  WHERE model = %s AND object_id = ANY(%s) AND at > %s AND at <= %s
                    AND context->>'said' IS DISTINCT FROM 'an upgrade of Placebook'
                  GROUP BY object_id, at
                )
                SELECT object_id, max(at),
                  max(at) FILTER (WHERE before->>'visibility' IS DISTINCT FROM 'public')
                FROM moment
                WHERE after->>'visibility' = 'public'
                  AND ROW({before}) IS DISTINCT FROM ROW({after})
                GROUP BY object_id
                """,  # noqa: S608 - names of our own columns
                [model._meta.label_lower, ids, asked.since, asked.until],
            )
            return cursor.fetchall()


def as_it_is(text: str) -> str:
    """Words in which no brace is meant for ``format``."""
    return text.replace("{", "{{").replace("}", "}}")
