"""The record that each page of the accessibility tests is opened with: real where the demo has one.

What the demo has none of is made in Exampleshire, whose editor then reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.notice import daily
from barriers.models import (
    ActionTried,
    Barrier,
    BarrierLink,
    DataRequest,
    Escalation,
    Publication,
    SubType,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from collaboration.models import ErrorReport
from dashboards.help.pages import HELP
from partnerships.models import Organisation, Place, Programme
from people.models import Campaign, Course, JobRole, Recognition, Subscription, Terms
from people.subscription import actions
from people.subscription.actions import make_feed
from pilots.models import (
    Actual,
    Engagement,
    EqualityAnswer,
    Indicator,
    Pilot,
    PilotPartner,
    Remeasure,
    SharedDefinition,
    Theory,
    Update,
    UsedIn,
)
from policy.models import Alignment, PolicyTest, Priority, RegionalReply, RegionalUpdate
from tests import (
    asked,
    asked_for,
    builders,
    coursed,
    engaged,
    evaluated,
    learned,
    lived,
    published,
)
from tests.browser import (
    records_answered,
    records_beside,
    records_data,
    records_directory,
    records_money,
    records_people,
    records_practice,
    records_sources,
)

EDITOR = "editor.exampleshire@demo.test"
LEAD = "lead.exampleshire@demo.test"
CONNECTOR = "connector.yorkshire@demo.test"
OFFICIAL = "official.desnz@demo.test"
EXAMPLE_OFFICIAL = "official.exampleshire@demo.test"
ADMINISTRATOR = "admin@demo.test"
EVALUATOR = "evaluator.exampleshire@demo.test"
TOGETHER = "exampleshire-together"
# Who opens a page: the first of the table's people whom the demo has somebody like.
LIKE = {
    "bradford_editor": EDITOR,
    "yorkshire_connector": CONNECTOR,
    "desnz_official": OFFICIAL,
    "pfpp_lead": LEAD,
    "evaluator": EVALUATOR,
    "administrator": ADMINISTRATOR,
}


def example_pilots() -> QuerySet[Pilot]:
    """The live pilots of the made-up county, which show most of what a page can show."""
    return Pilot.objects.filter(programme__is_example=True, status="live").order_by("id")


def example_barriers(status: str) -> QuerySet[Barrier]:
    """The made-up county's barriers with this status."""
    return Barrier.objects.filter(programme__is_example=True, status=status).order_by("id")


def an_ask(state: str) -> Escalation:
    """What a made-up body is asked, at this state."""
    return Escalation.objects.filter(barrier__programme__is_example=True, state=state)[0]


def a_publication(state: str) -> Publication:
    """A made-up barrier that names a body, at this step of its way to the public."""
    return Publication.objects.get(barrier__programme__is_example=True, state=state)


def a_waiting_publication() -> Publication:
    """One that waits for the place, which the demo has none of."""
    of = Barrier.objects.get(programme__is_example=True, title__startswith="We cannot run evening")
    return of.publications.first() or published.publication(of, of.unlocker, "place")


def a_member() -> list[str]:
    """A systemic barrier and one of its members, as an address carries them."""
    found = SystemicMember.objects.filter(systemic__is_example=True).select_related("systemic")[0]
    return [found.systemic.reference, f"B-{found.barrier_id:06d}"]


def a_link() -> tuple[list[int], list[str]]:
    """A link to answer: what its own addresses carry, and what the letter's does."""
    waiting, token = an_ask("holding"), "made-up-secret"
    found = waiting.links.first() or asked.link(waiting, User.objects.get(email=EDITOR), token)
    return [waiting.pk, found.pk], [token]


def county() -> Place:
    """Exampleshire."""
    return Place.objects.get(slug="exampleshire")


def council() -> Organisation:
    """A body of the made-up county."""
    return Organisation.objects.filter(is_example=True, sector="council").order_by("id")[0]


def desnz() -> Organisation:
    """The department whose officer the demo has."""
    return Organisation.objects.get(assignments__user__email=OFFICIAL)


def a_follower() -> Subscription:
    """Somebody who asked to follow Liverpool."""
    place = Place.objects.get(slug="liverpool")
    return Subscription.objects.create(place=place, email="resident@example.test")


