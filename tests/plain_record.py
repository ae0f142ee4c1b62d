"""What every plain record is tested for: its list, its page, its form, its history and its file.

A subject says in some fifty lines how one is made, what is typed and what must show:

    class TestAsset(HasHistory, HasFile, PlainRecord):
        model, adds, edits, may_not = Asset, "bradford_officer", "bradford_officer", "outsider"
        typed = {"name": "Market hall", …}
        …

and keeps tests of its own for what is not plain. What must never be seen holds the word HIDDEN.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, ClassVar

import pytest
import time_machine
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from pilots.kinds import KindOfPilot
from pilots.models import Pilot
from records.models import Tracked
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values

HIDDEN = "Zqhidden"
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
# What a form sends beside answers
OWN = {"csrfmiddlewaretoken", "draft_token", "version", "opened", "source_drawn", "looked_at"}


class PlainRecord:
    """List, page and form. People are named as in the cast."""

    model: ClassVar[type[Tracked]]
    adds: ClassVar[str]  # who may add one, and who may change one
    edits: ClassVar[str]
    may_not: ClassVar[str]  # sees it, and may neither add one nor change it
    reader: ClassVar[str] = "resident"  # who reads the list, the page and the file
    typed: ClassVar[dict[str, str]]  # an answer to every question of the form
    saved: ClassVar[dict[str, Any]]  # what the record then holds; "giver.name" follows a key
    listed: ClassVar[str]  # words of ``make()`` in the list
    shown: ClassVar[tuple[str, ...]]  # words of what was typed, where one is led after saving
    refused: ClassVar[list[tuple[dict[str, str], str]]]  # wrong answers, and what is said of them
    change: ClassVar[tuple[str, str, str]]  # a question, what ``make()`` says, and other words

    cast: Cast

    # --- What the subject says of itself ---

    def prepare(self) -> None:
        """Make what the rest stands on."""

    def make(self) -> Any:
        """One that the reader sees in the list."""
        raise NotImplementedError

    def hide(self) -> Any:
        """One that this list does not show the reader, with the word HIDDEN in a text."""
        raise NotImplementedError

    def list_at(self) -> str:
        raise NotImplementedError

    def add_at(self) -> str:
        return f"{self.list_at()}add/"

    def page_at(self, record: Any) -> str:
        return str(record.get_absolute_url())

    def edit_at(self, record: Any) -> str:
        return f"{record.get_absolute_url()}edit/"

    # --- What the tests use ---

    @pytest.fixture(autouse=True)
    def _today(self) -> Iterator[None]:
        with time_machine.travel(NOW, tick=True):
            yield

    @pytest.fixture
    def ready(self, cast: Cast) -> None:
        """The cast, and what the subject prepares."""
        self.cast = cast
        self.prepare()

    def as_(self, who: str) -> Client:
        """A browser of one of the cast."""
        return Client() if who == "resident" else signed_in(getattr(self.cast, who))

    def read(self, who: str, address: str) -> str:
        """What a page or a file says to somebody; it is there for them."""
        response = self.as_(who).get(address)
        assert response.status_code == 200, f"{who} at {address}: {response.status_code}"
        if response.streaming:
            return b"".join(response).decode("utf-8-sig")
        return unescape(text_of(response))

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A test for each wrong answer."""
        if "wrong" in metafunc.fixturenames:
            ids = [",".join(wrong) for wrong, _ in self.refused]
            metafunc.parametrize(("wrong", "said"), self.refused, ids=ids)

    # --- The list ---

    @pytest.mark.usefixtures("ready")
    def test_the_list_shows_what_the_reader_may_see_and_nothing_else(self) -> None:
        self.make()
        self.hide()
        said = self.read(self.reader, self.list_at())
        assert self.listed in said
        assert HIDDEN not in said

    # --- The page ---

    @pytest.mark.usefixtures("ready")
    def test_its_page_offers_to_change_it_to_who_may_alone(self) -> None:
        one = self.make()
        address = f'href="{self.edit_at(one)}"'
        pages = {
            who: self.as_(who).get(self.page_at(one)).content.decode()
            for who in {self.edits, self.may_not, self.reader}
        }
        assert {who for who, page in pages.items() if address in page} == {self.edits}

    # --- The form ---

    @pytest.mark.usefixtures("ready")
    def test_every_answer_is_saved_and_shown(self) -> None:
        client = self.as_(self.adds)
        data = filled(client, self.add_at(), **self.typed)
        asked = {name for name in data if not name.endswith("_pick")}  # a script's own
        assert asked - OWN == set(self.typed)  # an answer to every question
        response = client.post(self.add_at(), data, follow=True)
        assert [self.held(one) for one in self.model.objects.all()] == [self.saved]
        said = unescape(text_of(response))
        assert [words for words in self.shown if words not in said] == []
        if self.reader == "resident":  # who wrote it is nobody's business
            [one] = self.model.objects.all()
            for address in (self.list_at(), self.page_at(one)):
                assert getattr(self.cast, self.adds).full_name not in self.read("resident", address)

    def held(self, record: Model) -> dict[str, Any]:
        """What a record holds of what was typed."""
        return {path: _follow(record, path) for path in self.saved}

    @pytest.mark.usefixtures("ready")
    def test_a_form_that_is_sent_twice_makes_one(self) -> None:
        client = self.as_(self.adds)
        data = filled(client, self.add_at(), **self.typed)
        for _ in range(2):
            client.post(self.add_at(), data)
        assert self.model.objects.count() == 1

    @pytest.mark.usefixtures("ready")
    def test_a_wrong_answer_is_said_and_what_was_typed_stays(
        self, wrong: dict[str, str], said: str
    ) -> None:
        client = self.as_(self.adds)
        sent = filled(client, self.add_at(), **{**self.typed, **wrong})
        response = client.post(self.add_at(), sent)
        html = response.content.decode()
        assert response.status_code == 200
        assert "<title>Error: " in html
        assert said in unescape(html)
        kept = values(html)
        typed = {
            name: text
            for name, text in {**self.typed, **wrong}.items()
            if _shows(text) and (name in kept or name not in wrong)  # what can be typed at all
        }
        assert {name: kept.get(name) for name in typed} == typed
        assert not self.model.objects.exists()

    @pytest.mark.usefixtures("ready")
    def test_who_may_not_neither_adds_nor_changes(self) -> None:
        one, client = self.make(), self.as_(self.may_not)
        for address in (self.add_at(), self.edit_at(one)):
            assert client.get(address).status_code == 403, address
            assert client.post(address, self.typed).status_code == 403, address
            assert Client().post(address, self.typed).status_code == 302, address
        assert [found.version for found in self.model.objects.all()] == [one.version]

    @pytest.mark.usefixtures("ready")
    def test_the_second_of_two_editors_sees_both_versions_and_decides(self) -> None:
        one = self.make()
        name, before, mine = self.change
        client, address = self.as_(self.edits), self.edit_at(one)
        data = filled(client, address, **{name: mine})
        assert _follow(one, name) == before
        theirs = f"{before}, they say"
        self.model.objects.filter(pk=one.pk).update(**{name: theirs})
        response = client.post(address, data)
        said = unescape(response.content.decode())
        assert "changed this while you were typing" in said
        assert theirs in said
        assert mine in said
        one.refresh_from_db()
        assert _follow(one, name) == theirs
        client.post(address, values(response.content.decode()))
        one.refresh_from_db()
        assert _follow(one, name) == mine


