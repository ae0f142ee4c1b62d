from __future__ import annotations

from collections.abc import Set
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Prefetch, Q

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.visibility import Reader, reader_of, visibility_filter
from barriers.barrier.models.barrier import Barrier
from partnerships.models import Organisation, Place, short_name_of
from people.models import JobRole
from pilots.models import Pilot
from records.addresses import Reference, Referenced, address
from records.columns import by_record
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, bookkeeping
from registry.search import search_field

REFERENCE = Reference("D")


class Known(models.TextChoices):
    """An answer that may be missing: nobody has said yet is neither yes nor no."""

    YES = "yes", "yes"
    NO = "no", "no"
    NOT_KNOWN = "not_known", "not known"


class DataRequestQuerySet(Referenced, HasVisibilityQuerySet):
    """The language of requests for data."""

    reference = REFERENCE

    model: Any  # DataRequest, which is made from this

    def visible_to(self, user: Any) -> Self:
        """By level; officers of the body that was asked read the request whatever its level."""
        rule = visibility_filter(user)
        if bodies := self.bodies_read_by(reader_of(user)):
            rule |= Q(asked_of__in=sorted(bodies))
        return self.filter(rule)

    def bodies_read_by(self, reader: Reader | None) -> Set[int]:
        """The bodies for which this reader answers: theirs and the teams within."""
        if reader is None or not reader.organisations:
            return frozenset()
        bodies = Organisation.objects.of_bodies(reader.organisations)
        return set(bodies.order_by().values_list("pk", flat=True))

    def waiting(self) -> Self:
        """Those that were asked and have no answer yet."""
        return self.filter(status__in=self.model.WAITING, asked_of__isnull=False)

    def asked_of_body(self, body: Organisation) -> Self:
        """Those that a body was asked, or would be as it holds the data."""
        return self.filter(Q(asked_of=body) | Q(asked_of=None, holder=body))

    def without_body(self) -> Self:
        """Those of which nobody knows who holds the data."""
        return self.filter(asked_of=None, holder=None)

    def for_rows(self) -> Self:
        """With what a row of a list shows: places and the body that holds the data."""
        rows = self.select_related("holder", "asked_of").defer("search")
        rows = rows.defer(*bookkeeping("holder", "asked_of")).annotate(
            holder_short=short_name_of("holder"), asked_short=short_name_of("asked_of")
        )
        links = self.model.places.through.objects.select_related("place")
        links = links.defer("created_at", "updated_at", *bookkeeping("place"))
        links = links.order_by("-is_lead", "id")
        return rows.prefetch_related(Prefetch("place_links", queryset=links))

    def removing(self, barrier: Barrier) -> Self:
        """Those that would take a barrier away."""
        links = self.model.barriers.through.objects.filter(removes=barrier)
        return self.filter(pk__in=links.values("request"))


