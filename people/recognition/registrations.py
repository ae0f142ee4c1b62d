"""How recognition takes part in the whole."""

from __future__ import annotations

from django.db.models import Q

from accounts.notice.rights import ToldByAddress
from interface.parts import MenuItem, Theme
from partnerships.place.belonging import above
from people.models import Recognition
from people.recognition.views import Recognitions
from people.review.responsible import reached_by
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, PlaceRule
from records.switches import SwitchablePart
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, SearchIndex


def _is_thanked(recognition: Recognition, email: str) -> bool:
    return recognition.post is not None and email in reached_by([recognition.post])


REGISTRATIONS = (
    SwitchablePart(
        key="recognition",
        label="Recognition",
        says="Thanks to organisations and job roles",
        below=("recognition/", "organisations/<slug:slug>/thank/", "job-roles/<int:pk>/thank/"),
        order=30,
    ),
    *Recognitions.registrations(),
    ToldByAddress(kind="recognition", still=_is_thanked),
    HasErrorReports(model=Recognition, pages=("recognition",), owner="given_by"),
    MenuItem(
        page="recognitions",
        label="Recognition",
        says="Thanks and awards for people who work across organisations",
        theme=Theme.PEOPLE,
        order=95,
        words="awards thanks credit",
    ),
    PlaceRule(Recognition, "place", Does.STAY, because="it was said of the old place"),
    BodyRule(Recognition, "organisation", Does.MOVE, noun="recognition", order=340),
    BodyRule(Recognition, "given_by", Does.MOVE, noun="recognition that it gave", order=350),
    SearchIndex(
        model=Recognition,
        label="recognition",
        page="recognition",
        title="said",
        note=("organisation__name", "place__name"),
        within={BODY: "organisation_id", PLACE: above("place")},
        made_up=Q(organisation__is_example=True),
        weight=-0.3,
        order=150,
    ),
    Absent(
        model=Recognition,
        at=Whole.FILES,
        why="it is one body's word of thanks to another",
    ),
)
