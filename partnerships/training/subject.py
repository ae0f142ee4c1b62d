"""How training and the skills of partners take part in the whole."""

from __future__ import annotations

from partnerships.models import Attendance, Course, PartnerSkill
from records.merging import BodyRule, Does

DECLARES = (
    BodyRule(Course, "provider", Does.MOVE, noun="course", order=360),
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
)