def a_regional_update(**fields: Any) -> RegionalUpdate:
    """What Yorkshire and The Humber is told, or is to be told."""
    region = Place.objects.get(slug="yorkshire-and-the-humber")
    return builders.regional_update(region, **fields)


def a_lived_role() -> JobRole:
    """A role for somebody with experience of what it is about, with how it is paid."""
    role = builders.post("Panel member", council(), county(), kind="lived_experience")
    Terms.objects.create(post=role, paid="hour", rate=20)
    return role


def a_meeting() -> Any:
    """A meeting that was asked of the energy department."""
    return builders.meeting(User.objects.get(email=LEAD), desnz())


def a_policy_test() -> PolicyTest:
    """A policy that the energy department tries on the county, which has agreed to reply."""
    made = builders.policy_test("A register of homes", county(), owner=desnz())
    made.asked.update(state="approved")
    return made


def a_priority(**fields: Any) -> Priority:
    """Something that matters in the county."""
    return builders.priority("Dry homes", county(), owner=council(), **fields)


def thanks(**fields: Any) -> Recognition:
    """The energy department thanks the county's council."""
    said = {"said": "Forty homes are warm.", "on": builders.TODAY}
    return Recognition.objects.create(
        organisation=council(), given_by=desnz(), place=county(), **said, **fields
    )


def an_alignment() -> Alignment:
    """A local priority that differs from a regional one."""
    wide = a_priority(tier="regional")
    return Alignment.objects.create(
        wider=wide, narrower=a_priority(), verdict="differs", note="Later", differs_in_time=True
    )


def a_meeting_of_a_pilot(**fields: Any) -> Engagement:
    """A pilot of the county met the energy department."""
    met = (desnz(), 7, 5), (council(), 2)
    return engaged.visit(example_pilots()[0], county(), *met, **fields)


def an_equality_question() -> Any:
    """A question of equality monitoring of a pilot of the county, with an answer."""
    made = learned.equality_question(example_pilots()[0])
    EqualityAnswer.objects.create(question=made, position=1, answer="Under 25", people="0-9")
    return made


def an_evaluation() -> Any:
    """Of a pilot of the county, with two findings and a report."""
    made = evaluated.evaluation(example_pilots()[0])
    evaluated.finding(made)
    evaluated.finding(made, "Bills went up.", direction="negative", published_at=None)
    return made


def a_theory(number: int) -> Any:
    """The first version is agreed, the second is being drawn."""
    pilot = example_pilots()[0]
    Theory.objects.filter(pilot=pilot, number=number).delete()
    return evaluated.theory(pilot, number, agreed_at=evaluated.PUBLISHED if number == 1 else None)


def a_reply() -> RegionalReply:
    """What the county's editor wrote back to a regional update."""
    by = User.objects.get(email=EDITOR)
    return RegionalReply.objects.create(update=a_regional_update(), text="Thanks.", created_by=by)


