"""What becomes of each reference to an organisation that was held twice."""

from __future__ import annotations

from reorganise.rule import Does, Rule

ORGANISATIONS = (
    Rule("partnerships.OrganisationName", "organisation", Does.BY_HAND, "name"),
    Rule("partnerships.ReorganisationPart", "organisation", Does.STAY, because="it happened"),
    Rule(
        "partnerships.Organisation",
        "merged_into",
        Does.MOVE,
        "body merged into it before,bodies merged into it before",
    ),
    Rule("partnerships.FormerAddress", "organisation", Does.MOVE, "old address,old addresses"),
    Rule("partnerships.OrganisationIdentifier", "organisation", Does.MOVE, "official number"),
    Rule("partnerships.Organisation", "parent", Does.MOVE, "team within it,teams within it"),
    Rule(
        "partnerships.Organisation",
        "succeeded_by",
        Does.MOVE,
        "body that came before it,bodies that came before it",
    ),
    Rule(
        *("partnerships.OrganisationPlace", "organisation", Does.MOVE, "place", "place"),
        once=("place_id", "role"),
    ),
    Rule(
        "partnerships.Partnership",
        "host",
        Does.MOVE,
        "partnership that it hosts,partnerships that it hosts",
    ),
    Rule(
        *("partnerships.Member", "organisation", Does.MOVE, "membership", "partnership"),
        once=("partnership_id", "role", "valid_to"),
    ),
    Rule("partnerships.Post", "organisation", Does.MOVE, "job role"),
    Rule(
        "partnerships.Programme",
        "lead",
        Does.MOVE,
        "programme that it leads,programmes that it leads",
    ),
    Rule("partnerships.Priority", "owner", Does.MOVE, "priority,priorities"),
    Rule("pilots.SharedDefinition", "organisation", Does.MOVE, "shared definition"),
    Rule(
        *(
            "partnerships.Assignment",
            "organisation",
            Does.MOVE,
            "role of an account,roles of accounts",
            "user",
        ),
        once=("user_id", "role", "valid_from", "valid_to"),
    ),
    Rule(
        *(
            "pilots.PilotPartner",
            "organisation",
            Does.MOVE,
            "part in a pilot,parts in pilots",
            "pilot",
        ),
        once=("pilot_id", "kind", '"end"'),
    ),
    Rule(
        *("funding.FundOwner", "organisation", Does.MOVE, "fund", "fund"),
        once=("fund_id",),
        sums="share",
    ),
    Rule("funding.Flow", "giver", Does.MOVE, "flow from it,flows from it"),
    Rule("funding.Flow", "receiver", Does.MOVE, "flow to it,flows to it"),
    Rule(
        "barriers.Barrier",
        "unlocker",
        Does.MOVE,
        "barrier that it could unlock,barriers that it could unlock",
    ),
    # What the new one is asked already about the same barrier is not asked of it twice
    Rule(
        *("barriers.Escalation", "to", Does.MOVE, "ask", "barrier"),
        once=("barrier_id", "(CASE WHEN row.closed_on IS NULL THEN 0 ELSE row.id END)"),
        twins_stay=True,
    ),
    Rule("barriers.EscalationReply", "passed_to", Does.STAY, because="so it was said"),
    # The barrier names the new one, so that the place agrees again and it has days of its own
    Rule(
        *("barriers.Publication", "body", Does.MOVE),
        noun="barrier that is to be public,barriers that are to be public",
        record="barrier",
    ),
    Rule("barriers.PublicationStep", "body", Does.STAY, because="so it was said"),
    Rule(
        *("barriers.SystemicBarrier", "owner", Does.MOVE),
        noun="systemic barrier that it could change,systemic barriers that it could change",
    ),
    Rule("barriers.SystemicAnswer", "body", Does.STAY, because="so it was said"),
    Rule(
        *("barriers.DataRequest", "holder", Does.MOVE),
        noun="request for its data,requests for its data",
    ),
    Rule(
        *("barriers.DataRequest", "asked_of", Does.MOVE),
        noun="request for data that it was asked,requests for data that it was asked",
    ),
    Rule(
        *("barriers.DataRequestParty", "organisation", Does.MOVE),
        noun="part in a request for data,parts in requests for data",
        record="request",
        once=("request_id",),
    ),
    Rule(
        *("barriers.AdviceBody", "organisation", Does.MOVE),
        noun="advice that it gave,pieces of advice that it gave",
        record="session",
        once=("session_id",),
    ),
    Rule("partnerships.Secondment", "giver", Does.MOVE, "secondment from it,secondments from it"),
    Rule("partnerships.Secondment", "receiver", Does.MOVE, "secondment to it,secondments to it"),
    Rule("partnerships.Opportunity", "organisation", Does.MOVE, "opportunity,opportunities"),
    Rule("partnerships.Recognition", "organisation", Does.MOVE, "recognition"),
    Rule("partnerships.Recognition", "given_by", Does.MOVE, "recognition that it gave"),
    Rule("partnerships.Course", "provider", Does.MOVE, "course"),
    Rule(
        *("partnerships.Attendance", "organisation", Does.MOVE, "attendance", "course"),
        once=("course_id", '"on"'),
        sums="people",
    ),
    Rule(
        *("partnerships.PartnerSkill", "organisation", Does.MOVE, "skill"),
        once=("skill",),
    ),
    Rule(
        *("partnerships.ErrorReport", "organisation", Does.MOVE),
        noun="report of an error,reports of errors",
    ),
    Rule(
        *("partnerships.MeetingAsk", "organisation", Does.MOVE),
        noun="request for a meeting,requests for a meeting",
        record="request",
        once=("request_id",),
    ),
    Rule(
        *("partnerships.Synonym", "organisation", Does.MOVE),
        noun="word that finds it,words that find it",
        once=("key", "topic_id"),
    ),
    Rule(
        *("pilots.EngagementBody", "organisation", Does.MOVE, "meeting", "engagement"),
        once=("engagement_id",),
        sums="people",
    ),
    Rule("pilots.Phase", "paid_by", Does.MOVE, "phase that it pays for,phases that it pays for"),
    Rule("pilots.Legacy", "funder", Does.MOVE, "thing that it funds,things that it funds"),
    Rule("pilots.Referral", "organisation", Does.MOVE, "count of referrals,counts of referrals"),
    Rule("partnerships.CalendarFeed", "subject", Does.STAY, because="no body has a calendar"),
    Rule("pilots.Evaluation", "evaluator", Does.MOVE, "evaluation that it makes,evaluations"),
    Rule(
        "pilots.CostLine",
        "organisation",
        Does.MOVE,
        "cost or benefit of it,costs or benefits of it",
    ),
    Rule(
        "pilots.Spread", "organisation", Does.MOVE, "thing that it took up,things that it took up"
    ),
    Rule("partnerships.ActionItem", "subject", Does.STAY, because="promised at a meeting, not it"),
    Rule("partnerships.TwoBodies", "one", Does.STAY, because="it was said of these two pages"),
    Rule("partnerships.TwoBodies", "other", Does.STAY, because="it was said of these two pages"),
    Rule("records.Note", "subject", Does.MOVE, "note"),
    Rule(
        *("records.FindingSubject", "subject", Does.MOVE, "finding", "finding"),
        once=("finding_id",),
    ),
    Rule("partnerships.RegionalUpdateItem", "record", Does.STAY, because="it was published so"),
    Rule("partnerships.PolicyTest", "owner", Does.MOVE, "policy test"),
    Rule("partnerships.Asset", "keeper", Does.MOVE, "asset that it keeps,assets that it keeps"),
    Rule("partnerships.EmergencyContact", "organisation", Does.MOVE, "emergency contact"),
    Rule("partnerships.LocalService", "provider", Does.MOVE, "local service"),
)
