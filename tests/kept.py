"""Which pages add, change and end the records of each model, or why none does.

A line is the name of an address, or a reason (``Because``). Whoever writes a page that is missing
puts its address in place of the reason. A declared kind needs no line.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from records.subjects import registered
from registry.declared_kind import Kind


class Because(str):
    """Why no page does it."""

    __slots__ = ()


@dataclass(frozen=True)
class Kept:
    """The pages of a model: each an address, or a reason."""

    add: str
    change: str
    end: str

    @classmethod
    def by(cls, address: str) -> Kept:
        """A part that one form adds, changes and takes out."""
        return cls(address, address, address)

    @classmethod
    def never(cls, why: str) -> Kept:
        """Nobody adds, changes or ends one by hand."""
        return cls.by(Because(why))


# Why none is needed.
LOADED = "a row of a published list, loaded by release; a newer one takes its place"
PUBLISHED = "loaded with the published source that says it, and changed with that"
INSERT_ONLY = Because("insert-only: what is put right is a row of its own")
HAPPENED = Because("it happened; a mistake is corrected on the page that changes it")
WAY = Because("what was written then stays as it was")
HAS_CLOSED = Because("the list of who was asked stays with the results")
LATER = Because("it happened, and stays as it was written; a later one stands beside it")

RECORDS = {
    "HistoryEntry": Kept.never("the database writes it"),
    "Draft": Kept("draft_save", "draft_save", "draft_delete"),
    "DraftFile": Kept("draft_files", "draft_files", "draft_save"),
    "SpentToken": Kept.never("written by the submit of a form, and gone after thirty days"),
    "Source": Kept("source_add", "source_edit", "source_withdraw"),
    "Note": Kept.never(PUBLISHED),
    "Finding": Kept.never(PUBLISHED),
    "FindingSubject": Kept.never(PUBLISHED),
    "BulkChange": Kept("bulk_choose", "bulk_change", "bulk_change"),
    "SwitchedOff": Kept("part_switch_off", "part_switch_on", "part_switch_on"),
    "BulkChangeRow": Kept("bulk_choose", "bulk_change", "bulk_change"),
}
ACCOUNTS = {
    "User": Kept("place_role_add", "account", "account_close"),
    "Notice": Kept(Because("the system tells it"), "notice_read", Because("it is read, and old")),
}
PARTNERSHIPS = {
    "Place": Kept("place_within_add", "place_local_edit", "place_end"),
    "PlaceName": Kept("place_local_edit", "place_local_edit", "place_end"),
    "PlaceCode": Kept("place_local_edit", "place_local_edit", "place_end"),
    "PlaceLink": Kept("place_around_add", "place_around_edit", "place_around_edit"),
    "PlaceReach": Kept.never("the database computes it"),
    "PlaceFigure": Kept(
        "place_figure_add", "place_figure_edit", Because("a newer release stands beside it")
    ),
    "FormerAddress": Kept.never("written by the change of name or the merge that ends an address"),
    "Locality": Kept.never(LOADED),
    "PublicRecord": Kept.never("made each night by the hourly job, and gone after a week"),
    "Boundary": Kept("boundary_edit", "boundary_edit", "boundary_remove"),
    "LocalityRelease": Kept("data_load_add", Because(LOADED), "data_load"),
    "Measure": Kept.never(LOADED),
    "MeasureRelease": Kept("data_load_add", Because(LOADED), "data_load"),
    "ContextFigure": Kept.never(LOADED),
    "Attribution": Kept.never("in the words of the licence, loaded with its source"),
    "DataLoad": Kept("data_load_add", "data_load", "data_load"),
    "Organisation": Kept("organisation_add", "organisation_edit", "organisation_close"),
    "OrganisationName": Kept("organisation_edit", "organisation_edit", "organisation_edit"),
    "OrganisationIdentifier": Kept.by("organisation_edit"),
    "OrganisationPlace": Kept(
        "organisation_place_add", "organisation_place_add", "organisation_place_end"
    ),
    "OrganisationSuccession": Kept.by("organisation_close"),
    "ClaimLink": Kept("claim_ask", Because("it is ended, and sent anew"), "claim_link_end"),
    "NotDuplicate": Kept("organisation_two", WAY, "organisation_two_take_back"),
    "Partnership": Kept("partnership_add", "partnership_edit", "partnership_end"),
    "PartnershipPlace": Kept("partnership_add", "partnership_edit", "partnership_edit"),
    "Member": Kept("member_add", "member_edit", "member_edit"),
    "Topic": Kept("topic_add", "topic_edit", "topic_merge"),
    "Synonym": Kept.by("topic_edit"),
    "Programme": Kept("programme_add", "programme_edit", "programme_end"),
    "EarlierProgramme": Kept.by("programme_edit"),
    "ProgrammePlace": Kept("programme_places_add", "programme_place_edit", "programme_place_end"),
    "JobRole": Kept("post_add", "post_edit", "post_close"),
    "JobRolePlace": Kept.by("post_edit"),
    "JobRoleTopic": Kept.by("post_edit"),
    "Person": Kept("post_holder", "post_holder", "personal_data_erase"),
    "JobRoleHolder": Kept.by("post_holder"),
    "Attachment": Kept(
        "attachments", Because("it is removed, and another attached"), "attachment_remove"
    ),
    "SavedFilter": Kept("saved_filter_add", "saved_filter_edit", "saved_filter_end"),
    "Comment": Kept("comments", "comment_edit", "comment_withdraw"),
    "Mention": Kept("comments", "comment_edit", "comment_withdraw"),
    "ActionItem": Kept("promise_add", "promise", "promise"),
    "Priority": Kept("priority_add", "priority_edit", "priority_withdraw"),
    "PriorityPlace": Kept.by("priority_edit"),
    "PriorityTopic": Kept.by("priority_edit"),
    "NeedsTopic": Kept.by("needs_edit"),
    "WorkforcePartner": Kept.by("workforce_action_edit"),
    "Alignment": Kept.by("priority_alignment"),
    "Repeat": Kept("priority_repeats", "priority_repeats", "priority_repeats"),
    "EmergencyContact": Kept("emergency_add", "emergency_edit", "emergency_remove"),
    "Terms": Kept.by("lived_role_terms"),
    "Expense": Kept("lived_role_expense", INSERT_ONLY, INSERT_ONLY),
    "ServiceTopic": Kept.by("service_edit"),
    "ServiceClash": Kept("service_clash", WAY, "clash_settle"),
    "ServiceMerge": Kept("service_merge", WAY, "service_merge_undo"),
    "MeetingRequest": Kept("meeting_add", WAY, "meeting_answer"),
    "MeetingAsk": Kept("meeting_add", "meeting_answer", "meeting_answer"),
    "Erasure": Kept("personal_data_erase", INSERT_ONLY, INSERT_ONLY),
    "PolicyTest": Kept("policy_test_add", "policy_test_edit", "policy_test_withdraw"),
    "PolicyTestTopic": Kept.by("policy_test_edit"),
    "PolicyTestQuestion": Kept.by("policy_test_edit"),
    "PolicyTestPlace": Kept("policy_test_places", "policy_test_decide", "policy_test_withdraw"),
    "PolicyTestReply": Kept("policy_test_reply", "policy_test_reply", "policy_test_reply_withdraw"),
    "Recognition": Kept("organisation_thank", "recognition_edit", "recognition_edit"),
    "RegionalUpdate": Kept(
        "regional_update_start", "regional_update_write", "regional_update_withdraw"
    ),
    "RegionalUpdateItem": Kept.by("regional_update_write"),
    "RegionalCorrection": Kept("regional_update_write", INSERT_ONLY, INSERT_ONLY),
    "RegionalReply": Kept(
        "regional_update_reply", "regional_reply_edit", "regional_reply_withdraw"
    ),
    "RegionalUpdateDay": Kept.never("a count of page loads"),
    "Reorganisation": Kept("place_merge", "reorganisation_withdraw", "reorganisation_undo"),
    "ReorganisationPart": Kept("place_merge", WAY, "reorganisation_undo"),
    "ReorganisationChange": Kept.never("what a reorganisation wrote; undone with it"),
    "ErrorReport": Kept("error_report_add", "error_report", "error_report"),
    "RecordImport": Kept("place_import_add", "place_import", "place_import"),
    "ImportRow": Kept("place_import_add", Because("the file is sent again"), "place_import"),
    "LeftOut": Kept.never("why a row of a file did not come in; it goes with the row"),
    "ReadRow": Kept.never("a row of a file as it was read; it goes when that is imported"),
    "ImportedRecord": Kept("place_import", INSERT_ONLY, INSERT_ONLY),
    "Team": Kept("place_team_add", "team_edit", "team_end"),
    "Assignment": Kept("place_role_add", "hand_over", "role_end"),
    "Invitation": Kept("place_role_add", "invitation_change", "invitation_change"),
    "Opportunity": Kept("opportunity_add", "opportunity_edit", "opportunity_close"),
    "Interest": Kept.by("opportunity_interest"),
    "Subscription": Kept("place_follow", "follow_confirm", "follow_leave"),
    "CalendarFeed": Kept(
        "calendar_feeds", Because("it is ended, and made anew"), "calendar_feed_end"
    ),
    "Attendance": Kept("course_attendance_add", "course_attendance_add", HAPPENED),
    "OwnTraining": Kept.by("course_own"),
    "PartnerSkill": Kept.by("place_skill_add"),
}
PILOTS = {
    "Pilot": Kept("pilot_add", "pilot_edit", "pilot_close"),
    "PilotPlace": Kept.by("pilot_places"),
    "PilotTopic": Kept.by("pilot_edit"),
    "LessonTopic": Kept.by("lesson_edit"),
    "CaseStudy": Kept("case_study_add", "case_study_edit", "case_study_withdraw"),
    "CaseStudyPilot": Kept("case_study_add", "case_study_edit", "case_study_edit"),
    "CaseStudyLesson": Kept.by("case_study_edit"),
    "CaseStudySource": Kept.by("case_study_edit"),
    "Engagement": Kept("engagement_add", "engagement_edit", "engagement_withdraw"),
    "EngagementBody": Kept.by("engagement_edit"),
    "EngagementTotal": Kept("engagement_total_add", "engagement_total_edit", HAPPENED),
    "EqualityQuestion": Kept("pilot_equality_add", "equality_edit", HAPPENED),
    "EqualityAnswer": Kept.by("equality_edit"),
    "EvaluationReport": Kept("evaluation_report_add", "evaluation_report_edit", HAPPENED),
    "EvaluationFinding": Kept(
        "evaluation_finding_add", "evaluation_finding_edit", "evaluation_finding_replace"
    ),
    "Indicator": Kept("indicator_add", "indicator_edit", "indicator_edit"),
    "IndicatorDefinition": Kept("indicator_add", "indicator_redefine", "indicator_redefine"),
    "IndicatorPlan": Kept.by("indicator_plan"),
    "Actual": Kept("figure_count", "figure_correct", "pilot_update_take_back"),
    "Remeasure": Kept("remeasure_add", "remeasure_edit", "remeasure_edit"),
    "LearningEventTopic": Kept.by("learning_event_edit"),
    "Milestone": Kept("milestone_add", "milestone_edit", "milestone_withdraw"),
    "MilestoneMove": Kept("milestone_edit", INSERT_ONLY, INSERT_ONLY),
    "Referral": Kept("referral_add", "referral_edit", HAPPENED),
    "SharedDefinition": Kept(
        "shared_definition_add", "shared_definition_edit", Because("figures stand on it")
    ),
    "SharedDefinitionTopic": Kept.by("shared_definition_edit"),
    "StatusChange": Kept("pilot_status", WAY, "pilot_status"),
    "StartStep": Kept.by("pilot_start_step"),
    "TargetOutcome": Kept("pilot_close", "pilot_close", HAPPENED),
    "Legacy": Kept("legacy_add", "legacy_edit", HAPPENED),
    "Theory": Kept("theory_begin", "theory_agree", "theory_begin"),
    "TheoryBox": Kept("theory_box_add", "theory_box_edit", "theory_box_remove"),
    "TheoryLink": Kept(
        "theory_link_add", Because("it is removed, and drawn anew"), "theory_link_remove"
    ),
    "Update": Kept("pilot_update", "pilot_update_edit", "pilot_update_take_back"),
    "UpdateCorrection": Kept("pilot_update_correct", WAY, WAY),
    "CostLine": Kept("cost_line_add", "cost_line_edit", HAPPENED),
    "UsedIn": Kept("used_in_add", "used_in_edit", "used_in_take_back"),
    "Spread": Kept("spread_add", "spread_edit", HAPPENED),
    "YouSaid": Kept("place_you_said_add", "you_said_edit", "you_said_turn_down"),
}
MONEY = {
    "Fund": Kept("fund_add", "fund_edit", "fund_edit"),
    "FundOwner": Kept.by("fund_edit"),
    "FundTopic": Kept.by("fund_edit"),
    "ReportingDuty": Kept("reporting_duty_add", "reporting_duty_edit", "reporting_duty_edit"),
    "FundGuidanceTopic": Kept.by("fund_guidance_edit"),
    "Flow": Kept("flow_add", "flow_edit", "flow_edit"),
    "FlowPlace": Kept.by("flow_edit"),
    "FlowTopic": Kept.by("flow_edit"),
    "FlowYear": Kept.by("flow_split"),
    "Ending": Kept.by("flow_ending_edit"),
    "AtRisk": Kept("at_risk_add", "at_risk_edit", "at_risk_withdraw"),
    "OverlapCall": Kept("overlap_call_add", WAY, "promise"),
    "Overlap": Kept("overlap_verdict_add", "overlap_verdict_edit", "overlap_verdict_edit"),
    "Bid": Kept("bid_add", "bid_edit", "bid_decide"),
    "BidLine": Kept("bid_line_add", "bid_line_edit", HAPPENED),
    "BidPlace": Kept.by("bid_edit"),
    "Estimate": Kept("estimate_add", "estimate_edit", "estimate_take_back"),
    "EstimatePlace": Kept.by("estimate_edit"),
    "MonitoringReturn": Kept(
        "monitoring_return_add", "monitoring_return_edit", "monitoring_return_withdraw"
    ),
    "Pool": Kept("pool_add", "pool_edit", "pool_edit"),
    "PoolPlace": Kept.by("pool_edit"),
    "PoolContribution": Kept("pool_contribution_add", "pool_contribution_edit", HAPPENED),
    "PoolYear": Kept("pool_year_add", "pool_year_edit", HAPPENED),
}
BARRIERS = {
    "Category": Kept.never("the six kinds are those of the published framework"),
    "SubType": Kept(
        "sub_type_add", Because("one that is wrong is merged into another"), "sub_type_merge"
    ),
    "Barrier": Kept("barrier_log", "barrier_edit", "barrier_close"),
    "BarrierPlace": Kept.by("barrier_edit"),
    "BarrierSubType": Kept.by("barrier_edit"),
    "ActionTried": Kept("barrier_tried_add", "barrier_tried_edit", "barrier_tried_withdraw"),
    "Check": Kept("barrier_check_add", WAY, LATER),
    "Closing": Kept("barrier_close", WAY, "barrier_reopen"),
    "BarrierGuidance": Kept("barrier_guidance_add", WAY, "barrier_guidance_end"),
    "BarrierLink": Kept("barrier_link_add", WAY, "barrier_link_end"),
    "BarrierWord": Kept.never("a count of words, made anew each night"),
    "DataRequest": Kept("data_request_log", "data_request_edit", "data_request_status"),
    "DataRequestPlace": Kept.by("data_request_edit"),
    "DataRequestBarrier": Kept.by("data_request_edit"),
    "DataRequestParty": Kept.by("data_request_edit"),
    "DataRequestStep": Kept("data_request_status", INSERT_ONLY, INSERT_ONLY),
    "AdviceSession": Kept("data_request_advice_add", WAY, LATER),
    "AdviceBody": Kept("data_request_advice_add", WAY, LATER),
    "Escalation": Kept("barrier_escalate", "escalation_climb", "escalation_withdraw"),
    "EscalationReply": Kept("escalation_answer", "escalation_correct", INSERT_ONLY),
    "EscalationRequest": Kept(
        "escalation_request", "escalation_request_dismiss", "escalation_request_dismiss"
    ),
    "EscalationRule": Kept.by("escalation_clock"),
    "AnswerLink": Kept(
        "answer_link_send", Because("it is ended, and sent anew"), "answer_link_end"
    ),
    "ExampleAgreementPlace": Kept.by("example_agreement_edit"),
    "Believed": Kept("barrier_check_add", "believed_edit", "believed_edit"),
    "GuidanceFor": Kept.by("guidance_edit"),
    "PracticeDay": Kept.never("a count of openings"),
    "NamedBody": Kept.never("read from the texts of a barrier each time that they change"),
    "Publication": Kept("barrier_publish", "publication_agree", "publication_withdraw"),
    "PublicationStep": Kept("publication_agree", INSERT_ONLY, INSERT_ONLY),
    "PublishingPause": Kept("publishing_pause_add", WAY, "publishing_pause_end"),
    "SystemicBarrier": Kept("systemic_add", "systemic_edit", "systemic_edit"),
    "SystemicMember": Kept("systemic_members", WAY, "systemic_member_end"),
    "SystemicAnswer": Kept("systemic_answer", "systemic_answer_edit", "systemic_answer_withdraw"),
    "SystemicOffer": Kept("systemic_answer", "systemic_accept", "systemic_decline"),
}
GOVERNANCE = {
    "BoardPlace": Kept.by("board_edit"),
    "BoardMeeting": Kept("board_meeting_add", "board_meeting_edit", "board_meeting_call_off"),
    "AgendaItem": Kept("board_meeting_agenda", "board_meeting_write", "board_meeting_write"),
    "Attendance": Kept.by("board_meeting_attendance"),
    "Interest": Kept.by("board_meeting_interest"),
    "HealthRound": Kept("health_round_open", "health_round_show", "health_round_call_off"),
    "HealthAsked": Kept("health_round_open", Because("who is asked is fixed then"), HAS_CLOSED),
    "HealthAnswer": Kept.by("health_round_answer"),
    "HealthBox": Kept("health_round_open", WAY, Because("it goes when the round closes")),
    "HealthMark": Kept.never("the hourly job writes it; it goes when the round closes"),
    "HealthSlip": Kept("health_round_answer", WAY, Because("the hourly job takes it")),
    "HealthContact": Kept("health_contacts_ask", "health_contact", "health_contact"),
    "HealthResult": Kept.never("worked out once, at the close; nothing stands instead"),
    "HealthWords": Kept(
        "health_round_answer", Because("nobody may say it otherwise"), "health_words_hide"
    ),
    "Dispute": Kept("dispute_add", "dispute_edit", "dispute_take_back"),
    "DisputeParty": Kept.by("dispute_edit"),
    "Agreement": Kept("board_agreement_add", "agreement_edit", "agreement_take_back"),
    "AgreementParty": Kept("agreement_edit", "agreement_party_edit", "agreement_edit"),
    "Pack": Kept("board_meeting_pack", "pack_edit", "pack_step"),
}
APP_OF = {
    one.__name__: one._meta.app_label
    for one in apps.get_models()
    if one._meta.app_label
    not in ("records", "accounts", "pilots", "funding", "barriers", "governance", "api")
}
API = {"ApiKey": Kept("api_keys", Because("it is ended, and made anew"), "api_key_end")}
KEPT = {
    f"{APP_OF[model] if app == 'partnerships' else app}.{model}": kept
    for app, models in (
        ("records", RECORDS),
        ("accounts", ACCOUNTS),
        ("partnerships", PARTNERSHIPS),
        ("pilots", PILOTS),
        ("funding", MONEY),
        ("barriers", BARRIERS),
        ("governance", GOVERNANCE),
        ("api", API),
    )
    for model, kept in models.items()
}


def of_kind(kind: Kind) -> Kept:
    """The pages of a declared kind: one ends where it is withdrawn, taken back or changed."""
    takes_back = "TakeBack" if "TakeBack" in kind.made() else "Edit"
    end = kind.withdraw or kind.name_of(takes_back)
    return Kept(kind.name_of("Add"), kind.name_of("Edit"), end)


# What differs from this stands above
KEPT = {kind.model._meta.label: of_kind(kind) for kind in registered(Kind)} | KEPT
