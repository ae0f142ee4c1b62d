"""Somebody who was invited may take that up by single sign-on, without choosing a password."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.sign_on.adapter import SignOnAdapter
from people.role.invitation_actions import accept
from people.role.invitation_models import Invitation


class InvitedAdapter(SignOnAdapter):
    """Takes up the invitations of an address for which the identity provider vouches."""

    def invited(self, email: str, name: str) -> User | None:
        """The account that an open invitation makes; None where there is none that still holds."""
        since = timezone.now() - dt.timedelta(days=Invitation.DAYS)
        for invitation in Invitation.objects.open().filter(email=email, sent_at__gt=since):
            try:
                taken = accept(invitation=invitation, full_name=name, job_title="", password=None)
            except ValidationError:
                continue  # its role is over, or whoever invited can no longer give it
            for why in taken.left_out:
                messages.warning(self.request, why)
            return User.objects.get(pk=taken.role.user_id)
        return None
