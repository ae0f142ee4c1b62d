"""Typed text is never lost: drafts, autosave, expired sessions, and two submits of one form.

Each form page that people write in has a *kind*, registered once beside its view, and opens a
``FormDraft`` for each request:

    LOG_PROGRESS = drafts.register("log-progress", title=..., url=...)

    def log_progress(request, slug):
        pilot = ...
        draft = form_draft.FormDraft(request, LOG_PROGRESS, target=pilot.slug)
        form = draft.form(ProgressForm, pilot=pilot)
        if draft.answer:
            return draft.answer
        if draft.is_sent and form.is_valid():
            return draft.send(lambda: submit_update(..., by=request.user), said="Update submitted.")
        return render(request, "pilots/update.html", {"form": form, "sheet": draft})

The template shows ``{% include "records/draft.html" %}`` above its form. The form is
``<form method="post" data-autosave="{% url 'draft_save' %}">``, holds ``{% csrf_token %}`` and
``{{ sheet.token_input }}``, and has a button ``name="draft" value="1"`` to save as a draft.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from interface.paging import row_number, row_numbers
from interface.words import shortened
from records.models import Draft, DraftFile, SpentToken
from records.taking_back import WITHIN

LARGEST = 100_000
# How long an open page can still be sent, and how long a sent one is remembered.
LIFE = dt.timedelta(days=30)
# How long a deleted draft can be had back.
KEPT_DELETED = dt.timedelta(days=1)
KEPT_SENT = WITHIN
TOKEN = "draft_token"  # noqa: S105 - the name of an input
BUTTON = "draft"
AGAIN = "send_it_again"  # pressed by who wants the same twice (records.sent_twice)
TAKE_OUT = "take_out"  # files of the draft that are ticked to be taken out of it
TYPED = "What you typed"
ASKED = "as_asked"  # how a small form asked for what is typed (``Ticket.asked``)
NOT_TYPED = frozenset({"csrfmiddlewaretoken", TOKEN, BUTTON, AGAIN, TAKE_OUT, ASKED})
_SALT = "records.drafts"


@dataclass(frozen=True, slots=True)
class Kind:
    """A form that people write in.

    ``title(user, target, typed)`` says what a draft is of ("Barrier: We cannot …"); None where this
    user has no business with the target, so that nothing of it is told. ``url(target)`` is where
    the form stands. ``refills`` is False where that page does not open with the draft; ``is_kept``
    where what is typed must stand nowhere but on the person's own page. ``may_repeat``: sending the
    same again changes nothing by itself, so it is not taken for a slip (``records.sent_twice``).
    """

    key: str
    title: Callable[[Any, str, Mapping[str, str]], str | None]
    url: Callable[[str], str]
    refills: bool = True
    is_kept: bool = True
    may_repeat: bool = False


_kinds: dict[str, Kind] = {}


def register(
    key: str,
    *,
    title: Callable[[Any, str, Mapping[str, str]], str | None],
    url: Callable[[str], str],
    may_repeat: bool = False,
) -> Kind:
    """Make a form known to drafts, once, where its view is defined."""
    if key in _kinds:
        raise ValueError(f"two forms are called {key!r}")
    _kinds[key] = Kind(key, title, url, may_repeat=may_repeat)
    return _kinds[key]


def _own_words(_user: Any, _target: str, typed: Mapping[str, str]) -> str:
    """By what was typed alone, so that it names no record."""
    longest = max((" ".join(said.split()) for said in typed.values()), key=len, default="")
    return f"{TYPED}: {shortened(longest, 60)}" if longest else TYPED


# Small forms, such as a reason: what is typed there is kept only where it was refused, under the
# address of their page. The second is never kept (``{% ticket kept=False %}``).
SMALL = Kind("small", _own_words, lambda target: target, refills=False)
UNKEPT = Kind("unkept", _own_words, lambda target: target, refills=False, is_kept=False)
_kinds |= {kind.key: kind for kind in (SMALL, UNKEPT)}


def register_one(key: str, words: str, address: str, name_of: Callable[[Any, str], object]) -> Kind:
    """Make a form about one record known, which stands at the address of this name.

    A draft is called by ``words`` and the record: "Answer: We cannot share data".
    ``name_of(user, target)`` gives its name, and raises Http404 or PermissionDenied where this
    user has no business with it.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        try:
            return f"{words}: {name_of(user, target)}"
        except (Http404, PermissionDenied):
            return None

    return register(key, title=title, url=lambda target: reverse(address, args=[target]))


