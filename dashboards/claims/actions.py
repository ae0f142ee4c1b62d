"""A body's word on what is said of it, and telling whoever recorded what it says is not so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.notice.parties import Party, tell_parties
from interface.paging import row_number
from interface.words import capitalised
from partnerships.models import ClaimLink, Organisation
from partnerships.organisation.claims import say
from people.review.parties import GIVE_ROLE
from people.review.responsible import desk_of
from registry.claimed import ClaimKind, claim_kinds

REFUSED = "claim-refused"
UNKEPT = "Nobody with an account looks after {}"
GONE = "Something of this was changed since you opened the page. Look at it again"


@transaction.atomic
def answer(
    *, by: Any, body: Organisation, chosen: Iterable[str], is_so: bool, words: str
) -> list[Any]:
    """The body's word on rows by kind, number and the version that was read ("seat-12-3"), all or
    none; gives them.

    Whoever keeps a record of which it says that something is not so is told. Raises ValidationError
    where one is not said of it any more, or was changed since.
    """
    rows = [locked(body, key) for key in dict.fromkeys(chosen)]
    for kind, row in rows:
        say(row, is_so=is_so, words=words)
        if not is_so:
            tell_refused(kind, row, by=by)
    return [row for _, row in rows]


def locked(body: Organisation, key: str, of: ClaimLink | None = None) -> tuple[ClaimKind, Any]:
    """The row that a key names, locked as it was read. Raises ValidationError where it is not said
    of this body any more, was changed since, or is part of another record than that of the link."""
    name, number, version = [*key.split("-"), "", ""][:3]
    kinds = of.kinds if of else claim_kinds()
    kind = next((one for one in kinds if one.kind == name), None)
    if kind is None or not (row_number(number) and row_number(version)):
        raise ValidationError(GONE)
    rows = kind.about([body.pk])
    if of:
        rows = rows.filter(**{kind.part_of: of.record_id})
    row = rows.select_for_update(of=("self",)).filter(pk=number, version=version).first()
    if row is None:
        raise ValidationError(GONE)
    return kind, row


def keepers_of(record: Any) -> Party:
    """Who keeps a record of which a body says something, as they are told."""
    desk = desk_of(record)
    return desk.party if desk else Party(name=str(record), people=[], why=UNKEPT, instead=GIVE_ROLE)


def tell_refused(kind: ClaimKind, row: Any, *, by: Any, asked: Party | None = None) -> None:
    """Tell whoever keeps the record, and whoever ``asked``, that its body says it is not so."""
    record = kind.of(row)
    tell_parties(
        [keepers_of(record), *([asked] if asked else [])],
        by=by,
        by_mail=True,
        kind=REFUSED,
        subject=f"{row.claimed_body} says that this isn’t right: {record}",
        text="\n\n".join(filter(None, [f"{capitalised(kind.says(row))}.", row.claim_words])),
        about=row,
        url=kind.url(row),
    )
