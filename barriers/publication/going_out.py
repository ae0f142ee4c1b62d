"""A publication goes out once its bodies replied or had their days, or is held."""

from __future__ import annotations

import datetime as dt

from barriers.models import Publication, PublicationStep
from barriers.publication.named import Named, bodies_asked, unsettled
from barriers.publication.notices import tell_other_places, tell_place
from barriers.publication.pauses import held_words, pause_over
from barriers.publication.steps import back_to_place, called, note, tell_bodies
from interface.words import list_words
from records.models import Visibility

State, Kind = Publication.State, PublicationStep.Kind


def go_out(publication: Publication, today: dt.date, *, because_replied: bool = False) -> str:
    """Publish one whose body replied or had its days, or hold it; gives the state that it is in.

    The barrier and the publication are locked by the caller.
    """
    for body in bodies_asked(publication):
        if heirs := body.heirs:
            text = f"{body} has ended. {list_words(list(map(str, heirs)))} took over"
            note(publication, Kind.CHANGED, text=text)
            back_to_place(publication)
            tell_place(publication, f"{body} has ended: {called(publication)}")
            return publication.state
    if later := _not_asked(publication):
        names = list_words([f"{one.text.quoted} ({one.body})" for one in later])
        note(publication, Kind.CHANGED, text=f"Its words also name {names}, not asked yet.")
        back_to_place(publication)
        tell_place(
            publication, f"It names more organisations than were asked: {called(publication)}"
        )
        return publication.state
    pause = pause_over(publication.barrier, today)
    if pause is not None:
        if publication.state != State.HELD:
            publication.state = State.HELD
            publication.save(update_fields=["state"])
            note(publication, Kind.HELD, text=held_words(pause))
            text = f"{held_words(pause)}. {publication.barrier.reference}"
            tell_place(publication, text)
            tell_bodies(publication, lambda _: text)
        return publication.state
    publication.state, publication.published_on = State.PUBLISHED, today
    publication.save(update_fields=["state", "published_on"])
    barrier = publication.barrier
    barrier.is_cleared, barrier.visibility = True, Visibility.PUBLIC
    barrier.save(update_fields=["is_cleared", "visibility"])
    note(publication, Kind.PUBLISHED)
    text = "with its reply" if because_replied or publication.replied_on else "without a reply"
    tell_place(publication, f"Public now, {text}: {called(publication)}")
    tell_other_places(publication, f"Public now, {text}: {called(publication)}")
    tell_bodies(publication, lambda _: f"Public now, {text}: {barrier.reference}")
    return publication.state


def _not_asked(publication: Publication) -> list[Named]:
    """Those that the words name by a name that came after the place spoke of them."""
    asked = {body.pk for body in bodies_asked(publication)}
    return [one for one in unsettled(publication.barrier) if one.body.pk not in asked]
