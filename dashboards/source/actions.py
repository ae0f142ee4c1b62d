"""Putting a source right, taking it back, and letting it stand again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, Value
from django.forms import CharField, URLField

from access.permissions import is_administrator
from dashboards.source.permissions import rights_to_source
from interface import forms
from partnerships.organisation.fields import long_text
from records.addresses import free_slug
from records.conflicts import Versioned
from records.lookalikes import ALIKE, SHOWN, AsksIfAnother, Lookalike
from records.models import Source
from records.names import PlainKey

MOVED_ON = "Somebody else changed it first: see how it stands now"
WITHDRAWN_SINCE = "The source was withdrawn while you were changing it. Nothing is saved"
EARLIEST = 1800


class EditSource(Versioned, forms.ModelForm):
    """What a source is called, who published it, where it can be read."""

    question_led = True

    title = CharField(label="What is its title?", max_length=300)
    url = URLField(
        label="Its link",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    published = forms.ReducedDateField(
        label="When was it published?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="published_precision",
        required=False,
        help_text="Leave out the day, or day and month, if they are not known",
    )
    read_on = forms.DayField(label="When did you read it?", required=False)

    class Meta:
        model = Source
        fields = ("title", "publisher", "url", "published", "read_on", "how_read")
        labels = {"publisher": "Who published it?", "how_read": "How much of it was read?"}

    def clean(self) -> dict[str, Any]:
        """Nothing is said of a source that was withdrawn while the form was open."""
        if self.instance.is_withdrawn:
            raise ValidationError(WITHDRAWN_SINCE)
        return super().clean() or {}


class AddSource(AsksIfAnother, EditSource):
    """A source that everyone reads, before anything rests on it."""

    noun = "source"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean()
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Sources that the user sees of the same link, or of a title that is spelt nearly so."""
        title, url = self.cleaned_data["title"], self.cleaned_data["url"]
        key: Any = PlainKey(Value(title))
        likeness = TrigramSimilarity(PlainKey("title"), key)
        rows = Source.objects.visible_to(self.user).standing().annotate(likeness=likeness)
        same_link = Q(url=url) if url else Q(pk__in=[])
        like = rows.filter(same_link | Q(likeness__gte=ALIKE)).order_by("-likeness", "id")
        return [Lookalike(source, source.publisher) for source in like[:SHOWN]]


@transaction.atomic
def add_source(*, by: Any, source: Source, check: Callable[[], None]) -> Source:
    """Add one of the public record. What ``check`` raises once it is its turn, this raises."""
    source.slug = free_slug(Source.objects.all(), source.title, "source")  # others wait here
    check()
    source.created_by, source.is_open = by, True
    source.save()
    return source


class WithdrawSource(forms.Form):
    """Why a source should not be shown any more."""

    question_led = True

    because = long_text(
        "Why is it withdrawn?",
        help_text="Only people who may change or withdraw the source can read this",
    )


@transaction.atomic
def withdraw_source(*, by: Any, source: Source, because: str) -> Source:
    """Take a source back: what named it says only that it was withdrawn. History keeps its words.

    Raises ValidationError where it moved on.
    """
    locked = _locked(by, source, "withdraw")
    if locked.is_withdrawn:
        raise ValidationError(MOVED_ON)
    locked.withdraw(because)
    locked.only_administrators_restore = is_administrator(by)
    locked.save()
    return locked


@transaction.atomic
def restore_source(*, by: Any, source: Source) -> Source:
    """Let a withdrawn source say again what it said. Raises ValidationError where it moved on."""
    locked = _locked(by, source, "restore")
    if not locked.is_withdrawn:
        raise ValidationError(MOVED_ON)
    locked.restore()
    locked.save()
    return locked


def save_source(*, by: Any, form: EditSource) -> Source:
    """Save what was put right. Raises ValidationError where it was withdrawn meanwhile."""
    if _locked(by, form.instance, "change").is_withdrawn:
        raise ValidationError(WITHDRAWN_SINCE)
    saved: Source = form.save()
    return saved


def _locked(by: Any, source: Source, act: str) -> Source:
    """The source as it stands, for somebody who may do this with it now."""
    locked = Source.objects.select_for_update().get(pk=source.pk)
    if not getattr(rights_to_source(by, locked), act):
        raise PermissionDenied
    return locked
