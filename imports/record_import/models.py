"""A file of records that somebody brings to a place, its rows until they are written, and after."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from access.visibility import reader_of
from partnerships.place.models.place import Place
from partnerships.programme.models import Programme
from records.addresses import address
from records.files.tables import Table
from records.models import Visibility

# How long a file that nobody imports is kept.
KEPT = dt.timedelta(days=7)
# Where an import stands: its columns are matched, something is wrong, or asked; it changes nothing;
# it can be confirmed; it is written; it is taken back.
MATCHED, REFUSED, ASKED, SAME, READY = "matched", "refused", "asked", "same", "ready"
IMPORTED, UNDONE = "imported", "undone"
LONGEST_CALLED = 60
# From which number on the rows of the second sheet are counted, of those that come in together
STEP = 100_000


class RecordImportQuerySet(models.QuerySet):
    """Imports, waiting and done."""

    def visible_to(self, user: Any) -> Self:
        """Those that this person sent, and all to the places that they edit. What came in for the
        places of a programme is for who sent it alone: no other lead has just their rights."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        rule = Q(by=reader.user_id)
        if reader.edited_places:
            ids = sorted(reader.edited_places)
            rule |= Q(place__in=Place.objects.filter(reach_up__ancestor__in=ids).values("pk"))
        return self.filter(rule)

    def waiting(self) -> Self:
        """Those whose records are not written yet."""
        return self.filter(imported_at=None)

    def aside(self) -> Self:
        """Sheets of files of which another was proposed, and nobody has turned to these."""
        return self.waiting().filter(notes__contains=[{"is_aside": True}])

    def done(self) -> Self:
        """Those whose records were written, taken back or not."""
        return self.filter(imported_at__isnull=False)


