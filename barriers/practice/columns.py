"""The files of the practice library: each column with its meaning."""

from __future__ import annotations

from operator import attrgetter

from barriers.models import Believed, Guidance, PracticeExample
from barriers.practice.use import From
from interface.columns import Column, Type

USE = (
    Column(
        "opened",
        "Opened",
        "How often it was opened, by people signed in",
        lambda o: o.opened,
        type=Type.NUMBER,
    ),
    *(
        Column(
            f"opened_{one.value}",
            f"Opened {one.label}",
            f"Of these, how often it was opened {one.label}",
            attrgetter(f"opened_{one.value}"),
            type=Type.NUMBER,
        )
        for one in From
    ),
)
SOURCE = Column("source", "Source", "Where it is from", lambda one: str(one.source or ""))
ADDRESS = Column("address", "Address", "Its page", lambda one: one.get_absolute_url())
KIND = Column("kind", "Kind", "The kind of barrier", lambda one: one.category.name)

GUIDANCE = (
    Column.of(Guidance, "title", meaning="What it is called"),
    Column.of(Guidance, "about"),
    Column.of(Guidance, "publisher", meaning="Who published it"),
    Column.of(Guidance, "owner", value=lambda one: str(one.owner or "")),
    Column("link", "Link", "Where it can be read", lambda one: one.url),
    Column(
        "audience",
        "Written for",
        "For whom it was written; empty where that is not known",
        lambda o: o.get_audience_display() if o.audience != Guidance.Audience.NOT_KNOWN else "",
    ),
    Column(
        "kinds",
        "Kinds of barrier",
        "The kinds that it serves",
        lambda one: "; ".join(kind.name for kind in one.kinds),
    ),
    Column(
        "serves",
        "Steps and sub-types",
        "Of those kinds, the steps and sub-types that it serves",
        lambda one: "; ".join(
            str(link) for link in one.links.all() if link.practice_id or link.sub_type_id
        ),
    ),
    Column(
        "checked",
        "Last checked",
        "The day; empty if not known",
        lambda one: one.checked_on,
        type=Type.DATE,
    ),
    Column(
        "barriers",
        "Barriers",
        "How many barriers that you can see bear on it",
        lambda one: one.bearing,
        type=Type.NUMBER,
    ),
    SOURCE,
    *USE,
    ADDRESS,
)
EXAMPLES = (
    KIND,
    Column(
        "step",
        "Step",
        "The step that it shows, if any",
        lambda one: one.practice.code if one.practice else "",
    ),
    Column("where", "Where", "The place, or in the words of the source", lambda one: one.where),
    Column.of(PracticeExample, "what"),
    Column.of(PracticeExample, "tried"),
    Column.of(PracticeExample, "result"),
    Column(
        "barrier",
        "Barrier",
        "The barrier that it is about",
        lambda one: one.barrier.reference if one.barrier else "",
    ),
    Column("pilot", "Pilot", "The pilot that it is about", lambda one: str(one.pilot or "")),
    SOURCE,
)
BELIEVED = (
    Column.of(Believed, "claim"),
    Column.of(Believed, "because"),
    KIND,
    Column(
        *("checked", "Checked on", "As exactly as known", attrgetter("checked")),
        type=Type.REDUCED_DATE,
    ),
    Column("since", "Since then", "What later checks showed", lambda one: one.standing.words),
    SOURCE,
    *USE,
    ADDRESS,
)
STEPS = (
    Column("step", "Step", "Its number in the published guidance", lambda one: one.code),
    KIND,
    Column("what", "What", "The step, in our own words", lambda one: one.step),
    Column("whose", "Whose step", "Who takes it", lambda one: one.get_owner_display()),
    Column(
        "ended_on",
        "No longer recommended since",
        "The date; empty for a step that is still recommended",
        lambda one: one.ended_on,
        type=Type.DATE,
    ),
    Column(
        "here",
        "In Placebook",
        "What in Placebook does this; empty if nothing yet",
        lambda o: o.here,
    ),
    SOURCE,
    *USE,
    ADDRESS,
)
