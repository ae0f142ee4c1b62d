"""What a notice may still say: its words are of a record, and only for who may read that now.

A notice is kept for long after it was written: on the page of its reader, in an email that is sent
again. It keeps which record its words are of, so that the right is asked whenever it is shown or
sent, by the same rule as the record's own page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, F, Model, TextField, Value

from accounts.models import Notice
from accounts.notice.when import SAVED_FILTER
from interface import made_up
from interface.context import absolute
from interface.words import one_line
from records.reading import of_all, rows_seen
from records.subjects import registered

HIDDEN = "Something that you can no longer see"
# Told before notices kept what they are about: its link says of which record it may have been.
UNKNOWN = "Something that concerns you"
ANYONE = AnonymousUser()

# A record by its model's label and its number.
Key = tuple[str, int]
# The records that a reader may see, and whether each is made up, as an example.
Seen = dict[Key, bool]
# A model, and the columns that name one row of it.
Named = tuple[Any, dict[str, Any]]


class Line(NamedTuple):
    """One line of a notice; ``about`` is the record whose words it says, if any."""

    text: str
    about: Model | None = None


@dataclass(frozen=True, kw_only=True)
class ToldByAddress:
    """How long emails of a kind may go to the address of somebody without an account.

    ``still(record, address)`` says whether it is theirs to know. Of kinds without such a rule an
    address is told what everybody may read: behind it may stand anybody.
    """

    kind: str
    still: Callable[[Any, str], bool]
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordAbove:
    """How the record is found that an address of ours is about; None where it is about none."""

    record_above: Callable[[str], Named | None]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its reader may have it now. ``is_hidden``: nothing is left of what it told;
    ``listed`` are the lines of one that is a list of its own. ``is_made_up``: it tells of a record
    that is made up, as an example."""

    subject: str
    text: str
    url: str
    is_hidden: bool = False
    listed: tuple[str, ...] = ()
    is_made_up: bool = False


def key_of(record: Model) -> Key:
    """What a notice keeps of the record that it is about."""
    return record._meta.label_lower, record.pk


def as_allowed(notices: Iterable[Notice], reader: Any) -> list[Told]:
    """What these notices of one reader may still say; one query, whatever they are about, and
    one more for those that were told before they kept it.

    ``reader`` is an account, or the address of somebody without one.
    """
    notices = list(notices)
    if isinstance(reader, str):
        seen = _open_to_address(notices, reader)
    else:
        seen = _seen([key for notice in notices for key in _keys(notice)], reader)
    closed = _closed([one.url for one in notices if one.about_unknown], reader)
    return [_told(notice, seen, closed) for notice in notices]


def _keys(notice: Notice) -> list[Key]:
    own = [(notice.about_model, notice.about_id)] if notice.about_model else []
    return [*own, *((model, pk) for _, model, pk in notice.lines if model)]


def _told(notice: Notice, seen: Seen, closed: set[str]) -> Told:
    if notice.about_unknown:
        if notice.url in closed:
            return Told(HIDDEN, "", "", is_hidden=True)
        return Told(UNKNOWN, "", notice.url)
    # What it is about comes first, and counts more than the lines below it
    keys = _keys(notice)[:1] if notice.about_model else _keys(notice)
    if keys and not seen.keys() & keys:
        return Told(HIDDEN, "", "", is_hidden=True)
    lines = [
        text if not model or (model, pk) in seen else f"- {HIDDEN}"
        for text, model, pk in notice.lines
    ]
    text = "\n\n".join(part for part in (notice.text.strip(), "\n".join(lines)) if part)
    return Told(
        notice.subject,
        text,
        notice.url,
        listed=_listed(notice, lines),
        is_made_up=any(seen.get(key, False) for key in _keys(notice)),
    )


def _listed(notice: Notice, lines: list[str]) -> tuple[str, ...]:
    """What a saved filter found, and the way to end its emails."""
    if notice.kind != SAVED_FILTER:
        return ()
    found = [line for line in "\n".join(lines).splitlines() if line]
    leave = (
        [f"Stop emails about this filter: {absolute(notice.leave_url)}"] if notice.leave_url else []
    )
    return tuple(found + leave)


def _seen(keys: Iterable[Key], user: Any) -> Seen:
    """Which of these records a reader may see."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for label, pk in keys:
        wanted[label].add(pk)
    queries = []
    for label, pks in sorted(wanted.items()):
        if (model := _model(label)) is not None:
            found = rows_seen(model, user).filter(pk__in=pks)
            rows = made_up.marked(found)
            is_so = F(made_up.MARK) if made_up.MARK in rows.query.annotations else Value(False)
            said = rows.annotate(
                told_label=Value(label, output_field=CharField()), told_made_up=is_so
            )
            queries.append(said.values_list("told_label", F("pk"), "told_made_up"))
    return {(label, pk): is_so for label, pk, is_so in of_all(queries)}


def _closed(urls: Iterable[str], reader: Any) -> set[str]:
    """Those of these addresses that are about a record which the reader may not see: they say its
    name."""
    user = ANYONE if isinstance(reader, str) else reader
    finders = registered(RecordAbove)
    about = {url: named for url in urls for one in finders if (named := one.record_above(url))}
    queries = [
        rows_seen(model, user)
        .filter(**columns)
        .annotate(told_url=Value(url, output_field=TextField()))
        .values_list("told_url", flat=True)
        for url, (model, columns) in about.items()
    ]
    return about.keys() - of_all(queries)


def _open_to_address(notices: list[Notice], address: str) -> Seen:
    rules = {rule.kind: rule for rule in registered(ToldByAddress)}
    seen: Seen = {}
    plain: list[Key] = []
    for notice in notices:
        if rule := rules.get(notice.kind):
            for key in _keys(notice):
                record = _record(key)
                if record is not None and rule.still(record, address):
                    seen[key] = made_up.is_marked(record)
        else:
            plain += _keys(notice)
    return seen | _seen(plain, ANYONE)


def _record(key: Key) -> Any:
    """The record with the mark of what is made up; None where there is none any more."""
    model = _model(key[0])
    return made_up.marked(model._default_manager.filter(pk=key[1])).first() if model else None


def _model(label: str) -> Any:
    """The model of this label; None where there is none any more."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def one_allowed(notice: Notice) -> Told:
    """What one notice may still say to whoever it is for."""
    (told,) = as_allowed([notice], notice.user or notice.email)
    return replace(told, subject=one_line(told.subject)[:200])
