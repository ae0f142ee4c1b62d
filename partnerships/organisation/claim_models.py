"""What somebody records of a body that may be another's: a claim, until that body confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from partnerships.organisation.models import Organisation
from records.columns import by_record
from registry.kinds import kind_of

WORDS = 300


class Claim(models.Model):
    """A row that says something of a body (``CLAIM_OF``): that it sits on a board, gave it a power,
    belongs to a partnership.

    Whoever speaks for the body confirms it or says that it is not so; what one of them wrote is
    confirmed at once. ``CLAIM_SAYS`` are the columns that were confirmed with it: where one is
    changed by somebody else, it is a claim again; the words of a body that said no stay beside it
    until it answers anew. What was recorded before bodies were asked (``EARLIER``) counts as it
    did, until its body says no.
    """

    class Word(models.TextChoices):
        EARLIER = "earlier", "recorded before bodies were asked"
        CLAIMED = "claimed", "not confirmed"
        CONFIRMED = "confirmed", "confirmed"
        REFUSED = "refused", "not so"

    CLAIM_OF: ClassVar[str] = "organisation"
    CLAIM_SAYS: ClassVar[tuple[str, ...]] = ("organisation_id",)
    # The body's word counts in what hangs on the row; without it the row is shown and no more
    HOLDS = (Word.EARLIER, Word.CONFIRMED)
    OPEN = (Word.EARLIER, Word.CLAIMED)

    claim = models.CharField(
        "confirmed by the body", max_length=9, choices=Word, default=Word.CLAIMED,
        db_default="earlier", editable=False,
    )  # fmt: skip
    claim_on = models.DateField("day of its word", null=True, blank=True, editable=False)
    claim_words = models.CharField(
        "what the body said of it", max_length=WORDS, blank=True, default="", db_default="",
        editable=False,
    )  # fmt: skip

    claim_link = models.ForeignKey(
        "partnerships.ClaimLink", models.SET_NULL, verbose_name="how its word came",
        null=True, blank=True, editable=False, related_name="+",
    )  # fmt: skip

    READ_BY: ClassVar = by_record("claim_words")

    # Whether who writes it speaks for the body (``claims.own_word``)
    is_own_word = False
    _said: Mapping[str, Any] = MappingProxyType({})

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Somebody else's word anew makes it a claim again; its own is confirmed at once."""
        if self._state.adding:
            if self.is_own_word:
                self.claim = self.Word.CONFIRMED
        elif self._says_otherwise():
            if not self._keeps_words():
                self.claim_words = ""
            self.claim = self.Word.CONFIRMED if self.is_own_word else self.Word.CLAIMED
            self.claim_on = self.claim_link = None
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *CLAIM_COLUMNS}
        super().save(*args, **kwargs)
        self._said = self._saying()

    def _says_otherwise(self) -> bool:
        """Whether it says something that was not said before. What is only said to be over by now
        is not asked again: nobody could answer."""
        changed = [name for name, value in self._said.items() if self.__dict__[name] != value]
        if changed != ["valid_to"]:
            return bool(changed)
        over = self.__dict__["valid_to"]
        return over is None or over > timezone.localdate()

    def _keeps_words(self) -> bool:
        """Whether what the body said stays beside it: it said no, and somebody else changes what is
        said of the same body."""
        of = f"{self.CLAIM_OF}_id"
        is_same_body = self._said.get(of) == self.__dict__.get(of)
        return is_same_body and self.claim != self.Word.CONFIRMED and not self.is_own_word

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **kwargs: Any) -> Self:
        row: Self = super().from_db(db, field_names, values, **kwargs)
        row._said = row._saying()
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._said = self._saying()

    def _saying(self) -> dict[str, Any]:
        """What it says, as far as that was read."""
        return {name: self.__dict__[name] for name in self.CLAIM_SAYS if name in self.__dict__}

    @property
    def claimed_body(self) -> Organisation | None:
        """The body of which it says something; None where it is of none."""
        body: Organisation | None = getattr(self, self.CLAIM_OF)
        return body

    @property
    def holds(self) -> bool:
        """Whether what hangs on it counts: it is of no body, or that body has not left it open or
        said no."""
        return getattr(self, f"{self.CLAIM_OF}_id") is None or self.claim in self.HOLDS

    @property
    def claim_source(self) -> Any:
        """The published source that says so, where one is named."""
        return getattr(self, "source", None)

    @property
    def claim_mark(self) -> str:
        """What stands beside it: "not confirmed by West Yorkshire Police". A published source that
        is shown with it stands in place of that; empty where the body confirmed it."""
        body = self.claimed_body
        if body is None or self.claim == self.Word.CONFIRMED:
            return ""
        if self.claim == self.Word.REFUSED:
            return f"{body} says that this isn’t right"
        return "" if self.claim_source else f"not confirmed by {body}"

    @property
    def awaits_word(self) -> bool:
        """Whether its body can still be asked: it says "not confirmed" beside it."""
        return self.claim in self.OPEN and bool(self.claim_mark)

    @property
    def came_by_link(self) -> bool:
        """Whether the body's word came by a link sent to an address, not from an account."""
        return self.claim_link_id is not None and self.claim not in self.OPEN

    @property
    def claim_told(self) -> bool:
        """Whether anything is told beside it of whose word it has."""
        return bool(self.claim_note) or self.came_by_link

    @property
    def kind_in_address(self) -> str:
        """What stands for its kind in the address of the page that asks its body."""
        return kind_of(self)

    @property
    def claim_note(self) -> str:
        """The mark, with what the body said."""
        return ": ".join(filter(None, [self.claim_mark, self.claim_words]))


CLAIM_COLUMNS = ("claim", "claim_on", "claim_words", "claim_link")
# Of a body that takes over from another nobody has its word yet
ANEW: dict[str, Any] = {
    "claim": "claimed",
    "claim_on": None,
    "claim_words": "",
    "claim_link_id": None,
}
