"""Comments on the page of their record: ``{% load comments %}{% comments_on barrier %}``.

Or, where they stand on a page of their own, the way there: ``{% comments_link barrier as one %}``.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from collaboration.comment.forms import HELP, people_url
from collaboration.comment.models import LONGEST, Comment
from collaboration.comment.views import WRITE, comments_url
from interface.paging import bounded_counts
from records.drafts import TOKEN, Ticket
from registry.commented import commented_on

register = template.Library()

# So many stand on the page of the record; all of them have a page of their own.
NEWEST = 5
MOST_COUNTED = 100


@register.inclusion_tag("collaboration/comment/section.html", takes_context=True)
def comments_on(context: template.Context, record: Model, *, box: bool = True) -> dict[str, Any]:
    """The newest comments on a record that the reader may see, and a box to add one. One query.

    Without a ``box`` where the page asks for other words as well: who sends those would lose what
    they typed here, so a link leads to where comments are written.
    Nothing for who is not signed in.
    """
    user = context["request"].user
    if not user.is_authenticated:
        return {"user": user}
    target = f"{commented_on(record).kind}/{record.pk}"
    newest = list(Comment.objects.about(record)[: NEWEST + 1])
    return {
        "user": user,
        "box": box,
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


@register.simple_tag(takes_context=True)
def comments_link(context: template.Context, record: Model) -> dict[str, str]:
    """Where the comments on a record are read and written, and how many there are. One query.

    Nothing for who is not signed in.
    """
    if not context["request"].user.is_authenticated:
        return {}
    url = comments_url(f"{commented_on(record).kind}/{record.pk}")
    (count,) = bounded_counts((Comment.objects.about(record), MOST_COUNTED))
    return {"label": "Comments", "url": url, "count": count.label if count.count else ""}
