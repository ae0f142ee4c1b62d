"""Job roles, who holds them, and the other words that people type."""

from __future__ import annotations

from demo.load.entries import DataFile, Entry
from demo.load.record import Record
from partnerships.models import Place, Synonym
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person


def load_words(file: DataFile, record: Record) -> None:
    """Other words for themes and bodies."""
    for entry in file.take("words", "word"):
        record.add(
            entry,
            Synonym(
                words=entry.needed("words"),
                topic_id=record.maybe_id(entry, "topic", entry.text("topic")),
                organisation_id=record.maybe_id(entry, "organisation", entry.text("organisation")),
                note=entry.text("note"),
            ),
        )
    record.flush()


def load_posts(file: DataFile, record: Record) -> None:
    """Job roles with themes, places and holders; ``keeps`` is the place whose page they own."""
    for entry in file.take("posts", "post"):
        topics, places, keeps = entry.names("topics"), entry.names("places"), entry.text("keeps")
        holders, due = entry.children("holders", "holder"), entry.day("keeps_until")
        post = record.written(
            entry,
            JobRole(
                title=entry.needed("title"),
                kind=entry.text("kind", JobRole.Kind.JOB_ROLE),
                organisation_id=record.id(entry, "organisation", entry.needed("organisation")),
                remit=entry.text("remit"),
                email=entry.text("email"),
                visibility=entry.text("seen_by", "network"),
                confirmed_on=entry.day("confirmed"),
                review_by=entry.day("review_by"),
                bounced_on=entry.day("bounced"),
            ),
        )
        for topic in topics:
            link = JobRoleTopic(post_id=post, topic_id=record.id(entry, "topic", topic))
            record.add(entry.derived("topic", topic), link)
        for place in places:
            covered = JobRolePlace(post_id=post, place_id=record.id(entry, "place", place))
            record.add(entry.derived("place", place), covered)
        for holder in holders:
            _holder(holder, record, post)
        if keeps:
            page = Place.objects.filter(pk=record.id(entry, "place", keeps), owner_post=None)
            page.update(owner_post=post, review_by=due)
    record.flush()


def _holder(entry: Entry, record: Record, post: int) -> None:
    name, email = entry.needed("name"), entry.text("email")
    person = entry.derived("person", "who", name=name, email=email)
    who = record.written(
        person,
        Person(
            name=person.needed("name"),
            email=person.text("email"),
            user_id=record.user(entry, "account"),
        ),
    )
    record.add(
        entry,
        JobRoleHolder(
            post_id=post, person_id=who, valid_from=entry.day("from"), valid_to=entry.day("to")
        ),
    )