def register_record(
    key: str,
    model: Any,
    *,
    new: str,
    changed: str,
    may_add: Callable[[Any], bool],
    may_edit: Callable[[Any, Any], bool],
    address: str = "",
    by: str = "pk",
) -> Kind:
    """Make the form known that adds and changes records of a kind.

    It stands at the addresses ``<address>_add`` and ``<address>_edit``, where that is not ``key``;
    the target is the record's number (its column ``by``), empty for a new one.
    """
    address = address or key

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        if not target:
            return new if may_add(user) else None
        if by == "pk" and not row_number(target):
            return None
        record = model.objects.visible_to(user).filter(**{by: target}).first()
        return f"{changed}: {record}" if record and may_edit(user, record) else None

    def url(target: str) -> str:
        return reverse(f"{address}_edit", args=[target]) if target else reverse(f"{address}_add")

    return register(key, title=title, url=url)


def register_typed(
    key: str, words: str, field: str, may_add: Callable[[Any], bool], *, address: str
) -> Kind:
    """As ``register_record`` for records that whoever adds them may change, each: a draft is called
    by what is typed into ``field``."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        named = f"{words}: {typed.get(field, '').strip()[:100]}".rstrip(": ")
        return named if may_add(user) else None

    def url(target: str) -> str:
        return reverse(f"{address}_edit", args=[target]) if target else reverse(f"{address}_add")

    return register(key, title=title, url=url)


class TooLong(ValueError):  # noqa: N818 - the text is what is too long
    """More was typed than a draft can hold."""

    def __str__(self) -> str:
        return (
            "This is too long to be kept as a draft, which holds about 100,000 characters. "
            "Copy the text somewhere safe, shorten it, and save again."
        )


@dataclass(frozen=True, slots=True)
class Ticket:
    """One rendering of a form: who it was rendered for, which form, and its one-time nonce.

    ``tab`` is the same for the renderings that follow each other in one tab of a browser;
    ``opened`` says when its first was made, in seconds, and ``seen`` which draft that one showed.
    ``asked`` holds the labels of a form without a class that is known by its key: the name of each
    input to its label and, where it has choices, their words; None of a hidden one.
    It travels as a signed hidden input. Whoever holds it may add to that person's draft of that
    form, which only that person reads; so text sent after a session expired is kept safely.
    """

    user_id: int | None  # None: a public form, sent without an account
    form: str
    target: str
    nonce: str
    tab: str = ""
    opened: float = 0
    seen: str = ""
    asked: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def for_form(cls, user: Any, kind: Kind, target: str, seen: Draft | None = None) -> Ticket:
        """A fresh ticket for a page that is about to be rendered, with the draft that it shows."""
        nonce, stamp = secrets.token_urlsafe(24), seen.stamp if seen else ""
        return cls(user.pk, kind.key, target, nonce, nonce, time.time(), stamp)

    def again(self) -> Ticket:
        """A ticket for the next rendering in the same tab."""
        return replace(self, nonce=secrets.token_urlsafe(24))

    @classmethod
    def read(cls, text: Any) -> Ticket | None:
        """The ticket that was sent, or None where it was not made by us, or too long ago."""
        try:
            return cls(*signing.loads(str(text or ""), salt=_SALT, max_age=LIFE))
        except (signing.BadSignature, TypeError):
            return None

    def __str__(self) -> str:
        said = [getattr(self, one.name) for one in fields(self)]
        # Without labels as the version before writes it, which reads no more than that
        return signing.dumps(said if self.asked else said[:-1], salt=_SALT, compress=True)

    @property
    def kind(self) -> Kind | None:
        """The form that it was rendered for, unless that form no longer exists."""
        return _kinds.get(self.form)

    @property
    def url(self) -> str:
        """Where the form stands."""
        return self.kind.url(self.target) if self.kind else "/"

    @property
    def seen_draft(self) -> int:
        """The number of the draft that the page began with; 0 where it began with none."""
        number = self.seen.partition(" ")[0]
        return row_number(number)

    def alone(self) -> None:
        """Wait for whoever is sending or keeping the same form in the same tab, until the
        transaction ends: two renderings of one tab share a draft."""
        with connection.cursor() as cursor:
            said = [self.tab or self.nonce]
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", said)


def typed_in(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was typed into a form, name to values, as a draft can store it."""
    names = [name for name in data if name not in NOT_TYPED]
    get = data.getlist if isinstance(data, QueryDict) else data.get
    return {_storable(name): [_storable(value) for value in _listed(get(name))] for name in names}


