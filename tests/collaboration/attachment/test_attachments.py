"""Files beside records: attached, taken away by who reads the record, removed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from barriers.models import Check
from collaboration.attachment.actions import MOST, attach, delete_removed
from collaboration.attachment.forms import AttachForm
from collaboration.attachment.views import ATTACH
from collaboration.models import Attachment
from governance.models import AgendaItem
from pilots.models import Lesson, Pilot, Update
from records.drafts import Ticket
from records.files.looking import Looked
from records.form_draft import FormDraft
from records.models import Draft, HistoryEntry, Source
from records.subjects import registered
from records.withdrawing import put_back, withdraw
from registry.attached import HasAttachments
from tests import builders, engaged, learned
from tests.asked_for import data_request
from tests.builders import Cast
from tests.governance.agreement.sweep import agreement
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.partnerships.test_constraints import broken, changed

pytestmark = pytest.mark.django_db
CSV = b"Place,Homes\nBradford,12\n"


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    return builders.pilot(cast.bradford, "Warm homes", visibility="public")


@pytest.fixture
def update(cast: Cast, pilot: Pilot) -> Update:
    accepted = {"state": "accepted", "accepted_at": timezone.now()}
    return builders.update(pilot, cast.bradford_officer, **accepted)


def url(record: Any) -> str:
    return f"/files/{type(record)._meta.model_name}/{record.pk}/"


def send(client: Client, record: Any, content: bytes = CSV, name: str = "homes.csv") -> str:
    answer = client.post(url(record), {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def keep(by: Any, record: Any, content: bytes = CSV) -> Attachment:
    return attach(by=by, record=record, name="homes.csv", looked=Looked("csv", content))


def taken(client: Client, attachment: Attachment) -> Any:
    return client.get(attachment.get_absolute_url())


def test_a_file_is_attached_listed_and_taken_away_as_it_was(
    client: Client, cast: Cast, update: Update
) -> None:
    client.force_login(cast.bradford_officer)
    assert "homes.csv" in send(client, update)
    attachment = Attachment.objects.get()
    page = client.get(update.get_absolute_url()).content.decode()
    assert f'href="{attachment.get_absolute_url()}"' in page
    answer = taken(client, attachment)
    assert b"".join(answer.streaming_content) == CSV
    assert answer["Content-Disposition"] == 'attachment; filename="homes.csv"'
    assert answer["Content-Type"] == "text/csv"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert "homes" not in str(attachment.file.name)  # nothing that was typed reaches the disk


def test_the_public_never_reads_what_is_attached_to_an_update(
    client: Client, cast: Cast, update: Update
) -> None:
    attachment = keep(cast.bradford_officer, update)
    assert client.get(update.get_absolute_url()).status_code == 200
    assert "homes.csv" not in client.get(update.get_absolute_url()).content.decode()
    assert taken(client, attachment).status_code == 404
    assert client.get(url(update)).status_code == 404
    client.force_login(cast.outsider)
    assert taken(client, attachment).status_code == 200
    assert "homes.csv" in client.get(update.get_absolute_url()).content.decode()


def test_a_file_has_the_level_of_its_record_whatever_that_becomes(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    lesson = Lesson.objects.create(
        pilot=pilot, text="Doors first", kind="worked", visibility="public"
    )
    attachment = keep(cast.bradford_editor, lesson)
    assert taken(client, attachment).status_code == 200
    assert "homes.csv" in client.get(lesson.get_absolute_url()).content.decode()
    Lesson.objects.filter(pk=lesson.pk).update(visibility="place")
    client.force_login(cast.luton_officer)
    assert taken(client, attachment).status_code == 404
    assert client.get(url(lesson)).status_code == 404


def test_who_may_not_change_the_record_reads_but_neither_attaches_nor_removes(
    client: Client, cast: Cast, update: Update
) -> None:
    attachment = keep(cast.bradford_officer, update)
    client.force_login(cast.luton_officer)
    page = client.get(url(update)).content.decode()
    assert "homes.csv" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    file = {"file": SimpleUploadedFile("b.csv", CSV)}
    assert client.post(url(update), file).status_code == 403
    assert client.get(f"{attachment.get_absolute_url()}remove/").status_code == 403
    assert client.post(f"{attachment.get_absolute_url()}remove/").status_code == 403
    with pytest.raises(PermissionDenied):
        keep(cast.luton_officer, update, b"other,one\n")
    assert Attachment.objects.standing().count() == 1


def test_a_removed_file_is_gone_for_everybody_and_history_says_who(
    client: Client, cast: Cast, update: Update
) -> None:
    attachment = keep(cast.bradford_officer, update)
    client.force_login(cast.bradford_officer)
    address = f"{attachment.get_absolute_url()}remove/"
    assert "Remove homes.csv?" in client.get(address).content.decode()
    assert "Removed: homes.csv" in client.post(address, follow=True).content.decode()
    assert taken(client, attachment).status_code == 404
    assert client.post(address).status_code == 404
    change = HistoryEntry.objects.filter(model="collaboration.attachment").latest("id")
    assert change.user_id == cast.bradford_officer.pk
    assert change.after is not None
    assert change.after["withdrawn_by_id"] == cast.bradford_officer.pk
    assert "homes.csv" in send(client, update)  # it may be attached again


def test_what_was_removed_is_deleted_after_thirty_days(cast: Cast, update: Update) -> None:
    kept = keep(cast.bradford_officer, update, b"still,here\n")
    attachment = keep(cast.bradford_officer, update)
    store, name = attachment.file.storage, attachment.file.name
    now = timezone.now()
    Attachment.objects.filter(pk=attachment.pk).update(
        withdrawn_at=now, withdrawn_by=cast.bradford_officer
    )
    assert delete_removed(now + dt.timedelta(days=29)) == 0
    assert store.exists(name)
    assert delete_removed(now + dt.timedelta(days=31)) == 1
    assert not store.exists(name)
    assert store.exists(kept.file.name)
    assert delete_removed(now + dt.timedelta(days=31)) == 0


def test_each_kind_of_record_takes_a_file(client: Client, cast: Cast, update: Update) -> None:
    editor, pilot = cast.bradford_editor, update.pilot
    lesson = Lesson.objects.create(pilot=pilot, text="Doors first", visibility="public")
    barrier = builders.barrier(cast.bradford)
    source = Source.objects.create(slug="report", title="Report", is_open=True)
    taking: list[tuple[Any, Any]] = [
        (editor, engaged.visit(pilot, cast.bradford)),
        (editor, engaged.visit(None, cast.bradford, visibility="public", created_by=editor)),
        (editor, learned.case_study(pilot, "Doors", created_by=editor)),
        (editor, lesson),
        (editor, Check.objects.create(barrier=barrier, what="Asked", verdict="rule")),
        (editor, data_request(cast.bradford, created_by=editor)),
        (editor, builders.meeting(editor, builders.organisation("Rents")).request),
        (cast.administrator, source),
        (editor, update),
        (editor, decision(made := board(cast.bradford, visibility="public"), visibility="public")),
        (editor, AgendaItem.objects.create(board=made, title="Warm homes")),
        (editor, agreement(made)),
    ]
    assert {type(record) for _, record in taking} == {
        one.model for one in registered(HasAttachments)
    }
    for who, record in taking:
        client.force_login(who)
        assert "File attached." in send(client, record), record
        assert "homes.csv" in client.get(url(record)).content.decode(), record


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (("photo.jpg", b"%PDF-1.4 no"), "damaged"),
        (("report.pdf", CSV), "but the file is a CSV file"),
        (("large.jpg", b"\xff\xd8\xff" + b"\0" * 30 * 2**20), "larger than 20 MB"),
        (("page.csv", b"<script>alert(1)</script>,"), "not a file that can be attached"),
        (("script.pdf", b"%PDF-1.4 /S /JavaScript"), "holds a script"),
        (("empty.csv", b""), "The file is empty"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(
    client: Client, cast: Cast, update: Update, sent: tuple[str, bytes], why: str
) -> None:
    name, content = sent
    client.force_login(cast.bradford_officer)
    page = send(client, update, content, name)
    assert "Error: " in page
    assert why in page
    assert 'aria-describedby="' in page
    assert "What you typed is kept" not in page  # a browser never sends a file twice by itself
    assert not Attachment.objects.exists()


def test_no_file_chosen_and_one_that_is_far_too_large_are_told(
    client: Client, cast: Cast, update: Update
) -> None:
    client.force_login(cast.bradford_officer)
    assert "Choose a file" in client.post(url(update), {}).content.decode()
    vast = {"file": SimpleUploadedFile("a.csv", b"a,"), "rest": "x"}
    answer = client.post(url(update), vast, headers={"content-length": str(100 * 2**20)})
    assert answer.status_code == 413


def test_the_same_file_is_attached_once_and_so_many_in_all(
    client: Client, cast: Cast, update: Update
) -> None:
    client.force_login(cast.bradford_officer)
    send(client, update)
    assert "attached already, as homes.csv" in send(client, update, name="again.csv")
    assert Attachment.objects.count() == 1
    for number in range(MOST - 1):
        keep(cast.bradford_officer, update, b"a,%d\n" % number)
    with pytest.raises(ValidationError, match="Remove one first"):
        keep(cast.bradford_officer, update, b"one,more\n")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a b.CSV", "a b.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ('q"uo<te>.csv', "quote.csv"),
        ("\u202evsc.csv", "vsc.csv"),
        (f"{'n' * 190}.csv", f"{'n' * 116}.csv"),
        ("Übersicht – Häuser.csv", "Übersicht – Häuser.csv"),
    ],
)
def test_a_name_is_tidied(client: Client, cast: Cast, update: Update, sent: str, kept: str) -> None:
    client.force_login(cast.bradford_officer)
    send(client, update, name=sent)
    attachment = Attachment.objects.get()
    assert attachment.name == kept
    assert "attachment" in taken(client, attachment)["Content-Disposition"]


def test_a_file_that_the_store_has_lost_is_not_found(
    client: Client, cast: Cast, update: Update
) -> None:
    attachment = keep(cast.bradford_officer, update)
    attachment.file.storage.delete(attachment.file.name)
    client.force_login(cast.bradford_officer)
    assert taken(client, attachment).status_code == 404


def test_a_withdrawn_source_shows_no_file(cast: Cast, client: Client) -> None:
    source = Source.objects.create(slug="report", title="Report", is_open=True)
    attachment = keep(cast.administrator, source)
    client.force_login(cast.outsider)
    assert taken(client, attachment).status_code == 200
    Source.objects.filter(pk=source.pk).update(withdrawn_words={}, withdrawn_because="Wrong")
    assert taken(client, attachment).status_code == 404


def test_files_go_with_what_is_withdrawn_and_come_back_with_it(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    lesson = Lesson.objects.create(
        pilot=pilot, text="Doors first", kind="worked", visibility="public"
    )
    attachment, by = keep(cast.bradford_editor, lesson), cast.bradford_editor
    withdraw(by=by, record=lesson, because="Written twice.")
    assert taken(client, attachment).status_code == 404
    client.force_login(by)
    assert taken(client, attachment).status_code == 404
    assert client.get(url(lesson)).status_code == 404
    assert client.get(f"{attachment.get_absolute_url()}remove/").status_code == 404
    with pytest.raises(ValidationError, match="withdrawn in the meantime"):
        keep(by, lesson, b"other,one\n")
    put_back(by=by, record=lesson)
    client.logout()
    assert taken(client, attachment).status_code == 200


def test_every_kind_of_record_that_takes_files_is_declared() -> None:
    kinds = {one.kind for one in registered(HasAttachments)}
    assert kinds == {
        *("update", "engagement", "casestudy", "lesson"),
        *("check", "datarequest", "meetingrequest", "source", "decision", "agendaitem"),
        "agreement",
    }
    assert {one.kind for one in registered(HasAttachments) if one.for_public} == {
        "casestudy",
        "lesson",
        "decision",
        "agendaitem",
        "agreement",
    }


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"name": ""}, "attachment_has_name"),
        ({"size": 0}, "attachment_size_within_limit"),
        ({"size": 20 * 2**20 + 1}, "attachment_size_within_limit"),
        ({"withdrawn_at": timezone.now()}, "attachment_removed_by_whom"),
        ({"is_deleted": True}, "attachment_removed_by_whom"),
    ],
)
def test_the_database_refuses(
    cast: Cast, update: Update, fields: dict[str, Any], constraint: str
) -> None:
    assert broken(changed(keep(cast.bradford_officer, update), **fields)) == constraint


def test_the_database_refuses_the_same_file_twice(cast: Cast, update: Update) -> None:
    first = keep(cast.bradford_officer, update)
    second = keep(cast.bradford_officer, update, b"another,one\n")
    assert broken(changed(second, digest=first.digest)) == "attachment_once"


def test_what_adds_something_is_not_printed(cast: Cast, update: Update, pilot: Pilot) -> None:
    client = Client()
    client.force_login(cast.bradford_officer)
    page = client.get(update.get_absolute_url()).content.decode()
    assert f'<p class="noprint"><a href="{url(update)}">Attach or remove</a></p>' in page
    page = client.get(pilot.get_absolute_url()).content.decode()
    link = f'<a href="/barriers/log/?pilot={pilot.slug}">Log a barrier</a>'
    assert f'<p class="noprint">{link}</p>' in page


def test_a_journey_map_is_told_apart_from_other_files(cast: Cast, update: Update) -> None:
    client = Client()
    client.force_login(cast.bradford_officer)
    file = SimpleUploadedFile("journey.csv", CSV)
    page = client.post(url(update), {"file": file, "shows": "journey_map"}, follow=True)
    assert "Journey map, " in page.content.decode()
    assert Attachment.objects.get().shows == "journey_map"
    assert "Journey map" in client.get(update.get_absolute_url()).content.decode()
    refused = client.post(url(update), {"file": SimpleUploadedFile("b.csv", b"a\n1"), "shows": "x"})
    assert refused.status_code == 200
    assert Attachment.objects.count() == 1


def test_a_file_is_taken_though_another_tab_sent_the_draft_that_kept_it(
    rf: RequestFactory, cast: Cast, update: Update
) -> None:
    user, target = cast.bradford_officer, f"update/{update.pk}"
    token = str(Ticket.for_form(user, ATTACH, target))
    file = SimpleUploadedFile("homes.csv", CSV)
    request = rf.post(url(update), {"file": file, "shows": "", "draft_token": token})
    request.user = user
    sent = FormDraft(request, ATTACH, target=target)
    kept = Draft.objects.get()
    Draft.objects.forget(author=user, form=kept.form, target=target, tab="", seen=kept.stamp)
    form = sent.form(AttachForm, user=user)
    assert form.is_valid(), form.errors
    assert form.looked.content == CSV
    request.close()
