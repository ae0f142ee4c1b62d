"""Every list of the data files, in the order in which they lean on each other within a file."""

from __future__ import annotations

from demo.load import barrier_kinds, board_kinds, hooks, pilot_kinds
from demo.load.kinds import Kind, Link

_DUTY = Kind(
    "funding.ReportingDuty", "duties", parts={"figures": Kind("funding.DutyFigure", "figure")}
)
_FUND = Kind(
    "funding.Fund",
    "fund",
    needs=("programme",),
    parts={
        "parts": Kind("funding.FundOwner", "organisation", needs=("share",)),
        "pots": Kind("funding.FundPot", "pot"),
        "rounds": Kind("funding.FundRound", "rounds"),
        "duties": _DUTY,
        "guidance": Kind("funding.FundGuidance", "guidance"),
    },
)
_FLOW = Kind(
    "funding.Flow", "flow", needs=("programme",), parts={"years": Kind("funding.FlowYear", "year")}
)
_BID = Kind(
    "funding.Bid",
    "bid",
    needs=("programme", "state"),
    parts={"lines": Kind("funding.BidLine", "line")},
)
_ENDING = Kind(
    "funding.Ending",
    "ending",
    parts={"at_risk": Kind("funding.AtRisk", "at-risk", defaults={"visibility": "place"})},
)
_POOL = Kind(
    "funding.Pool",
    "pool",
    needs=("programme",),
    parts={
        "paid_in": Kind("funding.PoolContribution", "paid-in"),
        "years": Kind("funding.PoolYear", "year"),
    },
)
_ESTIMATE = Kind("funding.Estimate", "estimate")
_PLACE = Kind(
    "partnerships.Place",
    "place",
    parts={
        "names": Kind("partnerships.PlaceName", "name"),
        "codes": Kind("partnerships.PlaceCode", "code"),
        "links": Kind("partnerships.PlaceLink", "within", defaults={"kind": "within"}),
    },
    expand=hooks.place,
)
_AT_PLACE = "partnerships.OrganisationPlace"
_ORGANISATION = Kind(
    "partnerships.Organisation",
    "organisation",
    parents_first=True,
    links={
        "governs": Link(_AT_PLACE, "place", {"role": "governs"}, key="governs"),
        "serves": Link(_AT_PLACE, "place", {"role": "serves"}, key="serves"),
    },
    parts={"names": Kind("partnerships.OrganisationName", "name"), "notes": barrier_kinds.NOTE},
    expand=hooks.organisation,
    row=hooks.anchored,
)
_TAKING_PART = Kind(
    "partnerships.ProgrammePlace", "place", inherits=("source",), expand=hooks.taking_part
)
_BODY = Kind("partnerships.ProgrammeBody", "body", inherits=("source",), row=hooks.its_word)
_PROGRAMME = Kind(
    "partnerships.Programme",
    "programme",
    links={"places": Link("partnerships.ProgrammePlace", "place")},
    parts={
        "taking_part": _TAKING_PART,
        "bodies": _BODY,
        "met_in_all": pilot_kinds.MET_IN_ALL,
        "milestones": pilot_kinds.MILESTONE,
        "notes": barrier_kinds.NOTE,
        "figures": pilot_kinds.FINDING,
        "estimates": _ESTIMATE,
    },
)
_PARTNERSHIP = Kind(
    "partnerships.Partnership",
    "partnership",
    parts={"members": Kind("partnerships.Member", "member", row=hooks.its_word)},
)
_TERMS = Kind(
    "people.Terms", "terms", needs=("paid",), parts={"spent": Kind("people.Expense", "expense")}
)
_NETWORK = {"visibility": "network"}
_ROLE = Kind("people.JobRole", "people-role", defaults=_NETWORK, parts={"terms": _TERMS})
_HOLDER = Kind(
    "people.JobRoleHolder",
    "holder",
    needs=("name",),
    reads=("name", "email", "account"),
    row=hooks.holder,
)
_POST = Kind(
    "people.JobRole",
    "post",
    defaults=_NETWORK,
    reads=("keeps", "keeps_until"),
    parts={"holders": _HOLDER},
    after=hooks.keeps,
)
_PRIORITY = Kind(
    "policy.Priority", "priority", parents_first=True, needs=("owner",), row=hooks.priority
)
_ASKED = Kind(
    "policy.PolicyTestPlace",
    "asked",
    needs=("state",),
    parts={"replies": Kind("policy.PolicyTestReply", "reply")},
)
_POLICY_TEST = Kind(
    "policy.PolicyTest",
    "policy-test",
    needs=("owner", "state"),
    parts={
        "questions": Kind("policy.PolicyTestQuestion", "question", number="number"),
        "asked": _ASKED,
    },
)