def as_asked(ticket: Ticket) -> dict[str, list[str]]:
    """The labels that a ticket carries, as a draft stores them beside what was typed."""
    return {ASKED: [json.dumps(ticket.asked, ensure_ascii=False)]} if ticket.asked else {}


def as_sent(typed: Mapping[str, Iterable[str]]) -> QueryDict:
    """A draft's text in the shape in which forms take their data."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def keep(ticket: Ticket, data: Mapping[str, Any], *, takes_out: bool = True) -> Draft | None:
    """Keep what was typed as the draft of the person that the form was rendered for.

    Files that are ticked to be taken out are gone, unless ``takes_out`` is False: whoever is still
    typing may take the tick away.

    Also where they have lost the right since, or the record is gone: it is then called by nothing
    of that. None where there is nothing to keep it for: an unknown form, one whose text is never
    kept, or one that was sent in the meantime. Raises TooLong.
    """
    if ticket.user_id is None:
        return None
    user = get_user_model().objects.filter(pk=ticket.user_id, is_active=True).first()
    if user is None or ticket.kind is None or not ticket.kind.is_kept:
        return None
    typed = typed_in(data)
    if len(json.dumps(typed, ensure_ascii=False).encode()) > LARGEST:
        raise TooLong
    flat = {name: values[-1] for name, values in typed.items() if values}
    title = ticket.kind.title(user, ticket.target, flat) or TYPED
    typed |= as_asked(ticket)
    with transaction.atomic():
        ticket.alone()
        if SpentToken.objects.filter(token=ticket.nonce).exists():
            return None
        one = {"author": user, "form": ticket.form, "target": ticket.target, "tab": ticket.tab}
        begins = ticket.seen_draft and not Draft.objects.filter(**one).exists()
        draft = Draft.objects.keep(**one, title=title[:200], typed=typed, seen=ticket.seen)
        if begins and draft.pk != ticket.seen_draft:
            DraftFile.objects.copy_to(draft, ticket.seen_draft)
        if takes_out and (ticked := taken_out(data)):
            draft.files.same_as(ticked, of=ticket.seen_draft).delete()
        return draft


def taken_out(data: Mapping[str, Any]) -> list[int]:
    """Which files of the draft are ticked to be taken out of it."""
    get = data.getlist if isinstance(data, QueryDict) else data.get
    return row_numbers(_listed(get(TAKE_OUT)))


def forget_deleted() -> int:
    """Delete for good what was deleted more than a day ago, or sent or taken back more than a week
    ago, with its files; gives how many drafts."""
    now = timezone.now()
    sent = ~Q(sent_as="") & Q(saved_at__lt=now - KEPT_SENT)
    _, done = Draft.every.filter(Q(deleted_at__lt=now - KEPT_DELETED) | sent).delete()
    return done.get(Draft._meta.label, 0)


def kind_of(key: str) -> Kind | None:
    """The form of this key, unless it no longer exists."""
    return _kinds.get(key)


def form_of(draft: Draft) -> str:
    """Where the form stands that a draft is of."""
    kind = _kinds.get(draft.form)
    return kind.url(draft.target) if kind else ""


def url_of(draft: Draft) -> str:
    """Where a draft is carried on: in its form, or where what was typed is read."""
    kind = kind_of(draft.form)
    if kind and not kind.refills:
        return text_url(draft)
    url = form_of(draft)
    return f"{url}{'&' if '?' in url else '?'}{BUTTON}={draft.pk}" if url else ""


def text_url(draft: Draft) -> str:
    """Where what was typed is read as plain text, whatever became of the form."""
    return reverse("draft", args=[draft.pk])


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _storable(value: Any) -> str:
    """Text without what a database cannot hold: NUL and halves of characters."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