RECORDS: dict[str, Callable[[], Any]] = {
    "help_page": lambda: HELP[0],
    "": lambda: None,
    "place": lambda: Place.objects.get(slug="liverpool"),
    "place_code": lambda: ["E08000012"],
    "organisation": lambda: Programme.objects.get(slug="pfpp").lead,
    "two_organisations": lambda: (Programme.objects.get(slug="pfpp").lead, desnz()),
    "programme": lambda: Programme.objects.get(slug="pfpp"),
    "pilot": lambda: example_pilots().first(),
    "indicator": lambda: Indicator.objects.filter(
        pilot__in=example_pilots(), actuals__isnull=False
    ).first(),
    "new_pilot": lambda: Pilot.objects.get(programme__is_example=True, status="setting_up"),
    "phase": lambda: lived.phase(example_pilots()[0], paid_by=council()),
    "legacy": lambda: lived.legacy(example_pilots()[0], funder=council()),
    "start_step": lambda: lived.start_step(example_pilots()[0]),
    "shared_definition": lambda: SharedDefinition.objects.get(slug="homes-visited"),
    "actual": lambda: Actual.objects.live().filter(indicator__pilot__in=example_pilots()).first(),
    "remeasure": lambda: Remeasure.objects.filter(
        indicator__pilot__in=example_pilots(), state="agreed"
    ).first(),
    "engagement": a_meeting_of_a_pilot,
    "planned_visit": lambda: a_meeting_of_a_pilot(state="planned"),
    "partner": lambda: PilotPartner.objects.filter(pilot__in=example_pilots()).first(),
    "engagement_total": lambda: engaged.total(example_pilots()[0], 26),
    "referral": lambda: engaged.referral(example_pilots()[0], 12),
    "promise": lambda: engaged.promise(a_meeting_of_a_pilot()),
    "milestone": lambda: coursed.milestone(example_pilots()[0]),
    "programme_milestone": lambda: coursed.milestone(Programme.objects.get(is_example=True)),
    "change": lambda: coursed.change(example_pilots()[0]),
    "risk": lambda: coursed.risk(example_pilots()[0]),
    "update": lambda: (
        Update.objects.filter(pilot__in=example_pilots()).exclude(state="accepted").first()
    ),
    "own_update": lambda: builders.update(example_pilots()[0], by=User.objects.get(email=EDITOR)),
    "accepted_update": lambda: Update.objects.filter(
        state="accepted", pilot__in=example_pilots()
    ).first(),
    "barrier": lambda: example_barriers("open").first(),
    "unowned_barrier": lambda: example_barriers("needs_owner").first(),
    "tried": lambda: ActionTried.objects.create(
        barrier=example_barriers("open")[0], what="We asked each landlord"
    ),
    "kind": lambda: ["funding"],
    "sub_type": lambda: SubType.objects.filter(category__key="funding").first(),
    "linked_barrier": lambda: (
        BarrierLink.objects.filter(barrier__programme__is_example=True)[0].barrier
    ),
    "asked_barrier": lambda: an_ask("holding").barrier,
    "escalation": lambda: an_ask("holding"),
    "answered_escalation": lambda: an_ask("answered"),
    "answer_link": lambda: a_link()[0],
    "answer_token": lambda: a_link()[1],
    "named_barrier": lambda: Barrier.objects.get(
        programme__is_example=True, title__startswith="We cannot run evening"
    ),
    "published_barrier": lambda: a_publication("published").barrier,
    "publication": lambda: a_publication("held"),
    "waiting_publication": a_waiting_publication,
    "publishing_pause": lambda: None,
    "systemic": lambda: SystemicBarrier.objects.get(status="asked", is_example=True),
    "published_systemic": lambda: SystemicBarrier.objects.filter(is_as_published=True)[0],
    "answered_systemic": lambda: SystemicBarrier.objects.get(status="changed", is_example=True),
    "systemic_member": a_member,
    "systemic_offer": lambda: SystemicOffer.objects.get(state="waiting"),
    "data_request": lambda: DataRequest.objects.get(status="looked_at"),
    "asked_data_request": lambda: DataRequest.objects.get(status="agreed"),
    "example_agreement": lambda: asked_for.agreement(county()),
    **records_practice.RECORDS,
    **records_sources.RECORDS,
    **records_data.RECORDS,
    **records_people.RECORDS,
    **records_directory.RECORDS,
    **records_money.RECORDS,
    **records_beside.RECORDS,
    **records_answered.RECORDS,
    "reset_link": lambda: None,
    "calendar_feed": lambda: make_feed(by=User.objects.get(email=EDITOR))[0],
    "feed_address": lambda: [make_feed(by=User.objects.get(email=EDITOR))[1]],
    "regional_update": a_regional_update,
    "regional_draft": lambda: a_regional_update(state="draft"),
    "regional_reply": lambda: RegionalReply.objects.create(
        update=a_regional_update(), text="Thank you."
    ),
    "own_reply": a_reply,
    "notice": lambda: None,
    "to_confirm": lambda: [actions.confirm_url(a_follower()).split("/")[-2]],
    "to_stop": lambda: [daily.leave_url(User.objects.get(email=EDITOR)).split("/")[-2]],
    "to_leave": lambda: [actions.leave_url(a_follower()).split("/")[-2]],
    "post": lambda: builders.post("Housing lead", council(), county(), visibility="public"),
    "champion": lambda: builders.post("Champion", council(), county(), kind="champion"),
    "lived_role": a_lived_role,
    "error_report": lambda: ErrorReport.objects.create(
        place=county(),
        what="Its name has changed",
        created_by=User.objects.get(email=EDITOR),
        desk="editors",
        desk_place=county(),
    ),
    "wrong_place": lambda: ["place", county().slug],
    "wrong_pilot": lambda: ["pilot", example_pilots()[0].slug],
    "meeting": lambda: a_meeting().request,
    "meeting_ask": a_meeting,
    "waiting": lambda: ["never", "post"],
    "secondment": lambda: builders.secondment(desnz(), council(), place=county()),
    "offered_secondment": lambda: builders.secondment(
        desnz(), council(), place=county(), state="offered"
    ),
    "opportunity": lambda: builders.opportunity(council(), place=county()),
    "subject": lambda: ["account", User.objects.get(email=LEAD).pk],
    "campaign": lambda: Campaign.objects.order_by("pk")[0],
    "used_in": lambda: UsedIn.objects.order_by("pk")[0],
    "course": lambda: Course.objects.create(title="Working in places", provider=desnz()),
    "recognition": thanks,
    "role_recognition": lambda: thanks(post=builders.post("Housing lead", council())),
    "reorganisation": lambda: [builders.reorganisation("Luton is called Luton Borough").pk],
    "policy_test": a_policy_test,
    "written_policy_test": lambda: builders.policy_test("Not sent", owner=desnz()),
    "asked_place": lambda: a_policy_test().asked.select_related("test", "place").get(),
    "evaluation": an_evaluation,
    "programme_evaluation": lambda: evaluated.evaluation(Programme.objects.get(slug="pfpp")),
    "evaluation_report": lambda: evaluated.report(an_evaluation()),
    "evaluation_finding": lambda: an_evaluation().findings.get(published_at=None),
    "published_finding": lambda: an_evaluation().findings.exclude(published_at=None).get(),
    "theory": lambda: a_theory(1),
    "theory_box": lambda: a_theory(2).boxes.all()[0],
    "theory_link": lambda: a_theory(2).links.all()[0],
    "cost_line": lambda: evaluated.cost_line(example_pilots()[0]),
    "spread": lambda: evaluated.spread(example_pilots()[0]),
    "case_study": lambda: learned.case_study(example_pilots()[0]),
    "published_case_study": lambda: learned.case_study(example_pilots()[0], state="published"),
    "equality": an_equality_question,
    "learning_event": lambda: learned.learning_event(place=county()),
    "signed_in_event": lambda: learned.learning_event(place=county(), visibility="network"),
    "you_said": lambda: learned.you_said(county(), state="approved"),
    "waiting_you_said": lambda: learned.you_said(county()),
    "lesson": lambda: learned.lesson(example_pilots()[0], evidence="We asked."),
    "priority": a_priority,
    "wide_priority": lambda: a_priority(tier="regional"),
    "alignment": an_alignment,
}

# Pages that nobody of the access table's cast gets through to: who does here, and to which record.
NAMED: dict[str, tuple[str, Callable[[], Any]]] = {
    **records_people.NAMED,
    **records_directory.NAMED,
    **records_money.NAMED,
    **records_beside.NAMED,
    **records_answered.NAMED,
    "organisation_keeper": (OFFICIAL, desnz),
    "escalation_answer": (EXAMPLE_OFFICIAL, lambda: an_ask("holding")),
    "escalation_correct": (EXAMPLE_OFFICIAL, records_answered.an_answer),
    "campaign_edit": (EXAMPLE_OFFICIAL, RECORDS["campaign"]),
    "campaign_take_back": (EXAMPLE_OFFICIAL, RECORDS["campaign"]),
    "publication_reply": (EXAMPLE_OFFICIAL, lambda: a_publication("body")),
    "regional_reply_edit": (EDITOR, a_reply),
    "publication_object": (EDITOR, lambda: a_publication("held")),
    "theory_box_add": (EDITOR, lambda: a_theory(2).pilot),
    "theory_link_add": (EDITOR, lambda: a_theory(2).pilot),
}
