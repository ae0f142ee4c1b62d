"""Loading official data: looked at first, then once, by one administrator at a time.

The command and the pages load by the same functions; what was loaded is kept as a ``DataLoad``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import notice, tell_many
from geography.data_load import figures, lists, places
from geography.data_load.models import CARE_BOARDS, FIGURES, KEPT, PLACES, DataLoad
from geography.data_load.preview import Preview, source_words
from geography.data_load.sent import Sent
from geography.data_load.told import recipients
from geography.england.context.load import ContextError, load_context
from geography.england.context.load import Loaded as LoadedFigures
from geography.locality.load import ListError, Loaded, load_localities, tidy
from geography.locality.tables import CARRIED, ListedTable
from geography.models import Attribution, LocalityRelease
from interface.words import one_line
from records import large
from records.files.tables import Problem
from records.models import Source


class Refused(Exception):  # noqa: N818 - the file is refused
    """The file has problems; nothing was changed. ``more`` are those not named singly."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        super().__init__(f"{len(problems) + more} problems")
        self.problems, self.more = list(problems), more


class ChangesNothing(Exception):  # noqa: N818 - no error
    """The record says all that the file says, or is newer where it does not (``left``)."""

    def __init__(self, made: Preview) -> None:
        super().__init__("changes nothing")
        self.left = made.left


class LoadedBefore(Exception):  # noqa: N818 - no error
    """Somebody has loaded this file already."""


class MovedOn(Exception):  # noqa: N818 - no error
    """The record changed since the preview; nothing was loaded, and the preview is made anew."""


def prepare(*, by: Any, sent: Sent, file_name: str) -> DataLoad:
    """Check a file whole and keep it with what it would change.

    Raises Refused, ChangesNothing.
    """
    if sent.problems:
        raise Refused(sent.problems)
    made = preview(sent)
    if made.changes_nothing:
        raise ChangesNothing(made)
    return DataLoad.objects.create(
        what=sent.what,
        release=made.release[:200],
        covers=made.as_json["covers"],
        file_name=one_line(file_name)[:200] or "a file without a name",
        rows=made.rows,
        new=made.new,
        changed=made.changed,
        gone=made.gone,
        preview=made.as_json,
        contents=sent.as_json,
        by=by,
    )


def preview(sent: Sent) -> Preview:
    """What loading would change: it is loaded, and taken back. Raises Refused."""
    with large.transaction():
        _alone()
        made = _carry_out(sent)
        transaction.set_rollback(True)
    return made


def load(*, data_load: DataLoad, by: Any, seen: str) -> int:
    """Load a file whose preview (``seen``, its key) was looked at; gives how many people are told.

    Raises Refused, LoadedBefore, MovedOn, ChangesNothing (somebody loaded the same meanwhile: it is
    dropped), and DataLoad.DoesNotExist where it was dropped before.
    """
    with large.transaction():
        _alone()
        row = DataLoad.objects.select_for_update(of=("self",)).get(pk=data_load.pk)
        if row.loaded_at:
            raise LoadedBefore
        with transaction.atomic():
            made = _carry_out(Sent.kept(row.what, row.contents or {}))
            moved_on = seen != row.preview_key or made.as_json != row.preview
            transaction.set_rollback(moved_on)
        if not moved_on:
            if row.what not in (FIGURES, PLACES, CARE_BOARDS):
                tidy()
            row.contents, row.loaded_at, row.loaded_by = None, timezone.now(), by
            row.save(update_fields=["contents", "loaded_at", "loaded_by"])
            return _tell(row, made, by)
        if made.changes_nothing:
            row.delete()
        else:
            row.preview, row.rows = made.as_json, made.rows
            row.new, row.changed, row.gone = made.new, made.changed, made.gone
            row.save(update_fields=["preview", "rows", "new", "changed", "gone"])
    if made.changes_nothing:
        raise ChangesNothing(made)
    raise MovedOn


def drop(data_load: DataLoad) -> bool:
    """Forget a file that was not loaded; whether there was one."""
    return bool(DataLoad.objects.waiting().filter(pk=data_load.pk).delete()[0])


def forget_unloaded() -> int:
    """Forget files that nobody loaded for two days; gives their number."""
    old = DataLoad.objects.waiting().filter(sent_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def load_official(
    tables: Sequence[ListedTable] = CARRIED,
    *,
    path: Path | None = None,
    folder: Path | None = None,
    by: Any = None,
) -> tuple[list[Loaded], LoadedFigures | None]:
    """Bring lists to their files and figures to those of a folder, as whoever runs the program may.

    ``path`` is another file for the list. Raises ListError, ContextError.
    """
    with large.transaction():
        _alone()
        loaded = load_localities(tables, path=path)
        context = load_context(folder) if folder else None
        now = timezone.now()
        rows = [_row_of_list(one, path, now) for one in loaded]
        if context and context.changed_anything:
            rows.append(_row_of_figures(context, now))
        DataLoad.objects.bulk_create(rows)
    return loaded, context


def _row_of_list(loaded: Loaded, path: Path | None, now: dt.datetime) -> DataLoad:
    return DataLoad(
        what=loaded.table.table,
        release=loaded.table.release,
        covers=[[loaded.table.table, loaded.table.release]],
        file_name=path.name[:200] if path else "",
        rows=loaded.rows,
        new=loaded.new,
        changed=loaded.moved,
        gone=loaded.gone,
        loaded_at=now,
    )


def _row_of_figures(context: LoadedFigures, now: dt.datetime) -> DataLoad:
    names = list(dict.fromkeys(name for _, name in context.covers))
    return DataLoad(
        what=FIGURES,
        release=names[0] if len(names) == 1 else f"{len(context.covers)} releases",
        covers=[list(release) for release in context.covers],
        rows=context.rows,
        new=context.new,
        changed=context.corrected,
        gone=context.gone,
        loaded_at=now,
    )


def _carry_out(sent: Sent) -> Preview:
    try:
        if sent.what == FIGURES:
            return figures.load_compared(sent.tables)
        if sent.what in (PLACES, CARE_BOARDS):
            made = places.load_compared(sent)
            return replace(made, sources=source_words([_attribute(sent, made.covers[0][2])]))
        made = lists.load_compared(sent.listed, sent.sheets[0])
    except ListError as refused:
        raise Refused(refused.problems, refused.more) from None
    except ContextError as refused:
        raise Refused(refused.problems) from None
    releases = LocalityRelease.objects.select_related("source")
    release = releases.get(table=sent.what, name=sent.release.name)
    return replace(made, sources=source_words([_attribute(sent, release.source.slug)]))


def _attribute(sent: Sent, slug: str) -> str:
    """What the licence of a list asks to be said, where its source says nothing yet; its key."""
    said = {"licence": sent.release.licence, "line": sent.release.attribution}
    source = Source.objects.get(slug=slug)
    Attribution.objects.get_or_create(source=source, defaults=said)
    return slug


def _alone() -> None:
    """Wait for whoever is loading just now, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('official data', 0))")


def _tell(row: DataLoad, made: Preview, by: Any) -> int:
    """One notice for each editor of a place that changes, and for the other administrators."""
    told = recipients(made.places, by)
    subject = f"New official data: {row}"
    notices = (
        notice(
            kind="data_loaded",
            subject=subject,
            about=None,
            text=one.text,
            url=one.url,
            to=User(pk=one.pk),
        )
        for one in told
    )
    return len(tell_many(notices))
