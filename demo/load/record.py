"""What is loaded so far, and writing what is not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from barriers.barrier.models.agreed_words import are_words
from barriers.models import Barrier
from barriers.publication.agreed_words import changing_words
from demo.load.entries import DataFile, Entry
from demo.load.joining import is_elsewhere, is_there, without_typed
from demo.load.keys import SUBJECTS, called, keys_of
from demo.models import LoadedEntry
from geography.england.load import SOURCES
from geography.locality.tables import SOURCES as OF_LISTS
from partnerships.models import Place, PlaceCode
from records.models import Source


class Record:
    """The loaded entries by key. Rows are queued with ``add`` and written with ``flush``.

    An entry that was loaded before and has not changed is left alone: a second load writes nothing,
    and what people changed in its row stays. One whose text in the file has changed is written
    anew; a figure is then corrected by a new one, as everywhere. What was there before the first
    load (``joining``) is not made a second time.
    """

    def __init__(self) -> None:
        self.known = {loaded.key: loaded for loaded in (*_official(), *LoadedEntry.objects.all())}
        self.queue: dict[str, tuple[Entry, models.Model]] = {}
        self.unsaved: dict[str, LoadedEntry] = {}
        self.users: dict[str, int] = {}
        self.seen: set[str] = set()
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.to_withdraw: dict[Entry, str] = {}  # and why
        self.withdrawn: Counter[str] = Counter()
        self.kept: set[str] = set()  # withdrawn entries that people have taken up
        self.joined: set[str] = set()  # entries whose row people had typed before

    def opened(self, path: Path, folder: Path, anchor: dt.date | None = None) -> DataFile:
        """One data file; what it withdraws is kept for the end."""
        file = DataFile(path, folder, anchor)
        for entry in file.take("withdrawn", ""):
            if set(entry.fields) != {"key", "why"} or not (why := entry.text("why")):
                raise entry.error("is withdrawn with a reason why, and nothing else")
            self.to_withdraw[entry] = why
        return file

    def add(self, entry: Entry, row: models.Model) -> None:
        """Queue the row of an entry. Raises LoadError where a column does not fit."""
        if entry.key in self.seen:
            raise entry.error("this key is used twice")
        self.seen.add(entry.key)
        loaded = self.known.get(entry.key)
        if loaded is None or loaded.digest != entry.digest:
            _check(entry, row)
            self.queue[entry.key] = (entry, row)

    def id_of(self, entry: Entry) -> int:
        """The id of the row of an entry, which is written for it."""
        if entry.key in self.queue:
            self.flush()
        return self.known[entry.key].object_id

    def named(self, entry: Entry, model: Any, name: str) -> int | None:
        """The id of the row that a field names; None where it names none.

        A name is looked for near the entry first: ``first`` is an update of the same pilot.

        Raises LoadError where there is no such row.
        """
        if model is User:  # None where accounts are not made
            return self.users.get(f"{name}@demo.test")
        if not name:
            return None
        for key in keys_of(entry.key, model, name):
            if key in self.queue:
                self.flush()
            loaded = self.known.get(key)
            if loaded and loaded.model == model._meta.label_lower:
                return loaded.object_id
        raise entry.error(f"there is no {called(model)} {name!r}")

    def about(self, entry: Entry, subject: str = "") -> dict[str, Any]:
        """The columns that name any record as ``kind/key``: else the one that it is part of."""
        own = entry.owner.key if entry.owner else ""
        subject = subject or own
        kind, _, name = subject.partition("/")
        if subject != own and kind not in SUBJECTS:
            raise entry.error(f"nothing can be said about {subject!r}")
        if subject in self.queue:
            self.flush()
        if (loaded := self.known.get(subject)) is None:
            raise entry.error(f"there is no {kind} {name!r}" if name else "about is missing")
        content_type = ContentType.objects.get_for_model(apps.get_model(loaded.model))
        return {"subject_type": content_type, "subject_id": loaded.object_id}

    def flush(self) -> None:
        """Write the queue, one kind of row after the other, in the order of their first."""
        kinds: dict[type[models.Model], list[tuple[Entry, models.Model]]] = {}
        for entry, row in self.queue.values():
            kinds.setdefault(type(row), []).append((entry, row))
        self.queue = {}
        for kind, pairs in kinds.items():
            plural = str(kind._meta.verbose_name_plural)
            first = [pair for pair in pairs if pair[0].key not in self.known]
            brought = [pair for pair in first if is_there(pair[1])]
            new = [pair for pair in first if pair not in brought]
            with (
                transaction.atomic(),
                changing_words(self._barriers_of(kind, pairs), from_source=True),
            ):
                _insert(kind, new)
                stays = [pair for pair in brought if not is_elsewhere(pair[1])]
                fresh = without_typed(kind, stays)
                for entry, row in fresh:
                    _write_anew(entry, row, row.pk)
                self.joined |= {pair[0].key for pair in brought if pair not in fresh}
                for entry, row in pairs:
                    if entry.key in self.known:
                        pk = self.known[entry.key].object_id
                        if is_elsewhere(row):
                            row.pk = pk
                            continue
                        _write_anew(entry, row, pk)
                        self.changed[plural] += 1
            self.added[plural] += len(new)
            self._remember(kind, pairs)

    def _barriers_of(self, kind: Any, pairs: list[tuple[Entry, Any]]) -> set[int]:
        """Those that are there and of which other words are written: places agree to them anew."""
        if not are_words(kind):
            return set()
        if kind is Barrier:
            return {self.known[one.key].object_id for one, _ in pairs if one.key in self.known}
        return {row.barrier_id for _, row in pairs}

    def _remember(self, kind: type[models.Model], pairs: list[tuple[Entry, models.Model]]) -> None:
        loaded = [
            LoadedEntry(
                key=entry.key,
                file=entry.file,
                digest=entry.digest,
                model=kind._meta.label_lower,
                object_id=row.pk,
                loaded_at=timezone.now(),
            )
            for entry, row in pairs
        ]
        self.known |= {one.key: one for one in loaded}
        self.unsaved |= {one.key: one for one in loaded}

    def forget(self, keys: set[str]) -> None:
        """The rows of these entries are gone."""
        for key in keys:
            self.known.pop(key, None)
        LoadedEntry.objects.filter(key__in=keys).delete()

    def close(self) -> None:
        """Write the queue, and what was loaded, so that the next load finds it."""
        self.flush()
        LoadedEntry.objects.bulk_create(
            self.unsaved.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["file", "digest", "model", "object_id", "loaded_at"],
        )


def _official() -> Iterator[LoadedEntry]:
    """What the lists of England bring along, by the names that entries have for it."""
    codes = PlaceCode.objects.filter(scheme="gss")
    coded = Exists(PlaceCode.objects.filter(place=OuterRef("pk")))
    places = Place.objects.filter(Q(kind=Place.Kind.REGION) | coded).exclude(kind=Place.Kind.WARD)
    listed = Source.objects.filter(slug__in={*SOURCES, *OF_LISTS})
    for kind, model, rows in (
        ("code", Place, codes.values_list("code", "place")),
        ("place", Place, places.values_list("slug", "pk")),
        ("source", Source, listed.values_list("slug", "pk")),
    ):
        for name, pk in rows:
            label = model._meta.label_lower
            yield LoadedEntry(key=f"{kind}/{name}", model=label, object_id=pk)


def _check(entry: Entry, row: models.Model) -> None:
    """Choices, lengths and forms of the row's own fields; the database checks the rest."""
    left_out = {
        one.name for one in row._meta.concrete_fields if one.is_relation or not one.editable
    }
    try:
        row.clean_fields(exclude=left_out)
    except ValidationError as problem:
        said = "; ".join(f"{name}: {' '.join(why)}" for name, why in problem.message_dict.items())
        raise entry.error(said) from None


