from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.board.models import LEVELS, Board
from governance.board.sight import open_with_board
from interface.words import count_words, last_day
from partnerships.models import Organisation, Partnership, PartnershipPlace
from partnerships.organisation.claim_models import Claim
from partnerships.place.models.place import dates_in_order
from records.addresses import address
from records.columns import by_record
from records.corrections import MayBeCorrected
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.reading import ReadWithQuerySet


class AgreementQuerySet(models.QuerySet):
    """Agreements of boards and partnerships."""

    def visible_to(self, user: Any) -> Self:
        """By their level, and no further than their board."""
        return self.filter(open_with_board(user))

    def as_rows(self) -> Self:
        """With all that a row says of them, in two queries."""
        rows = self.select_related(
            "board__organisation", "partnership", "source", "replaces", "replaced_by"
        )
        return rows.prefetch_related("parties")

    def found_by(self, text: str) -> Self:
        """Those whose title or text holds these words."""
        return self.filter(Q(title__icontains=text) | Q(text__icontains=text))

    def in_place(self, place: models.Model) -> Self:
        """Those of boards and partnerships for this place, or for one within it."""
        boards = Board.objects.filter(reach_ids__contains=[place.pk]).order_by()
        links = PartnershipPlace.objects.filter(place__reach_up__ancestor=place.pk).order_by()
        of = Q(board__in=boards.values("pk")) | Q(partnership__in=links.values("partnership"))
        return self.filter(of)

    def standing_on(self, day: dt.date) -> Self:
        """Those that are not over on a day: they did not end, none took their place, and what they
        are of goes on."""
        return self.exclude(replaced_by__valid_from__lte=day).not_ended_on(day)

    def not_ended_on(self, day: dt.date) -> Self:
        """Those that did not end by themselves, of what goes on."""
        goes_on = Q(board__end=None) | Q(board__end__gte=day)
        body = "board__organisation__ended_on"
        goes_on &= Q(**{body: None}) | Q(**{f"{body}__gt": day})
        goes_on &= Q(partnership__ended_on=None) | Q(partnership__ended_on__gt=day)
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), goes_on)


def of_partnerships_at(places: Iterable[int]) -> Q:
    """Agreements of partnerships that work for one of these places, or for one within it."""
    links = PartnershipPlace.objects.filter(place__reach_up__ancestor__in=sorted(places))
    return Q(partnership__in=links.order_by().values("partnership"))


