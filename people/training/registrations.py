"""How training and the skills of partners take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, RecordMenuItem, Theme, signed_in_of
from people.models import Attendance, Course, OwnTraining, PartnerSkill
from people.training.in_calendar import CALENDAR
from people.training.views import Courses
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime
from records.switches import SwitchablePart
from registry.personal_data import PersonalData
from registry.reported import HasErrorReports
from registry.search import BODY, SearchIndex

REGISTRATIONS = (
    SwitchablePart(
        key="training",
        label="Training",
        says="Courses, who took them, and what partners can do or lack",
        below=("training/", "places/<slug:slug>/skills/"),
        order=20,
    ),
    PersonalData(
        key="training",
        title="Their own note of training",
        rows=lambda theirs: OwnTraining.objects.filter(theirs).select_related("course"),
        columns={"course": "course.title", "on": "on"},
        removed="notes of training",
        order=30,
    ),
    *Courses.registrations(),
    HasErrorReports(model=Course, pages=("course",), owner="provider"),
    MenuItem(
        page="courses",
        label="Training",
        says="Courses in working across organisations",
        theme=Theme.PEOPLE,
        order=90,
        words="courses learning skills",
    ),
    RecordMenuItem(
        page="place_skills",
        within="place_partners",
        label="Skills",
        says="Which skills its partners have, can lend or lack",
        of="place",
        order=230,
        permission=signed_in_of,
    ),
    BodyRule(
        Course,
        "provider",
        Does.MOVE,
        noun="course",
        order=360,
        in_time=InTime(Does.MOVE, lambda sides: Q(start__gte=sides.day)),
    ),
    BodyRule(
        Attendance,
        "organisation",
        Does.MOVE,
        noun="attendance",
        record="course",
        order=370,
        once=("course_id", '"on"'),
        sums="people",
    ),
    BodyRule(PartnerSkill, "organisation", Does.MOVE, noun="skill", order=380, once=("skill",)),
    SearchIndex(
        model=Course,
        label="training",
        plural="training",
        page="course",
        title="title",
        text=("summary", "for_whom"),
        note=("provider__name", "summary"),
        within={BODY: "provider_id"},
        made_up=Q(provider__is_example=True),
        order=153,
    ),
    Absent(
        model=Course,
        at=Whole.FILES,
        why="no format reads a catalogue of training",
        to_come=True,
    ),
    *CALENDAR,
    HistoryLabel(model=PartnerSkill, noun="skill", named_by=("skill",)),
)