class OfPilot(PlainRecord):
    """A declared kind of record of a pilot, by an officer; its page is the list of the pilot."""

    kind: ClassVar[type[KindOfPilot]]
    adds = edits = "bradford_officer"
    may_not = reader = "outsider"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if kind := getattr(cls, "kind", None):
            cls.model = kind.model
            if "columns" not in vars(cls):
                cls.columns = " ".join(column.name for column in kind.columns if column.in_file)

    def one(self, pilot: Pilot, **says: Any) -> Any:
        """One of this pilot; a text of a hidden one is HIDDEN."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.pilot, self.other = (
            builders.pilot(self.cast.bradford, name, programme=self.cast.pfpp)
            for name in ("Warm homes", "Cool homes")
        )

    def make(self) -> Any:
        return self.one(self.pilot)

    def hide(self) -> Any:
        return self.one(self.other, **{self.change[0]: HIDDEN})

    def list_at(self) -> str:
        return reverse(self.kind.name_of("List"), args=[self.pilot.slug])

    def page_at(self, record: Any) -> str:
        return self.list_at()

    def edit_at(self, record: Any) -> str:
        return reverse(self.kind.name_of("Edit"), args=[self.pilot.slug, record.pk])


class IsTakenBack(OfPilot):
    """Its list leads to where what was just added is taken back."""

    @pytest.mark.usefixtures("ready")
    def test_what_was_just_added_is_taken_back_from_the_list(self) -> None:
        record = self.make()
        self.model.objects.filter(pk=record.pk).update(created_by=getattr(self.cast, self.adds))
        at = reverse(self.kind.name_of("TakeBack"), args=[self.pilot.slug, record.pk])
        lists = {who: self.as_(who).get(self.list_at()) for who in (self.adds, self.may_not)}
        assert [at in page.content.decode() for page in lists.values()] == [True, False]
        page = self.as_(self.adds).get(at)
        assert f'href="{self.list_at()}"' in page.content.decode()
        self.as_(self.adds).post(at, {"because": "It was there twice."})
        assert not self.model.objects.filter(pk=record.pk).exists()


class HasFilters(PlainRecord):
    """The list can be narrowed."""

    filters: ClassVar[dict[str, bool]]  # "?place=luton": whether the list then has ``make()``
    wrong_filter: ClassVar[str]  # one that asks for what there is not: "?state=lost"

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A test for each filter."""
        super().pytest_generate_tests(metafunc)
        if "query" in metafunc.fixturenames:
            metafunc.parametrize(("query", "found"), self.filters.items())

    @pytest.mark.usefixtures("ready")
    def test_a_filter_keeps_what_matches(self, query: str, found: bool) -> None:
        self.make()
        assert (self.listed in self.read(self.reader, self.list_at() + query)) is found

    @pytest.mark.usefixtures("ready")
    def test_a_filter_for_what_there_is_not_shows_nothing_and_says_so(self) -> None:
        self.make()
        said = self.read(self.reader, self.list_at() + self.wrong_filter)
        assert self.listed not in said
        assert "nothing is shown" in said


