"""Which check an identity provider's answer failed, by what was raised, for the log."""

from __future__ import annotations

from collections.abc import Iterator

import jwt
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from requests import RequestException


class AnswerProblem(ProviderException):
    """What a provider answered is not believed; ``check`` says which check it failed."""

    def __init__(self, check: str, words: str) -> None:
        super().__init__(words)
        self.check = check


# The first of these that was raised, on the way from what is seen to what caused it
CHECKS: tuple[tuple[type[BaseException], str], ...] = (
    (jwt.ExpiredSignatureError, "token expiry"),
    (jwt.ImmatureSignatureError, "token begin"),
    (jwt.InvalidIssuerError, "token issuer"),
    (jwt.InvalidAudienceError, "token audience"),
    (jwt.MissingRequiredClaimError, "token claims"),
    (jwt.InvalidSignatureError, "token signature"),
    (jwt.PyJWTError, "token form"),
    (RequestException, "connection"),
    (OAuth2Error, "token request"),
)


def check_of(problem: BaseException | None) -> str:
    """The check that failed: that of the cause, where that is known; "answer" for all others."""
    found = ""
    for raised in _chain(problem):
        if isinstance(raised, AnswerProblem):
            return raised.check
        found = next((check for kind, check in CHECKS if isinstance(raised, kind)), found)
    return found or "answer"


def names_of(problem: BaseException | None) -> str:
    """What was raised, by the names of its classes: its words may hold somebody's data."""
    return " from ".join(type(raised).__name__ for raised in _chain(problem))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__
