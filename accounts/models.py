from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Collate, Lower, Now

from records.history import tracked

NAME_KEY = Collate(Lower("full_name"), "C")
MOST_WORDS = 10


class UserQuerySet(models.QuerySet):
    """Accounts."""

    def listed(self) -> Self:
        """In the order of their names, whatever the letters' case; ``name_key`` is that order."""
        return self.annotate(name_key=NAME_KEY)

    def found_by(self, text: str) -> Self:
        """Accounts whose name or address holds these words, in any order."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            found = found.filter(Q(full_name__icontains=word) | Q(email__icontains=word))
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account with this address; without a password it can only be entered by a reset."""
        if not email:
            raise ValueError("an account needs an email address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


# What is added to the number of things that wait: for each notice that is not read, up to so many;
# and where more waits than was counted
UNREAD, MOST_UNREAD = 1_000, 9
MORE_WORK = 10_000
# How the reason begins why an email did not go, where its address is not to blame
UNREACHED = "The mail server could not be reached or refused the email"


@tracked(
    exclude=[
        "password",
        "last_login",
        "last_seen_at",
        "seen_before_at",
        "letter_on",
        "due_looked_on",
        "work_count",
        "work_counted_at",
        "secrets_ended_at",
    ]
)
class User(AbstractBaseUser):
    """A person with an account. What they may do comes from their roles (assignments) alone.

    ``seen_before_at`` is when they were here the visit before this one: "since you were last here".
    ``daily_letter``: what they have not read comes once a day by e-mail; ``letter_on`` is the last
    day on which we looked whether there was anything to send. ``due_email``: mentions come so, and
    what is late or due within a week, in place of the other on that day; ``due_looked_on`` is the
    last day on which we looked for that.

    ``work_count`` is how much waits for them in *my work*, and how many notices they have not read,
    as it was counted last: both stand in the header of every page. None until they open *my work*
    for the first time. Its last three digits count the work, that before them the notices; from
    ``MORE_WORK`` on more waits than that.

    ``two_step``: whether a code is asked for at sign-in; ``signs_in_with``: the identity provider
    that they are joined to, as ``SIGN_ON`` names it. Both follow allauth's rows
    (``accounts.follow``), so that history says when each changed and by whom.

    ``secrets_ended_at``: when what opens something of the account without a password was ended last
    (``accounts.secret``); links to set a password from before open nothing.
    """

    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    last_seen_at = models.DateTimeField(null=True, blank=True)
    seen_before_at = models.DateTimeField(null=True, blank=True)
    daily_letter = models.BooleanField(default=False, db_default=False)
    letter_on = models.DateField(null=True, blank=True)
    due_email = models.BooleanField(default=True, db_default=True)
    due_looked_on = models.DateField(null=True, blank=True)
    work_count = models.PositiveSmallIntegerField(null=True, blank=True)
    work_counted_at = models.DateTimeField(null=True, blank=True)
    two_step = models.BooleanField("two-step sign-in", default=False, db_default=False)
    signs_in_with = models.CharField("signs in with", max_length=30, blank=True, db_default="")
    secrets_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["full_name", "id"]
        indexes = [
            models.Index(NAME_KEY, "id", name="user_by_name"),
            models.Index(fields=["created_at", "id"], name="user_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower_case"
            ),
        ]

    @property
    def work_words(self) -> str:
        """How much waits for them, as the header says it: "3", "500+"; empty for nothing."""
        number = self.work_count or 0
        more = "+" if number >= MORE_WORK else ""
        return f"{number % UNREAD or ''}{more}"

    @property
    def unread_words(self) -> str:
        """How many notices they have not read, in the same way: "2", "9+"."""
        number = (self.work_count or 0) % MORE_WORK // UNREAD
        return f"{number or ''}{'+' if number == MOST_UNREAD else ''}"

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]


