"""A programme is set up by its people: added, kept, given places, ended, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from partnerships.models import Programme, ProgrammePlace
from partnerships.programme.actions import add_programme, change_programme
from partnerships.programme.forms import AddProgrammeForm, ProgrammeForm
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/programmes/add/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def send(client: Client, address: str, **typed: Any) -> tuple[str, Any]:
    """What the page says to this, and the answer."""
    response = client.post(address, filled(client, address, **typed), follow=True)
    return text_of(response), response


def test_an_administrator_adds_one_whose_dates_nobody_knows_and_says_later_when_it_ended(
    admin: Client,
) -> None:
    said, _ = send(admin, ADD, name="Warm Streets", builds_on=None)
    programme = Programme.objects.get(slug="warm-streets")
    assert "Programme added" in said
    assert "Dates not known" in said
    said, _ = send(
        admin, "/programmes/warm-streets/edit/", start_year="2024", may_vary="Which streets"
    )
    assert "From 2024" in said
    assert "Which streets" in said
    end = "/programmes/warm-streets/end/"
    said, _ = send(admin, end)
    assert "Enter when it ended" in said
    said, _ = send(admin, end, end_year="2023")
    assert "The end can’t be before the start, which was 2024" in said
    said, _ = send(admin, end, end_month="3", end_year="2025")
    assert "2024 to March 2025" in said
    programme.refresh_from_db()
    assert programme.end == dt.date(2025, 3, 31)


def test_what_is_called_alike_is_shown_once_before_another_is_added(admin: Client) -> None:
    builders.programme("Community Budgets", former_name="Total Place")
    builders.programme("Levelling Up Fund")
    said, answer = send(admin, ADD, name="Total Plaice", builds_on=None)
    assert "It looks like one you have" in said
    assert "Community Budgets" in said
    assert not Programme.objects.filter(name="Total Plaice").exists()
    page = answer.content.decode()
    assert 'name="looked_at" value="' in page
    shown = page.partition('name="looked_at" value="')[2].partition('"')[0]
    # A tick stands for what was shown, not for what another name brings up
    typed = {"builds_on": None, "is_another": "on", "looked_at": shown}
    said, _ = send(admin, ADD, name="Levelling Up Funds", **typed)
    assert "Levelling Up Fund" in said
    assert not Programme.objects.filter(name="Levelling Up Funds").exists()
    send(admin, ADD, name="Total Plaice", **typed)
    assert Programme.objects.filter(name="Total Plaice").exists()


def test_of_two_who_add_one_of_a_name_the_second_is_asked(cast: Cast) -> None:
    by = cast.administrator

    def looked(**typed: str) -> AddProgrammeForm:
        form = AddProgrammeForm({"name": "warm streets", **typed}, user=by)
        assert form.is_valid(), form.errors
        return form

    def add(form: AddProgrammeForm) -> Programme:
        return add_programme(by=by, programme=form.instance, check=form.ask_if_another)

    first, second = looked(), looked()
    made = add(first)
    with pytest.raises(ValidationError, match="Check what is recorded already"):
        add(second)
    assert add(looked(is_another="on", looked_at=str(made.pk))).slug == "warm-streets-2"


def test_an_officer_adds_and_keeps_those_of_their_own_body_alone(cast: Cast) -> None:
    officer = signed_in(cast.desnz_official)
    page = filled(officer, ADD)
    assert page["lead"] == "Department for Energy Security and Net Zero"
    said, _ = send(officer, ADD, name="Cool Streets", lead=cast.council.name, lead_pick="")
    assert "Name a body of yours" in said
    send(officer, ADD, name="Cool Streets")
    assert officer.get("/programmes/cool-streets/edit/").status_code == 200
    address = "/programmes/cool-streets/edit/"
    said, _ = send(officer, address, lead=cast.council.name, lead_pick="")
    assert "Name a body of yours" in said
    assert signed_in(cast.pfpp_lead).get(address).status_code == 403
    pfpp = cast.pfpp.get_absolute_url()
    assert officer.get(f"{pfpp}edit/").status_code == 403
    # A lead of the programme is no officer, and names whom the programme has
    said, _ = send(signed_in(cast.pfpp_lead), f"{pfpp}edit/", lead=cast.council.name)
    assert "Programme saved" in said


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": ""}, "Answer “What is it called?”"),
        ({"start_year": "2025", "end_year": "2024"}, "The end can’t be before the start"),
        ({"builds_on": "later"}, "One of these was itself built on this programme"),
        ({"source_url": "https://example.test/"}, "Say what the link leads to"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    admin: Client, typed: dict[str, str], problem: str
) -> None:
    first, middle, last = (builders.programme(name) for name in ("First", "Middle", "Last"))
    middle.builds_on.add(first)
    last.builds_on.add(middle)
    if "builds_on" in typed:
        typed = {"builds_on": str(last.pk)}
    said, _ = send(admin, "/programmes/first/edit/", **typed)
    assert problem in said
    assert not first.builds_on.exists()
    assert Programme.objects.get(pk=first.pk).start is None


def test_of_two_who_make_a_circle_at_once_the_second_is_told(admin: Client, cast: Cast) -> None:
    first, last = builders.programme("First"), builders.programme("Last")
    sent = filled(admin, "/programmes/first/edit/", builds_on=str(last.pk))
    form = ProgrammeForm(sent, instance=first, user=cast.administrator)
    assert form.is_valid(), form.errors
    last.builds_on.add(first)  # by somebody else, once that form was read
    with pytest.raises(ValidationError, match="itself built on this programme"):
        change_programme(save=form.save)
    assert not first.builds_on.exists()


def test_the_second_of_two_who_say_what_it_built_on_sees_both(admin: Client, cast: Cast) -> None:
    before, other = builders.programme("Total Place"), builders.programme("New Deal")
    address = f"{cast.pfpp.get_absolute_url()}edit/"
    mine = filled(admin, address, builds_on=str(before.pk))
    send(signed_in(cast.pfpp_lead), address, builds_on=str(other.pk))
    said = text_of(admin.post(address, mine, follow=True))
    assert "New Deal" in said
    assert list(cast.pfpp.builds_on.all()) == [other]


def test_history_tells_what_it_built_on_as_it_is_added_and_taken_away(
    admin: Client, cast: Cast
) -> None:
    before, other = builders.programme("Total Place"), builders.programme("New Deal")
    address = cast.pfpp.get_absolute_url()
    for chosen in (before, other):
        send(admin, f"{address}edit/", builds_on=str(chosen.pk))
    history = text_of(Client().get(f"{address}history/"))
    for line in ("added Total Place", "taken out Total Place", "added New Deal"):
        assert f"Earlier programme {line}" in history
    assert "taken out New Deal" not in history
    # It is told of the one that built, not of the one that it was built on.
    assert "Earlier programme" not in text_of(Client().get(f"{other.get_absolute_url()}history/"))


class TestPlaces:
    """Which places take part, in what part and when."""

    def add(self, client: Client, areas: str, **typed: str) -> str:
        return send(client, "/programmes/warm-streets/places/add/", areas=areas, **typed)[0]

    @pytest.fixture(autouse=True)
    def _programme(self, cast: Cast) -> None:
        self.programme = builders.programme("Warm Streets")
        self.cast = cast

    def test_several_are_added_at_once_changed_ended_and_taken_out(self, admin: Client) -> None:
        said = text_of(Client().get("/programmes/warm-streets/"))
        assert "say which places take part" not in said  # nobody leads it
        builders.give(self.cast.pfpp_lead, "programme_lead", self.programme)
        said = text_of(Client().get("/programmes/warm-streets/"))
        assert "Its leads can say which places take part" in said
        said = self.add(admin, "Bradford\nluton", role="Wave 1", valid_from_year="2024")
        assert "Places added" in said
        assert said.count("Wave 1") == 2
        luton, bradford = self.programme.place_links.order_by("-place__name")
        part = f"/programmes/warm-streets/places/{bradford.pk}/"
        said, _ = send(admin, part, valid_to_year="2023")
        assert "The end can’t be before the start" in said
        said, _ = send(admin, part, role="Lead area")
        assert "Lead area" in said
        said, _ = send(admin, f"{part}end/", on_year="2022")
        assert "The end can’t be before the start, which was 1 January 2024" in said
        said, _ = send(admin, f"{part}end/", on_month="6", on_year="2025")
        assert "June 2025" in said
        page = text_of(Client().get("/programmes/warm-streets/places/"))
        assert "Lead area" in page
        assert "June 2025" in page
        admin.post(f"/programmes/warm-streets/places/{luton.pk}/undo/", {"because": "By mistake"})
        assert list(self.programme.place_links.all()) == [bradford]
        assert "Luton" in text_of(Client().get("/programmes/warm-streets/history/"))

    @pytest.mark.parametrize(
        ("areas", "typed", "problem"),
        [
            ("", {}, "Enter at least one place"),
            ("Nowhere\nLuton", {}, "Line 1: no place is called “Nowhere”"),
            ("Bradford\nLuton", {"named": "Kenton"}, "for one place at a time"),
            ("Luton", {"valid_from_year": "2024", "valid_to_year": "2022"}, "before the start"),
        ],
    )
    def test_a_wrong_list_adds_nothing(
        self, admin: Client, areas: str, typed: dict[str, str], problem: str
    ) -> None:
        assert problem in self.add(admin, areas, **typed)
        assert not self.programme.place_links.exists()

    def test_one_that_takes_part_already_is_named(self, admin: Client) -> None:
        self.add(admin, "Luton")
        said = self.add(admin, "Bradford\nLuton")
        assert "Luton is among its places already" in said
        assert self.programme.place_links.count() == 1


class TestUndo:
    """An adding is undone by its author, within a day, while nothing rests on it."""

    @pytest.fixture(autouse=True)
    def _added(self, cast: Cast) -> None:
        self.programme = builders.programme("Warm Streets", created_by=cast.outsider)
        self.programme.builds_on.add(cast.pfpp)
        self.author = signed_in(cast.outsider)
        self.address = "/programmes/warm-streets/undo/"

    def is_there(self) -> bool:
        return Programme.objects.filter(pk=self.programme.pk).exists()

    def test_its_author_takes_it_back(self, cast: Cast) -> None:
        assert "Take back" in text_of(self.author.get("/programmes/warm-streets/"))
        assert signed_in(cast.luton_editor).post(self.address).status_code == 403
        answer = self.author.post(self.address, {"because": "Twice"}, follow=True)
        assert "Taken back: Warm Streets" in answer.content.decode()
        assert not self.is_there()
        assert self.author.post(self.address).status_code == 404

    def test_it_stays_after_a_week(self) -> None:
        with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
            assert "Take back" not in text_of(self.author.get("/programmes/warm-streets/"))
            assert "more than a week has passed" in text_of(self.author.get(self.address))
            self.author.post(self.address, {"because": "Twice"})
        assert self.is_there()

    def test_what_was_loaded_stays(self, cast: Cast, admin: Client) -> None:
        loaded = builders.programme("Total Place")
        assert "Take back" not in text_of(admin.get(loaded.get_absolute_url()))
        assert "it was loaded" in text_of(admin.get("/programmes/total-place/undo/"))
        admin.post("/programmes/total-place/undo/", {"because": "By mistake"})
        assert Programme.objects.filter(pk=loaded.pk).exists()

    @pytest.mark.parametrize("what", ["place", "pilot", "role", "built on"])
    def test_it_stays_while_something_rests_on_it(self, cast: Cast, what: str) -> None:
        if what == "place":
            ProgrammePlace.objects.create(programme=self.programme, place=cast.luton)
        elif what == "pilot":
            builders.pilot(cast.luton, programme=self.programme, visibility="team")
        elif what == "role":
            builders.give(cast.evaluator, "evaluator", self.programme)
        else:
            builders.programme("Warmer Streets").builds_on.add(self.programme)
        assert "something depends on it" in text_of(self.author.get(self.address))
        self.author.post(self.address, {"because": "Twice"})
        assert self.is_there()
