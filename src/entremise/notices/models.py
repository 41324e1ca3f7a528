"""Letters, with the fact that each one tells, whose address is read when they are printed; messages, sealed until they have left."""

from django.db import models
from django.db.models import Q

from entremise.notices.vocabulary import (
    Channel,
    Fault,
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
    """Address and text are sealed in `content`, which is empty once they have served."""

    key = models.CharField(max_length=100, unique=True)
    channel = models.CharField(max_length=5, choices=[(c, c) for c in Channel])
    template = models.CharField(max_length=20, choices=[(t, t) for t in MessageTemplate])
    content = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=[(s, s) for s in MessageState])
    fault = models.CharField(max_length=12, blank=True, choices=[(f, f) for f in Fault])
    tries_count = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    useful_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(content=""), name="sent_message_is_erased"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MessageState.SENT, MessageState.DEAD]) | ~Q(content=""),
                name="waiting_message_has_content",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT) ^ Q(sent_at=None), name="sent_has_a_moment"
            ),
        )
        indexes = (models.Index(fields=["state", "next_try_at"], name="message_due"),)

    def __str__(self) -> str:
        return f"message {self.pk}"
