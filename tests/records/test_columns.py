"""Who reads a column is declared where the model is; histories ask it, and silence is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.test import Client
from django.urls import reverse

from barriers.models import Publication
from governance.models import BoardMeeting
from people.models import JobRole
from pilots.models import Lesson, Pilot
from records import columns
from records.columns import ReadBy, may_read, read_by, undeclared
from records.history import kept_fields, tracked_models
from records.subjects import registered
from records.withdrawing import put_back, withdraw
from registry.search import SearchIndex
from tests import builders, learned
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
WHY = "It names Pat Doe."


def is_never_public(model: Any) -> bool:
    """Whether its own rule says that the public reads no row of it; accounts have no history."""
    if model is get_user_model():
        return True
    rows = model._default_manager.all()
    if not hasattr(rows, "visible_to"):
        return False  # told with the record of which it is a part
    try:
        rows.visible_to(AnonymousUser()).order_by().query.sql_with_params()
    except EmptyResultSet:
        return True
    return False


def test_of_all_that_is_written_in_what_the_public_may_read_it_is_said_who_reads_it() -> None:
    silent = {
        model._meta.label: names
        for model in tracked_models()
        if not is_never_public(model) and (names := undeclared(model))
    }
    assert silent == {}


def test_what_is_declared_is_a_column() -> None:
    strange = {
        model._meta.label: names
        for model in tracked_models()
        if (names := set(vars(model).get("READ_BY", {})) - {one.name for one in kept_fields(model)})
    }
    assert strange == {}


@pytest.fixture
def _silent_lesson(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lessons say nothing of their columns."""
    monkeypatch.setattr(Lesson, "READ_BY", {})
    for kept in (columns._declared, columns.read_by):
        kept.cache_clear()
    yield
    monkeypatch.undo()
    for kept in (columns._declared, columns.read_by):
        kept.cache_clear()


@pytest.mark.usefixtures("_silent_lesson")
def test_what_nothing_is_said_of_is_refused_and_meanwhile_no_public_matter() -> None:
    assert "text" in undeclared(Lesson)
    assert read_by(Lesson, "text") == ReadBy.SIGNED_IN
    assert read_by(Lesson, "state") == ReadBy.RECORD


@pytest.mark.usefixtures("own_database")
def test_why_a_record_was_withdrawn_is_told_to_its_keepers_alone() -> None:
    cast = builders.cast()
    lesson = learned.lesson(builders.pilot(cast.bradford), "Ask twice.")
    withdraw(by=cast.bradford_editor, record=lesson, because=WHY)
    put_back(by=cast.bradford_editor, record=lesson)
    address = reverse("lesson_history", args=[lesson.pk])
    for client in (signed_in(cast.outsider), Client()):
        told = text_of(client.get(address))
        assert "Withdrawn" in told
        assert WHY not in told


@pytest.mark.usefixtures("own_database")
def test_a_column_for_people_who_sign_in_is_no_part_of_a_public_history() -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, visibility="public", rhythm=3)
    Pilot.objects.filter(pk=pilot.pk).update(update_due="2027-01-01", name="Warmer homes")
    address = reverse("pilot_history", args=[pilot.slug])
    assert "Next update due" in text_of(signed_in(cast.outsider).get(address))
    told = text_of(Client().get(address))
    assert "Warmer homes" in told
    assert "Next update due" not in told


