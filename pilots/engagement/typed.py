"""A form of a meeting or visit with the small ones below it: who comes, what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.utils import timezone

from access.visibility import reader_of
from pilots.engagement.actions import NewBody, record
from pilots.engagement.forms import EngagementForm, state_is_open
from pilots.engagement.part_forms import BodyForm, PromiseForm
from pilots.models import Engagement

BLANK_BODIES, BLANK_PROMISES = 4, 1
Make = Callable[..., Any]


@dataclass
class TypedBodies:
    """A form, and a small one for each body that comes or came."""

    form: Any
    bodies: list[BodyForm]
    folds: ClassVar[int] = BLANK_BODIES - 1

    @property
    def shown_bodies(self) -> list[BodyForm]:
        """Those known, and what there is room for at once."""
        return self.bodies[: -self.folds]

    @property
    def more_bodies(self) -> list[BodyForm]:
        """Those that are folded away."""
        return self.bodies[-self.folds :]

    @property
    def more_open(self) -> bool:
        """Whether something was typed in those that are folded away."""
        return any(_is_typed(body) for body in self.more_bodies)

    @property
    def parts(self) -> list[Any]:
        """The small forms."""
        return list(self.bodies)

    @property
    def said_bodies(self) -> list[NewBody]:
        """Those that were named. For a valid form."""
        return [body for form in self.bodies if (body := form.body)]

    def is_valid(self) -> bool:
        """Whether all of it can be written down; no body stands twice."""
        fine = all([self.form.is_valid(), *(part.is_valid() for part in self.parts)])
        return fine and not self._twice()

    def _twice(self) -> bool:
        seen: set[Any] = set()
        is_twice = False
        for body_form in self.bodies:
            if (body := body_form.body) is None:
                continue
            if (key := body.organisation or body.description) in seen:
                name = "organisation" if body.organisation else "description"
                body_form.add_error(name, f"{key} appears twice. Enter all its people on one line")
                is_twice = True
            seen.add(key)
        return is_twice


def body_forms(
    make: Make, user: Any, meeting: Engagement, *, begins_with: Any, **asks: Any
) -> list[BodyForm]:
    """One for each body that is known, and blank ones; ``begins_with`` are those of a new one."""
    bodies: list[dict[str, Any]] = list(begins_with)
    if meeting.pk:
        bodies = _named(meeting, "organisation", "description", "people", "first_time")
    blank: list[dict[str, Any]] = [{}] * BLANK_BODIES
    return [
        make(BodyForm, prefix=f"b{at}", initial=values, user=user, **asks)
        for at, values in enumerate([*bodies, *blank])
    ]


def _named(meeting: Engagement, *names: str) -> list[dict[str, Any]]:
    rows = meeting.bodies.select_related("organisation")
    return [{name: getattr(row, name) for name in names} for row in rows]


def own_bodies(user: Any) -> list[dict[str, Any]]:
    """Whom an officer visits for."""
    reader = reader_of(user)
    roles = reader.roles if reader else ()
    own = [role.organisation for role in roles if role.organisation_id is not None][:2]
    return [{"organisation": body} for body in own]


def same_bodies(meeting: Engagement) -> list[dict[str, Any]]:
    """Who comes to another like it; not how many came of each."""
    return _named(meeting, "organisation", "description")


def _is_typed(part: Any) -> bool:
    return bool(part.is_bound and (part.errors or part.has_changed()))


@dataclass
class TypedMeeting(TypedBodies):
    """The form of a meeting, a small one for each body and one for each promise."""

    promises: list[PromiseForm]

    @classmethod
    def of(cls, make: Make, user: Any, meeting: Engagement) -> Self:
        """The forms as typed, or as they open for this meeting; ``make`` is FormDraft.form."""
        form = make(EngagementForm, instance=meeting, user=user, pilot=meeting.pilot)
        is_ahead = _is_ahead(form)
        return cls(
            form,
            body_forms(make, user, meeting, begins_with=(), is_ahead=is_ahead),
            [make(PromiseForm, prefix=f"p{at}", user=user) for at in range(BLANK_PROMISES)],
        )

    @property
    def folds_after(self) -> bool:
        """Whether what comes of it folds away: while a new one is planned, and nothing is there."""
        if self.form.instance.pk or self.form["state"].value() != Engagement.State.PLANNED:
            return False
        has_text = self.form["findings"].value() or self.form["decisions"].value()
        return not (has_text or any(_is_typed(promise) for promise in self.promises))

    @property
    def parts(self) -> list[Any]:
        """The small forms."""
        return [*self.bodies, *self.promises]

    def write(self, user: Any) -> Engagement:
        """Write it down. For a valid form."""
        return record(
            by=user,
            engagement=self.form.engagement,
            bodies=self.said_bodies,
            promises=[promise for form in self.promises if (promise := form.promise)],
        )


def _is_ahead(form: EngagementForm) -> bool:
    """Whether it is still to come, so that nobody can say how many came of each body.

    Where the day of a plan has come, its form is where somebody says that it took place.
    """
    day, state = form.instance.on, form["state"].value()
    has_come = form.instance.pk is not None and day is not None and day <= timezone.localdate()
    return bool(state_is_open(state) and not has_come)
