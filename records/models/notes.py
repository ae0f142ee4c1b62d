from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from records.columns import by_record
from records.dates import precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models.sources import Source
from records.models.tracked import Tracked
from records.resting import HasNotes
from records.subjects import registered


class NoteQuerySet(models.QuerySet):
    """Notes are read with their subject: whoever may see the subject may see its notes."""

    def visible_to(self, user: Any) -> Self:
        """Notes on subjects that this reader may see."""
        rule = Q(pk__in=[])
        noted = [kind.model for kind in registered(HasNotes)]
        model: Any
        for model, subject_type in ContentType.objects.get_for_models(*noted).items():
            seen = model.objects.visible_to(user).order_by().values("pk")
            rule |= Q(subject_type=subject_type, subject_id__in=seen)
        open_source = Source.objects.filter(is_open=True, pk=OuterRef("subject_id"))
        about_source = Q(subject_type=ContentType.objects.get_for_model(Source))
        return self.filter(rule | about_source & Exists(open_source))

    def about(self, subject: models.Model) -> Self:
        """Notes on one record that the caller has already authorised, in their own order."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk).select_related("source")

    def standing_on(self, page: str) -> Self:
        """Notes that help on a page, whatever they are about: published words, for everyone."""
        return self.filter(stands_on__contains=[page]).select_related("source").order_by("id")


@tracked()
class Note(Tracked):
    """Text from a source about one record that is no field of it, or a question still open.

    ``stands_on`` names pages on which it is of use besides that of its record: a list, or a form
    that it helps to fill in. Only what was published stands there.
    """

    class Kind(models.TextChoices):
        FACT = "fact", "also recorded"
        GAP = "gap", "not known yet"
        ACTIVITY = "activity", "what was done"
        LEGACY = "legacy", "what stayed"
        RESULT = "result", "what came of it"
        FUNDING = "funding", "about the money"
        CAVEAT = "caveat", "read with care"

    class Page(models.TextChoices):
        CASE_STUDIES = "case-studies", "writing a case study"
        CHAMPIONS = "champions", "champions and connectors"
        COUNT_AGAIN = "count-again", "counting a figure again"
        DIRECTORY = "directory", "directory pages to look after"
        FIGURES = "figures", "recording a figure"
        FINDINGS = "findings", "writing a finding of an evaluation"
        JOB_ROLE = "job-role", "a job role"
        KEY_ROLE = "key-role", "the key job role of a pilot"
        PILOT_ADD = "pilot-add", "proposing a pilot"
        PILOT_EVALUATION = "pilot-evaluation", "how a pilot is evaluated"
        PILOT_START = "pilot-start", "the start-up checklist of a pilot"
        NHS_PARTNERS = "nhs-partners", "partners in a care system"
        PLACE_PARTNERS = "place-partners", "partners in a place"
        SECONDMENTS = "secondments", "secondments"
        SYSTEMIC = "systemic", "systemic barriers and what is asked"
        WHO_TO_ASK = "who-to-ask", "who to ask"
        WORDS = "words", "what the words mean"
        # Parts of one page, on what the sources say of working in partnership
        MEANING = "meaning", "what working in partnership means"
        CONDITIONS = "conditions", "conditions for working in partnership"
        FUNCTIONS = "functions", "functions of a place-based partnership"
        DELEGATION = "delegation", "how decisions and budgets are delegated"
        PRINCIPLES = "principles", "principles of place leadership"
        IMPACTS = "impacts", "impacts of working in partnership"
        RESEARCH = "research", "what research found"

    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FACT)
    text = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="notes")
    stands_on = ArrayField(
        models.CharField(max_length=16, choices=Page),
        verbose_name="also stands on",
        default=list,
        blank=True,
        db_default=[],
    )
    key = models.CharField(max_length=120, null=True, blank=True, unique=True, editable=False)

    objects = NoteQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "key")

    class Meta(Tracked.Meta):
        ordering = ["kind", "id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            GinIndex(fields=["stands_on"], name="note_on_pages"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_has_text"),
            models.CheckConstraint(
                condition=Q(stands_on=[]) | Q(source__isnull=False), name="note_on_pages_has_source"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def listed(self) -> tuple[str, list[str]] | None:
        """What it names one by one, as a head and its items; None where it is running text."""
        head, colon, rest = self.text.partition(": ")
        items = _items(rest)
        is_list = colon and len(items) > 1 and ". " not in rest and not _open_brackets(head)
        return (f"{head}:", items) if is_list else None


def _items(text: str) -> list[str]:
    """The parts between semicolons; a semicolon within brackets belongs to its part."""
    items: list[str] = []
    for part in text.split("; "):
        if items and _open_brackets(items[-1]):
            items[-1] += f"; {part}"
        else:
            items.append(part)
    return items


def _open_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


class FindingQuerySet(models.QuerySet):
    """Findings are public: they were published."""

    def visible_to(self, user: object) -> Self:
        """Every finding: each is a published claim."""
        return self

    def about(self, *subjects: models.Model) -> Self:
        """Findings that are about every one of the given records."""
        findings = self
        kinds = ContentType.objects.get_for_models(*{type(subject) for subject in subjects})
        for subject in subjects:
            links = FindingSubject.objects.filter(
                finding=OuterRef("pk"), subject_type=kinds[type(subject)], subject_id=subject.pk
            )
            findings = findings.filter(Exists(links))
        return findings.select_related("source")


@tracked()
class Finding(Tracked):
    """A published claim with its figure and source, kept apart from what Placebook itself counts.

    "Data sharing was a key barrier in 6 of 13 places" is a finding; barriers of single places
    are records. The figure may be absent: some findings are words.
    """

    key = models.SlugField(max_length=120, unique=True)
    claim = models.TextField()
    explanation = models.TextField(blank=True)
    value_low = figure_field()
    value_high = figure_field()
    value_qualifier = qualifier_field()
    unit = models.CharField(max_length=60, blank=True)
    meaning = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, related_name="findings")

    objects = FindingQuerySet.as_manager()

    READ_BY: ClassVar = by_record("claim", "explanation", "unit", "meaning")

    class Meta(Tracked.Meta):
        ordering = ["id"]
        constraints = [figure_in_order("value", "finding_value_in_order")]

    def __str__(self) -> str:
        return self.claim[:80]

    @property
    def value(self) -> Quantity:
        """The figure of the claim."""
        return Quantity.of(self, "value", self.unit)

    @property
    def says_its_figure(self) -> bool:
        """Whether the claim has the figure in its words, so that it need not stand twice."""
        return bool(re.search(rf"(?<![\d.,]){re.escape(str(self.value))}(?!\d|[.,]\d)", self.claim))


@tracked()
class FindingSubject(models.Model):
    """What a finding is about: a programme, a place, a kind of barrier; often several at once."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="subjects")
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "finding"], name="finding_subject_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)
