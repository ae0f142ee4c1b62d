"""What a program is told where it cannot have what it asked for (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse


class Problem(Exception):  # noqa: N818 - what the standard calls it
    """An answer other than what was asked for: its status, and why in words.

    ``wrong`` says of parameters what is wrong with each.
    """

    def __init__(
        self, status: HTTPStatus, detail: str, wrong: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.wrong = status, detail, wrong or {}

    def response(self) -> HttpResponse:
        """As the program gets it."""
        said: dict[str, Any] = {
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": self.detail,
        }
        if self.wrong:
            said["errors"] = [
                {"parameter": name, "detail": text}
                for name, texts in self.wrong.items()
                for text in texts
            ]
        answer = HttpResponse(
            json.dumps(said),
            status=self.status,
            content_type="application/problem+json",
        )
        if self.status == HTTPStatus.UNAUTHORIZED:
            answer["WWW-Authenticate"] = 'Bearer realm="Placebook"'
        return answer


def bad(detail: str, /, **wrong: Sequence[str]) -> Problem:
    """The request itself is not right."""
    return Problem(HTTPStatus.BAD_REQUEST, detail, wrong)


def not_there() -> Problem:
    """Nothing that this reader sees has the address."""
    return Problem(
        HTTPStatus.NOT_FOUND, "Nothing that you can read has this address. /api/ names every list."
    )


def no_key(detail: str = "This list needs a key.") -> Problem:
    """Who asks has no key that counts."""
    return Problem(HTTPStatus.UNAUTHORIZED, detail)


def not_allowed(detail: str) -> Problem:
    """Who asks may not do that."""
    return Problem(HTTPStatus.FORBIDDEN, detail)
