"""Who may act for a person, without a name: asked, confirmed by the desk with her yes, taken back or over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value

from entremise.mutual_aid.models.needs import Need
from entremise.mutual_aid.vocabulary.mandates import LASTS_AT_MOST, MandateState, Proof, Tie

OVER = [MandateState.ENDED.value, MandateState.REVOKED.value]


class Mandate(models.Model):
    key = models.UUIDField(unique=True)
    person = models.UUIDField()
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="mandates")
    tie = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Tie])
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in MandateState])
    code = models.BinaryField(max_length=32, null=True, blank=True, unique=True)
    seconds = ArrayField(models.BinaryField(max_length=32), default=list)  # with the code
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    proof = models.CharField(max_length=11, choices=[(p.value, p.value) for p in Proof], blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_ended_by_person = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(  # nobody acts without her yes, heard or read by somebody named
                condition=~Q(state="CONFIRMED")
                | (
                    ~Q(proof="")
                    & Q(confirmed_on__isnull=False, confirmed_by__isnull=False, until__isnull=False)
                ),
                name="mandate_stands_on_her_yes",
            ),
            models.CheckConstraint(
                condition=Q(until=None)
                | Q(
                    until__lte=ExpressionWrapper(
                        F("confirmed_on") + Value(LASTS_AT_MOST, output_field=DurationField()),
                        output_field=models.DateTimeField(),
                    )
                ),
                name="mandate_lasts_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False, code=None)
                | Q(ended_at=None) & ~Q(state__in=OVER),
                name="mandate_that_is_over_opens_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state="REVOKED")
                | Q(ended_by__isnull=False)
                | Q(is_ended_by_person=True),
                name="mandate_is_taken_back_by_a_human",
            ),
        )
        indexes = (
            models.Index(fields=["person", "id"], name="mandate_by_person"),
            models.Index(
                fields=["until", "id"], condition=~Q(state__in=OVER), name="mandate_by_end"
            ),
        )

    def __str__(self) -> str:
        return f"mandate {self.pk}"
