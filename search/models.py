from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

# By hand: the condition of an index of the database needs fixed values. These kinds give their
# names to others; a test compares them with what the kinds say (`is_named`). Of so many entries
# one stands for all
GIVES_NAME = ("fund", "organisation", "pilot", "place", "programme", "topic")
ONE_OF = 64
OPEN, PART = Q(is_open=True), Q(Exact(Mod(F("object_id"), ONE_OF), 0))


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries of the index."""

    def having(self, asked: SearchQuery) -> SearchEntryQuerySet:
        """Those with these words, as the indexes of what everyone signed in reads and of what is
        narrower have them."""
        return self.filter(OPEN | ~OPEN, words=asked)


class SearchEntry(models.Model):
    """What one record is found by, and the line that a list of results has for it.

    It is made from the record and made again when that changes (``search.index``). Who may read the
    record is always asked of the record itself, never of its entry. ``page`` and ``key`` are the
    name and the parts of its address; ``names`` are all that it is called, in their plain form;
    ``found_as`` says of those but today's what they are: "formerly Salop".

    ``is_public`` and ``is_open``, when it was made, to everybody or to everyone signed in: what
    matches best is picked among these by themselves, so no number depends on what is hidden.

    Of the ``words``, those of its names weigh A, those of its texts B, what it belongs to C (as
    ``pbp12``: the place 12), and what only people who are signed in may read D.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    page = models.CharField(max_length=60)
    key = ArrayField(models.TextField())
    title = models.CharField(max_length=300)
    note = models.CharField(max_length=300)
    status = models.CharField(max_length=20)
    names = ArrayField(models.TextField())
    found_as = ArrayField(models.TextField())
    words = SearchVectorField()
    is_public = models.BooleanField()
    is_open = models.BooleanField()
    is_made_up = models.BooleanField()
    is_over = models.BooleanField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["kind", "object_id"]
        # What everyone signed in reads and what is narrower, the same of a part that stands for
        # all, and names that are given to others
        indexes = [
            GinIndex(fields=["words"], condition=OPEN, name="search_entry_open"),
            GinIndex(fields=["words"], condition=~OPEN, name="search_entry_narrow"),
            GinIndex(fields=["words"], condition=OPEN & PART, name="search_entry_some_open"),
            GinIndex(fields=["words"], condition=~OPEN & PART, name="search_entry_some_narrow"),
            GinIndex(
                Func(F("words"), template="ts_filter(%(expressions)s, '{a}')"),
                condition=Q(kind__in=GIVES_NAME),
                name="search_entry_named",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_of_record")
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word in what everybody may read, and in how many entries; what is misspelt is put right by
    these alone, so that no correction tells of a text that its reader may not see.

    Of a text it is the stem (``is_stem``), of a name the word as it stands, which may be offered.
    """

    word = models.CharField(max_length=60)
    is_stem = models.BooleanField(default=False)
    entries = models.PositiveIntegerField()

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["word", "is_stem"], name="search_word_once")]
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_nearly"),
            models.Index(
                fields=["word"], opclasses=["text_pattern_ops"], name="search_word_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """How far the index has read the history of records, one row.

    All of history up to ``read_to`` is read. What came after it and up to ``then_to`` is, but for
    rows of transactions that were running still, that had begun when transaction ``then`` was the
    next. ``held`` is how many rows after ``read_to`` were read: where there are more, some are new
    or were written by one of those. Once a day all of it is ``made`` anew.
    """

    read_to = models.BigIntegerField(default=0)
    then_to = models.BigIntegerField(default=0)
    then = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    made_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"read to {self.read_to}"

    def note(self, **values: Any) -> None:
        """Keep how far it has read."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=values)
