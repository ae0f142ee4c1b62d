"""How sign-ins take part in the whole."""

from __future__ import annotations

from accounts.secret import Ending, SecretKind
from accounts.session.actions import end_sessions

SIGN_INS = "sign-in"


def _end(ending: Ending) -> int:
    return end_sessions(ending.user, but=ending.here)


REGISTRATIONS = (
    SecretKind(
        noun=SIGN_INS,
        kept_in=("sessions.Session.session_key", "usersessions.UserSession.session_key"),
        end=_end,
        order=10,
    ),
)
