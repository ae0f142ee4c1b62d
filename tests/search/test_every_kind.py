"""Every kind of record that has readers of its own can be found, or is read at another that can."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from records.subjects import registered
from registry.search import BODY, FUND, PILOT, PLACE, PROGRAMME, TOPIC, SearchIndex
from search.index import kinds
from tests.test_registries import OURS, label, our_models

# What has readers of its own and no entry: the model at whose entry it is read, and how; a model
# of one's own work is found by nobody, and says so.
OWN = "of one person, at their own pages"
NOT_FOUND = {
    "records.BulkChange": (OWN, "who changed what together, for those who did"),
    "records.Draft": (OWN, "what is not sent yet"),
    "records.DraftFile": (OWN, "a file with what is not sent yet"),
    "accounts.Notice": (OWN, "what somebody was told"),
    "partnerships.NotDuplicate": ("partnerships.Organisation", "said of two pages"),
    "partnerships.PlaceFigure": ("partnerships.Place", "a figure of its page"),
    "partnerships.FormerAddress": ("partnerships.Place", "leads on to its page of today"),
    "partnerships.Reorganisation": ("partnerships.Place", "before and after one on its day"),
    "partnerships.FurtherSector": ("partnerships.Organisation", "a finer word for its sector"),
    "partnerships.ProgrammeBody": ("partnerships.Programme", "who takes part in it"),
    "partnerships.Synonym": ("partnerships.Topic", "a name by which a topic or body is found"),
    "imports.RecordImport": (OWN, "a file on its way into the record"),
    "people.Person": ("people.JobRole", "people are found by what they do, never by name"),
    "people.Terms": ("people.JobRole", "on what terms somebody takes part"),
    "people.Expense": (OWN, "what was paid to somebody who took part"),
    "people.Erasure": (OWN, "kept for those who look after personal data"),
    "people.Team": ("people.JobRole", "who shares records of the level team"),
    "people.SavedFilter": (OWN, "a list as somebody keeps it"),
    "people.Interest": ("people.Opportunity", "somebody's own word about one"),
    "people.Subscription": (OWN, "what somebody follows"),
    "people.CalendarFeed": (OWN, "an address for a calendar"),
    "open_data.PublicRecord": ("partnerships.Place", "a file of all that everybody reads"),
    "api.ApiKey": (OWN, "what lets a program read"),
    "people.Attendance": ("people.Course", "who took part"),
    "people.OwnTraining": (OWN, "a person's own note"),
    "people.PartnerSkill": ("pilots.Pilot", "what its partners are good at"),
    "geography.LocalityRelease": ("partnerships.Place", "a published list, as it was loaded"),
    "geography.Locality": ("partnerships.Place", "found beside the list, with its council"),
    "geography.DataLoad": ("partnerships.Place", "who loaded what for its figures"),
    "geography.Measure": ("partnerships.Place", "answers above the list, with its figure"),
    "geography.MeasureRelease": ("partnerships.Place", "a table of figures, as it was loaded"),
    "geography.ContextFigure": ("partnerships.Place", "answers above the list"),
    "geography.Attribution": ("partnerships.Place", "what a licence asks to be said"),
    "policy.Alignment": ("policy.Priority", "how two of them go together"),
    "policy.Repeat": ("policy.Priority", "where two say the same"),
    "policy.PolicyTestPlace": ("policy.PolicyTest", "a place that was asked"),
    "policy.PolicyTestReply": ("policy.PolicyTest", "what a place answered"),
    "policy.RegionalReply": ("policy.RegionalUpdate", "what a department answered"),
    "services.EmergencyContact": ("services.Asset", "whom to ring, for those who may"),
    "services.ServiceClash": ("services.LocalService", "two lists that differ"),
    "services.ServiceMerge": ("services.LocalService", "two that were one"),
    "collaboration.Attachment": ("pilots.Pilot", "a file below the record that it is of"),
    "collaboration.Comment": ("pilots.Pilot", "below the record that it is about"),
    "collaboration.ErrorReport": (OWN, "what somebody reported, for those who see to it"),
    "collaboration.MeetingRequest": (OWN, "what was asked of a team, between the two"),
    "pilots.EngagementTotal": ("pilots.Engagement", "numbers of people reached"),
    "pilots.IndicatorDefinition": ("pilots.Indicator", "what it counted and when"),
    "pilots.IndicatorPlan": ("pilots.Indicator", "its target"),
    "pilots.Actual": ("pilots.Indicator", "its figures"),
    "pilots.Remeasure": ("pilots.Indicator", "when it is counted again"),
    "pilots.Referral": ("pilots.Pilot", "who sends people on to whom"),
    "pilots.Phase": ("pilots.Pilot", "its stretches of time"),
    "pilots.StartStep": ("pilots.Pilot", "what it needed to begin"),
    "pilots.TargetOutcome": ("pilots.Indicator", "whether a target was met"),
    "pilots.Theory": ("pilots.TheoryBox", "its boxes are found"),
    "pilots.TheoryLink": ("pilots.TheoryBox", "what leads from one box to another"),
    "pilots.UpdateCorrection": ("pilots.Update", "what was put right after it was sent"),
    "funding.BidLine": ("funding.Bid", "a line of what is asked for"),
    "funding.CallNote": ("funding.Fund", "notes of calls, for those who were on them"),
    "funding.Ending": ("funding.Flow", "what becomes of it when it ends"),
    "funding.AtRisk": ("funding.Flow", "what is lost when it ends"),
    "funding.DutyFigure": ("funding.ReportingDuty", "a figure that is asked for"),
    "funding.MonitoringReturn": ("funding.Fund", "what was reported for one"),
    "funding.Overlap": ("funding.Flow", "two flows that may pay for the same"),
    "funding.OverlapCall": ("funding.Flow", "what was said of such two"),
    "funding.PoolContribution": ("funding.Pool", "who pays in"),
    "funding.PoolYear": ("funding.Pool", "a year of it"),
    "funding.FundPot": ("funding.Fund", "a part of it"),
    "governance.Seat": ("governance.Board", "who sits on it"),
    "governance.BoardLine": ("governance.Board", "to whom it answers"),
    "governance.BoardTie": ("governance.Board", "a fund or programme that it is linked to"),
    "governance.Power": ("governance.Board", "what it may decide"),
    "governance.DecisionVoice": ("governance.Decision", "where a seat stood"),
    "governance.AgreementParty": ("governance.Agreement", "who signs it"),
    "governance.DisputeParty": ("governance.Dispute", "between whom it is"),
    "governance.DisputeStep": ("governance.Dispute", "a step towards its end"),
    "governance.BoardMeeting": ("governance.Board", "when it meets, and its minutes"),
    "governance.AgendaItem": ("governance.Board", "what is on the agenda of a meeting"),
    "governance.Attendance": ("governance.Board", "who was at a meeting"),
    "governance.Interest": ("governance.Board", "an interest that was declared"),
    "governance.HealthRound": ("partnerships.Partnership", "how it is doing, by its partners"),
    "governance.HealthAsked": ("partnerships.Partnership", "who was asked how it is doing"),
    "governance.HealthAnswer": (OWN, "an answer, which nobody reads"),
    "governance.HealthBox": (OWN, "that a round is open"),
    "governance.HealthContact": ("partnerships.Partnership", "who answers for its members"),
    "governance.HealthMark": (OWN, "that a partner answered, which nobody reads"),
    "governance.HealthSlip": (OWN, "that a partner answered, which nobody reads"),
    "governance.HealthResult": ("partnerships.Partnership", "what may be shown of answers"),
    "governance.HealthWords": ("partnerships.Partnership", "what partners wrote"),
    "barriers.GuidanceRead": ("barriers.Guidance", "which body has read it"),
    "governance.Pack": ("governance.Board", "what it sent round, frozen as it was"),
    "governance.ReportPlan": ("governance.Board", "to whom it reports, and when"),
    "barriers.Closing": ("barriers.Barrier", "how it ended"),
    "barriers.AdviceSession": ("barriers.DataRequest", "who gave advice and when"),
    "barriers.EscalationReply": ("barriers.Escalation", "what was answered"),
    "barriers.AnswerLink": ("barriers.Escalation", "a letter's way in"),
    "partnerships.ClaimLink": ("partnerships.Organisation", "a letter's way in"),
    "barriers.EscalationRule": ("barriers.Escalation", "who hears of it, by a rule"),
    "barriers.EscalationRequest": ("barriers.Escalation", "that somebody asks for one"),
    "barriers.BarrierLink": ("barriers.Barrier", "two that have to do with each other"),
    "barriers.BarrierGuidance": ("barriers.Barrier", "which guidance it bears on"),
    "barriers.SubType": ("barriers.Category", "a finer kind"),
    "barriers.NamedBody": ("barriers.Barrier", "a body that it names"),
    "barriers.Publication": ("barriers.Barrier", "how it becomes public"),
    "barriers.PublicationStep": ("barriers.Barrier", "a step on the way to that"),
    "barriers.PublishingPause": ("barriers.Barrier", "when nothing is published"),
    "barriers.SystemicMember": ("barriers.SystemicBarrier", "a barrier that it is behind"),
    "barriers.SystemicAnswer": ("barriers.SystemicBarrier", "what was answered"),
    "barriers.SystemicOffer": ("barriers.SystemicBarrier", "who offers to look into it"),
}
FOUND = {index.model for index in kinds()}


def of_their_own() -> set[Any]:
    """Our models that have a rule of their own who reads their rows."""
    return {one for one in our_models() if hasattr(one._default_manager.all(), "visible_to")}


def test_every_kind_that_has_readers_is_found_or_read_at_one_that_is() -> None:
    assert {label(one) for one in of_their_own() - FOUND} == set(NOT_FOUND)


@pytest.mark.parametrize("name", NOT_FOUND)
def test_a_reason_names_a_kind_that_is_found(name: str) -> None:
    at, how = NOT_FOUND[name]
    assert how
    if at != OWN:
        assert apps.get_model(at) in FOUND, f"{name} is read at {at}, which nobody finds"


def test_every_app_of_subjects_is_looked_through() -> None:
    apps_found = {index.model._meta.app_label for index in kinds()}
    without = {"accounts", "access", "registry", "imports", "geography", "api", "open_data"}
    assert set(OURS) - apps_found == without


@pytest.mark.parametrize("index", kinds(), ids=lambda index: index.kind)
def test_what_is_declared_of_a_kind_is_there(index: SearchIndex) -> None:
    assert set(index.within) <= {PLACE, BODY, PROGRAMME, PILOT, TOPIC, FUND}
    assert -1 <= index.weight <= 1
    for name in (*index.text, *index.signed_in_text, *filter(None, [index.status])):
        field(index.model, name)
    if index.status:
        assert field(index.model, index.status).choices
    assert index.several[:1].isupper()


def field(model: Any, path: str) -> Any:
    """The column at the end of a way; raises where there is none."""
    found: Any = None
    for name in path.split("__"):
        found = model._meta.get_field(name)
        model = found.related_model
    return found


def test_a_kind_is_declared_once() -> None:
    names = [index.kind for index in kinds()]
    assert len(names) == len(set(names))
    assert list(kinds()) == list(registered(SearchIndex))


def test_nothing_personal_is_indexed() -> None:
    """Names and addresses of people are in no column that is looked through."""
    personal = {"email", "phone", "contact", "person", "full_name"}
    columns = {
        f"{index.kind}.{name}"
        for index in kinds()
        for name in (*index.text, *index.signed_in_text, *map(str, index.note))
        if personal & set(name.split("__"))
    }
    assert columns == set()
