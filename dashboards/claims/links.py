"""Links by which bodies without an account say whether what is recorded of them is so: sent, used,
ended, taken back, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from access.visibility import reader_of
from accounts.answer_link import assured_until, close_links, letters_of
from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.notice.parties import one_person, tell_parties
from accounts.secret import drawn, hashed
from dashboards.claims.actions import keepers_of, locked, tell_refused
from interface import made_up
from interface.words import capitalised
from partnerships.models import ClaimLink, Organisation
from partnerships.organisation.claim_models import Claim
from partnerships.organisation.claims import say, unsay
from records.reading import of_all
from registry.claimed import ClaimKind, claim_kinds
from registry.erased import note_once_done

# So long after a link closed, the address and the name of whoever answered are forgotten
FORGOTTEN = dt.timedelta(days=180)
MOST, MOST_OF_ONE = 10, 50
CONFIRMED, TAKEN_BACK = "claim-confirmed", "claim-taken-back"
OWN = (
    "This address is yours, or belongs to somebody who looks after this record or works where "
    "you do. Enter the one that the organisation itself publishes"
)
NOTHING_OPEN = "Nothing here is waiting for its answer any more"
TOO_MANY = "{} emails have been sent today. Try again tomorrow"
ASKED = "Whoever asked"


@dataclass(frozen=True, slots=True)
class Word:
    """The body's word on one row, by the ``key`` of the version that was read."""

    key: str
    is_so: bool
    words: str = ""

    @property
    def claim(self) -> str:
        """What it makes of the claim."""
        return Claim.Word.CONFIRMED if self.is_so else Claim.Word.REFUSED


def said_by(
    kinds: Iterable[ClaimKind], body: Organisation, record_id: int
) -> Iterator[tuple[ClaimKind, Any]]:
    """What one record says of a body and is not over, whoever reads it. A query for each kind."""
    for kind in kinds:
        rows = kind.as_read(kind.about([body.pk]).filter(**{kind.part_of: record_id}))
        yield from ((kind, row) for row in rows.order_by("pk") if row.claimed_body)


def refuse_own(email: str, *, by: Any, kind: ClaimKind, record: Any) -> None:
    """Nobody answers what they themselves recorded: raises ValidationError for an address of the
    one who asks, of those who keep the record, and of the bodies of the one who asks."""
    plain = _plain(email)
    reader = reader_of(by)
    own = reader.organisations if reader else frozenset()
    for user in User.objects.filter(email__iendswith=f"@{plain.rpartition('@')[2]}"):
        if _plain(user.email) != plain:
            continue
        other = reader_of(user)
        shares = bool(other and other.organisations & own)
        if user.pk == by.pk or shares or kind.keeps(user, record):
            raise ValidationError(OWN)


def _plain(email: str) -> str:
    """An address without what people add to their own ("ann+board@…")."""
    name, _, domain = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


@transaction.atomic
def send_link(
    *, by: Any, kind: ClaimKind, record: Any, body: Organisation, email: str, published_at: str
) -> ClaimLink:
    """Write to a body's public contact; an earlier link about the same ends.

    Raises ValidationError where nothing waits, for an address of those who keep the record, and
    where too many emails went out today.
    """
    kind.whole.objects.select_for_update(of=("self",)).get(pk=record.pk)
    refuse_own(email, by=by, kind=kind, record=record)
    email, now = email.strip().lower(), timezone.now()
    today = ClaimLink.objects.filter(made_at__gt=now - dt.timedelta(days=1))
    of = {"record_kind": kind.record_kind, "record_id": record.pk}
    for rows, most in ((today.filter(**of), MOST), (today.filter(made_by=by), MOST_OF_ONE)):
        if rows.count() >= most:
            raise ValidationError(TOO_MANY.format(most))
    close_links(ClaimLink.objects.filter(organisation=body, **of), now)
    token = drawn()
    made: ClaimLink = ClaimLink.objects.create(
        **of,
        organisation=body,
        email=email,
        domain=email.rpartition("@")[2],
        published_at=published_at,
        token_hash=hashed(token),
        made_by=by,
        expires_at=assured_until(timezone.localdate()),
    )
    said = [kind.says(row) for kind, row in said_by(made.kinds, body, record.pk) if _waits(row)]
    if not said:
        raise ValidationError(NOTHING_OPEN)
    made.letter = _write(made, record, said, token)
    return made


def _waits(row: Claim) -> bool:
    return row.claim in Claim.OPEN


def _write(link: ClaimLink, record: Any, said: list[str], token: str) -> Notice:
    body = link.organisation
    lines = "\n".join(f"- {capitalised(one)}" for one in said)
    return tell(
        kind=link.LETTER,
        email=link.email,
        subject=f"Is this right? What Placebook says about {body}",
        about=link,
        text=(
            f"{link.made_by.full_name} recorded this about {body} in Placebook, as part of "
            f"“{record}”:\n\n{lines}\n\n"
            f"Is it right? Please say yes or no. You do not need an account: the page below takes "
            f"your answer. {link.how_long}\n\n"
            f"We write to this address because it is published at {link.published_at}. If you do "
            f"not answer for {body}, pass this on to somebody who does: anyone who has the link "
            "can answer."
        ),
        url=reverse("claims_by_link", args=[token]),
    )


