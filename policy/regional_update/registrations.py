"""How regional updates take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse

from access.subqueries import first_of
from interface.parts import MenuItem, Theme
from interface.sections import SHOWN, Section, Task, Turn
from partnerships.place.belonging import above
from policy.models import RegionalCorrection, RegionalReply, RegionalUpdate, RegionalUpdateItem
from policy.regional_update.forgetting import forget
from policy.regional_update.permissions import can_begin_regional_update
from policy.regional_update.quarters import Quarter
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule
from registry.erased import StaysErased
from registry.followed import Asked, FollowedNews, News
from registry.reported import HasErrorReports
from registry.search import PLACE, SearchIndex
from registry.waiting import TaskSections, Work


def _section(user: Any) -> Section:
    """Updates of regions that this user writes for, on their way to their readers."""
    rows = RegionalUpdate.objects.visible_to(user).being_written().select_related("region")
    updates, count = first_of(rows.order_by("-quarter", "id"), SHOWN)
    return Section(
        key="regional",
        title="Regional updates",
        items=[
            Task(
                title=f"{verb} the regional update: {update}" if verb else str(update),
                url=update.get_absolute_url(),
                action=verb,
                note="" if verb else "Somebody else has to check it",
                turn=Turn.YOURS if verb else Turn.OTHERS,
            )
            for update in updates
            for verb in (_verb(user, update),)
        ],
        count=count,
        note="being written or checked",
        url=reverse("regional_updates"),
        link="All, and start one",
    )


def _verb(user: Any, update: RegionalUpdate) -> str:
    """What is to be done next; nothing for whoever wrote or sent it, while others check it."""
    if update.state == RegionalUpdate.State.CHECKING:
        return "" if user.pk in (update.created_by_id, update.sent_by_id) else "Check"
    return "Publish" if update.state == RegionalUpdate.State.CHECKED else "Finish"


def _waiting(work: Work) -> Iterator[Section]:
    """For those whose roles are of a kind that writes them."""
    if work.reader.connected_places or work.reader.organisations:
        yield _section(work.user)


QUARTER = Func("quarter", Value("YYYY-MM"), function="to_char", output_field=TextField())


def _forget_again(reply: RegionalReply) -> None:
    forget(RegionalReply.with_withdrawn.filter(pk=reply.pk))


def _news(asked: Asked) -> Iterator[News]:
    """Those that came out, for who follows the region."""
    out = RegionalUpdate.objects.published().filter(
        region__in=asked.places, **asked.on("published_at")
    )
    for row in out.select_related("region"):
        line = f"The regional update of {row} has been published"
        at: Any = row.published_at  # it is published
        yield News(frozenset({row.region_id}), at, line, row.get_absolute_url(), row)


REGISTRATIONS = (
    StaysErased(
        model=RegionalReply,
        noun="address left for an answer,addresses left for answers",
        made="created_at",
        erased=lambda: RegionalReply.with_withdrawn.filter(email="", created_by=None),
        again=_forget_again,
        order=40,
    ),
    HasErrorReports(
        model=RegionalUpdate,
        pages=("regional_update", "regional_update_history", "regional_update_replies"),
        keys=("region__slug", "quarter"),
        as_stored={"quarter": lambda key: Quarter.parse(key).first},
        reads=("region",),
    ),
    MenuItem(
        page="regional_updates",
        label="Regional updates",
        says="What changed in each region this quarter",
        theme=Theme.PEOPLE,
        order=70,
        words="quarterly newsletter region report",
        within="library",
        yours=can_begin_regional_update,
    ),
    PlaceRule(RegionalUpdate, "region", Does.STAY, because="it told of that region"),
    PlaceRule(RegionalUpdateItem, "place", Does.STAY, because="it was published so"),
    PlaceRule(RegionalUpdateItem, "record", Does.STAY, because="it was published so"),
    BodyRule(RegionalUpdateItem, "record", Does.STAY, because="it was published so"),
    TaskSections(sections=_waiting, order=60),
    SearchIndex(
        model=RegionalUpdate,
        label="regional update",
        page="regional_update",
        key=("region__slug", QUARTER),
        title=Concat(
            Value("Regional update: "),
            "region__name",
            Value(", "),
            QUARTER,
            output_field=TextField(),
        ),
        text=("summary",),
        note=("summary",),
        status="state",
        within={PLACE: above("region")},
        made_up=Q(region__is_example=True),
        over=Q(withdrawn_on__isnull=False),
        order=76,
    ),
    FollowedNews(read=_news, order=60),
    Absent(
        model=RegionalUpdate,
        at=Whole.FILES,
        why="it is written from what the record holds of a region",
    ),
    HistoryLabel(model=RegionalCorrection, noun="correction"),
    HistoryLabel(model=RegionalReply, noun="reply"),
    HistoryLabel(model=RegionalUpdateItem, noun="item"),
)
