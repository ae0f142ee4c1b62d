"""The team of a place: its posts in a table, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from access.permissions import can_edit_place
from interface.cells import linked, soft
from interface.columns import Column
from interface.pages import Empty, PageAction
from interface.words import NOT_KNOWN, capitalised, count_words
from partnerships.place.kinds import NUMBER, KindInTable, with_ways
from records.dates import known_day, period_words
from services.models import TeamPost
from services.place_team.forms import EditPost, PostFilter


def _post(post: Any) -> SafeString:
    said = f"{post} (ended)" if post.is_over else None
    return with_ways(post, said)


def _body(body: Any) -> Any:
    return linked(body.name, body.get_absolute_url()) if body else NOT_KNOWN


def _lent(post: TeamPost) -> Any:
    return _body(post.lent_by) if post.lent_by else soft("Own post, or not known")


def time_words(time: Decimal | None) -> str:
    """ "3.4 full-time equivalents"; "not known" where nobody said it."""
    if time is None:
        return "not known"
    said = f"{time:f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return f"{said} full-time equivalent{'' if time == 1 else 's'}"


def _some(known: int, of: int) -> str:
    """Of how many posts the time is not in a sum; empty for none."""
    if known == of:
        return ""
    if not known:
        return " How much time that is isn’t known."
    return f" The time isn’t known for {of - known} of them."


class PlaceTeam(KindInTable):
    """Who works for the place: posts, never people."""

    model, form, title, path = TeamPost, EditPost, "Place team", "team"
    key, noun, may_edit, public, api = "team_post", "post", can_edit_place, True, True
    add_title, edit_title, draft_words = "Add a post", "Change a post", "Post of a place team"
    add_message = "Post saved."
    says = "The posts of the team that works for this place, who employs them and who lends time."
    with_rows, is_counted_within = ("place", "employer", "lent_by", "source"), False
    filters = PostFilter
    empty = Empty("No post of a place team is recorded yet.", "Editors of the place can add them.")
    menu = {
        "within": "place_team",
        "label": "Add a post of the place team",
        "says": "A post that works for your place: who employs it, who lends its time",
        "order": 32,
        "words": "new team staff lent capacity",
    }
    columns = (
        NUMBER,
        Column("post", "Post", "What it is called", attrgetter("title"), _post, head=True),
        Column.of(TeamPost, "place"),
        Column.of(TeamPost, "employer", cell=lambda post: _body(post.employer)),
        Column.of(
            TeamPost,
            "fte",
            cell=lambda post: NOT_KNOWN if post.fte is None else time_words(post.fte).split()[0],
            number=True,
        ),
        Column.of(TeamPost, "lent_by", cell=_lent, blank="not lent, or not known"),
        Column("when", "When", cell=lambda post: capitalised(period_words(post)) or NOT_KNOWN),
        known_day("from", "From", "Since when, as exactly as known", of="start"),
        known_day("until", "Until", "Its last day or period", of="end"),
        Column.of(TeamPost, "source", meaning="Where this is from"),
    )

    @classmethod
    def in_all(cls, rows: Any) -> list[str]:
        """How large the team is today, and how much of it is lent."""
        size = rows.on(timezone.localdate()).size()
        if not size["posts"]:
            return []
        said = f"{count_words(size['posts'], 'post')} today, {time_words(size['time'])}."
        if size["time"] is None:
            said = f"{count_words(size['posts'], 'post')} today."
        sentences = [said + _some(size["timed"], size["posts"])]
        if size["lent"]:
            lent = f"{size['lent']} of them {'is' if size['lent'] == 1 else 'are'} lent by "
            lent += count_words(size["lenders"], "body", "bodies")
            time = f", {time_words(size['lent_time'])}" if size["lent_time"] is not None else ""
            sentences.append(f"{lent}{time}.{_some(size['lent_timed'], size['lent'])}")
        return sentences

    class List(KindInTable.List):
        def get_actions(self) -> Sequence[PageAction]:
            """What partners do together about their staff and, signed in, about trust."""
            slug = self.place.slug
            ways = [("Joint workforce", reverse("place_workforce", args=[slug]))]
            if self.request.user.is_authenticated:
                ways.append(("Relationship work", reverse("place_relationships", args=[slug])))
            return [PageAction(words, url) for words, url in ways]
