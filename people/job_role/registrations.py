"""How job roles take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_last
from people.job_role.imported import CONTACTS
from people.job_role.permissions import can_add_posts
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides
from registry.reported import HasErrorReports
from registry.search import Found, Group, SearchIndex, some_of


def _open_post(sides: Sides) -> Q:
    return Q(post__ended_on=None) | Q(post__ended_on__gt=sides.day)


def _search(user: Any, typed: str, today: dt.date) -> Group:
    rows, count = some_of(
        made_up_last(JobRole.objects.visible_to(user).open(), "organisation"), typed, "organisation"
    )
    hits = (
        Found(row.title, row.get_absolute_url(), row.organisation.name, made_up=row.made_up)
        for row in rows
    )
    # That page ranks teams, so it is no list of exactly these
    url = f"{reverse('who_to_ask')}?{urlencode({'q': typed})}"
    label = "Who to ask among"
    return Group("job-roles", "Job roles", "job role", list(hits), count, url, label)


REGISTRATIONS = (
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
    BodyRule(JobRole, "organisation", Does.MOVE, noun="job role", order=110),
    SearchIndex(model=JobRole, group=_search, order=50),
    HistoryLabel(model=JobRolePlace, noun="place"),
    HistoryLabel(model=JobRoleTopic, noun="topic"),
    HistoryLabel(model=JobRoleHolder, noun="holder", named_by=("person",)),
    CONTACTS,
)
