"""A source that somebody typed into a record: read with the record, and theirs to take back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from barriers.models import Check
from dashboards.source.permissions import kept_by_model
from pilots.models import CaseStudySource, Lesson, Pilot
from policy.models import Priority
from records.models import Source
from records.models.sources import keys_to_sources
from records.source_fields import NamesSource, find_or_make
from records.subjects import file_of
from tests import builders as b
from tests import learned, lived
from tests.access.readers import BY_LEVEL
from tests.builders import Cast
from tests.dashboards.source.test_sources import source
from tests.pilots.forms import filled, signed_in, text_of
from tests.test_registries import label, our_models

pytestmark = pytest.mark.django_db

TITLE, LINK = "Letter from the landlord", "https://example.test/letter-of-mr-doe"
TYPED = {"source_title": TITLE, "source_url": LINK}


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    """A pilot that its team alone reads."""
    return b.pilot(cast.bradford, "Warm homes", visibility="team", team=cast.team)


def write(who: User, pilot: Pilot, **typed: str) -> Lesson:
    """A lesson written down as a person does it."""
    address = reverse("pilot_lesson_add", args=[pilot.slug])
    client = signed_in(who)
    said = {"kind": "lesson", "text": "Ask twice.", **TYPED, **typed}
    response = client.post(address, filled(client, address, **said))
    assert response.status_code == 302
    return Lesson.objects.select_related("source").latest("pk")


def typed(who: User, pilot: Pilot, **fields: str) -> Source:
    found = write(who, pilot, **fields).source
    assert found is not None
    return found


def page(client: Client, url: str) -> str:
    return text_of(client.get(url))


def test_what_a_contributor_types_into_a_record_of_the_team_is_the_teams_alone(
    cast: Cast, pilot: Pilot
) -> None:
    made = typed(cast.teammate, pilot)
    for outsider in (Client(), signed_in(cast.outsider), signed_in(cast.administrator)):
        assert outsider.get(made.get_absolute_url()).status_code == 404
        for address in ("/sources/", "/sources/?q=landlord"):
            listed = outsider.get(address).content.decode()
            assert TITLE not in listed
            assert made.slug not in listed
    for reader in (cast.teammate, cast.bradford_editor):
        assert LINK in page(signed_in(reader), made.get_absolute_url())
        assert TITLE in page(signed_in(reader), "/sources/?q=landlord")


@pytest.mark.parametrize("level", BY_LEVEL)
def test_it_is_read_by_whoever_reads_the_record(cast: Cast, level: str) -> None:
    common = {"visibility": level, "team": cast.team, "programme": cast.pfpp}
    made = source("A letter", created_by=cast.author, is_open=False)
    b.barrier(cast.bradford, created_by=cast.author, source=made, **common)
    people = {**cast.signed_in(), "resident": cast.resident}
    seen = {
        name
        for name, user in people.items()
        if Source.objects.visible_to(user).filter(pk=made.pk).exists()
    }
    assert seen == BY_LEVEL[level]


def test_the_widest_of_what_rests_on_it_decides_at_once(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    address = made.get_absolute_url()
    second = b.barrier(cast.bradford, source=made, visibility="network")
    assert Client().get(address).status_code == 404
    assert LINK in page(signed_in(cast.outsider), address)
    second.visibility = "public"
    second.save()
    assert LINK in page(Client(), address)
    second.visibility = "team"
    second.save()
    assert signed_in(cast.outsider).get(address).status_code == 404


def test_what_is_public_already_stays_public(client: Client) -> None:
    brought_along = Source.objects.all()
    assert brought_along
    assert all(one.is_open for one in brought_along)
    assert "Guidance" in page(client, source("Guidance").get_absolute_url())
    typed_in = source("Nothing rests on it", is_open=False)
    assert client.get(typed_in.get_absolute_url()).status_code == 404


def test_its_own_writer_reads_it_when_nothing_rests_on_it_any_more(
    cast: Cast, pilot: Pilot
) -> None:
    lesson = write(cast.teammate, pilot)
    made = lesson.source
    lesson.source = None
    lesson.save()
    assert LINK in page(signed_in(cast.teammate), made.get_absolute_url())
    assert signed_in(cast.bradford_editor).get(made.get_absolute_url()).status_code == 404


def test_every_key_to_a_source_decides_who_reads_it(cast: Cast) -> None:
    naming = {
        label(model)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is Source
    }
    assert {label(key.model) for key in keys_to_sources()} == naming
    rule = str(Source.objects.visible_to(cast.bradford_editor).query)
    missing = {table for table in naming if f'FROM "{table.lower().replace(".", "_")}"' not in rule}
    assert missing == set()


def test_the_title_of_a_hidden_source_tells_nobody_that_it_is_there(
    cast: Cast, pilot: Pilot
) -> None:
    hidden = typed(cast.teammate, pilot)
    other = b.pilot(cast.luton, "Warm shops")
    with_title = typed(cast.luton_officer, other, source_url="")
    with_both = typed(cast.luton_officer, other)
    assert hidden.pk not in (with_title.pk, with_both.pk)
    assert with_title.url == ""
    for made in (hidden, with_title, with_both):
        assert re.fullmatch(r"source-[0-9a-f]{12}", made.slug), "no word, no number that counts"


def test_nobody_makes_somebody_elses_source_wider_by_naming_the_same(
    cast: Cast, pilot: Pilot
) -> None:
    hidden = typed(cast.teammate, pilot)
    assert find_or_make(TITLE, LINK, cast.bradford_editor) != hidden, "who reads it as well"
    assert find_or_make(TITLE, "", cast.teammate) != hidden, "a link was not typed"
    assert find_or_make(TITLE, LINK, cast.teammate) == hidden


def test_an_open_source_is_found_by_its_title(cast: Cast) -> None:
    guidance = source("Guidance", url="https://example.test/guidance")
    assert find_or_make("Guidance", "", cast.teammate) == guidance
    assert find_or_make("Guidance", guidance.url, cast.teammate) == guidance
    assert find_or_make("Guidance", "https://example.test/other", cast.teammate) != guidance


def test_a_record_keeps_its_source_when_somebody_else_edits_it(cast: Cast, pilot: Pilot) -> None:
    lesson = write(cast.teammate, pilot)
    editor, address = signed_in(cast.bradford_editor), reverse("lesson_edit", args=[lesson.pk])
    editor.post(address, filled(editor, address, text="Ask three times."))
    lesson.refresh_from_db()
    assert (lesson.text, lesson.source.created_by) == ("Ask three times.", cast.teammate)


def test_the_form_says_who_will_read_it(cast: Cast, pilot: Pilot) -> None:
    form = page(signed_in(cast.teammate), reverse("pilot_lesson_add", args=[pilot.slug]))
    assert "Whoever can read this record can read the title and the link too" in form
    assert "everyone can read" not in form
    form = page(signed_in(cast.administrator), reverse("guidance_add"))
    assert "Everyone can read it and its link" in form


def test_who_typed_it_puts_it_right(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    client, address = signed_in(cast.teammate), reverse("source_edit", args=[made.slug])
    form = page(client, address)
    assert "1 record that you can see uses it" in form
    assert "Anyone who can read a record that uses this source" in form
    said = {"title": "Letter from a landlord", "url": "", "publisher": "A landlord"}
    said |= {"published_year": "2026"}
    shown = text_of(client.post(address, filled(client, address, **said), follow=True))
    assert "Source saved." in shown
    made.refresh_from_db()
    assert (made.title, made.url, made.published_words) == ("Letter from a landlord", "", "2026")


def test_two_who_change_it_see_both_versions(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    client, address = signed_in(cast.teammate), reverse("source_edit", args=[made.slug])
    late = filled(client, address, title="Mine")
    editor = signed_in(cast.bradford_editor)
    editor.post(address, filled(editor, address, title="Theirs"))
    shown = text_of(client.post(address, late))
    assert "Theirs" in shown
    assert "Mine" in shown
    made.refresh_from_db()
    assert made.title == "Theirs"


def test_a_withdrawn_source_is_gone_from_every_page_that_named_it(cast: Cast, pilot: Pilot) -> None:
    lesson = write(cast.teammate, pilot)
    made = lesson.source
    client, address = signed_in(cast.teammate), reverse("source_withdraw", args=[made.slug])
    asked = text_of(client.post(address, filled(client, address), follow=True))
    assert "Why is it withdrawn?" in asked, "not without a reason"
    said = {"because": "It names somebody"}
    assert "Source withdrawn" in text_of(
        client.post(address, filled(client, address, **said), follow=True)
    )
    Lesson.objects.filter(pk=lesson.pk).update(visibility="public")
    Pilot.objects.filter(pk=pilot.pk).update(visibility="public")
    public, editor = Client(), signed_in(cast.bradford_editor)
    for reader in (public, editor):
        for url in (lesson.get_absolute_url(), made.get_absolute_url(), "/lessons/?format=csv"):
            shown = reader.get(url)
            body = (
                b"".join(shown.streaming_content) if shown.streaming else shown.content
            ).decode()
            assert TITLE not in body
            assert LINK not in body
            assert "Source withdrawn" in body
        assert "Source withdrawn" not in page(reader, "/sources/")
    assert "It names somebody" not in page(public, made.get_absolute_url())
    assert "It names somebody" in page(editor, made.get_absolute_url())
    assert find_or_make(TITLE, LINK, cast.teammate) != made


def test_a_withdrawn_source_is_restored_as_it_was(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    Source.objects.filter(pk=made.pk).update(
        published="2026-03-01", published_precision="month", publisher="A landlord"
    )
    made.refresh_from_db()
    was = [getattr(made, name) for name in Source.WORDS]
    client, address = signed_in(cast.teammate), reverse("source_withdraw", args=[made.slug])
    client.post(address, filled(client, address, because="A mistake"))
    assert client.get(address).status_code == 302, "it is withdrawn already"
    assert client.get(reverse("source_edit", args=[made.slug])).status_code == 302
    restore = reverse("source_restore", args=[made.slug])
    assert signed_in(cast.outsider).post(restore).status_code == 404
    assert "Source restored" in text_of(client.post(restore, follow=True))
    made.refresh_from_db()
    assert [getattr(made, name) for name in Source.WORDS] == was
    assert "Somebody else changed it first" in text_of(client.post(restore, follow=True))


def test_a_record_goes_on_naming_a_withdrawn_source_until_another_takes_its_place(
    cast: Cast, pilot: Pilot
) -> None:
    lesson = write(cast.teammate, pilot)
    made = lesson.source
    made.withdraw("A mistake")
    made.save()
    client, address = signed_in(cast.teammate), reverse("lesson_edit", args=[lesson.pk])
    assert "Source withdrawn" not in page(client, address)
    client.post(address, filled(client, address, text="Ask again."))
    lesson.refresh_from_db()
    assert lesson.source == made
    client.post(address, filled(client, address, source_title="Another letter"))
    lesson.refresh_from_db()
    assert lesson.source.title == "Another letter"


def test_only_who_may_change_all_that_rests_on_it_changes_it(cast: Cast, pilot: Pilot) -> None:
    made = typed(cast.teammate, pilot)
    lived.legacy(pilot, source=made)
    edit = reverse("source_edit", args=[made.slug])
    assert signed_in(cast.bradford_editor).get(edit).status_code == 200
    b.pilot(cast.luton, "Warm shops", source=made)
    for who in (cast.teammate, cast.bradford_editor, cast.luton_editor):
        assert signed_in(who).get(edit).status_code == 403
        for name in ("source_withdraw", "source_history"):
            assert signed_in(who).get(reverse(name, args=[made.slug])).status_code == 403
        restore = reverse("source_restore", args=[made.slug])
        assert signed_in(who).post(restore).status_code == 403
        assert "Withdraw the source" not in page(signed_in(who), made.get_absolute_url())
    assert "2 records that you can see rest on it" not in page(signed_in(cast.administrator), edit)
    assert "1 record that you can see uses it" in page(signed_in(cast.administrator), edit)


def test_a_hidden_record_of_somebody_else_keeps_a_source_from_being_rewritten(cast: Cast) -> None:
    shared = b.pilot(cast.bradford, "Warm homes")
    made = typed(cast.bradford_officer, shared)
    b.barrier(cast.luton, source=made, visibility="team", created_by=cast.luton_officer)
    edit = reverse("source_edit", args=[made.slug])
    assert signed_in(cast.bradford_officer).get(edit).status_code == 403


def test_a_loaded_source_is_for_administrators_to_change(cast: Cast) -> None:
    guidance = source("Guidance")
    b.pilot(cast.bradford, "Warm homes", source=guidance)
    edit = reverse("source_edit", args=[guidance.slug])
    assert signed_in(cast.bradford_editor).get(edit).status_code == 403
    form = page(signed_in(cast.administrator), edit)
    assert "Everyone can read this source. 1 record that you can see uses it" in form
    assert Client().get(edit).status_code == 302


def test_a_withdrawn_source_says_why(cast: Cast) -> None:
    made = source("Guidance")
    for because, words in (("", {"title": "Guidance"}), ("A mistake", None)):
        made.withdrawn_because, made.withdrawn_words = because, words
        with (
            transaction.atomic(),
            pytest.raises(IntegrityError, match="source_withdrawn_with_reason"),
        ):
            made.save()


def test_what_a_pilot_page_says_of_a_withdrawn_source_is_only_that(cast: Cast) -> None:
    made: Any = source("Guidance", url=LINK, publisher="GOV.UK")
    warm = b.pilot(cast.bradford, "Warm homes")
    b.actual(b.indicator(warm), 67, source=made)
    learned.lesson(warm, source=made)
    figures = reverse("pilot_indicators", args=[warm.slug])
    assert "GOV.UK" in page(Client(), figures)
    made.withdraw("A mistake")
    made.save()
    shown = page(Client(), figures)
    assert "Source withdrawn" in shown
    assert "GOV.UK" not in shown
    assert "Guidance" not in shown


def _grown_from(form: Any) -> Iterator[Any]:
    """The forms that grow from it, however far."""
    for grown in form.__subclasses__():
        yield grown
        yield from _grown_from(grown)


def test_whatever_a_source_is_typed_into_says_who_may_change_it() -> None:
    reverse("home")  # every form is known once the addresses are
    forms: list[Any] = list(_grown_from(NamesSource))
    of_forms = {form._meta.model for form in forms if hasattr(form, "_meta")}
    typed_into = of_forms - {None}  # a form that others grow from has no model of its own
    changed = typed_into | {Check, CaseStudySource, Priority}
    kept = kept_by_model().keys()
    lacking = {f"{file_of(model)}: a SourceKept for {model.__name__}" for model in changed - kept}
    assert lacking == set()
    assert kept == changed
