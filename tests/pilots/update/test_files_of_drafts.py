"""Files belong to the draft from the moment they reach the server, whatever becomes of the form."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaboration.models import Attachment
from people.models import Assignment
from pilots.models import Pilot, Update
from records import drafts
from records.files.kinds import LARGEST
from records.models import Draft, DraftFile
from records.models.draft_files import MOST_OF_ONE
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of, values
from tests.records.files.test_attached import photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CSV = b"Place,Homes\nBradford,12\n"


@pytest.fixture
def client(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


def picture(name: str = "street.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def table(name: str = "homes.csv", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, CSV + more, "text/csv")


def sent(client: Client, pilot: Pilot, *files: Any, **typed: Any) -> Any:
    """The form as it stands, sent with these files."""
    data = filled(client, at(pilot), **typed)
    return client.post(at(pilot), {**data, "files": [*files]} if files else data, follow=True)


def again(client: Client, pilot: Pilot, page: Any, **typed: Any) -> Any:
    """The page that came back, sent as a browser would: without the files that were chosen."""
    shown = {name: said for name, said in values(page.content.decode()).items() if said}
    return client.post(at(pilot), {**shown, **typed}, follow=True)


def test_a_refused_form_keeps_its_files_and_the_next_press_sends_them(
    client: Client, warm_homes: Pilot
) -> None:
    page = sent(client, warm_homes, picture(), table(), **{**SAID, "happened": ""})
    assert not Update.objects.exists()
    homes, street = DraftFile.objects.order_by("name")
    html = page.content.decode()
    assert "Kept with your draft:" in text_of(page)
    assert f'<img class="photo" src="{reverse("draft_file", args=[street.pk])}"' in html
    assert "homes.csv" in text_of(page)
    assert (homes.type, street.is_picture) == ("csv", True)
    done = again(client, warm_homes, page, happened="We opened the doors.")
    assert "Update sent." in text_of(done)
    kept = Attachment.objects.about([Update.objects.get()])
    assert sorted(kept.values_list("name", flat=True)) == ["homes.csv", "street.jpg"]
    assert not Draft.objects.exists()
    assert not DraftFile.objects.exists()


def test_a_draft_keeps_its_files_on_another_device_too(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    page = sent(client, warm_homes, picture(), draft="1")
    assert "Saved as a draft." in text_of(page)
    elsewhere = signed_in(people.bradford_officer)
    page = elsewhere.get(at(warm_homes))
    assert "street.jpg" in text_of(page)
    again(elsewhere, warm_homes, page, **SAID)
    assert Attachment.objects.get().name == "street.jpg"


def test_a_file_is_taken_out_of_the_draft_or_left_out_of_what_is_sent(
    client: Client, warm_homes: Pilot
) -> None:
    page = sent(client, warm_homes, picture(), table(), draft="1")
    street, homes = (
        DraftFile.objects.get(name="street.jpg"),
        DraftFile.objects.get(name="homes.csv"),
    )
    page = again(client, warm_homes, page, draft="1", take_out=[street.pk])
    assert "street.jpg" not in text_of(page)
    assert [*DraftFile.objects.all()] == [homes]
    again(client, warm_homes, page, **SAID, take_out=[homes.pk])
    assert Update.objects.exists()
    assert not Attachment.objects.exists()


def test_a_tick_alone_takes_nothing_out_while_somebody_types(
    client: Client, warm_homes: Pilot
) -> None:
    page = sent(client, warm_homes, picture(), draft="1")
    street = DraftFile.objects.get()
    shown = {name: said for name, said in values(page.content.decode()).items() if said}
    saved = client.post(reverse("draft_save"), {**shown, "take_out": [street.pk]})
    assert saved.json()["saved"]
    assert DraftFile.objects.contains(street)
    again(client, warm_homes, page, **SAID)
    assert Attachment.objects.get().name == "street.jpg"


def test_a_file_that_is_ticked_stays_out_where_the_form_is_refused(
    client: Client, warm_homes: Pilot
) -> None:
    page = sent(client, warm_homes, picture(), draft="1")
    out = [DraftFile.objects.get().pk]
    page = again(client, warm_homes, page, **{**SAID, "happened": ""}, take_out=out)
    assert "street.jpg" not in text_of(page)
    again(client, warm_homes, page, happened="We opened the doors.")
    assert Update.objects.exists()
    assert not Attachment.objects.exists()


def test_a_tick_takes_the_copy_out_where_the_draft_was_kept_beside_another(
    client: Client, warm_homes: Pilot
) -> None:
    sent(client, warm_homes, picture(), draft="1")
    street = DraftFile.objects.get()
    first, second = client.get(at(warm_homes)), client.get(at(warm_homes))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        again(client, warm_homes, first, draft="1", happened="Here")
    again(client, warm_homes, second, draft="1", happened="There")
    assert DraftFile.objects.count() == 2
    # The boxes of the page still name the file that it showed
    again(client, warm_homes, second, **SAID, take_out=[street.pk])
    assert Update.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_that_is_lost_where_the_form_does_not_come_through_is_said(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    """Signed out meanwhile, a page gone stale, a right that ended: each says what is not kept."""
    data = filled(client, at(warm_homes), **SAID)

    def with_wrong(browser: Client) -> Any:
        typed = {**data, "files": [SimpleUploadedFile("run.exe", b"MZ\x90")]}
        return browser.post(at(warm_homes), typed, follow=True).content.decode()

    stale = Client(enforce_csrf_checks=True)
    stale.force_login(people.bradford_officer)
    for browser in (Client(), stale):
        assert "Not kept: run.exe: " in with_wrong(browser)
    Assignment.objects.filter(user=people.bradford_officer).delete()
    assert "<b>Not kept:</b> run.exe: " in with_wrong(client)


def test_what_cannot_be_kept_is_said_by_name(client: Client, warm_homes: Pilot) -> None:
    wrong = SimpleUploadedFile("run.exe", b"MZ\x90", "image/jpeg")
    page = sent(client, warm_homes, picture(), wrong, **SAID)
    assert "run.exe: This is not a file that can be attached" in text_of(page)
    assert [row.name for row in DraftFile.objects.all()] == ["street.jpg"]
    page = sent(client, warm_homes, wrong, draft="1")
    assert "Not kept: run.exe" in page.content.decode()


def test_a_picture_is_drawn_anew_and_kept_without_where_it_was_taken(
    client: Client, warm_homes: Pilot
) -> None:
    lying = SimpleUploadedFile("street.csv", photo(), "text/csv")
    page = sent(client, warm_homes, lying, draft="1")
    assert "Not kept: street.csv" in page.content.decode()
    sent(client, warm_homes, picture(), draft="1")
    [kept] = DraftFile.objects.defer(None)
    assert kept.type == "jpeg"
    assert bytes(kept.content) != photo()


def test_a_file_of_a_draft_is_its_writers_alone(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    sent(client, warm_homes, picture(), draft="1")
    address = reverse("draft_file", args=[DraftFile.objects.get().pk])
    taken = client.get(address)
    assert (taken.status_code, taken["Content-Type"]) == (200, "image/jpeg")
    assert taken["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert taken["Content-Disposition"] == 'attachment; filename="street.jpg"'
    assert taken["Cache-Control"] == "private, no-store"
    for other in (people.bradford_editor, people.administrator):
        assert signed_in(other).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    client.post(reverse("draft_delete", args=[Draft.objects.get().pk]))
    assert client.get(address).status_code == 404


def test_files_go_with_their_draft_and_come_back_with_it(client: Client, warm_homes: Pilot) -> None:
    sent(client, warm_homes, picture(), draft="1")
    draft = Draft.objects.get()
    client.post(reverse("draft_delete", args=[draft.pk]))
    client.post(reverse("draft_restore", args=[draft.pk]))
    assert "street.jpg" in text_of(client.get(at(warm_homes)))
    client.post(reverse("draft_delete", args=[draft.pk]))
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        drafts.forget_deleted()
    assert not DraftFile.objects.exists()


def test_what_another_tab_began_with_is_kept_beside_it_with_its_files(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    sent(client, warm_homes, picture(), draft="1")
    first, second = client.get(at(warm_homes)), client.get(at(warm_homes))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        again(client, warm_homes, first, draft="1", happened="Here")
    again(client, warm_homes, second, draft="1", happened="There")
    assert Draft.objects.count() == 2
    assert DraftFile.objects.count() == 2
    third = client.get(at(warm_homes))
    again(client, warm_homes, third, **SAID)
    assert Attachment.objects.get().name == "street.jpg"


def test_what_one_person_keeps_is_bounded(client: Client, warm_homes: Pilot) -> None:
    """A form holds five; the drafts of one person a number in all."""
    files = [table(f"{n}.csv", b"x,%d\n" % n) for n in range(6)]
    page = sent(client, warm_homes, *files, draft="1")
    assert "5 files are already attached" in page.content.decode()
    assert DraftFile.objects.count() == 5
    draft = Draft.objects.get()
    full = Draft.objects.create(author=draft.author, form="log-barrier", target="")
    for number in range(MOST_OF_ONE - 5):
        DraftFile.objects.create(
            draft=full, box="x", name="x", size=1, digest=str(number), content=b"x"
        )
    draft.files.first().delete()
    DraftFile.objects.create(draft=full, box="x", name="x", size=1, digest="y", content=b"x")
    page = sent(client, warm_homes, table("a.csv", b"a,1\n"), draft="1")
    assert "Your drafts hold 20 files" in page.content.decode()
    client.post(reverse("draft_delete", args=[full.pk]))
    page = sent(client, warm_homes, table("a.csv", b"a,1\n"), draft="1")
    assert "take files out of it: a deleted draft counts for another day" in page.content.decode()
    one = draft.files.first().pk
    sent(client, warm_homes, table("a.csv", b"a,1\n"), draft="1", take_out=[one])
    assert draft.files.filter(name="a.csv").exists()


def test_files_are_kept_where_a_page_refuses_the_form_and_read_without_a_right(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    data = filled(client, at(warm_homes), **SAID)
    Assignment.objects.filter(user=people.bradford_officer).delete()
    page = client.post(at(warm_homes), {**data, "files": [picture()]})
    assert page.status_code in (403, 404)
    assert "street.jpg" in text_of(page)
    [draft] = Draft.objects.all()
    page = client.get(reverse("draft", args=[draft.pk]))
    address = reverse("draft_file", args=[draft.files.get().pk])
    assert f'<img class="photo" src="{address}"' in page.content.decode()
    assert client.get(address).status_code == 200


def test_two_files_that_a_script_kept_are_two_sendings(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    update = builders.update(warm_homes, people.bradford_officer)
    address = reverse("attachments", args=["update", update.pk])
    for name, more in (("a.csv", b"a,1\n"), ("b.csv", b"b,1\n")):
        page = client.get(address).content.decode()
        [token] = re.findall(r'name="draft_token" value="([^"]+)"', page)
        typed = {"draft_token": token, "shows": ""}
        kept = client.post(reverse("draft_files"), {**typed, "file": table(name, more)})
        assert name in kept.json()["kept"]
        client.post(address, typed)
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.csv", "b.csv"]


def test_a_script_keeps_files_as_they_are_chosen(client: Client, warm_homes: Pilot) -> None:
    data = filled(client, at(warm_homes), happened="Doors")
    wrong = SimpleUploadedFile("run.exe", b"MZ\x90")
    answer = client.post(reverse("draft_files"), {**data, "files": [picture(), wrong]}).json()
    assert "street.jpg" in answer["kept"]
    assert answer["lost"][0].startswith("run.exe: ")
    assert answer["saved"]
    assert Draft.objects.get().typed["happened"] == ["Doors"]
    elsewhere = client.post(reverse("draft_files"), {"files": picture()})
    assert elsewhere.status_code == 400


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("draft_file_once", {}),
        ("draft_file_size_within_limit", {"size": 0, "digest": "b"}),
        ("draft_file_size_within_limit", {"size": LARGEST + 1, "digest": "b"}),
    ],
)
def test_the_database_holds_what_the_form_says(cast: Cast, name: str, wrong: Any) -> None:
    draft = Draft.objects.create(author=cast.bradford_officer, form="log-barrier", target="")
    fine = {"draft": draft, "box": "files", "name": "a", "size": 1, "digest": "a", "content": b"a"}
    DraftFile.objects.create(**fine)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DraftFile.objects.create(**{**fine, **wrong})


def test_the_database_deletes_files_with_a_draft_whoever_deletes_it(cast: Cast) -> None:
    draft = Draft.objects.create(author=cast.bradford_officer, form="log-barrier", target="")
    DraftFile.objects.create(draft=draft, box="files", name="a", size=1, digest="a", content=b"a")
    Draft.every.filter(pk=draft.pk)._raw_delete("default")
    assert not DraftFile.objects.exists()
