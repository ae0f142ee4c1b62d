"""``manage.py run_due``: what the passing of time asks for. Run it from cron; twice is as once."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from access.reach import rebuild_reach
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import forget_addresses, send_waiting
from accounts.session.actions import forget_sessions
from api.key.ending import end_left_behind
from barriers.escalation.due import run_clocks
from barriers.escalation.links import forget_addresses as forget_link_addresses
from barriers.publication.due import publish_due
from barriers.similar.words import count_words as count_barrier_words
from collaboration.attachment.actions import delete_removed
from collaboration.error_report.actions import pass_on_reports
from dashboards.claims.links import forget_addresses as forget_claim_addresses
from dashboards.follow_news import tell_followers
from dashboards.my_work.emails import write_due_emails
from deploy.models import JobRun, forget_counts, noted
from funding.flow.standing_alone import settle as settle_flows
from geography.data_load.actions import forget_unloaded
from geography.locality.ending import settle_wards
from governance.health_check.due import run_due as run_health_checks
from governance.meeting.as_held import keep_what_stood
from governance.pack.due import draft_due
from imports.record_import.actions import forget_unimported
from interface.words import capitalised, count_words, list_words
from open_data.record.actions import keep_public_record
from people.personal_data.actions import retire_names
from people.review.actions import remind_owners
from people.role.confirming_actions import review_roles
from people.role.invitation_actions import forget_invitations
from people.saved_filter.actions import tell_matches
from people.subscription.actions import forget_unconfirmed
from pilots.you_said.actions import pass_on_words
from policy.regional_update.forgetting import forget_reply_addresses
from records.bulk.actions import forget_unmade
from records.drafts import LIFE, forget_deleted
from records.models import SpentToken
from records.telling import progress_to, telling
from registry.erased import note_erased
from reorganise.actions import carry_out_due
from search.words import bring_to

log = logging.getLogger(__name__)

# Does what fell due by this day; what is to be said of it, one line each.
Step = Callable[[dt.date], Iterable[str]]


class Command(BaseCommand):
    """Brings reach to today, forgets tokens of forms sent long ago, reminds, sends what waits."""

    help = "Apply what fell due: dated links between places, spent form tokens, reviews, emails."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step by itself, also after one that failed; silent where nothing was due."""
        today, failed = timezone.localdate(), []
        verbosity = options["verbosity"]
        told = progress_to(self.stderr, verbosity, is_job=True)
        with noted(JobRun.Job.DUE) as run, told:
            for does, step in STEPS.items():
                try:
                    with telling(capitalised(does), brief=verbosity < 2):
                        lines = list(step(today))
                    for line in lines:
                        self.stdout.write(line)
                        run.say(line)
                except Exception:  # what is due elsewhere does not wait for this to be mended
                    log.exception("run_due could not %s", does)
                    failed.append(does)
                    connection.close_if_unusable_or_obsolete()
            if failed:
                raise CommandError(
                    f"Could not {list_words(failed)}. The reason is in the log. Everything else "
                    "was done; what failed is tried again when run_due runs next."
                )


def _nothing_said(do: Callable[[], Any]) -> Step:
    def step(today: dt.date) -> Iterable[str]:
        do()
        return ()

    return step


def _forget_tokens(today: dt.date) -> Iterable[str]:
    forgotten, _ = SpentToken.objects.filter(spent_at__lt=timezone.now() - LIFE).delete()
    if forgotten:
        yield f"Forgot {count_words(forgotten, 'token')} of forms sent over a month ago."


def _reorganise(today: dt.date) -> Iterable[str]:
    return (f"Carried out: {act}." for act in carry_out_due())


def _retire_names(today: dt.date) -> Iterable[str]:
    if retired := retire_names(today):
        yield f"Removed {count_words(retired, 'name')} kept long enough from the directory."


def _run_clocks(today: dt.date) -> Iterable[str]:
    reminded, climbed = run_clocks(today)
    if reminded:
        yield f"Told of {count_words(reminded, 'late escalation')}."
    if climbed:
        yield f"Escalated {count_words(climbed, 'barrier')} further."


def _publish(today: dt.date) -> Iterable[str]:
    if out := publish_due(today):
        yield f"Made {count_words(out, 'barrier')} public."


