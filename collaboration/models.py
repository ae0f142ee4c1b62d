"""Models of this app, by subject."""

from collaboration.action_item.models import ActionItem
from collaboration.attachment.models import Attachment
from collaboration.comment.models import Comment, Mention
from collaboration.error_report.models import ErrorReport
from collaboration.meeting.models import MeetingAsk, MeetingRequest

__all__ = [
    "ActionItem",
    "Attachment",
    "Comment",
    "ErrorReport",
    "MeetingAsk",
    "MeetingRequest",
    "Mention",
]
