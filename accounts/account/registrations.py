"""How passwords take part in the whole."""

from __future__ import annotations

from accounts.secret import SecretKind
from records.unlinked import Unlinked

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
    Unlinked(
        pages=("account_reset_password_from_key",),
        why="a letter has the link, for who forgot their password",
    ),
    Unlinked(
        pages=(
            "account_reset_password_done",
            "account_reset_password_from_key_done",
        ),
        on="account_reset_password",
        why="it says what came of a form that was sent",
    ),
    Unlinked(
        pages=("account_reauthenticate",),
        why="people are sent there when a page asks for their password once more",
    ),
    Unlinked(
        pages=("mfa_generate_recovery_codes",),
        on="mfa_index",
        why="it makes new codes for who signs in by two steps",
    ),
)
