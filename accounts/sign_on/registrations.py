"""How single sign-on takes part in the whole."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount

from accounts.secret import Ending, SecretKind, Upon


def _separate(ending: Ending) -> int:
    joined = SocialAccount.objects.filter(user=ending.user)
    count = joined.count()
    joined.delete()
    return count


REGISTRATIONS = (
    SecretKind(
        noun="identity for single sign-on,identities for single sign-on",
        kept_in=("socialaccount.SocialAccount.uid",),
        end=_separate,
        # It is its provider's to guard; a new password here tells nothing of it
        upon=frozenset({Upon.SEPARATED, Upon.CLOSED}),
        order=30,
    ),
    SecretKind(
        noun="key of an identity provider,keys of identity providers",
        kept_in=(
            "socialaccount.SocialApp.secret",
            "socialaccount.SocialApp.key",
            "socialaccount.SocialToken.token",
            "socialaccount.SocialToken.token_secret",
        ),
        order=35,
        stays="none is kept here: providers stand in the settings, and their tokens are let go",
    ),
)