class NoticeQuerySet(models.QuerySet):
    """What people are told."""

    def visible_to(self, user: Any) -> Self:
        """A person's own."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        """Not yet opened or put aside."""
        return self.filter(read_at=None)

    def for_a_daily_letter(self) -> Self:
        """Unread, and not told by e-mail in any way."""
        return self.filter(read_at=None, by_mail=False, sent_at=None, failed="")

    def unsent(self) -> Self:
        """Letters that are to be sent, now or once they are tried again."""
        return self.filter(by_mail=True, sent_at=None)

    def waiting(self, now: dt.datetime) -> Self:
        """Letters to send: not sent, not given up, and due for another try."""
        return self.unsent().filter(try_after__lte=now)

    def given_up(self) -> Self:
        """Letters that could not be sent, until an administrator dismissed them."""
        return self.exclude(failed="")


class Notice(models.Model):
    """Something that a person is told: in *my work*, by e-mail, or both.

    The row is written in the transaction of what it tells about, so that it is told exactly when
    that holds; it is the outbox, and ``accounts.notices`` sends from it. Without a ``user`` it goes
    to an address of somebody without an account, and is kept for a day after it was sent. A letter
    that failed five times is given up and says why in ``failed``, until an administrator tries it
    again or dismisses it; ``problem`` says why it failed last, while it is to be tried again.
    ``sent_at`` is also set where it needs no letter of its own any more: by the daily letter that
    told it, by an administrator who dismisses it, and where the emails of the saved filter that
    found it are stopped. ``told_in`` is the email of the day that
    tells it, while that stands.

    Its words are those of the record that ``about_model`` and ``about_id`` name, and of each of its
    ``lines`` (text, model, number): who may not read that any more is not shown or sent them
    (``accounts.notice.rights``). Of those told before this was kept it is unknown.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    email = models.EmailField(max_length=254, blank=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    about_model = models.CharField(max_length=60, blank=True, db_default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    lines = models.JSONField(default=list, blank=True, db_default=Value([], models.JSONField()))
    about_unknown = models.BooleanField(default=False, db_default=False)
    url = models.TextField(blank=True)
    leave_url = models.CharField(max_length=300, blank=True)
    by_mail = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    told_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="tells", db_index=False
    )
    try_after = models.DateTimeField(db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    problem = models.CharField(max_length=200, blank=True, db_default="")
    failed = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notice_of_user"),
            models.Index(
                fields=["try_after", "id"],
                condition=models.Q(by_mail=True, sent_at=None),
                name="notice_waiting",
            ),
            models.Index(
                fields=["email", "created_at"],
                condition=models.Q(user=None),
                name="notice_of_address",
            ),
            models.Index(
                fields=["created_at", "id"],
                condition=~models.Q(failed=""),
                name="notice_given_up",
            ),
            HashIndex(fields=["url"], name="notice_about"),
            models.Index(
                fields=["told_in"],
                condition=models.Q(told_in__isnull=False),
                name="notice_told_in",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(email=""),
                name="notice_has_a_reader",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def why_unsent(self) -> str:
        """Why it did not go, for whoever asked for it; empty where it was not tried, or has gone.

        What a mail server said of anything but the address may name the server's own account.
        """
        why = "" if self.sent_at else self.failed or self.problem
        return UNREACHED if why.startswith(UNREACHED) else why

    @property
    def what_next(self) -> str:
        """What becomes of one that did not go."""
        if not self.failed:
            return "We’ll try again for a day."
        if self.failed.startswith(UNREACHED):
            return "Ask an administrator to send it again."
        return "Check the address."

    @property
    def delivery(self) -> tuple[str, str]:
        """How far it came as an email: in words, and the shape of that."""
        if self.sent_at is not None:
            return "Sent", "good"
        if self.failed:
            return "Could not be sent", "help"
        return "Not yet sent", "some" if self.tries else "early"

    @property
    def reader(self) -> str:
        """The address that it goes to."""
        return self.user.email if self.user else self.email
