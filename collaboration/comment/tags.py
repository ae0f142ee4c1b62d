"""Comments on the page of their record: ``{% load comments %}{% comments_on barrier %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from collaboration.comment.forms import HELP, people_url
from collaboration.comment.models import LONGEST, Comment
from collaboration.comment.views import WRITE, comments_url
from records.drafts import TOKEN, Ticket
from registry.commented import commented_on

register = template.Library()

# So many stand on the page of the record; all of them have a page of their own.
NEWEST = 5


@register.inclusion_tag("collaboration/comment/section.html", takes_context=True)
def comments_on(context: template.Context, record: Model) -> dict[str, Any]:
    """The newest comments on a record that the reader may see, and a box to add one. One query.

    Nothing for who is not signed in.
    """
    user = context["request"].user
    if not user.is_authenticated:
        return {"user": user}
    target = f"{commented_on(record).kind}/{record.pk}"
    newest = list(Comment.objects.about(record)[: NEWEST + 1])
    return {
        "user": user,
        "comments": newest[:NEWEST],
        "has_more": len(newest) > NEWEST,
        "all_url": comments_url(target),
        "people_url": people_url(record),
        "help": HELP,
        "longest": LONGEST,
        "token_name": TOKEN,
        "token": Ticket.for_form(user, WRITE, target),
        "csrf_token": context.get("csrf_token"),
    }
