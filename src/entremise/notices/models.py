"""Letters, with the fact that each one tells, whose address is read when they are printed; messages, sealed until they have left."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from entremise.engines.short_answers import Word
from entremise.notices.vocabulary import (
    Channel,
    Fault,
    GivenUp,
    IncomingState,
    LetterState,
    MessageState,
    Template,
)

ERASED_STATES = (
    MessageState.SENT,
    MessageState.DELIVERED,
    MessageState.GIVEN_UP,
    MessageState.STOPPED,
)
WAITING_STATES = (MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED)
LEFT_STATES = (MessageState.SENT, MessageState.DELIVERED)


class Letter(models.Model):
    template = models.CharField(max_length=20, choices=[(t, t) for t in Template])
    fact_kind = models.CharField(max_length=20)
    fact_id = models.BigIntegerField()
    person = models.UUIDField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in LetterState])
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.BigIntegerField(null=True, blank=True)  # an account, by value

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["template", "fact_kind", "fact_id"], name="letter_once_a_fact"
            ),
        )
        indexes = (models.Index(fields=["state", "made_at"], name="letter_waiting"),)

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Message(models.Model):
    """Recipient and facts are sealed in `content`, which is empty once they have served.

    Of a person of the registers `person` stands in place of the recipient, with the grant under which her number is read.
    `mark` is the blind index of a number: a stop is held against it by the database. `next_try_at` is when a sender may take it: while one holds it, the end of the lease."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.UUIDField(default=uuid4, unique=True)
    channel = models.CharField(max_length=5, choices=[(c, c) for c in Channel])
    template = models.CharField(max_length=20)  # a `MessageTemplate`: more come with each area
    content = models.TextField(blank=True)
    person = models.UUIDField(null=True, blank=True)
    grant_id = models.BigIntegerField(null=True, blank=True)
    user_id = models.BigIntegerField(null=True, blank=True)
    organization_id = models.BigIntegerField(null=True, blank=True)
    mark = models.BinaryField(max_length=32, null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in MessageState])
    fault = models.CharField(max_length=12, blank=True, choices=[(f, f) for f in Fault])
    tries_count = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    useful_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up = models.CharField(max_length=15, blank=True, choices=[(g, g) for g in GivenUp])
    given_up_by = models.BigIntegerField(null=True, blank=True)  # an account, by value
    given_up_at = models.DateTimeField(null=True, blank=True)
    parts_count = models.PositiveSmallIntegerField(default=0)
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    expects_kind = models.CharField(max_length=20, blank=True)
    expects_id = models.BigIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=5, blank=True, choices=[(w, w) for w in Word])
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=ERASED_STATES) | Q(content=""),
                name="ended_message_is_erased",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WAITING_STATES) | ~Q(content=""),
                name="waiting_message_has_content",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LEFT_STATES) | Q(sent_at__isnull=False),
                name="sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(expects_kind="") & Q(expects_id=None))
                | (~Q(expects_kind="") & Q(expects_id__isnull=False)),
                name="message_expects_an_origin",
            ),
            models.CheckConstraint(
                condition=(Q(about_kind="") & Q(about_id=None))
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="message_is_about_an_origin",
            ),
            models.CheckConstraint(
                condition=Q(person=None, grant_id=None, user_id=None, organization_id=None)
                | Q(
                    person__isnull=False,
                    grant_id__isnull=False,
                    user_id__isnull=False,
                    organization_id__isnull=False,
                ),
                name="person_is_read_under_a_grant",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.GIVEN_UP) ^ Q(given_up_at=None),
                name="given_up_has_a_moment",
            ),
        )
        indexes = (
            models.Index(fields=["state", "next_try_at"], name="message_due"),
            models.Index(fields=["-made_at", "-id"], name="message_last"),
            models.Index(fields=["mark"], condition=~Q(mark=None), name="message_by_mark"),
            models.Index(
                fields=["about_kind", "about_id"],
                condition=~Q(about_kind=""),
                name="message_about",
            ),
            models.Index(
                fields=["expects_kind", "expects_id"],
                condition=~Q(expects_kind=""),
                name="message_by_question",
            ),
        )

    def __str__(self) -> str:
        return f"message {self.pk}"


class StoppedNumber(models.Model):
    """Whoever holds this number wants no text message; a trigger of the database keeps to it."""

    mark = models.BinaryField(max_length=32, unique=True)
    stopped_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"stopped number {self.pk}"


class Incoming(models.Model):
    """A text message received; number and words are sealed in `content` while a human must read them."""

    gateway_id = models.CharField(max_length=100, unique=True)
    mark = models.BinaryField(max_length=32, null=True, blank=True)
    content = models.TextField(blank=True)
    word = models.CharField(max_length=5, blank=True, choices=[(w, w) for w in Word])
    state = models.CharField(max_length=8, choices=[(s, s) for s in IncomingState])
    received_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True, blank=True)  # an account, by value
    opened_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state=IncomingState.TO_READ) ^ Q(content=""),
                name="words_to_read_are_kept",
            ),
        )
        indexes = (models.Index(fields=["state", "received_at"], name="incoming_to_read"),)

    def __str__(self) -> str:
        return f"incoming {self.pk}"
