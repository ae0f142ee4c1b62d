"""How job roles take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, Theme
from people.job_role.imported import CONTACTS
from people.job_role.permissions import can_add_posts
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides, not_over
from records.unlinked import Unlinked
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, PROGRAMME, TOPIC, SearchIndex, through


def _open_post(sides: Sides) -> Q:
    return Q(post__ended_on=None) | Q(post__ended_on__gt=sides.day)


REGISTRATIONS = (
    HistoryLabel(
        model=Person,
        apart="it is a name: administrators read of it on the page of all changes",
    ),
    HasErrorReports(
        model=JobRole, pages=("post", "lived_role"), owner="organisation", reads=("organisation",)
    ),
    MenuItem(
        page="post_add",
        label="Add a job role",
        says="A role that people can turn to, with what it covers",
        theme=Theme.PEOPLE,
        order=110,
        words="post contact person new",
        permission=can_add_posts,
        adds=True,
    ),
    PlaceRule(
        JobRolePlace,
        "place",
        Does.MOVE,
        noun="job role",
        record="post",
        order=240,
        open=_open_post,
        once=("post_id",),
        spread=True,
    ),
    BodyRule(
        JobRole,
        "organisation",
        Does.MOVE,
        noun="job role",
        order=110,
        in_time=InTime(Does.MOVE, not_over("ended_on")),
    ),
    HistoryLabel(model=JobRolePlace, noun="place"),
    HistoryLabel(model=JobRoleTopic, noun="topic"),
    HistoryLabel(model=JobRoleHolder, noun="holder", named_by=("person",)),
    CONTACTS,
    SearchIndex(
        model=JobRole,
        label="job role",
        page="post",
        title="title",
        text=("remit",),
        note=("organisation__name", "remit"),
        within={
            BODY: "organisation_id",
            PLACE: "reach_ids",
            PROGRAMME: "programme_id",
            TOPIC: through(JobRoleTopic, "topic", of="post"),
        },
        made_up=Q(organisation__is_example=True),
        over=Q(ended_on__isnull=False),
        weight=0.1,
        order=50,
    ),
    Unlinked(
        pages=("post_backup",),
        on="pilot_partners",
        why="a pilot leads there while its key role has no backup",
    ),
    Absent(
        model=Person,
        at=Whole.CALENDAR,
        fields=("keep_until",),
        why="the hourly job removes the name after it, and nobody has to act",
    ),
    Absent(
        model=Person,
        at=Whole.SEARCH,
        fields=("name",),
        why="people are found by what they do, never by name",
    ),
)
