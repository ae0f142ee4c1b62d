"""A program that asks: with a key or without, never with a session."""

from __future__ import annotations

from typing import Any

from django.test import Client

from api.key.actions import make_key


def key_of(user: Any, **fields: Any) -> str:
    """A key that this person made."""
    return make_key(by=user, name="Power BI", **fields)[1]


def ask(address: str, key: str = "", **headers: str) -> Any:
    """What is answered."""
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return Client().get(f"/api/v1/{address}", headers=headers)


def rows(address: str, key: str = "") -> list[dict[str, Any]]:
    """All rows, page by page, as ``next`` leads."""
    found: list[dict[str, Any]] = []
    before = "http://127.0.0.1:8000/api/v1/"
    while address:
        answer = ask(address, key)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        found += page["rows"]
        address = (page["next"] or "").removeprefix(before)
    return found


def said(response: Any, status: int) -> str:
    """Why it was refused."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    return " ".join([problem["detail"], *(one["detail"] for one in problem.get("errors", []))])
