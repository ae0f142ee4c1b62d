"""How job roles take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from interface.parts import Part, Theme
from partnerships.place.examples import made_up_last
from people.job_role.imported import CONTACTS
from people.job_role.permissions import can_add_posts
from people.models import Post, PostHolder, PostPlace, PostTopic
from records.differences import InHistory
from records.merging import BodyRule, Does, PlaceRule, Sides
from registry.reported import Reported
from registry.search import Found, Group, Searched, some_of


def _open_post(sides: Sides) -> Q:
    return Q(post__closed_on=None) | Q(post__closed_on__gt=sides.day)


def _search(user: Any, typed: str, today: dt.date) -> Group:
    rows, count = some_of(
        made_up_last(Post.objects.visible_to(user).open(), "organisation"), typed, "organisation"
    )
    hits = (
        Found(row.title, row.get_absolute_url(), row.organisation.name, made_up=row.made_up)
        for row in rows
    )
    # That page ranks teams, so it is no list of exactly these
    url = f"{reverse('who_to_ask')}?{urlencode({'q': typed})}"
    label = "Who to ask among"
    return Group("job-roles", "Job roles", "job role", list(hits), count, url, label)


DECLARES = (
    Reported(
        model=Post, pages=("post", "lived_role"), owner="organisation", reads=("organisation",)
    ),
    Part(
        page="post_add",
        label="Add a job role",
        says="A role that people can turn to, with what it covers",
        theme=Theme.PEOPLE,
        order=110,
        words="post contact person new",
        may=can_add_posts,
        adds=True,
    ),
    PlaceRule(
        PostPlace,
        "place",
        Does.MOVE,
        noun="job role",
        record="post",
        order=240,
        open=_open_post,
        once=("post_id",),
        spread=True,
    ),
    BodyRule(Post, "organisation", Does.MOVE, noun="job role", order=110),
    Searched(model=Post, group=_search, order=50),
    InHistory(model=PostPlace, noun="place"),
    InHistory(model=PostTopic, noun="topic"),
    InHistory(model=PostHolder, noun="holder", named_by=("person",)),
    CONTACTS,
)
