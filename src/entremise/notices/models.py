"""Letters, with the fact that each one tells, whose address is read when they are printed; messages, sealed until they have left."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from entremise.notices.vocabulary import (
    Channel,
    Fault,
    GivenUp,
    LetterState,
    MessageState,
    MessageTemplate,
    Template,
)


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

    `next_try_at` is when a sender may take it: while one holds it, the end of the lease."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.UUIDField(default=uuid4, unique=True)
    channel = models.CharField(max_length=5, choices=[(c, c) for c in Channel])
    template = models.CharField(max_length=20, choices=[(t, t) for t in MessageTemplate])
    content = models.TextField(blank=True)
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

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=[MessageState.SENT, MessageState.GIVEN_UP]) | Q(content=""),
                name="ended_message_is_erased",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED]
                )
                | ~Q(content=""),
                name="waiting_message_has_content",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT) ^ Q(sent_at=None), name="sent_has_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.GIVEN_UP) ^ Q(given_up_at=None),
                name="given_up_has_a_moment",
            ),
        )
        indexes = (
            models.Index(fields=["state", "next_try_at"], name="message_due"),
            models.Index(fields=["-made_at", "-id"], name="message_last"),
        )

    def __str__(self) -> str:
        return f"message {self.pk}"
