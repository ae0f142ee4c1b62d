"""Pages of help about records of each kind: how one is added, and what is done with it."""

from __future__ import annotations

from interface.help import HelpPage, Theme

HELP_OF_RECORDS = (
    HelpPage(
        "propose-a-pilot",
        "How do I propose a pilot, and say who takes part?",
        "Say in one sentence what you want to try. You can add the rest later.",
        Theme.PROGRESS,
        words="new start begin project idea add pilot partners join risk plan set up",
        about=("pilot_add", "pilots", "pilot_partners"),
        see=("log-progress", "evaluate", "who-can-see"),
    ),
    HelpPage(
        "count-alike",
        "How do I count the same thing as other pilots?",
        "Use a shared definition. Figures that mean the same can then be added up.",
        Theme.PROGRESS,
        words="shared definition same indicator total add up compare metric outcome standard",
        about=("shared_definitions", "shared_definition"),
        see=("count-by-group", "correct-a-figure", "not-known"),
    ),
    HelpPage(
        "ask-for-data",
        "How do I request data that somebody else holds?",
        "Say which data you need and why. Then keep track of what the holder says.",
        Theme.BARRIERS,
        words=(
            "data request sharing agreement information governance caldicott gdpr share records "
            "dataset"
        ),
        about=("data_requests", "data_request", "data_request_log", "example_agreements"),
        see=("log-a-barrier", "read-guidance", "escalate-a-barrier"),
    ),
    HelpPage(
        "read-guidance",
        "How do I find guidance and good practice?",
        "Look in the practice library, by kind of barrier.",
        Theme.BARRIERS,
        words=(
            "guidance library examples advice recommended steps practice read rules handbook kinds "
            "bears on owner change unclear"
        ),
        about=(
            "guidance_list",
            "guidance",
            "barrier_guidance_add",
            "practice_kind",
            "practice_examples",
            "practice",
        ),
        see=("no-rule", "ask-for-data", "find-who-to-ask"),
    ),
    HelpPage(
        "gather-a-cause",
        "How do I show that several barriers have one cause?",
        "Record a systemic barrier, add the barriers that share it, and ask who could change it.",
        Theme.BARRIERS,
        words="systemic barrier shared cause common law legislation change national pattern group",
        about=("systemic_barriers", "systemic", "systemic_add"),
        see=("escalate-a-barrier", "log-a-barrier", "change-who-can-see"),
    ),
    HelpPage(
        "job-roles",
        "How do I say which job role deals with something?",
        "Add the job role, what it covers, and who holds it.",
        Theme.PEOPLE,
        words=(
            "post contact person team officer holder vacancy left backup directory lived experience"
        ),
        about=("post", "post_add", "post_holder", "place_team_add", "team_edit"),
        see=("find-who-to-ask", "invite-somebody", "hand-over"),
    ),
    HelpPage(
        "lend-somebody",
        "How do I lend somebody, or find a course?",
        "Advertise a secondment, record one that is agreed, or look through the training.",
        Theme.PEOPLE,
        words=(
            "secondment second loan offer swap opportunity training course learn skills job share "
            "placement"
        ),
        about=("secondments", "opportunities", "courses", "secondment"),
        see=("job-roles", "find-who-to-ask", "ask-for-a-role"),
    ),
    HelpPage(
        "place-team",
        "How do I record the place team, joint workforce and work on trust?",
        "Add posts, what partners do together about staff, and time that went into trust.",
        Theme.PEOPLE,
        words=(
            "team size staff full-time equivalent lent time workforce development deployment "
            "apprenticeships rota relationship trust hours log"
        ),
        about=("place_team", "place_workforce", "place_relationships", "relationships"),
        see=("lend-somebody", "job-roles", "services"),
    ),
    HelpPage(
        "board-meetings",
        "How do I set up a board and its meetings?",
        "Add the board, say who sits on it, and plan each meeting.",
        Theme.DECIDING,
        words=(
            "committee partnership board governance seat member agenda minutes meeting pack "
            "papers attendance quorum"
        ),
        about=("boards", "board_add", "board_meeting", "board_meetings"),
        see=("make-a-pack", "record-a-decision", "agreements", "calendar"),
    ),
    HelpPage(
        "make-a-pack",
        "How do I make a board pack, or a regular report?",
        "Make drafts for those who get one, read them, and issue them.",
        Theme.DECIDING,
        words="pack papers report pdf print issue circulate members schedule quarterly covering",
        about=("packs", "pack", "board_meeting_pack", "report_plan_add"),
        see=("board-meetings", "record-a-decision"),
    ),
    HelpPage(
        "health-check",
        "How do I ask partners how our partnership is doing?",
        "Open a health check: each organisation answers once, and nobody’s scores are kept.",
        Theme.DECIDING,
        words=(
            "health check survey score trust partnership working well self assessment maturity "
            "review answer questions"
        ),
        about=("health_rounds", "health_round", "health_round_open", "health_round_answer"),
        see=("confirm-what-is-said", "board-meetings", "agreements"),
    ),
    HelpPage(
        "record-a-decision",
        "How do I record a decision, and who may decide?",
        "Say which board decides, about what, and what came out.",
        Theme.DECIDING,
        words=(
            "decide vote agreed outcome resolution power delegated limit authority who decides "
            "accountable"
        ),
        about=("decision", "decisions", "decision_add", "board_powers"),
        see=("board-meetings", "agreements", "say-something"),
    ),
    HelpPage(
        "agreements",
        "How do I record an agreement between partners, or a dispute?",
        "Write down what was agreed and who signs. A dispute is kept beside it.",
        Theme.DECIDING,
        words=(
            "memorandum understanding mou terms of reference sign signature party partner "
            "conflict disagreement dispute settle vision"
        ),
        about=("agreement", "agreements", "board_agreement_add", "dispute", "disputes"),
        see=("board-meetings", "record-a-decision", "confirm-what-is-said"),
    ),
    HelpPage(
        "priorities",
        "How do I add a priority, and compare it with others?",
        "Say what your place or body wants most. Then see where it agrees with others.",
        Theme.DECIDING,
        words=(
            "objective goal aim strategy plan mission align alignment conflict matrix differ "
            "national regional local"
        ),
        about=("priority", "priorities", "priority_add", "priority_differences", "place_needs"),
        see=("policy-tests", "regional-updates", "record-a-decision"),
    ),
    HelpPage(
        "policy-tests",
        "How do I try a policy on places, or reply to one?",
        "Departments ask places up to four questions. Places choose whether to take part.",
        Theme.DECIDING,
        words=(
            "policy test consult consultation ask places questions reply department official "
            "whitehall try out"
        ),
        about=("policy_tests", "policy_test", "policy_test_place"),
        see=("priorities", "answer-an-escalation", "find-who-to-ask"),
        part="policy_tests",
    ),
    HelpPage(
        "regional-updates",
        "How do I write a regional update?",
        "Start it for a region and a quarter. Somebody else checks it before it is published.",
        Theme.DECIDING,
        words=(
            "region quarter connector newsletter summary north south publish check government "
            "office"
        ),
        about=("regional_updates", "regional_update", "regional_update_start"),
        see=("priorities", "share-a-brief", "find-who-to-ask"),
    ),
    HelpPage(
        "services",
        "How do I add services, assets and emergency contacts?",
        "Add them to your place. Each has a list of its own.",
        Theme.PLACES,
        words=(
            "local service building asset community centre phone number emergency out of hours "
            "duty map directory"
        ),
        about=(
            "place_services",
            "local_service",
            "service_clash",
            "place_assets",
            "place_emergency",
        ),
        see=("find-who-to-ask", "job-roles", "merge-duplicates"),
    ),
    HelpPage(
        "organisations",
        "How do I add an organisation or a partnership?",
        "Check whether it is already there. If not, add it with the place where it works.",
        Theme.PLACES,
        words=(
            "body company charity council nhs trust team member join partnership ended merged "
            "sector register number"
        ),
        about=(
            "organisations",
            "organisation_add",
            "partnership",
            "partnership_add",
            "further_sectors",
        ),
        see=("merge-duplicates", "job-roles", "confirm-what-is-said"),
    ),
    HelpPage(
        "sources",
        "How do I say where something is from?",
        "Name the source in the form of what you add.",
        Theme.RIGHT,
        words=(
            "source cite citation reference evidence publication report link url document where "
            "from"
        ),
        about=("sources", "source", "source_add"),
        see=("report-something-wrong", "not-known", "download-a-list"),
    ),
    HelpPage(
        "say-something",
        "How do I comment, attach a file or record a promise?",
        "Open the record. What people say, send and promise is shown on its page.",
        Theme.FINDING,
        words=(
            "comment discuss mention reply note file document upload paper attach promise action "
            "task to do owner"
        ),
        about=("comments", "attachments", "promises", "promise_add"),
        see=("delete-or-withdraw", "who-can-see", "emails"),
    ),
    HelpPage(
        "learning-event",
        "How do I announce a learning event or a campaign?",
        "Add the event with its date and who it is for. Afterwards say what was shared.",
        Theme.MONEY,
        words=(
            "workshop webinar event training network meet invite thanks recognition award praise "
            "campaign communications audience channels publicity"
        ),
        about=(
            *("learning_event", "learning_events", "recognitions", "organisation_thank"),
            *("campaigns", "campaign", "campaign_add"),
        ),
        see=("publish", "calendar", "lend-somebody"),
        part="learning_events",
    ),
    HelpPage(
        "evaluate",
        "How do I record an evaluation, or how a pilot should work?",
        "Say who evaluates it, and add each finding. Draw the theory of change beside it.",
        Theme.MONEY,
        words=(
            "evaluation evaluator finding report evidence theory of change logic model cost "
            "benefit value taken up elsewhere"
        ),
        about=("evaluation", "evaluation_add", "theory", "pilot_costs"),
        see=("publish", "propose-a-pilot", "count-alike"),
    ),
    HelpPage(
        "funds-and-bids",
        "How do I record a fund, its rules, or a bid?",
        "Add the fund once. Bids, rounds and guidance then name it.",
        Theme.MONEY,
        words=(
            "fund grant programme bid application apply call round deadline guidance restriction "
            "estimate saving benefit staff time hours savings"
        ),
        about=("fund", "funds", "fund_add", "bids", "bid_add", "call_notes", "estimates"),
        see=("add-money", "money-that-ends", "pools-and-returns"),
    ),
    HelpPage(
        "pools-and-returns",
        "How do I record a pool, or a return that is due?",
        "Add the pool and what each pays in. Returns say what a fund wants to know, and when.",
        Theme.MONEY,
        words=(
            "pool pooled budget section 75 better care fund return report monitoring duty "
            "reporting funder deadline claim"
        ),
        about=(
            "pools",
            "pool",
            "pool_add",
            "monitoring_returns",
            "monitoring_return",
            "reporting_duties",
        ),
        see=("funds-and-bids", "add-money", "log-progress"),
    ),
    HelpPage(
        "money-that-ends",
        "How do I say what happens when money ends?",
        "Open the money. Say who decides, by when, and what is at risk.",
        Theme.MONEY,
        words=(
            "end cliff edge run out expire risk jobs lost extension renew overlap twice same "
            "duplicate funding"
        ),
        about=(
            "money_ending",
            "flow_ending",
            "at_risk_add",
            "overlaps",
            "overlap_verdict",
            "overlap_call",
        ),
        see=("add-money", "funds-and-bids", "pass-money-on"),
    ),
)
