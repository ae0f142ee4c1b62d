"""A regional update on its way: begun, checked by somebody else, published, corrected, answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.notice.parties import Party, one_person, tell_parties
from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Place
from people.review.parties import GIVE_ROLE
from policy.models import RegionalCorrection, RegionalReply, RegionalUpdate, RegionalUpdateItem
from policy.regional_update.permissions import (
    can_check_regional_update,
    writes_regional_update,
)
from policy.regional_update.quarters import Quarter

State = RegionalUpdate.State
ANYONE = AnonymousUser()
NOBODY_WRITES = "Nobody else here writes for {}"


class WrongState(Exception):  # noqa: N818 - somebody else was quicker, or something is missing
    """The update is not where this can be done. The message says why, for the person."""


@dataclass(frozen=True, slots=True)
class SuggestedText:
    """Something that the record says changed: an item of an update in the making."""

    section: str
    text: str
    record: Any
    place: Place | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two of them the same."""
        kind = ContentType.objects.get_for_model(self.record)
        return self.section, kind.pk, self.record.pk


@transaction.atomic
def start_update(
    *, by: Any, region: Place, quarter: Quarter, suggested: Iterable[SuggestedText]
) -> RegionalUpdate:
    """Begin the update of a quarter with what the record suggests; the one there is, if any."""
    if not writes_regional_update(by, region):
        raise PermissionDenied
    Place.objects.select_for_update().get(pk=region.pk)  # two who begin at once begin one
    there = RegionalUpdate.objects.filter(region=region, quarter=quarter.first)
    if existing := there.exclude(state=State.WITHDRAWN).first():
        return existing
    update = RegionalUpdate.objects.create(
        region=region,
        quarter=quarter.first,
        as_of=min(timezone.localdate(), quarter.last),
        created_by=by,
    )
    _add(update, suggested, by)
    return update


@transaction.atomic
def look_again(*, by: Any, update: RegionalUpdate, suggested: Iterable[SuggestedText]) -> int:
    """Add what the record suggests by now and did not before; gives how many."""
    locked = _locked(by, update, State.DRAFT)
    return _add(locked, suggested, by)


def _add(update: RegionalUpdate, suggested: Iterable[SuggestedText], by: Any) -> int:
    keys = set(update.items.values_list("section", "record_type_id", "record_id"))
    last = max(update.items.values_list("position", flat=True), default=0)
    new = [suggestion for suggestion in suggested if suggestion.key not in keys]
    RegionalUpdateItem.objects.bulk_create(
        RegionalUpdateItem(
            update=update,
            section=suggestion.section,
            text=suggestion.text,
            place=suggestion.place,
            record_type_id=suggestion.key[1],
            record_id=suggestion.key[2],
            position=min(last + number, 9_999),
            created_by=by,
        )
        for number, suggestion in enumerate(new, 1)
    )
    return len(new)


@transaction.atomic
def write_update(
    *,
    by: Any,
    update: RegionalUpdate,
    items: Iterable[RegionalUpdateItem],
    correction: str = "",
) -> RegionalUpdate:
    """Save an update and its items as written. What was checked has to be checked again.

    Once published, ``correction`` says what was put right; it is shown with its date, and whoever
    checked the update is told. Raises WrongState where it is being checked, where nothing is said,
    or where what is put in leans on what is not public.
    """
    locked = _locked(by, update, State.DRAFT, State.CHECKED, State.PUBLISHED)
    written = list(items)
    if locked.state == State.PUBLISHED:
        if not correction:
            raise WrongState("Say what was corrected: it is shown with its date.")
        before = set(locked.items.filter(is_chosen=True).values_list("pk", flat=True))
        _refuse_hidden(
            written_item
            for written_item in written
            if written_item.is_chosen and written_item.pk not in before
        )
        RegionalCorrection.objects.create(
            update=locked, on=timezone.localdate(), text=correction, created_by=by
        )
    elif locked.state == State.CHECKED:
        update.state, update.checked_by, update.checked_at = State.DRAFT, None, None
    fields = ["summary", "as_of", "reply_post", "state", "checked_by", "checked_at"]
    update.save(update_fields=fields)
    for item in written:
        item.update = update
        item.created_by_id = item.created_by_id or by.pk
        item.save()
    if update.state == State.PUBLISHED:
        _tell([locked.checked_by or by], by, update, "was corrected", correction)
    return update


