"""Single sign-on, where no identity provider is set up."""

from __future__ import annotations

from typing import Any

from tests.access import readers
from tests.access.table import Family, Row, as_it_stands, post
from tests.builders import Cast

FAMILIES = {"identity_provider": Family(readers.OPEN, as_it_stands)}


def none_set_up(name: str, public: bool) -> Row:
    """Not there for anybody."""
    return Row(name, "identity_provider", public=public, page=False, answers=(404,))


ROWS = [
    none_set_up("openid_connect_login", public=True),
    none_set_up("openid_connect_callback", public=True),
    none_set_up("sign_on_again", public=False),
    Row("sign_on_confirmed", page=False, answers=(302,)),
    post("sign_on_confirmed"),
]


def make(cast: Cast) -> dict[str, Any]:
    """The name of a provider."""
    return {"identity_provider": ["none-such"]}