def with_outcome(links: Iterable[ClaimLink]) -> list[ClaimLink]:
    """Each with its ``letter`` while that is held (one that is not held any more went out), whether
    it ``takes_answers`` and whether anything stands that came by it (``is_answered``)."""
    rows = list(links)
    pks = [link.pk for link in rows]
    live = set(ClaimLink.objects.live().filter(pk__in=pks).values_list("pk", flat=True))
    answered = of_all(_answered(kind, pks) for kind in claim_kinds())
    letters_of(rows)
    for link in rows:
        link.takes_answers, link.is_answered = link.pk in live, link.pk in answered
    return rows


def _answered(kind: ClaimKind, pks: list[int]) -> QuerySet[Any]:
    rows = kind.model.objects.filter(claim_link__in=pks).exclude(claim__in=Claim.OPEN)
    return rows.values_list("claim_link", flat=True)


def link_at(token: str) -> ClaimLink | None:
    """The link with this secret, whether it still opens or not; None for an unknown one."""
    rows = ClaimLink.objects.select_related("organisation", "made_by")
    return rows.with_secret(token).first()


def record_of(link: ClaimLink) -> Any:
    """The record that says something of the body; None where it is not there any more."""
    kinds = link.kinds
    rows = made_up.marked(kinds[0].whole.objects.filter(pk=link.record_id)) if kinds else None
    return rows.first() if rows is not None else None


def said_already(link: ClaimLink, said: Iterable[Word]) -> bool:
    """Whether all of this was said by this link before: the button was pressed twice."""
    kinds = {kind.kind: kind for kind in link.kinds}
    for one in said:
        name, number, _ = one.key.split("-")
        rows = kinds[name].model.objects.filter(pk=number, claim_link=link)
        if not rows.filter(claim=one.claim, claim_words=one.words).exists():
            return False
    return True


@transaction.atomic
def use_link(*, link: ClaimLink, by: Any, said: Iterable[Word], name: str, role: str) -> None:
    """The word of a body that came by a link counts as one by its officers; nothing changes where
    the same came before. With the last that waited the link is used up.

    Whoever asked is told, and of what is not so whoever keeps it. ``by`` is who is signed in, if
    anybody is. Raises ValidationError where the link or what it is about was changed since.
    """
    rows = ClaimLink.objects.select_for_update(of=("self",))
    link = rows.select_related("organisation", "made_by").get(pk=link.pk)
    said = list(said)
    if said_already(link, said):
        return
    if link.why_closed:
        raise ValidationError(link.why_closed)
    asked, confirmed = one_person(link.made_by, ASKED), []
    link.answered_by, link.answered_role = name, role
    for one in said:
        kind, row = locked(link.organisation, one.key, of=link)
        say(row, is_so=one.is_so, words=one.words, link=link)
        if one.is_so:
            confirmed.append((kind, row))
        else:
            tell_refused(kind, row, by=by, asked=asked)
    if not link.matter_is_open:
        link.used_at = timezone.now()
    link.save(update_fields=["answered_by", "answered_role", "used_at"])
    if confirmed:
        _tell_confirmed(link, confirmed, by)


def _tell_confirmed(link: ClaimLink, rows: list[tuple[ClaimKind, Any]], by: Any) -> None:
    kind, first = rows[0]
    said = "\n".join(f"- {capitalised(kind.says(row))}." for kind, row in rows)
    words = "\n".join(filter(None, (row.claim_words for _, row in rows)))
    tell_parties(
        [one_person(link.made_by, ASKED)],
        by=by,
        kind=CONFIRMED,
        subject=f"{link.organisation} confirmed what is recorded about it: {kind.of(first)}",
        text="\n\n".join(filter(None, [said, words])),
        about=first,
        url=kind.url(first),
    )


@transaction.atomic
def take_back(*, by: Any, link: ClaimLink) -> int:
    """What came by a link was not the body's word: all of it is a claim again, and the link ends.

    Whoever asked and whoever keeps the record is told. Gives how many rows it was.
    """
    close_links(ClaimLink.objects.filter(pk=link.pk))
    changed = 0
    for kind in link.kinds:
        every = kind.model.objects.filter(claim_link=link).exclude(claim__in=Claim.OPEN)
        for row in every.select_for_update(of=("self",)):
            unsay(row)
            changed += 1
    if changed and (record := record_of(link)) is not None:
        tell_parties(
            [keepers_of(record), one_person(link.made_by, ASKED)],
            by=by,
            kind=TAKEN_BACK,
            subject=f"The answer by link for {link.organisation} was taken back: {record}",
            text="This answer did not come from that organisation. What it said waits to be "
            "confirmed again.",
            about=record,
            url=record.get_absolute_url(),
        )
    return changed


@transaction.atomic
def forget(links: Any) -> int:
    """Remove the address and the name of whoever answered; the link ends, where it came to is
    still told by domain and page."""
    close_links(links)
    held = links.exclude(email="", answered_by="", answered_role="")
    gone: int = held.update(email="", answered_by="", answered_role="")
    if gone:
        note_once_done()
    return gone


def forget_addresses(now: dt.datetime | None = None) -> int:
    """Forget addresses and names long after their links closed."""
    old = (now or timezone.now()) - FORGOTTEN
    return forget(ClaimLink.objects.filter(pk__in=ClaimLink.objects.long_closed(old).values("pk")))
