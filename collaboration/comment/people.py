"""Who may be mentioned: people who may read the record, asked of the one rule of who reads what.

Whether a name belongs to nobody or to somebody who may not read is never told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.fields import BigIntegerField
from django.utils import timezone

from access.visibility import of_roles, reader_of
from accounts.models import User
from collaboration.comment.models import Comment
from people.role.models import Assignment, Role
from registry.commented import commented_on

OFFERED = 12
# So many people of one name, or around one record, are looked at.
LOOKED_AT = 40
MOST_MENTIONED = 20
MOST_WORDS = 4
_WORD = r"[^\W\d_][\w'’.-]*"
_MENTION = re.compile(rf"(?<![\w@.])@({_WORD}(?: {_WORD}){{0,{MOST_WORDS - 1}}})")
_NOT_OF_A_NAME = ".,-'’"
# Words that often follow a name, and are of none.
_BETWEEN = frozenset(
    (
        *("a", "about", "also", "and", "any", "are", "as", "asked", "at", "but", "by", "can"),
        *("could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his"),
        *("how", "i", "if", "in", "is", "it", "knows", "look", "looks", "may", "might", "must"),
        *("my", "of", "on", "or", "our", "please", "said", "say", "says", "see", "she", "should"),
        *("so", "that", "the", "their", "them", "then", "they", "think", "thinks", "this", "to"),
        *("told", "too", "was", "we", "were", "what", "when", "where", "which", "who", "will"),
        *("with", "would", "you", "your"),
    )
)
_OF_SOMEBODY = re.compile("['’]s$")
# A dot after more letters than "Dr." has ends a sentence, and with it the name; so does "Anna's".
_ENDS = re.compile(r"\w{3,}\.$|['’]s$")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a text names: those who may read the record, and names that led to nobody."""

    people: list[User]
    unknown: list[str]


def readers_among(record: Any, people: Iterable[User]) -> list[User]:
    """Those of these people who may read a record. Three queries, however many they are.

    A role only ever adds to what somebody reads, so what is open without one is asked but once.
    """
    asked = list(people)
    if not asked or _is_open_to_all(record):
        return asked
    roles: dict[int, list[Any]] = {person.pk: [] for person in asked}
    for role in Assignment.objects.filter(user__in=roles).on(timezone.localdate()):
        roles[role.user_id].append(role)
    rows = []
    for person in asked:
        person.reader = of_roles(person.pk, tuple(roles[person.pk]))  # as reader_of keeps it
        reads = type(record).objects.visible_to(person).filter(pk=record.pk).order_by()
        # ``values`` after the annotation: one column, whatever the model has
        marked = reads.annotate(read_by=Value(person.pk, output_field=BigIntegerField()))
        rows.append(marked.values_list("read_by", flat=True))
    reading = set(rows[0].union(*rows[1:], all=True) if rows[1:] else rows[0])
    return [person for person in asked if person.pk in reading]


def _is_open_to_all(record: Any) -> bool:
    """Whether everybody reads it who is signed in: somebody would who has no role at all."""
    nobody = User(pk=0)
    nobody.reader = of_roles(nobody.pk, ())  # as reader_of keeps it
    rows: Any = type(record).objects.visible_to(nobody)
    return bool(rows.filter(pk=record.pk).exists())


def suggested(record: Any, typed: str) -> list[User]:
    """People who may read a record and whose name holds what was typed."""
    words = typed.split()[:MOST_WORDS]
    if not words:
        return []
    found = _people()
    for word in words:
        found = found.filter(full_name__icontains=word)
    return readers_among(record, found[:LOOKED_AT])[:OFFERED]


def around(record: Any, *, but: Any) -> list[User]:
    """People to choose from: who wrote the record or on it, and those whose roles it is about.

    Who contributes at a place or belongs to a team is told to whoever looks after these roles, and
    to the others of that team.
    """
    scope = commented_on(record).scope(record)
    reader = reader_of(but)
    open_roles, looked_after = Q(pk__in=[]), Q(pk__in=[])
    if team := getattr(scope, "team_id", None):
        looked_after |= Q(team=team)
        if reader is not None and team in reader.teams:
            open_roles |= Q(team=team)
    if programme := getattr(scope, "programme_id", None):
        open_roles |= Q(programme=programme, role=Role.PROGRAMME_LEAD)
    if places := getattr(scope, "reach_ids", None):
        open_roles |= Q(place__in=places, role=Role.PLACE_EDITOR)
        looked_after |= Q(place__in=places, role=Role.CONTRIBUTOR)
    told = Assignment.objects.filter(open_roles)
    if reader is not None:
        told |= Assignment.objects.looked_after_by(reader).filter(looked_after)
    counting = told.on(timezone.localdate()).order_by()
    wrote = Comment.objects.about(record).order_by("-created_at", "-id").values("created_by")
    own = Q(pk__in=[pk for pk in (record.created_by_id, scope.created_by_id) if pk])
    near = own | Q(pk__in=counting.values("user")) | Q(pk__in=wrote[:LOOKED_AT])
    return readers_among(record, _people().filter(near).exclude(pk=but.pk)[:LOOKED_AT])[:OFFERED]


def named_in(text: str, record: Any) -> Named:
    """Whom a text names with @ and their whole name.

    Of "@Anna Bell Smith please" the longest that is somebody's who may read counts. Two people of
    one name are both meant.
    """
    written = [match.split(" ") for match in _MENTION.findall(text)][:MOST_MENTIONED]
    names = {_key(words[:end]) for words in written for end in range(1, len(words) + 1)}
    if not names:
        return Named([], [])
    found = readers_among(record, _people().filter(name_key__in=names)[: 2 * LOOKED_AT])
    by_name: dict[str, list[User]] = {}
    for person in found:
        by_name.setdefault(person.full_name.lower(), []).append(person)
    people: dict[int, User] = {}
    unknown: list[str] = []
    for words in written:
        longest_first = (_key(words[:end]) for end in range(len(words), 0, -1))
        meant = next((by_name[name] for name in longest_first if name in by_name), None)
        if meant is None:
            unknown.append(_as_written(words))
        people |= {person.pk: person for person in meant or ()}
    return Named(list(people.values()), list(dict.fromkeys(unknown)))


def _people() -> QuerySet[Any]:
    """Accounts that are open and have a name, in the order of their names."""
    people = User.objects.listed().filter(is_active=True).exclude(full_name="")
    return people.order_by("name_key", "pk")


def _key(words: list[str]) -> str:
    name = " ".join(words).rstrip(_NOT_OF_A_NAME)
    return _OF_SOMEBODY.sub("", name).lower()


def _as_written(words: list[str]) -> str:
    """What is quoted of a name that led to nobody, made of the text alone, whoever is called so.

    Words with a capital; after a single one also those without ("Luton officer"), up to a word
    that is of no name.
    """
    last = next((n for n, word in enumerate(words) if _ENDS.search(word)), len(words))
    more = words[1 : last + 1]
    capitals = list(takewhile(lambda word: word[0].isupper(), more))
    between = takewhile(lambda word: _key([word]) not in _BETWEEN, more)
    name = " ".join([words[0], *(capitals or between)])
    return _OF_SOMEBODY.sub("", name.rstrip(_NOT_OF_A_NAME))
