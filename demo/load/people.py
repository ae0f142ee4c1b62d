"""Secondments and the board, with what else is recorded of people's work."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from people.models import (
    Attendance,
    Course,
    Expense,
    JobRole,
    JobRolePlace,
    Opportunity,
    PartnerSkill,
    Secondment,
    Terms,
)


def load_people(file: DataFile, record: Record) -> None:
    """Everything that a file says of people, without their names."""
    for entry in file.take("secondments", "secondment"):
        _secondment(entry, record)
    for entry in file.take("opportunities", "opportunity"):
        _opportunity(entry, record)
    for entry in file.take("roles", "people-role"):
        _role(entry, record)
    for entry in file.take("skills", "partner-skill"):
        _skill(entry, record)
    for entry in file.take("courses", "course"):
        _course(entry, record)
    record.flush()


def _secondment(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        Secondment(
            giver_id=_body(entry, record, "from"),
            receiver_id=_body(entry, record, "to"),
            place_id=_place(entry, record),
            state=entry.needed("state"),
            grade=entry.text("grade"),
            months=_whole(entry, "months"),
            **entry.dated("start"),
            **entry.dated("end", last=True),
            aim=entry.needed("aim"),
            outcome=entry.text("outcome"),
            source_id=record.source(entry),
        ),
    )


def _opportunity(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        Opportunity(
            created_by_id=record.user(entry, "by"),
            kind=entry.needed("kind"),
            organisation_id=_body(entry, record),
            place_id=_place(entry, record),
            title=entry.needed("title"),
            about=entry.text("about"),
            grade=entry.text("grade"),
            months=_whole(entry, "months"),
            closes_on=entry.day("closes_on"),
        ),
    )


def _body(entry: Entry, record: Record, name: str = "organisation") -> int:
    return record.id(entry, "organisation", entry.needed(name))


def _place(entry: Entry, record: Record) -> int | None:
    return record.maybe_id(entry, "place", entry.text("place"))


def _whole(entry: Entry, name: str) -> int | None:
    found = entry.number(name)
    return None if found is None else int(found)


def _role(entry: Entry, record: Record) -> None:
    """A champion, broker, key person or lived-experience role, with how it is paid."""
    places, terms = entry.names("places"), entry.children("terms", "terms")
    post = record.written(
        entry,
        JobRole(
            kind=entry.text("kind", "job_role"),
            title=entry.needed("title"),
            organisation_id=_body(entry, record),
            remit=entry.text("remit"),
            visibility=entry.text("seen_by", "network"),
            is_key_person=entry.flag("key_person"),
        ),
    )
    for place in places:
        link = JobRolePlace(post_id=post, place_id=record.id(entry, "place", place))
        record.add(entry.derived("place", place), link)
    for one in terms:
        spent = one.children("spent", "expense")
        agreed = record.written(
            one,
            Terms(
                post_id=post,
                paid=one.needed("paid"),
                rate=one.number("rate"),
                expenses=one.text("expenses"),
                months=_whole(one, "months"),
                support=one.text("support"),
            ),
        )
        for expense in spent:
            _expense(expense, record, agreed)


def _expense(entry: Entry, record: Record, terms: int) -> None:
    record.add(
        entry,
        Expense(
            terms_id=terms,
            what=entry.needed("what"),
            amount=entry.needed_number("amount"),
            meaning=entry.needed("meaning"),
            on=entry.needed_day("on"),
        ),
    )


def _skill(entry: Entry, record: Record) -> None:
    record.add(
        entry,
        PartnerSkill(
            organisation_id=_body(entry, record),
            skill=entry.needed("skill"),
            standing=entry.needed("standing"),
            basis=entry.text("basis", "self_said"),
            said_on=entry.needed_day("said_on"),
            note=entry.text("note"),
        ),
    )


def _course(entry: Entry, record: Record) -> None:
    attended = entry.children("attended", "attendance")
    course = record.written(
        entry,
        Course(
            title=entry.needed("title"),
            provider_id=_body(entry, record, "provider"),
            for_whom=entry.text("for_whom"),
            summary=entry.text("summary"),
            **entry.dated("start"),
            source_id=record.source(entry),
        ),
    )
    for one in attended:
        record.add(
            one,
            Attendance(
                course_id=course,
                organisation_id=_body(one, record),
                on=one.needed_day("on"),
                people=int(one.needed_number("people")),
            ),
        )
