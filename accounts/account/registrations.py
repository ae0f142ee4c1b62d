"""How passwords take part in the whole."""

from __future__ import annotations

from accounts.secret import SecretKind

REGISTRATIONS = (
    SecretKind(
        noun="link to set a password,links to set a password",
        addresses=("account_reset_password_from_key",),
        order=20,
        stays="kept nowhere; each is made with the moment at which secrets of its account were "
        "ended last (accounts.account.reset_links), so that it ends with them",
    ),
    SecretKind(
        noun="confirmation of an address,confirmations of addresses",
        kept_in=("account.EmailConfirmation.key",),
        order=25,
        stays="no page takes one: an account has the address that was invited",
    ),
)
