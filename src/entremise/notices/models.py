"""Letters, with the fact that each one tells; the recipient is a person's uuid, the address is read when it is printed."""

from django.db import models

from entremise.notices.vocabulary import LetterState, Template


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