def _insert(kind: Any, pairs: list[tuple[Entry, models.Model]]) -> None:
    """All at once; where the database refuses, one by one, to say which entry it is."""
    try:
        with transaction.atomic():
            kind.objects.bulk_create([row for _, row in pairs])
    except DatabaseError as problem:
        first = problem
    else:
        return
    for entry, row in pairs:
        row.pk = None
        try:
            kind.objects.bulk_create([row])
        except DatabaseError as problem:
            raise entry.error(_why(problem)) from None
    raise first


def _write_anew(entry: Entry, row: models.Model, pk: int) -> None:
    kind: Any = type(row)
    try:
        if hasattr(row, "replaces_id"):  # figures are never changed
            row.replaces_id = pk
            row.save()
            return
        row.pk = pk
        aside = _put_aside(row) if isinstance(row, Source) else {}
        values = {
            one.attname: getattr(row, one.attname)
            for one in row._meta.concrete_fields
            if one.editable
            and not one.primary_key
            and not one.generated
            # What people write here stays where the entry says nothing of it
            and (getattr(row, one.attname) or one.name not in getattr(kind, "WRITTEN_HERE", ()))
        }
        kind.objects.filter(pk=pk).update(**values, **aside)
    except DatabaseError as problem:
        raise entry.error(_why(problem)) from None


def _put_aside(row: Source) -> dict[str, Any]:
    """A source that was withdrawn stays so: what the file says now is what it would be again."""
    there = Source.objects.filter(pk=row.pk).first()
    if there is None or not there.is_withdrawn:
        return {}
    row.withdraw(there.withdrawn_because)
    return {"withdrawn_words": row.withdrawn_words}


def _why(problem: DatabaseError) -> str:
    """What the database said, on one line, with the constraint's name."""
    return "the database refuses it: " + " ".join(str(problem).split())
