"""How systemic barriers take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from access.visibility import Reader
from barriers.models import (
    Barrier,
    BarrierPlace,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from barriers.systemic.clusters import clusters
from barriers.systemic.in_calendar import CALENDAR
from barriers.systemic.permissions import can_keep_systemic
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme
from interface.sections import Section, Task
from partnerships.models import PlaceReach
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, moves
from records.related import Beside
from records.resting import CitesSource, HasNotes
from registry.commented import HasComments
from registry.reported import HasErrorReports
from registry.search import BODY, PROGRAMME, SearchIndex
from registry.waiting import TaskSections, Work, first_few, waiting_since


def _closable(reader: Reader) -> Q:
    """As ``can_close``: their own, their team's, those that their places or programmes lead."""
    mine = Q(team__in=sorted(reader.teams)) if reader.teams else Q(pk__in=[])
    if reader.contributed_places or reader.teams:
        mine |= Q(created_by=reader.user_id)
    if reader.led_programmes:
        mine |= Q(programme__in=sorted(reader.led_programmes))
    if reader.edited_places:
        below = PlaceReach.objects.filter(ancestor__in=sorted(reader.edited_places))
        led = BarrierPlace.objects.filter(
            barrier=OuterRef("pk"), is_lead=True, place__in=below.values("place")
        )
        mine |= Q(reach_ids__overlap=sorted(reader.edited_places)) & Q(Exists(led))
    return mine


def _shared(work: Work) -> Iterator[Section]:
    """Similar barriers in several places, proposed unasked to those who lead or connect there."""
    if found := clusters(work.user):
        yield Section(
            key="clusters",
            title="Similar barriers in several places",
            short="Shared by places",
            items=[
                Task(
                    title=f"Bring together similar barriers: {cluster.sub_type.name}",
                    url=cluster.url,
                    action="Join up",
                    note=cluster.words,
                )
                for cluster in found
            ],
            count=BoundedCount(len(found)),
            note="where you lead or connect",
            url=reverse("systemic_barriers"),
            link="Systemic barriers",
        )


def _offered(work: Work) -> QuerySet[Any]:
    seen = Barrier.objects.visible_to(work.user).filter(_closable(work.reader))
    rows = SystemicOffer.objects.waiting().filter(barrier__in=seen)
    rows = rows.select_related("barrier", "answer__body").defer("barrier__search")
    return rows.order_by("id")


def _waiting(work: Work) -> Iterator[Section]:
    """The longest offered first; nothing where none waits."""
    first, count = first_few(work, _offered)
    if first:
        yield Section(
            key="resolutions",
            title="Answers that may resolve your barriers",
            short="Does it help?",
            items=[
                Task(
                    title=f"Accept the answer from {offer.answer.body}, or say why not",
                    url=f"{offer.barrier.get_absolute_url()}#systemic",
                    action="Decide",
                    note=offer.barrier.title,
                    reason=waiting_since(offer.answer.day, work.today),
                )
                for offer in first
            ],
            count=count,
            note="not said yet",
        )


def _title(systemic: SystemicBarrier) -> str:
    return f"{systemic.reference}: {systemic.title}"


REGISTRATIONS = (
    HasErrorReports(model=SystemicBarrier, pages=("systemic",), title=_title),
    MenuItem(
        page="systemic_barriers",
        label="Systemic barriers",
        says="Causes that several places share",
        theme=Theme.BARRIERS,
        order=50,
        words="national shared causes law policy",
    ),
    MenuItem(
        page="systemic_laws",
        label="Laws in the way",
        says="Systemic barriers by the law that they come from",
        theme=Theme.BARRIERS,
        order=60,
        words="legislation acts legal",
        within="systemic_barriers",
    ),
    MenuItem(
        page="systemic_add",
        label="Record a systemic barrier",
        says="A cause that the barriers of several places share",
        theme=Theme.BARRIERS,
        order=130,
        words="add new shared cause",
        permission=can_keep_systemic,
        adds=True,
    ),
    HasComments(model=SystemicBarrier, title=_title, order=40),
    BodyRule(
        SystemicBarrier,
        "owner",
        Does.MOVE,
        noun="systemic barrier that it could change,systemic barriers that it could change",
        order=250,
        in_time=moves(~Q(status__in=SystemicBarrier.ENDED)),
    ),
    BodyRule(SystemicAnswer, "body", Does.STAY, because="so it was said"),
    CitesSource(model=SystemicBarrier, key="systemic", noun="systemic barrier", order=220),
    TaskSections(sections=_waiting, order=130),
    TaskSections(sections=_shared, order=175),
    HistoryLabel(
        model=SystemicBarrier,
        labels={"ask": "What they are asked to do"},
        silent=("words_changed_on",),
    ),
    HistoryLabel(model=SystemicAnswer, public=True, noun="answer", with_name=("not_meant",)),
    HasNotes(model=SystemicBarrier),
    SearchIndex(
        model=SystemicBarrier,
        label="systemic barrier",
        page="systemic",
        reference=SystemicBarrier.objects.all().reference,
        title="title",
        text=("cause", "ask", "law", "lever"),
        note=("category__name", "cause"),
        status="status",
        within={PROGRAMME: "programme_id", BODY: "owner_id"},
        made_up=Q(is_example=True),
        weight=0.5,
        order=31,
    ),
    Beside(name="systemic", of=Barrier, model=SystemicMember, key="barrier"),
    Absent(
        model=SystemicBarrier,
        at=Whole.FILES,
        why="no format reads a list of what is asked of government",
        to_come=True,
    ),
    *CALENDAR,
    HistoryLabel(
        model=SystemicMember, noun="part in a systemic barrier", named_by=("systemic", "barrier")
    ),
    HistoryLabel(model=SystemicOffer, noun="offer of an answer", named_by=("barrier",)),
)
