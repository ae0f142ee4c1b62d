from __future__ import annotations

from typing import Any

from access.permissions import contributes, contributes_anywhere, edits, wrote
from access.visibility import reader_of
from partnerships.models import Place
from policy.models import PolicyTest, PolicyTestReply


def can_ask_policy_tests(user: Any) -> bool:
    """Department officers try policies on places."""
    reader = reader_of(user)
    return bool(reader and reader.organisations)


def asks_or_is_asked(user: Any) -> bool:
    """Whoever has to do with policy tests: officers who ask, and people of places that reply."""
    return can_ask_policy_tests(user) or contributes_anywhere(user)


def can_keep_policy_test(user: Any, test: PolicyTest) -> bool:
    """Officers of the body that asks."""
    reader = reader_of(user)
    return bool(reader and test.owner_id in reader.organisations)


def can_decide_policy_test(user: Any, place: Place) -> bool:
    """Whoever speaks for the place: its editors."""
    return edits(user, place)


def can_reply_to_policy_test(user: Any, place: Place) -> bool:
    """Contributors and editors of the place."""
    return contributes(user, place)


def can_withdraw_policy_test_reply(user: Any, reply: PolicyTestReply) -> bool:
    """Whoever sent the reply, while they contribute at the place, and its editors."""
    place = reply.asked.place
    sent = wrote(user, reply) or reply.asked.replied_by_id == user.pk
    return edits(user, place) or (sent and contributes(user, place))
