"""All pages of help, in their order.

The steps of each are a template of its name, ``dashboards/help/pages/<slug>.html``, with the words
of each button or link in ``<b>``, exactly as they are on its page.
"""

from __future__ import annotations

from functools import cache

from dashboards.help.record_pages import HELP_OF_RECORDS
from interface.help import HelpPage, Theme

HELP = (
    HelpPage(
        "log-progress",
        "How do I log progress?",
        "Choose your pilot, say what happened and send it. It takes a few minutes.",
        Theme.PROGRESS,
        words=(
            "add write send submit an update report to my funder pilot no change draft monitoring"
        ),
        about=("log_progress", "pilot_update", "pilot_upload", "updates_due"),
        see=("correct-an-update", "answer-a-question", "not-known"),
    ),
    HelpPage(
        "correct-an-update",
        "How do I correct an update, or take it back?",
        "Until it is accepted you can edit it or take it back. After that you can correct it.",
        Theme.PROGRESS,
        words="change edit undo withdraw delete mistake wrong sent submitted too early retract",
        about=("pilot_update_page", "pilot_update_correct", "pilot_update_take_back"),
        see=("correct-a-figure", "delete-or-withdraw", "log-progress"),
    ),
    HelpPage(
        "correct-a-figure",
        "How do I correct a figure?",
        "Open the figure, choose Correct, and give the right number and your reason.",
        Theme.PROGRESS,
        words="change edit wrong number count value indicator mistake fix counted twice",
        about=("indicator", "figure_correct", "pilot_indicators"),
        see=("not-known", "correct-an-update", "report-something-wrong"),
    ),
    HelpPage(
        "count-by-group",
        "How do I count a figure by group, or say what is behind a per cent?",
        "Name the groups once on the figure. Each count then asks for them.",
        Theme.PROGRESS,
        words="sex age place women men split breakdown numerator denominator percentage share of",
        about=("figure_count", "indicator_edit", "indicator_plan"),
        see=("log-progress", "correct-a-figure", "not-known"),
    ),
    HelpPage(
        "answer-a-question",
        "How do I answer a question about an update?",
        "Open it from My work, type your answer and send it.",
        Theme.PROGRESS,
        words="reply respond asked programme lead query questioned review",
        about=("pilot_update_page",),
        see=("log-progress", "correct-an-update", "correct-a-figure"),
    ),
    HelpPage(
        "accept-an-update",
        "How do I accept an update, or ask about it?",
        "Read it in Updates to review. Accept it, or ask a question.",
        Theme.PROGRESS,
        words="review approve sign off programme lead check question query agree",
        about=("updates_review",),
        see=("answer-a-question", "correct-an-update", "who-can-see"),
    ),
    HelpPage(
        "log-a-barrier",
        "How do I log a barrier?",
        "Say what gets in the way and who could change it. It takes about three minutes.",
        Theme.BARRIERS,
        words="add report new problem blocker obstacle issue stuck in the way",
        about=("barrier_log",),
        see=("escalate-a-barrier", "no-rule", "who-can-see"),
    ),
    HelpPage(
        "no-rule",
        "How do I record that a barrier isn’t a rule?",
        "Add a check: what was looked at, by whom, and whether a rule stops it.",
        Theme.BARRIERS,
        words=(
            "myth perceived believed real rule law really allowed forbidden gdpr nature check not"
        ),
        about=("barrier", "barrier_check_add", "believed_list"),
        see=("record-what-was-tried", "log-a-barrier", "escalate-a-barrier"),
    ),
    HelpPage(
        "escalate-a-barrier",
        "How do I escalate a barrier?",
        "Ask the body that could change it. It gets a date to answer by.",
        Theme.BARRIERS,
        words=("escalation raise unblock unlock department ask ministry whitehall send up further"),
        about=("barrier", "barrier_escalate", "escalation_climb"),
        see=("answer-an-escalation", "record-what-was-tried", "log-a-barrier"),
    ),
    HelpPage(
        "answer-an-escalation",
        "How do I answer an escalation?",
        "Open it from Escalations, choose your kind of answer and send it.",
        Theme.BARRIERS,
        words="reply respond escalated to us my department official asked decline more time",
        about=("escalations", "escalation", "escalation_answer"),
        see=("escalate-a-barrier", "ask-for-a-role", "find-who-to-ask"),
    ),
    HelpPage(
        "record-what-was-tried",
        "How do I record what was tried?",
        "Open the barrier and add what you did, when, and whether it helped.",
        Theme.BARRIERS,
        words=(
            "add tried action attempt solution what works result resolved close solved overcome"
        ),
        about=("barrier", "barrier_tried_add", "barrier_close"),
        see=("escalate-a-barrier", "publish", "no-rule"),
    ),
    HelpPage(
        "invite-somebody",
        "How do I invite somebody?",
        "Give their email address a role. We send them a link to set up an account.",
        Theme.PEOPLE,
        words="invitation new colleague user account add person partner join send again several",
        about=("place_people", "programme_people", "organisation_people", "team_people"),
        see=("give-a-role", "ask-for-a-role", "hand-over"),
    ),
    HelpPage(
        "give-a-role",
        "How do I give or end a role?",
        "Open People and roles of your place, programme or body.",
        Theme.PEOPLE,
        words="permission access rights editor contributor remove somebody left revoke",
        about=("place_role_add", "programme_role_add", "organisation_role_add", "team_role_add"),
        see=("invite-somebody", "hand-over", "ask-for-a-role"),
    ),
    HelpPage(
        "ask-for-a-role",
        "How do I ask for a role?",
        "Say where you work. You’ll see which roles there are and who gives them.",
        Theme.PEOPLE,
        words=(
            "get permission access rights join become editor contributor cannot refused not allowed"
        ),
        about=("role_ask", "place_role_ask", "programme_role_ask", "organisation_role_ask"),
        see=("sign-in", "who-can-see", "give-a-role"),
    ),
    HelpPage(
        "hand-over",
        "How do I hand over when I leave?",
        "Ask the person who gives roles at your place to hand over yours. Your work goes with it.",
        Theme.PEOPLE,
        words=(
            "leaving job new successor transfer handover away holiday leave cover absence deputy"
        ),
        about=("hand_over", "own_cover", "cover"),
        see=("give-a-role", "invite-somebody", "ask-for-a-role"),
    ),
    HelpPage(
        "who-can-see",
        "Who can see what I write?",
        "Each record says who can see it. You choose when you write it.",
        Theme.READERS,
        words=(
            "visible private public level team secret confidential freedom of information foi read"
        ),
        about=("privacy",),
        see=("change-who-can-see", "delete-or-withdraw", "not-known"),
    ),
    HelpPage(
        "change-who-can-see",
        "How do I change who can see a record?",
        "Edit the record and answer “Who can see this?” again.",
        Theme.READERS,
        words=(
            "visibility level make barrier public private publish hide share wider narrower take "
            "down"
        ),
        about=("barrier_publish", "publications"),
        see=("who-can-see", "delete-or-withdraw", "publish"),
    ),
    HelpPage(
        "find-who-to-ask",
        "How do I find who to ask?",
        "Say what it is about and where. You’ll see the teams and job roles that deal with it.",
        Theme.FINDING,
        words=(
            "contact person team directory phone email council department who joint meeting reach"
        ),
        about=("who_to_ask", "champions", "meeting_add", "meeting_request"),
        see=("follow-a-place", "report-something-wrong", "tell-a-place"),
    ),
    HelpPage(
        "how-deprived",
        "How do I find how deprived an area is?",
        "A council’s figures say it, and a ward’s where the list of small areas is loaded.",
        Theme.FINDING,
        words="deprivation deprived imd index multiple lsoa decile rank poverty poor area map",
        about=("place_context", "boundary"),
        see=("correct-a-figure", "tell-a-place", "not-known"),
    ),
    HelpPage(
        "follow-a-place",
        "How do I follow a place or a pilot?",
        "Follow the place. You’ll hear about its pilots, figures, money and barriers too.",
        Theme.FINDING,
        words="subscribe alerts news watch email notice stop following unsubscribe changes area",
        about=("place_follow",),
        see=("emails", "save-a-filter", "calendar"),
    ),
    HelpPage(
        "save-a-filter",
        "How do I save a filter?",
        "Filter the list of pilots or barriers, save it and, if you like, get an email.",
        Theme.FINDING,
        words="saved search list alert new matches bookmark narrow email",
        about=("saved_filters", "saved_filter_add", "saved_filter_edit"),
        see=("emails", "download-a-list", "follow-a-place"),
    ),
    HelpPage(
        "emails",
        "How do I choose which emails and notices I get?",
        "Tick what should come by email on the page Notices.",
        Theme.FINDING,
        words="notification settings turn off stop too many reminder late due alert unsubscribe",
        about=("notices",),
        see=("follow-a-place", "save-a-filter", "calendar"),
    ),
    HelpPage(
        "calendar",
        "How do I see dates in my own calendar?",
        "Make a feed and subscribe to its address in Outlook, Google or on your phone.",
        Theme.FINDING,
        words="subscribe ical ics outlook google phone feed agenda deadlines due sync diary",
        about=("calendar", "calendar_feeds", "pilot_calendar"),
        see=("emails", "log-progress", "follow-a-place"),
    ),
    HelpPage(
        "share-a-brief",
        "How do I print or share a brief?",
        "Open a place, pilot or barrier and choose Copy as a brief. Then copy, print or save it.",
        Theme.FINDING,
        words=("summary one page pdf paper meeting minister visit copy text pass on send briefing"),
        about=("place_brief", "pilot_brief", "barrier_brief", "visit_pack"),
        see=("download-a-list", "who-can-see", "follow-a-place"),
    ),
    HelpPage(
        "download-a-list",
        "How do I download a list?",
        "Filter it, then choose CSV, spreadsheet or JSON at its foot.",
        Theme.FINDING,
        words="export excel csv spreadsheet xlsx json file data zip table open api programme",
        about=("data", "programme_export"),
        see=("import-a-tracker", "save-a-filter", "not-known"),
    ),
    HelpPage(
        "import-a-tracker",
        "How do I import a tracker or spreadsheet?",
        "Send the file, match its columns, look at what changes, then import it.",
        Theme.FINDING,
        words="upload excel csv bring in load spreadsheet file grants payments contacts bulk",
        about=(
            *("place_imports", "place_import", "place_import_add"),
            *("programme_imports", "programme_import", "programme_import_add"),
        ),
        see=("download-a-list", "add-money", "log-progress"),
    ),
    HelpPage(
        "add-money",
        "How do I add money?",
        "Say who gives it, who receives it, for which place and until when.",
        Theme.MONEY,
        words="grant funding payment record budget spending new enter in kind flow amount",
        about=("flow_add", "flows", "place_funding"),
        see=("pass-money-on", "import-a-tracker", "not-known"),
    ),
    HelpPage(
        "pass-money-on",
        "How do I record money that is passed on?",
        "Open the money and choose Pass it on. In totals the two are counted once.",
        Theme.MONEY,
        words=(
            "onward grant district subgrant share split double counting council partner pass on"
        ),
        about=("flow_pass_on", "flow"),
        see=("add-money", "import-a-tracker", "who-can-see"),
    ),
    HelpPage(
        "publish",
        "How do I publish a lesson or a case study?",
        "Write it on the page of your pilot. Somebody else reviews a case study first.",
        Theme.MONEY,
        words=(
            "share learning story example write add what worked review good practice learned used "
            "strategy policy influence"
        ),
        about=(
            *("pilot_lesson_add", "case_study_add", "case_study", "case_studies", "lessons"),
            *("pilot_used_in", "used_in_add"),
        ),
        see=("record-what-was-tried", "change-who-can-see", "delete-or-withdraw"),
    ),
    HelpPage(
        "report-something-wrong",
        "How do I report something wrong?",
        "At the foot of its page, choose Something is wrong here.",
        Theme.RIGHT,
        words="error mistake incorrect out of date complain fix correction feedback false name",
        about=("error_report_add", "error_reports"),
        see=("tell-a-place", "correct-a-figure", "find-who-to-ask"),
    ),
    HelpPage(
        "tell-a-place",
        "How do I tell a place something as a resident?",
        "Open your place and choose Tell us something. You don’t need an account.",
        Theme.RIGHT,
        words=(
            "council think resident public feedback you said we did idea complaint comment have my "
            "say neighbourhood"
        ),
        about=("place_tell", "place_you_said", "place_you_said_add"),
        see=("report-something-wrong", "follow-a-place", "find-who-to-ask"),
    ),
    HelpPage(
        "confirm-what-is-said",
        "How do I confirm what others say about my organisation?",
        "Open it from My work or from the page of your organisation, and say what is right.",
        Theme.RIGHT,
        words=(
            "claim claims not confirmed seat member membership power delegated signed signature "
            "board partnership body officer health check who answers"
        ),
        about=("organisation_claims", "health_contact"),
        see=("report-something-wrong", "who-can-see", "ask-for-a-role"),
    ),
    HelpPage(
        "merge-duplicates",
        "How do I merge duplicates?",
        "Administrators merge two organisations. Connectors point them out.",
        Theme.RIGHT,
        words=(
            "duplicate same twice double organisation body merger join combine two records barrier"
        ),
        about=("organisation_duplicates", "organisation_merge", "organisation_two"),
        see=("report-something-wrong", "delete-or-withdraw", "find-who-to-ask"),
    ),
    HelpPage(
        "delete-or-withdraw",
        "How do I delete or withdraw something?",
        "Withdraw it: it disappears from lists and counts, and you can put it back.",
        Theme.RIGHT,
        words="remove take back undo erase hide cancel get rid of mistake comment file draft",
        about=("lesson_withdraw", "milestone_withdraw", "engagement_withdraw"),
        see=("correct-an-update", "change-who-can-see", "report-something-wrong"),
    ),
    HelpPage(
        "sign-in",
        "How do I sign in, and turn on two steps?",
        "Use your email address and password. A code from your phone makes it safer.",
        Theme.ABOUT,
        words=(
            "log in login password forgotten reset two-step 2fa mfa code authenticator phone "
            "lost account register sign up locked out"
        ),
        about=("account_login", "mfa_index", "account_reset_password"),
        see=("ask-for-a-role", "invite-somebody", "emails"),
    ),
    HelpPage(
        "not-known",
        "What does “not known” mean?",
        "Nobody has given that figure or fact yet. It never means zero.",
        Theme.ABOUT,
        words="unknown blank empty missing zero none gap no data nothing recorded",
        about=("about_words", "place_gaps"),
        see=("correct-a-figure", "log-progress", "download-a-list"),
    ),
    HelpPage(
        "made-up",
        "What is made up in Placebook?",
        "Exampleshire is made up, to show a programme in progress. So is everything about it.",
        Theme.ABOUT,
        # Not its places: who types one of them looks for the place
        words="example fake real demo test invented true fictional",
        about=("about",),
        see=("not-known", "report-something-wrong", "download-a-list"),
    ),
    *HELP_OF_RECORDS,
)


@cache
def by_slug() -> dict[str, HelpPage]:
    """Each page by its address."""
    return {page.slug: page for page in HELP}
