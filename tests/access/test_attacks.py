"""What somebody might try, and what comes of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from barriers.models import Barrier
from funding.models import Fund
from pilots.models import Indicator, Pilot
from pilots.pilot.schedule import Period
from pilots.update.actions import Report, accept_update, submit_update
from records.drafts import Kind, Ticket
from records.figures import Quantity
from records.models import Draft, Source
from tests import builders
from tests.builders import TODAY, Cast

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.decode()))


# --- Few people ---


def pilot_of_few(cast: Cast) -> Pilot:
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp)
    source = Source.objects.create(slug="count", title="Count")
    update = builders.update(pilot, state="accepted", public_sentence="It is warm.")
    counted = builders.indicator(
        pilot,
        "Moved in",
        unit="people",
        target_low=80,
        baseline_low=2,
        definition="Moved",
    )
    builders.actual(counted, 3, counts="same", source=source, update=update)
    return pilot


PAGES_OF_FEW = (
    "/pilots/{slug}/",
    "/pilots/{slug}/brief/?format=txt",
    "/pilots/{slug}/indicators/",
    "/pilots/{slug}/indicators/1/",
    "/pilots/{slug}/updates/1/",
    "/places/bradford/",
    "/places/bradford/brief/?format=txt",
    "/sources/count/?kind=figures",
)


@pytest.mark.parametrize("address", PAGES_OF_FEW)
def test_the_public_reads_fewer_than_5_of_few_people(
    client: Client, cast: Cast, address: str
) -> None:
    pilot = pilot_of_few(cast)
    said = text(client, address.format(slug=pilot.slug))
    assert "fewer than 5" in said.lower()
    assert not re.search(r"\b[23] (of 80 )?people", said)
    client.force_login(cast.bradford_officer)
    assert re.search(r"\b3 (of 80 )?people", text(client, address.format(slug=pilot.slug)))


@pytest.mark.parametrize(
    "address", ["/pilots/{}/indicators/?format=csv", "/pilots/figures/?format=csv"]
)
def test_a_public_file_says_so_too(client: Client, cast: Cast, address: str) -> None:
    address = address.format(pilot_of_few(cast).slug)
    row = next(csv.DictReader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig"))))
    assert (row["actual_qualifier"], row["actual_low"]) == ("fewer than", "5")
    assert (row["baseline_qualifier"], row["baseline_low"]) == ("fewer than", "5")
    client.force_login(cast.bradford_officer)
    row = next(csv.DictReader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig"))))
    assert (row["actual_qualifier"], row["actual_low"]) == ("exactly", "3.00")


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "few"),
    [
        (0, None, "exactly", False),
        (1, None, "exactly", True),
        (4, None, "about", True),
        (5, None, "exactly", False),
        (2, 4, "exactly", True),
        (2, 9, "exactly", False),
        (3, None, "more_than", False),
        (None, None, "exactly", False),
    ],
)
def test_what_says_that_there_are_few(low: Any, high: Any, qualifier: str, few: bool) -> None:
    assert Quantity(low, high, qualifier, "people").is_few is few


@pytest.mark.parametrize(
    ("unit", "concerns", "people"),
    [
        ("people", "", True),
        ("Young people", "society", True),
        ("families or people", "", True),
        ("homes visited", "person", True),
        ("homes", "", False),
        ("days a week", "person", False),
        ("%", "person", False),
        ("% of residents", "person", False),
        ("councils", "organisation", False),
    ],
)
def test_which_figures_count_people(unit: str, concerns: str, people: bool) -> None:
    assert Indicator(unit=unit, concerns=concerns).counts_people is people


# --- What is not accepted yet ---


def test_a_correction_that_waits_takes_no_figure_from_the_public(
    client: Client, cast: Cast
) -> None:
    source = Source.objects.create(slug="count", title="Count")
    pilot = builders.pilot(cast.bradford, programme=cast.pfpp)
    counted = builders.indicator(pilot)
    old = builders.actual(counted, 67, source=source)
    update = builders.update(pilot, by=cast.author)
    builders.actual(counted, 999, replaces=old, update=update, source=source)
    pages = (
        pilot.get_absolute_url(),
        counted.get_absolute_url(),
        "/places/bradford/",
        "/sources/count/?kind=figures",
    )
    for page in pages:
        assert "67 homes" in text(client, page), page
        assert "999" not in text(client, page), page
    accept_update(update=update, by=cast.pfpp_lead)
    assert "67 homes" not in text(client, "/sources/count/?kind=figures")
    assert "999 homes" in text(client, "/sources/count/?kind=figures")


@pytest.mark.usefixtures("own_database")
def test_the_public_does_not_learn_that_an_update_was_sent(client: Client) -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, rhythm=3, update_due=TODAY)
    history = f"{pilot.get_absolute_url()}history/"
    before = text(client, history)
    period = Period(None, TODAY)
    submit_update(
        pilot=pilot, by=cast.bradford_officer, report=Report(period, no_change=True), today=TODAY
    )
    assert text(client, history) == before
    client.force_login(cast.bradford_officer)
    assert "Next update due" in text(client, history)


# --- Hidden neighbours ---


def test_a_fund_that_is_hidden_lends_its_name_to_no_flow(client: Client, cast: Cast) -> None:
    fund = Fund.objects.create(name="Secret pot", slug="secret", visibility="team")
    end = timezone.localdate() + dt.timedelta(days=30)
    builders.flow(cast.bradford, 5, fund=fund, receiver=cast.council, end=end)
    client.force_login(cast.bradford_officer)
    said = text(client, "/funding/ending/")
    assert str(cast.council) in said
    assert "Secret pot" not in said


def test_a_barrier_that_names_a_body_stays_out_of_public_view(client: Client, cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, "We cannot share", unlocker=cast.council)
    assert client.get(barrier.get_absolute_url()).status_code == 404
    for page in ("/barriers/", "/places/bradford/", "/search/?q=share", "/barriers/?format=csv"):
        assert "We cannot share" not in text(client, page)
    client.force_login(cast.outsider)
    assert "We cannot share" in text(client, "/barriers/")


@pytest.mark.parametrize(
    "address",
    [
        "/barriers/?pilot={pilot}",
        "/barriers/report/?pilot={pilot}",
        "/barriers/?pilot={pilot}&format=csv",
        "/barriers/?like={barrier}",
        "/search/?q={barrier}",
        "/barriers/?q={barrier}",
        "/funding/flows/?fund={fund}",
        "/funding/flows/?fund={fund}&format=json",
        "/barriers/{barrier}/",
        "/pilots/{pilot}/updates/1/",
        "/funding/flows/{flow}/",
        "/barriers/log/?pilot={pilot}",
    ],
)
@pytest.mark.parametrize("who", ["resident", "luton_officer"])
def test_a_hidden_record_answers_as_one_that_is_not_there(
    client: Client, cast: Cast, address: str, who: str
) -> None:
    pilot = builders.pilot(cast.bradford, visibility="team", slug="the-hidden-one")
    builders.update(pilot)
    barriers = [builders.barrier(cast.bradford, visibility="team") for _ in range(2)]
    hidden = {
        "pilot": pilot.slug,
        # The search box names B-000123 as an example, to everybody
        "barrier": next(one.reference for one in barriers if one.reference != "B-000123"),
        "fund": Fund.objects.create(name="Pot", slug="the-hidden-pot", visibility="team").slug,
        "flow": str(builders.flow(cast.bradford, 5, visibility="team").pk),
    }
    unknown = {"pilot": "the-unknown-one", "barrier": "B-654321", "fund": "the-unknown-pot"}
    unknown["flow"] = "654321"
    if who != "resident":
        client.force_login(getattr(cast, who))

    def answer(names: dict[str, str]) -> tuple[int, str]:
        response = client.get(address.format(**names))
        said = re.sub(
            r'name="(csrfmiddlewaretoken|draft_token)" value="[^"]*"', "", response.content.decode()
        )
        for key, name in names.items():
            said = said.replace(f"flows/{name}/" if key == "flow" else name, key)
        return response.status_code, said

    assert answer(hidden) == answer(unknown)


# --- Doing what is not yours ---


def edit_of(client: Client, barrier: Barrier, **changes: Any) -> Any:
    address = f"{barrier.get_absolute_url()}edit/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if isinstance(value, str | int) and value}
    return client.post(address, {**sent, "unlock": "not_known", **changes})


@pytest.mark.parametrize("who", ["pfpp_lead", "yorkshire_connector"])
def test_whoever_finds_an_owner_for_a_private_barrier_brings_it_no_readers(
    client: Client, cast: Cast, who: str
) -> None:
    theirs = builders.pilot(cast.bradford, "Elsewhere", programme=builders.programme("Other"))
    barrier = builders.barrier(
        cast.bradford, visibility="team", status="needs_owner", programme=cast.pfpp
    )
    client.force_login(getattr(cast, who))
    wider = {"add_place": "Luton", "add_place_pick": "luton", "visibility": "network"}
    other = {"pilot": "Elsewhere", "pilot_pick": theirs.slug}
    assert edit_of(client, barrier, **wider, **other).status_code == 200
    assert edit_of(client, barrier, **wider, title="We cannot move").status_code == 302
    barrier.refresh_from_db()
    assert barrier.title == "We cannot move"
    assert list(barrier.places.all()) == [cast.bradford]
    assert (barrier.pilot, barrier.programme, barrier.visibility) == (None, cast.pfpp, "team")


def test_a_partner_place_reads_what_the_lead_place_edits(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "", cast.luton, visibility="place")
    barrier = builders.barrier(cast.bradford, "", cast.luton, visibility="place")
    client.force_login(cast.luton_editor)
    for record in (pilot, barrier):
        assert client.get(record.get_absolute_url()).status_code == 200
        assert client.get(f"{record.get_absolute_url()}edit/").status_code == 403
    assert client.get(f"{pilot.get_absolute_url()}update/").status_code == 403
    assert client.get(f"{barrier.get_absolute_url()}tried/add/").status_code == 403


def test_a_role_reaches_down_and_never_up(client: Client, cast: Cast) -> None:
    above = builders.pilot(cast.region, visibility="place")
    below = builders.pilot(cast.bradford, visibility="place")
    client.force_login(cast.bradford_editor)
    assert client.get(above.get_absolute_url()).status_code == 404
    client.force_login(cast.region_editor)
    assert client.get(below.get_absolute_url()).status_code == 200


def test_an_author_whose_role_ended_reads_but_changes_nothing(client: Client, cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, visibility="team", created_by=cast.former_officer)
    client.force_login(cast.former_officer)
    assert client.get(barrier.get_absolute_url()).status_code == 200
    for form in ("edit/", "tried/add/", "checks/add/"):
        assert client.post(f"{barrier.get_absolute_url()}{form}").status_code == 403


def test_fields_that_are_not_asked_for_are_not_taken(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, visibility="place", team=cast.team)
    client.force_login(cast.teammate)
    address = f"{pilot.get_absolute_url()}edit/"
    form = client.get(address).context["form"]
    fine = {
        "name": "Warm",
        "status": "live",
        "visibility": "place",
        "version": form.instance.version,
    }
    client.post(address, {**fine, "visibility": "public"})
    client.post(
        address, {**fine, "team": "", "programme": cast.pfpp.pk, "slug": "x", "places": "1"}
    )
    pilot.refresh_from_db()
    assert (pilot.name, pilot.visibility, pilot.slug != "x") == ("Warm", "place", True)
    assert (pilot.team, pilot.programme) == (cast.team, None)


def test_a_barrier_is_logged_at_no_place_and_for_no_team_of_others(
    client: Client, cast: Cast
) -> None:
    hidden = builders.pilot(cast.luton, "Hidden", visibility="team")
    client.force_login(cast.bradford_officer)
    said = {
        "said": "We cannot share because of a rule",
        "people": "They wait",
        "kind": "not-sure",
        "unlock": "find_out",
    }
    client.post("/barriers/log/", {**said, "visibility": "public"})
    client.post(
        "/barriers/log/",
        {**said, "visibility": "team", "pilot": "Hidden", "pilot_pick": hidden.slug},
    )
    assert not Barrier.objects.exists()
    extra = {"place": "luton", "team": cast.team.pk, "programme": cast.pfpp.pk, "nature": "real"}
    client.post("/barriers/log/", {**said, **extra, "visibility": "place"})
    made = Barrier.objects.get()
    assert list(made.places.all()) == [cast.bradford]
    assert (made.team, made.programme, made.nature) == (None, None, "not_stated")
    assert client.post("/barriers/log/?place=luton", said).status_code == 403


def test_drafts_of_others_are_neither_written_nor_deleted(client: Client, cast: Cast) -> None:
    kind = Kind("log-barrier", title=lambda *_: "", url=lambda _: "")
    token = str(Ticket.for_form(cast.bradford_officer, kind, "bradford"))
    client.force_login(cast.luton_officer)
    assert client.post("/drafts/save/", {"draft_token": token, "said": "x"}).status_code == 400
    assert client.post("/drafts/save/", {"draft_token": token + "x"}).status_code == 400
    assert not Draft.objects.exists()
    draft = Draft.objects.create(author=cast.author, form="log-barrier")
    assert client.post(f"/drafts/{draft.pk}/delete/").status_code == 404
    assert Draft.objects.exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(client: Client, cast: Cast, away: str) -> None:
    sent = {"login": cast.author.email, "password": builders.PASSWORD, "next": away}
    answer = client.post("/account/sign-in/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    draft = Draft.objects.create(author=cast.author, form="log-barrier")
    answer = client.post(f"/drafts/{draft.pk}/delete/", {"next": away})
    assert "evil" not in answer["Location"]


def test_forms_are_taken_from_our_pages_alone(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.bradford_officer)
    for address in ("/drafts/save/", "/barriers/log/", "/account/", "/account/sign-out/"):
        assert client.post(address, {"said": "x"}).status_code == 403
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_what_signed_in_people_read_is_kept_by_no_cache(client: Client, cast: Cast) -> None:
    for address in ("/", "/places/", "/barriers/?format=csv", "/search/?q=x", "/no-such-page/"):
        assert "no-store" not in client.get(address).headers.get("Cache-Control", "")
    client.force_login(cast.bradford_officer)
    for address in ("/", "/places/", "/barriers/?format=csv", "/search/?q=x", "/no-such-page/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_nothing_that_people_typed_becomes_part_of_a_page(client: Client, cast: Cast) -> None:
    nasty = "</title></svg><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    pilot = builders.pilot(cast.bradford, nasty, programme=cast.pfpp, challenge=nasty)
    counted = builders.indicator(pilot, nasty, unit=nasty[:50], target_low=9)
    builders.actual(counted, 6, counts="same", source_said=nasty)
    builders.actual(counted, 7, counts="same", as_of=TODAY.replace(year=2025), note=nasty)
    barrier = builders.barrier(cast.bradford, nasty, because=nasty, category=builders.category())
    builders.flow(cast.bradford, 5, description=nasty)
    pages = [pilot.get_absolute_url(), counted.get_absolute_url(), barrier.get_absolute_url()]
    pages += [f"{page}brief/" for page in (pages[0], pages[2], "/places/bradford/")]
    pages += ["/places/bradford/", "/pilots/", "/barriers/", "/barriers/report/", "/funding/flows/"]
    for page in [*pages, "/search/?q=<script>alert(1)</script>", "/", f"{pages[0]}history/"]:
        said = client.get(page).content.decode()
        assert "<script>alert" not in said, page
        assert "<img src=x" not in said, page
    suggested = client.get("/pilots/suggest/?q=title")
    assert suggested["Content-Type"].startswith("application/json")
    assert client.get(f"{pages[0]}brief/?format=txt")["Content-Type"].startswith("text/plain")
