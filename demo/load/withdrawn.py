"""Taking back what the record said once: entries that are named as withdrawn, with the reason."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from barriers.publication.agreed_words import changing_words
from demo import hanging
from demo.hanging import Rows
from demo.load.entries import Entry, LoadError
from demo.load.example import FOLDER
from demo.load.record import Record
from demo.models import LoadedEntry
from records import history
from records.models import HistoryEntry

# What a link has for a digest: it follows from its entry and says nothing of its own.
LINK = Entry("", "", {}).digest


def withdraw(record: Record, *, example: bool) -> None:
    """Delete the rows of withdrawn entries, with all that was loaded beneath them.

    History keeps them, and says why. A row that somebody changed, or to which somebody added, stays
    and stands in ``record.kept``: it is theirs by now. A link to a place or topic that its entry
    does not name any more goes without being named.

    Raises LoadError for an entry that is both in a file and withdrawn, and for one that is gone
    from the files and not withdrawn: nothing disappears by an oversight.
    """
    _check(record)
    left = _not_seen(record, example=example)
    for loaded in left:  # each by itself: a link that somebody changed keeps no other
        if loaded.digest == LINK and loaded.key.rsplit("/", 2)[0] in record.seen:
            _take_back(record, [loaded], "its entry does not name it any more")
    for entry, why in record.to_withdraw.items():
        beneath = [loaded for loaded in left if _is_at(loaded.key, entry.key)]
        _take_back(record, beneath, why)
    for loaded in left:
        if loaded.key in record.known and loaded.key not in record.kept:
            why = "was loaded before and is in no file: name it under withdrawn, and why"
            raise LoadError(loaded.file, loaded.key, why)


def _check(record: Record) -> None:
    for entry in record.to_withdraw:
        if still := [key for key in record.seen if _is_at(key, entry.key)]:
            raise entry.error(f"is withdrawn and in a file as well: {min(still)}")


def _not_seen(record: Record, *, example: bool) -> list[LoadedEntry]:
    """What was loaded before and is in no file now."""
    return [
        loaded
        for loaded in record.known.values()
        if loaded.file
        and loaded.key not in record.seen
        and (example or not loaded.file.startswith(f"{FOLDER}/"))
    ]


def _is_at(key: str, withdrawn: str) -> bool:
    return key == withdrawn or key.startswith(f"{withdrawn}/")


def _take_back(record: Record, entries: list[LoadedEntry], why: str) -> None:
    """All of them or, where people have taken one up, none."""
    own = _rows(entries)
    rows = {model: set(gone) for model, gone in own.items()}
    hanging.follow(rows)
    hanging.add_what_is_about(rows)
    keys = {loaded.key for loaded in entries}
    if any(gone - own.get(model, set()) for model, gone in rows.items()) or _changed(own):
        record.kept |= keys
        return
    with history.context(why=why), changing_words(hanging.barriers_with_other_words(rows)):
        hanging.drop_mentions(rows)
        hanging.delete(rows)
    for model, gone in own.items():
        if gone:
            record.withdrawn[str(model._meta.verbose_name_plural)] += len(gone)
    record.forget(keys)


def _rows(entries: list[LoadedEntry]) -> Rows:
    """Those that are still there."""
    loaded: Rows = {}
    for entry in entries:
        loaded.setdefault(apps.get_model(entry.model), set()).add(entry.object_id)
    there = {
        model: hanging.ids(model._base_manager.filter(pk__in=pks))  # noqa: SLF001 - all that are
        for model, pks in loaded.items()
    }
    return {model: pks | _replaced(model, pks) for model, pks in there.items()}


def _replaced(model: Any, gone: set[int]) -> set[int]:
    """Of a figure, also those that it corrected."""
    if not any(field.name == "replaces" for field in model._meta.fields):
        return set()
    before: set[int] = set()
    newest = gone
    while newest:
        rows = model.objects.filter(pk__in=newest, replaces__isnull=False)
        newest = set(rows.values_list("replaces_id", flat=True))
        before |= newest
    return before


def _changed(rows: Rows) -> bool:
    """Whether somebody who was signed in changed one of them."""
    return any(
        HistoryEntry.objects.of_kind(model, gone).filter(context__user__isnull=False).exists()
        for model, gone in rows.items()
    )