@tracked()
class DataRequest(HasVisibility):
    """Data that a place wants from a body that holds it: what for, on what ground, what came of it.

    ``holder`` holds the data as far as anyone says; ``asked_of`` is the body that was really asked,
    whose officers read this one record and answer it. It names a body, so it is never public
    (docs/decisions). ``asked_on`` and ``answered_on`` are of the newest asking; all steps with
    their days are DataRequestStep rows. An empty ground, lead or agreement is not known.
    """

    class Status(models.TextChoices):
        DRAFTING = "drafting", "being drafted"
        ASKED = "asked", "asked"
        LOOKED_AT = "looked_at", "being looked at"
        ADVICE = "advice", "advice sought"
        AGREED = "agreed", "agreed"
        RECEIVED = "received", "data received"
        UNSUITABLE = "unsuitable", "data found not suitable"
        REFUSED = "refused", "refused"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Paper(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        NOT_BEGUN = "not_begun", "not begun"
        DRAFT = "draft", "being written"
        SIGNED = "signed", "signed off"
        NOT_NEEDED = "not_needed", "not needed"

    class Fallback(models.TextChoices):
        AGGREGATE = "aggregate", "aggregate figures only"
        OTHER_DATASET = "other", "another dataset"
        NONE = "none", "none: the work goes on without"
        NOT_KNOWN = "not_known", "not known"

    class First(models.TextChoices):
        """What to see to when data is shared that never was before."""

        LEAST = "least", "the least data that would do is written down"
        GROUND = "ground", "the lawful basis and the legal gateway are agreed with the lead"
        IMPACT = "impact", "the impact assessment began before any data moved"
        TOLD = "told", "the people it is about have been told"
        KEPT = "kept", "who keeps it, for how long, and how it is destroyed is agreed"
        TRIAL = "trial", "a trial with aggregate or made-up data was run"

    OFFICERS_OF = "asked_of"
    BEING_ASKED: ClassVar = (Status.ASKED, Status.LOOKED_AT)
    WAITING: ClassVar = (*BEING_ASKED, Status.ADVICE)
    GRANTED: ClassVar = (Status.AGREED, Status.RECEIVED)
    TURNED_DOWN: ClassVar = (Status.UNSUITABLE, Status.REFUSED)
    NOT_ASKED: ClassVar = (Status.DRAFTING, Status.WITHDRAWN)
    ENDED: ClassVar = (*TURNED_DOWN, Status.WITHDRAWN)
    ANSWERED: ClassVar = (*GRANTED, *TURNED_DOWN)
    SHAPES: ClassVar = {
        **dict.fromkeys(("asked", "looked_at", "advice"), "some"),
        **dict.fromkeys(("agreed", "received"), "good"),
        **dict.fromkeys(("unsuitable", "refused", "withdrawn"), "done"),
        "drafting": "early",
    }

    dataset = models.CharField(
        "data", max_length=200, help_text="The dataset, or what it would hold"
    )
    purpose = models.TextField(blank=True, help_text="What it is needed for")
    people = models.TextField(blank=True, help_text="What it would change for people")
    pilot = models.ForeignKey(
        Pilot, models.PROTECT, null=True, blank=True, related_name="data_requests"
    )
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="data_held",
        help_text="The body that holds it",
    )
    asked_of = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="data_requests_asked",
        help_text="The body that was asked",
    )
    contact = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    lawful_basis = models.CharField(max_length=300, blank=True, help_text="In data protection law")
    legal_gateway = models.CharField(
        max_length=300, blank=True, help_text="The law that lets it be given"
    )
    governance_lead = models.CharField(
        "information governance lead", max_length=200, blank=True, help_text="A role"
    )
    health_data = models.CharField(
        "health or care data",
        max_length=9,
        choices=Known,
        default=Known.NOT_KNOWN,
        help_text="Whether it holds any",
    )
    caldicott_guardian = models.CharField(
        "Caldicott Guardian",
        max_length=200,
        blank=True,
        help_text="Where it holds health data",
    )
    caldicott_not_known = models.BooleanField(default=False)
    agreement = models.CharField(
        "data sharing agreement",
        max_length=10,
        choices=Paper,
        default=Paper.NOT_KNOWN,
        help_text="How far it is",
    )
    impact_assessment = models.CharField(
        "data protection impact assessment",
        max_length=10,
        choices=Paper,
        default=Paper.NOT_KNOWN,
        help_text="How far it is",
    )
    assessment_url = models.URLField(max_length=500, blank=True)
    first_time = models.CharField(
        max_length=9,
        choices=Known,
        default=Known.NOT_KNOWN,
        help_text="Shared for the first time ever",
    )
    first_done = ArrayField(
        models.CharField(max_length=6, choices=First), default=list, blank=True, db_default=[]
    )
    aggregate_would_do = models.CharField(
        max_length=9,
        choices=Known,
        default=Known.NOT_KNOWN,
        help_text="Figures that identify nobody",
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFTING, help_text="At its last step"
    )
    asked_on = models.DateField(null=True, blank=True, help_text="As exactly as is known")
    asked_on_precision = precision_field()
    answered_on = models.DateField(null=True, blank=True, help_text="As exactly as is known")
    answered_on_precision = precision_field()
    reply = models.TextField(blank=True, help_text="What the body said")
    reason = models.TextField(blank=True, help_text="Why refused or found not suitable")
    fallback = models.CharField(
        max_length=9,
        choices=Fallback,
        default=Fallback.NOT_KNOWN,
        help_text="What is done without it",
    )
    fallback_note = models.TextField("about the fallback", blank=True, help_text="In words")
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="data_requests",
        help_text="Where it was published",
    )
    places = models.ManyToManyField(Place, through="DataRequestPlace", related_name="data_requests")
    barriers = models.ManyToManyField(
        Barrier, through="DataRequestBarrier", related_name="data_requests", blank=True
    )
    search = search_field("dataset", "purpose", "people", "reply")

    objects = DataRequestQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "dataset",
        "purpose",
        "people",
        "lawful_basis",
        "legal_gateway",
        "governance_lead",
        "caldicott_guardian",
        "assessment_url",
        "reply",
        "reason",
        "fallback_note",
    )

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            *HasVisibility.level_indexes("data_request", "status", "holder", "asked_of"),
            GinIndex(fields=["search"], name="data_request_search"),
        ]
        constraints = [
            known_level("data_request_level_known"),
            models.CheckConstraint(
                condition=~Q(visibility="public"),
                name="data_request_never_public",
                violation_error_message="A request for data names a body, so it is never public.",
            ),
            models.CheckConstraint(condition=~Q(dataset=""), name="data_request_has_dataset"),
            models.CheckConstraint(
                condition=~Q(status__in=("unsuitable", "refused")) | ~Q(reason=""),
                name="data_request_turned_down_says_why",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=~Q(health_data="yes")
                | ~Q(caldicott_guardian="")
                | Q(caldicott_not_known=True),
                name="data_request_names_caldicott",
                violation_error_message="Name the Caldicott Guardian, or say that it is not known.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("asked", "looked_at")) | Q(asked_of__isnull=False),
                name="data_request_asked_of_a_body",
                violation_error_message="Say which body is asked.",
            ),
            models.CheckConstraint(
                condition=Q(asked_on=None)
                | Q(answered_on=None)
                | ~Q(asked_on_precision="day", answered_on_precision="day")
                | Q(answered_on__gte=F("asked_on")),
                name="data_request_answered_after_asked",
                violation_error_message="It cannot be answered before it was asked.",
            ),
        ]

    def __str__(self) -> str:
        return self.dataset

    @property
    def reference(self) -> str:
        """What people call it: D-000123."""
        return REFERENCE.of(self.pk)

    def get_absolute_url(self) -> str:
        return address("data_request", self.reference)

    @property
    def is_example(self) -> bool:
        """Whether it is about the made-up county. Prefetch ``place_links__place``."""
        return any(link.place.is_example for link in self.place_links.all())

    @property
    def shape(self) -> str:
        """The shape that stands before its status."""
        return self.SHAPES[self.status]

    @property
    def body(self) -> Organisation | None:
        """The body that was asked, else the one that holds the data."""
        return self.asked_of or self.holder

    @property
    def is_asked(self) -> bool:
        """Whether it went to a body, as far as is known."""
        return self.status != self.Status.DRAFTING or self.asked_of_id is not None

    def known(self, name: str) -> str:
        """One of its choices in words; empty where it is not known."""
        words = str(getattr(self, f"get_{name}_display")())
        return "" if words == "not known" else words

    @property
    def is_answered(self) -> bool:
        """Whether the body has said yes or no, or the data was found not suitable."""
        return self.status in self.ANSWERED

    @property
    def asked(self) -> DateWithPrecision | None:
        """When it was asked, as exactly as known."""
        return DateWithPrecision.of(self, "asked_on")

    @property
    def answered(self) -> DateWithPrecision | None:
        """When the answer came, as exactly as known."""
        return DateWithPrecision.of(self, "answered_on")
