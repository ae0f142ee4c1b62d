"""When what goes by email to somebody with an account: at once, or in their one email of the day.

What concerns their account and roles goes at once, whatever they chose. All else waits for the
email of the day: what is ``WORTH_AN_EMAIL`` for whoever wants what is due or concerns them, saved
filters for whoever ticked that there, and all that is unread for whoever wants everything. The
sentences about it stand here too, so that no page promises otherwise.
"""

from __future__ import annotations

from django.db.models import Q

MENTION, SAVED_FILTER = "mention", "saved-filter"
# What others ask of them or did for them: told by email unless they turned that off
WORTH_AN_EMAIL = (
    MENTION,
    "claim-confirmed",
    "claim-refused",
    "claim-taken-back",
    "error_report",
    "error_report_answered",
    "meeting_answered",
    "meeting_asked",
    "promise",
    "recognition",
    "review_due",
    "role_asked",
    "roles_to_confirm",
    "secondment-interest",
    "you_said",
)
IN_THE_DAILY_EMAIL = frozenset({*WORTH_AN_EMAIL, SAVED_FILTER})

MOST = "You get one email a day at most, and none on a day without news."
AT_ONCE = "What concerns your account and your roles comes at once, whatever you choose here."
FILTERS = "Saved filters come in the same email, if you turned that on for them."
SAYS = f"{MOST} {AT_ONCE}"


def goes_at_once(kind: str) -> bool:
    """Whether an email of this kind to an account is one of its own."""
    return kind not in IN_THE_DAILY_EMAIL


def wanted_by_email() -> Q:
    """Which notices their readers want in the email of the day."""
    return (
        Q(user__daily_letter=True)
        | Q(kind__in=WORTH_AN_EMAIL, user__due_email=True)
        | Q(kind=SAVED_FILTER)
    )
