"""The identity providers that the settings name (``config.sign_on``)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def providers(back: str = "") -> list[dict[str, str]]:
    """What the sign-in page offers: each provider's name and address."""
    query = f"?{urlencode({'next': back})}" if back else ""
    return [
        {
            "name": app["name"],
            "url": reverse("openid_connect_login", args=[app["provider_id"]]) + query,
        }
        for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    ]
