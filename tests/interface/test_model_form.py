"""A form of one record keeps a date as exact as its source gave it."""

import datetime as dt

import pytest

from interface import forms
from records.models import Source

pytestmark = pytest.mark.django_db


class SourceForm(forms.ModelForm):
    published = forms.ReducedDateField(
        required=False, allow_partial=True, precision_to="published_precision"
    )
    read_on = forms.DayField(required=False)

    class Meta:
        model = Source
        fields = ["title", "published", "read_on"]


@pytest.fixture
def source() -> Source:
    return Source.objects.create(
        slug="guidance",
        title="Guidance",
        published=dt.date(2023, 3, 1),
        published_precision="month",
        read_on=dt.date(2024, 5, 2),
    )


def saved(source: Source, **data: str) -> Source:
    form = SourceForm({"title": "Guidance", **data}, instance=source)
    assert form.is_valid(), form.errors
    form.save()
    return Source.objects.get(pk=source.pk)


def test_the_form_opens_with_no_more_than_is_known(source: Source) -> None:
    html = str(SourceForm(instance=source))
    assert 'name="published_day" inputmode="numeric" autocomplete="off">' in html
    assert 'name="published_month" inputmode="numeric" autocomplete="off" value="3"' in html
    assert 'name="read_on_day" inputmode="numeric" autocomplete="off" value="2"' in html


def test_a_year_is_saved_as_a_year(source: Source) -> None:
    after = saved(source, published_year="2022")
    assert (after.published, after.published_precision) == (dt.date(2022, 1, 1), "year")
    assert after.published_words == "2022"


def test_a_financial_year_is_saved_as_one(source: Source) -> None:
    assert saved(source, published_day="2022/23").published_precision == "financial_year"


def test_a_date_that_is_emptied_is_not_known(source: Source) -> None:
    after = saved(source)
    assert (after.published, after.published_words, after.read_on) == (None, "", None)


def test_a_whole_day_is_saved_as_a_day(source: Source) -> None:
    after = saved(source, read_on_day="1 June 2024", published_day="31/3/2023")
    assert (after.read_on, after.published_precision) == (dt.date(2024, 6, 1), "day")


def test_a_form_sent_back_unchanged_changes_nothing(source: Source) -> None:
    form = SourceForm(
        {
            "title": "Guidance",
            "published_month": "3",
            "published_year": "2023",
            "read_on_day": "2",
            "read_on_month": "5",
            "read_on_year": "2024",
        },
        instance=source,
    )
    assert not form.has_changed()


def test_a_bad_date_saves_nothing(source: Source) -> None:
    form = SourceForm({"title": "New", "published_day": "31/2/2023"}, instance=source)
    assert not form.is_valid()
    assert Source.objects.get(pk=source.pk).title == "Guidance"
