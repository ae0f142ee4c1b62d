"""Taking a barrier out of public view with one press, and the way back; taking back one that was
logged by mistake."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from barriers.barrier.permissions import can_publish, can_set_level, can_take_back_barrier
from barriers.barrier.views import OfBarrier
from barriers.barrier_page.actions import edit_barrier
from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    BarrierPlace,
    BarrierSubType,
    Check,
    NamedBody,
)
from records.form_views import TakeBackPage
from records.models import Visibility
from records.take_down_views import CHANGED, NOT_PUBLIC, TakeDownPage


class TakeBarrierDown(TakeDownPage, OfBarrier):
    """What its place agreed to publish is withdrawn with it, and has to be agreed anew."""

    permission, publishes = can_set_level, can_publish

    def take_down(self) -> bool:
        if self.record.visibility != Visibility.PUBLIC:
            raise ValidationError(NOT_PUBLIC)
        was_agreed = self.record.is_cleared and not self.record.is_as_published
        self._set(Visibility.PLACE)
        return not was_agreed

    def show_again(self) -> None:
        if self.record.visibility != Visibility.PLACE:
            raise ValidationError(CHANGED)
        self._set(Visibility.PUBLIC)

    def _set(self, level: Visibility) -> None:
        barrier = Barrier.objects.get(pk=self.record.pk)
        barrier.visibility = level
        find = barrier.status == Barrier.Status.NEEDS_OWNER
        edit_barrier(by=self.request.user, barrier=barrier, find_owner=find)


class TakeBackBarrier(TakeBackPage, OfBarrier):
    """Take back a barrier that was logged by mistake: with what was tried, before anybody is asked
    or says how it ended."""

    permission, noun = can_take_back_barrier, "barrier"
    parts = tuple(
        (part, "barrier")
        for part in (ActionTried, BarrierLink, BarrierPlace, BarrierSubType, Check, NamedBody)
    )
    instead = "Close it instead."