NOBODY, KEEPERS, SIGNED_IN, RECORD = (
    ReadBy.NOBODY,
    ReadBy.KEEPERS,
    ReadBy.SIGNED_IN,
    ReadBy.RECORD,
)
# Columns whose readers are not those of their record, or were once taken for others, each with what
# its form or its page says of it
READERS = [
    ("barriers.AdviceSession", "who", SIGNED_IN, "what is asked of bodies is never public"),
    ("barriers.AdviceSession", "said", SIGNED_IN, "what is asked of bodies is never public"),
    ("barriers.Publication", "because", KEEPERS, "the editors of the place are asked by it"),
    ("barriers.SystemicAnswer", "moved", NOBODY, "how it stood, to take the answer back"),
    ("barriers.SystemicAnswer", "not_meant", SIGNED_IN, "“Names in its words” is not public"),
    ("collaboration.Attachment", "digest", NOBODY, "no page shows it"),
    ("collaboration.Attachment", "media_type", NOBODY, "no page shows it"),
    ("collaboration.MeetingAsk", "answer", SIGNED_IN, "between those who ask and are asked"),
    ("governance.AgendaItem", "drafted_from", NOBODY, "a key of the program’s own"),
    ("governance.AgendaItem", "private_because", RECORD, "“If it’s private, why? Everyone reads…”"),
    ("governance.BoardMeeting", "agreed", NOBODY, "it holds private items too"),
    ("governance.BoardMeeting", "corrections", NOBODY, "it holds words that were taken out"),
    ("governance.BoardMeeting", "held", NOBODY, "it holds every seat, also hidden ones"),
    ("governance.Decision", "outcome", RECORD, "the page of a public decision tells it in full"),
    ("governance.Pack", "covering", RECORD, "“Everyone who gets the pack can…”"),
    ("partnerships.Reorganisation", "plan", NOBODY, "it counts what its readers may not see"),
    ("partnerships.Reorganisation", "problem", SIGNED_IN, "what stands in the way of a plan"),
    ("people.JobRole", "bounced_on", SIGNED_IN, "“Mail to it came back” is not public"),
    ("people.JobRole", "is_key_person", SIGNED_IN, "that work hangs on one person is not public"),
    ("people.Person", "name", SIGNED_IN, "public pages name the job role, not the person"),
    ("pilots.Engagement", "called_off_because", SIGNED_IN, "the public reads no planned visit"),
    ("pilots.Engagement", "decisions", SIGNED_IN, "“Not shown to the public”"),
    ("pilots.Engagement", "findings", SIGNED_IN, "“Not shown to the public”"),
    ("pilots.Pilot", "rhythm", SIGNED_IN, "when it reports is not public"),
    ("pilots.Update", "confidence", SIGNED_IN, "no public page says how sure they are"),
    ("pilots.UpdateCorrection", "confidence", SIGNED_IN, "as that of the update"),
    ("pilots.UpdateCorrection", "public_sentence", RECORD, "what the public read before"),
    ("pilots.UpdateCorrection", "why", RECORD, "“Everyone who reads the update reads this”"),
    ("policy.Repeat", "note", SIGNED_IN, "what repeats itself is judged among people signed in"),
    ("records.Source", "withdrawn_words", NOBODY, "what a withdrawn source said is not told"),
    ("services.EmergencyContact", "phone", RECORD, "“Also people who are not signed in”"),
    ("services.ServiceMerge", "took", NOBODY, "how it stood, to undo it"),
]


@pytest.mark.parametrize(("label", "name", "readers", "_why"), READERS)
def test_a_column_is_read_by_those_whom_its_form_or_page_names(
    label: str, name: str, readers: ReadBy, _why: str
) -> None:
    assert read_by(apps.get_model(label), name) == readers


def test_what_is_for_nobody_is_told_to_no_keeper() -> None:
    keeper = builders.cast().administrator
    assert not may_read(BoardMeeting, "corrections", keeper, keeps=True)
    assert may_read(Publication, "because", keeper, keeps=True)
    assert not may_read(Publication, "because", keeper)


@pytest.mark.usefixtures("own_database")
def test_that_mail_came_back_is_no_part_of_a_public_history() -> None:
    cast = builders.cast()
    role = builders.post("Heat lead", cast.council, cast.bradford, visibility="public")
    JobRole.objects.filter(pk=role.pk).update(bounced_on="2026-11-02", remit="Ask about pumps.")
    address = reverse("post_history", args=[role.pk])
    assert "2 November 2026" in text_of(signed_in(cast.outsider).get(address))
    told = text_of(Client().get(address))
    assert "Ask about pumps." in told
    assert "2 November 2026" not in told


def test_words_found_by_people_who_sign_in_alone_are_told_to_them_alone() -> None:
    public = {
        (index.model._meta.label, name)
        for index in registered(SearchIndex)
        for name in index.signed_in_text
        if read_by(index.model, name) == ReadBy.RECORD
    }
    assert public == set()