SECTIONS = {
    "sources": Kind("records.Source", "source", defaults={"is_open": "yes"}),
    "topics": Kind("partnerships.Topic", "topic", parents_first=True),
    "places": _PLACE,
    "other_names": Kind("partnerships.PlaceName", "place-name", defaults={"kind": "other"}),
    "successions": Kind("partnerships.PlaceLink", "place-link", defaults={"kind": "succeeded_by"}),
    "organisations": _ORGANISATION,
    "body_successions": Kind("partnerships.OrganisationSuccession", "body-succession"),
    "words": Kind("partnerships.Synonym", "word"),
    "categories": barrier_kinds.CATEGORY,
    "programmes": _PROGRAMME,
    "partnerships": _PARTNERSHIP,
    "definitions": Kind("pilots.SharedDefinition", "shared-definition"),
    "pilots": pilot_kinds.PILOT,
    "funds": _FUND,
    "flows": _FLOW,
    "bids": _BID,
    "endings": _ENDING,
    "pools": _POOL,
    "estimates": _ESTIMATE,
    "returns": Kind("funding.MonitoringReturn", "return"),
    "secondments": Kind("people.Secondment", "secondment"),
    "opportunities": Kind("people.Opportunity", "opportunity"),
    "roles": _ROLE,
    "skills": Kind("people.PartnerSkill", "partner-skill", defaults={"basis": "self_said"}),
    "campaigns": Kind("people.Campaign", "campaign"),
    "courses": Kind(
        "people.Course", "course", parts={"attended": Kind("people.Attendance", "attendance")}
    ),
    "boards": board_kinds.BOARD,
    "partner_agreements": board_kinds.AGREEMENT,
    "health_checks": board_kinds.HEALTH_CHECK,
    "needs": Kind("policy.NeedsAssessment", "needs"),
    "priorities": _PRIORITY,
    "alignments": Kind("policy.Alignment", "alignment"),
    "policy_tests": _POLICY_TEST,
    "services": Kind("services.LocalService", "service"),
    "clashes": Kind("services.ServiceClash", "clash"),
    "assets": Kind("services.Asset", "asset"),
    "team_posts": Kind("services.TeamPost", "team-post"),
    "workforce": Kind("services.WorkforceAction", "workforce"),
    "relationships": Kind("services.RelationshipWork", "relationship"),
    "place_figures": Kind("partnerships.PlaceFigure", "place-figure"),
    "emergency": Kind("services.EmergencyContact", "emergency", defaults={"visibility": "place"}),
    "barriers": barrier_kinds.BARRIER,
    "clocks": Kind("barriers.EscalationRule", "clock", needs=("acknowledge_days", "answer_days")),
    "pauses": Kind("barriers.PublishingPause", "pause"),
    "systemic": barrier_kinds.SYSTEMIC,
    "case_studies": Kind(
        "pilots.CaseStudy",
        "case-study",
        row=hooks.case_study,
        parts={"used_in": Kind("pilots.UsedIn", "used", row=hooks.of_case_study)},
    ),
    "learning_events": Kind("pilots.LearningEvent", "learning-event"),
    "you_said": Kind("pilots.YouSaid", "you-said"),
    "equality": pilot_kinds.EQUALITY,
    "evaluations": pilot_kinds.EVALUATION,
    "theories": pilot_kinds.THEORY,
    "costs": Kind("pilots.CostLine", "cost"),
    "spread": Kind("pilots.Spread", "spread"),
    "posts": _POST,
    "meetings": pilot_kinds.MEETING,
    "referrals": pilot_kinds.REFERRAL,
    "data_requests": barrier_kinds.DATA_REQUEST,
    "advice": barrier_kinds.ADVICE,
    "agreements": Kind("barriers.ExampleAgreement", "example-agreement"),
    "practices": Kind("barriers.Practice", "practice", slug="code"),
    "guidance": barrier_kinds.GUIDANCE,
    "examples": Kind("barriers.PracticeExample", "practice-example"),
    "notes": barrier_kinds.NOTE,
}