class RecordImport(models.Model):
    """A file of records of one kind, brought to a place, or to all places of a programme.

    ``columns`` says which column of the file is which (its number, from 0, to the key of a column)
    and ``answers`` what unknown words mean; both are proposed for the next file of that ``shape``.
    ``preview`` is what it would change, as it was looked at.
    """

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="record_imports")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        related_name="record_imports",
        help_text="Where each row says for which of its places it is",
        db_index=False,  # its own index begins with it
    )
    kind = models.CharField(max_length=20, help_text="Which records they are")
    within = models.BigIntegerField(null=True, help_text="The record that holds them, if any")
    file_name = models.CharField("file", max_length=200)
    sheet = models.CharField(max_length=200, blank=True)
    head = models.JSONField(default=list, help_text="The headings")
    head_row = models.PositiveIntegerField(default=1)
    is_plain = models.BooleanField(default=False, help_text="A CSV, whose cells have no letters")
    is_objects = models.BooleanField(
        default=False, db_default=False, help_text="JSON, whose rows are objects"
    )
    notes = models.JSONField(default=list, help_text="What is to be known of how it was read")
    unusable = models.JSONField(default=list, help_text="Row, column and what is wrong there")
    shape = models.CharField(max_length=64, help_text="The headings in a few letters")
    rows = models.PositiveIntegerField(default=0, help_text="How many rows the file has")
    columns = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    level = models.CharField(max_length=10, choices=Visibility, blank=True)
    preview: Any = models.JSONField(null=True)
    reading: Any = models.JSONField(
        null=True, help_text="By what its rows were read, and which columns they fill"
    )
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField("the same", default=0)
    held = models.PositiveIntegerField("left as they are", default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sent by"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(
        null=True,
        help_text="Since when it is written or taken back, also where that was cut off",
    )
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    stayed = models.PositiveIntegerField(
        default=0, help_text="Records that stayed when it was undone: somebody had changed them"
    )

    objects = RecordImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["place", "kind", "-id"], name="record_import_of_place"),
            models.Index(fields=["programme", "kind", "-id"], name="record_import_of_prog"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(place=None, programme__isnull=False)
                | Q(place__isnull=False, programme=None),
                name="record_import_place_or_programme",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(imported_at__isnull=False),
                name="record_import_undone_after",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return self._address("import", self.pk)

    @property
    def home(self) -> Place | Programme:
        """What it was brought to: a place, or a programme."""
        home = self.place or self.programme
        assert home is not None  # noqa: S101 - the database holds it
        return home

    def _address(self, page: str, *below: Any) -> str:
        kind = "programme" if self.programme_id else "place"
        return address(f"{kind}_{page}", self.home.slug, *below)

    @property
    def progress_url(self) -> str:
        """Where a page asks how far it is."""
        return self._address("import_progress", self.pk)

    @property
    def left_out_url(self) -> str:
        """The rows that did not come in, as a file."""
        return self._address("import_left_out", self.pk)

    @property
    def add_url(self) -> str:
        """Where such a file is sent."""
        return self._address("import_add", self.kind)

    @property
    def list_url(self) -> str:
        """All imports to the same place or programme."""
        return self._address("imports")

    def same_home(self) -> models.QuerySet[RecordImport]:
        """The imports to the same place, or to the same programme."""
        rows = RecordImport.objects.filter(programme=self.programme_id)
        return rows.filter(place=self.place_id)

    @property
    def remarks(self) -> list[str]:
        """What is to be known of how it was read, in words."""
        return [note for note in self.notes if isinstance(note, str)]

    @property
    def found(self) -> dict[str, Any]:
        """What was found in the file: the imports of its other ``sheets``, ``rows`` that seem to be
        no records, and which of them are ``kept``."""
        return next((note for note in self.notes if isinstance(note, dict)), {})

    def note_found(self, **found: Any) -> None:
        """Note more of that; it is saved with the notes."""
        self.notes = [*self.remarks, self.found | found]

    @property
    def state(self) -> str:
        """Where it stands."""
        if self.imported_at:
            return UNDONE if self.undone_at else IMPORTED
        return str(self.preview["state"]) if self.preview else MATCHED

    def where(self, number: int, column: int | None, noun: str, called: str = "") -> str:
        """The address of a row, or of its cell; of JSON also what the record is called."""
        line = noun if self.is_objects else "line"
        sheet, number, places = self._within_sheet(number)
        column = places.get(str(column), column)
        table = Table(sheet, self.head, [], is_plain=self.is_plain, line=line)
        if not (self.is_objects and called):
            return table.where(number, column)
        at, _, cell = table.where(number, column).partition(", ")
        return ", ".join(filter(None, (f"{at} ({called[:LONGEST_CALLED]})", cell)))

    def line(self, number: int) -> str:
        """Which row it is, in a sentence: "row 3", "row 3 of Closed"."""
        sheet, within, _ = self._within_sheet(number)
        return f"row {within} of {sheet}" if self.found.get("joined") else f"row {within}"

    def _within_sheet(self, number: int) -> tuple[str, int, dict[str, int]]:
        """The sheet of a row, its number there, and where its columns stand there."""
        joined = self.found.get("joined", ())
        turn, within = divmod(number, STEP) if joined else (0, number)
        sheet, places = joined[turn - 1] if turn else (self.sheet, {})
        return sheet, within, places

    @property
    def left_out(self) -> list[str]:
        """The headings that are matched to nothing."""
        return [text for at, text in enumerate(self.head) if text and str(at) not in self.columns]

    @property
    def preview_key(self) -> str:
        """The preview in a few letters: another one wherever a word or number of it is another."""
        text = json.dumps(self.preview, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class ImportRow(models.Model):
    """A row of a file that was sent, until its import is written or discarded."""

    record_import = models.ForeignKey(
        RecordImport, models.CASCADE, related_name="file_rows", db_index=False
    )
    number = models.PositiveIntegerField(help_text="Which row of the file it is")
    cells = ArrayField(models.TextField())

    class Meta:
        ordering = ["record_import", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record_import", "number"], name="import_row_once")
        ]

    def __str__(self) -> str:
        return f"Row {self.number}"


class ReadRow(models.Model):
    """What a row of a file says, as it was read, until its import is written or discarded.

    ``said`` is of the record, ``only_new`` and ``fresh`` of a new one alone; ``parts`` and
    ``new_parts`` are the rows that belong to it. ``is_out``: something wrong in it keeps it out.
    """

    record_import = models.ForeignKey(
        RecordImport, models.CASCADE, related_name="read_rows", db_index=False
    )
    number = models.PositiveIntegerField(help_text="Which row of the file it is")
    place_id = models.BigIntegerField()
    reference = models.TextField(blank=True)
    key = models.TextField(blank=True, help_text="What it is called")
    ours = models.BigIntegerField(null=True, help_text="The record that its reference names")
    said = models.JSONField(default=dict)
    only_new = models.JSONField(default=dict)
    fresh = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    new_parts = models.JSONField(default=dict)
    is_out = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["record_import", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record_import", "number"], name="read_row_once")
        ]

    def __str__(self) -> str:
        return f"Row {self.number}"


class LeftOut(models.Model):
    """Why a row of a file, or only a cell of it, does not come in; kept for a week after it did.

    What is of one ``kind`` is shown and answered together. ``is_read`` says that it was found as
    the row was read, and not as rows were compared.
    """

    record_import = models.ForeignKey(
        RecordImport, models.CASCADE, related_name="left_rows", db_index=False
    )
    number = models.PositiveIntegerField(help_text="Which row of the file it is")
    at = models.PositiveIntegerField(null=True, help_text="Which column, from 0; none: the row")
    kind = models.CharField(max_length=100, help_text="The key of a column, and what is wrong")
    text = models.TextField(help_text="What is wrong, in words")
    is_out = models.BooleanField(default=True, help_text="The whole row stays out")
    is_read = models.BooleanField(default=True)

    class Meta:
        ordering = ["record_import", "id"]
        indexes = [models.Index(fields=["record_import", "number"], name="left_out_of_import")]

    def __str__(self) -> str:
        return f"Row {self.number}"


class ImportedRecord(models.Model):
    """What an import did to one record, so that it can be taken back while nobody changed it since.

    ``version`` is what the record had afterwards, ``version_before`` what it had had. ``before`` is
    what its columns said that were changed, ``added`` the numbers of the parts that it was given.
    ``reference`` is what the file calls it: the next file finds it by that.
    """

    record_import = models.ForeignKey(
        RecordImport, models.CASCADE, related_name="records", db_index=False
    )
    number = models.PositiveIntegerField(help_text="Which row of the file it was")
    object_id = models.BigIntegerField()
    reference = models.CharField(max_length=100, blank=True)
    is_new = models.BooleanField(default=False)
    is_changed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    version_before = models.PositiveIntegerField(default=0, help_text="0 for a new record")
    before = models.JSONField(default=dict)
    added = models.JSONField(default=dict)

    class Meta:
        ordering = ["record_import", "number"]
        indexes = [models.Index(fields=["reference"], name="imported_record_reference")]
        constraints = [
            models.UniqueConstraint(
                fields=["record_import", "object_id"], name="imported_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"Row {self.number}"
