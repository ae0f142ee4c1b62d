"""What becomes of each reference to a place that gives way to another."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from barriers.models import Barrier, DataRequest
from pilots.models import Pilot
from reorganise.rule import Does, Rule, Sides


def _planned(sides: Sides) -> Q:
    return Q(state="planned")


def _still_to_come(sides: Sides) -> Q:
    return Q(until__gte=sides.day, ended_on=None)


def _not_over(sides: Sides) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=sides.day)


def _not_governing(sides: Sides) -> Q:
    return ~Q(role="governs")


def _not_ended(sides: Sides) -> Q:
    return Q(ended_at=None)


def _open_pilot(sides: Sides) -> Q:
    return Q(pilot__status__in=(Pilot.Status.PROPOSED, *Pilot.UNDER_WAY))


def _open_barrier(sides: Sides) -> Q:
    over = (Barrier.Status.RESOLVED, Barrier.Status.CLOSED_UNRESOLVED)
    return ~Q(barrier__status__in=over)


def _open_data_request(sides: Sides) -> Q:
    """Not turned down nor withdrawn: what was agreed is still to come or in use."""
    return ~Q(request__status__in=(*DataRequest.TURNED_DOWN, DataRequest.Status.WITHDRAWN))


def _open_flow(sides: Sides) -> Q:
    return Q(flow__end=None) | Q(flow__end__gte=sides.day)


def _open_post(sides: Sides) -> Q:
    return Q(post__closed_on=None) | Q(post__closed_on__gt=sides.day)


def _open_priority(sides: Sides) -> Q:
    still = Q(priority__end=None) | Q(priority__end__gte=sides.day)
    return still & Q(priority__withdrawn_on=None)


def _open_programme(sides: Sides) -> Q:
    still = Q(programme__end=None) | Q(programme__end__gte=sides.day)
    return still & _not_over(sides)


def _open_secondment(sides: Sides) -> Q:
    return Q(end=None) | Q(end__gte=sides.day)


def _on_the_board(sides: Sides) -> Q:
    return Q(closed_at=None)


def _not_answered(sides: Sides) -> Q:
    return Q(answered_at=None)


def _not_replied(sides: Sides) -> Q:
    return Q(replied_on=None)


def _not_gone(sides: Sides) -> Q:
    return Q(gone_on=None) | Q(gone_on__gt=sides.day)


def _not_closed(sides: Sides) -> Q:
    return Q(closed_on=None) | Q(closed_on__gt=sides.day)


def _not_merged(sides: Sides) -> Q:
    return Q(merged_into=None)


def _to_come(sides: Sides) -> Q:
    return Q(day__gte=sides.day, called_off_at=None)


def _not_decided(sides: Sides) -> Q:
    return Q(state__in=("sent", "proposed"))


def _still_asked(sides: Sides) -> Q:
    return Q(asks__answered_at=None)


def _linked(kind: str, *, outside: bool) -> Callable[[Sides], Q]:
    """Links of this kind from other places; ``outside``: from neither side of this act."""

    def rule(sides: Sides) -> Q:
        found = Q(kind=kind) & _not_over(sides) & ~Q(place__in=sides.before)
        inside = Q(place__in=sides.after)
        return found & (~inside if outside else inside)

    return rule


def _upward(sides: Sides) -> Q:
    return Q(kind__in=("within", "overlaps")) & _not_over(sides)


def _overlapping(sides: Sides) -> Q:
    return Q(kind="overlaps") & _not_over(sides) & ~Q(place__in=sides.before)


PLACES = (
    Rule("partnerships.PlaceName", "place", Does.BY_HAND, "name"),
    Rule("partnerships.PlaceCode", "place", Does.BY_HAND, "code"),
    Rule(
        "partnerships.PlaceLink",
        "place",
        Does.END,
        "link to a place above,links to places above",
        "other",
        _upward,
    ),
    Rule(
        *(
            "partnerships.PlaceLink",
            "other",
            Does.DATE,
            "place within it,places within it",
            "place",
        ),
        open=_linked("within", outside=True),
        once=("place_id", "kind"),
    ),
    Rule(
        *("partnerships.PlaceLink", "other", Does.END, "place within it,places within it", "place"),
        open=_linked("within", outside=False),
    ),
    Rule("partnerships.PlaceLink", "other", Does.END, "overlap", "place", _overlapping),
    Rule("partnerships.ActionItem", "subject", Does.STAY, because="promised at a meeting, not it"),
    Rule("partnerships.CalendarFeed", "subject", Does.MOVE, "calendar feed", "", _not_ended),
    Rule("pilots.Engagement", "place", Does.MOVE, "visit", "", _planned),
    Rule("pilots.Spread", "place", Does.STAY, because="it was taken up in the old place"),
    Rule("partnerships.PlaceReach", "ancestor", Does.BY_HAND, because="the database computes it"),
    Rule("partnerships.PlaceReach", "place", Does.BY_HAND, because="the database computes it"),
    Rule("partnerships.PlaceFigure", "place", Does.STAY, because="it was counted for the old area"),
    Rule("partnerships.FormerAddress", "place", Does.STAY, because="the old page is still there"),
    Rule("partnerships.ReorganisationPart", "place", Does.STAY, because="it says what happened"),
    Rule("records.Note", "subject", Does.STAY, because="a source said it of the old place"),
    Rule("records.FindingSubject", "subject", Does.STAY, because="it was found of the old place"),
    Rule(
        *("pilots.PilotPlace", "place", Does.MOVE, "pilot", "pilot", _open_pilot),
        once=("pilot_id",),
        first="row.role = 'lead'",
        copied={"role": "district_partner"},
    ),
    Rule(
        *("funding.FlowPlace", "place", Does.MOVE, "flow", "flow", _open_flow),
        once=("flow_id",),
        sums="share",
        copied={"share": None},
    ),
    Rule(
        *("barriers.BarrierPlace", "place", Does.MOVE, "barrier", "barrier", _open_barrier),
        once=("barrier_id",),
        first="row.is_lead",
        copied={"is_lead": False},
    ),
    Rule(
        *("barriers.DataRequestPlace", "place", Does.MOVE, "request for data,requests for data"),
        record="request",
        open=_open_data_request,
        once=("request_id",),
        first="row.is_lead",
        copied={"is_lead": False},
    ),
    Rule("barriers.PracticeExample", "place", Does.STAY, because="it was so there"),
    Rule("barriers.ExampleAgreementPlace", "place", Does.STAY, because="it was made for the area"),
    Rule(
        *("partnerships.PostPlace", "place", Does.MOVE, "job role", "post", _open_post),
        once=("post_id",),
        spread=True,
    ),
    Rule(
        *("partnerships.PriorityPlace", "place", Does.MOVE, "priority,priorities", "priority"),
        open=_open_priority,
        once=("priority_id",),
    ),
    Rule(
        *("partnerships.PartnershipPlace", "place", Does.MOVE, "partnership", "partnership"),
        once=("partnership_id",),
        spread=True,
    ),
    Rule(
        *("partnerships.ProgrammePlace", "place", Does.DATE, "programme", "programme"),
        open=_open_programme,
        once=("programme_id",),
        ever=True,
        spread=True,
    ),
    Rule(
        *("partnerships.OrganisationPlace", "place", Does.MOVE, "organisation", "organisation"),
        open=_not_governing,
        once=("organisation_id", "role"),
        spread=True,
        because="who governed the old place stays with it",
    ),
    Rule(
        *(
            "partnerships.Assignment",
            "place",
            Does.DATE,
            "role of an account,roles of accounts",
            "user",
            _not_over,
        ),
        once=("user_id", "role"),
        spread=True,
    ),
    Rule(
        *(
            "partnerships.Subscription",
            "place",
            Does.MOVE,
            "follower by e-mail,followers by e-mail",
            "",
        ),
        open=_not_ended,
        once=("lower(row.email)",),
        twin="row.ended_at IS NULL",
        twins_stay=True,
    ),
    Rule(*("partnerships.Secondment", "place", Does.MOVE, "secondment"), open=_open_secondment),
    Rule(
        *("partnerships.Opportunity", "place", Does.MOVE, "opportunity,opportunities"),
        open=_on_the_board,
    ),
    Rule(
        *("partnerships.ErrorReport", "place", Does.MOVE, "report of an error,reports of errors"),
        open=_not_answered,
    ),
    Rule(
        *("partnerships.MeetingRequest", "place", Does.MOVE),
        noun="request for a meeting,requests for a meeting",
        open=_still_asked,
    ),
    Rule("partnerships.Recognition", "place", Does.STAY, because="it was said of the old place"),
    Rule("partnerships.RegionalUpdate", "region", Does.STAY, because="it told of that region"),
    Rule("partnerships.RegionalUpdateItem", "place", Does.STAY, because="it was published so"),
    Rule("partnerships.RegionalUpdateItem", "record", Does.STAY, because="it was published so"),
    Rule(
        *("partnerships.PolicyTestPlace", "place", Does.MOVE, "policy test", "test"),
        open=_not_replied,
        once=("test_id",),
        twins_stay=True,
    ),
    Rule("partnerships.Asset", "place", Does.MOVE, "asset", "", _not_gone),
    Rule(
        *("partnerships.EmergencyContact", "place", Does.MOVE),
        noun="emergency contact",
        open=_not_closed,
    ),
    Rule(
        *("partnerships.LocalService", "place", Does.MOVE, "local service"),
        open=_not_merged,
    ),
    Rule(
        *("barriers.PublishingPause", "place", Does.MOVE),
        noun="pause of publishing,pauses of publishing",
        open=_still_to_come,
    ),
    Rule(*("pilots.LearningEvent", "place", Does.MOVE, "learning event"), open=_to_come),
    Rule(
        *("pilots.YouSaid", "place", Does.MOVE),
        noun="entry of “you said, we did”,entries of “you said, we did”",
        open=_not_decided,
    ),
)
