"""How two-step sign-in takes part in the whole."""

from __future__ import annotations

from accounts.secret import SecretKind

REGISTRATIONS = (
    SecretKind(
        noun="key or code for two-step sign-in,keys and codes for two-step sign-in",
        kept_in=("mfa.Authenticator.data",),
        order=40,
        stays="asked for beside a password and opens nothing by itself; turning it off deletes it",
    ),
)
