"""The funds and programmes that a board has to do with beside the programme that it is part of."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from funding.models import Fund
from governance.board.models import Board, OfBoard
from partnerships.models import Programme
from partnerships.place.models.place import dates_in_order
from records.columns import by_record
from records.history import tracked
from records.reading import ReadWithQuerySet


class BoardTieQuerySet(ReadWithQuerySet):
    """Ties of boards."""

    def not_over(self) -> Self:
        """Those that hold, or will."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=timezone.localdate()))

    def visible_to(self, user: Any) -> Self:
        """Those of boards that this reader sees, to funds that they see."""
        funds = Fund.objects.visible_to(user).order_by().values("pk")
        return super().visible_to(user).filter(Q(fund=None) | Q(fund__in=funds))


@tracked()
class BoardTie(OfBoard):
    """A further fund or programme that a board has to do with, and what.

    The programme that it is part of stands on the board itself, and decides who keeps it; a tie
    gives nobody a right.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="ties")
    fund = models.ForeignKey(
        Fund,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_ties",
        help_text="The fund that it has to do with",
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_ties",
        help_text="The programme that it has to do with",
    )
    part = models.CharField(
        "its part in it", max_length=200, blank=True, help_text="What the board does for it"
    )

    objects: ClassVar[Any] = BoardTieQuerySet.as_manager()

    READ_BY: ClassVar = by_record("part")

    class Meta(OfBoard.Meta):
        verbose_name = "tie of a board"
        verbose_name_plural = "ties of boards"
        ordering = ["board", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fund__isnull=False, programme__isnull=True)
                | Q(fund__isnull=True, programme__isnull=False),
                name="board_tie_to_one",
                violation_error_message="Name a fund or a programme, not both.",
            ),
            models.UniqueConstraint(
                fields=["board", "fund"],
                condition=Q(valid_to=None),
                name="board_tie_fund_once",
            ),
            models.UniqueConstraint(
                fields=["board", "programme"],
                condition=Q(valid_to=None),
                name="board_tie_programme_once",
            ),
            dates_in_order("board_tie_dates_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.to)

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}powers/#ties"

    @property
    def to(self) -> Any:
        """The fund or programme."""
        return self.fund or self.programme

    @property
    def words(self) -> str:
        """What its part is, and when; empty where neither is known."""
        return ", ".join(filter(None, (self.part, self.period)))
