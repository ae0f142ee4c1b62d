"""OpenID Connect as allauth speaks it, held to one issuer.

An identity is that of an issuer and its subject; nothing else of the person is kept.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from accounts.sign_on.checks import AnswerProblem
from interface.context import absolute

# What it must say of itself, and what is kept of what it says of a person.
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
# By so many seconds the clock of a provider may differ from ours.
CLOCKS_DIFFER = 60
KEPT = ("iss", "sub", "email", "email_verified", "name")


@contextmanager
def _as_the_standard_says() -> Iterator[None]:
    """Raises AnswerProblem where an answer is not of the form that it must have."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        raise AnswerProblem("form of the answer", "what it answered cannot be read") from problem


class IssuerAdapter(OpenIDConnectOAuth2Adapter):
    """What is asked of the provider, and what of its answers is believed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Where its pages are. Raises AnswerProblem where it is another issuer's."""
        with _as_the_standard_says():
            config: dict[str, Any] = super().openid_config
            issuer, *_ = (config[name] for name in NEEDED)
        if issuer != (expected := self.get_provider().app.settings["issuer"]):
            raise AnswerProblem("issuer", f"{issuer} answers in place of {expected}")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where people come back to: always our own site, whatever host the request named."""
        return absolute(reverse("openid_connect_callback", args=[self.provider_id]))

    def parse_token(self, data: Any) -> SocialToken:
        """The token that asks for the profile, which is not kept."""
        with _as_the_standard_says():
            return super().parse_token(data)

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it says has signed in, by its signed token; it is asked for what that leaves out."""
        with _as_the_standard_says():
            claims = signed = self._decode_id_token(app, kwargs["response"]["id_token"])
            if "email" not in claims and "userinfo_endpoint" in self.openid_config:
                more = self._fetch_user_info(token.token)
                if more["sub"] != claims["sub"]:
                    raise AnswerProblem("profile", "token and profile are not of one person")
                claims = more | claims
            login = self.get_provider().sociallogin_from_response(request, claims)
        login.signed_in_at = _moment(signed.get("auth_time"))
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """allauth leaves the signature out where the token came straight from the provider."""
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


def _moment(said: Any) -> float | None:
    """When somebody typed their password there, in seconds; None where that is not said, or is to
    come by more than two clocks may differ."""
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    return float(said) if is_number and said <= time.time() + CLOCKS_DIFFER else None


class IssuerProvider(OpenIDConnectProvider):
    """One identity provider of the settings."""

    oauth2_adapter_class = IssuerAdapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject as one, of a length that is always the same."""
        identity = f"{data['iss']} {data['sub']}"
        return hashlib.sha256(identity.encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of what it said."""
        return {name: data[name] for name in KEPT if name in data}
