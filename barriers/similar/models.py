from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class BarrierWord(models.Model):
    """How many open-to-read barriers hold a word, as search stems it; to find the rare ones by.

    Only what everybody who is signed in reads is counted, and what the public reads apart, so that
    neither a repaired spelling nor the choice of rare words can tell anybody of a hidden barrier.
    Made anew each night; no page shows a word of it.
    """

    word = models.CharField(max_length=60, unique=True)
    in_public = models.PositiveIntegerField()
    in_network = models.PositiveIntegerField()
    counted_on = models.DateField()

    class Meta:
        ordering = ["word"]
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="barrier_word_trigram")]

    def __str__(self) -> str:
        return self.word
