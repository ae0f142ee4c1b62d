"""Texts that are made to be passed on: copied, printed or sent (decision 67).

They are written as anybody who is signed in would read the record, or, for who is signed out, as
everybody would. Who ticks it takes in what they read besides; each line of that is marked, and the
head says who may read it.

    sharing = Sharing(request)
    made = sharing.each(lambda reader: build(reader, place))
    text = sharing.text(made, lambda page: render_to_string("brief.txt", {"page": page}))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from access.visibility import Reader
from interface.marking import NOT_FOR_EVERYONE, marked_page, marked_text
from records.models import NARROW_LEVELS, Visibility

T = TypeVar("T")
TICK = "own"
# Who reads a record of each level that names a group, as a sentence goes on after "Only"
READERS = {
    Visibility.TEAM: "its author, its team and the editors of its places",
    Visibility.PLACE: "its author, its team and people with a role at its places",
    Visibility.PROGRAMME: "its author, its team and people with a role at its places or on its "
    "programme",
}


def everyone_signed_in() -> Any:
    """A reader without any role: what they may read, everybody who is signed in may."""
    anybody: Any = get_user_model()(pk=0)
    anybody.reader = Reader(user_id=0)
    return anybody


def readers_of(*levels: str) -> str:
    """Who reads what is no wider than any of these levels; empty where everyone signed in does."""
    narrowest = next((level for level in NARROW_LEVELS if level in levels), None)
    return READERS[narrowest] if narrowest else ""


class Sharing:
    """What one text takes in, and what its head says of that.

    ``readers`` says who may read the record itself, where not everyone signed in may;
    ``is_public`` that it was published to everyone, with nothing besides; ``takes_own`` that what
    its reader sees besides is taken in unasked, for themselves to keep.
    """

    def __init__(
        self,
        request: HttpRequest,
        readers: str = "",
        *,
        is_public: bool = False,
        takes_own: bool = False,
    ) -> None:
        self.reader = request.user
        self.may_tick = request.user.is_authenticated and not is_public
        self.takes_own = takes_own
        self.is_ticked = self.may_tick and (takes_own or bool(request.GET.get(TICK)))
        self.everyone = everyone_signed_in() if self.may_tick else AnonymousUser()
        self.readers = readers
        self.others = [
            (name, value)
            for name, values in request.GET.lists()
            if name not in (TICK, "format")
            for value in values
        ]

    @property
    def is_narrow(self) -> bool:
        """Whether not everyone signed in may read all of it."""
        return self.is_ticked or bool(self.readers)

    @property
    def who(self) -> str:
        """Whose reading it is, in a sentence: "No barrier that everyone signed in can see"."""
        if self.is_ticked:
            return str(self.reader)
        return "everyone signed in" if self.may_tick else "everyone"

    @property
    def seen_by(self) -> str:
        """Who may read it, in a few words."""
        if self.is_ticked:
            return "not everyone, see the marked lines"
        return self.readers or self.who

    @property
    def head(self) -> str:
        """Who may read it, as its head says."""
        if not self.is_narrow:
            return f"Visible to: {self.who}."
        said = ["Not for everyone."]
        if self.readers:
            said.append(f"Only {self.readers} may read this.")
        if self.is_ticked:
            why = (
                "They are included because {} can see them"
                if self.takes_own
                else "{} chose to include these lines"
            )
            said.append(
                f"Lines marked “{NOT_FOR_EVERYONE}” may be read only by the team, place or funder "
                f"that they belong to. {why.format(self.reader)}. Check who may read "
                "them before you share this."
            )
        return " ".join(said)

    def each(self, build: Callable[[Any], T]) -> list[T]:
        """What it says to everyone, and, where that was ticked, also to its own reader."""
        readers = [self.everyone, self.reader] if self.is_ticked else [self.everyone]
        return [build(reader) for reader in readers]

    def text(self, made: Iterable[T], write: Callable[[T], str]) -> str:
        """The text of ``each``, with what is not for everyone marked."""
        return _marked([write(one) for one in made], marked_text)

    def page(self, made: Iterable[T], draw: Callable[[T], HttpResponse]) -> HttpResponse:
        """The page of ``each``, likewise."""
        drawn = [draw(one) for one in made]
        pages = [answer.content.decode() for answer in drawn]
        drawn[-1].content = _marked(pages, marked_page)
        return drawn[-1]


def _marked(texts: Sequence[str], mark: Callable[[str, str], str]) -> str:
    """The last of one or two, with what the first has not marked."""
    return texts[0] if len(texts) == 1 else mark(texts[1], texts[0])


def as_text(request: HttpRequest, text: str, slug: str) -> HttpResponse | None:
    """The text itself, as a file with ``?format=txt``; None for who reads pages."""
    is_file = request.GET.get("format") == "txt"
    accepts = request.headers.get("Accept", "text/html").replace("*/*", "text/html")
    if not is_file and "text/html" in accepts:
        return None
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    if is_file:
        response["Content-Disposition"] = f'attachment; filename="placebook-{slug}.txt"'
    response["Vary"] = "Accept, Cookie"
    return response