@transaction.atomic
def send_to_check(*, by: Any, update: RegionalUpdate) -> RegionalUpdate:
    """Ask somebody else who may write for the region to check it."""
    locked = _locked(by, update, State.DRAFT)
    if not locked.items.filter(is_chosen=True).exists():
        raise WrongState("Nothing is chosen yet. Choose what the update is to say, or add it.")
    locked.state, locked.sent_by, locked.check_note = State.CHECKING, by, ""
    locked.save(update_fields=["state", "sent_by", "check_note"])
    mine = (by.pk, locked.created_by_id)
    others = [user for user in writers_of(locked.region) if user.pk not in mine]
    _tell(others, by, locked, "waits to be checked")
    return locked


@transaction.atomic
def pass_check(*, by: Any, update: RegionalUpdate) -> RegionalUpdate:
    """Somebody who did not write it says that it is right and plain."""
    locked = _locked(by, update, State.CHECKING)
    if not can_check_regional_update(by, locked):
        raise PermissionDenied
    locked.state, locked.checked_by, locked.checked_at = State.CHECKED, by, timezone.now()
    locked.save(update_fields=["state", "checked_by", "checked_at"])
    _tell_authors(locked, by, "was checked and can be published")
    return locked


@transaction.atomic
def give_back(*, by: Any, update: RegionalUpdate, note: str = "") -> RegionalUpdate:
    """Back to those who write: with what the checker asks for, or because they want it back."""
    locked = _locked(by, update, State.CHECKING, State.CHECKED)
    locked.state, locked.check_note = State.DRAFT, note
    locked.checked_by = locked.checked_at = None
    locked.save(update_fields=["state", "check_note", "checked_by", "checked_at"])
    _tell_authors(locked, by, "was given back", note)
    return locked


@transaction.atomic
def publish(*, by: Any, update: RegionalUpdate) -> RegionalUpdate:
    """Show it to everybody. Raises WrongState unchecked, or where it leans on what is not public.

    Followers of the region are told with their next letter.
    """
    locked = _locked(by, update, State.CHECKED)
    _refuse_hidden(locked.items.filter(is_chosen=True))
    locked.state, locked.published_at = State.PUBLISHED, timezone.now()
    locked.save(update_fields=["state", "published_at"])
    _tell_authors(locked, by, "is published")
    return locked


@transaction.atomic
def withdraw(*, by: Any, update: RegionalUpdate, because: str) -> RegionalUpdate:
    """Take a published update back, for a reason that everybody reads in its place."""
    locked = _locked(by, update, State.PUBLISHED)
    locked.state, locked.withdrawn_because = State.WITHDRAWN, because
    locked.withdrawn_on = timezone.localdate()
    locked.save(update_fields=["state", "withdrawn_because", "withdrawn_on"])
    _tell_authors(locked, by, "was withdrawn", because)
    return locked


@transaction.atomic
def reply(
    *, by: Any, update: RegionalUpdate, text: str, name: str = "", email: str = ""
) -> RegionalReply:
    """Write back to those who wrote an update; they are told."""
    has_account = by.is_authenticated
    made = RegionalReply.objects.create(
        update=update,
        text=text,
        name="" if has_account else name,
        email="" if has_account else email,
        created_by=by if has_account else None,
    )
    region = with_article(update.region)
    tell_parties(
        [Party(name=region, people=_authors(update), why=NOBODY_WRITES, instead=GIVE_ROLE)],
        by=by,
        kind="regional-reply",
        about=made,
        subject=f"A reply to the regional update of {update}",
        text=text[:300],
        url=f"{update.get_absolute_url()}replies/",
    )
    return made


