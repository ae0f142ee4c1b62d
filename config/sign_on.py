"""The identity providers that people of a department or council sign in with, from the environment.

``SIGN_ON=desnz,bradford`` names them; ``SIGN_ON_DESNZ_ISSUER`` and the like say where each is.
"""

from __future__ import annotations

import re
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

WHERE = "(.env.example; docs/operating.md, Single sign-on)"


def providers(env: environ.Env, keys: list[str], *, debug: bool) -> list[dict[str, Any]]:
    """The provider of each key, as allauth takes it.

    ``domains`` are those whose email addresses it vouches for; it opens no other account.
    Raises ImproperlyConfigured for a provider that lacks something.
    """
    return [_provider(env, key, debug) for key in keys]


def _provider(env: environ.Env, key: str, debug: bool) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9]{0,29}", key):
        raise ImproperlyConfigured(f"SIGN_ON: “{key}” must be small letters and digits {WHERE}")
    prefix = f"SIGN_ON_{key.upper()}"

    def needed(name: str) -> str:
        if not (value := str(env.str(f"{prefix}_{name}", default=""))):
            raise ImproperlyConfigured(f"Set {prefix}_{name} {WHERE}")
        return value

    issuer = needed("ISSUER")
    if not issuer.startswith("https://") and not debug:
        raise ImproperlyConfigured(f"{prefix}_ISSUER must begin with https:// {WHERE}")
    return {
        "provider_id": key,
        "name": needed("NAME"),
        "client_id": needed("CLIENT_ID"),
        "secret": needed("SECRET"),
        "settings": {
            "server_url": f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            "issuer": issuer,
            "domains": [name.strip().lower() for name in needed("DOMAINS").split(",")],
            "vouches": env.bool(f"{prefix}_VOUCHES", default=False),
        },
    }
