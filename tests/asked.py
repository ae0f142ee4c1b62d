"""Builders of what bodies are asked about a barrier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.answer_link import assured_until
from accounts.secret import hashed
from barriers.models import AnswerLink, Barrier, Escalation, EscalationReply
from partnerships.models import Organisation
from tests.builders import TODAY


def energy() -> Organisation:
    """The department whose official is among the cast."""
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def ask(
    of: Barrier, to: Organisation, text: str = "Say what stops it.", **fields: Any
) -> Escalation:
    """An ask that was sent today and waits."""
    said: dict[str, Any] = {
        "rung": "department",
        "sent_on": TODAY,
        "acknowledge_by": TODAY + dt.timedelta(days=7),
        "answer_by": TODAY + dt.timedelta(days=28),
    }
    said |= fields
    said.setdefault("first_due", said["answer_by"])
    return Escalation.objects.create(barrier=of, to=to, ask=text, **said)


def said(
    of: Escalation, kind: str = "answered", text: str = "Nothing stops it.", **fields: Any
) -> Any:
    """What a body said."""
    return EscalationReply.objects.create(escalation=of, kind=kind, text=text, **fields)


def link(of: Escalation, by: Any, token: str = "secret", **fields: Any) -> AnswerLink:
    """A link that opens while the ask waits."""
    fields.setdefault("expires_at", assured_until(of.answer_by))
    return AnswerLink.objects.create(
        escalation=of, made_by=by, token_hash=hashed(token), **{"email": "a@gov.test"} | fields
    )
