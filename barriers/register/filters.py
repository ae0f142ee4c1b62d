"""The filters of barriers: one set for the list, its exports, and the report that links to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters  # type: ignore[import-untyped]
import django_filters.fields  # type: ignore[import-untyped]
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from barriers.barrier.models.kind import NOT_SURE, Kind, all_kinds, filter_choices, key_of
from barriers.models import ActionTried, Barrier
from barriers.register.filter_fields import (
    AGE_CHOICES,
    AGES,
    LOGGED_TO,
    NOT_KNOWN,
    BearsOn,
    InPeriod,
    Like,
    Linked,
    PartOfSystemic,
)
from interface.filters import FilterSet, Mine, OneOf, Ticked, Words
from partnerships.models import Place, Programme
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import (
    MADE_UP,
    MADE_UP_WORDS,
    LeavesOutExamples,
    apart,
    examples_of,
    without_examples,
)
from partnerships.place.forms import place_filter
from pilots.pilot.filters import LikePlace
from pilots.pilot.forms import pilot_filter

ANSWERS = [
    ("helped", "Answered, and it helped"),
    ("helped-a-little", "Answered, and it helped a little"),
    ("did-not-help", "Answered, and it did not help"),
    ("not-said", "Answered, and nobody has said whether it helped"),
    ("waiting", "No answer yet"),
]
OVERDUE = "overdue"
ANY_OPEN = "any-open"
ANY_ENDED = "any-ended"
NO_REGION = "none"
NO_RULE = "no-rule"


class _KeyField(django_filters.fields.ChoiceField):
    """A choice that is also understood as it is stored."""

    def to_python(self, value: Any) -> str:
        return super().to_python(key_of(value) if isinstance(value, str) else value)


class _Key(OneOf):
    field_class = _KeyField


class _SubTypeField(_KeyField):
    """``former`` are keys of those that were merged, and what they are now: old addresses hold."""

    def __init__(self, *args: Any, former: Mapping[str, str], **kwargs: Any) -> None:
        self.former = former
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(self.former.get(value, value))


class _SubType(OneOf):
    field_class = _SubTypeField


class _Stored(_Key):
    """A column of a few values that may be empty, which is "not known"."""

    def __init__(self, label: str, *, choices: Any, **kwargs: Any) -> None:
        super().__init__(
            label, choices=[*filter_choices(choices), (NOT_KNOWN, "Not known")], **kwargs
        )

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        return qs.filter(**{self.field_name: "" if value == NOT_KNOWN else value})


class BarrierFilter(LeavesOutExamples, FilterSet):
    """``BarrierFilter(request.GET, request=request)`` over the barriers that the reader may see.

    Values in addresses are slugs and keys: ``?place=liverpool&category=data-sharing&status=open``.
    ``kinds`` are all kinds of barrier; ``today`` is the day to which ages are counted.
    """

    shown = ("q", "category", "status", "place")
    tells_beside = True
    saved_as = "barriers"

    q = Words("Words or reference", by="found_by")
    mine = Mine(by="concerning")
    programme = OneOf("Programme", method="of_programme")
    category = _Key("Kind of barrier", method="of_kind")
    sub_type = _SubType("Sub-type", method="of_sub_type", former={})
    nature = _Key(
        "Nature of the rule",
        choices=[*filter_choices(Barrier.Nature.choices), (NO_RULE, "Not about a rule")],
        method="of_nature",
    )
    status = _Key(
        "Status",
        choices=[
            (ANY_OPEN, "Still in the way"),
            (ANY_ENDED, "Ended, resolved or not"),
            *filter_choices(Barrier.Status.choices),
        ],
        method="of_status",
    )
    region = OneOf("Region", method="in_region")
    place = place_filter()
    like_place = LikePlace()
    pilot = pilot_filter()
    unlocker = body_filter("Who could change it")
    tried = OneOf(
        "What was tried",
        choices=[("yes", "Something was tried"), ("no", "Nothing is recorded")],
        method="with_tried",
    )
    result = Ticked("With a result", by="with_a_result")
    outcome = _Key(
        "Something tried that",
        choices=filter_choices(ActionTried.Outcome.choices),
        method="with_outcome",
    )
    stage = _Stored("Stage of the work", choices=Barrier.Stage.choices)
    severity = _Stored("How bad it is", choices=Barrier.Severity.choices)
    lever = _Stored("What would have to change", choices=Barrier.Lever.choices)
    age = _Key("Time since it was logged", choices=AGE_CHOICES, method="of_age")
    logged = InPeriod("Logged in", rule="of_logging")
    closed = InPeriod("Ended in", rule="of_end")
    took = OneOf(
        "Days to its end",
        choices=[("known", "Known"), (NOT_KNOWN, "Not known")],
        method="with_days_to_end",
    )
    asked = OneOf(
        "Escalated",
        choices=[
            ("yes", "Escalated"),
            ("heard", "Escalated, and something was said"),
            ("silent", "Escalated, and nothing was said yet"),
            (OVERDUE, "Escalated, and the answer is overdue"),
            ("no", "Not escalated, as far as you can see"),
        ],
        method="of_asks",
    )
    answer = OneOf("What came of escalating it", choices=ANSWERS, method="with_answer")
    unnamed = Ticked("Nobody is named who could change it", by="without_unlocker")
    unplanned = Ticked("In no programme", by="without_programme")
    like = Like(label="Like this one, in other places", widget=forms.HiddenInput)
    linked = Linked(label="Joined or linked to this one", widget=forms.HiddenInput)
    guidance = BearsOn(label="Bears on this guidance", widget=forms.HiddenInput)
    systemic = PartOfSystemic(label="Part of this systemic barrier", widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any], rows: QuerySet | None = None, *, request: Any
    ) -> None:
        seen = Barrier.objects.visible_to(request.user) if rows is None else rows
        super().__init__(data, seen, request=request)
        self.user = self.reader = request.user
        self.today = timezone.localdate()
        self.kinds = all_kinds()
        self.programmes = {
            programme.slug: programme
            for programme in Programme.objects.only("slug", "name", "is_example")
        }
        regions = Place.objects.filter(kind=Place.Kind.REGION).only("slug", "name", "kind")
        self.regions = {region.slug: region for region in regions}
        programmes = self.programmes.items()
        self._offer(
            "programme", apart((slug, str(one), one.is_example) for slug, one in programmes)
        )
        self._offer(
            "region",
            [*((slug, str(region)) for slug, region in self.regions.items()), *_NOWHERE],
        )
        self._offer("category", [*((kind.key, kind.name) for kind in self.kinds), _NOT_SURE])
        self._offer(
            "sub_type",
            [(kind.name, [(key, name) for key, _, name in kind.sub_types]) for kind in self.kinds],
        )
        former = {was: now for kind in self.kinds for was, now in kind.merged}
        self.filters["sub_type"].extra["former"] = former

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.filters[name].extra["choices"] = choices

    def value(self, name: str) -> Any:
        """What a filter was cleaned to; None where it is not in use or the address is not right."""
        return self.form.cleaned_data.get(name) or None if self.form.is_valid() else None

    @property
    def kind(self) -> Kind | None:
        """The kind that is chosen; None for all of them and for "not sure"."""
        return next((kind for kind in self.kinds if kind.key == self.value("category")), None)

    @property
    def programme_chosen(self) -> Programme | None:
        """The programme that is chosen."""
        return self.programmes.get(self.value("programme") or "")

    @property
    def region_chosen(self) -> Place | None:
        """The region that is chosen."""
        return self.regions.get(self.value("region") or "")

    def of_programme(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Barriers of one programme."""
        return rows.filter(programme=self.programmes[slug].pk)

    def in_region(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        """Barriers in one region, in none, or in a made-up place."""
        if slug == MADE_UP:
            return examples_of(rows)
        if slug == NO_REGION:
            ids = [region.pk for region in self.regions.values()]
            real = without_examples(rows)
            return real.exclude(reach_ids__overlap=ids) if ids else real
        return rows.filter(reach_ids__contains=[self.regions[slug].pk])

    def of_kind(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one kind, or of none yet."""
        if key == NOT_SURE:
            return rows.filter(category=None)
        return rows.filter(category=next(kind.pk for kind in self.kinds if kind.key == key))

    def of_sub_type(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one finer kind."""
        ids = [pk for kind in self.kinds for sub_type, pk, _ in kind.sub_types if sub_type == key]
        return rows.of_sub_type(*ids)

    def of_nature(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Claims about rules of one nature, or barriers of the other kinds, which have none."""
        ids = [kind.pk for kind in self.kinds if kind.concerns_rules]
        if key == NO_RULE:
            return rows.filter(Q(category=None) | ~Q(category__in=ids))
        return rows.filter(nature=key.replace("-", "_"), category__in=ids)

    def of_status(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers of one status, all that still stand in the way, or all that ended."""
        if key == ANY_OPEN:
            return rows.filter(status__in=Barrier.OPEN)
        if key == ANY_ENDED:
            return rows.filter(status__in=Barrier.ENDED)
        return rows.filter(status=key.replace("-", "_"))

    def of_age(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers that were logged so long ago, by the last day of what is known."""
        if key == NOT_KNOWN:
            return rows.filter(logged_on=None)
        rule = next(age.rule(self.today) for age in AGES if age.key == key)
        return rows.alias(logged_to=LOGGED_TO).filter(rule)

    def with_outcome(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers against which something was tried with this outcome."""
        return rows.with_outcome(key.replace("-", "_"))

    def with_days_to_end(self, rows: QuerySet, name: str, answer: str) -> QuerySet:
        """Barriers that ended, for which both days are known, or are not."""
        return rows.filter(status__in=Barrier.ENDED).with_days_to_end(answer == "known")

    def of_asks(self, rows: QuerySet, name: str, answer: str) -> QuerySet:
        """Barriers about which a body was asked, as far as the reader may see that."""
        match answer:
            case "yes":
                return rows.asked(self.user)
            case "no":
                return rows.asked(self.user, is_so=False)
            case "overdue":
                return rows.waiting_too_long(self.user, self.today)
        return rows.asked(self.user).heard(self.user, is_so=answer == "heard")

    def with_answer(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        """Barriers that were escalated with this answer, as far as the reader may see that."""
        return rows.with_answer(self.user, key)

    def with_tried(self, rows: QuerySet, name: str, answer: str) -> QuerySet:
        """Barriers with something tried, or with nothing recorded."""
        return rows.with_something_tried(answer == "yes")


_NOT_SURE = (NOT_SURE, "Not sure yet")
_NOWHERE = ((NO_REGION, "In no region"), (MADE_UP, MADE_UP_WORDS))
