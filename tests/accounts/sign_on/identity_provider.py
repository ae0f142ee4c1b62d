"""An identity provider of the tests' own, which speaks OpenID Connect and signs with a key."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT = "placebook"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing is written."""


class IdentityProvider:
    """``claims`` are what it says of who signs in; the rest are its faults."""

    def __init__(self) -> None:
        self.server = make_server("127.0.0.1", 0, self.answer, handler_class=Quiet)
        self.url = self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.claims: dict[str, Any] = {"sub": "s-1", "email_verified": True, "name": "Ada King"}
        self.profile: dict[str, Any] = {}
        self.key = KEY
        self.says_config: Callable[[dict[str, Any]], Any] = lambda config: config
        self.challenge = ""
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = parse_qs(environ["wsgi.input"].read(length).decode())
        said = self.pages()[environ["PATH_INFO"]](sent)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]

    def pages(self) -> dict[str, Callable[[dict[str, list[str]]], Any]]:
        return {
            "/.well-known/openid-configuration": lambda sent: self.says_config(self.config()),
            "/token": self.token,
            "/keys": lambda sent: {"keys": [self.public_key()]},
            "/profile": lambda sent: self.profile,
        }

    def config(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/sign-in",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/profile",
        }

    def public_key(self) -> dict[str, Any]:
        made = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return made | {"kid": "k", "alg": "RS256", "use": "sig"}

    def token(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        """The signed token, for who sends the secret and began it in the same browser."""
        proof = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        made = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if made != self.challenge or sent["client_secret"] != ["secret"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "auth_time": now}
        signed = jwt.encode(usual | self.claims, self.key, "RS256", headers={"kid": "k"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}

    def settings(self, **changes: Any) -> dict[str, Any]:
        """As the environment would name it."""
        app = {
            "provider_id": "bradford",
            "name": "Bradford Council",
            "client_id": CLIENT,
            "secret": "secret",
            "settings": {
                "server_url": f"{self.url}/.well-known/openid-configuration",
                "issuer": self.url,
                "domains": ["example.test"],
                "vouches": False,
                **changes,
            },
        }
        provider = "accounts.sign_on.provider.IssuerProvider"
        shared = {"OAUTH_PKCE_ENABLED": True, "provider_class": provider}
        return {"openid_connect": {"APPS": [app], **shared}}

    def send_back(self, browser: Client, sent: Any, **changes: str) -> Any:
        """They sign in there, and come back with a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.url).query).items()}
        self.challenge = asked["code_challenge"]
        back = urlsplit(asked["redirect_uri"]).path
        return browser.get(back, {"code": "c", "state": asked["state"]} | changes)

    def sign_on(self, browser: Client, query: str = "") -> Any:
        """From our sign-in page to it, and back."""
        sent = browser.get(f"/account/sign-in/with/bradford/{query}")
        return self.send_back(browser, sent) if sent.status_code == 302 else sent
