"""A kind of record of money that stands at places, declared once: pools, estimates, bids."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partnerships.programme.asked import asked_place, asked_programme
from partnerships.programme.at_places_views import WriteAtPlaces
from records.newest import NEWEST
from registry.kind_by_itself import KindByItself

MONEY = ("Money", "/funding/")


class KindOfMoney(KindByItself):
    """Its list and its page read rows with all that they say (``as_rows``)."""

    public, sorts, without = True, (NEWEST,), ()
    edit_title, add_message = "Change this {noun}", "{noun} added."

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [MONEY, *super().above()]

    @classmethod
    def as_rows(cls, rows: Any, user: Any) -> QuerySet[Any]:  # noqa: ARG003 - that of bids takes it
        """Rows with all that a list and a page say of them to this user."""
        read: QuerySet[Any] = rows.as_rows()
        return read

    class List(KindByItself.List):
        """The list, the newest change first."""

        orders = {"newest": ("oldest change first", "newest change first")}

        def get_queryset(self) -> QuerySet[Any]:
            return self.kind.as_rows(super().get_queryset(), self.request.user)

        def parent_breadcrumbs(self) -> list[tuple[str, str]]:
            return [MONEY]

    class Page(KindByItself.Page):
        """One with its facts."""

        @property
        def empty_hint(self) -> str:  # type: ignore[override]
            return f"Those who look after the {self.kind.noun} can add it."

        def get_queryset(self) -> QuerySet[Any]:
            return self.kind.as_rows(super().get_queryset(), self.request.user)

    class Add(WriteAtPlaces, KindByItself.Add):
        """A new one; ``?place=`` and ``?programme=`` fill in what is known already."""

        def known(self) -> dict[str, Any]:
            """What the address says of it."""
            asked = self.request
            return {"add_place": asked_place(asked), "programme": asked_programme(asked)}

        def arguments(self) -> dict[str, Any]:
            filled = {name: value for name, value in self.known().items() if value is not None}
            return {**super().arguments(), "initial": filled}

    class Edit(WriteAtPlaces, KindByItself.Edit):
        """Every fact of one; the second of two editors sees both versions."""

    class History(KindByItself.History):
        """Who changed what of one."""

        public = True