@tracked()
class Agreement(MayBeCorrected, Tracked):
    """What the bodies of a board or of a partnership agreed in writing: ``text``, with clauses on
    how they work together and how they settle what they do not agree on.

    The text of a shared vision is the vision of the partnership as it was when its members were
    asked to sign. It holds from ``valid_from`` to the day before ``valid_to``, or before the first
    day of the one that replaces it. What is written down, or where it is from, after a body
    answered stays in sight. ``is_example`` is the mark of what it is of.
    """

    OPEN_TO_SIGNED_IN = True

    class Kind(models.TextChoices):
        TERMS = "terms", "terms of reference"
        MEMORANDUM = "memorandum", "memorandum of understanding"
        SECTION_75 = "section_75", "section 75 agreement"
        VISION = "vision", "shared vision"
        OTHER = "other", "other agreement"

    board = models.ForeignKey(
        Board, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    kind = models.CharField(max_length=10, choices=Kind, help_text="What kind of agreement it is")
    title = models.CharField(max_length=200, help_text="What it is called")
    text = models.TextField("what was agreed", blank=True)
    values_words = models.TextField("how the parties work together", blank=True)
    disputes_words = models.TextField("how disputes are settled", blank=True)
    valid_from = models.DateField("from", null=True, blank=True, help_text="Since when it holds")
    valid_to = models.DateField(
        "until", null=True, blank=True, help_text="The first day on which it no longer holds"
    )
    review_by = models.DateField(
        "look at again by", null=True, blank=True, help_text="By when it is looked at again"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.NETWORK, help_text="Who reads it"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    is_example = models.BooleanField(default=False, db_default=False, editable=False)

    objects = AgreementQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "values_words", "disputes_words")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="agreement_newest"),
            models.Index(
                fields=["review_by", "id"],
                condition=Q(review_by__isnull=False),
                name="agreement_by_review",
            ),
        ]
        constraints = [
            dates_in_order("agreement_dates_in_order"),
            models.CheckConstraint(condition=~Q(title=""), name="agreement_has_a_title"),
            models.CheckConstraint(
                condition=Q(visibility__in=LEVELS), name="agreement_level_known"
            ),
            models.CheckConstraint(
                condition=Q(board=None) ^ Q(partnership=None),
                name="agreement_of_a_board_or_a_partnership",
            ),
            models.CheckConstraint(
                condition=~Q(kind="vision") | (Q(board=None) & ~Q(text="")),
                name="agreement_vision_of_a_partnership",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                name="agreement_replaces_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("agreement", self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is of something made up is made up."""
        self.is_example = self.of.is_example
        super().save(*args, **kwargs)

    @property
    def of(self) -> Any:
        """The board or the partnership that it is of."""
        return self.board or self.partnership

    @property
    def successor(self) -> Agreement | None:
        """The one that replaces it."""
        return getattr(self, "replaced_by", None)

    @property
    def ends(self) -> dt.date | None:
        """The last day on which it holds: it ends by itself, or another replaces it. That day is
        told to whoever reads this one, also where they may not see the other."""
        days = [self.valid_to, self.successor.valid_from if self.successor else None]
        return last_day(min((day for day in days if day), default=None))

    @property
    def is_over(self) -> bool:
        """Whether it held and does no more."""
        return self.ends is not None and self.ends < timezone.localdate()

    @property
    def is_vision(self) -> bool:
        """Whether it is the shared vision that a partnership goes by, or asks to be signed."""
        return self.kind == self.Kind.VISION and self.successor is None

    @property
    def vision_changed(self) -> bool:
        """Whether the partnership has changed its vision since its members were asked, and did not
        ask them again."""
        return self.is_vision and self.text != self.of.vision

    @property
    def tally(self) -> str:
        """Who of its parties of today signed: "4 of 7 signed, 1 declined, 2 asked". What somebody
        else wrote down for a body counts once it confirmed that. Of its parties as they were
        loaded."""
        state, of_today = AgreementParty.State, [p for p in self.parties.all() if not p.valid_to]
        if not of_today:
            return ""
        states = Counter(party.state for party in of_today if party.is_its_word)
        unconfirmed = len(of_today) - states.total()
        others = [
            f"{states[one]} {one.label}" for one in (state.DECLINED, state.ASKED) if states[one]
        ]
        waits = [f"{count_words(unconfirmed, 'answer')} not confirmed"] if unconfirmed else []
        return ", ".join([f"{states[state.SIGNED]} of {len(of_today)} signed", *others, *waits])


class AgreementPartyQuerySet(ReadWithQuerySet):
    """Parties of agreements."""

    def waiting_on(self, day: dt.date) -> Self:
        """Those asked who have not answered, while the agreement stands and none is to replace
        it."""
        asks = Agreement.objects.standing_on(day).filter(replaced_by=None).order_by()
        rows = self.filter(state__in=AgreementParty.WAITING, valid_to=None)
        return rows.filter(agreement__in=asks.values("pk"))


@tracked()
class AgreementParty(Claim, Tracked):
    """A body that is asked to sign an agreement: whether it did, on which day, in which job role.

    Where it gives way to another, its row ends on that day (``valid_to``) and its answer stays; the
    body that takes over is asked anew, from that day (``valid_from``).
    """

    VISIBLE_WITH = "agreement"

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        SIGNED = "signed", "signed"
        DECLINED = "declined", "declined"

    WAITING = (State.ASKED,)
    ANSWERED = (State.SIGNED, State.DECLINED)

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answered_on = models.DateField("day", null=True, blank=True)
    by_role = models.CharField("job role", max_length=200, blank=True)
    words = models.CharField("what it said", max_length=300, blank=True)
    valid_from = models.DateField("from", null=True, blank=True, editable=False)
    valid_to = models.DateField("until", null=True, blank=True, editable=False)

    CLAIM_SAYS = ("agreement_id", "organisation_id", "state", "answered_on", "by_role", "words")

    objects = AgreementPartyQuerySet.as_manager()

    READ_BY: ClassVar = by_record("by_role", "words")

    class Meta(Tracked.Meta):
        verbose_name_plural = "agreement parties"
        ordering = ["agreement", "organisation__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], name="agreement_party_once"
            ),
            dates_in_order("agreement_party_dates_in_order"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on=None, by_role="")
                | (~Q(state="asked") & Q(answered_on__isnull=False) & ~Q(by_role="")),
                name="agreement_party_answers_on_a_day",
                violation_error_message="Enter the day and the job role of whoever answered.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return f"{self.agreement.get_absolute_url()}#parties"

    @property
    def claimed_body(self) -> Organisation | None:
        """Of whoever is only asked nothing is claimed."""
        return None if self.state in self.WAITING else self.organisation

    @property
    def is_its_word(self) -> bool:
        """Whether the body itself answered, or confirmed what was written down of it; of one that
        is only asked nothing is said."""
        return self.state in self.WAITING or self.holds

    @property
    def claim_source(self) -> Any:
        """Where the agreement is from."""
        return self.agreement.source

    @property
    def is_told(self) -> bool:
        """Whether the list of who signed names it: not where it gave way before it answered."""
        return self.valid_to is None or self.state in self.ANSWERED
