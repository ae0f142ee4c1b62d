from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.board.models import Board, OfBoard
from interface.words import capitalised, date_words, last_day
from partnerships.models import Organisation
from partnerships.organisation.claim_models import Claim
from partnerships.place.models.place import dates_in_order
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked


@tracked()
class Power(Claim, OfBoard):
    """What a board may do, for which function, by whose authority and up to what amount.

    Without ``from_body`` it is the board's own part in the split of roles; with it that body
    delegated it, by a ``route`` in law, and answers for it unless ``accountable_body`` is another.
    It ``holds`` once that body confirmed it; where the body gives way to another, the power ends
    and one begins that has nobody's word: no delegation carries over by software. One that is only
    hoped for (``extent`` ambition) or ``planned_for`` a day does not hold yet. The functions are
    the ten of place-based partnerships that The King's Fund tells (November 2022).
    """

    class Function(models.TextChoices):
        NEEDS = "needs", "know what people here need"
        COMMUNITIES = "communities", "connect with communities"
        PLANS = "plans", "plan and coordinate together"
        CHANGE = "change", "change services"
        DETERMINANTS = "determinants", "work on what makes people ill or poor"
        LEADERS = "leaders", "help communities and their leaders grow"
        ANCHORS = "anchors", "use public bodies’ weight in the local economy"
        MONEY = "money", "make the best use of money"
        WORKFORCE = "workforce", "develop and place staff"
        QUALITY = "quality", "watch over quality and performance"
        OTHER = "other", "something else"

    class Part(models.TextChoices):
        SETS = "sets", "sets the direction"
        DECIDES = "decides", "decides"
        DELIVERS = "delivers", "delivers"
        OVERSEES = "oversees", "oversees"
        ASKED = "asked", "is asked"

    class Extent(models.TextChoices):
        OWN = "", "its own"
        MAXIMUM = "maximum", "as much as possible"
        TARGETED = "targeted", "some functions"
        AMBITION = "ambition", "hoped for, not yet"
        PROVIDERS = "providers", "with providers"
        SUB_COMMITTEE = "sub_committee", "by a sub-committee"

    class Route(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        SUB_COMMITTEE = "sub_committee", "sub-committee of a care board"
        SECTION_75 = "section_75", "section 75 agreement"
        SECTION_101 = "section_101", "committee of a council (sections 101 and 102)"
        OFFICER_SCHEME = "officer_scheme", "officers’ scheme of delegation"
        OTHER = "other", "another way"

    board = models.ForeignKey(Board, models.CASCADE, related_name="powers")
    function = models.CharField(max_length=12, choices=Function, help_text="What it is about")
    words = models.CharField(
        "in words", max_length=300, blank=True, help_text="Exactly what, as its terms have it"
    )
    part = models.CharField(max_length=8, choices=Part, help_text="What the board does about it")
    extent = models.CharField(
        "how far", max_length=13, choices=Extent, blank=True, default=Extent.OWN,
        help_text="How much of it is delegated",
    )  # fmt: skip
    from_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="whose power it is",
        null=True,
        blank=True,
        related_name="powers_given",
        help_text="The body that delegated it; empty where it is the board’s own",
    )
    accountable_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="who answers for it",
        null=True,
        blank=True,
        related_name="powers_answered_for",
        help_text="Where it is not the body that delegated it",
    )
    route = models.CharField(
        "legal route", max_length=14, choices=Route, default=Route.NOT_KNOWN, db_default="not_known"
    )
    limit_low = figure_field()
    limit_high = figure_field()
    limit_qualifier = qualifier_field()
    year_limit_low = figure_field()
    year_limit_high = figure_field()
    year_limit_qualifier = qualifier_field()
    conditions = models.TextField(blank=True, help_text="On what conditions")
    reserved = models.TextField(blank=True, help_text="What stays with the body that delegated it")
    meant = models.CharField(
        "why another does the same", max_length=300, blank=True, default="", db_default="",
        help_text="Where another board of the place decides or sets the same: why that is intended",
    )  # fmt: skip
    # Read by nodes of the version before alone, while a server is upgraded
    to_confirm = models.BooleanField(
        "to be confirmed", default=False, db_default=False, editable=False
    )
    planned_for = models.DateField(null=True, blank=True, help_text="When it is to begin")
    planned_for_precision = precision_field()

    CLAIM_OF = "from_body"
    CLAIM_SAYS = (
        *("board_id", "function", "words", "part", "extent", "from_body_id", "route"),
        *("accountable_body_id", "conditions", "reserved", "valid_from", "valid_to"),
        *("limit_low", "limit_high", "limit_qualifier"),
        *("year_limit_low", "year_limit_high", "year_limit_qualifier"),
    )
    READ_BY: ClassVar = by_record("words", "conditions", "reserved", "meant")

    class Meta(OfBoard.Meta):
        ordering = ["board", "function", "id"]
        constraints = [
            dates_in_order("power_dates_in_order"),
            figure_in_order("limit", "power_limit_in_order"),
            figure_in_order("year_limit", "power_year_limit_in_order"),
            models.CheckConstraint(
                condition=~Q(extent="ambition") | Q(valid_from=None, valid_to=None),
                name="power_hoped_for_does_not_hold",
                violation_error_message="Remove the dates, or choose how far it is delegated.",
            ),
            models.CheckConstraint(
                condition=~Q(function="other") | ~Q(words=""),
                name="power_over_something",
                violation_error_message="Say what it is about.",
            ),
        ]

    def __str__(self) -> str:
        return f"{capitalised(self.get_part_display())}: {self.about}"

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}powers/"

    @property
    def about(self) -> str:
        """The function, in the words of its terms where they are known."""
        return self.words or self.get_function_display()

    @property
    def is_refused(self) -> bool:
        """Whether the body says that it did not give it."""
        return self.claim == self.Word.REFUSED

    @property
    def claim_source(self) -> Any:
        """Where its board is from."""
        return self.board.source

    @property
    def limit(self) -> Quantity:
        """Up to how much it may decide at a time, in pounds."""
        return Quantity.of(self, "limit", "£")

    @property
    def year_limit(self) -> Quantity:
        """Up to how much in a year, in pounds."""
        return Quantity.of(self, "year_limit", "£")

    @property
    def is_planned(self) -> bool:
        """Whether it is to come, or only hoped for."""
        today = timezone.localdate()
        begins = self.valid_from is not None and self.valid_from > today
        is_planned = self.planned_for is not None and self.valid_from is None
        return self.extent == self.Extent.AMBITION or is_planned or begins

    def why_not_at(self, when: DateWithPrecision | None, *, is_to_come: bool) -> str:
        """Why nothing is decided under it then, as far as that is known; empty where it may be.
        What is ``is_to_come`` may wait for a power that is planned."""
        first, last = (when.first, when.last) if when else (timezone.localdate(),) * 2
        if self.valid_to is not None and self.valid_to <= first:
            return f"That power ended on {date_words(last_day(self.valid_to))}"
        if self.is_refused:
            return f"{self.from_body} says that it didn’t give that power"
        begins_later = self.valid_from is not None and self.valid_from > last
        reasons = (
            (self.extent == self.Extent.AMBITION, "That power is only hoped for so far"),
            (not self.holds, f"{self.from_body} hasn’t confirmed that power yet"),
            (begins_later, f"That power holds only from {date_words(self.valid_from)} on"),
            (self.planned_for and not self.valid_from, "That power is only planned so far"),
        )
        return "" if is_to_come else next((words for holds, words in reasons if holds), "")

    @property
    def standing(self) -> str:
        """Whether it holds: planned, ended; empty where it does."""
        if self.is_over:
            return "Ended"
        if not self.holds:
            return "Not so" if self.is_refused else "To be confirmed"
        return "Planned" if self.is_planned else ""

    @property
    def shape(self) -> str:
        """The shape that stands before its standing."""
        return "done" if self.is_over else "early"

    @property
    def summary(self) -> str:
        """By whose authority, up to how much, who answers, and when."""
        given = f"delegated by {self.from_body}" if self.from_body else ""
        answers, planned = self.accountable_body, DateWithPrecision.of(self, "planned_for")
        said = [
            given,
            self.limit_words,
            f"{answers} answers for it" if answers else "",
            f"by {self.get_route_display()}" if self.route != self.Route.NOT_KNOWN else "",
            f"on condition: {self.conditions}" if self.conditions else "",
            f"{self.from_body or 'the body'} keeps: {self.reserved}" if self.reserved else "",
            self.meant,
            f"planned for {planned}" if planned else "",
            self.period,
        ]
        return capitalised("; ".join(filter(None, said)))

    @property
    def limit_words(self) -> str:
        """ "up to £150,000 a time, up to £1 million a year"; empty where neither is known."""
        said = [(self.limit, "a time"), (self.year_limit, "a year")]
        most = [f"up to {one.number} {each}" for one, each in said if one.known]
        return ", ".join(most)