@transaction.atomic
def answer_reply(*, by: Any, reply: RegionalReply, answer: str) -> RegionalReply:
    """Answer: by e-mail or in their notices where we can; then the address is forgotten."""
    locked = RegionalReply.objects.select_for_update(of=("self",)).filter(pk=reply.pk).first()
    if locked is None:
        raise WrongState("This reply was withdrawn in the meantime.")
    if not writes_regional_update(by, locked.update.region):
        raise PermissionDenied
    if locked.answered_at:
        raise WrongState("This reply was answered in the meantime.")
    email = "" if locked.created_by else locked.email
    person = one_person(locked.created_by, "Whoever wrote it")
    if email:
        person = replace(person, people=[email])
    if locked.created_by or email:
        tell_parties(
            [person],
            by=by,
            kind="regional-answer",
            about=locked.update,
            subject=f"An answer about the regional update of {locked.update}",
            text=f"You wrote:\n{locked.text}\n\nThe answer:\n{answer}",
            url=locked.update.get_absolute_url(),
        )
    locked.answer, locked.answered_at, locked.answered_by = answer, timezone.now(), by
    locked.email = ""
    locked.save(update_fields=["answer", "answered_at", "answered_by", "email"])
    return locked


def _locked(by: Any, update: RegionalUpdate, *states: str) -> RegionalUpdate:
    """The update as it stands, for this change alone. PermissionDenied and WrongState."""
    rows = RegionalUpdate.objects.select_related("region")
    locked = rows.select_for_update(of=("self",)).get(pk=update.pk)
    if not writes_regional_update(by, locked.region):
        raise PermissionDenied
    if locked.state not in states:
        raise WrongState(f"This cannot be done now: the update is {locked.get_state_display()}.")
    return locked


def _refuse_hidden(items: Iterable[RegionalUpdateItem]) -> None:
    """Nothing comes out that leans on what everyone may no longer read. Raises WrongState."""
    if hidden := [item.text for item in items if _is_hidden(item)]:
        raise WrongState(
            "Not everyone can still read what this is drawn from: "
            f"{list_words(f'“{text[:60]}”' for text in hidden)}. Take it out, or have it opened."
        )


def _is_hidden(item: RegionalUpdateItem) -> bool:
    if item.record_type is None:
        return False
    model: Any = item.record_type.model_class()
    return not model.objects.visible_to(ANYONE).filter(pk=item.record_id).exists()


def _authors(update: RegionalUpdate) -> list[Any]:
    """Who began and who sent it, as far as they still have an account; else all who may write."""
    ids = {pk for pk in (update.created_by_id, update.sent_by_id) if pk}
    users = list(get_user_model().objects.filter(pk__in=ids, is_active=True))
    return users or writers_of(update.region)


def writers_of(region: Place) -> list[Any]:
    """Everybody who may write for a region today."""
    users = get_user_model().objects.filter(
        is_active=True, assignments__role__in=["connector", "officer"]
    )
    return [user for user in users.distinct() if writes_regional_update(user, region)]


def _tell_authors(update: RegionalUpdate, by: Any, what: str, text: str = "") -> None:
    _tell(_authors(update), by, update, what, text)


def _tell(
    people: Iterable[Any], by: Any, update: RegionalUpdate, what: str, text: str = ""
) -> None:
    region = with_article(update.region)
    tell_parties(
        [Party(name=region, people=people, why=NOBODY_WRITES, instead=GIVE_ROLE)],
        by=by,
        kind="regional-update",
        about=update,
        subject=f"The regional update of {update} {what}",
        text=text[:300],
        url=update.get_absolute_url(),
    )