def _health_checks(today: dt.date) -> Iterable[str]:
    if closed := run_health_checks(today):
        yield f"Closed {count_words(closed, 'health check')}."


def _keep_what_stood(today: dt.date) -> Iterable[str]:
    if kept := keep_what_stood():
        yield f"Kept a record of {count_words(kept, 'meeting')} of boards held earlier."


def _draft_reports(today: dt.date) -> Iterable[str]:
    if drafted := draft_due(today):
        yield f"Drafted {count_words(drafted, 'report')} of boards."


def _keep_public_record(today: dt.date) -> Iterable[str]:
    keep_public_record(today)
    return ()


def _count_barrier_words(today: dt.date) -> Iterable[str]:
    count_barrier_words(today)
    return ()


def _bring_search(today: dt.date) -> Iterable[str]:
    bring_to(today)
    return ()


def _remind(today: dt.date) -> Iterable[str]:
    if due := remind_owners(today):
        yield f"Reminded the keepers of {count_words(due, 'page')}."


def _review_roles(today: dt.date) -> Iterable[str]:
    warned, ended = review_roles(today)
    if warned:
        yield f"Warned of {count_words(warned, 'list')} of people that nobody confirmed."
    if ended:
        yield f"Ended {count_words(ended, 'role')} that nobody confirmed."


def _end_keys(today: dt.date) -> Iterable[str]:
    if ended := end_left_behind(today):
        yield f"Ended {count_words(ended, 'key')} of bodies whose maker has left."


def _pass_on(today: dt.date) -> Iterable[str]:
    if passed := pass_on_reports() + pass_on_words():
        yield f"Passed on {count_words(passed, 'report')} that nobody was left to read."


def _send(today: dt.date) -> Iterable[str]:
    if sent := send_waiting():
        yield f"Sent {count_words(sent, 'letter')}."


# In this order: who sees what comes first, and what is told comes before it is sent.
STEPS: dict[str, Step] = {
    "bring links between places to today": _nothing_said(rebuild_reach),
    "carry out reorganisations": _reorganise,
    "see which money stands alone": _nothing_said(settle_flows),
    "see which wards ended": _nothing_said(settle_wards),
    "remove names kept long enough": _retire_names,
    "forget addresses that no answer comes to": _nothing_said(forget_reply_addresses),
    "forget old form tokens": _forget_tokens,
    "forget drafts that were deleted": _nothing_said(forget_deleted),
    "forget bulk changes that nobody confirmed": _nothing_said(forget_unmade),
    "forget how often pages were asked for": _nothing_said(forget_counts),
    "forget sessions that are over": _nothing_said(forget_sessions),
    "forget files of data that nobody loaded": _nothing_said(forget_unloaded),
    "delete attached files that were removed": _nothing_said(delete_removed),
    "forget files of records that nobody imported": _nothing_said(forget_unimported),
    "look after escalations that are late": _run_clocks,
    "make barriers public": _publish,
    "close health checks": _health_checks,
    "keep what stood at meetings of boards": _keep_what_stood,
    "draft reports of boards": _draft_reports,
    "forget addresses of answer links": _nothing_said(forget_link_addresses),
    "forget addresses of bodies that were asked": _nothing_said(forget_claim_addresses),
    "count the words of barriers": _count_barrier_words,
    "bring the search to today": _bring_search,
    "tell followers": _nothing_said(tell_followers),
    "tell what saved filters match": _nothing_said(tell_matches),
    "forget unconfirmed follows": _nothing_said(forget_unconfirmed),
    "remind owners of pages": _remind,
    "write emails of what is due": _nothing_said(write_due_emails),
    "write the daily emails": _nothing_said(write_daily_letters),
    "end roles that nobody confirmed": _review_roles,
    "end keys of bodies whose maker has left": _end_keys,
    "pass on reports that nobody is left to read": _pass_on,
    "forget old invitations": _nothing_said(forget_invitations),
    "send emails that wait": _send,
    "forget addresses of emails that were sent": _nothing_said(forget_addresses),
    "write down what was erased": _nothing_said(note_erased),
    "keep the public record of the day": _keep_public_record,
}
