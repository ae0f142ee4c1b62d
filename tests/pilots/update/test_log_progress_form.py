"""The form of an update: one day for all figures, last time's words again, files that come with."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from collaboration.models import Attachment
from pilots.models import Actual, Pilot, Update
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

CSV = b"Street,Homes\nNorth Road,12\n"


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def client(people: Cast) -> Client:
    return signed_in(people.bradford_officer)


def test_one_day_holds_for_all_figures_but_those_that_say_another(
    client: Client, warm_homes: Pilot
) -> None:
    own = {"f2-as_of_day": "31", "f2-as_of_month": "8", "f2-as_of_year": "2026"}
    all_of_them = {"as_of_day": "15", "as_of_month": "10", "as_of_year": "2026"}
    typed = {"f1-value": "118", "f2-value": "41", "f2-counts": "same", **own, **all_of_them}
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed))
    days = (
        Update.objects.get().actuals.order_by("indicator__number").values_list("as_of", flat=True)
    )
    assert list(days) == [dt.date(2026, 10, 15), dt.date(2026, 8, 31)]


def test_a_day_for_all_that_is_to_come_is_refused_at_each_figure(
    client: Client, warm_homes: Pilot
) -> None:
    typed = {"f1-value": "118", "as_of_year": "2027"}
    page = text_of(client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed)))
    assert "The date of “Homes visited” cannot be in the future" in page
    assert not Update.objects.exists()


def test_nothing_is_preselected_that_is_to_be_judged_anew(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    builders.update(warm_homes, people.bradford_officer, confidence="on_track")
    data = filled(client, at(warm_homes))
    assert "confidence" not in data
    assert (data["happened"], data["f1-value"]) == ("", "")


def test_same_as_last_time_fills_what_is_empty_and_sends_nothing(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    said = {"happened": "Five were trained.", "next_steps": "Visit more.", "confidence": "on_track"}
    builders.update(warm_homes, people.bradford_officer, **said)
    typed = filled(client, at(warm_homes), next_steps="Rest.", draft="same")
    page = client.post(at(warm_homes), typed, follow=True)
    assert "Check each before you send it." in text_of(page)
    again = filled(client, at(warm_homes))
    assert (again["happened"], again["next_steps"]) == ("Five were trained.", "Rest.")
    assert again["f1-value"] == "60"
    assert again["f2-value"] == "", "what was never counted is not filled in"
    assert "confidence" not in again, "how sure they are is theirs to say anew"
    assert (Update.objects.count(), Actual.objects.count()) == (1, 1)
    assert Draft.objects.get().author == people.bradford_officer


def test_files_come_with_the_update_and_pictures_are_shown_to_who_reads_it(
    people: Cast, client: Client, warm_homes: Pilot
) -> None:
    files = [
        SimpleUploadedFile("street.jpg", photo(), "image/jpeg"),
        SimpleUploadedFile("homes.csv", CSV, "text/csv"),
        SimpleUploadedFile("again.csv", CSV, "text/csv"),
    ]
    data = filled(client, at(warm_homes), **SAID)
    page = client.post(at(warm_homes), {**data, "files": files}, follow=True)
    assert "Update sent." in text_of(page)
    kept = Attachment.objects.about([Update.objects.get()])
    assert sorted(kept.values_list("name", flat=True)) == ["homes.csv", "street.jpg"]
    html = page.content.decode()
    picture = kept.get(kind="image")
    assert f'<img class="photo" src="{picture.get_absolute_url()}"' in html
    assert html.count("<img") == 1
    taken = client.get(picture.get_absolute_url())
    assert taken["Content-Type"] == "image/jpeg"
    assert signed_in(people.luton_officer).get(picture.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("run.exe", b"MZ\x90")], "run.exe"),
        ([("empty.csv", b"")], "The file is empty"),
        ([(f"{n}.csv", CSV + b"x,%d\n" % n) for n in range(6)], "Choose at most 5 files"),
    ],
)
def test_a_file_that_cannot_be_kept_is_said_and_nothing_is_sent(
    client: Client, warm_homes: Pilot, files: list[tuple[str, bytes]], said: str
) -> None:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    data = filled(client, at(warm_homes), **SAID)
    page = text_of(client.post(at(warm_homes), {**data, "files": sent}))
    assert said in page
    assert SAID["happened"] in page
    assert not Update.objects.exists()
    assert not Attachment.objects.exists()


def test_no_change_throws_no_file_away(client: Client, warm_homes: Pilot) -> None:
    for answer, said in ((("draft", "1"), "Saved as a draft."), (("report", "no_change"), "below")):
        data = filled(client, at(warm_homes), **dict([answer]))
        files = [SimpleUploadedFile("homes.csv", CSV)]
        page = client.post(at(warm_homes), {**data, "files": files}, follow=True)
        assert said in text_of(page)
    assert "there is something written below" in text_of(page)
    assert not Attachment.objects.exists()
    assert not Update.objects.exists()


def test_whether_it_counts_what_the_plan_does_is_asked_until_somebody_knew(
    client: Client, warm_homes: Pilot
) -> None:
    """Then it folds beneath the figure, says if it differs, and is sent as it was."""
    homes = warm_homes.indicators.get(number=1)
    for day, (counts, is_asked) in enumerate(
        (("not_sure", True), ("same", False), ("different", False)), start=1
    ):
        differs = {"difference": "Doors."} if counts == "different" else {}
        builders.actual(homes, 61, as_of=dt.date(2026, 7, day), counts=counts, **differs)
        page = client.get(at(warm_homes))
        asked = page.content.decode().count('data-label="Same as the plan"')
        assert asked == 1 + is_asked, f"{counts}: the other one was never counted"
        assert ("not what the plan counts" in text_of(page)) == (counts == "different")
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **{"f1-value": "70"}))
    sent = Update.objects.get().actuals.get(indicator__number=1)
    assert (sent.counts, sent.difference) == ("different", "Doors.")