class HasReaders(PlainRecord):
    """Some are hidden from the reader, and seen by others."""

    also_sees: ClassVar[str]

    @pytest.mark.usefixtures("ready")
    def test_what_is_hidden_is_there_for_who_may_see_it_alone(self) -> None:
        one = self.hide()
        lists = (self.list_at(), f"{self.list_at()}?format=csv", f"{self.list_at()}?format=json")
        for address in (*lists, self.page_at(one)):
            assert HIDDEN in self.read(self.also_sees, address), address
        for address in lists:
            assert HIDDEN not in self.read(self.reader, address), address
        assert self.as_(self.reader).get(self.page_at(one)).status_code == 404


class HasHistory(PlainRecord):
    """What was changed is told, in a history of its own or in that of what it belongs to."""

    history_for: ClassVar[str] = "bradford_officer"  # who is told
    history_not_for: ClassVar[str] = ""  # who is not, though they see the record now

    def history_at(self, record: Any) -> str:
        return f"{record.get_absolute_url()}history/"

    def test_its_history_tells_what_was_changed_by_whom(
        self, own_database: str, ready: None
    ) -> None:
        one = self.make()
        name, before, after = self.change
        client, address = self.as_(self.edits), self.edit_at(one)
        client.post(address, filled(client, address, **{name: after}))
        said = self.read(self.history_for, self.history_at(one))
        by = getattr(self.cast, self.edits).full_name
        assert [words for words in (before, after, by) if words not in said] == []
        if self.history_not_for:
            response = self.as_(self.history_not_for).get(self.history_at(one))
            assert after not in response.content.decode()


class HasFile(PlainRecord):
    """What the list shows can be taken away as a file."""

    columns: ClassVar[str]  # the names of the columns, in order
    cells: ClassVar[Mapping[str, str]]  # what ``make()`` holds under some of them

    @pytest.mark.usefixtures("ready")
    def test_the_file_has_its_columns_and_what_the_reader_may_see(self) -> None:
        self.make()
        self.hide()
        text = self.read(self.reader, f"{self.list_at()}?format=csv")
        found = csv.DictReader(io.StringIO(text))
        rows = list(found)
        assert found.fieldnames == [*self.columns.split(), "made_up"]
        assert {row["made_up"] for row in rows} == {"no"}
        assert [{name: row[name] for name in self.cells} for row in rows] == [self.cells]
        assert HIDDEN not in text

    @pytest.mark.usefixtures("ready")
    def test_the_other_files_hold_the_same_rows(self) -> None:
        self.make()
        self.hide()
        text = self.read(self.reader, f"{self.list_at()}?format=json")
        assert HIDDEN not in text
        for cell in self.cells.values():
            assert cell in text
        sheet = self.as_(self.reader).get(f"{self.list_at()}?format=xlsx")
        assert sheet.getvalue().startswith(b"PK")
        sheet.close()


def _follow(record: Any, path: str) -> Any:
    """What stands at a path of a record: "giver.name"."""
    for name in path.split("."):
        record = getattr(record, name)
    return record


def _shows(text: str) -> bool:
    """Whether an answer comes back letter for letter: not a blank, nor what nobody sees."""
    return bool(text.strip()) and not re.search(r"[\x00-\x08\x0b-\x1f]", text)
